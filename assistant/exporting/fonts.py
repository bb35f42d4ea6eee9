"""The fonts of a PDF, which come with packages of their own, and what they can show."""

import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

FAMILY = "text"
MISSING = "□"
"""Shown for a character that no font has."""

_FACES = (
    (FAMILY, "", "fontpkg_fira_sans", "FiraSans-Regular.ttf"),
    (FAMILY, "B", "fontpkg_fira_sans", "FiraSans-Medium.ttf"),
    ("signs", "", "fontpkg_source_sans_3", "SourceSans3[wght].ttf"),
    ("arabic", "", "fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
)
"""Family, style, package and file: the font of the text, and those that stand in where it lacks a character
(boxes, ticks and arrows; Arabic)."""
_AS_SHOWN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u202f": "\u00a0", "\t": " ", "\u00ad": None})
"""What looks the same, or is not seen at all."""
_UNSEEN = ("Cf", "Mn", "Me", "Cc")
"""Categories of characters that are nothing by themselves: left out where no font has them."""


def add_to(pdf: Any) -> None:
    """Make the fonts known to a document."""
    for family, style, package, name in _FACES:
        pdf.add_font(family, style, Path(str(files(package))) / "files" / name)
    pdf.set_fallback_fonts([family for family, *_ in _FACES if family != FAMILY], exact_match=False)


def shown(text: str, pdf: Any) -> str:
    """The text as the fonts of a document can show it."""
    known = [font.cmap for font in pdf.fonts.values() if font.type == "TTF"]
    composed = unicodedata.normalize("NFC", text).translate(_AS_SHOWN)
    return "".join(_shown(character, known) for character in composed)


def _shown(character: str, known: list[dict[int, Any]]) -> str:
    if any(ord(character) in font for font in known):
        return character
    return "" if unicodedata.category(character) in _UNSEEN else MISSING


def needs_shaping(text: str) -> bool:
    """Whether any of it is written from right to left, in letters that join."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
