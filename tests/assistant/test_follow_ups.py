"""Follow-ups: which questions go on about the one before, and what that one was about."""

from dataclasses import replace

import pytest
from made_found import found, paragraph, passage

from assistant.answers import Answer, AnswerKind, Citation, Statement
from assistant.follow_ups import already_quoted, completed, topic_of
from assistant.words import tokens

FIRST = "How soon must the core group meet?"
HIT = found(passage(paragraph("The core group meets within ten days."))).hit
QUOTED = Answer(
    question=FIRST,
    kind=AnswerKind.QUOTED,
    statements=(Statement("The core group", (Citation(1, HIT.passage, HIT.document, 0, 14),)),),
    advice="",
    notices=(),
    passages=(HIT,),
    confidence=0.9,
    searched_for=FIRST,
)


@pytest.mark.parametrize(
    "question",
    [
        "And how soon after that?",
        "what about the parents?",
        "Who attends it?",
        "But who decides?",
        "OK, and then?",
        "Who else?",
        "Do they have to?",
        "and for a disabled child?",
        "same for colleges?",
        "in Wales?",
        "how often?",
        "who by?",
        "why?",
        "what about agency staff?",
        "does that include weekends?",
        "so who does that?",
        "what if they refuse",
        "and how soon?",
        "who should attend?",
        "what happens next?",
        "is it confidential?",
        "can she refuse?",
        "who chairs it",
        "for how long?",
        "what are the exceptions?",
        "any exceptions?",
        "and in northern ireland",
        "if the parents refuse?",
        "even at weekends?",
        "does it apply to volunteers?",
        "do they need consent?",
        "by whom?",
        "which one?",
        "is that a legal requirement?",
        "what is the deadline?",
        "How long does it take?",
        "And should the parents be told?",
        "and volunteers?",
        "what about under 5s",
        "to whom?",
        "when?",
        "can they be interviewed without a parent there?",
        "thanks. and how soon?",
        "ok so who writes it up?",
        "is there a time limit?",
        "and if there isn't one?",
        "Does the same apply to academies?",
        "volunteers too?",
        "who tells them?",
        "what should be recorded?",
        "Wales?",
        "what does that mean?",
        "how do they do that",
        "should this be recorded",
        "what if mum says no",
        "without consent?",
        "who would that be",
        "what about when the child is 17?",
        "only in school?",
        "where is it kept",
        "where does it say that?",
        "tell me more",
        "can you explain that",
        "what else?",
        "is he allowed to",
        "who is responsible for it?",
        "do we have to tell her parents?",
        "and after 6 months?",
        "so do i need to",
        "how come",
        "must it be in writing",
        "would that be different in scotland",
        "is that the same for adults?",
        "whose job is it?",
        "what then?",
        "and the school?",
        "who pays?",
        "what if its an emergency",
        "how is it reviewed?",
        "and who chairs",
        "who is it chaired by?",
        "do the parents attend?",
        "can parents attend",
        "what if theyre on holiday",
        "and for babies?",
        "what about unborn babies?",
        "is there a form for it",
        "where do i send it",
        "how do we challenge that decision?",
        "can we appeal it",
        "and if nobody turns up",
        "what about in scotland",
        "is it any different for adults",
        "does this apply to early years",
        "what happens after that",
        "are they meant to share the report beforehand",
        "why is that",
        "but what if the child doesn't want them there?",
        "and the child?",
        "who takes the minutes then",
        "does that include bank holidays",
        "at night?",
        "over the phone?",
        "so is that mandatory",
        "should he be suspended",
        "can he carry on working meanwhile",
        "do i tell him",
        "will she be told who reported it",
        "what would they need",
        "how will I know",
        "and what about confidentiality",
        "can i refuse",
        "am I allowed to?",
        "do I need permission?",
        "has that changed",
        "what are the timescales?",
        "how many days is that",
        "same rules for agency workers?",
        "what about the other children in the family",
        "even if she's 16?",
        "or by email?",
        "do they get a copy",
        "how should it be stored",
        "what counts as that",
        "and when it ends?",
        "does the LADO need to know about it too",
        "can the school do it instead?",
        "who decides this",
        "what's the process",
        "any guidance on that?",
        "is there an exception to this",
        "how quickly",
        "under what law?",
        "for under 16s too?",
        "does the same go for volunteers",
        "what does it cover",
        "who signs it off",
        "and if it puts the child at risk?",
        "what if theyre separated",
        "is that in writing or by phone",
        "who makes that call",
        "does it matter how old the child is?",
        "when can we not tell them",
        "and stepparents?",
        "what about grandparents?",
        "so we dont need consent?",
        "do we record why",
        "even for neglect?",
        "is it different in northern ireland",
        "and for adults at risk?",
        "what do we say to them",
        "are there any exceptions to that",
        "then what",
        "by when",
        "who's responsible",
        "where do I find the form for that",
        "how would we do this anonymously",
        "and the other parent?",
        "do they need to give a reason",
        "should we wait for their answer",
        "in an emergency too?",
        "could he stop us",
        "what's the legal basis",
        "for which cases?",
        "same in private schools?",
        "does the police need to know as well",
        "will they be told my name",
        "can I do it myself",
        "what should it include",
        "but not for fgm?",
        "can she see it?",
        "how long have they got to respond",
        "until what age",
        "what would happen if we didn't",
    ],
)
def test_a_question_that_cannot_stand_alone_goes_on_about_the_one_before(question: str):
    assert topic_of(question, [FIRST]) == FIRST


