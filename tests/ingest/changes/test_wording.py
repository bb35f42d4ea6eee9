"""Two texts compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.changes.wording import pieces, runs
from ingest.changes.words import keys_of, plain, words_of

WORDS = st.lists(
    st.sampled_from(["the", "boat", "must", "sail.", "“at", "dawn”", "co-op", "3", "(or"]), max_size=30
)
TEXTS = WORDS.map(" ".join)


def told(old: str, new: str) -> list[tuple[str, str]]:
    """What differs, old and new, white space and stops at the ends left out."""
    a, b = words_of(old), words_of(new)
    found = pieces(runs(a, b), old, a, new, b)
    return [(one.old.strip(" .,("), one.new.strip(" .,(")) for one in found if not one.same]


def test_only_the_words_that_differ_are_told():
    assert told("Ring within 15 working days of it.", "Ring within 10 working days of it.") == [("15", "10")]


def test_small_words_between_two_changes_do_not_part_them():
    assert told("Ask the keeper of the orchard now.", "Ask the sailor of the harbour now.") == [
        ("keeper of the orchard", "sailor of the harbour")
    ]


def test_words_that_differ_in_spaces_hyphens_quotes_or_capitals_only_are_the_same():
    assert (
        told(
            "A co-ordinated ‘whole school’ view – of section128",
            "a coordinated 'Whole-school' view - of section 128",
        )
        == []
    )


def test_a_sentence_that_came_in_is_told_from_its_beginning():
    old = "Boats sail at dawn. Boats rest at night."
    new = "Boats sail at dawn. Boats dock at noon. Boats rest at night."
    assert told(old, new) == [("", "Boats dock at noon")]


def test_a_percentage_an_address_and_a_decimal_number_are_words():
    assert keys_of("25% of £1,000 at 2.14, see https://harbour.example/a?b=1.") == (
        "25%", "of", "£1,000", "at", "2.14", "see", "https://harbour.example/a?b=1",
    )  # fmt: skip


def test_typesetting_is_no_difference():
    assert plain("“Offi\u00adcers”  must\n—") == plain('"Officers" must -')
    assert plain("Must") != plain("must")


def test_texts_too_long_to_compare_throughout_are_compared_between_what_occurs_once():
    old = " ".join(f"Basket {number} is weighed by the river at noon." for number in range(400))
    assert told(old, old.replace("Basket 77 is weighed", "Basket 77 is sold")) == [("weighed", "sold")]
    assert told("so " * 3000, "no " * 3000) == [(("so " * 3000).strip(), ("no " * 3000).strip())]


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts_to_the_letter(old: str, new: str):
    a, b = words_of(old), words_of(new)
    found = pieces(runs(a, b), old, a, new, b)
    if a:
        assert "".join(piece.old for piece in found) == old
    if b:
        assert "".join(piece.new for piece in found) == new


@given(TEXTS, TEXTS)
def test_what_is_the_same_has_the_same_letters(old: str, new: str):
    a, b = words_of(old), words_of(new)
    for run in runs(a, b):
        same = [
            "".join(word.key for word in words)
            for words in (a[run.old_start : run.old_end], b[run.new_start : run.new_end])
        ]
        assert not run.same or same[0] == same[1]
        assert run.old_end > run.old_start or run.new_end > run.new_start
