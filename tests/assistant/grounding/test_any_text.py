"""The checks over whatever is written: they never fail, find no fault with what is quoted, and are quick."""

from collections.abc import Iterator

import pytest
from differences import Check
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding import alteration, denials, duties, limits, people, quantities
from assistant.grounding.evidence import Evidence
from assistant.grounding.text import Text, read
from assistant.grounding.verdict import Difference
from assistant.grounding.verifier import LONGEST


def altered(claim: Text, source: Evidence) -> Iterator[Difference]:
    """What is changed in a quotation; nothing in what is none."""
    if alteration.quoted(claim, source) >= alteration.QUOTED:
        yield from alteration.check(claim, source)


CHECKS = [*(one.check for one in (quantities, duties, denials, people, limits)), altered]
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__module__.rpartition(".")[2])

SENTENCES = """Staff must tell the designated safeguarding lead immediately, unless this puts a child at risk.
Under section 47 the local authority shall ask within 15 working days, or by 1 April 2015 at the latest.
A person aged 16 or over may refuse; nobody under 10 can be charged, except where the court says so.
Only a constable may search the premises, and never without a warrant.
In England, but not in Wales, at least half of the governors should be trained every two years (see Annex B).
The social worker visits the foster carer before the review and writes to the parent after it.
Some records are kept for no more than six years, others for at least 75 years, and none is destroyed early.
If consent is withheld, the GP need not be informed, although it is good practice to do so.
Should a parent object, the panel decides; all of its members have to agree.
It is unlawful to employ anyone who has been barred, whether or not they are paid.
Private meetings are voluntary, and public ones are compulsory, for both adults and children.
No later than 7 days before the conference the chair sends out one in three of the reports.""".splitlines()

PARTS = st.sampled_from(
    """must|should|may|may not|need not|shall|not|no|never|nobody|no one|without|cannot|unless|if|where
    |when|until|except|only|some|all|none|every|always|within|at least|no more than|up to|under|over
    |aged|section|Annex B|s47|s. 3|part|5|15|0|one|twenty-one|1,500|0.5|٣|²|½|days|working days|weeks
    |year|annually|half of|one in|%|£|per cent|1 May 2015|the child|the parent|police|LADO|DSL|council
    |England|Wales|is told by|tells|before|after|kept|destroyed|,|;|.|:|–|(|)|fıve|daİly|ſ|’s|“|”|\n
    """.replace("\n    ", "").split("|")
)
ANY = st.text(max_size=80) | st.lists(PARTS, max_size=14).map(" ".join)
LONG = 5_000
"""Characters of the longest text that a check is tried on."""
REPEATED = [
    "a ",
    "1",
    "1,",
    "1.1",
    "1 to ",
    "not ",
    "no ",
    "not, a ",
    "within 1 ",
    "if ",
    "if, ",
    "unless a; ",
    "must ",
    "one ",
    "twenty ",
    "section 1 and ",
    "child is ",
    "is not by the child ",
    "£1,",
    "not_",
    "ly ",
    "- ",
    "(",
    "a\n",
]


def differences(check: Check, statement: str, sentence: str) -> list[str]:
    claim = read(statement)
    source = Evidence((sentence,), taken_up=lambda words: words.covered(claim.stems))
    return [one.about for one in check(claim, source)]


@every_check
@given(ANY, ANY)
@settings(deadline=None)
def test_any_text_is_checked(check: Check, statement: str, sentence: str):
    for about in differences(check, statement, sentence):
        assert about.strip()


@every_check
@given(ANY)
@settings(deadline=None)
def test_whatever_is_quoted_whole_has_no_difference(check: Check, text: str):
    assert differences(check, text, text) == []


@every_check
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_has_no_difference_from_itself(check: Check, sentence: str):
    assert differences(check, sentence, sentence) == []


@every_check
@given(st.permutations(SENTENCES), st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_one_of_several_sentences_has_no_difference_from_them(check: Check, sentences: list[str], count: int):
    claim = read(sentences[0])
    used = sorted(sentences[:count], key=SENTENCES.index)
    source = Evidence(tuple(used), best=sentences[0], taken_up=lambda words: words.covered(claim.stems))
    assert list(check(claim, source)) == []


@pytest.mark.timeout(20)
@every_check
@pytest.mark.parametrize("part", REPEATED)
def test_what_is_repeated_over_and_over_is_checked_quickly(check: Check, part: str):
    long = (part * LONG)[:LONG]
    statement = " ".join(long.split()[:LONGEST])
    differences(check, statement, "The school must not tell the parent within 1 day if a child is unsafe.")
    differences(check, "The school must not tell the parent within 1 day if a child is unsafe.", long)
    differences(check, statement, f"{long}x")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("part", REPEATED)
def test_a_long_sentence_is_compared_quickly(part: str):
    differences(altered, (part * 100)[: LONG // 4], (f"{part}b " * LONG)[:LONG])
