"""Hostile PDFs."""

import zlib
from pathlib import Path

from hostile import SECRET, Hostile, canary, holding, secret
from made_pdfs import lines, pdf_bytes, write_pdf

from eval.fuzz.seeds import pdf_file

SAID = "Staff tell the lead."
WORDS = b"BT /F 12 Tf 72 720 Td (Staff tell the lead.) Tj ET\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
SPARE = 6
"""The number of the first object that a made PDF has beyond those of a page with words."""


def pdf(
    *more: bytes,
    catalog: bytes = b"",
    tree: bytes = b"/Kids [3 0 R] /Count 1",
    page: bytes = b"",
    box: bytes = b"0 0 595 842",
    resources: bytes = b"",
    content: bytes = WORDS,
    filters: bytes = b"",
    font: bytes = FONT,
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page with some of its parts as given."""
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages %s >>" % tree,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 5 0 R "
            b"/Resources << /Font << /F 4 0 R >> %s >> %s >>" % (box, resources, page),
            font,
            stream(content, filters),
            *more,
        ],
        trailer,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def bomb(times: int) -> bytes:
    """A PDF whose page's content is 50 MB of spaces, so many times deflated."""
    filters = b"/Filter [%s]" % (b"/FlateDecode " * times)
    return pdf(content=deflated(WORDS + b" " * 50 * 2**20, times), filters=filters)


def acting(action: bytes) -> bytes:
    """A PDF that does something when it is opened, and whenever it is looked at."""
    return pdf(
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A %s >>" % action,
        catalog=b"/OpenAction %s /AA << /WC %s >>" % (action, action),
        page=b"/AA << /O %s >> /Annots [6 0 R]" % action,
    )


def launching(path: Path) -> object:
    command = b"(touch) /P (%s)" % bytes(canary(path))
    return path.write_bytes(acting(b"<< /S /Launch /F (/bin/touch) /Unix << /F %s >> >>" % command))


def fetching(path: Path) -> object:
    """Content that is said to stand in another file."""
    outside = b"/F (%s) /FFilter /FlateDecode" % bytes(secret(path))
    return path.write_bytes(pdf(stream(WORDS), page=b"/Contents [5 0 R 6 0 R]", filters=outside))


def attaching(path: Path) -> object:
    names = b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>"
    spec = b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>"
    return path.write_bytes(pdf(spec, stream(SECRET.encode()), catalog=names))


def forms(count: int, times: int) -> bytes:
    """Forms each of which draws the one before it so many times; the last is drawn by the page."""
    resources = b"/Resources << /Font << /F 4 0 R >> /XObject << /X %d 0 R >> >>"
    drawn = [
        stream(
            b"/X Do " * times,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources % (at or SPARE),
        )
        for at in range(SPARE - 1, SPARE + count - 1)
    ]
    drawn[0] = stream(WORDS, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources % 999)
    last = SPARE + count - 1
    return pdf(*drawn, resources=b"/XObject << /X %d 0 R >>" % last, content=WORDS + b"/X Do")


def cyclic_forms() -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    drawn = (stream(b"/X Do /X Do", entries % 7), stream(b"/X Do /X Do", entries % 6))
    return pdf(*drawn, resources=b"/XObject << /X 6 0 R >>", content=WORDS + b"/X Do")


def pictured(wide: int, high: int) -> bytes:
    """A page that is a picture of a size that its data does not bear out."""
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /FlateDecode" % (wide, high)
    )
    picture = stream(deflated(bytes(1000)), entries)
    return pdf(
        picture, resources=b"/XObject << /X 6 0 R >>", content=b"q 595 0 0 842 0 0 cm /X Do Q " + WORDS
    )


