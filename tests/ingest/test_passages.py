"""Cutting into passages: nothing lost, nothing doubled, sections apart, lists with their lead-in."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage, Role
from ingest.embedding import Embedder
from ingest.passages import PATH_TOKENS, cut_passages, document_text

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind

WINDOW = PATH_TOKENS + 30

fixed = settings(derandomize=True, max_examples=60, deadline=None)

words = st.text(alphabet="abcdefgh’é", min_size=5, max_size=9)
"""Of the length that words have; a text of single letters has more tokens than its length lets expect."""


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def document(title: str = "", digits: str = "a" * 16, **told: str) -> GuidanceDocument:
    return GuidanceDocument(digits, digits * 4, "guide.md", Metadata(title=title, **told))


def cut(blocks: Sequence[Block], *, window: int = WINDOW, title: str = "") -> list[Passage]:
    return cut_passages(blocks, document(title), count_words, window)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    said = " ".join(draw(st.lists(words, min_size=1, max_size=14)))
    return said.capitalize() + draw(st.sampled_from([".", ".", "?", ":", "", " must."]))


@st.composite
def block_lists(draw: st.DrawFn) -> list[Block]:
    page, blocks = 1, []
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from([HEADING, PARAGRAPH, PARAGRAPH, ITEM, ITEM, ROW, FOOTNOTE]))
        text = " ".join(draw(st.lists(sentences(), min_size=1, max_size=1 if kind is HEADING else 4)))
        level = draw(st.integers(1, 6)) if kind is HEADING else draw(st.integers(1, 3)) if kind is ITEM else 0
        number = draw(st.sampled_from(["", "", "155.", "2.14", "(a)"]))
        end = page + draw(st.sampled_from([0, 0, 1]))
        blocks.append(Block(kind, text, level, number, page, end))
        page = end + draw(st.sampled_from([0, 0, 0, 1]))
    return blocks


def spans_of(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for block in blocks:
        spans.append((start, start + len(block.rendered())))
        start = spans[-1][1] + 1
    return spans


def blocks_in(passage: Passage, blocks: Sequence[Block]) -> list[Block]:
    return [
        block
        for block, (start, end) in zip(blocks, spans_of(blocks), strict=True)
        if start < passage.end and end > passage.start
    ]


@fixed
@given(block_lists())
def test_every_character_stands_in_exactly_one_passage(blocks: list[Block]):
    text = document_text(blocks)
    edges = [0, *(edge for passage in cut(blocks) for edge in (passage.start, passage.end)), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@fixed
@given(block_lists())
def test_a_passage_is_a_stretch_of_the_documents_text_to_the_letter(blocks: list[Block]):
    text = document_text(blocks)
    passages = cut(blocks)
    assert [passage.position for passage in passages] == list(range(len(passages)))
    for passage in passages:
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()


@fixed
@given(block_lists())
def test_a_passage_never_crosses_a_section(blocks: list[Block]):
    spans = spans_of(blocks)
    for passage in cut(blocks):
        inside = blocks_in(passage, blocks)
        body = [block for block in inside if block.kind is not HEADING]
        assert inside == [block for block in inside if block.kind is HEADING] + body
        above = [
            block
            for block, span in zip(blocks, spans, strict=True)
            if block.kind is HEADING and span[1] <= passage.start + max(passage.body, 1)
        ]
        if above and body:
            assert passage.heading_path[-1] == above[-1].rendered()


@fixed
@given(block_lists())
def test_a_passages_words_below_its_headings_fit_the_window(blocks: list[Block]):
    for passage in cut(blocks):
        if any(block.kind is not HEADING for block in blocks_in(passage, blocks)):
            assert count_words([passage.text[passage.body :]])[0] <= WINDOW - PATH_TOKENS


@fixed
@given(block_lists())
def test_sentences_are_in_order_and_hold_all_words_but_headings_and_printed_numbers(blocks: list[Block]):
    for passage in cut(blocks):
        edges = [edge for sentence in passage.sentences for edge in (sentence.start, sentence.end)]
        assert edges == sorted(edges)
        assert all(sentence.start < sentence.end for sentence in passage.sentences)
        if not passage.sentences:
            continue
        assert passage.body <= edges[0]
        assert edges[-1] <= len(passage.text)
        quotable = "".join(passage.text[s.start : s.end] for s in passage.sentences)
        markers = r"(?m)^(?:155\.|2\.14|\(a\)|•)(?:\s|$)"
        expected = re.sub(markers, "", passage.text[passage.body :])
        assert re.sub(r"\s", "", quotable) == re.sub(r"\s", "", expected)


@fixed
@given(block_lists())
def test_ids_are_the_same_at_every_run_and_none_is_given_twice(blocks: list[Block]):
    ids = [passage.id for passage in cut(blocks)]
    assert ids == [passage.id for passage in cut(blocks)]
    assert len(set(ids)) == len(ids)
    other = cut_passages(blocks, document(digits="b" * 16), count_words, WINDOW)
    assert not set(ids) & {passage.id for passage in other}


@fixed
@given(block_lists())
def test_pages_are_those_of_the_blocks_within(blocks: list[Block]):
    for passage in cut(blocks):
        inside = blocks_in(passage, blocks)
        assert passage.page == min(block.page for block in inside)
        assert passage.end_page == max(block.end_page for block in inside)


@fixed
@given(block_lists())
def test_the_printed_number_of_every_paragraph_is_kept_once(blocks: list[Block]):
    printed = [block.number for block in blocks if block.kind is PARAGRAPH and block.number]
    assert [number for passage in cut(blocks) for number in passage.numbers] == printed


@fixed
@given(block_lists())
def test_a_lead_in_that_is_carried_is_one_that_stands_earlier_in_the_text(blocks: list[Block]):
    passages = cut(blocks)
    for passage in passages:
        if passage.lead_in:
            first = next(sentence for sentence in passage.sentences if sentence.role is not Role.FOOTNOTE)
            assert first.level > 0
            before = [p.text[s.start : s.end] for p in passages[: passage.position] for s in p.sentences]
            assert passage.lead_in in before


def items(count: int, length: int = 6) -> list[Block]:
    said = " ".join(["carefully"] * (length - 1))
    return [Block(ITEM, f"{said} {at}", level=1) for at in range(count)]


CORE_GROUP = Block(PARAGRAPH, "The core group should:", number="155.", page=97)


def test_a_list_that_fits_stays_whole_with_its_lead_in():
    before = Block(PARAGRAPH, " ".join(["earlier"] * 20) + ".")
    first, second = cut([before, CORE_GROUP, *items(3)])
    assert first.text == before.text
    assert second.text == document_text([CORE_GROUP, *items(3)])
    assert [s.role for s in second.sentences] == [Role.LEAD_IN, Role.ITEM, Role.ITEM, Role.ITEM]
    assert second.lead_in == ""


def test_each_part_of_a_list_that_was_cut_remembers_its_lead_in():
    passages = cut([CORE_GROUP, *items(11)])
    assert len(passages) == 3
    assert [passage.lead_in for passage in passages] == ["", *["The core group should:"] * 2]
    assert all(passage.text.startswith("•") for passage in passages[1:])


def test_a_paragraph_after_a_cut_list_is_given_no_lead_in():
    *_, last = cut([CORE_GROUP, *items(12), Block(PARAGRAPH, " ".join(["after"] * 29) + ".")])
    assert last.text.startswith("after")
    assert last.lead_in == ""


def test_a_paragraph_is_not_cut_where_it_fits_and_between_sentences_where_it_does_not():
    sentence = " ".join(["Staff", *["carefully"] * 8, "report."])
    fits, cut_up = Block(PARAGRAPH, " ".join([sentence] * 3)), Block(PARAGRAPH, " ".join([sentence] * 7))
    assert [passage.text for passage in cut([fits])] == [fits.text]
    parts = [" ".join([sentence] * count) for count in (3, 3, 1)]
    assert [passage.text for passage in cut([cut_up])] == parts


def test_only_the_part_in_which_a_paragraph_begins_has_its_number():
    sentence = " ".join(["Staff", *["carefully"] * 8, "report."])
    passages = cut([Block(PARAGRAPH, " ".join([sentence] * 5), number="155.")])
    assert [passage.numbers for passage in passages] == [("155.",), (), ()][: len(passages)]


def test_headings_stand_at_the_front_of_the_first_passage_and_in_the_path_of_all():
    blocks = [
        Block(HEADING, "Chapter 3", level=1),
        Block(HEADING, "Core group", level=2, number="3.2"),
        CORE_GROUP,
        *items(9),
    ]
    first, second = cut(blocks)[:2]
    assert first.text.startswith("Chapter 3\n3.2 Core group\n155. The core group should:")
    assert first.text[first.body :].startswith("155.")
    assert first.heading_path == second.heading_path == ("Chapter 3", "3.2 Core group")
    assert second.body == 0


def test_a_heading_that_repeats_the_title_is_in_no_path_and_siblings_replace_each_other():
    blocks = [
        Block(HEADING, "Working Together", level=1),
        Block(HEADING, "One", level=2),
        Block(PARAGRAPH, "First."),
        Block(HEADING, "Two", level=2),
        Block(PARAGRAPH, "Second."),
    ]
    paths = [passage.heading_path for passage in cut(blocks, title="Working together")]
    assert paths == [("One",), ("Two",)]


def test_a_numbered_heading_of_legislation_is_called_a_section_in_the_path():
    blocks = [
        Block(HEADING, "Enquiry by local authority", level=2, number="42"),
        Block(PARAGRAPH, "It must."),
    ]
    (act,) = cut_passages(blocks, document(kind="legislation"), count_words, WINDOW)
    (guide,) = cut(blocks)
    assert act.heading_path == ("Section 42 Enquiry by local authority",)
    assert guide.heading_path == ("42 Enquiry by local authority",)
    assert act.text == guide.text == "42 Enquiry by local authority\nIt must."


def test_headings_with_nothing_below_them_are_not_lost():
    (only,) = cut([Block(HEADING, "Annex A", level=1), Block(HEADING, "Forms", level=2)])
    assert (only.text, only.sentences) == ("Annex A\nForms", ())


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Staff must report and should record.", "must"),
        ("The authority is required to act.", "must"),
        ("Partners have a statutory duty to share.", "must"),
        ("Staff should record and may ask.", "should"),
        ("Staff may ask.", "may"),
        ("Trustees met.", "none"),
    ],
)
def test_the_strongest_duty_of_the_words_is_told(text: str, strength: str):
    (passage,) = cut([Block(HEADING, "What you must do", level=1), Block(PARAGRAPH, text)])
    assert passage.strength == strength


def test_a_table_row_is_one_sentence_whatever_stops_it_holds():
    (passage,) = cut([Block(ROW, "Step: Refer. Tell the lead; When: today"), Block(FOOTNOTE, "See the Act.")])
    assert [sentence.role for sentence in passage.sentences] == [Role.ROW, Role.FOOTNOTE]


def long_blocks() -> list[Block]:
    guidance = (
        "Safeguarding practitioners should consider “best interests” (section 47; Children Act 1989) and, "
        "where appropriate, make a multi-agency referral within one working day. "
    )
    headings = [
        Block(HEADING, f"Part {level}: " + "arrangements for safeguarding " * 3, level)
        for level in range(1, 7)
    ]
    return [
        *headings,
        Block(PARAGRAPH, (guidance * 14).strip(), number="155."),
        CORE_GROUP,
        *(Block(ITEM, guidance.strip(), level=1) for _ in range(20)),
    ]


def test_with_the_models_own_tokens_every_passages_words_are_embedded_whole(embedder: Embedder):
    passages = cut_passages(long_blocks(), document(), embedder.count_tokens, embedder.window)
    embedded = embedder._whole_texts(passages)
    assert max(embedder.count_tokens(embedded)) <= embedder.window
    for passage, text in zip(passages, embedded, strict=True):
        assert text.endswith(passage.text[passage.body :])


def test_the_last_word_of_a_full_passage_under_long_headings_tells_in_its_vector(embedder: Embedder):
    passages = cut_passages(long_blocks(), document(), embedder.count_tokens, embedder.window)
    longest = max(passages, key=lambda p: embedder.count_tokens([p.text[p.body :]])[0])
    assert embedder.count_tokens([longest.text[longest.body :]])[0] > 150
    changed = replace(longest, text=longest.text[:-4] + "year", sentences=())
    before, after = embedder.embed_passages([replace(longest, sentences=()), changed])
    assert not (before.whole == after.whole).all()
