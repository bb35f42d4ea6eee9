"""The linter of quiz items: each rule on items that break it, and on near ones that do not."""

import time

import pytest

from assistant.quiz.items import Cited, Item, Kind, Option, Pair
from assistant.quiz.linting import BETWEEN_ITEMS, RULES, Flaw, lint, lint_quiz

BODIES = ("*The local authority", "The police", "The governing body", "The youth court")


def option(text: str, rationale: str = "") -> Option:
    """An option; a star marks a right one."""
    return Option(text=text.removeprefix("*"), correct=text.startswith("*"), rationale=rationale)


def item(stem: str, *options: str, name: str = "1", **more) -> Item:
    kind = Kind.SINGLE if sum(one.startswith("*") for one in options) == 1 else Kind.MULTIPLE
    return Item(**({"id": name, "kind": kind, "stem": stem, "options": tuple(map(option, options))} | more))


def rules(of: Item) -> set[str]:
    return {flaw.rule for flaw in lint(of)}


def judged(statement: str, *, right: bool = True, name: str = "1") -> Item:
    options = ("*True", "False") if right else ("True", "*False")
    return item(statement, *options, name=name, kind=Kind.TRUE_FALSE)


# --- options that speak of others ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("all of the above", "All of the above"),
        ("all of the above", "All of these."),
        ("all of the above", "Each of these people"),
        ("all of the above", "All three"),
        ("all of the above", "All the above are correct"),
        ("all of the above", "All options are correct"),
        ("all of the above", "Everything listed"),
        ("none of the above", "None of the above"),
        ("none of the above", "None of these steps"),
        ("none of the above", "No answer is right"),
        ("none of the above", "Not one of these"),
        ("k-type", "A and C only"),
        ("k-type", "Both A and B"),
        ("k-type", "B or C"),
        ("k-type", "(i) and (iii)"),
        ("k-type", "I and II only"),
        ("k-type", "The first two"),
        ("k-type", "The first and the third"),
        ("k-type", "Statements 1 and 3"),
        ("k-type", "Options A and D"),
        ("k-type", "All but C"),
        ("k-type", "Both of these"),
    ],
)
def test_an_option_that_speaks_of_others_breaks_its_rule_only(rule: str, words: str):
    found = lint(item("Which body makes the enquiries?", *BODIES[:3], words))
    assert [(one.rule, one.option) for one in found] == [(rule, 3)]
    assert words.rstrip(".") in found[0].about


@pytest.mark.parametrize(
    "words",
    [
        "All of the staff",
        "All practitioners",
        "Everyone who works with children",
        "None",
        "Nobody but the parents",
        "Both parents",
        "Annex C and Annex D",
        "Parts 1 and 2",
        "The first teacher to know",
        "Any of her teachers",
    ],
)
def test_an_option_that_counts_people_or_parts_speaks_of_no_other(words: str):
    found = rules(item("Who is told?", "*The mother", "The class", "The governors", words))
    assert not found & {"all of the above", "none of the above", "k-type"}


# --- stems --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is not a sign of neglect?",
        "Which of the following is NOT a duty of the police?",
        "What must a teacher not do when a pupil starts to tell of abuse?",
        "If a child is in danger, what should you never do?",
        "Which step is least likely to help the child?",
        "All of the following are signs of neglect except:",
        "Each of these is a safeguarding partner EXCEPT",
        "Which of these statements about consent is false?",
        "Which of these is incorrect?",
        "Which body has no power to enter the home?",
        "Choose the option that is not a safeguarding partner.",
        "Which is a duty that the school does not have?",
        "Who does not have to agree?",
        "Which of these isn't abuse?",
        "Before the police arrive, a teacher should not:",
        "All of these people may be told, except one. Which one?",
        "Which of these is the exception to the duty to share?",
    ],
)
def test_a_question_for_what_is_not_so_is_negative(stem: str):
    assert "negative stem" in rules(item(stem, *BODIES))


