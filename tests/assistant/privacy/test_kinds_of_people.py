"""Whose name it is, by what stands next to it; and that roles without a name stay."""

import pytest

from assistant.privacy.finding import findings
from assistant.privacy.kinds import PEOPLE, Kind
from assistant.privacy.tokens import cleaned

NAMED = [
    ("My pupil Aisha came in with a bruise.", "Aisha", Kind.CHILD),
    ("I am worried about my son Kai.", "Kai", Kind.CHILD),
    ("Their daughter, Beth, has stopped eating.", "Beth", Kind.CHILD),
    ("A boy called Tyrone told me he is hungry.", "Tyrone", Kind.CHILD),
    ("Niamh (9) told me a secret.", "Niamh", Kind.CHILD),
    ("Oskar, aged 7, flinched.", "Oskar", Kind.CHILD),
    ("Samira's mum shouted at her.", "Samira", Kind.CHILD),
    ("Jayden's grandad came to collect him.", "Jayden", Kind.CHILD),
    ("A year 6 pupil, Farhan, was crying.", "Farhan", Kind.CHILD),
    ("The student Chloe sent a picture.", "Chloe", Kind.CHILD),
    ("We foster a little girl called Amelia.", "Amelia", Kind.CHILD),
    ("My nephew Declan ran away last night.", "Declan", Kind.CHILD),
    ("The baby, Noah, has a burn on his arm.", "Noah", Kind.CHILD),
    ("A 12 year old, Callum, carries a knife.", "Callum", Kind.CHILD),
    ("Ewan's foster carer has not rung back.", "Ewan", Kind.CHILD),
    ("Her mum, Tracy, smelt of drink.", "Tracy", Kind.PARENT),
    ("His father Gareth waited at the gate.", "Gareth", Kind.PARENT),
    ("The stepdad, Lee Marsden, hit him.", "Lee Marsden", Kind.PARENT),
    ("Mrs Okafor, his mum, was drunk.", "Okafor", Kind.PARENT),
    ("Foster carer Denise locked the fridge.", "Denise", Kind.PARENT),
    ("Her birth mother Katarzyna wants contact.", "Katarzyna", Kind.PARENT),
    ("Nadia (his mother) did not come.", "Nadia", Kind.PARENT),
    ("Social worker Priya did not visit.", "Priya", Kind.STAFF),
    ("Our headteacher, Mr Hargreaves, told nobody.", "Hargreaves", Kind.STAFF),
    ("Ms Donnelly, the teaching assistant, saw it.", "Donnelly", Kind.STAFF),
    ("Dr Sharma would not make the referral.", "Sharma", Kind.STAFF),
    ("PC Whitmore took a statement.", "Whitmore", Kind.STAFF),
    ("The coach, Darren, texts the girls.", "Darren", Kind.STAFF),
    ("Emrys (health visitor) has seen the mark.", "Emrys", Kind.STAFF),
    ("My line manager Fiona said to wait.", "Fiona", Kind.STAFF),
    ("The DSL, Bronwen, is off sick.", "Bronwen", Kind.STAFF),
    ("Nurse Abigail noted the bruise.", "Abigail", Kind.STAFF),
    ("Her brother Kyle hurts her.", "Kyle", Kind.RELATIVE),
    ("My wife Angela hits our son.", "Angela", Kind.RELATIVE),
    ("Her boyfriend, Jordan, takes her phone.", "Jordan", Kind.RELATIVE),
    ("His nan Maureen cannot cope.", "Maureen", Kind.RELATIVE),
    ("The grandmother, Ludmila, has him now.", "Ludmila", Kind.RELATIVE),
    ("My ex-husband Craig follows me.", "Craig", Kind.RELATIVE),
    ("A resident, Doris, has bruises on both arms.", "Doris", Kind.ADULT),
    ("My patient Reginald is afraid of his son.", "Reginald", Kind.ADULT),
    ("Winifred (84) has lost a stone.", "Winifred", Kind.ADULT),
    ("The service user Graham was robbed.", "Graham", Kind.ADULT),
    ("My client Leroy sleeps in his car.", "Leroy", Kind.ADULT),
    ("An old lady, Edith, gave away her savings.", "Edith", Kind.ADULT),
    ("Muriel, aged 79, is not fed.", "Muriel", Kind.ADULT),
    ("My friend Sophie cuts herself.", "Sophie", Kind.PERSON),
    ("Tariq told me that he is scared.", "Tariq", Kind.PERSON),
    ("Mr Pemberton waits by the gate.", "Pemberton", Kind.PERSON),
    ("My neighbour Wojtek shouts all night.", "Wojtek", Kind.PERSON),
    ("I spoke to Caitlin yesterday.", "Caitlin", Kind.PERSON),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMED, ids=[f"{kind}-{name}" for _, name, kind in NAMED])
def test_a_name_is_found_with_whose_it_is(text: str, name: str, kind: Kind):
    assert [(text[one.start : one.end], one.kind) for one in findings(text)] == [(name, kind)]


@pytest.mark.parametrize(("text", "name", "kind"), NAMED, ids=[f"{kind}-{name}" for _, name, kind in NAMED])
def test_only_the_name_is_replaced(text: str, name: str, kind: Kind):
    assert cleaned(text).text == text.replace(name, f"{kind}-1")


def test_every_kind_of_people_is_tried_often_enough():
    assert len(NAMED) >= 40
    assert {kind for _, _, kind in NAMED} == set(PEOPLE)


ROLES = """
My mum hits me when she drinks.
The DSL said to wait until Monday.
Dad shouts at my little brother.
His nan collects him from school.
Her stepdad has a knife.
The head teacher will not ring the police.
Our social worker has not visited for weeks.
My line manager told me to keep it quiet.
A resident fell out of bed again.
The health visitor saw a bruise on the baby.
My auntie keeps my money.
A boy in year 4 told me a secret.
A 9 year old girl came to the desk in tears.
The foster carer locked the fridge.
My ex follows me to work.
The coach texts the girls at night.
my mum and dad fight all the time
i told my teacher and she told the dsl
her boyfriend takes her phone
My patient is afraid of his son.
The GP did not make a referral.
One of our governors shouted at a pupil.
The LADO has asked for a chronology.
My gran gave away her savings to a stranger.
The SENCO and the TA both saw the mark.
the foster mum of my pupil is drunk
Grandad says that nobody will believe me.
""".strip().splitlines()


@pytest.mark.parametrize("text", ROLES)
def test_a_role_without_a_name_stays(text: str):
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My mum told the DSL about Aisha.", "My mum told the DSL about PERSON-1."),
        (
            "The DSL, Bronwen, is off sick and my dad knows.",
            "The DSL, STAFF-1, is off sick and my dad knows.",
        ),
        (
            "Her mum, Tracy, smelt of drink; her nan did not.",
            "Her mum, PARENT-1, smelt of drink; her nan did not.",
        ),
        ("Mrs Okafor rang the head teacher.", "Mrs PERSON-1 rang the head teacher."),
    ],
)
def test_beside_a_name_roles_and_titles_stay(text: str, expected: str):
    assert cleaned(text).text == expected
