"""What a question asks for, as practitioners put it, and the words of guidance that decide it."""

import time
from itertools import pairwise

import pytest

from assistant.asked import MEASURED, MOST_MARKED, Asks, decisive, kind_of, looks_like_answer

QUESTIONS = {
    Asks.HOW_SOON: """
How soon must the initial child protection conference be held after the strategy discussion?
how long are records kept
What is the maximum time for a social worker assessment?
hw long do we hav to do the s47 enquiry
Within how many days should the LADO be told?
deadline for the first review conference?
how quickly do i need to pass on a concern about a colleague
Is there a time limit for completing a care needs assessment?
How many working days do we have to reply to a referral?
what's the timescale for a return home interview
How long can a child be kept in police protection?
How late can we leave it to tell Ofsted about a serious incident at nursery?
We had a death of a child known to us on Friday. The manager is on leave. How long have we got to \
notify the panel?
do dbs certificates run out
for how many years should a school hold a child protection file
i need to know the timescles for a s47
Does the LADO have a deadline for finishing an investigation?
looked after child health assessment - how soon after coming into care
how much notice do we have to give parents of a child protection conference
If a worker resigns during an investigation, by what date must the DBS be told?
how long after birth does a pre-birth plan get reviewed
timscale for initial conferance pls
""",
    Asks.WHEN: """
When does the core group have to meet for the first time?
Our nurse found bruising on a baby this morning and the consultant is off until Monday. By when does \
the medical have to happen?
when must the outcome of the strategy discussion be recorded by
A girl on my caseload went missing at 9pm, her carer rang at midnight. When do we have to do the return \
interview?
When does the council have to make a safeguarding enquiry?
when should a strategy discussion be held
""",
    Asks.HOW_OFTEN: """
How often should staff have safeguarding training?
how frequently do visits need to happen when a child is on a plan
Do you know how often a DBS has to be renewed?
how many times a year does the board have to meet
how oftern shoud the dsl refresh training
Staff did their training two years ago; how frequently should it be refreshed?
is level 3 training annual or every two years
How regularly do care plans need reviewing in a nursing home?
can you tell me how many times a year a foster carer has an unannounced visit
What is the required frequency of statutory visits to a privately fostered child?
how ofen do we test the whistleblowing policy
Can someone remind me how frequently supervision must happen?
""",
    Asks.HOW_MANY: """
How many people have to be in the core group?
how old does a child have to be to be left home alone
At what age does a looked after child become a care leaver?
What is the minimum number of staff for a trip with under fives?
how many hours... sorry, how many children can one childminder look after
whats the age of criminal responsibility
what ratio of adults to children do i need for a scout camp
How many trustees need safeguarding training?
is there a minimum age for babysitting
How much is the fine for not reporting?
how many safeguarding partners are there
up to what age is someone a care leaver
What's the youngest age a child can be left to babysit?
""",
    Asks.WHO: """
Should a child disclose abuse, who do we tell first?
When a child goes missing, who should tell the police?
who do i tell if its the headteacher
Who chairs the strategy meeting?
If an allegation is made against a supply teacher, who leads on the investigation?
whos responsible for section 42 enquiries
Which agency takes the lead in a FGM case?
Whose job is it to arrange an advocate?
A resident who has dementia says that her son is taking her money and I don't know whether she must be \
asked first. Who do I report this to?
my friend coaches football with a man who makes kids uncomfortable who should she contact
hi im a ta and a kid who must not be with his dad was picked up by him, who do i ring
to whom should a GP report female genital mutilation
Can you tell me who is able to do a mental capacity assessment?
When someone dies in our care home who has to be informed?
police wont tell us who made the referral. Who decides what the family is told?
A volunteer who coaches under 10s has been arrested for something that happened years ago and we only \
heard from a parent, who at the council do we speak to?
who else should be at the meeting
which local authority is responsible if a child lives in one area and goes to school in another
I'm new. If the DSL is off sick, whom do I report to?
in a hospital who is the named doctor answerable to
By whom must the return interview be carried out?
Where an adult lacks capacity and has no family, who should be consulted?
do you know who is on the safeguarding adults board
Who can apply for an emergency protection order?
one of our drivers says he saw a carer slap a resident, not sure who i should be telling
Whose responsibility is it to check the agency has done the vetting?
is there anything on which professional leads an early help plan
Which officer deals with allegations against foster carers?
""",
    Asks.MUST: """
Do I have to tell the police, and who tells the parents?
do we need consent to make a referral
Are we supposed to tell parents before we refer?
Must every school have a designated teacher for looked after children?
Should I write down exactly what the child said?
Is it mandatory to report FGM?
Does a volunteer need an enhanced DBS?
A 15 year old told our school nurse that she is having sex with her boyfriend who is 16. She does not \
want anyone to know. Do we have to tell her parents?
are academies legally required to follow kcsie
is there a duty to make a referral to the DBS when someone resigns
need parents permission to refer to mash??
Am I under any obligation to report a crime an adult at risk tells me about?
Mum has asked when she can see the file and who wrote it. Are we obliged to show it to her?
shud i tell the mum before ringing social services
do agency nurses need to do the trusts safeguarding training
have we got to keep a record if no further action is taken
A child said something at football on Saturday. It may be nothing, and I could be wrong. Should I still \
report it?
Is an appropriate adult needed when police interview a 17 year old?
Are childminders obliged to have a written policy?
i can see who wrote it and what was said, but do we have to share it with the other school
is parental consent required for an early help assessment
do i report it if the person is over 18 and says no
just wondering if we need to tell parents when their child has been physically restrained
manditory to tell police about nudes?
Do staff who only work in the kitchen need a DBS?
does the gp have to come to conference
Am i expected to stay with a child until the police arrive
Is there any legal requirement on charities to report serious incidents?
We know who did it and how long it went on. The girl is 19 and when asked she says leave it. Must we \
still refer?
our chair of governors says we dont need to record low level concerns, is it compulsory
Shouldn't the school have told me before they rang social care?
""",
    Asks.MAY: """
In what circumstances can I share without consent
under which circumstances may police remove a child
I work nights. A patient told me that when she was at home her son, who is her carer, hit her. She has \
capacity and says don't tell. Can I override that?
Can I share information without consent?
am i allowed to search a pupils phone
Is it ok to take photos of bruises?
can they come into school and interview the child without us telling parents
Do parents have the right to attend the conference?
May a foster carer cut a child's hair?
Are police able to remove a child without a court order?
I'm a care home manager and a resident keeps trying to leave, are we allowed to lock the front door
Can staff restrain a pupil who is hurting somebody?
is it legal to leave a 12 year old alone overnight
can a 16 yr old refuse a child protection medical
He says if I tell anyone he will run away. Can I keep it confidential?
hi, can the school nurse see a pupil without parents knowing
Is a social worker allowed to speak to a child alone at school?
Could a DSL be the head teacher as well?
Are we entitled to see the serious case review?
would I be breaking data protection if I told the new school
is it alright for a tutor to text a pupil
My mother is in a home and the staff say they must do what the GP says. She has capacity. Can she \
refuse to take her medicine?
do police have the power to enter without a warrant
Someone rang asking how long he had been here and who visits. Am I able to give that out?
can u hold a strategy meeting without police
Can a school refuse to hand over a file?
is it legal for the care home to use cctv in bedrooms
I want to check if I can give a child a lift home on my own
Are teachers permitted to physically restrain pupils?
""",
    Asks.LIST: """
What are the signs of neglect?
what are the 4 categories of abuse
What should a child protection plan include?
what info do i need for a referral
List the six principles of adult safeguarding
Which organisations are relevant agencies?
What kinds of abuse are there?
what goes in a chronology
signs of county lines
What does the single central record have to contain?
what are the main types of elder abuse
What documents do we ask for when we recruit a volunteer?
give me a list of the statutory safeguarding partners
what should be included in a risk assessment for a school trip
What things should I look out for if I think an old lady is being scammed?
Which records should be kept on the single central record?
what kind of harm does the Care Act cover
what are the 6 principles
can i have a list of relevant agencies
""",
    Asks.WHAT_COUNTS: """
If a child isn't brought to appointments is that neglect?
What counts as private fostering?
Is it neglect if a child comes to school without a coat?
does smacking count as abuse
What is the threshold for a section 47 enquiry?
Would a pressure sore be classed as neglect?
how do i know if a child is being exploited
Is sexting between two 14 year olds a safeguarding issue?
when is a child considered to be in need
What makes someone an adult at risk?
does leaving a child in the car count as neglect
how can you tell if bruising is accidental
is it a safeguarding concern if a resident has a fall
At what point does poor care become a section 42 matter?
Is a bite mark on a toddler something that counts as abuse?
would shouting at a resident be emotional abuse
What are the criteria for a Safeguarding Adults Review?
when is restraint classed as a deprivation of liberty
How would I know whether someone is being coerced?
""",
    Asks.WHAT_IF: """
What should I do if a child tells me they are being hurt?
what happens if a parent refuses a medical
What if the person lacks capacity?
what do we do when a child isnt collected
A child in my class has told me her uncle touches her. What should I do?
If I disagree with the social worker's decision, what can I do?
what to do if a member of staff is arrested
what do I do if i dont agree with my manager about a referal
A pupil has just shown me cuts on her arms and begged me not to tell anyone. What do I do now?
How should a care worker respond when someone discloses abuse?
What happens when the partners cannot agree?
parent turns up drunk at pick up what do we do
Suppose a pupil withdraws the allegation, what then?
If the head is the one accused, what should staff do?
""",
    Asks.CHANGED: """
What has changed in KCSIE 2025?
whats new in working together
Is the 2018 edition still in force?
What are the differences between KCSIE 2023 and 2024?
When did the Prevent duty come into force?
is working together 2018 still current
anything new in this year's keeping children safe
How does KCSIE 2025 differ from 2024?
when did domestic abuse act come in
""",
    Asks.REPLACED: """
What replaced the LSCBs?
what has taken the place of the common assessment framework
has the common assessment framework been replaced
""",
    Asks.WHAT_IS: """
What is contextual safeguarding?
what does significant harm mean
whats a LADO
What is the difference between a child in need plan and a child protection plan?
define gillick competence
What's meant by making safeguarding personal?
explain the difference between section 17 and section 47
meaning of regulated activity
what does MARAC stand for
can you explain what a section 20 is
What is the role of the virtual school head?
""",
    Asks.OTHER: """
How do I make a referral to children's social care?
which bit of KCSIE do staff have to read
Why do we not tell parents first in cases of fabricated illness?
how do you fill in the body map
where can I find the escalation policy
why was the LSCB system scrapped
""",
}
"""One a line, in haste and misspelt too; of a story the question at its end is asked."""