@pytest.mark.parametrize(
    "stem",
    [
        "What should the lead do if the parents do not agree?",
        "Where a child is not at school, who should be told?",
        "Who must ensure that a child is not left alone?",
        "The guidance says: “A child must not be left alone.” Who is meant?",
        "'No child is to be searched.' Which document says so?",
        "What happens when an allegation is shown to be false?",
        "Which professionals, if not the police, must be told?",
        "Within how many days, and no later, must the plan be reviewed?",
        "At least how many partners must meet?",
        "What does the least restrictive principle ask for?",
        "Why should a teacher not promise to keep a secret?",
        "Who decides for a person who has no family?",
        "What must be done whether or not the parents agree?",
        "Which of these is a sign that a child is not being fed?",
        "Where a parent never answers and does not open the door, the social worker should:",
        "Who, except in an emergency, must agree?",
        "Who chairs a meeting that cannot wait?",
    ],
)
def test_a_denial_in_a_condition_a_quotation_or_a_clause_is_no_negative_question(stem: str):
    assert "negative stem" not in rules(item(stem, *BODIES))


def test_a_prohibition_to_be_judged_and_a_denial_in_the_situation_are_not_negative():
    assert "negative stem" not in rules(judged("A teacher must not promise to keep a secret."))
    told = item("What should she do?", "*Tell the lead", "Ring home", vignette="The boy is not hurt.")
    assert "negative stem" not in rules(told)


@pytest.mark.parametrize(
    "stem",
    [
        "Which of the following is true?",
        "Which of these statements is correct?",
        "Which statement about private fostering is right?",
        "Which one of these applies?",
        "Safeguarding:",
        "The designated safeguarding lead …",
        "Private fostering",
        "A core group is",
        "Choose the right answer.",
        "Select all that apply.",
        "Who chairs?",
        "What about consent?",
    ],
)
def test_a_stem_from_which_no_question_can_be_told_is_unfocused(stem: str):
    assert "unfocused stem" in rules(item(stem, *BODIES))


@pytest.mark.parametrize(
    "stem",
    [
        "Who must ensure that staff are trained?",
        "What is FGM?",
        "Which of the following is a statutory safeguarding partner?",
        "Which of these best describes a core group?",
        "The guidance says: “Staff should be trained.” Is this so?",
        "“A plan is reviewed.” Who?",
        "Choose the body that makes enquiries under section 47.",
        "Which bodies make the arrangements? Choose two.",
        "An initial child protection conference must be held within:",
        "Within how many working days of the strategy discussion should the initial child protection "
        "conference take place?",
    ],
)
def test_a_stem_that_can_be_answered_with_the_options_covered_is_focused(stem: str):
    assert "unfocused stem" not in rules(item(stem, *BODIES))


def test_a_statement_to_be_judged_an_order_and_pairs_ask_by_their_kind():
    assert not rules(judged("True or false: a core group meets within 10 working days of the conference."))
    ordering = Item(
        id="1",
        kind=Kind.ORDERING,
        stem="Put these steps in order.",
        options=(option("*Ask"), option("*Tell")),
    )
    pairs = (Pair(prompt="A", answer="1"), Pair(prompt="B", answer="1"))
    matching = Item(id="1", kind=Kind.MATCHING, stem="Match each worry to who is told of it.", pairs=pairs)
    assert not rules(ordering) | rules(matching)
    assert "unfocused stem" in rules(judged("True or false?"))
    assert "unfocused stem" in rules(Item(id="1", kind=Kind.NUMBER, stem="Working days", number=10))


def test_a_short_question_is_focused_by_its_situation():
    told = item(
        "What next?", "*Tell the lead", "Ring home", vignette="A girl of nine says that she is afraid."
    )
    assert "unfocused stem" not in rules(told)
    asked = item("Which of these is true?", "*He is told", "She is told", vignette="A boy is afraid.")
    assert "unfocused stem" in rules(asked)


@pytest.mark.parametrize(
    "stem",
    [
        "The ____ must chair the conference within 15 working days.",
        "______ makes enquiries under section 47. Choose the words that are missing.",
        "A conference is held within [blank] working days of the discussion.",
        "A core group meets within ........ days of the conference",
    ],
)
def test_a_gap_instead_of_a_question_is_told(stem: str):
    assert "gap in stem" in rules(item(stem, *BODIES))


@pytest.mark.parametrize(
    "stem",
    [
        "The guidance says: “The ____ must chair the conference.” Which body does it name?",
        "The body that makes enquiries under section 47 of the Act is ____",
        "“Staff … should be trained.” Who should train them?",
        "Who is told - and when - of a serious incident?",
    ],
)
def test_a_gap_at_the_end_or_in_quoted_words_before_a_question_is_none(stem: str):
    assert "gap in stem" not in rules(item(stem, *BODIES))


# --- words and lengths that cue -----------------------------------------------------------------------

