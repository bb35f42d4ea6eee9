"""Questions that take for granted what guidance used to prescribe and that has ended."""

from importlib.resources import files

import pytest
import yaml

from assistant.premises import ended, now_called, told
from ingest.known import Arrangement, Source, arrangements

ACPC = "Area Child Protection Committee"
LSCB = "Local Safeguarding Children Board"
SCR = "Serious case review"
PANEL = "National panel of independent experts on serious case reviews"
ADULT_SCR = "Serious case review of an adult"
TRUST = "Children's trust"
ECM = "Every Child Matters"
CAF = "Common Assessment Framework"
ASSESSMENTS = "Initial assessment and core assessment"
REGISTER = "Child protection register"
ICS = "Integrated Children's System"
STATEMENT = "Statement of special educational needs"
PEERS = "Peer-on-peer abuse"
VULNERABLE = "Vulnerable adult"
LIST_99 = "List 99"
ISA = "Independent Safeguarding Authority"
CRB = "Criminal Records Bureau"
VBS = "Vetting and Barring Scheme"
PCT = "Primary care trust"
CCG = "Clinical commissioning group"
GTC = "General Teaching Council for England"
NCTL = "National College for Teaching and Leadership"


def names(question: str, nation: str = "england") -> list[str]:
    return [one.then for one in ended(question, nation)]


def row(then: str, nation: str = "england") -> Arrangement:
    (found,) = [one for one in arrangements() if (one.then, one.nation) == (then, nation)]
    return found


