"""Small good files to spoil, one of each format, with a little of everything that it can hold."""

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from pptx import Presentation
from pptx.util import Cm

SUFFIXES = (".pdf", ".docx", ".odt", ".pptx", ".html", ".md", ".txt")

MARKDOWN = """---
title: Visits
published: 2024-05-01
nation: england
---
# Visits

Staff *must* ring **twice**.[^1] See [the form](https://example.org "Form") and `code`.

1. Knock.
2. Wait:
   - for a minute
   - then knock again

> A quotation
> - with a list

| Who | Telephone |
|-----|-----------|
| Desk | 01234 567890 |
| Police | 101 |

## 2.1 Records

<p>Some <b>HTML</b> &amp; &#8212; entities.</p>

```
code
```

![A chart](chart.png "Chart")

[^1]: A note with *words*.
    More of it.
"""
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Visits - GOV.UK</title>
<meta name="description" content="About visits"><meta property="og:title" content="Visits"></head><body>
<nav><a href="#a">Skip</a></nav><main><h1 id="a">Visits</h1><p class="lead">Staff <b>must</b> ring
<i>twice</i>.<sup id="r1"><a href="#fn1">1</a></sup></p><ol start="3" type="a"><li value="4">Knock.</li>
<li>Wait:<ul><li>a minute</li></ul></li></ol><table><caption>Who</caption><thead><tr><th scope="col">Who</th>
<th>Telephone</th></tr></thead><tbody><tr><th rowspan="2" scope="row">Desk</th><td>01234</td></tr>
<tr><td colspan="1">101</td></tr></tbody></table><details><summary>More</summary><p>Hidden &nbsp;words.</p>
</details><dl><dt>Term</dt><dd>Meaning</dd></dl><blockquote><p>Said.</p></blockquote>
<figure><img src="a.png" alt="A chart"><figcaption>Figure 1</figcaption></figure><pre>as
is</pre><h2>2.1 Records</h2><p>Kept<br>for a year.</p><div class="call-to-action"><p>Ring now.</p></div>
<ol class="footnotes"><li id="fn1"><p>A note. <a href="#r1">back</a></p></li></ol></main></body></html>
"""
TEXT = """VISITS

Publisher: Made up
Published: 1 May 2024

1 When to ring

Staff must ring twice. They wait for a
minute between.

1.1 Records

They write down:
• who was there
  - by name
• when
(a) first
(b) second

Who        Telephone   Hours
Desk       01234       9-5
Police     101         always

\fPage 2

2. Afterwards
-------------
They leave. 1. A note at the foot.
"""
_ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
_ODT_BODY = """<text:h text:outline-level="1">Visits</text:h><text:p text:style-name="P1">Staff <text:span
text:style-name="T1">must</text:span> ring<text:s text:c="2"/>twice.<text:note text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>
</text:note><text:tab/><text:line-break/>More.</text:p><text:list text:style-name="L1">
<text:list-item text:start-value="3">
<text:p>Knock.</text:p><text:list><text:list-item><text:p>Twice.</text:p></text:list-item></text:list>
</text:list-item></text:list><table:table><table:table-column table:number-columns-repeated="2"/>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell>
<table:table-cell><text:p>Telephone</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="1"
table:number-rows-spanned="1"><text:p>Desk</text:p></table:table-cell><table:table-cell><text:p>01234</text:p>
</table:table-cell>
</table:table-row></table:table><draw:frame draw:name="a"><draw:text-box><text:p>In a box.</text:p>
</draw:text-box></draw:frame><text:section><text:p>Last.</text:p></text:section>"""
_ODT_STYLES = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P1"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a"
style:num-suffix=")" text:display-levels="1"/></text:list-style>"""


def seed(suffix: str) -> bytes:
    """A good file of a format."""
    match suffix:
        case ".pdf":
            return _pdf()
        case ".docx":
            return _docx()
        case ".odt":
            return _odt()
        case ".pptx":
            return _pptx()
        case _:
            return {".html": HTML, ".md": MARKDOWN, ".txt": TEXT}[suffix].encode()