DOES = "What should a teacher do about a worry?"


@pytest.mark.parametrize(
    "options",
    [
        ("*Tell the lead", "Always tell the parents", "Wait for proof"),
        ("*Never promise to keep it secret", "Promise to wait", "Promise to think about it"),
        ("*Tell the lead", "Tell nobody", "Tell the class"),
        ("*Tell the lead", "Ignore it completely", "Wait for proof"),
        ("*The teacher must report it", "The parents report it", "The class votes on it"),
        ("*Tell the lead", "*Write it down", "Tell absolutely everyone", "Never speak of it"),
    ],
)
def test_an_absolute_on_one_side_only_cues(options: tuple[str, ...]):
    assert "absolute term" in rules(item(DOES, *options))


@pytest.mark.parametrize(
    "options",
    [
        ("*Tell the lead every time", "Always tell the parents", "Wait for proof"),
        ("*All staff", "All parents", "All pupils"),
        ("*Every two years", "Once a term", "At the next inspection"),
        ("*Tell the lead", "Read the All Wales procedures", "Wait for proof"),
        ("*Not all staff are told", "Staff are told by post", "Staff are told in class"),
        ("*The school must act", "The school should act", "The school may act"),
        ("*Tell the lead", "Tell the parents", "Tell the class"),
    ],
)
def test_an_absolute_on_both_sides_in_a_name_or_as_an_interval_does_not(options: tuple[str, ...]):
    assert "absolute term" not in rules(item(DOES, *options))


@pytest.mark.parametrize(
    "options",
    [
        ("*Tell the lead", "Sometimes ask a parent", "Wait for proof"),
        ("*It may be useful to tell the lead", "Ring the parents", "Wait for proof"),
        ("*Usually within a day", "Within a week", "Within a term"),
        ("*Take appropriate action", "Ring the parents", "Wait for proof"),
        ("*Often", "Rarely", "Once"),
        ("*Regularly", "Every year", "Every two years"),
        ("*Tell the lead", "Wait a while", "Ring the parents"),
        ("*It depends on the case", "Yes", "No"),
    ],
)
def test_a_vague_word_on_one_side_or_as_the_whole_answer_is_told(options: tuple[str, ...]):
    assert "vague term" in rules(item(DOES, *options))


@pytest.mark.parametrize(
    "options",
    [
        ("*As soon as reasonably practicable", "At the end of the month", "After a hearing"),
        ("*Without delay", "Within a week", "Within a term"),
        ("*Tell somebody in the office", "Ring the parents", "Wait for proof"),
        ("*Where a child is likely to suffer harm", "Where a child is late", "Where a child moves"),
        ("*Say what may be shared", "Ring the parents", "Wait for proof"),
        ("*Usually the police", "Usually the school", "The court"),
        ("*A child who may be at risk", "A child who moves", "A child who is late"),
    ],
)
def test_the_law_s_own_words_and_a_vague_word_on_both_sides_are_not(options: tuple[str, ...]):
    assert "vague term" not in rules(item("When is this done?", *options))


def test_a_vague_time_that_the_guidance_states_is_its_own():
    cited = (Cited(quote="Training should be updated regularly."),)
    options = ("*Regularly", "Every year", "Every two years")
    assert "vague term" not in rules(item("How often should training be updated?", *options, citations=cited))
    assert "vague term" in rules(item("How often should training be updated?", *options))


LONG = "*Tell the designated safeguarding lead on the same day and write down the words that were used"