@pytest.mark.parametrize(
    ("question", "then"),
    [
        ("Who sits on our Area Child Protection Committee?", ACPC),
        ("acpc procedures for a bruise on a baby", ACPC),
        ("Where do I find the area child protection committees' procedures?", ACPC),
        ("Who chairs the LSCB?", LSCB),
        ("does the lscb run training for foster carers", LSCB),
        ("Must every LSCB's annual report be published?", LSCB),
        ("local safegaurding childrens board referral form", LSCB),
        ("Which police officer is on the Safeguarding Children Board?", LSCB),
        ("Who pays for the local safeguarding children's board", LSCB),
        ("Who decides on a serious case review?", SCR),
        ("who does a serious case reveiw when a baby dies", SCR),
        ("How long may a serious-case review take?", SCR),
        ("Who commissions an SCR?", SCR),
        ("A pupil was killed. Will there be an SCR, and must the school take part?", SCR),
        ("Who sits on our serious case review panel?", SCR),
        ("Who writes the overview report for SCRs?", SCR),
        ("Do we send it to the national Serious Case Review Panel?", PANEL),
        ("Must a serious case review be held when a care home resident dies of neglect?", ADULT_SCR),
        ("Is there an SCR when an adult dies of self-neglect?", ADULT_SCR),
        ("Who sits on the Children's Trust Board?", TRUST),
        ("Is our college bound by the children's trust arrangements?", TRUST),
        ("Must the council publish a children and young people's plan?", TRUST),
        ("What are the five every child matters outcomes?", ECM),
        ("Is Every Child Matters statutory?", ECM),
        ("Do nurseries have to report on ECM?", ECM),
        ("How do I start a CAF?", CAF),
        ("where do i get a caf form", CAF),
        ("Does the parent sign the Common Assessment Framework?", CAF),
        ("who can fill in the common assesment framework", CAF),
        ("what goes in the core assessment?", ASSESSMENTS),
        ("When must the initial assessment by the social worker be done?", ASSESSMENTS),
        ("What is the timescale for initial and core assessments?", ASSESSMENTS),
        ("do we put him on the child protection register", REGISTER),
        ("how do i get a kid on the at-risk register", REGISTER),
        ("Is my foster child still on the at risk register", REGISTER),
        ("How do we record it on the Integrated Children's System?", ICS),
        ("Must the ICS exemplars be used for the core assessment?", ICS),
        ("How do I look a child up on ContactPoint?", "ContactPoint"),
        ("who can search for a family on contact point", "ContactPoint"),
        ("Does her statement of special educational needs move with her?", STATEMENT),
        ("can a statemented pupil be excluded", STATEMENT),
        ("Who reviews an SEN statement for a looked after child?", STATEMENT),
        ("Can Connexions visit a 16 year old who is not in education?", "Connexions"),
        ("How do we respond to peer-on-peer abuse?", PEERS),
        ("is peer on peer abuse in our policy", PEERS),
        ("peer to peer abuse on a school bus who do i tell", PEERS),
        ("What is a vulnerable adult?", VULNERABLE),
        ("Who counts as a vulnerable adult?", VULNERABLE),
        ("Should our vulnerable adults policy be reviewed yearly?", VULNERABLE),
        ("Should we still say vulnerable adult?", VULNERABLE),
        ("How do I check List 99 for a supply teacher?", LIST_99),
        ("can he start on a pova first", LIST_99),
        ("Is the POCA list still searched for volunteers?", LIST_99),
        ("When do I refer someone to the ISA?", ISA),
        ("Whom does the Independent Safeguarding Authority tell?", ISA),
        ("do i need a crb check to help at brownies", CRB),
        ("DO I NEED A CRB CHECK", CRB),
        ("How old may a CRB be?", CRB),
        ("Are all our drivers CRB'd?", CRB),
        ("How do I get ISA registration?", VBS),
        ("Do cleaners come under the vetting & barring scheme?", VBS),
        ("Who is the PCT's named nurse?", PCT),
        ("Does the strategic health authority hear of a child's death?", PCT),
        ("Do CCGs have a designated doctor?", CCG),
        ("clinical comissioning group safeguarding lead", CCG),
        ("Does Public Health England advise on FGM data?", "Public Health England"),
        ("Can I report a social worker to the GSCC?", "General Social Care Council"),
        ("Do we refer the teacher to the GTC?", GTC),
        ("how to refer misconduct to the nctl", NCTL),
        ("Where is the CWDC guidance on supervision?", "Children's Workforce Development Council"),
    ],
)
def test_a_question_names_what_has_ended(question: str, then: str):
    assert then in names(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who chairs the Safeguarding Adults Board?",
        "Who sits on the adult safeguarding board?",
        "When is a local child safeguarding practice review published?",
        "What is the Child Safeguarding Practice Review Panel?",
        "Who are the safeguarding partners?",
        "What does the safeguarding children partnership publish?",
        "Who is on the diocesan safeguarding children board?",
        "The LADO told the local safeguarding children. Board members asked why?",
        "Who commissions a safeguarding adults review?",
        "What must be on the SCR?",
        "do agency staff go on the SCR and who checks it",
        "Are governors listed on the school SCR with their DBS dates?",
        "Does Ofsted look at the SCR when a child has died?",
        "Can A&E see a child's SCR with her medicines?",
        "What are the lessons from serious case reviews on neglect?",
        "what have serious case reviews found about bruises on babies",
        "What did the serious case review into Daniel Pelka say about school?",
        "What were the findings of the Baby P serious case review?",
        "Is there research on serious case reviews and fathers?",
        "How do I contact Birmingham Children's Trust?",
        "Who answers for safeguarding in a multi-academy children's trust?",
        "Our social workers are employed by a children's trust. Who is the LADO?",
        "Who chairs the board of Sandwell Children's Trust?",
        "Who chairs the Sandwell Children's Trust Board?",
        "Can parents read children and young people's plans?",
        "how often do we review a children and young people's plan for health",
        "In our school every child matters. Whom do I tell about neglect?",
        "i feel every child matters so can i share this without consent",
        "Can the CAF pay our charity's donations into another account?",
        "Is the Cyber Assessment Framework (CAF) part of the DSPT?",
        "Who leads an early help assessment?",
        "What is the most common assessment of self-harm risk?",
        "What happens at an initial assessment?",
        "How soon is the initial assessment at CAMHS after self-harm?",
        "Who does the initial assessment of prospective foster carers, a social worker?",
        "initial assessment when a new resident comes to our care home",
        "How long may a social worker's assessment take?",
        "Is safeguarding part of the core assessment criteria of the diploma?",
        "Does the youth justice core assessment ask about grooming?",
        "What is the initial child protection conference?",
        "Who is on the register of child protection conference chairs?",
        "Should bullying be on the school's risk register?",
        "Which adults at risk register with a GP?",
        "Does the care home keep an at risk register of residents?",
        "Who is the ICS lead for safeguarding?",
        "Does the ICS need a recording of consent?",
        "How do I ring the police's vulnerable adults unit?",
        "Does the ICS board have to share information with the NHS on FGM?",
        "Who is the contact point for referrals?",
        "Is there a single contact point for the MASH out of hours?",
        "List the contact points for reporting grooming.",
        "Must our website carry a SEN statement?",
        "Can a pupil with SEN give a witness statement?",
        "What connections does grooming have with county lines?",
        "What is child-on-child abuse?",
        "How do we stop peer pressure and abuse?",
        "peer on peer abuse between two residents with dementia",
        "A vulnerable adult next door is shouted at, who do I tell?",
        "Do volunteers who work with vulnerable adults need a DBS check?",
        "Is it an offence to cause or allow a vulnerable adult to die?",
        "what should i say to a vulnerable adult who tells me of abuse",
        "What signs of abuse may a vulnerable adult show?",
        "Does the ISA need signing by every partner?",
        "What goes in an ISA with the police?",
        "My mother's carer emptied her ISA. Is that financial abuse?",
        "is a isa needed before we refer to the MASH",
        "What is the Disclosure and Barring Service?",
        "Who checks the children's barred list?",
        "Do helpers at VBS, our holiday bible club, need training?",
        "Does the primary care team (PCT) need level 3 training?",
        "What is an integrated care board?",
        "Which NHS trust holds the file?",
        "Are suicide and self-harm PSHE topics?",
        "what grants can a care leaver get, a CCG?",
        "Is the DBS (formerly the CRB) update service free?",
        "Our partnership, formerly the LSCB, has new thresholds. Where are they?",
        "Who is the crb?",
        "How do I report abuse?",
        "is fgm reporting a duty for nurses",
        "What is a strategy discussion?",
        "",
    ],
)
def test_what_sounds_alike_and_goes_on_is_left_alone(question: str):
    assert names(question) == []


