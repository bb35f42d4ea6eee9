"""Cases: what a message asks, apart from what it tells, and what of the story may help a search."""

import re

import pytest

from assistant.cases import LONGEST_CONTEXT, MOST_QUESTIONS, context, read

REFERRAL = """\
Hi all, I'm the DSL in a large primary school. On Tuesday 12.03.2024 a pupil in Year 4 (aged 8) told her
class teacher, Mrs. K., that her stepfather "gets really cross" and had hit her with a slipper on the
backs of her legs. She has not got any visible marks that we could see. When Mrs. K. asked her whether it
had happened before she said "why are you asking?" and went very quiet. Her attendance has been poor
since Christmas (82%) and mum didn't turn up to the last parents' evening.

We already have an early help assessment open for the family because of housing problems. Mum is
expecting a baby in June. I rang mum at 3.15 p.m. and she said it was a lie and that J. makes things up
for attention. Dad lives in Leeds and has contact every other weekend. He doesn't know about any of this.

The head thinks we should wait and see how things go over the next few weeks. I am not comfortable with
that. Should I make a referral to children's social care today, even though mum denies it? And do I need
to tell dad, since he has parental responsibility? I'd also like to know how soon a social worker has to
get back to us. Is that right or am I overreacting?
"""
CARE_HOME = """\
Mrs. B is 84 and lives in our residential care home. She has moderate dementia. Over the last three weeks
staff have noticed:
- bruising to both upper arms
- she flinches when one carer, D., comes into the room
- weight loss of 4kg since 1st Oct.

The night staff said "what do you expect at her age?" and did not fill in a body map. Her son visits on
Sundays and has power of attorney for her money, but not for health. He told the senior on shift that if
we "make a fuss" he will move her. D. is a long standing member of staff and is the manager's sister in
law. I am a senior carer and I have only been here four months. I wrote it in the daily notes but nothing
was done. I raised it with the manager who told me to leave it with her. That was nine days ago.

1. Can I report this to the council myself without the manager's agreement?
2. Does Mrs. B have to consent first, and who decides if she can't?
3. Should D. be suspended while it is looked into?
Any advice gratefully received.
"""
FOSTER_CARER = """\
bit of a long one sorry. im a foster carer and have had two brothers aged 6 and 9 placed with me since
sept. the older one has started having nightmares and last nite he told me that at his dads house a man
called uncle baz used to make him watch films with no clothes on in them. he didnt want to say any more
and i didnt push him. he asked me are you going to tell my social worker and i said i might have to. he
begged me not to. their social worker is on leave until the 20th and the duty number just rings out.
contact with dad is this saturday in a contact centre and i really dont want them to go

not sure if i should write down what he said or leave it for the police. do i have to let contact go
ahead. also who do i ring at the weekend if nobody picks up
"""
SCHOOL_NURSE = """\
I am a school nurse covering three secondary schools. A 15 year old girl attended my drop in last week
and disclosed that she is in a sexual relationship with a man who is 22. She says that they met through a
football club where he helps out as an assistant coach. She is Gillick competent in my view and asked for
contraception. She was adamant that her parents must not find out because "they would kill me". I don't
believe that there is a risk of honour based abuse but I cannot rule it out as I know little about the
family. She has a younger sister in Year 7 at the same school. The school's DSL, Mr. O'Neill, is not
aware. When I spoke to my supervisor she thought that confidentiality should be kept since the young
person is competent and isn't distressed. I have recorded it on our system but have not shared it with
anybody else.

I'm wondering whether I can share this with the DSL against her wishes. Also, is the coach in a position
of trust in law? If he is a volunteer, does the LADO need to be told? Thanks in advance. Does that make
sense?
"""
POLICE = """\
Police response officer here. Called at 02:40 to a domestic at a flat on the Moor Estate. Male (31) had
left prior to our arrival. Female (29) had a split lip and declined to make any complaint. She stated "it
was just a row, what's the big deal?" Two children present, a boy approx. 3 yrs and a baby of 5 months,
both asleep. The flat was cold. There was very little food in the kitchen and the baby's cot had no
mattress. There was a smell of cannabis. Female was intoxicated but coherent. She said her mum was on the
way, however nobody came while we were there. Has been known to us since 2021. Is on bail for a
shoplifting matter. Will not engage with IDVA. My sergeant was committed at another job. I completed a
DASH (medium) and a child concern report. We left at 03.25 as she refused to let us stay.

On reflection I am uneasy about it. What powers did we have to take the children somewhere safe there and
then? Would that have needed a court order? How long can a child be kept in police protection and who has
to be told? Please advise.
"""
YOUTH_CLUB = """\
I volunteer with a youth club run by our church, mostly 11 to 16s. We went on a residential trip at half
term. One of the young leaders, who is 17, has been messaging a 13 year old girl from the group on
Snapchat. Another girl showed me screenshots on Friday evening. Most of it is chatty, but in one of them
he writes 'do you want to see more?' and in another he says he loves her. Her mother is a friend of the
vicar. I told our safeguarding officer, who was going to speak to him informally and keep it within the
church as he is "a good lad who made a mistake". He is due to help at the next session on Thursday. I
have deleted the screenshots from my phone because I did not feel happy holding them. I do not know
whether anything else has been sent. Her form tutor at school may already be aware as there was some
gossip about it in class. The club has a policy, but it was last reviewed in 2016 and it does not say
anything on social media or on young leaders who are themselves under 18.
"""

