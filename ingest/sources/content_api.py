"""What a page of GOV.UK is, from what the Content API says of it.

Shapes: the "frontend" schemas and examples of alphagov/publishing-api. Every field that is used is checked,
because anything may come.
"""

from dataclasses import dataclass

from ingest.documents import Metadata
from ingest.sources.errors import WrongShape
from ingest.sources.fields import Fields
from ingest.vocabulary import nation_of

KINDS = {
    "statutory_guidance": "statutory guidance",
    "guidance": "non-statutory advice",
    "detailed_guide": "non-statutory advice",
    "guide": "non-statutory advice",
    "manual": "non-statutory advice",
    "manual_section": "non-statutory advice",
    "research": "research",
    "independent_report": "research",
    "news_story": "news",
    "press_release": "news",
    "news_article": "news",
    "government_response": "news",
}
"""What the site calls a document, in the words of ``ingest.vocabulary.KINDS``; others say nothing of it."""
_NATIONS = {
    "england": "england",
    "wales": "wales",
    "scotland": "scotland",
    "northern_ireland": "northern-ireland",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that a publication offers.

    Attributes:
        kind: file, html (an html_publication, to be fetched as a page) or external (elsewhere).
        id: by which ``Item.shown`` refers to it.
        title, url, content_type, filename, locale: as stated, or "".
        size: in bytes, as stated, or None.
    """

    kind: str
    id: str
    title: str
    url: str
    content_type: str = ""
    filename: str = ""
    locale: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A note of what was changed, and on which day."""

    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a guide or a section of a manual: title, path, and HTML (of a section "": it is fetched)."""

    title: str
    path: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A page that is, or offers, a document.

    Attributes:
        path: where it stands on the site.
        content_id: stays the same when the page moves.
        schema: its shape: publication, html_publication, detailed_guide, guide, manual …
        document_type: what the site calls it; of an html_publication, what its publication is called.
        title, description, publisher, locale: as stated.
        nations: those of the four to which it applies; None where it does not say.
        first_published, published, updated: days: of the first edition, of the last update that was announced
            ("public_updated_at"), and of the last change of any kind.
        changes: notes of changes, newest first.
        withdrawn: the day on which it was withdrawn, or "".
        explanation: why it was withdrawn, as plain text.
        body: HTML, or "".
        parts: of a guide or a manual.
        attachments: in the order in which they are listed.
        shown: what says which attachments are shown first: their ids, or HTML that holds their addresses.
        parent: the path of the page that it belongs to, or "".
        historic: whether it is marked as the policy of a former government.
    """

    path: str
    content_id: str
    schema: str
    document_type: str
    title: str
    description: str = ""
    publisher: str = ""
    locale: str = "en"
    nations: frozenset[str] | None = None
    first_published: str = ""
    published: str = ""
    updated: str = ""
    changes: tuple[Change, ...] = ()
    withdrawn: str = ""
    explanation: str = ""
    body: str = ""
    parts: tuple[Part, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    shown: tuple[str, ...] = ()
    parent: str = ""
    historic: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that sends its readers elsewhere: to a path, or to an address on another site."""

    path: str
    destination: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A page that was taken away: why, in plain text, and where to look instead; either may be empty."""

    path: str
    explanation: str = ""
    alternative: str = ""


def parse(told: object, address: str, path: str) -> Item | Moved | Removed:
    """What the Content API says of the page at a path.

    Args:
        told: the JSON.
        address: where it came from, for errors.
        path: that was asked for.

    Raises:
        WrongShape: it is not of the shape that the API describes; says which field.
    """
    fields = Fields.of(told, address)
    schema = fields.required("schema_name")
    if schema == "redirect":
        return Moved(path, _destination(fields, path))
    details = fields.inside("details")
    if schema == "gone":
        return Removed(path, plain(details.text("explanation")), details.line("alternative_path"))
    return _item(fields, details, schema, path)


def metadata_of(item: Item) -> Metadata:
    """The part of a catalogue entry that the API states of a page."""
    return Metadata(
        title=item.title,
        publisher=item.publisher,
        published=item.published or item.first_published,
        withdrawn=item.withdrawn,
        nation=nation_of(item.nations or frozenset()),
        kind=KINDS.get(item.document_type, ""),
    )


def plain(html: str) -> str:
    """HTML as plain text on one line, each link followed by where it leads."""
    if not html:
        return ""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html[:50_000], "lxml")
    for link in soup.find_all("a"):
        href, text = str(link.get("href") or ""), link.get_text(" ")
        if href and href not in text:
            link.append(f" ({href})")
    return " ".join(soup.get_text(" ").split())[:2000]


def _item(fields: Fields, details: Fields, schema: str, path: str) -> Item:
    links = fields.inside("links")
    notice = fields.inside("withdrawn_notice")
    parents = links.many("parent")
    html = schema == "html_publication"
    parent_type = parents[0].line("document_type") if html and parents else ""
    return Item(
        path=fields.line("base_path") or path,
        content_id=fields.line("content_id"),
        schema=schema,
        document_type=parent_type or fields.line("document_type"),
        title=fields.required("title"),
        description=fields.line("description"),
        publisher=_publisher(links),
        locale=fields.line("locale") or "en",
        nations=_nations(details.inside("national_applicability")),
        first_published=fields.day("first_published_at") or details.day("first_public_at"),
        published=fields.day("public_updated_at") or details.day("public_timestamp"),
        updated=fields.day("updated_at"),
        changes=_changes(details),
        withdrawn=notice.day("withdrawn_at"),
        explanation=plain(notice.text("explanation")),
        body=details.text("body"),
        parts=_parts(details, fields.line("base_path") or path),
        attachments=tuple(_attachment(each) for each in details.many("attachments")),
        shown=tuple(details.texts("featured_attachments") or details.texts("documents")),
        parent=_parent(details, parents, html),
        historic=_historic(details, links),
    )


def _destination(fields: Fields, path: str) -> str:
    """Where a page's readers are sent; WrongShape if nowhere."""
    for redirect in fields.many("redirects"):
        start, leads = redirect.line("path"), redirect.line("destination")
        if redirect.line("type") == "prefix" and (path == start or path.startswith(start.rstrip("/") + "/")):
            kept = redirect.line("segments_mode") == "preserve"
            return leads + (path[len(start) :] if kept else "")
        if start == path and leads:
            return leads
    raise WrongShape(fields.address, "redirects", "says nothing of this page")


def _publisher(links: Fields) -> str:
    primary = links.many("primary_publishing_organisation") or links.many("organisations")
    return primary[0].line("title") if primary else ""


def _nations(told: Fields) -> frozenset[str] | None:
    applies = {
        key: told.inside(name).flag("applicable") for name, key in _NATIONS.items() if name in told.told
    }
    return frozenset(key for key, does in applies.items() if does) or None


def _changes(details: Fields) -> tuple[Change, ...]:
    noted = [
        Change(each.day("public_timestamp"), each.note("note")) for each in details.many("change_history")
    ]
    noted += [
        Change(each.day("published_at"), f"{each.line('title')}: {each.note('change_note')}")
        for each in details.many("change_notes")
    ]
    return tuple(sorted(noted, key=lambda change: change.when, reverse=True))


def _parts(details: Fields, path: str) -> tuple[Part, ...]:
    parts = [
        Part(each.required("title"), f"{path}/{each.required('slug')}", each.text("body"))
        for each in details.many("parts")
    ]
    parts += [
        Part(each.required("title"), each.required("base_path"))
        for group in details.many("child_section_groups")
        for each in group.many("child_sections")
    ]
    return tuple(parts)


def _attachment(told: Fields) -> Attachment:
    return Attachment(
        kind=told.required("attachment_type"),
        id=told.line("id"),
        title=told.line("title"),
        url=told.required("url"),
        content_type=told.line("content_type").lower(),
        filename=told.line("filename"),
        locale=told.line("locale"),
        size=told.count("file_size"),
    )


def _parent(details: Fields, parents: list[Fields], html: bool) -> str:
    manual = details.inside("manual").line("base_path")
    return manual or (parents[0].line("base_path") if html and parents else "")


def _historic(details: Fields, links: Fields) -> bool:
    governments = [each.inside("details") for each in links.many("government")]
    former = [each for each in governments if each.told.get("current") is False]
    stated = details.inside("government").told.get("current") is False
    return details.flag("political") and (bool(former) or stated)