def test_a_key_is_told_by_its_length_if_far_longer_than_every_distractor():
    assert "longest option" in rules(item(DOES, LONG, "Ring the parents", "Wait for proof of it"))
    assert "longest option" not in rules(item(DOES, LONG, LONG[1:70], "Wait for proof of it"))
    assert "longest option" not in rules(item("Who?", "*The local authority", "Ofsted", "Police"))
    assert "longest option" not in rules(item(DOES, "*Tell the lead", LONG[1:], "Wait for proof of it"))
    both = (LONG, LONG + " by the child", "Ring the parents", "Wait for proof")
    assert "longest option" in rules(item(DOES, *both))
    assert "longest option" not in rules(item(DOES, LONG, "*Ring the lead", LONG[1:], "Wait for proof of it"))


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Which meeting reviews a child protection plan?", ("*The review conference", "The core group")),
        ("What does the allegations officer oversee?", ("*Allegations against staff", "School budgets")),
        ("Who is the guardian of a ward of court?", ("*The court", "The mother", "The council")),
        (
            "Whom must the police inform when the local authority is on strike?",
            ("*The local authority", "The fire service", "The head"),
        ),
    ],
)
def test_a_telling_word_of_the_question_in_the_key_alone_is_told(stem: str, options: tuple[str, ...]):
    assert "clang association" in rules(item(stem, *options))


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Which meeting reviews a plan?", ("*The review conference", "The review panel")),
        ("What should a school do about a child?", ("*Ask the child", "Ring a parent", "Wait")),
        ("Who should act when a child is not safe?", ("*The school", "The police", "The court")),
        ("How soon should the conference meet?", ("*Within 15 working days", "Within 20 working days")),
        ("What is neglect?", ("*Failure to meet needs", "Neglect of schoolwork", "A late bus")),
        ("What does LADO stand for?", ("*Local authority designated officer", "Lead for adults", "A bus")),
        ("What does she ask of three referrals?", ("*A reference", "A song", "A deposit")),
    ],
)
def test_a_word_of_every_item_or_of_a_distractor_too_is_not(stem: str, options: tuple[str, ...]):
    assert "clang association" not in rules(item(stem, *options))


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Who runs the multi-agency risk assessment conference?", ("*The MARAC lead", "A clerk", "A bank")),
        ("Who hears of it from the LADO?", ("*A local authority designated officer", "A clerk", "A bank")),
        ("Who has visited the home?", ("*The visitor", "A clerk", "A bank")),
        ("What follows a child protection enquiry?", ("*A child protection meeting", "A fine", "A trip")),
    ],
)
def test_letters_other_words_of_the_root_and_pairs_of_common_words_are_told(
    stem: str, options: tuple[str, ...]
):
    assert "clang association" in rules(item(stem, *options))


def test_names_of_people_and_what_every_option_repeats_are_not():
    asked = item("What is said?", "*That Nadia is safe", "That all is well", vignette="Nadia, 15, cries.")
    assert "clang association" not in rules(asked)
    seen = "Ola has a runny nose, odd socks and a burn on her palm."
    asked = item("Which sign matters?", "*The burn on her palm", "The nose", "The socks", vignette=seen)
    assert "clang association" not in rules(asked)


def test_a_word_of_the_situation_counts_like_one_of_the_question():
    asked = item("What is it?", "*Financial abuse", "Physical abuse", vignette="He sees to her finances.")
    assert "clang association" in rules(asked)


