"""Acts and regulations as legislation.gov.uk shows them: what its class names say of each element.

The names (``LegP2Container``, ``LegPblockFirst``) come from the site's style sheets for its legislation XML.
P1 is a section, P2 a subsection, P3 a paragraph "(a)", P4 a sub-paragraph "(i)"; SP1 and so on are the
paragraphs of a Schedule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from ingest.documents import Block, BlockKind
from ingest.readers._text import one_line
from ingest.readers.html.elements import Stated
from ingest.readers.html.lists import attribute

_EDITORIAL = re.compile(
    r"Leg(?:CommentaryLink|ChangeDelimiter|(?:Extent|Version)Restriction|\w*Annotations\w*|Commentar(?:y|ies)"
    r"(?:Item|Para|Text|Type)?|Contents\w*|AffectedLink|BlockNotYetInForceHeading|Help|Prospective)|"
    r"eniw|enNote|noteLink|help|helpItem|interface|tocControls\w*|backToTop|pdfLink|previewImg"
)
_HEADING = re.compile(
    r"Leg(Schedule)?(Title|Group|Part|EUPart|EUTitle|Schedules?|SchedulesTitle|Chapter|EUChapter|Pblock|EUSection|"
    r"PsubBlock|EUSubsection|S?P1Container|S?P1GroupTitle|S?P1group|ExpNoteTitle)(?:First|BelowFirst)?(?:C\d)?"
)
_LEVELS = {
    "Title": 1,
    **dict.fromkeys(("Group", "Part", "EUPart", "EUTitle"), 2),
    **dict.fromkeys(("Schedule", "Schedules", "SchedulesTitle", "ExpNoteTitle"), 2),
    **dict.fromkeys(("Chapter", "EUChapter"), 3),
    **dict.fromkeys(("Pblock", "EUSection"), 4),
    **dict.fromkeys(("PsubBlock", "EUSubsection"), 5),
}
_UNHEADED = re.compile(r"LegNo|LegS?P[2-5]GroupTitle\w*")
"""What the site marks as headings but is none: "2014 CHAPTER 23", the titles between subsections."""
_SECTION = 6
"""The level of the heading of a section; all others stand above it."""

_LAW = re.compile(r"^LegS?P[1-5](?:No|ParaText|Text|Container\w*|GroupTitle\w*)$")
_NUMBER = re.compile(r"Leg(?:S?[PN]\d(?:[PN]\d)*|Level\d|ListItem)No(?:C\d)?(?:Amend)?")
_PLACE = re.compile(r"Leg(?:S?P|Level)(\d)(?:Container|ParaText|Text)?(?:C\d)?(?:Amend)?")
_SET_APART = re.compile(r"Leg\w+?(?:No|Title)(?:First)?(?:C\d)?(?:Amend)?")
_HEADINGS = re.compile(r"^h[1-6]$")
_BLOCKS = re.compile(r"^(?:p|h[1-6])$")
_DOTS = re.compile(r"(?:(?<=\s)|^|(?<=,))[.…](?:\s*[.…]){2,}")
_WHOLE_PROVISION_PROSPECTIVE = re.compile(r"this version of this (?:\w+ )?provision is prospective", re.I)
_UP_TO_DATE = re.compile(r"in force on or before\s+\d{1,2}\s+([A-Z][a-z]+)\s+(\d{4})")
_ACT = re.compile(r".*?\b(?:Act|Measure|Order|Regulations|Rules|Scheme)\b(?:\s+\([^)]*\))*\s+(?:19|20)\d\d\b")


@dataclass(slots=True)
class _Line:
    """An element that holds one block, while its neighbours decide what is said of it."""

    tag: Tag
    stated: Stated
    section: bool = False  # it is, or is numbered as, a section (or regulation) of the body


def law_of(soup: BeautifulSoup) -> Tag | None:
    """The element that holds the text of an Act or of a part of it; None on a page that is no legislation."""
    if soup.find(class_=_LAW) is None:
        return None
    whole = soup.find(id="viewLegContents")
    snippets = soup.find_all(class_="LegSnippet", limit=2)
    if isinstance(whole, Tag) and whole.find(class_=_LAW):
        return whole
    return snippets[0] if len(snippets) == 1 else (soup.body or soup)


def act_title(soup: BeautifulSoup) -> str:
    """The name of the Act, without the section that a page shows of it; "" where no Act is named."""
    said = [tag.get_text(" ") for tag in soup.select("#pageTitle, h1.pageTitle, .LegTitle")]
    said += [attribute(tag, "content") for tag in soup.select("meta[name='DC.title' i]")]
    said += [soup.title.get_text(" ")] if soup.title else []
    titles = [one_line(text) for text in said if one_line(text)]
    return next((m.group() for text in titles if (m := _ACT.match(text))), titles[0] if titles else "")


def as_amended(soup: BeautifulSoup) -> str:
    """The month up to which a page says that it has all changes to the law, or ""."""
    said = soup.find(string=_UP_TO_DATE)
    match = _UP_TO_DATE.search(said) if said else None
    return f"{match.group(1)} {match.group(2)}" if match else ""


def stated_law(soup: BeautifulSoup, law: Tag) -> dict[int, Stated]:
    """What the class names say of each element, by its ``id()``.

    Editorial marks are taken out of the page: footnote letters and brackets around amendments, extents,
    lists of annotations; so are numbers, which are stated instead.
    """
    prospective = soup.find(string=_WHOLE_PROVISION_PROSPECTIVE) is not None
    stated: dict[int, Stated] = {id(law): Stated(None, prospective=True)} if prospective else {}
    for tag in _having(law, "LegBlockNotYetInForce"):
        stated[id(tag)] = Stated(None, prospective=True)
    labelled = [tag.find_parent(_HEADINGS) for tag in _having(law, "LegProspective")]
    for tag in law.find_all(True):
        if tag.parent is not None and any(_EDITORIAL.fullmatch(name) for name in _classes(tag)):
            tag.decompose()
    _drop_dots(law)
    starts = {id(tag) for tag in (*labelled, *_below_labels(law)) if tag is not None}
    lines = _with_prospective(_with_section_numbers(list(_lines(law))), starts)
    return stated | {id(line.tag): line.stated for line in lines}


def without_repealed(blocks: list[Block]) -> list[Block]:
    """The blocks without the headings of sections of which nothing is left."""
    kept: list[Block] = []
    for block in reversed(blocks):
        heads = block.kind is BlockKind.HEADING and block.level == _SECTION
        if not heads or (kept and kept[-1].kind is not BlockKind.HEADING):
            kept.append(block)
    return kept[::-1]


def _below_labels(law: Tag) -> Iterator[Tag]:
    """The headings below, or around, the word "Prospective" where it stands alone; the word is taken out."""
    for string in law.find_all(string=re.compile(r"^\s*\[?Prosp(?:ective|\.)\]?\s*$")):
        heading = string.find_parent(_HEADINGS) or string.find_next(_HEADINGS)
        string.extract()
        if isinstance(heading, Tag):
            yield heading


def _having(law: Tag, name: str) -> list[Tag]:
    return [tag for tag in law.find_all(True) if name in _classes(tag)]


def _classes(tag: Tag) -> list[str]:
    return attribute(tag, "class").split()


def _drop_dots(law: Tag) -> None:
    """Take out the rows of dots that stand where words were repealed."""
    for string in law.find_all(string=re.compile(r"[.…]\s*[.…]\s*[.…]")):
        string.replace_with(_DOTS.sub("", string))


def _lines(law: Tag) -> Iterator[_Line]:
    """The lines of the law; what a Schedule says above its heading ("Section 5") is moved below it."""
    for tag in _having(law, "LegArticleRef"):
        heading = tag.find_next(_HEADINGS)
        if isinstance(heading, Tag):
            heading.insert_after(tag.extract())
    scheduled = False
    for tag in law.find_all(_BLOCKS):
        line = _line(tag, scheduled)
        if line:
            scheduled = scheduled or (line.stated.kind is BlockKind.HEADING and _is_schedule(tag))
            yield line


def _is_schedule(tag: Tag) -> bool:
    return any(name.startswith("LegSchedule") for name in _classes(tag))


def _line(tag: Tag, scheduled: bool) -> _Line | None:
    names = _classes(tag)
    for part in tag.find_all("span"):
        if any(_SET_APART.fullmatch(name) for name in _classes(part)):
            part.insert_after(" ")
    place = next((int(match.group(1)) for name in names if (match := _PLACE.fullmatch(name))), 0)
    if any("Amend" in name for name in names):
        # What is inserted into another Act has no headings or numbers of this one.
        return _Line(tag, Stated(BlockKind.ITEM, level=max(place - 1, 2), number=""))
    if any(_UNHEADED.fullmatch(name) for name in names):
        return _Line(tag, Stated(BlockKind.PARAGRAPH, number=""))
    match = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
    if match and (tag.name != "p" or not match.group().endswith("Container")):
        return _heading(tag, match, scheduled)
    return _paragraph(tag, names, place, scheduled)


def _heading(tag: Tag, match: re.Match[str], scheduled: bool) -> _Line:
    in_schedule, what = match.group(1, 2)
    level = _LEVELS.get(what, _SECTION)
    level = min(level + 1, _SECTION - 1) if in_schedule and level < _SECTION else level
    number = _taken_number(tag).rstrip(".")
    is_section = level == _SECTION and not scheduled and not what.startswith("SP1")
    return _Line(tag, Stated(BlockKind.HEADING, level, number), is_section)


def _paragraph(tag: Tag, names: list[str], place: int, scheduled: bool) -> _Line | None:
    if not any(name.startswith("Leg") for name in names):
        return None
    numbers_section = any("LegP1No" in _classes(part) for part in tag.find_all("span")) and not scheduled
    number = _taken_number(tag)
    place = place or (0 if not number else 1 if numbers_section else 3)
    if not place:
        return None
    kind, level = (BlockKind.ITEM, place - 2) if place > 2 else (BlockKind.PARAGRAPH, 0)
    return _Line(tag, Stated(kind, level, number or None), numbers_section and bool(number))


def _taken_number(tag: Tag) -> str:
    """The number printed at the front of an element, which is taken out of it."""
    found = [each for each in tag.find_all(["span", "div"]) if _is_number(each)]
    beside = tag.find_previous_sibling()
    if not found and beside is not None and "LegListItemNo" in _classes(beside):
        found = [beside]
    number = "".join(one_line(each.get_text()) for each in found)
    for each in found:
        each.decompose()
    return number


def _is_number(tag: Tag) -> bool:
    return any(_NUMBER.fullmatch(name) for name in _classes(tag))


def _with_section_numbers(lines: list[_Line]) -> list[_Line]:
    """Regulations print their number not in the heading but before the first paragraph: "4.—(1) …"."""
    for at, line in enumerate(lines):
        if not line.section or line.stated.kind is not BlockKind.HEADING or line.stated.number:
            continue
        below: list[_Line] = []
        for each in lines[at + 1 :]:
            if each.stated.kind is BlockKind.HEADING:
                break
            below += [each] if each.section else []
        if len(below) == 1:
            line.stated = replace(line.stated, number=(below[0].stated.number or "").rstrip("."))
            below[0].stated = replace(below[0].stated, number=None)
    for line in lines:
        if line.section and line.stated.kind is not BlockKind.HEADING:
            _drop_dash(line)
    return lines


def _drop_dash(line: _Line) -> None:
    """Take out the dash between the number of a regulation and that of its first paragraph."""
    first = next((s for s in line.tag.find_all(string=True) if s.strip()), None)
    if first is not None and re.match(r"\s*[—–-]\s*\(", first):
        first.replace_with(re.sub(r"^\s*[—–-]\s*", "", first))


def _with_prospective(lines: list[_Line], starts: set[int]) -> Iterator[_Line]:
    """The lines, marked from each heading that starts what is not in force up to the next as high."""
    until = 0
    for line in lines:
        if line.stated.kind is BlockKind.HEADING:
            if id(line.tag) in starts:
                until = max(line.stated.level, until)
            elif line.stated.level <= until:
                until = 0
        if until:
            line.stated = replace(line.stated, prospective=True)
        yield line
