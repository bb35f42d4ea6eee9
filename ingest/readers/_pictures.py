"""Pictures in office files: which may hold words that the file's text does not give."""

import re

from ingest.documents import Gap, GapKind
from ingest.readers._text import one_line

EMU = 360_000
"""English Metric Units, in which Office measures drawings, to a centimetre."""

_WIDE, _HIGH = 5.0, 3.0
"""Centimetres below which a picture is an icon or a rule."""

_SAYS_NOTHING = re.compile(
    r"""(?: (?:a\s+)?(?:picture|image|photo(?:graph)?|graphic|graphical\ user\ interface|logo|icon|chart
            |diagram|shape|text\ box|object|content\ placeholder)s?(?:\s+placeholder)?\s*\d*
          | [\w\s().-]+\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)
          | [\W\d_]* )""",
    re.IGNORECASE | re.VERBOSE,
)


def picture_gap(width: float, height: float, said: str, page: int | None = None) -> Gap | None:
    """What a picture hides, or None for one too small to hold words; sizes are in centimetres.

    Args:
        width, height: as it is shown.
        said: its alternative text, which may say nothing or have been made by a machine.
        page: the page or slide that it stands on.
    """
    if width < _WIDE or height < _HIGH:
        return None
    return Gap(GapKind.PICTURE, page, described=description(said))


def description(said: str) -> str:
    """Alternative text that a person wrote, or ""; a file's name or "Picture 3" tells nobody anything."""
    text = one_line(said)
    if re.search(r"automatically generated|AI-generated", text, re.IGNORECASE):
        return ""
    return "" if _SAYS_NOTHING.fullmatch(text) else text
