"""The shape of what is answered, for the description of the interface; docs/json.md says what each key holds.

What is sent is what ``as_dict`` of Safeguide's own values gives: these only describe it.
"""

from pydantic import BaseModel, Field

from ingest.documents import Basis, Gap, Standing
from ingest.pipeline import Outcome


class Place(BaseModel):
    """Where a passage stands, and what it is."""

    passage_id: str
    document_id: str
    document: str
    edition: str
    nation: str
    kind: str
    source_url: str
    standing: Standing
    heading_path: list[str]
    paragraphs: list[str]
    page: int | None
    end_page: int | None
    page_label: str
    end_page_label: str
    lead_in: str
    strength: str
    prospective: bool
    ocr: bool


class Passage(Place):
    """A passage with its words."""

    text: str


class Hit(Passage):
    """A passage that was found."""

    score: float


class Citation(Place):
    """Words that are quoted, and where they stand."""

    number: int
    quote: str
    start: int
    end: int
    label: str
    paragraph: str


class Statement(BaseModel):
    """One thing that an answer says."""

    text: str
    citations: list[Citation]
    strength: str
    decisive: list[tuple[int, int]]
    question: str
    support: float | None


class Conflict(BaseModel):
    """Two sentences that answer differently."""

    first: Citation
    second: Citation
    about: str


class AnsweredFrom(BaseModel):
    """Which documents a question was answered from."""

    nation: str
    audience: str
    sector: str
    kinds: list[str]
    as_at: str
    superseded: bool
    documents: list[str]


class Contact(BaseModel):
    """Somebody who can be reached."""

    name: str
    phone: str
    email: str
    note: str
    hours: str
    now: bool
    own: bool


class LiveConcern(BaseModel):
    """Whom to reach first, where somebody may be at risk now."""

    concern: str
    heading: str
    organisation: str
    contacts: list[Contact]
    lines: list[str]
    set_up: str


class Answer(BaseModel):
    """What was answered."""

    live_concern: LiveConcern | None
    version: int = Field(alias="schema")
    question: str
    removed: list[str]
    searched_for: str
    scope: AnsweredFrom
    kind: str
    asks: str
    statements: list[Statement]
    more: list[Statement]
    advice: str
    reason: str
    conflicts: list[Conflict]
    notices: list[str]
    passages: list[Hit]
    confidence: float
    model: str
    prompts: list[str]
    dropped: list[str]
    timings: dict[str, float]
    library_version: str


class Answered(Answer):
    """The same, with the id of the conversation in which it is kept, or ""."""

    conversation: str


class Exchanges(BaseModel):
    """A conversation that is kept."""

    id: str
    answers: list[Answer]


class Document(BaseModel):
    """A document that is held."""

    id: str
    file: str
    pages: int | None
    passages: int
    gaps: list[Gap]
    title: str
    edition: str
    version: str
    publisher: str
    published: str
    effective_from: str
    effective_until: str
    supersedes: str
    superseded_by: str
    withdrawn: str
    nation: str
    audience: str
    sector: str
    kind: str
    licence: str
    source_url: str
    checked: str
    summarises: str
    work: str
    bases: list[Basis]
    standing: Standing


class Passages(BaseModel):
    """Some passages of a document, and how many it has."""

    total: int
    passages: list[Passage]


class Whole(Document):
    """A document with what is printed on each of its pages as its number."""

    page_labels: list[str]


class Added(BaseModel):
    """What became of a file; ``personal`` tells whether its name seems to hold somebody's."""

    file: str
    outcome: Outcome
    document: Document | None
    messages: list[str]
    personal: bool