# --- grammar ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Harm done by many small acts is called an", ("*omission", "abuse", "pattern")),
        ("The officer who hears allegations is called a", ("*designated officer", "advocate", "inspector")),
        ("What must the teacher do?", ("*Tell the police", "Contact the parents", "To wait for a day")),
        ("What must the teacher do?", ("*Tell the police", "Contact the parents", "A note to the head")),
        ("Who is told?", ("*The police", "The head", "Tell the parents")),
        ("Who is told?", ("*The police", "The head", "Phoning the parents")),
        ("Before anything else a teacher who is worried must", ("*tell the lead", "to wait", "ring home")),
        ("What happens next?", ("*The police are told", "The school is closed", "Telling the parents")),
        ("May the teacher tell the lead?", ("*Yes, at once", "No, not yet", "The parents decide")),
        ("What do the police do?", ("*Tells the school", "Visit the home", "Close the case")),
        ("Which two bodies act together?", ("*The police and the school", "The court and a bank", "Ofsted")),
        ("Which agencies are partners?", ("*The police and the council", "A bank", "A court", "A club")),
        ("Who is told?", ("*The police", "By email", "The head")),
        ("Who decides?", ("*The court", "Because the parents asked", "The council")),
        ("Who signs?", ("*A doctor", "21 days", "A clerk")),
        ("When is it held?", ("*Within 5 days", "The family centre", "After the holidays")),
        ("Where is it kept?", ("*It is sent to the lead", "In the loft", "On the desk")),
        ("What does she do?", ("*Writes it down", "Why not ask him?", "Shreds the note")),
        ("Complete the sentence: the council tells the", ("*national panel", "the governors", "press")),
        ("Complete the sentence: the referral goes to", ("*social care", "to prison", "the library")),
    ],
)
def test_an_option_that_does_not_fit_the_stem_or_stands_out_is_told(stem: str, options: tuple[str, ...]):
    assert "grammar mismatch" in rules(item(stem, *options))


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("What must the teacher do?", ("*Tell the police", "Escalate it to a manager", "Record the matter")),
        ("What must the teacher do?", ("*Report it", "Withhold consent", "Immediately ring the head")),
        ("Who is told?", ("*Ofsted", "The police", "Children’s services", "A magistrate")),
        ("How soon?", ("*Immediately", "Within 5 days", "After a week", "As soon as practicable")),
        ("What is kept?", ("*What was said", "The reasons", "The address")),
        ("What is private fostering?", ("*A boy lives with a neighbour", "A boy is in care", "A boy boards")),
        ("What comes first?", ("*Help from relatives", "A wish for advice", "Knowledge of the law")),
        ("How is it done?", ("*By telling the lead", "In writing", "At the next meeting")),
        ("The plan is led by a/an", ("*social worker", "advocate", "nurse")),
        (
            "When is it shared?",
            ("*If the child is at risk", "Where the parents agree", "Once a judge agrees"),
        ),
        ("Which body is told?", ("*Children’s services", "The police", "The court")),
        ("Who takes part?", ("*The police, health and social care", "The court", "The bank")),
        ("What is it?", ("*Self-neglect", "Financial abuse", "Modern slavery")),
        ("The person who acts is called an", ("*officer", "advocate", "interpreter")),
        ("A child without family here is called an", ("*unaccompanied child", "orphan", "LADO case")),
        ("A serious incident is reported to", ("*the police", "the court", "the press")),
        ("Which of these is a partner?", ("*The council", "A court", "The local nurses")),
        ("What is offered?", ("*A missing episode interview", "Training", "Support from a mentor")),
        ("What is meant?", ("*Conduct that breaks the code", "A cheap lunch", "A small room")),
        ("What is its aim?", ("*Learning", "Blame", "Compensation", "Publicity")),
        ("What does the lead do?", ("*Keeps it", "Sends it to a charity", "Posts it online")),
        ("What comes first?", ("*Telling the lead", "A poster", "An assembly")),
        ("What should she do?", ("*Listen", "Ring the uncle", "Promise silence", "Ask for proof")),
        ("In which age band are babies most at risk?", ("*Under 1", "1 to 4", "5 to 15", "16 and over")),
        ("When is it told?", ("*The same day", "Within a week", "At the review")),
        ("The plan is led by an", ("*IRO", "MP", "HMI")),
        ("A child becomes an adult on an", ("*18th birthday", "eighth birthday", "11th")),
    ],
)
def test_options_of_like_form_and_forms_that_cannot_be_told_are_left(stem: str, options: tuple[str, ...]):
    assert "grammar mismatch" not in rules(item(stem, *options))


# --- among options ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The school nurse", "A school nurse."),
        ("Within 5 working days", "within five working days"),
        ("Tell the D.S.L.", "Tell the DSL"),
        ("24 hours", "One day"),
        ("The head teacher", "The headteacher"),
        ("50%", "50 per cent"),
        ("Twenty-one days", "21 days"),
    ],
)
def test_two_options_that_say_the_same_are_told(one: str, other: str):
    assert "duplicate options" in rules(item("What is asked for here?", "*The chair", one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Within 5 working days", "Within 5 days"),
        ("Within 5 days", "After 5 days"),
        ("The parent", "The police"),
        ("Neglect", "Self-neglect"),
        ("Part one", "Part two"),
    ],
)
def test_two_options_that_differ_in_a_word_that_matters_are_not(one: str, other: str):
    assert "duplicate options" not in rules(item("What is asked for here?", "*The chair", one, other))


def test_prompts_and_needless_answers_of_pairs_are_compared():
    pairs = (Pair(prompt="The head", answer="Police"), Pair(prompt="the head.", answer="Police"))
    made = {"id": "1", "kind": Kind.MATCHING, "stem": "Match each worry to who is told of it."}
    assert "duplicate options" in rules(Item(**made, pairs=pairs))
    apart = (pairs[0], Pair(prompt="The nurse", answer="Police"))
    assert "duplicate options" not in rules(Item(**made, pairs=apart, others=("Court",)))
    assert "duplicate options" in rules(Item(**made, pairs=apart, others=("The police",)))