def test_those_named_are_in_the_order_of_the_question_and_each_once():
    question = "Does the LSCB or the PCT put him on the child protection register? Our Local Safeguarding "
    assert names(question + "Children Board never says.") == [LSCB, PCT, REGISTER]


def test_in_a_longer_name_no_shorter_one_is_found():
    assert names("Who is on the national panel of independent experts on serious case reviews?") == [PANEL]
    assert names("Who leads a serious case review of an adult?") == [ADULT_SCR]


@pytest.mark.parametrize(
    ("question", "nation", "found"),
    [
        ("Who chairs the LSCB?", "england", ["england"]),
        ("Who chairs the LSCB?", "", ["england"]),
        ("Who chairs the LSCB?", "wales", ["wales"]),
        ("Who chairs the LSCB?", "scotland", []),
        ("Who chairs the LSCB?", "uk", ["england", "wales"]),
        ("Who chairs the LSCB in Wales?", "england", ["wales"]),
        ("Who chairs a Welsh LSCB?", "england", ["wales"]),
        ("Who chairs the LSCB in England?", "wales", ["england"]),
        ("Are there LSCBs in England and Wales?", "england", ["england", "wales"]),
        ("Is he on the child protection register in Scotland?", "england", []),
        ("Is he on the Scottish child protection register?", "england", []),
        ("Who keeps the child protection register in Northern Ireland?", "england", []),
        ("Is he on the child protection register?", "northern-ireland", []),
        ("Who keeps the child protection register in NI?", "england", []),
        ("Is an NI number needed for a CRB check?", "england", ["england-and-wales"]),
        ("Who keeps the child protection register in Jersey?", "england", []),
        ("Who puts a Welsh child on the child protection register?", "england", []),
        ("Who orders a CRB check in Wales?", "england", ["england-and-wales"]),
        ("Does Disclosure Scotland do a CRB check?", "england", []),
        ("Do we refer her to the General Teaching Council for Scotland?", "england", []),
    ],
)
def test_what_ended_in_one_nation_may_live_on_in_another(question: str, nation: str, found: list[str]):
    assert [one.nation for one in ended(question, nation)] == found


