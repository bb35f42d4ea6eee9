"""Cutting into passages: nothing lost, nothing doubled, sections apart, lists with their lead-in."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, GuidanceDocument, Metadata, Passage, Role
from ingest.embedding import Embedder
from ingest.passages import PATH_TOKENS, cut_passages, document_text

HEADING, PARAGRAPH, ITEM, ROW, FOOTNOTE = BlockKind

WINDOW = PATH_TOKENS + 30
FLAGS = ("boxed", "prospective", "ocr")

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
        notes = tuple((at, str(at)) for at in sorted(draw(st.sets(st.integers(0, len(text)), max_size=2))))
        flags = {name: draw(st.sampled_from([False] * 5 + [True])) for name in FLAGS}
        blocks.append(Block(kind, text, level, number, page, end, notes, **flags))
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


def innermost_heading(blocks: Sequence[Block], at: int) -> Block | None:
    """The heading that a block stands under; those of a box that has ended are passed over."""
    outside = False
    for block in reversed(blocks[: at + 1]):
        outside = outside or not (block.boxed or block.kind is FOOTNOTE)
        if block.kind is HEADING and not (block.boxed and outside):
            return block
    return None


@fixed
@given(block_lists())
def test_a_passage_never_crosses_a_section(blocks: list[Block]):
    for passage in cut(blocks):
        places = [
            at
            for at, span in enumerate(spans_of(blocks))
            if passage.start <= span[1] - 1 and span[0] < passage.end
        ]
        inside = [blocks[at] for at in places]
        body = [at for at in places if blocks[at].kind is not HEADING]
        assert inside[len(inside) - len(body) :] == [blocks[at] for at in body]
        headings = [innermost_heading(blocks, at) for at in body]
        assert all(heading is headings[0] for heading in headings)
        if body and headings[0]:
            assert passage.heading_path[-1] == headings[0].rendered()


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
def test_a_passage_mixes_no_law_in_force_with_law_that_is_not_nor_print_with_pictures(blocks: list[Block]):
    for passage in cut(blocks):
        body = [block for block in blocks_in(passage, blocks) if block.kind is not HEADING]
        assert len({(block.prospective, block.ocr) for block in body}) <= 1
        if body:
            assert passage.prospective == body[0].prospective
            assert passage.ocr or not body[0].ocr


@fixed
@given(block_lists())
def test_every_footnote_marker_belongs_to_one_sentence(blocks: list[Block]):
    printed = [number for block in blocks if block.kind is not HEADING for _, number in block.notes]
    told = [number for passage in cut(blocks) for one in passage.sentences for number in one.notes]
    assert sorted(told) == sorted(printed)


@fixed
@given(block_lists())
def test_the_printed_number_of_every_paragraph_is_kept_once(blocks: list[Block]):
    printed = [block.number for block in blocks if block.kind is PARAGRAPH and block.number]
    assert [number for passage in cut(blocks) for number in passage.numbers] == printed


@fixed
@given(block_lists())
def test_a_lead_in_that_is_carried_stands_earlier_in_the_text(blocks: list[Block]):
    text = document_text(blocks)
    for passage in cut(blocks):
        first = next((s for s in passage.sentences if s.role is not Role.FOOTNOTE), None)
        if passage.lead_in and first and first.role is not Role.ROW:
            assert first.level > 0
            before = text[: passage.start + passage.body]
            assert all(line in before for line in passage.lead_in.split("\n"))


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


def test_a_part_that_begins_in_a_nested_list_remembers_both_lead_ins():
    inner = [replace(block, level=2) for block in items(11)]
    outer = Block(ITEM, "Where a child is missing:", level=1, number="(a)")
    passages = cut([CORE_GROUP, outer, *inner, Block(ITEM, "meet", level=1, number="(b)")])
    assert passages[1].lead_in == "The core group should:\nWhere a child is missing:"
    assert [s.label for s in passages[1].sentences][:1] == ["155(a)"]
    assert (passages[-1].sentences[-1].label, passages[-1].sentences[-1].level) == ("155(b)", 1)


def test_bullets_straight_below_a_heading_that_leads_into_them_remember_it_in_every_part():
    passages = cut([Block(HEADING, "The visitor should:", level=2), *items(11)])
    assert len(passages) > 1
    assert {passage.lead_in for passage in passages} == {"The visitor should:"}


def test_a_footnote_stays_with_the_block_that_refers_to_it_and_does_not_break_its_list():
    note = Block(FOOTNOTE, "See the glossary.", number="7")
    lead = replace(CORE_GROUP, notes=((14, "7"),))
    first, *others = items(2)
    (whole,) = cut([lead, note, first, note, *others])
    roles = [Role.LEAD_IN, Role.FOOTNOTE, Role.ITEM, Role.FOOTNOTE, Role.ITEM]
    assert [sentence.role for sentence in whole.sentences] == roles
    assert whole.sentences[0].notes == ("7",)
    long = [block for one in items(11) for block in (one, note)]
    for passage in cut([CORE_GROUP, *long]):
        assert passage.sentences[-1].role is Role.FOOTNOTE
        assert passage.sentences[0].role is not Role.FOOTNOTE


def test_a_marker_belongs_to_the_sentence_that_it_stood_in_or_behind():
    text = "Staff report. Others may help. All are told."
    marks = ((5, "1"), (13, "2"), (30, "3"), (len(text), "4"))
    (passage,) = cut([Block(PARAGRAPH, text, notes=marks)])
    assert [sentence.notes for sentence in passage.sentences] == [("1", "2"), ("3",), ("4",)]


def test_markers_are_kept_where_a_paragraph_is_cut():
    sentence = " ".join(["Staff", *["carefully"] * 8, "report."])
    ends = tuple((at * (len(sentence) + 1) - 1, str(at)) for at in range(1, 6))
    passages = cut([Block(PARAGRAPH, " ".join([sentence] * 5), number="155.", notes=ends)])
    assert len(passages) == 2
    assert [one.notes for passage in passages for one in passage.sentences] == [
        (str(at),) for at in range(1, 6)
    ]
    assert {one.label for passage in passages for one in passage.sentences} == {"155"}


def test_a_list_goes_on_after_a_box_with_its_lead_in_and_the_headings_around_the_box():
    blocks = [
        Block(HEADING, "Partners", level=2),
        CORE_GROUP,
        Block(HEADING, "What a partner is", level=1, boxed=True),
        Block(PARAGRAPH, "A partner is one of three.", boxed=True),
        *items(1),
    ]
    before, box, after = cut(blocks)
    assert (before.heading_path, after.heading_path) == (("Partners",), ("Partners",))
    assert box.heading_path == ("Partners", "What a partner is")
    assert (after.lead_in, after.sentences[0].label) == ("The core group should:", "155")


def test_law_that_is_not_in_force_is_cut_from_law_that_is():
    blocks = [CORE_GROUP, *items(1), Block(ITEM, "tell all", level=1, prospective=True), *items(1)]
    passages = cut(blocks)
    assert [passage.prospective for passage in passages] == [False, True, False]
    assert [passage.lead_in for passage in passages] == ["", *["The core group should:"] * 2]


def test_each_part_of_a_row_that_was_cut_is_given_the_names_of_its_row_and_column():
    cells = " ".join(f"Sign {at} is seen by all." for at in range(8))
    row = Block(ROW, f"Domain: Health; Level 1: few; Level 2: {cells}; Level 3: {cells}")
    passages = cut([row])
    begun = [(passage.text.split(":")[0], passage.lead_in) for passage in passages]
    assert begun[0] == ("Domain", "")
    assert ("Level 3", "Domain: Health …") in begun
    inside = [lead for begin, lead in begun[1:] if begin.startswith("Sign")]
    assert inside == ["Domain: Health; Level 2: …", "Domain: Health; Level 3: …"]
    assert all(len(passage.sentences) == 1 for passage in passages)


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
    assert [sentence.label for sentence in act.sentences] == ["42"]
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


def test_with_the_models_own_tokens_every_sentences_words_are_embedded_whole(embedder: Embedder):
    passages = cut_passages(long_blocks(), document(), embedder.count_tokens, embedder.window)
    for passage, texts in zip(passages, embedder._texts(passages), strict=True):
        assert max(embedder.count_tokens(texts)) <= embedder.window
        for sentence, text in zip(passage.sentences, texts, strict=True):
            assert text.endswith(passage.text[sentence.start : sentence.end])


def test_the_last_word_of_a_full_passage_under_long_headings_tells_in_its_vector(embedder: Embedder):
    passages = cut_passages(long_blocks(), document(), embedder.count_tokens, embedder.window)
    longest = max(passages, key=lambda p: embedder.count_tokens([p.text[p.body :]])[0])
    assert embedder.count_tokens([longest.text[longest.body :]])[0] > 150
    changed = replace(longest, text=longest.text[:-4] + "year")
    before, after = embedder.embed_passages([longest, changed])
    assert not (before.whole == after.whole).all()


def test_a_sentence_that_fills_the_window_goes_without_what_stands_above_it(embedder: Embedder):
    words = "The designated safeguarding lead must keep a record of every concern, " * 15
    long = Block(PARAGRAPH, words.strip().rstrip(",") + ".")
    blocks = [Block(HEADING, "Concerns about a child's safety or welfare: " * 6, 1), long]
    (passage,) = cut_passages(blocks, document(), embedder.count_tokens, embedder.window)
    assert embedder._texts([passage]) == [[long.text]]


def test_a_passages_vector_is_the_mean_of_its_sentences_and_that_of_headings_alone_their_own(
    embedder: Embedder,
):
    said = Block(PARAGRAPH, "Tell the lead at once. Keep a record.")
    blocks = [Block(HEADING, "Concerns", 1), said, Block(HEADING, "Forms", 1)]
    passage, headings = cut_passages(blocks, document(), embedder.count_tokens, embedder.window)
    first, second = embedder.embed_passages([passage, headings])
    mean = first.sentences.mean(axis=0)
    np.testing.assert_allclose(first.whole, mean / np.linalg.norm(mean), atol=1e-6)
    np.testing.assert_allclose(second.whole, embedder.embed_questions(["Forms"])[0], atol=2e-3)
    assert second.sentences.shape == (0, len(second.whole))