@pytest.mark.parametrize(
    "question",
    [
        "What is FGM?",
        "who is the LADO",
        "Can I restrain a child?",
        "If a child goes missing, who should speak to them when they come back?",
        "a parent says she won't sign, can she refuse?",
        "ok different question: who decides that",
        "thanks. how long do we keep records?",
        "Who attends a strategy discussion?",
        "What is private fostering?",
        "Who should tell the local authority that a child is privately fostered?",
        "Android phones?",
        "Orders of court?",
        "Is it legal to smack a child?",
        "is it ok for a teacher to hug a pupil",
        "Is there a duty to report FGM?",
        "What is a care order",
        "How long does it take to get a DBS check?",
        "Does a volunteer need a DBS check?",
        "what does section 47 mean",
        "When should a child be seen alone?",
        "Who chairs a child protection conference?",
        "If someone tells me they are being abused do I have to report it?",
        "Should staff be told when a colleague is suspended and why?",
        "To whom should I report abuse?",
        "At what age can a child be left alone?",
        "In Wales, who must report abuse?",
        "what are the signs of neglect",
        "what is the difference between a section 17 and a section 47",
        "Is there a form for private fostering?",
        "Do all staff have to read KCSIE?",
        "Can children refuse to see their social worker?",
        "when a pupil discloses abuse, should I take notes while they talk?",
        "who are you?",
        "new question. what is county lines",
        "moving on, what counts as neglect?",
        "Is it abuse if a parent shouts at a child?",
        "Are there rules about mobile phones in early years?",
        "those with learning disabilities who self-neglect - what can we do",
        "how do i whistleblow",
        "What should I do if a child has bruises?",
        "A resident has lost weight, should I tell the family and record it?",
        "Who keeps the single central record?",
        "what is it called when a child is moved to sell drugs",
        "can a 15 year old consent to sex",
        "Under what circumstances can we break confidentiality?",
        "Do foster carers get told about a child's history before they move in?",
        "what's a MASH",
        "is a bruise on a baby a concern",
        "What is meant by significant harm?",
        "DBS checks for volunteers",
        "ok thanks",
        "thank you",
        "what is prevent",
        "Should I tell the police about sexting?",
        "So what is FGM?",
        "and who is the LADO?",
        "How many hours do we have to report an allegation?",
        "what must a child protection plan say",
        "Can an adult with capacity refuse help even if they are being abused?",
        "Who should be told that a teacher has been arrested?",
        "Is there a register of privately fostered children?",
        "Do I have to tell parents that I am making a referral?",
        "Should information that is confidential be shared?",
        "what do i do about those who refuse help",
        "Does neglect have to be reported",
        "does this year's KCSIE mention AI?",
        "what is the role of the IRO",
        "who can apply for an emergency protection order",
        "Do volunteers need an enhanced DBS?",
        "Is physical punishment allowed in Wales?",
        "what training do governors need",
        "how often should safeguarding training be refreshed",
        "what are the four types of abuse",
        "When does a private fostering arrangement begin?",
        "can a school search a pupil's phone",
        "Does a GP have to attend child protection conferences?",
        "is upskirting a criminal offence",
        "what is the threshold for a section 42 enquiry",
        "what are the six principles of adult safeguarding",
        "Can staff have pupils on social media",
        "What should I do if I think a colleague is grooming a pupil?",
        "My neighbour leaves her kids alone, is that neglect?",
        "A carer says he was hit by a resident. does he report it to the police?",
        "how is neglect different from poor parenting",
        "Who must be told when a looked after child moves placement?",
        "If a resident refuses their medication, can we hide it in food?",
        "when should a body map be used",
        "do I have to get consent before making a referral?",
        "is it a legal requirement to have a DSL?",
        "Is it true that school staff must report FGM to the police themselves?",
        "who investigates allegations against a headteacher?",
        "Separately, how long are safeguarding files kept?",
        "Right, another question - what is a LADO?",
        "can we take photos of injuries",
        "does an intermediary have to be present for interviews",
        "what should a missing persons policy include",
        "Does KCSIE say anything about AI?",
        "is county lines modern slavery",
        "What does the Care Act say about self-neglect?",
        "Can parents see their child's safeguarding file?",
        "should a child be told that their information will be shared?",
        "Which checks are needed for agency staff",
        "Ok. And what is modern slavery?",
        "how do I make a referral",
        "what is a deputy DSL",
        "Do nurseries need a designated lead?",
        "Are supply teachers covered by the LADO process?",
        "can teachers report their concerns anonymously?",
        "What happens when a child turns 18 in care?",
        "must all referrals be in writing",
        "how soon must Ofsted be notified of a serious incident?",
        "What support do care leavers get?",
        "There is a rumour about a coach - who do I tell?",
        "What should happen if there is no DSL on site?",
        "Can a child under 13 consent to sexual activity?",
        "Who can I talk to about a colleague's behaviour?",
        "Under-18s in adult wards: what applies?",
        "For how long must records of allegations be kept?",
        "which agencies are safeguarding partners",
        "does it matter if the abuse happened years ago?",
        "How does it work when two local authorities disagree?",
        "Is there any guidance on bruising in babies?",
        "what else counts as neglect",
        "can you restrain someone without capacity",
        "in an emergency can I share information without consent?",
        "If I think it's abuse, who do I tell?",
        "what is contextual safeguarding",
        "who do i tell about a low level concern",
        "what is an appropriate adult",
        "are parents allowed to take photos at sports day?",
        "When is a child protection medical needed?",
        "Is self-neglect covered by section 42?",
        "how do I report modern slavery",
        "What records should a care home keep after an incident?",
        "when can a child be searched without consent",
        "Is spanking illegal in Scotland",
        "what does DoLS mean",
        "do school governors need safeguarding training",
        "A teenager has run away, when should the police be called?",
        "Which staff need level 3 training?",
        "who monitors online safety in schools",
        "Does an allegation that turns out to be false go on a reference?",
        "Can a pupil who bullied another be excluded?",
        "what age can babysit",
        "how many staff on a residential trip",
        "is there guidance for faith groups",
        "What is the LADO's role",
        "Who leads a section 47 enquiry and how long does it take?",
        "When an adult refuses a needs assessment, can the council still do one?",
        "should children with SEND be taught about consent?",
        "Is it neglect to leave a 9 year old home alone overnight?",
        "what is a sudden unexpected death review",
        "What must be in a child protection policy?",
        "Are taxi drivers checked?",
        "does whistleblowing law protect volunteers",
        "how should an agency nurse raise concerns about poor care?",
        "how do we support a pupil whose parent is in prison",
        "Do the police have to wait for a social worker before they interview a child?",
        "who has parental responsibility when parents are not married?",
        "Thanks, that's helpful. What is a child in need plan?",
        "Hi there, when is an IMCA needed?",
        "Is a school allowed to keep a child's phone overnight if it was used for bullying?",
        "what happens at a MARAC",
        "Should bruises be photographed",
        "what are fabricated illnesses",
        "when should I call 999",
    ],
)
def test_a_question_that_stands_alone_has_no_topic(question: str):
    assert topic_of(question, [FIRST]) == ""