def mapped(to: bytes) -> bytes:
    """Words in a font that says that its glyphs mean something else."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange 1 beginbfrange <0000> <00FF> %s endbfrange endcmap end" % to
    )
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /None "
        b"/Flags 4 >> >>"
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [6 0 R] %s >>"
    )
    content = b"BT /F 12 Tf 72 720 Td <00410042004300200041004200430044> Tj ET"
    return pdf(descendant, stream(table), font=font % (b"/ToUnicode 7 0 R" if to else b""), content=content)


def lying_object_stream() -> bytes:
    return pdf(
        stream(b"9 0 " * 10, b"/Type /ObjStm /N 1000000 /First 99999999"),
        trailer=b"/XRefStm 6 /Info 6 0 R",
    )


def xref_loop() -> bytes:
    made = pdf()
    start = made.rindex(b"xref\n0 ")
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def deep_tree(depth: int) -> bytes:
    """A page below so many nodes."""
    nodes = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (at - 1 if at > SPARE else 2, at + 1)
        for at in range(SPARE, SPARE + depth)
    ]
    nodes[-1] = b"<< /Type /Pages /Parent %d 0 R /Kids [3 0 R] /Count 1 >>" % (SPARE + depth - 2)
    return pdf(*nodes, tree=b"/Kids [6 0 R] /Count 1")


def tagged(*structure: bytes) -> bytes:
    """A page with a structure tree."""
    return pdf(
        *structure,
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
        page=b"/StructParents 0",
        content=b"/P << /MCID 0 >> BDC " + WORDS + b"EMC",
    )


def words_anywhere(place: bytes) -> bytes:
    return pdf(content=WORDS + b"BT /F %s (elsewhere) Tj ET" % place)


def _rules(count: int) -> bytes:
    return b"".join(
        b"%d %d m %d %d l S\n" % (at % 595, at % 842, at * 7 % 595, at % 842) for at in range(count)
    )


CYCLIC_TAGS = (
    b"<< /Type /StructTreeRoot /K [7 0 R] /ParentTree << /Kids [8 0 R] >> >>",
    b"<< /Type /StructElem /S /Table /P 7 0 R /K [7 0 R 6 0 R << /Type /MCR /Pg 3 0 R /MCID 0 >>] >>",
    b"<< /Kids [8 0 R] >>",
)
OUTLINES = (
    b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 99999999 >>",
    b"<< /Title (a) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>",
)
DAMAGED = "is damaged"

HOSTILE_PDFS = [
    Hostile("cut short.pdf", lambda path: path.write_bytes(pdf()[:-300])),
    Hostile("cut off.pdf", holding(pdf()[:60]), refused=DAMAGED),
    Hostile("password.pdf", lambda path: write_pdf(path, [lines(SAID)], encrypted=True), refused="password"),
    Hostile("javascript.pdf", holding(acting(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")), said=SAID),
    Hostile("launch.pdf", launching, said=SAID),
    Hostile("attached file.pdf", attaching, said=SAID),
    Hostile("content elsewhere.pdf", fetching),
    Hostile("uri.pdf", holding(acting(b"<< /S /URI /URI (http://127.0.0.1:9/) >>")), said=SAID),
    Hostile("remote.pdf", holding(acting(b"<< /S /GoToR /F (/etc/passwd) /D [0 /Fit] >>")), said=SAID),
    Hostile("submit.pdf", holding(acting(b"<< /S /SubmitForm /F (http://127.0.0.1:9/) >>")), said=SAID),
    Hostile("cyclic pages.pdf", holding(pdf(tree=b"/Kids [2 0 R 3 0 R] /Count 2"))),
    Hostile("no pages.pdf", holding(pdf(tree=b"/Kids [] /Count 0")), refused=DAMAGED),
    Hostile("pages beyond count.pdf", holding(pdf(tree=b"/Kids [3 0 R] /Count 2147483647"))),
    Hostile("pages below none.pdf", holding(pdf(tree=b"/Kids [3 0 R] /Count -5"))),
    Hostile("100,000 pages.pdf", holding(pdf(tree=b"/Kids [%s] /Count 100000" % (b"3 0 R " * 100_000)))),
    Hostile("deep pages.pdf", holding(deep_tree(10_000))),
    Hostile("cyclic outlines.pdf", holding(pdf(*OUTLINES, catalog=b"/Outlines 6 0 R")), said=SAID),
    Hostile(
        "cyclic labels.pdf", holding(pdf(b"<< /Kids [6 0 R] >>", catalog=b"/PageLabels 6 0 R")), said=SAID
    ),
    Hostile("cyclic tags.pdf", holding(tagged(*CYCLIC_TAGS))),
    Hostile("lying object stream.pdf", holding(lying_object_stream()), said=SAID),
    Hostile("lying length.pdf", holding(pdf().replace(b"/Length 5", b"/Length 999999995"))),
    Hostile("xref loop.pdf", holding(xref_loop())),
    Hostile("glyphs without meaning.pdf", holding(mapped(b""))),
    Hostile("glyphs that are surrogates.pdf", holding(mapped(b"<D800>"))),
    Hostile("glyphs that are nothing.pdf", holding(mapped(b"<0000>"))),
    Hostile("cyclic forms.pdf", holding(cyclic_forms())),
    Hostile("forms without end.pdf", holding(forms(12, 10))),
    Hostile("a million objects.pdf", lambda path: path.write_bytes(pdf(*[b"0"] * 1_000_000)), said=SAID),
    Hostile("endless page.pdf", holding(pdf(box=b"0 0 1000000 1000000")), said=SAID),
    Hostile("page of no size.pdf", holding(pdf(box=b"0 0 0 0"))),
    Hostile("page inside out.pdf", holding(pdf(box=b"595 842 -1e38 1e38"))),
    Hostile("page of words for numbers.pdf", holding(pdf(box=b"(a) null /b [1]"))),
    Hostile("endless picture.pdf", holding(pictured(100_000, 100_000))),
    Hostile("picture of no size.pdf", holding(pictured(0, -1))),
    Hostile("deflated.pdf", lambda path: path.write_bytes(bomb(1))),
    Hostile("deflated many times.pdf", lambda path: path.write_bytes(bomb(4))),
    Hostile("deep dictionaries.pdf", holding(pdf(b"<< /A " * 50_000 + b">> " * 50_000))),
    Hostile("deep lists.pdf", holding(pdf(content=WORDS + b"[" * 200_000))),
    Hostile("deep states.pdf", holding(pdf(content=b"q " * 200_000 + WORDS))),
    Hostile("words beyond the page.pdf", holding(words_anywhere(b"12 Tf 1e38 -1e38 Td")), said=SAID),
    Hostile("words of no size.pdf", holding(words_anywhere(b"0 Tf 72 600 Td")), said=SAID),
    Hostile("words of any size.pdf", holding(words_anywhere(b"1e30 Tf 72 600 Td")), said=SAID),
    Hostile("words squeezed.pdf", holding(words_anywhere(b"9 Tf 0 0 0 0 72 600 Tm")), said=SAID),
    Hostile("words over words.pdf", holding(pdf(content=WORDS * 3_000))),
    Hostile("rules upon rules.pdf", holding(pdf(content=WORDS + _rules(20_000)))),
    Hostile("words after the end.pdf", holding(pdf_bytes([lines(SAID)]) + bytes(2**20)), said=SAID),
]