CASES = {
    REFERRAL: (
        "Should I make a referral to children's social care today, even though mum denies it?",
        "And do I need to tell dad, since he has parental responsibility?",
        "I'd also like to know how soon a social worker has to get back to us.",
    ),
    CARE_HOME: (
        "Can I report this to the council myself without the manager's agreement?",
        "Does Mrs. B have to consent first?",
        "who decides if she can't?",
        "Should D. be suspended while it is looked into?",
    ),
    FOSTER_CARER: (
        "not sure if i should write down what he said or leave it for the police.",
        "do i have to let contact go ahead.",
        "also who do i ring at the weekend if nobody picks up",
    ),
    SCHOOL_NURSE: (
        "I'm wondering whether I can share this with the DSL against her wishes.",
        "Also, is the coach in a position of trust in law?",
        "If he is a volunteer, does the LADO need to be told?",
    ),
    POLICE: (
        "What powers did we have to take the children somewhere safe there and then?",
        "Would that have needed a court order?",
        "How long can a child be kept in police protection?",
        "who has to be told?",
    ),
    YOUTH_CLUB: (),
}


@pytest.mark.parametrize(("case", "questions"), CASES.items())
def test_a_pasted_case_is_asked_what_its_writer_asks(case: str, questions: tuple[str, ...]):
    assert read(case).questions == questions


@pytest.mark.parametrize("case", CASES)
def test_the_story_and_the_questions_keep_their_words_to_the_letter_and_in_order(case: str):
    plain = " ".join(re.sub(r"(?m)^\s*(?:-|\d\.)\s", "", case).split())
    asked = read(case)
    assert all(question.rstrip("?") in plain for question in asked.questions)
    left = iter(plain.split())
    assert all(word in left for word in asked.story.split())


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Who chairs it and how soon must it be held?", ("Who chairs it?", "how soon must it be held?")),
        (
            "Who chairs the conference and how soon must it be held?",
            ("Who chairs the conference?", "how soon must the conference be held?"),
        ),
        (
            "can I share this without consent, and who do I tell?",
            ("can I share this without consent?", "who do I tell?"),
        ),
        ("What is abuse and what is neglect?", ("What is abuse?", "what is neglect?")),
        ("What should I do, can I share it?", ("What should I do?", "can I share it?")),
        (
            "who chairs it, how soon must it be held, who attends?",
            ("who chairs it?", "how soon must it be held?", "who attends?"),
        ),
        (
            "can a teacher hug a pupil and should it be recorded?",
            ("can a teacher hug a pupil?", "should it be recorded?"),
        ),
        (
            "what do we do if a child goes missing and who do we tell",
            ("what do we do if a child goes missing?", "who do we tell"),
        ),
        (
            "Does Mrs K have to agree, and who decides if not?",
            ("Does Mrs K have to agree?", "who decides if not?"),
        ),
    ],
)
def test_two_questions_in_one_sentence_are_two(message: str, questions: tuple[str, ...]):
    assert read(message).questions == questions


@pytest.mark.parametrize(
    "message",
    [
        "What is FGM?",
        "private fostering",
        "Who should attend and contribute?",
        "If she refuses, can I still share?",
        "If a child goes missing, who should speak to them when they come back?",
        "Should I record who was there and what was said?",
        "How and when should I report?",
        "What should be recorded and where?",
        "what is the difference between abuse and what is called neglect?",
        "Should I tell the parents or should I tell the police first?",
        "I need to know who to tell and what to write",
        "She has capacity, doesn't she?",
        "Who may see and copy the file?",
        "When a child moves school, how soon must the file be sent?",
        "What, if anything, should I tell her parents?",
        "Please advise.",
    ],
)
def test_one_question_is_left_as_it_is(message: str):
    asked = read(message)
    assert (asked.questions, asked.story) == ((message,), "")


STORY = "A pupil told me something on Monday."


@pytest.mark.parametrize(
    "question",
    [
        "do i need to tell ofsted",
        "can staff refuse to work alone with a pupil",
        "Should school inform the police",
        "What happens if nobody answers",
        "how soon do we need to refer",
        "If mum says no can we still go ahead",
        "who chairs the meeting",
        "wondering if this meets threshold",
        "I'm unsure whether to record it",
        "Not sure if she can refuse",
        "Would like some advice on next steps",
        "Could you tell me who to contact?",
        "am i allowed to read his messages",
        "Is this abuse",
        "any advice on how to handle the parents",
        "My question is about consent.",
        "what counts as a disclosure",
        "So should we exclude him",
        "please advise whether he can return to work",
        "dont know if i should ring 999",
        "does the LADO need to be told",
        "We just want to know what the law says",
        "is there a duty to report this",
    ],
)
def test_what_asks_without_a_question_mark_is_a_question(question: str):
    asked = read(f"{STORY} {question}")
    assert (asked.questions, asked.story) == ((question,), STORY)


