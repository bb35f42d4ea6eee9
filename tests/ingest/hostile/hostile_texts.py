"""Hostile text, Markdown and web pages, files with another's name, and text in every encoding."""

from pathlib import Path

from hostile import Hostile, holding, secret
from hostile_packages import LAUGHS, members, packed
from hostile_pdfs import pdf

SAID = "Staff tell the lead."
PARAGRAPH = f"{SAID} It is written down, ‘as it was said’ – £5, 20 °C, naïve café.\n\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 40
LINE = ("The quick brown fox jumps over the lazy dog " * 24_000 + SAID + " ") * 50
"""A line of 50 MB."""


def fetching(path: Path) -> object:
    place = secret(path).as_uri()
    return path.write_text(
        f"<!DOCTYPE html [<!ENTITY x SYSTEM '{place}'>]><html><head><script src='{place}'></script>"
        f"<link rel=stylesheet href='{place}'><meta http-equiv=refresh content='0;url={place}'>"
        f"<base href='{place}'></head><body><p>{SAID} &x;</p><iframe src='{place}'></iframe>"
        f"<img src='{place}'><img src='http://127.0.0.1:9/a.png'><object data='{place}'></object>"
        f"<embed src='{place}'><script>document.body.append('x')</script></body></html>"
    )


def fetching_xhtml(path: Path) -> object:
    return path.write_text(
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM '{secret(path).as_uri()}'>]>"
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{SAID} &x;</p></body></html>"
    )


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8></head><body><p>{SAID}</p>{body}</body></html>".encode()


def encoded(encoding: str, mark: bytes = b"") -> bytes:
    return mark + (PARAGRAPH * 20).encode(encoding)


