"""Times, ages, dates, sections and numbers of a statement, against those of its source."""

import pytest
from differences import instead, told, unsaid

from assistant.grounding.evidence import Evidence
from assistant.grounding.quantities import check, quantities
from assistant.grounding.text import read

CHANGED = [
    # timescales
    (
        "The review is held within 15 working days.",
        "Hold the review within 10 working days.",
        instead("15 working days", "10 working days"),
    ),
    (
        "The review is held within 15 working days.",
        "Hold the review within 15 days.",
        instead("15 working days", "15 days"),
    ),
    (
        "The review is held within 15 days.",
        "The review takes place in 15 working days.",
        instead("15 days", "15 working days"),
    ),
    (
        "Tell the parents within 24 hours.",
        "Parents are told within 48 hours.",
        instead("24 hours", "48 hours"),
    ),
    (
        "A visit is made every six weeks.",
        "A visit takes place every six months.",
        instead("six weeks", "six months"),
    ),
    (
        "The plan is reviewed after three months.",
        "The plan is reviewed after three years.",
        instead("three months", "three years"),
    ),
    ("Report within one working day.", "Report it within one day.", instead("one working day", "one day")),
    ("Staff are trained annually.", "Staff are trained every term.", instead("annually", "every term")),
    ("Staff are trained annually.", "Staff are trained termly.", instead("annually", "termly")),
    ("Records are checked weekly.", "Records are checked daily.", instead("weekly", "daily")),
    (
        "Meet within 20 school days.",
        "Meet within 20 working days.",
        instead("20 school days", "20 working days"),
    ),
    (
        "Notify the panel as soon as possible.",
        "Notify the panel within five days.",
        instead("as soon as possible", "five days"),
    ),
    (
        "Notify the panel as soon as possible.",
        "Notify the panel immediately.",
        instead("as soon as possible", "immediately"),
    ),
    ("Staff must report the concern.", "Staff must report the concern at once.", unsaid("at once")),
    ("Keep a record of the visit.", "Keep a record of the visit for six years.", unsaid("six years")),
    # which side of it
    (
        "Notes are kept for at least six years.",
        "Notes are kept for no more than six years.",
        instead("six years", "six years"),
    ),
    (
        "The assessment takes no more than 45 working days.",
        "The assessment takes at least 45 working days.",
        instead("45 working days", "45 working days"),
    ),
    ("Reply within 5 days.", "Reply after more than 5 days.", instead("5 days", "5 days")),
    ("At most four children share a room.", "At least four children share a room.", instead("four", "four")),
    # ages
    (
        "This applies to children under 16.",
        "This applies to children under 18 years old.",
        instead("under 16", "under 18"),
    ),
    (
        "Children aged 10 to 17 may be questioned.",
        "Children aged 12 to 17 may be questioned.",
        instead("aged 10 to 17", "aged 12 to 17"),
    ),
    (
        "A person aged 16 or over may refuse.",
        "A person aged under 16 may refuse.",
        instead("aged 16", "under 16"),
    ),
    (
        "It ends on the young person's 21st birthday.",
        "It ends on the young person's 25th birthday.",
        instead("21st birthday", "25th birthday"),
    ),
    (
        "Care leavers have an adviser until they turn 25.",
        "Care leavers have an adviser until they turn 21.",
        instead("turn 25", "turn 21"),
    ),
    # dates
    (
        "The duty began on 1 April 2015.",
        "The duty began on 1 May 2015.",
        instead("1 April 2015", "1 May 2015"),
    ),
    (
        "The duty began on 1 April 2015.",
        "The duty began on 1 April 2016.",
        instead("1 April 2015", "1 April 2016"),
    ),
    ("The Act was passed in 1989.", "The Act was passed in 2004.", instead("1989", "2004")),
    ("Returns are due by September.", "Returns are due by October.", instead("September", "October")),
    # sections
    (
        "Enquiries are made under section 47.",
        "Enquiries are made under section 17.",
        instead("section 47", "section 17"),
    ),
    ("Enquiries are made under section 47.", "Enquiries are made under s17.", instead("section 47", "s17")),
    (
        "See paragraph 12 of the code.",
        "See paragraph 14 of the code.",
        instead("paragraph 12", "paragraph 14"),
    ),
    (
        "This falls within section 20(1).",
        "This falls within section 20(4).",
        instead("section 20(1)", "section 20(4)"),
    ),
    ("It is set out in Annex B.", "It is set out in Annex C.", instead("Annex B", "Annex C")),
    ("It is set out in Part 3.", "It is set out in chapter 3.", instead("Part 3", "chapter 3")),
    # numbers
    ("Three people sit on the panel.", "Four people sit on the panel.", instead("Three", "Four")),
    ("Twenty-one places are funded.", "Twelve places are funded.", instead("Twenty-one", "Twelve")),
    ("About 40% of referrals led to a plan.", "About 60% of referrals led to a plan.", instead("40%", "60%")),
    ("A third of the children were known.", "Half of the children were known.", instead("A third", "Half")),
    ("The fine is up to £5,000.", "The fine is up to £50,000.", instead("£5,000", "£50,000")),
    ("Staff are trained.", "Staff are trained twice.", unsaid("twice")),
]
FAITHFUL = [
    # timescales
    ("The review is held within 15 working days.", "A review must happen inside fifteen working days."),
    ("The review is held within 15 working days.", "The review is held no later than 15 working days on."),
    ("The core group meets within two weeks.", "The core group first meets within 14 days."),
    ("The core group meets within a fortnight.", "The core group meets within two weeks."),
    ("The order lasts one year.", "The order lasts 12 months."),
    ("Training is refreshed annually.", "Training is refreshed every year."),
    ("Training is refreshed every two years.", "Training is refreshed every 24 months."),
    ("The child is seen within 24 hours.", "See the child within one day."),
    ("The child is seen within a day.", "See the child within 24 hours."),
    ("Reply within one working day.", "Send a reply within 1 working day."),
    ("Reply within 3 business days.", "Send a reply within three working days."),
    ("Reply within 3 week days.", "Send a reply within three working days."),
    ("Meetings are held quarterly.", "Meetings are held every three months."),
    ("Meetings are held weekly.", "Meetings are held once a week."),
    ("Meetings are held every 6 to 8 weeks.", "Meetings are held between every six and every 8 weeks."),
    ("Tell the DSL immediately.", "Tell the DSL straight away."),
    ("Tell the DSL without delay.", "Tell the DSL at once."),
    ("Tell the DSL.", "Tell the DSL as soon as possible."),
    # which side of it
    (
        "The notice is sent no later than 7 days before the meeting.",
        "Send the notice at least 7 days before the meeting.",
    ),
    ("The notice is sent at least seven days in advance.", "Send the notice no later than 7 days ahead."),
    ("Notes are kept for at least six years.", "Notes are kept for a minimum of 6 years."),
    ("Notes are kept for not less than six years.", "Notes are kept for 6 years or more."),
    ("It takes no more than 45 working days.", "It takes a maximum of 45 working days."),
    ("It does not take more than 45 working days.", "It is done within 45 working days."),
    # ages
    ("It covers anyone under 18.", "It covers anyone below the age of 18."),
    ("It covers 16- and 17-year-olds.", "It covers those aged 16 and 17."),
    ("It covers children.", "It covers everyone under 18."),
    ("He must be 10 years old.", "He must be aged ten."),
    ("It ends on the 21st birthday.", "It ends when they turn 21."),
    # dates
    ("The duty began on 1st April 2015.", "The duty began on 1 April 2015."),
    ("The duty began on 1 April 2015.", "The duty began in 2015."),
    # sections
    ("Enquiries are made under section 47.", "Enquiries are made under s47."),
    ("Enquiries are made under section 47.", "Enquiries are made under s.47."),
    ("This falls within section 20(4)(b).", "This falls within section 20."),
    ("This falls within sections 17 and 47.", "This falls within section 17, and within section 47."),
    ("It is set out in paragraphs 4 to 6.", "It is set out in paras 4 to 6."),
    ("It is the first of Part two.", "It is the first of part 2."),
    # numbers
    ("Twenty-one places are funded.", "There are 21 funded places."),
    ("About 40 per cent of referrals led to a plan.", "About 40% of referrals led to a plan."),
    ("A quarter of the children were known.", "One in four of the children were known."),
    ("Half of all children were known.", "One in two of the children was known."),
    ("The fine is £5,000.", "There is a £5000 fine."),
    ("Parents and carers meet.", "The two meet."),
    ("One of them acts.", "Only one acts."),
]


