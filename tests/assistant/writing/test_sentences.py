"""Sentences as they come out of what a model writes, with the numbers that they cite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.sentences import Written, sentences

MEET = "The core group must meet within 10 working days of the conference."
WRITE = "The social worker should write the plan."

CASES = [
    (f"{MEET[:-1]} [1].", [(MEET, (1,))]),
    (f"{MEET} [1]", [(MEET, (1,))]),
    (f"{MEET}[1]", [(MEET, (1,))]),
    (f"{MEET} [1] {WRITE} [2]", [(MEET, (1,)), (WRITE, (2,))]),
    (f"{MEET}[1] {WRITE}[2]", [(MEET, (1,)), (WRITE, (2,))]),
    (f"{MEET} [1][2] {WRITE} [3, 4]", [(MEET, (1, 2)), (WRITE, (3, 4))]),
    (f"{MEET} [1] [2]\n{WRITE} [3 and 4]", [(MEET, (1, 2)), (WRITE, (3, 4))]),
    (f"{MEET} [1-3] {WRITE} [Passage 2]", [(MEET, (1, 2, 3)), (WRITE, (2,))]),
    (f"{MEET[:-1]} (1). {WRITE[:-1]} (2, 3).", [(MEET, (1,)), (WRITE, (2, 3))]),
    (f"{MEET[:-1]} (Passage 1). {WRITE[:-1]} 【2】.", [(MEET, (1,)), (WRITE, (2,))]),
    (f"{MEET} 【1†source】 {WRITE} [^2]", [(MEET, (1,)), (WRITE, (2,))]),
    (f"[1] {MEET}\n[2] {WRITE}", [(MEET, (1,)), (WRITE, (2,))]),
    (f"According to passage 1, {MEET[:1].lower()}{MEET[1:]}", [(MEET, (1,))]),
    (f"Passage 2 says that {WRITE[:1].lower()}{WRITE[1:]}", [(WRITE, (2,))]),
    (f"{MEET} {WRITE}", [(MEET, ()), (WRITE, ())]),
    ("Staff must tell the lead [1] and the lead must tell the police [2].",
     [("Staff must tell the lead and the lead must tell the police.", (1, 2))]),
    ("Under s. 47 of the Act, enquiries are made, e.g. by a nurse [1].",
     [("Under s. 47 of the Act, enquiries are made, e.g. by a nurse.", (1,))]),
    ("See para. 5 and No. 3 (i.e. The form) [1]. Dr. Smith must sign it [2].",
     [("See para. 5 and No. 3 (i.e. The form).", (1,)), ("Dr. Smith must sign it.", (2,))]),
    ("Mr. J. Brown must sign [1].", [("Mr. J. Brown must sign.", (1,))]),
    ("Paragraph 2.14 says 1.5 hours [1]. Call 999 [2].",
     [("Paragraph 2.14 says 1.5 hours.", (1,)), ("Call 999.", (2,))]),
    ("Enquiries are made under section 42 (1). They end then [1].",
     [("Enquiries are made under section 42 (1).", ()), ("They end then.", (1,))]),
    ("It applies under subsection (2) only [1].", [("It applies under subsection (2) only.", (1,))]),
    ("**The lead** must be *told* at `once` [1].", [("The lead must be told at once.", (1,))]),
    ("## What to do\n\n- Tell the lead. [1]\n- Write it down. [2]\n",
     [("Tell the lead.", (1,)), ("Write it down.", (2,))]),
    ("1. Tell the lead [1].\n2. Write it down [2].\n", [("Tell the lead.", (1,)), ("Write it down.", (2,))]),
    ("The core group should:\n- meet within 10 working days [1]\n- carry out the plan [2]",
     [("The core group should: meet within 10 working days", (1,)),
      ("The core group should: carry out the plan", (2,))]),
    ("Here is the answer:\n\nStaff must tell the lead. [1]",
     [("Here is the answer:", ()), ("Staff must tell the lead.", (1,))]),
    ("Timescales\n\nStaff must tell the lead. [1]", [("Staff must tell the lead.", (1,))]),
    ("Staff must tell\nthe lead at once. [1]", [("Staff must tell the lead at once.", (1,))]),
    ("<think>\nThey ask. I must lie [1].\n</think>\nStaff must tell the lead. [1]",
     [("Staff must tell the lead.", (1,))]),
    ("<think>They ask and I never stop. ", []),
    ("Read [the guide](https://evil.example/x) now [1].", [("Read the guide now.", (1,))]),
    ("![x](https://evil.example/x.png) Tell the lead. [1]", [("X Tell the lead.", (1,))]),
    ("Tell the\u200b lead\u202e now\x07. [1]", [("Tell the lead now.", (1,))]),
    ("Information may be shared", []),  # what would have limited it never came
    ("Staff must tell the lead. [1] Information may be shared", [("Staff must tell the lead.", (1,))]),
    ("Must staff tell the lead? Yes! They must. [1]",
     [("Must staff tell the lead?", ()), ("Yes!", ()), ("They must.", (1,))]),
    ("", []), ("   \n\n ", []), ("...", []), ("[1]", []), ("[1][2][3]", []), ("***", []), ("- \n- \n", []),
]  # fmt: skip


def said(pieces):
    return [(one.text, one.numbers) for one in sentences(pieces)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_come_out_whole_with_what_they_cite(text: str, expected: list[tuple[str, tuple[int, ...]]]):
    assert said([text]) == expected


@pytest.mark.parametrize("text", [case[0] for case in CASES])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_pieces_that_a_text_comes_in_change_nothing(text: str, size: int):
    assert said(text[at : at + size] for at in range(0, len(text), size)) == said([text])


def test_a_sentence_comes_out_before_the_next_one_is_whole():
    coming = iter([f"{MEET} [1] ", "The ", "social worker"])
    read = sentences(coming)
    assert next(read) == Written(MEET, (1,))
    assert next(coming) == "social worker"  # one piece was read beyond it, no more


def test_what_never_ends_is_not_waited_for():
    assert len(said(["word " * 1000])) >= 1


@given(st.lists(st.text(max_size=40), max_size=12))
def test_nothing_that_a_model_may_write_breaks_it(pieces: list[str]):
    for one in sentences(pieces):
        assert one.text == " ".join(one.text.split()) != ""
        assert all(number >= 0 for number in one.numbers)
        one.text.encode("utf-8")


@given(st.text(alphabet="aA1.[]() \n*-#:<>sthink/", max_size=60))
def test_pieces_never_matter(text: str):
    assert said(text) == said([text])