@pytest.mark.parametrize(
    "options",
    [
        ("*1-5 days", "3–10 days", "11-20 days"),
        ("*10 to 20 days", "20 to 30 days", "31 to 40 days"),
        ("*Girls under 18", "Girls under 16", "Girls under 12"),
        ("*Under 18", "Over 16", "Over 60"),
        ("*Tell the DSL", "Tell the DSL and the parents", "Wait for proof"),
        ("*The police", "The fire brigade and the police", "The court"),
        ("*Police, health and the council", "The council", "The court"),
        ("*Aged between 5 and 11", "Aged between 9 and 16", "Aged between 17 and 19"),
    ],
)
def test_ranges_groups_and_options_within_others_overlap(options: tuple[str, ...]):
    assert "overlapping options" in rules(item("Which of these is the group that is meant?", *options))


@pytest.mark.parametrize(
    "options",
    [
        ("*Within 5 days", "Within 10 days", "Within 15 days"),
        ("*1-5 days", "6-10 days", "11-20 days"),
        ("*Under 16", "16 or over", "No age is given"),
        ("*The local authority", "The local authority designated officer", "The court"),
        ("*Neglect", "Self-neglect", "Physical abuse"),
        ("*At least 3 days", "At least 5 days", "At least 7 days"),
        ("*Section 17", "Section 47", "Section 20"),
        ("*The police and the school", "The court and the bank", "The club and the choir"),
        ("*The police and crime commissioner", "The police", "The coroner"),
    ],
)
def test_limits_and_names_that_begin_alike_do_not(options: tuple[str, ...]):
    assert "overlapping options" not in rules(item("Which of these is the limit that is meant?", *options))


def test_under_which_age_asks_for_a_limit():
    asked = item("Under what age is somebody a child?", "*Under 18", "Under 16", "Under 21")
    assert "overlapping options" not in rules(asked)


@pytest.mark.parametrize(
    "options",
    [
        ("*The panel, within 5 days", "The court, within 5 days", "The panel, within 10 days"),
        (
            "*Listen, record, report",
            "Listen, record, wait",
            "Listen, forget, report",
            "Question, record, report",
        ),
        ("*The police and the school", "The police and the bank", "The club and the school"),
    ],
)
def test_a_key_of_the_commonest_parts_converges(options: tuple[str, ...]):
    assert "convergence" in rules(item("Who is told, and what is done?", *options))


@pytest.mark.parametrize(
    "options",
    [
        (
            "*Share it, and record why",
            "Share it, and keep quiet",
            "Hold it, and record why",
            "Hold it, and keep quiet",
        ),
        ("*The police and the school", "The court and the bank", "The club and the choir"),
        ("*The police", "The school", "The police and the school"),
        ("*Tell the lead", "Tell the head", "Tell the class"),
    ],
)
def test_parts_in_all_combinations_or_with_nothing_in_common_do_not(options: tuple[str, ...]):
    assert "convergence" not in rules(item("Who is told, and what is done?", *options))


@pytest.mark.parametrize(
    "options",
    [
        ("Within 15 days", "*Within 5 days", "Within 10 days"),
        ("2 years", "*5 years", "1 year"),
        ("14", "*18", "16"),
        ("18th", "*14th", "16th"),
        ("Every two years", "*Every year", "Every five years"),
        ("Six months", "*72 hours", "15 days"),
        ("2014", "*1989", "2004"),
        ("25 %", "*75 %", "50 %"),
        ("Two", "*One", "Three"),
    ],
)
def test_numbers_in_no_order_are_told(options: tuple[str, ...]):
    assert "lost sequence" in rules(item("How much or how long is it?", *options))


@pytest.mark.parametrize(
    "options",
    [
        ("Within 5 days", "*Within 10 days", "Within 15 days"),
        ("28 days", "*15 days", "8 days"),
        ("Four hours", "*One working day", "One calendar week", "One school term"),
        ("Care Act 2014", "*Children Act 1989", "Equality Act 2010"),
        ("The head within 5 days", "*The police within 1 day", "Ofsted within 3 days"),
        ("At once", "*Within 5 days", "Within 10 days"),
        ("Section 47", "*Section 17", "Section 20"),
    ],
)
def test_numbers_in_order_and_numbers_of_different_things_are_not(options: tuple[str, ...]):
    assert "lost sequence" not in rules(item("How much or how long is it?", *options))