GUIDANCE = {
    Asks.HOW_SOON: """
The core group must meet [within 10 working days] of the initial child protection conference.
The assessment should be concluded [no longer than 45 working days] from the point of referral.
Local authority social workers should make a decision [within one working day] of a referral being \
received.
The first review should be held [within three months] of the initial conference and further reviews [at \
intervals of not more than six months].
The employer must make the referral [as soon as possible] after the person has been removed.
No child may be kept in police protection [for more than 72 hours].
Records should be kept [until the child's 25th birthday].
Allegation records must be retained until the accused reaches normal pension age or [for 10 years], \
whichever is longer.
Staff must tell the designated safeguarding lead [immediately].
The return home interview should be carried out [within 72 hours] of the child being located.
The plan should be shared [by the end of the next working day].
The file should be transferred [within 5 days] for an in-year transfer or [within the first 5 days] of \
the start of a new term.
Children under 5 years should be seen [without delay].
A referral for a person aged 18 years should follow section 42.
The notification must be sent [on the same day] or [the next working day].
Partners must publish their arrangements [by 31 December 2024].
The outcome should be sent [at the earliest opportunity].
A Rapid Review should be completed [within fifteen working days].
The local authority must hold a strategy discussion and begin enquiries [promptly], and in any event \
[within 24 hours].
Providers must tell Ofsted [as soon as reasonably practicable], but at the latest [within 14 days] of \
the incident.
Reviews take place [15 working days] after the first conference.
The application should be made [before the end of the term].
The authorisation lasts [for a period of up to 12 months].
There is no time set for this, although good practice is [a two-week] turnaround.
""",
    Asks.HOW_OFTEN: """
The lead should undergo training [at least every two years].
All staff should receive updates [regularly], and [at least annually].
The plan must be reviewed [at intervals of no more than six months].
Visits must take place [at least once a week] until the first review.
The board must meet [four times a year].
The register should be checked [daily].
""",
    Asks.HOW_MANY: """
A person aged [under 18] is a child under section 31 of the Children Act 1989.
[At least two] members of staff should be present.
There are [three] safeguarding partners: the local authority, the ICB and the police (see paragraph 12).
A child [under the age of 13] can never consent.
[One] adult is needed for every [8] children [aged 8] to [11].
The duty in Part 3 and Schedule 2 applies from 1 September 2025.
Those who are [16 or over] may give consent.
The fine is [up to £5,000].
Each home may care for [up to 6] children, of whom [no more than three] may be [under 5].
Around [50,000] children in 2023 were on a plan (see section 4.2).
One of the [three] partners must lead.
""",
    Asks.WHO: """
The [designated safeguarding lead] should report the concern to [children's social care].
Staff should speak to the [designated safeguarding lead] if a child tells a member of staff about an \
adult.
Where a person lacks capacity, the [local authority] must appoint an [independent advocate].
The strategy discussion should be convened by [local authority children's social care].
If a child is at immediate risk, the [police] must be told by the member of staff who has seen the \
adult.
The [headteacher] should inform the [LADO] within one working day.
The responsibility for the enquiry lies with the [local authority], whatever the parents have asked of \
other agencies.
[All staff] must read Part one of this guidance.
[Anyone] who has concerns about a child's welfare should make a referral.
The [police], the [integrated care board] and the [local authority] must agree on arrangements.
A copy of the plan should be sent to the [registered manager].
The person should be spoken to alone, and the individual's views recorded.
The [Secretary of State] may intervene where a governing body has failed.
The conference is chaired by an [independent reviewing officer].
[Any person] may refer an adult to the [local authority], which has a duty to make enquiries.
Under section 47 of the Children Act 1989 the [local authority] has a duty to make enquiries where a \
child may have been harmed by an adult.
Allegations against people who work with children are referred to the [designated officer], and the \
[employer] decides on suspension.
Good working relationships between schools, parents and carers and other agencies build trust and a \
sense of community.
A [best interests assessor] or an [approved mental health professional] can carry this out.
It is the responsibility of the [care home manager] to notify the [CQC].
Only a [social worker], the [police] or the [NSPCC] can start proceedings.
The [lead] will often be the [social worker] for the family.
[GPs] and [health visitors] should attend wherever possible, and reports should be shared with \
[parents].
""",
    Asks.MUST: """
Practitioners [must not] promise confidentiality to a child.
Staff [need not] obtain consent [unless the child is Gillick competent].
You [do not need] consent to share information about a child at risk.
Schools [are not required to] inform parents [except where the local authority asks].
[Where a child is at risk], staff [must] make a referral immediately.
Parents [should] be told before a referral is made, [unless this would put the child at risk].
Teachers [have a legal duty to] report female genital mutilation to the police.
Checks [are only required] [if the volunteer is unsupervised].
A volunteer [does not have to] be checked [where he or she is supervised at all times].
It [is not necessary to] seek consent [when there are concerns about significant harm].
Support provided to children [should], where appropriate, include help with housing.
Staff [should never] agree to keep a secret.
Reporting [is mandatory] for regulated professionals.
Staff [do not normally need to] obtain parental consent, but [should] tell parents [unless doing so \
increases the risk to the child].
There is [no requirement to] inform the parents [if the young person objects].
A head teacher [should not] investigate and [must] refer to the LADO before anything else.
If, [in exceptional circumstances], the parent cannot be told, the reason [must] be recorded.
Governing bodies and proprietors [are responsible for] ensuring that all staff undergo training.
Volunteers who are supervised are not eligible, although schools [are under no duty to] refuse them.
Providers [are under a duty to] co-operate, so far as is consistent with their functions.
""",
    Asks.MAY: """
Information [may] be shared [without consent] [if a child is at risk of harm].
Neglect can take many forms and children may be afraid to tell.
A member of staff [can only] search a pupil with consent, [unless there are reasonable grounds].
Data protection law [does not prevent] the sharing of information to keep children safe.
Governors [may not] see the names of those involved.
It [is unlawful to] restrain a person [except where it is necessary and proportionate].
The police [have the power to] remove a child to suitable accommodation.
Parents [are entitled to] attend the conference [other than in exceptional circumstances].
Abuse may have happened long ago, but the school [cannot] ignore it.
A DSL [may] delegate the activities [but not the responsibility].
The child [can] refuse the examination [if he or she is of sufficient understanding to make an informed \
decision].
Reasonable force [can] be used to prevent pupils from hurting themselves.
It [is a criminal offence to] share the image, [even if the young person has consented].
A person with a lasting power of attorney [may], [subject to conditions], make decisions.
The right to respect for private life [can] be interfered with [only where it is lawful and necessary].
Restraint [is not permitted] as a form of punishment.
Children may not disclose abuse because they may feel guilty.
""",
}
"""One sentence a line, the words that decide the answer in brackets."""


