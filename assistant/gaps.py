"""What a document shows and its text does not give, told in words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.documents import Gap, GapKind, GuidanceDocument, Passage

MOST_NAMED = 8
"""Pages that are named one by one."""
MOST_TOLD = 3
"""Gaps that are told one by one."""
LONGEST_DESCRIPTION = 120
_COUNTED = {GapKind.SCAN: "page", GapKind.PICTURE: "picture", GapKind.FLOW_CHART: "flow chart"}


def unread(gaps: Iterable[Gap]) -> list[Gap]:
    """Those that are still gaps: OCR gives the words of a picture, but not the arrows of a flow chart."""
    return [gap for gap in gaps if not gap.ocr or gap.kind is GapKind.FLOW_CHART]


def counted(gaps: Iterable[Gap]) -> str:
    """How much was not read, in a few words: "2 pages, 1 flow chart"."""
    counts = Counter(gap.kind for gap in unread(gaps))
    return ", ".join(
        f"{counts[kind]} {name}{'s' if counts[kind] > 1 else ''}"
        for kind, name in _COUNTED.items()
        if counts[kind]
    )


def summary(gaps: Sequence[Gap]) -> str:
    """What was not read, kind by kind, as clauses of one sentence: "pages 24 and 71 are pictures"."""
    clauses = []
    for kind in GapKind:
        for ocr in (False, True):
            pages = sorted({gap.page for gap in gaps if (gap.kind, gap.ocr) == (kind, ocr) and gap.page})
            unpaged = [gap for gap in gaps if (gap.kind, gap.ocr) == (kind, ocr) and not gap.page]
            clauses += [_on_pages(kind, pages, ocr=ocr)] if pages else []
            clauses += [_without_pages(kind, len(unpaged), ocr=ocr)] if unpaged else []
    return "; ".join(clauses)


def _on_pages(kind: GapKind, pages: Sequence[int], *, ocr: bool) -> str:
    many = len(pages) > 1
    where = f"page{'s' if many else ''} {_listed([str(page) for page in pages])}"
    if kind is GapKind.SCAN:
        read = " whose words were read by OCR" if ocr else ""
        return f"{where} {'are pictures' if many else 'is a picture'}{read}"
    return f"{where} {'show' if many else 'shows'} {_shown(kind, ocr=ocr)}"


def _shown(kind: GapKind, *, ocr: bool) -> str:
    if kind is GapKind.FLOW_CHART:
        return "a flow chart whose arrows were lost"
    return "a picture whose words were read by OCR" if ocr else "a picture that may hold words"


def _without_pages(kind: GapKind, count: int, *, ocr: bool) -> str:
    return f"it shows {_shown(kind, ocr=ocr)}" + (f" ({count} of them)" if count > 1 else "")


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them ("1, 2 and 3"); of very many the first ones and how many more."""
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def beside(passage: Passage, document: GuidanceDocument) -> list[Gap]:
    """The gaps that stand where a passage does: on its pages or the next to them, or under its heading."""
    return [gap for gap in unread(document.gaps) if _is_beside(gap, passage, document)]


def _is_beside(gap: Gap, passage: Passage, document: GuidanceDocument) -> bool:
    if gap.page and passage.page:
        near = passage.page - 1 <= gap.page <= (passage.end_page or passage.page) + 1
        return near or (bool(gap.where) and _same(gap.where, passage.heading_path[-1:]))
    if not gap.where or _plain(gap.where) == _plain(document.metadata.title):
        return not passage.heading_path
    return _same(gap.where, passage.heading_path)


def _same(heading: str, path: Sequence[str]) -> bool:
    """Whether a heading is among those of a path, which may have a number in front."""
    plain = _plain(heading)
    return any(plain == _plain(name) or _plain(name).endswith(f" {plain}") for name in path)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def told(gaps: Sequence[Gap], document: GuidanceDocument) -> str:
    """The first few gaps one by one, with where each stands and what the document says of it."""
    clauses = list(dict.fromkeys(_told(gap, document) for gap in gaps))
    more = [f"and {len(clauses) - MOST_TOLD} more"] if len(clauses) > MOST_TOLD else []
    return "; ".join([*clauses[:MOST_TOLD], *more])


def _told(gap: Gap, document: GuidanceDocument) -> str:
    place = _place(gap, document)
    described = " ".join(gap.described.split())
    if len(described) > LONGEST_DESCRIPTION:
        described = described[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"
    said = f", described as “{described}”" if described else ""
    what = "is a picture" if gap.kind is GapKind.SCAN else f"shows {_shown(gap.kind, ocr=False)}"
    return f"{place} {what}{said}"


def _place(gap: Gap, document: GuidanceDocument) -> str:
    if not gap.page:
        return f"“{gap.where}”" if gap.where else "it"
    printed = document.page_label(gap.page)
    return f"page {gap.page}" + (f" (printed {printed})" if printed not in ("", str(gap.page)) else "")
