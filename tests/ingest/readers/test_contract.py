"""What every reader promises, whatever the format."""

import re
import string
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import PAGED, WRITERS, Content, Grid, Heading, Items, Paragraph

from eval.fuzz.promises import broken_promises
from ingest.catalogue import describe
from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.readers import read

FORMATS = sorted(WRITERS)
EVERY = WRITERS | PAGED
SAMPLE: list[Content] = [
    Heading(1, ("Safeguarding", "policy")),
    Paragraph(("Staff", "should:")),
    Items(((1, ("listen",)), (2, ("without", "leading", "questions")), (1, ("write", "it", "down")))),
    Heading(2, ("Contacts",)),
    Grid((("Name", "Telephone"), ("Duty desk", "01234 567890"), ("Police", "101"))),
]


@pytest.fixture(params=sorted(EVERY))
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sample(ending: str, tmp_path: Path) -> Path:
    path = tmp_path / f"policy{ending}"
    EVERY[ending](SAMPLE, path)
    return path


def test_block_text_is_one_tidy_line_without_bullet(sample: Path):
    for block in read(sample).blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text
        assert block.text[0] not in "•◦▪-–*"


def test_levels_fit_the_kind_of_block(sample: Path):
    for block in read(sample).blocks:
        if block.kind is BlockKind.HEADING:
            assert 1 <= block.level <= 6
        elif block.kind is BlockKind.ITEM:
            assert block.level >= 1
        else:
            assert block.level == 0


def test_headings_items_and_their_depths_are_told_apart(sample: Path):
    found = [(block.kind, block.level, block.text) for block in read(sample).blocks[:6]]
    assert found == [
        (BlockKind.HEADING, 1, "Safeguarding policy"),
        (BlockKind.PARAGRAPH, 0, "Staff should:"),
        (BlockKind.ITEM, 1, "listen"),
        (BlockKind.ITEM, 2, "without leading questions"),
        (BlockKind.ITEM, 1, "write it down"),
        (BlockKind.HEADING, 2, "Contacts"),
    ]


def test_the_main_heading_is_the_title_where_nothing_else_says(sample: Path):
    assert describe(read(sample), sample)[0].title == "Safeguarding policy"


@pytest.mark.parametrize("suffix", sorted(set(EVERY) - {".txt"}))
def test_a_table_row_can_be_read_alone(suffix: str, tmp_path: Path):
    path = tmp_path / f"policy{suffix}"
    EVERY[suffix](SAMPLE, path)
    rows = [block.text for block in read(path).blocks if block.kind is BlockKind.ROW]
    assert rows == ["Name: Duty desk; Telephone: 01234 567890", "Name: Police; Telephone: 101"]


def test_each_block_has_its_page_where_the_format_has_pages_and_none_elsewhere(sample: Path):
    reading = read(sample)
    pages = range(1, (reading.pages or 0) + 1)
    assert (reading.pages is not None) == (sample.suffix in PAGED)
    assert len(reading.page_labels) == len(pages)
    assert {block.page for block in reading.blocks} == (set(pages) or {None})


def test_every_promise_to_those_who_use_a_reading_is_kept(sample: Path):
    assert broken_promises(read(sample)) == []


def test_the_place_of_a_note_lies_within_its_block(sample: Path):
    for block in read(sample).blocks:
        assert all(0 <= at <= len(block.text) and number for at, number in block.notes)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(900),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    ],
    ids=["empty", "blank", "every byte", "picture", "pdf"],
)
def test_a_file_without_readable_text_is_refused_by_name(data: bytes, ending: str, tmp_path: Path):
    path = tmp_path / f"broken policy{ending}"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match="broken policy") as refusal:
        read(path)
    assert refusal.value.advice.endswith(".")


def test_a_missing_file_is_refused_by_name(ending: str, tmp_path: Path):
    with pytest.raises(UnreadableDocument, match="nowhere"):
        read(tmp_path / f"nowhere{ending}")


PACKAGED = [".docx", ".odt", ".pptx"]


@pytest.mark.parametrize("suffix", PACKAGED)
def test_a_package_that_would_unpack_to_too_much_is_refused_unopened(suffix: str, tmp_path: Path):
    path = tmp_path / f"bomb{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", bytes(30 * 2**20))
    with pytest.raises(UnreadableDocument, match="would unpack to 30 MB"):
        read(path)


@pytest.mark.parametrize("suffix", PACKAGED)
def test_a_package_cut_short_or_of_another_kind_is_damaged(suffix: str, tmp_path: Path):
    path = tmp_path / f"policy{suffix}"
    WRITERS[suffix](SAMPLE, path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("notes.txt", "words")
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read(path)


@pytest.mark.parametrize("suffix", PACKAGED)
def test_a_package_with_a_password_is_refused_as_such(suffix: str, tmp_path: Path):
    path = tmp_path / f"policy{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableDocument, match="is password-protected"):
        read(path)


_STEMS = st.text(alphabet=string.ascii_lowercase + "éü", min_size=3, max_size=7)
_NAMED = st.lists(_STEMS, min_size=1, max_size=4).map(tuple)


def _contents() -> st.SearchStrategy[list[Content]]:
    items = st.lists(st.tuples(st.integers(1, 3), _NAMED), min_size=1, max_size=4).map(_stepwise)
    grids = st.integers(2, 3).flatmap(
        lambda width: st.lists(st.tuples(*[_STEMS] * width), min_size=2, max_size=3).map(tuple)
    )
    each = st.one_of(
        st.builds(Heading, st.integers(1, 4), _NAMED),
        st.builds(Paragraph, _NAMED),
        st.builds(Items, items),
        st.builds(Grid, grids),
    )
    # Some text must stand outside tables and headings, or a page of headings alone is no document.
    return st.lists(each, min_size=1, max_size=7).map(lambda found: [*found, Paragraph(("closing", "words"))])


def _stepwise(items: list[tuple[int, tuple[str, ...]]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Items none of which is more than one level deeper than the one before."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for depth, words in items:
        found.append((min(depth, found[-1][0] + 1 if found else 1), words))
    return tuple(found)


def _numbered(contents: list[Content]) -> tuple[list[Content], list[str], set[str]]:
    """The contents with every word made unique, all words in order, and those that head columns."""
    said: list[str] = []
    heads: set[str] = set()

    def unique(words: tuple[str, ...]) -> tuple[str, ...]:
        made = tuple(f"{word}x{len(said) + at}" for at, word in enumerate(words))
        said.extend(made)
        return made

    made: list[Content] = []
    for content in contents:
        match content:
            case Heading(level, words):
                made.append(Heading(level, unique(words)))
            case Paragraph(words):
                made.append(Paragraph(unique(words)))
            case Items(items):
                made.append(Items(tuple((depth, unique(words)) for depth, words in items)))
            case Grid(rows):
                grid = Grid(tuple(unique(row) for row in rows))
                heads |= set(grid.rows[0])
                made.append(grid)
    return made, said, heads


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=_contents())
def test_every_word_comes_out_once_and_in_order(suffix: str, contents: list[Content], tmp_path: Path):
    made, said, heads = _numbered(contents)
    path = tmp_path / f"made up{suffix}"
    WRITERS[suffix](made, path)
    found = re.findall(r"\w+", "\n".join(block.rendered() for block in read(path).blocks))
    assert [word for word in found if word not in heads] == [word for word in said if word not in heads]
    assert heads <= set(found)
