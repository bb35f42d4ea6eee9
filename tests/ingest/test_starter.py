"""The starter notes say nothing that their named evidence does not carry.

The checks are of form: whether a number, a timescale and a duty are accounted for. Where the official
documents are to hand, each number given as evidence is looked for in them as well.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml

NOTES_FOLDER = Path(__file__).parents[2] / "ingest" / "starter"
GUIDANCE = Path(__file__).parents[3] / "shared" / "guidance"
FACTS = GUIDANCE.parent / "facts.md"

REQUIRED_KEYS = (
    "title",
    "edition",
    "publisher",
    "summarises",
    "nation",
    "audience",
    "kind",
    "checked",
    "source_url",
    "strength",
)

TOPICS = {
    "what abuse and neglect are": "01-what-is-abuse.md",
    "signs of abuse and neglect": "02-signs-of-abuse-and-neglect.md",
    "responding to a disclosure": "03-responding-to-a-disclosure.md",
    "who to tell and how to refer": "04-who-to-tell-and-how-to-refer.md",
    "the role and training of the DSL": "05-designated-safeguarding-lead.md",
    "early help and thresholds": "06-early-help-and-thresholds.md",
    "assessment and its timescale": "07-assessment-and-timescale.md",
    "immediate protection": "08-immediate-protection.md",
    "strategy discussion": "09-strategy-discussion.md",
    "section 47 enquiries": "10-section-47-enquiries.md",
    "child protection conference": "11-child-protection-conference.md",
    "core group, plan and reviews": "12-core-group-plan-and-reviews.md",
    "information sharing and consent": "13-information-sharing-and-consent.md",
    "allegations against staff and the LADO": "14-allegations-against-staff-and-the-lado.md",
    "low-level concerns": "15-low-level-concerns.md",
    "safer recruitment": "16-safer-recruitment.md",
    "child-on-child abuse": "17-child-on-child-abuse.md",
    "online safety": "18-online-safety.md",
    "exploitation and county lines": "19-exploitation-and-county-lines.md",
    "missing children": "20-missing-children.md",
    "FGM duty": "21-fgm-duty.md",
    "Prevent": "22-prevent-duty.md",
    "private fostering": "23-private-fostering.md",
    "looked-after children": "24-looked-after-children.md",
    "domestic abuse": "25-domestic-abuse.md",
    "rapid reviews and local practice reviews": "26-rapid-reviews-and-practice-reviews.md",
    "safeguarding partners": "27-safeguarding-partners.md",
    "what a MASH is and what makes one work": "28-mash.md",
    "section 42 of the Care Act": "29-section-42-care-act.md",
    "six principles and Making Safeguarding Personal": "30-six-principles-making-safeguarding-personal.md",
    "mental capacity": "31-mental-capacity.md",
    "self-neglect and types of adult abuse": "32-self-neglect-and-types-of-adult-abuse.md",
    "Every Child Matters": "33-every-child-matters.md",
    "children's trusts": "34-childrens-trusts.md",
    "LSCBs and area child protection committees": "35-lscbs-and-area-child-protection-committees.md",
    "CAF": "36-common-assessment-framework.md",
    "ICS": "37-integrated-childrens-system.md",
    "ContactPoint": "38-contactpoint.md",
    "serious case reviews": "39-serious-case-reviews.md",
    "the Laming and Munro reviews": "40-laming-and-munro-reviews.md",
}

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
DIGITS = {word: str(number) for number, word in enumerate(WORDS, start=1)}
TIMESCALE = re.compile(
    rf"\b(\d+|{'|'.join(WORDS)})[\s-]+(working\s+day|hour|day|week|month|year)s?\b", re.IGNORECASE
)
DUTY = re.compile(r"\b(must|duty|duties|required|requires?|requirements?|legally)\b", re.IGNORECASE)
YEARLY = ("Working_together_to_safeguard_children_2023", "Keeping_children_safe_in_education_2025")


@dataclass(frozen=True)
class Evidence:
    document: str
    paragraph: str
    says: str


@dataclass(frozen=True)
class Note:
    name: str
    front_matter: dict[str, object]
    evidence: tuple[Evidence, ...]
    body: str

    def sentences(self) -> list[str]:
        """Each sentence and list item of the body, without headings and bullets."""
        lines = [line.removeprefix("- ").strip() for line in self.body.splitlines()]
        prose = [line for line in lines if line and not line.startswith("#")]
        return [sentence for line in prose for sentence in re.split(r"(?<=[.!?])\s+", line)]

    def text(self, key: str) -> str:
        return str(self.front_matter[key])


def read_note(path: Path) -> Note:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front_matter = yaml.safe_load(head)
    evidence = tuple(Evidence(**item) for item in front_matter["evidence"])
    return Note(path.name, front_matter, evidence, body)


def timescales(text: str) -> set[tuple[str, str]]:
    """Numbers with their unit, in digits and the singular: {("10", "working day")}."""
    return {
        (DIGITS.get(number.lower(), number), " ".join(unit.lower().split()))
        for number, unit in TIMESCALE.findall(text)
    }


def telling_words(text: str) -> set[str]:
    """The longer words of a text, cut so that "notify" meets "notified"."""
    return {word[:5] for word in re.findall(r"[a-z]{5,}", text.lower())} - {"local", "autho"}


NOTES = [read_note(path) for path in sorted(NOTES_FOLDER.glob("*.md"))]
EACH_NOTE = pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)


def test_numbers_are_compared_whether_in_words_or_digits_and_working_days_are_not_days() -> None:
    assert timescales("within five working days") == timescales("5 working day") == {("5", "working day")}
    assert timescales("within 10 days") != timescales("within 10 working days")


def test_there_are_at_least_thirty_notes() -> None:
    assert len(NOTES) >= 30


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_note(topic: str) -> None:
    assert (NOTES_FOLDER / TOPICS[topic]).is_file()


def test_every_note_is_in_the_table_of_topics() -> None:
    assert {note.name for note in NOTES} == set(TOPICS.values())


@EACH_NOTE
def test_front_matter_is_complete(note: Note) -> None:
    for key in REQUIRED_KEYS:
        value = note.front_matter.get(key)
        assert isinstance(value, str), f"{key} is missing or is not a string"
        assert value.strip(), f"{key} is empty"
    assert note.text("edition") == "2026 starter note"
    assert note.text("publisher") == "Safeguide"
    assert note.text("kind") == "summary"
    assert note.text("audience") in {"children", "adults", "both"}
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", note.text("checked"))
    assert re.match(r"https://www\.(gov\.uk|legislation\.gov\.uk)/", note.text("source_url"))


@EACH_NOTE
def test_every_piece_of_evidence_names_a_document_a_place_and_what_it_says(note: Note) -> None:
    assert note.evidence
    for item in note.evidence:
        assert item.document.strip()
        assert item.paragraph.strip()
        assert item.says.strip()


@EACH_NOTE
def test_a_note_says_that_it_is_a_summary_and_names_its_official_documents(note: Note) -> None:
    assert "summary for trying Safeguide" in note.body
    for part in note.text("summarises").split(";"):
        title = re.split(r", | \d{4}", part.strip())[0]
        assert title in note.body, f"the note does not name {title}"


@EACH_NOTE
def test_strength_is_that_of_the_weakest_fact_relied_on(note: Note) -> None:
    marks = "".join(item.says for item in note.evidence if item.document == "facts")
    found = set(re.findall(r"\b[FPW]\b", marks)) | {"F"}
    assert note.text("strength") == max(found)  # F, P and W happen to run from strong to weak


@EACH_NOTE
def test_a_note_is_short_enough_to_read_in_a_hurry(note: Note) -> None:
    assert 150 <= len(re.findall(r"\w[\w'’-]*", note.body)) <= 400


@EACH_NOTE
def test_every_timescale_in_a_note_is_in_its_evidence(note: Note) -> None:
    accounted = set().union(*(timescales(item.says) for item in note.evidence))
    assert timescales(note.body) <= accounted


@EACH_NOTE
def test_every_must_in_a_note_rests_on_evidence_of_that_duty(note: Note) -> None:
    duties = [telling_words(item.says) for item in note.evidence if DUTY.search(item.says)]
    for sentence in note.sentences():
        if re.search(r"\bmust\b", sentence):
            words = telling_words(sentence)
            assert any(len(words & duty) >= 2 for duty in duties), sentence


@EACH_NOTE
def test_a_timescale_from_a_replaced_edition_is_never_quoted_without_the_newer_one(note: Note) -> None:
    dated = [item for item in note.evidence if item.document.startswith(YEARLY)]
    replaced = set().union(*(timescales(item.says) for item in dated))
    for sentence in note.sentences():
        if timescales(sentence) & replaced:
            assert "2026" in sentence, sentence
    if re.search(r"Working Together 2023|KCSIE 2025", note.body):
        assert "check the 2026 edition" in note.body


@EACH_NOTE
def test_immediate_danger_always_comes_with_999(note: Note) -> None:
    if "immediate danger" in note.body:
        assert "call 999" in note.body


@EACH_NOTE
def test_no_sentence_opens_with_a_pronoun(note: Note) -> None:
    opening = re.compile(r"(It|They|He|She|Them|These|Those|This(?! note)|That|There(?! (is|should)))\b")
    assert [sentence for sentence in note.sentences() if opening.match(sentence)] == []


ReadDocument = Callable[[str], str]


@pytest.fixture(scope="session")
def read_document() -> ReadDocument:
    """The text of a document in the guidance folder, white space collapsed, each file read once."""
    texts: dict[str, str] = {}

    def read(name: str) -> str:
        if name not in texts:
            path = FACTS if name == "facts" else GUIDANCE / name
            if path.suffix == ".pdf":
                pdf = pypdfium2.PdfDocument(path)
                text = " ".join(page.get_textpage().get_text_range() for page in pdf)
                pdf.close()
            else:
                text = path.read_text(encoding="utf-8")
            texts[name] = " ".join(text.replace("\ufffe", "").split())
        return texts[name]

    return read


@pytest.mark.skipif(not GUIDANCE.is_dir(), reason="the official guidance documents are not on this machine")
@EACH_NOTE
def test_every_timescale_given_as_evidence_is_in_the_document_named(
    note: Note, read_document: ReadDocument
) -> None:
    for item in note.evidence:
        wanted = timescales(item.says)
        if wanted:
            assert wanted <= timescales(read_document(item.document)), f"{item.document}: {item.says}"
        else:
            assert item.document == "facts" or (GUIDANCE / item.document).is_file()
