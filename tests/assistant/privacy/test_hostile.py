"""Whatever is typed or pasted: the search for personal data fails at nothing, and is done in time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.privacy.finding import findings
from assistant.privacy.kinds import Finding

LENGTH = 4_000
SECONDS = 3.0
"""Many times what it takes, on a slow and busy machine."""


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """The language model is read before anything is timed."""
    findings("Amara told me.")


def filled(unit: str) -> str:
    """A text of one unit, again and again."""
    return (unit * LENGTH)[:LENGTH]


def check(text: str) -> tuple[Finding, ...]:
    """What was found, if it was found in time, and each inside the text and apart from the others."""
    started = time.perf_counter()
    found = findings(text)
    taken = time.perf_counter() - started
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        at = one.end
    assert taken < SECONDS
    return found


WORDLESS = {
    "empty": "",
    "a blank": " ",
    "blanks and lines": " \n\t\r\n ",
    "spaces": filled(" "),
    "new lines": filled("\n"),
    "one digit": filled("7"),
    "digits and spaces": filled("0 "),
    "round brackets": "(" * (LENGTH // 2) + ")" * (LENGTH // 2),
    "mixed brackets": filled("[({"),
    "emoji": filled("😀"),
    "families": filled("👨‍👩‍👧"),
    "null characters": filled("\0"),
    "joiners": filled("\u200d"),
    "quotation marks": filled('’"'),
    "stops": filled("... "),
    "a phone number": "07700 900123",
    "a question mark": "?",
}
"""Texts without one word."""


@pytest.mark.parametrize("text", WORDLESS.values(), ids=WORDLESS.keys())
def test_a_text_without_a_word_is_read(text: str):
    check(text)


WORDED = {
    "one small letter": filled("a"),
    "one capital": filled("A"),
    "initials": filled("A. "),
    "initials without blanks": filled("A."),
    "brackets around a name": "(" * 1_997 + "Amara" + ")" * 1_998,
    "nested brackets with words": filled("(a [b {c "),
    "combining marks": "e" + "\u0301" * (LENGTH - 1),
    "letters with marks": filled("e\u0301"),
    "names and emoji": filled("Amara 😀 "),
    "names and null characters": filled("Amara\0"),
    "Hebrew": filled("שלום עולם "),
    "Arabic": filled("مرحبا عائشة "),
    "turned around": filled("\u202eAmara told me\u202c "),
    "letters that grow in small": filled("İ ß ﬁ "),
    "one name": filled("Amara "),
    "a list of names": filled("Amara, "),
    "possessives": filled("Amara's "),
    "titles": filled("Mr "),
    "roles": filled("my mum "),
    "labels": filled("Name: "),
    "called": filled("called "),
    "capitals": filled("Aa "),
    "cases at law": filled("Aa v Aa "),
    "Acts": filled("Aa of the "),
    "schools": filled("at St Aa and "),
    "flats": filled("Flat 1, "),
    "streets": filled("1 Aa "),
    "houses": filled("Aa Lodge, "),
    "births": filled("born on the "),
    "phone numbers": filled("ring 07700 900123 "),
    "NHS numbers": filled("nhs 943 476 5919 "),
    "references": filled("ref: a1 "),
    "addresses": filled("a@"),
    "dotted": "a." * 1_990 + "@x",
    "apostrophes": filled("a'"),
    "underscores": filled("a_"),
    "control characters of a token": filled("<|endoftext|>"),
}


@pytest.mark.parametrize("text", WORDED.values(), ids=WORDED.keys())
def test_hostile_text_is_read_in_time(text: str):
    check(text)


def test_a_name_in_the_middle_of_rubbish_is_found():
    for text in (
        WORDED["brackets around a name"],
        f"{filled('. ')[:1_000]} My pupil Amara told me. {filled('😀')[:1_000]}",
    ):
        assert "Amara" in [text[one.start : one.end] for one in check(text)]


NOTE = """Mon 14 Sept. Amara Nwosu (9), year 4 at Larkrise Primary School, came to Mrs Delacroix before
lessons. She said that her mum's boyfriend, Gareth, "hurt" her arm; there is a bruise the size of a coin.
Mum (Ingrid Nwosu, 07700 900123, ingrid@example.org) lives at 14 Acacia Avenue, Leeds, LS6 2AB.
The DSL rang children's social care at 09:40 (ref: CR/2024/00123) and spoke to Siobhán Gallagher.
Under section 47 of the Children Act 1989 they may hold a strategy discussion. NHS number 943 476 5919.

"""


def test_a_long_note_is_read_in_time_and_as_well_at_its_end_as_at_its_beginning():
    text = filled(NOTE)
    found = {(text[one.start : one.end], one.start // len(NOTE)) for one in check(text)}
    for name in (
        "Amara Nwosu",
        "Larkrise Primary School",
        "Gareth",
        "07700 900123",
        "LS6 2AB",
        "Siobhán Gallagher",
    ):
        assert {place for told, place in found if told == name} >= set(range(LENGTH // len(NOTE))), name
    assert not any("Children Act" in told for told, _ in found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400).map(lambda text: f"a {text}"))
def test_any_text_is_read(text: str):
    check(text)


PARTS = st.sampled_from(
    [
        *"Amara Mr mum 's ’ ( ) 07700 900123 14 Acacia Avenue LS6 2AB @ born on 3 May 2012 St A. é".split(),
        *("😀", " ", ", ", ". ", "\n", "\u0301", "\0"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join).map(lambda text: f"a {text}"))
def test_parts_of_personal_data_in_any_order_are_read(text: str):
    check(text)