@pytest.mark.parametrize(
    ("of_key", "of_distractor"),
    [
        ("", "Correct: this is what the guidance says."),
        ("", "This is right too."),
        ("", "Also a correct answer, as either may take the call."),
        ("", "This answer is acceptable as well."),
        ("", "It would also be correct to do this."),
        ("Wrong: the guidance says otherwise.", ""),
        ("This is not right.", ""),
        ("Incorrect. It is another body.", ""),
        ("No, that is for the police.", ""),
        ("Not the best answer, but near to it.", ""),
        ("This is not what the guidance says.", ""),
        ("The right answer is B.", ""),
        ("", "You would not be wrong to choose this."),
        ("", "Partly correct: it is needed as well."),
        ("", "Both are accepted."),
        ("", "Either answer counts here."),
        ("", "Yes, this too is checked."),
        ("", "This means the same as the right answer."),
        ("", "Another right answer; doctors rule it out."),
        ("", "Arguably correct, as most policies ask for it."),
        ("", "Could also be chosen."),
    ],
)
def test_a_reason_that_contradicts_the_mark_is_told(of_key: str, of_distractor: str):
    options = (option("*The police", of_key), option("The court", of_distractor), option("The bank"))
    asked = Item(id="1", kind=Kind.SINGLE, stem="Who is told of it?", options=options)
    assert "more than one key" in rules(asked)


@pytest.mark.parametrize(
    ("of_key", "of_distractor"),
    [
        ("Right: the guidance says so.", "Wrong: that is for the police."),
        ("Correct.", "Right at a later step, not first."),
        ("This is right.", "This would be right if the parents agreed."),
        ("Right.", "True for adults, but this is a child."),
        ("It is not the court that is told, but the police.", "Not right: it comes later."),
        ("The right body, since it acts first.", "The right time, but another body."),
        ("No other body may do so.", "The correct body is the police."),
        ("Right. Waiting would be wrong.", "Partly right, but the lead decides."),
        ("It is a duty and not a right.", "Once correct: the boards ended in 2019."),
        ("Right: it is not wrong to go ahead.", "Wrong: also the kitchen has other work."),
        ("Right.", "It is right to ask, yet this comes later."),
        ("Right.", "Not acceptable in any setting."),
    ],
)
def test_a_reason_that_speaks_of_another_case_is_not(of_key: str, of_distractor: str):
    options = (option("*The police", of_key), option("The court", of_distractor), option("The bank"))
    asked = Item(id="1", kind=Kind.SINGLE, stem="Who is told of it?", options=options)
    assert "more than one key" not in rules(asked)


def test_a_reason_of_true_or_false_yes_or_no_may_call_the_statement_wrong():
    told = (option("True"), option("*False", "False: the guidance says five days."))
    assert not rules(Item(id="1", kind=Kind.TRUE_FALSE, stem="It takes ten days.", options=told))
    said = (option("Yes", "Right for adults only."), option("*No", "No: the duty is the council's."))
    asked = Item(id="1", kind=Kind.SINGLE, stem="Do the police make the enquiry?", options=said)
    assert "more than one key" not in rules(asked)


def test_several_keys_where_the_stem_asks_for_one_are_told():
    assert "more than one key" in rules(item("Which one is told?", "*The police", "*The head", "The bank"))
    assert "more than one key" not in rules(item("Who is told?", "*The police", "*The head", "The bank"))


# --- between items ------------------------------------------------------------------------------------


def keyed(*places: int) -> list[Item]:
    """Items with four options and the key at a place each."""
    words = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima".split()
    return [
        item(
            f"Which word comes after {words[at]} in the list?",
            *(
                f"{'*' * (option == place)}{'north south east west'.split()[option]}ern"
                for option in range(4)
            ),
            name=str(at),
        )
        for at, place in enumerate(places)
    ]


def between(items: list[Item]) -> list[Flaw]:
    return [flaw for flaw in lint_quiz(items) if flaw.rule in BETWEEN_ITEMS]


@pytest.mark.parametrize("places", [(1,) * 8, (1, 1, 2, 1, 1, 1, 1, 1), (0, 2, 2, 2, 2, 2, 1, 3), (0,) * 4])
def test_keys_in_one_position_are_told(places: tuple[int, ...]):
    assert [flaw.rule for flaw in between(keyed(*places))] == ["key position"]


@pytest.mark.parametrize("places", [(0, 1, 2, 3, 0, 1, 2, 3), (1, 1, 0, 2, 1, 3, 1, 0), (2, 2, 2), (3,)])
def test_keys_spread_as_chance_spreads_them_are_not(places: tuple[int, ...]):
    assert not between(keyed(*places))