@pytest.mark.parametrize(("sentence", "statement", "about"), CHANGED)
def test_a_quantity_that_the_source_does_not_give_is_told(sentence: str, statement: str, about: str):
    assert about in told(check, sentence, statement)


@pytest.mark.parametrize(("sentence", "statement"), FAITHFUL)
def test_the_same_quantity_in_other_words_is_no_difference(sentence: str, statement: str):
    assert told(check, sentence, statement) == []


def test_what_stands_above_a_sentence_gives_sections_and_dates_but_no_time():
    above = Evidence(("The council must ask.",), above="Part 3 of the Act of 1989: review within 5 days")
    assert list(check(read("The council must ask under Part 3 (1989)."), above)) == []
    (difference,) = check(read("The council must ask within 5 days."), above)
    assert difference.check == "timescale"


def test_each_difference_is_told_once():
    assert told(check, "Visit twice within 5 days.", "Visit 3 times within 7 days under section 9.") == [
        instead("twice", "3"),
        instead("5 days", "7 days"),
        unsaid("section 9"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("within 10 working days", "timescale", (10.0, "working days")),
        ("within ten weekdays", "number", (10.0, "")),
        ("two fortnights", "timescale", (672.0, "hours")),
        ("90 minutes", "timescale", (1.5, "hours")),
        ("every quarter", "timescale", (3.0, "months")),
        ("at the age of 16", "age", (16.0, "")),
        ("under-16s", "age", (16.0, "")),
        ("an eight-year-old", "age", (8.0, "")),
        ("section 47", "reference", ("section", "47")),
        ("subsection 3", "reference", ("section", "3")),
        ("level four", "reference", ("level", "4")),
        ("annexes A", "reference", ("annex", "a")),
        ("categories 2", "reference", ("category", "2")),
        ("in 2018", "date", ("year", "2018")),
        ("3rd of May", "date", ("day", "3 May")),
        ("1,500 homes", "number", (1500.0, "")),
        ("1.5 posts", "number", (1.5, "")),
        ("threefold", "number", (3.0, "")),
        ("one in five", "number", (0.2, "share")),
    ],
)
def test_what_a_quantity_comes_to(text: str, kind: str, value: tuple[object, ...]):
    (one,) = quantities(text)
    assert (one.kind, one.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("within 5 days", "under"),
        ("no later than 5 days", "under"),
        ("no more than 5 days", "under"),
        ("up to 5 days", "under"),
        ("5 days or less", "under"),
        ("5 days at the latest", "under"),
        ("at least 5 days", "over"),
        ("more than 5 days", "over"),
        ("not less than 5 days", "over"),
        ("5 days or more", "over"),
        ("5 days", ""),
        ("for 5 days", ""),
        ("at least 5 days before", ""),
        ("no later than 5 days ahead", ""),
        ("children under the age of 16", "under"),
        ("over-16s", "over"),
        ("16 or over", "over"),
    ],
)
def test_on_which_side_of_it(text: str, side: str):
    assert [one.side for one in quantities(text)] == [side]


@pytest.mark.parametrize(
    "text", ["fıve days", "daİly", "one in 0", "thırd of the", "a trıple", "٣ days", "²"]
)
def test_odd_letters_and_numbers_are_read(text: str):
    assert isinstance(quantities(text), tuple)