def lines(blocks: dict[Asks, str]) -> list[tuple[Asks, str]]:
    return [(kind, line) for kind, block in blocks.items() for line in block.strip().splitlines()]


@pytest.mark.parametrize(("kind", "question"), lines(QUESTIONS))
def test_a_question_asks_for_its_kind_of_answer(kind: Asks, question: str):
    assert kind_of(question) is kind


def test_the_first_wording_that_says_it_decides():
    assert kind_of("and for adults?", "How soon must it be held for adults?") is Asks.HOW_SOON
    assert kind_of("Who decides?", "How soon must it be held? Who decides?") is Asks.WHO


@pytest.mark.parametrize(
    "message",
    ["", "?", "thanks", "bruising", "What about agency staff?", "A child came in with a bruise today."],
)
def test_what_asks_for_nothing_in_particular_is_other(message: str):
    assert kind_of(message) is Asks.OTHER


@pytest.mark.parametrize(
    "message",
    [
        "Do we have to tell her parents? Thanks, any advice?",
        "Do we have to tell her parents? Her uncle, who must not see her, is back when term ends.",
        "When she was asked who did it she cried, do we have to tell her parents?",
        "he said when he was six he was hit do we have to tell his parents",
    ],
)
def test_the_question_decides_and_not_the_words_around_it(message: str):
    assert kind_of(message) is Asks.MUST