def test_a_quiz_of_many_items_is_read():
    many = keyed(*(at % 12 % 4 for at in range(12))) * 170
    renamed = [one.model_copy(update={"id": str(at)}) for at, one in enumerate(many)]
    assert "key position" not in {flaw.rule for flaw in lint_quiz(renamed)}


def test_statements_that_are_all_true_are_told():
    told = [judged(f"A core group of {at} people meets in the town hall.", name=str(at)) for at in range(8)]
    assert "key position" in {flaw.rule for flaw in between(told)}


def test_two_items_that_ask_the_same_are_told():
    first = item("Who makes enquiries under section 47?", *BODIES, name="1")
    again = item("Who makes enquiries under section 47?", *BODIES[::-1], name="2")
    other = item("Who makes enquiries under section 42?", *BODIES, name="2")
    assert [(one.rule, one.item) for one in between([first, again])] == [("repeated fact", "2")]
    assert not between([first, other])
    same = [one.model_copy(update={"fact": "f"}) for one in (first, other)]
    assert "repeated fact" in {flaw.rule for flaw in between(same)}
    reworded = item("Under section 47, who makes the enquiries?", *BODIES, name="2")
    assert "repeated fact" in {flaw.rule for flaw in between([first, reworded])}


def test_the_same_question_about_another_situation_is_no_repetition():
    stem = "What type of abuse does this point to?"
    options = ("*Financial abuse", "Sexual abuse", "Neglect")
    first = item(stem, *options, name="1", vignette="A lodger sells her chairs.")
    second = item(stem, *options, name="2", vignette="A nephew keeps his pension.")
    assert not between([first, second])


ASKED = item(
    "Within how many working days of the strategy discussion is the initial conference held?",
    *("5", "10", "*15", "20"),
    name="2",
)


def test_an_answer_in_another_question_is_told():
    stem = (
        "The initial conference is held within fifteen working days of the strategy discussion. Who leads it?"
    )
    giving = item(stem, *BODIES, name="1")
    assert [(one.rule, one.item) for one in between([giving, ASKED])] == [("answer elsewhere", "2")]
    number = Item(id="2", kind=Kind.NUMBER, stem=ASKED.stem, number=15, unit="working days")
    assert "answer elsewhere" in {flaw.rule for flaw in between([giving, number])}


def test_a_number_counts_without_the_words_about_it():
    asked = item("When does the first core group meet?", "*Within 10 working days", "Within a day", name="2")
    giving = item("The first core group meets ten working days later. Who leads it?", *BODIES, name="1")
    assert [(one.rule, one.item) for one in between([giving, asked])] == [("answer elsewhere", "2")]


def test_near_facts_and_later_stages_give_no_answer():
    near = item("Who is told within 15 working days of a birth?", *BODIES, name="1")
    assert not between([near, ASKED])
    stem = "The initial conference is held within 15 working days of the strategy discussion. Who leads it?"
    stages = [
        ASKED.model_copy(update={"story": "s", "stage": 1}),
        item(stem, *BODIES, name="1", story="s", stage=2),
    ]
    assert not between(stages)


# --- all together -------------------------------------------------------------------------------------


def test_every_flaw_has_a_rule_a_sentence_and_its_item():
    bad = item("Which is not true?", "*Always", "All of the above", "A and B", name="x")
    found = lint(bad)
    assert len(found) >= 4
    for flaw in found:
        assert flaw.rule in RULES
        assert flaw.item == "x"
        assert flaw.about.endswith(".")
        assert flaw.option is None or flaw.option in range(3)


def test_there_are_nineteen_rules():
    assert len(RULES) == len(set(RULES)) == 19


def test_an_item_is_read_in_two_milliseconds_and_a_large_quiz_in_seconds():
    options = ("*Tell the lead", "Ring the parents of the child", "Wait for proof", "Ask the class about it")
    items = [
        item(f"What should a teacher of {at} pupils do about a worry?", *options, name=str(at))
        for at in range(400)
    ]
    lint(items[0])
    started = time.perf_counter()
    lint_quiz(items)
    assert (time.perf_counter() - started) / len(items) < 0.01


@pytest.mark.parametrize("stem", ["", " ", "?", "“", "____", "a" * 5_000, "Which " * 500 + "?"])
def test_odd_stems_are_read(stem: str):
    assert all(isinstance(flaw, Flaw) for flaw in lint(item(stem, "*", "?", "…", "x" * 3_000)))