@pytest.mark.parametrize("question", ["ok thanks", "thank you", "Hi there", "who are you?"])
def test_a_courtesy_goes_on_about_nothing(question: str):
    assert (topic_of(question, [FIRST]), completed(question, [FIRST])) == ("", question)


def test_what_was_named_in_full_before_may_be_named_in_short():
    conference = ["When is a child protection conference held?"]
    assert topic_of("who chairs the conference?", conference) == conference[0]
    assert topic_of("who chairs the conference?", ["What is the conference?"]) == ""


def test_the_first_question_of_a_conversation_has_no_topic():
    assert topic_of("And how soon after that?", []) == ""


def test_the_topic_is_that_of_the_last_question_with_what_it_went_on_about_itself():
    second = replace(QUOTED, question="and then?", searched_for=f"{FIRST} and then?")
    assert topic_of("and after that?", ["What is abuse?", QUOTED]) == FIRST
    assert topic_of("and after that?", [QUOTED, second]) == f"{FIRST} and then?"


def test_what_was_quoted_so_far_in_the_conversation_is_known():
    assert already_quoted([QUOTED, FIRST]) == already_quoted([FIRST, QUOTED]) == {"The core group"}
    assert already_quoted([FIRST]) == already_quoted([]) == frozenset()


def test_a_long_conversation_goes_on_about_its_last_full_question_and_last_follow_up():
    history = ["What is abuse?", FIRST, "who attends it?", "in Wales?", "how often?"]
    assert topic_of("and who by?", history) == f"{FIRST} how often?"