@pytest.mark.parametrize(
    ("question", "then"),
    [
        ("In 2009 how long did a core assessment take?", []),
        ("Under Working Together 2010, what goes in the core assessment?", []),
        ("What did KCSIE 2021 say about peer-on-peer abuse?", []),
        ("What does KCSIE 2024 say about peer-on-peer abuse?", [PEERS]),
        ("Under the Children Act 1989, what goes in the core assessment?", [ASSESSMENTS]),
        ("Under the 1989 Act, what goes in the core assessment?", [ASSESSMENTS]),
        ("He was born in 2012. Does he have a core assessment?", [ASSESSMENTS]),
        ("In 2020 who wrote the core assessment?", [ASSESSMENTS]),
    ],
)
def test_a_day_when_it_went_on_takes_nothing_for_granted(question: str, then: list[str]):
    assert names(question) == then


@pytest.mark.parametrize(
    ("question", "then"),
    [
        ("Is a CAF needed?", [CAF]),
        ("IS A CAF NEEDED HERE", []),  # capitals tell nothing where all is in capitals
        ("IS THERE AN LSCB HERE", [LSCB]),
        ("is a caf needed", []),
        ("is there an lscb", [LSCB]),
        ("is there an Lscb", [LSCB]),
        ("are there LSCB's", [LSCB]),
    ],
)
def test_a_short_name_is_in_capitals_or_too_long_for_another_word(question: str, then: list[str]):
    assert names(question) == then


@pytest.mark.parametrize(
    ("question", "then"),
    [
        ("the clincal commissioning group", [CCG]),
        ("the clinical commisioning group", [CCG]),
        ("the clinical commissionning group", [CCG]),
        ("the clniical commissioning group", [CCG]),
        ("the clinical commissioner group", []),
        ("the clinical commissioning grope", []),
        ("the care assessment", []),
        ("the core asessment", [ASSESSMENTS]),
    ],
)
def test_a_long_word_may_have_one_slip(question: str, then: list[str]):
    assert names(question) == then


@pytest.mark.parametrize("one", arrangements(), ids=lambda one: f"{one.then} ({one.nation})")
def test_the_reader_is_told_what_it_was_how_it_ended_and_what_there_is_now(one: Arrangement):
    text = told(one)
    assert f"“{one.then}”" in text
    assert one.how in text
    assert one.now in text
    assert text.startswith("Probably") is (one.known is Source.MENTION)
    assert "{" not in text


def test_a_day_is_told_in_words_and_once():
    assert "in England and Wales until 12 October 2009." in told(row(LIST_99, "england-and-wales"))
    assert "in England until 2019." in told(row(SCR))
    assert told(row("ContactPoint")).count("6 August 2010") == 1
    assert "until" not in told(row(CAF)).split(".")[0]


def test_what_took_their_place_is_searched_for_once():
    assert now_called([row(ACPC), row(LSCB), row(SCR)]) == [
        "safeguarding partners",
        "child safeguarding practice review",
    ]
    assert now_called([row("Children's Workforce Development Council")]) == []
    assert now_called([row(LSCB, "wales")]) == ["Regional Safeguarding Board"]


def test_every_doubtful_name_and_what_is_meant_instead_is_in_the_table():
    text = (files("assistant") / "data" / "old_names.yaml").read_text(encoding="utf-8")
    known = {name.casefold() for one in arrangements() for name in (one.then, *one.also)}
    for doubt in yaml.safe_load(text):
        assert {name.casefold() for name in doubt["names"]} <= known
        assert not doubt.get("instead") or row(doubt["instead"])
        assert set(doubt) <= {"names", "needs", "refuses", "capitals", "instead"}