def _docx() -> bytes:
    document = Document()
    document.core_properties.title = "Visits"
    document.add_heading("Visits", 1)
    document.add_paragraph("Staff ").add_run("must ring twice.").bold = True
    for style in ("List Bullet", "List Number", "List Bullet 2", "Quote", "Caption"):
        document.add_paragraph(f"Said in {style}.", style=style)
    table = document.add_table(3, 2)
    for at, text in enumerate(("Who", "Telephone", "Desk", "01234", "Police", "101")):
        table.cell(at // 2, at % 2).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_heading("2.1 Records", 2)
    document.add_paragraph("Kept for a year.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _pptx() -> bytes:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Visits"
    frame = slide.placeholders[1].text_frame
    frame.text = "Staff ring twice."
    frame.add_paragraph().text = "They wait."
    frame.paragraphs[1].level = 1
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(9), Cm(9), Cm(3)).table
    for at, text in enumerate(("Who", "Telephone", "Desk", "01234")):
        table.cell(at // 2, at % 2).text = text
    slide.notes_slide.notes_text_frame.text = "Notes."
    made = io.BytesIO()
    presentation.save(made)
    return made.getvalue()


def _odt() -> bytes:
    head = f"<office:document-content {_ODT_NAMES}><office:automatic-styles>{_ODT_STYLES}"
    body = f"</office:automatic-styles><office:body><office:text>{_ODT_BODY}</office:text></office:body>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f"{head}{body}</office:document-content>")
        package.writestr("styles.xml", f"<office:document-styles {_ODT_NAMES}/>")
    return made.getvalue()


def _pdf() -> bytes:
    """Two pages, tagged, with a table, a list, a picture, labels, an outline and a link; nothing deflated."""
    first = (
        b"/H1 << /MCID 0 >> BDC BT /F 20 Tf 72 760 Td (Visits) Tj ET EMC\n"
        b"/P << /MCID 1 >> BDC BT /F 11 Tf 72 720 Td (Staff must ring twice. They wait for a min-) Tj "
        b"0 -14 Td (ute between, and write down who was there.) Tj ET EMC\n"
        b"BT /F 11 Tf 1 0 0 1 90 660 Tm (\\225 first) Tj 0 -14 Td (\\225 second) Tj ET\n"
        b"72 600 m 372 600 l 72 580 m 372 580 l 72 560 m 372 560 l 72 600 m 72 560 l 222 600 m 222 560 l "
        b"372 600 m 372 560 l S\nBT /F 10 Tf 76 586 Td (Who) Tj 150 0 Td (Telephone) Tj -150 -20 Td "
        b"(Desk) Tj 150 0 Td (01234) Tj ET\n0.8 g 72 500 200 40 re f 0 g BT /F 11 Tf 76 515 Td "
        b"(In a box.) Tj ET\n"
        b"q 100 0 0 100 300 300 cm /X Do Q\nBT /F 8 Tf 72 40 Td (1) Tj 200 0 Td (A foot) Tj ET\n"
    )
    second = b"BT /F 14 Tf 72 760 Td (2.1 Records) Tj /F 11 Tf 0 -30 Td [(Kept) -300 (for a year.)] TJ ET\n"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 9 0 R /Outlines 13 0 R "
        b"/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 5 /P (A-) >>] >> >>",
        b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 /Rotate 0 "
        b"/Resources << /Font << /F 7 0 R >> /XObject << /X 8 0 R >> >> /Annots [14 0 R] >>",
        _stream(first),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [0 0 595 842] /Contents 6 0 R "
        b"/Resources << /Font << /F 7 0 R >> >> >>",
        _stream(second),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream(
            bytes(range(48)), b"/Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        ),
        b"<< /Type /StructTreeRoot /K [10 0 R] /ParentTree << /Nums [0 [11 0 R 12 0 R]] >> >>",
        b"<< /Type /StructElem /S /Document /P 9 0 R /K [11 0 R 12 0 R] >>",
        b"<< /Type /StructElem /S /H1 /P 10 0 R /Pg 3 0 R /K [0] >>",
        b"<< /Type /StructElem /S /P /P 10 0 R /K [<< /Type /MCR /Pg 3 0 R /MCID 1 >>] >>",
        b"<< /Type /Outlines /Count 0 >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://example.org) >> >>",
        b"<< /Title (Visits) /CreationDate (D:20240501) >>",
    ]
    return pdf_file(objects, b"/Info 15 0 R")


def pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1, as a file."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at))
    return b"".join(parts)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)