@pytest.mark.parametrize(("kind", "marked"), lines(GUIDANCE))
def test_the_words_that_decide_are_marked(kind: Asks, marked: str):
    text = marked.replace("[", "").replace("]", "")
    spans = decisive(kind, text)
    assert [text[start:end] for start, end in spans] == [
        one.partition("]")[0] for one in marked.split("[")[1:]
    ]


@pytest.mark.parametrize("kind", [Asks.HOW_SOON, Asks.WHO, Asks.MUST, Asks.MAY, Asks.HOW_MANY])
def test_few_words_are_marked_in_order_and_apart(kind: Asks):
    text = (
        "The head may act within 2 days if asked; the police must not, unless a court agrees within 3 days; "
        "the LADO should tell Ofsted within 4 days, except where the DBS must be told within 5 days; "
        "the council can wait for 6 days."
    )
    spans = decisive(kind, text)
    assert 2 <= len(spans) <= MOST_MARKED
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_long_condition_is_marked_in_part():
    text = "Staff need not ask unless " + "the family has moved to another part of the country and " * 4
    start, end = decisive(Asks.MUST, text)[-1]
    assert text[start:end].startswith("unless the family")
    assert end - start <= 90


@pytest.mark.parametrize("kind", [Asks.LIST, Asks.OTHER, Asks.WHAT_IS, Asks.WHAT_IF])
def test_kinds_that_no_single_words_decide_have_none_marked(kind: Asks):
    assert decisive(kind, "If a child is at risk, the police must be told within 2 days.") == ()