@pytest.mark.parametrize(
    "sentence",
    [
        "When he arrived he was upset.",
        "Which made her cry.",
        "Who was also there at the time.",
        "Is known to CAMHS.",
        "Is on a CIN plan.",
        "Has ADHD.",
        "Has been seen by the GP.",
        "Can be aggressive with staff.",
        "Will not attend school.",
        "Does not like loud noises.",
        "Was not sure what had happened.",
        "How she got there is unknown.",
        "What worries me is that he lied.",
        "Mum does not know whether he will come back.",
        "I do not know whether anything else has been sent.",
        "We are not sure he is eating.",
        "She asked if she could go home.",
        "He asked me do you believe me?",
        "He said 'why are you asking?' and walked off.",
        'She asked, "Is he safe?" and left.',
        "The head said “what can we do?”",
        "Should not be left alone with siblings.",
        "Had a black eye.",
        "Do not contact dad.",
        "Her aunt wants to know why nothing was done.",
        "Did disclose previously in 2019.",
    ],
)
def test_what_only_tells_is_story(sentence: str):
    asked = read(f"{STORY} {sentence}")
    assert (asked.questions, asked.story) == ((), f"{STORY} {sentence}")


@pytest.mark.parametrize(
    "tag",
    [
        "Is that right?",
        "ok?",
        "Any ideas?",
        "Thoughts?",
        "Please help!",
        "Does that make sense?",
        "Please advise.",
    ],
)
def test_a_tag_is_no_question_beside_a_real_one(tag: str):
    asked = read(f"{STORY} Can I keep it secret? {tag}")
    assert (asked.questions, asked.story) == (("Can I keep it secret?",), STORY)


def test_no_sentence_ends_at_a_date_an_initial_or_an_abbreviation():
    told = "Dr. Smith rang on 3 Sept. 2024 re. J.K. and Mrs. K. at approx. 3 p.m. about it."
    assert read(f"{told} Should I have told him?").story == told


def test_a_question_follows_words_that_others_said_to_the_end_of_their_sentence():
    told = "Mrs. K. is 82. She says 'what can I do?'"
    asked = read(f"{told} I am wondering whether this is financial abuse")
    assert (asked.questions, asked.story) == (("I am wondering whether this is financial abuse",), told)


def test_what_hangs_from_a_question_goes_with_it_and_questions_in_a_list_stand_apart():
    assert read(f"{STORY}\nPlease advise on:\n- DBS checks\n- training").questions == (
        "Please advise on: DBS checks training",
    )
    listed = read("I have two questions:\n1. Who chairs the conference?\n2) How soon is it held?")
    assert listed.questions == ("Who chairs the conference?", "How soon is it held?")


def test_a_question_at_the_end_of_one_breathless_sentence_is_found():
    told = (
        "hi ive got a girl in y9 whos told me her uncle touched her at a party last year and she begged"
        " me not to tell anyone and im worried about it"
    )
    asked = read(f"{told} what do i do and do i have to tell her mum")
    assert (asked.questions, asked.story) == (("what do i do?", "do i have to tell her mum"), told)


def test_at_most_four_questions_are_asked_and_no_more_is_lost():
    asked = read("Do I need consent? Who do I tell? When? How? What form? Where?")
    assert asked.questions == ("Do I need consent?", "Who do I tell?", "When?", "How?")
    assert asked.story == "What form? Where?"
    assert len(read("who is it, " * 100).questions) <= MOST_QUESTIONS


def test_a_message_that_is_empty_asks_and_tells_nothing():
    assert (read(" \n ").questions, read("").story) == ((), "")


def test_a_long_story_alone_asks_nothing():
    told = "A child in year 4 told me that her uncle hits her with a belt at weekends"
    assert (read(told).questions, read(told).story) == ((), told)


@pytest.mark.parametrize(
    ("story", "held"),
    [
        (REFERRAL, ["DSL", "primary school", "Year 4", "aged 8", "early help assessment"]),
        (CARE_HOME, ["residential care home", "dementia", "bruising", "power of attorney"]),
        (FOSTER_CARER, ["foster carer", "aged 6", "social worker"]),
        (SCHOOL_NURSE, ["school nurse", "15 year old", "football club", "DSL"]),
        (YOUTH_CLUB, ["youth club", "church", "13 year old", "Snapchat"]),
    ],
)
def test_the_context_of_a_story_is_its_terms_of_art_bodies_settings_and_ages(story: str, held: list[str]):
    kept = context(read(story).story)
    assert all(term in kept for term in held)
    assert len(kept.split()) <= LONGEST_CONTEXT
    assert held or not kept


def test_the_context_names_nobody():
    told = (
        "Mrs. Patel of Hill House told Sarah O'Neill that Will Young, a teacher aged 31, hit Nick at college."
    )
    assert "teacher aged 31 college".split() == context(told).split()[:4]
    assert not {"Patel", "Sarah", "Neill", "Will", "Nick"} & set(context(told).split())