def test_a_pasted_case_goes_on_as_what_it_asked_and_its_terms():
    case = f"{'I work in a nursery and a child came in with a bruise. ' * 5}Should I ring her mum first?"
    assert topic_of("and if she refuses?", [case]) == "Should I ring her mum first? nursery bruise"


def test_a_question_that_stands_alone_is_complete():
    assert completed(" What is  FGM? ", [FIRST]) == "What is FGM?"
    assert completed("and how soon?", []) == "and how soon?"


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("Can I restrain a child?", "and for a disabled child?", "Can I restrain a disabled child?"),
        ("Can a school search a pupil?", "what about colleges?", "Can colleges search a pupil?"),
        ("Do supply teachers need a DBS check?", "What about volunteers?", "Do volunteers need a DBS check?"),
        ("Do we need consent in England?", "and in Wales?", "Do we need consent in Wales?"),
        ("What is the law in Scotland?", "Wales?", "What is the law in Wales?"),
        ("How often must staff be trained?", "for governors?", "How often must governors be trained?"),
        (
            "How often must a looked after child be visited?",
            "and for a child with a disability?",
            "How often must a child with a disability be visited?",
        ),
        (
            "What must a care home do after a fall?",
            "same for hospitals?",
            "What must hospitals do after a fall?",
        ),
        ("Can a 15 year old consent?", "what about a 12 year old?", "Can a 12 year old consent?"),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_what_is_of_its_kind(
    before: str, question: str, whole: str
):
    assert completed(question, [before]) == whole


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Who chairs a child protection conference?", "and for an adult?"),
        ("Should the headteacher tell the governors?", "what about volunteers?"),
        ("What is a child in need plan?", "and for a disabled child?"),
        ("How soon must the core group meet?", "what about agency staff?"),
        ("Must it be reported to the police?", "with consent?"),
    ],
)
def test_a_question_keeps_what_nothing_of_its_kind_can_replace(before: str, question: str):
    assert completed(question, [before]).startswith(before.rstrip("?"))


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (FIRST, "and how often?", "the core group meet: how often?"),
        (FIRST, "thanks. who by?", "the core group meet: who by?"),
        (FIRST, "Who attends it?", "Who attends the core group?"),
        (FIRST, "at weekends?", "How soon must the core group meet, at weekends?"),
        (FIRST, "what if they refuse", "How soon must the core group meet: what if they refuse?"),
        ("Can I restrain a child?", "how often?", "restrain a child: how often?"),
        ("Can I restrain a child?", "is it recorded?", "restrain a child: is it recorded?"),
        ("Do we have to tell parents?", "why?", "tell parents: why?"),
        (
            "If a child goes missing, who should speak to them when they come back?",
            "how soon?",
            "If a child goes missing, speak to them when they come back: how soon?",
        ),
    ],
)
def test_a_follow_up_is_put_after_what_it_goes_on_about(before: str, question: str, whole: str):
    assert completed(question, [before]) == whole


def test_a_chain_of_follow_ups_keeps_what_was_replaced_and_does_not_grow():
    chain = [
        "Can I restrain a child?",
        "and for a disabled child?",
        "how often?",
        "does that include weekends?",
    ]
    assert completed("how often?", chain[:2]) == "restrain a disabled child: how often?"
    assert completed("in Wales?", [*chain, "why?"]) == "Can I restrain a disabled child, in Wales?"
    assert completed("who by?", chain * 5) == "restrain a disabled child, does that include weekends: who by?"


@pytest.mark.parametrize(
    "question", ["and in Wales?", "Who attends it?", "what about volunteers?", "so how soon?"]
)
@pytest.mark.parametrize("before", [FIRST, "Can a school search a pupil?", "What must I do in England?"])
def test_nothing_is_added_that_nobody_said(before: str, question: str):
    assert set(tokens(completed(question, [before]))) <= set(tokens(f"{before} {question}"))