@pytest.mark.parametrize(
    ("kind", "answer", "other"),
    [
        (Asks.HOW_SOON, "It must be held within 15 working days.", "It must be held by a manager."),
        (Asks.HOW_SOON, "It is sent without undue delay.", "A child aged 10 years is a child."),
        (Asks.HOW_OFTEN, "Training is refreshed annually.", "Training covers online safety."),
        (Asks.HOW_MANY, "At least two people attend.", "See section 47 and Part 3 of the Act of 1989."),
        (Asks.WHO, "The conference chair decides.", "The person is asked what an adult did."),
        (Asks.MUST, "Consent is not required.", "Consent was discussed."),
        (Asks.MAY, "Information may be shared.", "Neglect may be a sign that a child may suffer harm."),
        (Asks.WHAT_IS, "Grooming is a process by which trust is won.", "There is a leaflet about grooming."),
        (Asks.WHAT_COUNTS, "Neglect includes a lack of supervision.", "Neglect was discussed."),
        (Asks.WHAT_IF, "Where a parent refuses, apply to court.", "Parents attend."),
        (Asks.CHANGED, "This edition replaces that of 2018.", "This edition is for schools."),
        (Asks.REPLACED, "LSCBs were superseded.", "LSCBs met each month."),
    ],
)
def test_an_answer_has_the_look_of_its_kind(kind: Asks, answer: str, other: str):
    assert looks_like_answer(kind, answer)
    assert not looks_like_answer(kind, other)


@pytest.mark.parametrize("kind", [Asks.LIST, Asks.OTHER])
def test_kinds_without_a_look_have_none(kind: Asks):
    assert not looks_like_answer(kind, "The signs include bruises within 2 days.")


def test_measured_kinds_are_those_answered_by_a_figure():
    assert {Asks.HOW_SOON, Asks.HOW_OFTEN, Asks.HOW_MANY} == MEASURED


@pytest.mark.parametrize(
    "piece", ["who is the child, ", "can you tell me ", "report to the police and ", "if "]
)
def test_long_texts_are_read_in_time(piece: str):
    text = piece * (10_000 // len(piece))
    begun = time.perf_counter()
    kind_of(text)
    for kind in Asks:
        decisive(kind, text)
    assert time.perf_counter() - begun < 3