CELL = "<table><tr><td>", "</td></tr></table>"
ENCODINGS = [
    Hostile("utf-8 with mark.txt", holding(encoded("utf-8-sig")), said="naïve café"),
    Hostile("utf-16.txt", holding(encoded("utf-16")), said="naïve café"),
    Hostile("utf-16-le.txt", holding(encoded("utf-16-le")), said="naïve café"),
    Hostile("utf-16-be.md", holding(encoded("utf-16-be")), said="naïve café"),
    Hostile("utf-16-be with mark.md", holding(encoded("utf-16-be", b"\xfe\xff")), said="naïve café"),
    Hostile("utf-16 cut short.txt", holding(encoded("utf-16")[:-1]), said="naïve café"),
    Hostile("utf-32.txt", holding(encoded("utf-32")), said="naïve café"),
    Hostile("utf-32-be with mark.txt", holding(encoded("utf-32-be", b"\0\0\xfe\xff")), said="naïve café"),
    Hostile("utf-32-le.txt", holding(encoded("utf-32-le")), refused="is not text"),
    Hostile("cp1252.txt", holding(encoded("cp1252")), said="naïve café"),
    Hostile("latin-1.txt", holding("Staff tell the lead. Naïve café.".encode("latin-1")), said="Naïve café"),
    Hostile(
        "mixed.txt",
        holding(encoded("utf-8") + encoded("cp1252")),
        said="‘as it was said’ – £5, 20 °C, naïve café",
    ),
    Hostile("mixed.md", holding(encoded("utf-8") + encoded("utf-16-le"))),
    Hostile("surrogates.txt", holding(b"Staff tell \xed\xa0\x80 the lead.\n" * 9)),
    Hostile(
        "surrogates in utf-16.txt",
        holding(b"\xff\xfe" + "Staff \ud800 tell.".encode("utf-16-le", "surrogatepass")),
    ),
    Hostile(
        "wrong charset.html",
        holding(b"<meta charset=utf-7><p>Staff tell the lead. +ADw-script+AD4-</p>"),
        said=SAID,
    ),
    Hostile("charset of code.html", holding(b"<meta charset=rot13><p>Staff tell the lead. \xff</p>")),
    Hostile("charset idna.html", holding(b"<meta charset=idna><p>Staff tell the lead. \xff</p>")),
    Hostile("charset zlib.html", holding(b"<meta charset=zlib_codec><p>Staff tell the lead. \xff</p>")),
]
NAMED_WRONGLY = [
    Hostile("pdf.docx", holding(pdf()), refused="is damaged or not made by Word"),
    Hostile("png.pdf", holding(PNG), refused="is damaged or not a PDF"),
    Hostile("exe.txt", holding(EXE), refused="is not text"),
    Hostile("zip.md", lambda path: packed(path, members(".odt")), refused="is not text"),
    Hostile("docx.txt", lambda path: packed(path, members(".docx")), refused="is not text"),
    Hostile("pdf.html", holding(pdf()), refused="is not text"),
    Hostile("odt.docx", lambda path: packed(path, members(".odt")), refused="is damaged"),
    Hostile("docx.odt", lambda path: packed(path, members(".docx")), refused="is damaged"),
    Hostile("docx.pptx", lambda path: packed(path, members(".docx")), refused="is damaged"),
    Hostile("html.md", holding(page("<h2>More</h2>")), said=SAID),
    Hostile("html.txt", holding(page("<h2>More</h2>")), said=SAID),
]
DEEP = [
    Hostile("deep.html", holding(page("<div>" * 10_000 + "deep words"))),
    Hostile("deep lists.html", holding(page("<ul><li>" * 3_000 + "deep words"))),
    Hostile("deep tables.html", holding(page(CELL[0] * 3_000 + "deep words" + CELL[1] * 3_000))),
    Hostile("deep letters.html", holding(page("<b><i>" * 5_000 + "deep words"))),
    Hostile("deep quotations.md", holding(b">" * 10_000 + b" words")),
    Hostile("deep lists.md", holding(b"\n".join(b"  " * at + b"- words" for at in range(1_500)))),
    Hostile("open brackets.md", holding(b"[" * 50_000 + b" words")),
    Hostile("open images.md", holding(b"![a](" * 20_000 + b" words")),
    Hostile("open links.md", holding(b"[a](<b" * 20_000 + b" words")),
    Hostile("stars.md", holding(b"*" * 50_000 + b" words")),
    Hostile("stars and letters.md", holding(b"*a **b " * 20_000)),
    Hostile("underscores.md", holding(b"_a " * 20_000 + b"a_ " * 20_000)),
    Hostile("backticks.md", holding(b"".join(b"`" * at + b" " for at in range(1_000)))),
    Hostile("references.md", holding(b"[a]: b\n" * 20_000 + b"[a]" * 20_000)),
    Hostile(
        "notes in notes.md", holding(b"".join(b"[^%d]: see [^%d]\n" % (at, at + 1) for at in range(5_000)))
    ),
    Hostile("a table of nothing.md", holding(b"|" * 5_000 + b"\n" + b"|-" * 5_000 + b"|\n" + b"|a" * 200)),
    Hostile("rows of nothing.md", holding(b"|a|b|\n|-|-|\n" + b"|\n" * 4_000)),
    Hostile(
        "anchors in front.md",
        holding(
            b"---\na: &a [x,x]\n"
            + b"".join(
                b"b%d: &b%d [*b%d,*b%d]\n" % (at, at, at - 1, at - 1) if at else b"b0: &b0 [*a,*a]\n"
                for at in range(40)
            )
            + b"title: *b39\n---\nStaff tell the lead.\n"
        ),
    ),
    Hostile("deep front.md", holding(b"---\na: " + b"[" * 10_000 + b"\n---\nStaff tell the lead.\n")),
    Hostile(
        "code in front.md",
        holding(b"---\ntitle: !!python/object/apply:os.system ['touch canary']\n---\nWords.\n"),
        refused="front matter",
    ),
    Hostile(
        "spans.html",
        holding(page("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b<tr><td>c</table>")),
        said=SAID,
    ),
    Hostile(
        "many spans.html",
        holding(page("<table>" + "<tr><td colspan=1000 rowspan=1000>a<td>b" * 60 + "</table>")),
    ),
    Hostile(
        "numbers.html",
        holding(page("<ol start=99999999999999999999><li value=-99999999999999999999>a</ol>")),
        said=SAID,
    ),
    Hostile(
        "many attributes.html", holding(page("<p " + " ".join(f"a{at}=b" for at in range(50_000)) + ">x</p>"))
    ),
]
TEXTS = [
    Hostile("nothing.txt", holding(b""), refused="is empty"),
    Hostile("nothing.pdf", holding(b""), refused="is empty"),
    Hostile("blank.txt", holding(b" \n\t\r\n" * 1000), refused="has no text"),
    Hostile("blank.md", holding("\u3000\u00a0\u2028 \n".encode() * 1000), refused="has no text"),
    Hostile("blank.html", holding(b"<p> </p>" * 1000), refused="has no text"),
    Hostile("invisible.txt", holding("\u200b\u200d\u2060\ufeff\n".encode() * 1000), refused="has no text"),
    Hostile(
        "laughs.html",
        lambda path: path.write_text(f"{LAUGHS}<html><body><p>{SAID} &l11;</p></body></html>"),
        said=SAID,
    ),
    Hostile("fetching.html", fetching, said=SAID),
    Hostile("fetching xhtml.html", fetching_xhtml, said=SAID),
    Hostile(
        "file link.md",
        lambda path: path.write_text(f"{SAID} ![a]({secret(path).as_uri()}) <img src='{secret(path)}'>"),
        said=SAID,
    ),
    Hostile(
        "surrogates.html",
        holding(page("<p>&#xD800; &#xDFFF; &#0; &#x1b; &#8; &#x110000; &#99999999999; words</p>")),
        said=SAID,
    ),
    Hostile("surrogates.md", holding(b"Staff tell the lead. &#xD800; &#0; &#x1b;[31m \x1b[31m")),
    Hostile("nuls.txt", holding(b"Staff\0 tell\0 the lead.\n" * 9)),
    Hostile("a nul.html", holding(page("<p>a\0b</p>") + b"<p>" + b"words " * 500)),
    Hostile(
        "escapes.txt", holding(b"Staff tell the lead. \x1b[2J\n" + b"Words of a line.\n" * 200), said=SAID
    ),
    Hostile(
        "right to left.txt",
        holding("Staff tell the lead. \u202egnp.exe\u202c \u2066x\u2069\n".encode() * 9),
        said=SAID,
    ),
    Hostile(
        "zero width.txt", holding(("S\u200bt\u200ca\u200df\ufefff tell the lead.\n" * 9).encode()), said=SAID
    ),
    Hostile("combining.txt", holding(("Staff tell the lead.\n\na" + "\u0301" * 2_500_000).encode())),
    Hostile("combining.html", holding(page("a" + "\u0301" * 500_000))),
    Hostile("one line.txt", lambda path: path.write_text(LINE)),
    Hostile("one line.md", lambda path: path.write_text(LINE)),
    Hostile("one line.html", lambda path: path.write_text(f"<p>{LINE}")),
    Hostile("one word.txt", holding(b"a" * 500_000 + b" Staff tell the lead.")),
    Hostile("one number.txt", holding(b"1." * 500_000 + b" Staff tell the lead.")),
    Hostile("digits.txt", holding(b"1" * 1_000_000 + b" Staff tell the lead.\n")),
    Hostile("dashes.txt", holding(b"- " * 200_000 + b"Staff tell the lead.\n")),
    Hostile("spaces.txt", holding(b"Staff tell the lead." + b" " * 3_000_000 + b"x\n")),
    Hostile("short lines.txt", holding(b"a\n" * 20_000)),
    Hostile("empty lines.txt", holding(b"\n" * 100_000 + b"Staff tell the lead.\n"), said=SAID),
    Hostile("form feeds.txt", holding(b"Staff tell the lead.\f" * 5_000)),
    Hostile("columns.txt", holding(("a" + " " * 30 + "b" + " " * 30 + "c\n").encode() * 5_000)),
]
HOSTILE_TEXTS = [*ENCODINGS, *NAMED_WRONGLY, *DEEP, *TEXTS]
