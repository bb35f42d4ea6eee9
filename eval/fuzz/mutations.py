"""Files spoilt at random: their bytes, their numbers, their tags, and the members of packages."""

import io
import re
import zipfile
from collections.abc import Mapping
from random import Random

Parts = dict[str, bytes]
"""A file in parts: the members of a package by name; any other file is one part without a name."""

PACKAGED = (".docx", ".odt", ".pptx")
_NUMBERS = (
    b"0 -1 1 2 3 9 255 65536 2147483647 -2147483648 4294967296 99999999999999999999 0.5 1e38 NaN".split()
)
_MORSELS = (
    *(b"\0", b"\x1b[2J", b"\r", b"\x0b", b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"\xc2\x85", b" \n \n"),
    *("\u202e", "\u200b", "\u0301" * 40, "\u2028", "\xa0", "ﬁ", "\uf0b7", "🏴", "•", "…" * 30, "½"),
    *(b"&#0;", b"&#xD800;", b"&#x1b;", b"&lt;", b"&a;", b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?x?>"),
    *(b"<div>" * 60, b"<ul><li>" * 30, b"<table><tr><td>", b"</table>", b"</p>", b"<br>", b"<sup>1</sup>"),
    *(
        b"> " * 30,
        b"|a|b|\n|-|-|\n",
        b"[^1]",
        b"[^2]: [^1]\n",
        b"    ",
        b"\t",
        b"***",
        b"```\n",
        b"# ",
        b"- ",
    ),
    *(b"1.1.1 ", b"(a) ", b"(i) ", b"iv. ", b"1) ", b"12 A ", b"A.", b"; ", b": ", b".....3\n", b"\f"),
    *(b" 0 R", b"/Kids", b"/K", b"<<", b">>", b"[", b"]", b"(", b")", b" Tj ", b" Tm ", b" re f ", b" Do "),
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"</?[A-Za-z][^<>]*>")


def unpacked(data: bytes, suffix: str) -> Parts:
    """A file in parts."""
    if suffix not in PACKAGED:
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file that parts make."""
    if "" in parts:
        return parts[""]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def spoilt(parts: Parts, random: Random) -> Parts:
    """The parts with one of them spoilt in a few places, or, seldom, without one of them, or packed and the
    package itself spoilt."""
    names = [name for name in parts if name.endswith((".xml", ".rels")) or not name]
    name = random.choice(names)
    if name and random.random() < 0.03:
        return {other: data for other, data in parts.items() if other != name}
    if name and random.random() < 0.1:
        return spoilt({"": packed(parts)}, random)
    data = parts[name]
    for _ in range(random.choice((1, 1, 2, 4, 12))):
        data = random.choice(_WAYS)(data, random)
    return parts | {name: data}


def _stretch(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(start + random.choice((1, 2, 8, 40, 300)), len(data))


def _flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _without(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + data[end:]


def _repeated(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 30)) + data[end:]


def _multiplied(data: bytes, random: Random) -> bytes:
    """A stretch some thousand times over, which shows what takes more time than it should."""
    start, end = _stretch(data, random)
    seldom = random.random() < 0.2 and len(data) < 2**20
    return data[:end] + data[start:end] * 5_000 + data[end:] if seldom else data


def _moved(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    at = random.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def _cut_short(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)] if random.random() < 0.1 else data


def _with_morsel(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    morsel = random.choice(_MORSELS)
    return data[:at] + (morsel.encode() if isinstance(morsel, str) else morsel) + data[at:]


def _renumbered(data: bytes, random: Random) -> bytes:
    return _replaced(data, _NUMBER, random.choice(_NUMBERS), random)


def _reordered(data: bytes, random: Random) -> bytes:
    """One tag in the place of another."""
    tags = _TAG.findall(data)
    return _replaced(data, _TAG, random.choice((*tags, b"")), random) if tags else data


def _nested(data: bytes, random: Random) -> bytes:
    """A stretch from one tag to a later one put into itself."""
    tags = list(_TAG.finditer(data))
    if len(tags) < 2:
        return data
    first, last = sorted(random.sample(range(len(tags)), 2))
    last = min(last, first + random.choice((1, 3, 9)))
    start, end = tags[first].start(), tags[last].end()
    return data[: tags[first].end()] + data[start:end] * random.choice((1, 3)) + data[tags[first].end() :]


def _replaced(data: bytes, pattern: re.Pattern[bytes], by: bytes, random: Random) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = random.choice(found)
    return data[: one.start()] + by + data[one.end() :]


_WAYS = (
    _flipped,
    _without,
    _repeated,
    _multiplied,
    _moved,
    _cut_short,
    _with_morsel,
    _with_morsel,
    _renumbered,
    _renumbered,
    _reordered,
    _nested,
)
