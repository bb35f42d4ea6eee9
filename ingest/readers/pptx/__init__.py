"""PowerPoint presentations (.pptx): each slide is a page."""

from pathlib import Path
from typing import Any

from lxml.etree import _Element as Element
from pptx import Presentation
from pptx.exc import PythonPptxError

from ingest.documents import Reading
from ingest.readers._hidden import Unseen, hidden_warnings, in_characters
from ingest.readers._packages import (
    DAMAGED,
    check_package,
    damaged,
    office_package,
    office_properties,
    too_deep,
)
from ingest.readers._text import require_text
from ingest.readers.pptx.slide import SlideReading, read_slide
from ingest.readers.pptx.unseen import take_unseen

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(path: Path) -> Reading:
    """Read a presentation: its slides with their speaker notes; hidden slides are left out.

    Raises:
        UnreadableDocument: the file is protected, damaged, no presentation, or without text.
    """
    check_package(path, "PowerPoint", "a presentation (.pptx)")
    try:
        presentation = Presentation(office_package(path))
        unseen = [
            *in_characters("".join(text for one in presentation.slides for text in one.element.itertext()))
        ]
        slides, hidden = _slides(presentation, unseen)
        properties = office_properties(presentation.core_properties)
        first = int(presentation.element.get("firstSlideNum", "1"))
    except (*DAMAGED, PythonPptxError) as error:
        raise damaged(path, "PowerPoint", "a presentation (.pptx)") from error
    except RecursionError as error:
        raise too_deep(path, "PowerPoint") from error
    blocks = require_text(path, [block for slide in slides for block in slide.blocks])
    left_out = (f"Slides left out because they are hidden: {', '.join(hidden)}.",) if hidden else ()
    return Reading(
        blocks,
        properties=properties,
        pages=len(slides),
        page_labels=tuple(str(first + at) for at in range(len(slides))),
        gaps=tuple(gap for slide in slides for gap in slide.gaps),
        warnings=(*left_out, *hidden_warnings(path.name, unseen, (block.text for block in blocks))),
    )


def _slides(presentation: Any, unseen: list[Unseen]) -> tuple[list[SlideReading], list[str]]:
    """What each slide shows, and the numbers of those that are hidden; what others hide is added to
    ``unseen``."""
    size = (presentation.slide_width or 0, presentation.slide_height or 0)
    found: list[SlideReading] = []
    hidden: list[str] = []
    for page, slide in enumerate(presentation.slides, start=1):
        if slide.element.get("show") in {"0", "false"}:
            hidden.append(str(page))
            found.append(SlideReading())
            continue
        _choose(slide.element)
        unseen += take_unseen(slide, page, size)
        found.append(read_slide(slide, page))
    return found, hidden


def _choose(element: Element) -> None:
    """Put one of each pair of alternatives in the place of both, where python-pptx will see it."""
    for pair in list(element.iter(f"{_MC}AlternateContent")):
        chosen = pair.find(f"{_MC}Choice")
        chosen = pair.find(f"{_MC}Fallback") if chosen is None else chosen
        parent = pair.getparent()
        if parent is not None:
            at = parent.index(pair)
            parent[at : at + 1] = list(chosen) if chosen is not None else []
