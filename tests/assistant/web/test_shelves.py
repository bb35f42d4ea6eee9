"""What the library holds, as HTML: whatever a document says of itself, it is only text."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from made_web import HOSTILE, Page, document

from assistant.web import shelves, words
from ingest.documents import Basis, Gap, GapKind, GuidanceDocument, Metadata, Standing, State, Sureness
from ingest.pipeline import Outcome, Result

ELEMENTS = {"div", "table", "thead", "tbody", "tr", "th", "td", "br", "ul", "li", "b", "p", "pre", "a"}
FIELDS = [name for name in Metadata.__dataclass_fields__ if name != "checked"]


def hostile(number: int = 0, **changes: object) -> GuidanceDocument:
    """A document of which every word is hostile."""
    made = document(number, **dict.fromkeys(FIELDS, HOSTILE))
    bases = tuple(Basis(name, Sureness.GUESS, HOSTILE) for name in FIELDS)
    gap = Gap(GapKind.PICTURE, where=HOSTILE, described=HOSTILE)
    return replace(made, bases=bases, gaps=(gap,), path=f"/home/somebody/{HOSTILE}", **changes)


def followed(old: GuidanceDocument, new: GuidanceDocument) -> GuidanceDocument:
    """The older one as the newer has replaced it."""
    return replace(old, standing=Standing(State.SUPERSEDED, "2026-01-01", new.name, new.id))


def parsed(html: str) -> Page:
    """A page of ours: it holds only elements that we write, no script, and leads only to us."""
    page = Page(html)
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert not [name for _, told in page.elements for name in told if name.startswith(("on", "style", "src"))]
    assert all(href.startswith("/changes?") for href in page.attributes("href"))
    return page


def query(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query, strict_parsing=True)


def test_an_empty_library_says_so():
    page = parsed(shelves.table([], {}))
    assert page.text == words.EMPTY_LIBRARY
    assert "table" not in [tag for tag, _ in page.elements]


def test_documents_stand_by_name_with_what_is_known_of_them():
    told = document(1, title="beta", checked="2026-11-22")
    other = replace(document(2, title="Alpha"), pages=12)
    page = parsed(shelves.table([told, other], {told.id: 1234}))
    assert page.text.index("Alpha") < page.text.index("beta")
    for said in ("England", "Statutory guidance", "12", "1,234", "22 November 2026"):
        assert said in page.text


@pytest.mark.parametrize(
    ("state", "said"), [(State.IN_FORCE, words.IN_FORCE), (State.WITHDRAWN, "ithdrawn"), (State.UNKNOWN, "")]
)
def test_a_document_has_its_standing(state: State, said: str):
    assert said in parsed(shelves.table([replace(document(), standing=Standing(state))], {})).text


def test_nothing_that_a_document_says_becomes_an_element():
    new, added = hostile(1), Path(f"/sent/x/{HOSTILE.replace('/', '_')}")
    old = followed(hostile(2), new)
    for html in (
        shelves.table([new, old], {}),
        shelves.entry(new, [new, old]),
        shelves.added([Result(added, Outcome.ADDED, new, 3, (HOSTILE,), old)], [added.name]),
        shelves.added([Result(added, Outcome.FAILED, messages=(HOSTILE,))], []),
    ):
        page = parsed(html)
        assert HOSTILE.replace("/", "_") in page.text.replace("/", "_")
        assert "/home/somebody" not in html
        assert "/sent/x" not in html


def test_an_id_that_is_none_stays_one_value_of_an_address():
    new = replace(hostile(1), id=f'b"><script>{HOSTILE}&new=x')
    old = followed(replace(hostile(2), id=f"a'&old=y#{HOSTILE}"), new)
    for html in (
        shelves.entry(new, [new, old]),
        shelves.added([Result(Path("x.md"), Outcome.ADDED, new, before=old)], []),
    ):
        (href,) = parsed(html).attributes("href")
        assert query(href) == {"old": [old.id], "new": [new.id]}


def test_an_entry_names_what_somebody_should_look_at_and_where_its_changes_are():
    new = replace(document(1, nation=""), bases=(Basis("kind", Sureness.GUESS, "its title"),))
    old, unrelated = followed(document(2), new), document(3)
    page = parsed(shelves.entry(new, [new, old, unrelated]))
    assert f"{words.TO_CONFIRM} kind, publisher, nation" in page.text
    assert "statutory guidance  (guess: its title)" in page.text
    assert page.attributes("href") == [f"/changes?old={old.id}&new={new.id}"]


def test_a_sure_entry_has_nothing_to_look_at():
    sure = document(publisher="DfE")
    assert words.TO_CONFIRM not in shelves.entry(sure, [sure])


def test_each_file_that_was_sent_is_told_of():
    known = document()
    results = [
        Result(Path("new.md"), Outcome.ADDED, known),
        Result(Path("again.md"), Outcome.UNCHANGED, known),
        Result(Path("other.md"), Outcome.UPDATED, known, messages=("Page 3 could not be read.",)),
        Result(Path("bad.pdf"), Outcome.FAILED, messages=("bad.pdf is locked.", "Unlock it.")),
    ]
    page = parsed(shelves.added(results, []))
    assert [told.get("role") for tag, told in page.elements if tag == "ul"] == ["status"]
    for said in (
        "new.md: added.",
        "again.md: is held already.",
        "other.md: in the place of what was held under that name.",
        "Page 3 could not be read.",
        "bad.pdf: not added. bad.pdf is locked. Unlock it.",
    ):
        assert said in page.text
    assert page.text.count(words.IS_IT_RIGHT) == 3
    assert page.attributes("href") == []


def test_a_file_that_is_called_after_somebody_is_told_of():
    results = [Result(Path(name), Outcome.ADDED, document()) for name in ("Jamie.md", "policy.md")]
    page = parsed(shelves.added(results, ["Jamie.md"]))
    assert page.text.count(words.NAME_IN_FILE) == 1
    assert page.text.index(words.NAME_IN_FILE) < page.text.index("policy.md")
