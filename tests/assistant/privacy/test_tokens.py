"""Tokens in the place of personal data: one for each person, over a whole conversation."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.privacy.kinds import Kind
from assistant.privacy.tokens import TOKEN, Cleaned, Known, cleaned, spoken
from assistant.privacy.words import key

NOTE = (
    "My son Kai, born 3 May 2012, NHS number 943 476 5919, lives at 14 Acacia Avenue, LS6 2AB. "
    "Ring 07700 900123 or kai@example.org. He goes to Larkrise Primary School."
)


def conversation(*messages: str, known: Known = Known()) -> list[str]:  # noqa: B008 - it is frozen
    """The messages of a conversation as they are cleaned one after the other."""
    texts = []
    for message in messages:
        clean = cleaned(message, known)
        texts.append(clean.text)
        known = clean.known
    return texts


def is_in(original: str, text: str) -> bool:
    """Whether something stands in a text as whole words, whatever its case and accents."""
    return bool(re.search(rf"(?<!\w){re.escape(key(original))}(?!\w)", key(text)))


# --- one person, one token


def test_a_person_keeps_their_token_over_several_messages():
    assert conversation(
        "My pupil Amara Nwosu told me that she is scared.",
        "Her friend Tomasz saw it too.",
        "Amara Nwosu is not in school.",
        "What do I do about Amara Nwosu and Tomasz?",
    ) == [
        "My pupil CHILD-1 told me that she is scared.",
        "Her friend PERSON-1 saw it too.",
        "CHILD-1 is not in school.",
        "What do I do about CHILD-1 and PERSON-1?",
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [("Amara Nwosu", "Amara"), ("Amara", "Amara Nwosu"), ("Amara Nwosu", "amara"), ("Amara", "AMARA")],
)
def test_a_person_is_the_same_by_first_name_and_by_the_whole(first: str, then: str):
    assert conversation(f"My pupil {first} ran off.", f"{then}'s mum rang.") == [
        "My pupil CHILD-1 ran off.",
        "CHILD-1's mum rang.",
    ]


def test_with_an_accent_and_without_it_is_the_same_person():
    assert conversation("My pupil Chloé told me.", "Chloe told me more.") == [
        "My pupil CHILD-1 told me.",
        "CHILD-1 told me more.",
    ]


def test_in_one_message_a_person_has_the_kind_that_any_place_tells():
    assert cleaned("Kai told me a secret. My pupil Kai is nine.").text == (
        "CHILD-1 told me a secret. My pupil CHILD-1 is nine."
    )


def test_a_later_message_does_not_change_what_somebody_was():
    assert conversation("My pupil Kai ran off.", "Kai told me why.", "The teacher, Kai, knows.")[1:] == [
        "CHILD-1 told me why.",
        "The teacher, CHILD-1, knows.",
    ]


def test_two_people_with_one_surname_are_two():
    assert cleaned("My pupil Amara Nwosu has a sister, Ngozi Nwosu, in year 2.").text == (
        "My pupil CHILD-1 has a sister, RELATIVE-1, in year 2."
    )


def test_two_people_with_one_first_name_are_two_by_their_whole_names():
    assert cleaned("My pupil Amara Nwosu hit my pupil Amara Delgado.").text == (
        "My pupil CHILD-1 hit my pupil CHILD-2."
    )


# --- kinds and numbers


def test_each_kind_is_numbered_by_itself_in_the_order_of_the_text():
    assert cleaned(
        "My pupil Kai hit my pupil Amara. The teacher, Mr Delacroix, saw it. Her mum, Ingrid, was told."
    ).text == (
        "My pupil CHILD-1 hit my pupil CHILD-2. The teacher, Mr STAFF-1, saw it. Her mum, PARENT-1, was told."
    )


def test_numbers_go_on_over_a_conversation():
    assert conversation(
        "My pupil Kai ran off.", "My pupil Amara too.", "My pupils Kai and Amara, and my pupil Zofia."
    ) == [
        "My pupil CHILD-1 ran off.",
        "My pupil CHILD-2 too.",
        "My pupils CHILD-1 and CHILD-2, and my pupil CHILD-3.",
    ]


def test_another_conversation_begins_anew():
    assert (
        cleaned("My pupil Kai ran off.").text
        == cleaned("My pupil Amara ran off.").text
        == "My pupil CHILD-1 ran off."
    )


def test_places_and_numbers_become_tokens_of_their_kind():
    clean = cleaned(NOTE)
    assert clean.text == (
        "My son CHILD-1, born DATE-OF-BIRTH-1, NHS number NHS-NUMBER-1, lives at ADDRESS-1, POSTCODE-1. "
        "Ring PHONE-1 or EMAIL-1. He goes to SCHOOL-1."
    )
    assert [(one.original, one.kind) for one in clean.removed] == [
        ("Kai", Kind.CHILD),
        ("3 May 2012", Kind.DATE_OF_BIRTH),
        ("943 476 5919", Kind.NHS_NUMBER),
        ("14 Acacia Avenue", Kind.ADDRESS),
        ("LS6 2AB", Kind.POSTCODE),
        ("07700 900123", Kind.PHONE),
        ("kai@example.org", Kind.EMAIL),
        ("Larkrise Primary School", Kind.SCHOOL),
    ]


def test_a_number_that_comes_again_keeps_its_token():
    assert conversation("Ring my mum on 07700 900123.", "Is 07700 900123 hers, or 07700 900456?") == [
        "Ring my mum on PHONE-1.",
        "Is PHONE-1 hers, or PHONE-2?",
    ]


def test_what_was_removed_is_told_once_and_in_order():
    clean = cleaned("Her mum, Ingrid, was drunk. My pupil Amara hid. Ingrid's car is here, and Amara is not.")
    assert [(one.original, one.token) for one in clean.removed] == [
        ("Ingrid", "PARENT-1"),
        ("Amara", "CHILD-1"),
    ]


# --- possessives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amara's mum rang.", "CHILD-1's mum rang."),
        ("Amara’s mum rang.", "CHILD-1’s mum rang."),
        ("amara's mum rang.", "CHILD-1's mum rang."),
        ("amaras mum rang.", "CHILD-1's mum rang."),
        ("I saw Amaras mum.", "I saw CHILD-1's mum."),
        ("Jess's dad rang.", "CHILD-1's dad rang."),
        ("Amara's mum and amaras dad rang.", "CHILD-1's mum and CHILD-1's dad rang."),
    ],
)
def test_a_possessive_ending_stays_and_has_its_apostrophe(text: str, expected: str):
    assert cleaned(text).text == expected


# --- tokens that are there already


@pytest.mark.parametrize(
    "text",
    [
        "CHILD-1 told me that PARENT-1 hit CHILD-2.",
        "What do I do about CHILD-1's mum?",
        "STAFF-12 rang SCHOOL-1 about CASE-REFERENCE-3.",
        "Is DATE-OF-BIRTH-1 or NHS-NUMBER-1 needed?",
    ],
)
def test_tokens_in_a_text_stay(text: str):
    clean = cleaned(text)
    assert clean.text == text
    assert clean.removed == ()


def test_a_token_of_the_conversation_stands_beside_new_names():
    assert conversation("My pupil Kai ran off.", "CHILD-1 ran to my pupil Amara, and Kai's mum rang.")[1] == (
        "CHILD-1 ran to my pupil CHILD-2, and CHILD-1's mum rang."
    )


# --- what the person who types decides


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("Amara", "Amara told me."),
        ("amara", "AMARA told me."),
        ("Amara", "Amara's mum rang, and amara's dad."),
        ("Amara", "amaras mum rang."),
        ("Chloé", "Chloe told me."),
        ("Chloe", "Chloé told me. Chloé’s mum rang."),
        ("  Amara   Nwosu ", "My pupil Amara Nwosu told me."),
        ("Larkrise Primary School", "He goes to Larkrise Primary School."),
        ("07700 900123", "Ring the office on 07700 900123."),
    ],
)
def test_what_is_to_stay_stays(kept: str, text: str):
    assert cleaned(text).text != text, "it would be taken out"
    clean = cleaned(text, Known().keeping(kept))
    assert clean.text == text
    assert clean.removed == ()


def test_what_is_to_stay_stays_in_every_later_message_and_nothing_else_does():
    known = Known().keeping("Amara")
    assert conversation("Amara told me.", "Amara hit my pupil Kai.", known=known) == [
        "Amara told me.",
        "Amara hit my pupil CHILD-1.",
    ]


@pytest.mark.parametrize(
    ("marked", "text", "expected"),
    [
        ("the old mill", "He lives at the Old Mill.", "He lives at ADDRESS-1."),
        ("The Old Mill", "THE OLD MILL is where; the old mill.", "ADDRESS-1 is where; ADDRESS-1."),
        (
            "red barn",
            "The red barn's door, the red barn’s roof.",
            "The ADDRESS-1's door, the ADDRESS-1’s roof.",
        ),
        (
            "red barn",
            "Two red barns, a redbarn and an infrared barn.",
            "Two ADDRESS-1s, a redbarn and an infrared barn.",
        ),
        ("flat above (left)", "In the flat above (left) he hid.", "In the ADDRESS-1 he hid."),
    ],
)
def test_what_is_marked_is_taken_out_wherever_it_stands(marked: str, text: str, expected: str):
    assert cleaned(text).text == text, "it would stay"
    assert cleaned(text, Known().marking(marked, Kind.ADDRESS)).text == expected


def test_a_marked_name_has_the_apostrophe_that_a_hurried_possessive_lacks():
    known = Known().marking("Bo", Kind.CHILD)
    assert conversation("Bo's mum, bos dad and BO.", "Boys and a bow.", known=known) == [
        "CHILD-1's mum, CHILD-1's dad and CHILD-1.",
        "Boys and a bow.",
    ]


@pytest.mark.parametrize("text", ["In the allée verte.", "In the allee verte, and the Allée Verte."])
def test_a_mark_with_an_accent_is_taken_out_as_well(text: str):
    known = Known().marking("allée verte", Kind.ADDRESS)
    assert not is_in("allée verte", cleaned(text, known).text)


def test_a_mark_says_the_kind_against_what_was_found():
    known = Known().marking("Tyrone", Kind.ADULT)
    assert cleaned("My pupil Tyrone told me.").text == "My pupil CHILD-1 told me."
    assert cleaned("My pupil Tyrone told me.", known).text == "My pupil ADULT-1 told me."


def test_a_mark_says_the_kind_against_what_was_told_before():
    known = cleaned("The lad they call Spuddo has a plan.").known
    assert cleaned("Spuddo has a plan.", known).text == "PERSON-1 has a plan."
    assert cleaned("Spuddo has a plan.", known.marking("Spuddo", Kind.CHILD)).text == "CHILD-1 has a plan."


def test_what_was_said_last_counts():
    marked = Known().marking("Amara", Kind.CHILD)
    assert cleaned("Amara told me.", marked.keeping("amara")).text == "Amara told me."
    assert (
        cleaned("Amara told me.", marked.keeping("Amara").marking("AMARA", Kind.CHILD)).text
        == "CHILD-1 told me."
    )


def test_nothing_is_both_kept_and_marked():
    known = Known().keeping("Amara").marking("AMARA", Kind.CHILD)
    assert (known.kept, dict(known.marked)) == (frozenset(), {"amara": Kind.CHILD})
    known = known.keeping("Amara")
    assert (known.kept, dict(known.marked)) == ({"amara"}, {})


def test_what_was_decided_goes_on_with_the_conversation():
    known = Known().keeping("Amara").marking("the Old Mill", Kind.ADDRESS)
    after = cleaned("My pupil Kai ran off.", known).known
    assert (after.kept, after.marked) == (known.kept, known.marked)
    assert cleaned("Kai is with Amara at the Old Mill.", after).text == "CHILD-1 is with Amara at ADDRESS-1."


def test_what_is_known_is_never_changed_but_made_anew():
    known = cleaned("My pupil Kai ran off.").known
    before = dict(known.tokens)
    cleaned("My pupil Amara too.", known)
    known.keeping("Kai")
    known.marking("Zofia", Kind.CHILD)
    assert (known.tokens, known.kept, known.marked) == (before, frozenset(), {})


# --- in words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CHILD-1's mum hit CHILD-2.", "the child's mum hit the child."),
        ("PARENT-1 and STAFF-12 met.", "the parent and the member of staff met."),
        ("PERSON-1 saw ADULT-3 and RELATIVE-2.", "somebody saw the adult and the relative."),
        ("DATE-OF-BIRTH-1, NHS-NUMBER-2", "a date of birth, an NHS number"),
        (
            "No tokens here: child-1, CHILD-, CHILD, XCHILD-1.",
            "No tokens here: child-1, CHILD-, CHILD, XCHILD-1.",
        ),
    ],
)
def test_tokens_are_put_into_words(text: str, said: str):
    assert spoken(text) == said


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words(kind: Kind):
    said = spoken(f"{kind}-1")
    assert said
    assert not TOKEN.search(said)
    assert said.islower() or kind in (Kind.NHS_NUMBER, Kind.NI_NUMBER)


# --- whatever is written

NAMES = (
    "Amara",
    "Tomasz",
    "Ingrid Delacroix",
    "Zofia Kowalczyk",
    "Folake",
    "Kai",
    "Chloé",
    "Siobhán Gallagher",
)
SAYINGS = (
    "My pupil {} told me that somebody hit her.",
    "{}'s mum rang and wants to know.",
    "What do I do if {} does not want help?",
    "The teacher, {}, saw a bruise.",
    "i am worried about {} who is 7",
    "Her dad is called {} and he drinks.",
    "{} and {} ran off.",
    "Ring {} on 07700 900123.",
    "{} was born on 3 May 2012 and lives at 14 Acacia Avenue, LS6 2AB.",
    "What does Working Together say about neglect?",
    "The DSL is not in on Monday.",
    "CHILD-1 knows {}.",
)


@st.composite
def messages(draw: st.DrawFn) -> str:
    """A few sentences, with names in them where they have room for some."""
    said = draw(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=4))
    return " ".join(
        one.format(*(draw(st.sampled_from(NAMES)) for _ in range(one.count("{}")))) for one in said
    )


WORDED = st.text(max_size=200).map(lambda text: f"Note: {text}")
"""Any text at all, with a word in it."""


def check(clean: Cleaned) -> None:
    """What holds of any text that was cleaned."""
    assert not TOKEN.search(spoken(clean.text))
    tokens = [one.token for one in clean.removed]
    assert len(tokens) == len(set(tokens))
    assert all(token in clean.text for token in tokens)
    assert set(tokens) <= set(clean.known.tokens.values())


@settings(max_examples=150, deadline=None)
@given(messages())
def test_cleaning_twice_changes_nothing_more(message: str):
    clean = cleaned(message)
    again = cleaned(clean.text, clean.known)
    assert again.text == clean.text
    assert again.removed == ()


@settings(max_examples=150, deadline=None)
@given(messages())
def test_nothing_of_the_originals_is_in_the_text_and_no_token_in_what_is_spoken(message: str):
    clean = cleaned(message)
    check(clean)
    said = spoken(clean.text)
    for one in clean.removed:
        assert not is_in(one.original, clean.text)
        assert not is_in(one.original, said)
        assert one.token not in said


@settings(max_examples=100, deadline=None)
@given(WORDED)
def test_any_text_at_all_is_cleaned(text: str):
    check(cleaned(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(messages(), min_size=2, max_size=4))
def test_in_a_conversation_one_token_is_one_persons(said: list[str]):
    known, told = Known(), {}
    for message in said:
        clean = cleaned(message, known)
        known = clean.known
        for one in clean.removed:
            assert told.setdefault(key(one.original), one.token) == one.token


# --- a conversation that is taken up again, of which only the tokens are known


def test_whoever_is_new_gets_a_token_that_nobody_had():
    known = Known.of_tokens(["CHILD-1", "PARENT-1", "CHILD-3"])
    assert conversation("My pupil Amara Nwosu told me.", "And my pupil Tom Baker.", known=known) == [
        "My pupil CHILD-4 told me.",
        "And my pupil CHILD-5.",
    ]


def test_a_kind_that_had_no_token_begins_at_one():
    clean = cleaned("My pupil Amara Nwosu told me.", Known.of_tokens(["PARENT-7", "DATE-OF-BIRTH-2"]))
    assert clean.text == "My pupil CHILD-1 told me."


def test_a_token_of_before_that_is_typed_stays_what_it_is():
    text = "Is CHILD-1 the friend of my pupil Amara Nwosu?"
    clean = cleaned(text, Known.of_tokens(["CHILD-1"]))
    assert clean.text == "Is CHILD-1 the friend of my pupil CHILD-2?"
    assert [one.token for one in clean.removed] == ["CHILD-2"]


def test_without_tokens_nothing_is_known():
    assert Known.of_tokens([]) == Known()


@given(st.lists(st.tuples(st.sampled_from(sorted(Kind)), st.integers(1, 99)), max_size=8))
@settings(max_examples=25, deadline=None)
def test_no_token_of_before_is_given_again(before: list[tuple[Kind, int]]):
    tokens = [f"{kind}-{number}" for kind, number in before]
    clean = cleaned("My pupil Amara Nwosu told her mum, Grace Nwosu.", Known.of_tokens(tokens))
    assert clean.removed
    assert not {one.token for one in clean.removed} & set(tokens)
