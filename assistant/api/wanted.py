"""What may be sent: each field with its limits, so that what cannot be used is refused before it is."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StrictBool,
)
from pydantic_core import CoreSchema, core_schema

from assistant.quiz.making import ROLES
from assistant.scope import Scope
from assistant.web.words import LONGEST_QUESTION
from ingest.catalogue.entries import BadEntry, checked_values
from ingest.vocabulary import AUDIENCES, KINDS, NATIONS, SECTORS, UK

MOST_BEFORE = 20
"""Earlier questions that are sent along."""
MOST_PASSAGES = 20
MOST_ITEMS = 50
MOST_DOCUMENTS = 100
LONGEST_LINE = 300
_ALL = "all"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_CONTROLS = r"^[^\x00-\x1f\x7f-\x9f]*$"
_SOMETHING = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
_PUBLISHED = r"^((19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"


class OneOf:
    """Marks a text that must be one of some words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self._words)


def _day(sent: object) -> date:
    if not isinstance(sent, str) or not _DAY.fullmatch(sent):
        raise ValueError("write it as year-month-day, 2024-11-30")
    try:
        return date.fromisoformat(sent)
    except ValueError:
        raise ValueError("there is no such day") from None


def _no_text(sent: object) -> object:
    if isinstance(sent, str | bool):
        raise ValueError("write it as a number")
    return sent


def _real(sent: str) -> str:
    try:
        checked_values({"published": sent})
    except BadEntry:  # which says again what was sent
        raise ValueError("there is no such day") from None
    return sent


Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, pattern=r"[^\s\x00-\x1f]")]
Line = Annotated[str, Field(max_length=LONGEST_LINE, pattern=_NO_CONTROLS)]
Title = Annotated[str, Field(max_length=LONGEST_LINE, pattern=_SOMETHING)]
Id = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
"""Of a document or a passage."""
ConversationId = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,64}$")]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[int, BeforeValidator(_no_text)]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class InScope(_Sent):
    """Which guidance is wanted; what is left out is as the settings say."""

    nation: Annotated[str, OneOf((*sorted(UK), "ireland", _ALL))] | None = None
    """Guidance of one nation, or all."""
    audience: Annotated[str, OneOf(one for one in AUDIENCES if one != "both")] | None = None
    """Guidance on children, or on adults; else on both."""
    sector: Annotated[str, OneOf(SECTORS)] | None = None
    """Guidance for one sector, multi-agency guidance included; else for all."""
    day: Day | None = None
    """Guidance as it stood on a day, for looking back at a case; else as it stands today."""

    def scope(self, default: Scope) -> Scope:
        """The same as the assistant takes it."""
        nation = "" if self.nation == _ALL else self.nation or default.nation
        return Scope(nation, self.audience or "", self.sector or "", as_at=self.day)


class Search(InScope):
    """What to search for."""

    q: Question
    """A question, in anybody's words."""
    count: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = 10
    """How many passages are wanted."""


class Asking(_Sent):
    """A question."""

    question: Question
    """In the asker's own words. Names and numbers of people are left out before it is searched."""
    scope: InScope = InScope()
    """Which guidance it is answered from."""
    history: Annotated[list[Question], Field(max_length=MOST_BEFORE)] = []
    """Questions asked before, oldest first, so that a follow-up is understood. Those of a conversation that
    is gone on with are known."""
    conversation: ConversationId | None = None
    """The id of a conversation that was kept, to go on with it."""
    keep: StrictBool = False
    """Whether this is kept as the first question of a new conversation, where none is gone on with."""


class Entry(_Sent):
    """What is to be changed of a catalogue entry; what is left out stays, and "" says that there is none."""

    title: Title | None = None
    """The document's own title."""
    edition: Line | None = None
    """As people name it: May 2024."""
    published: Annotated[str, Field(pattern=_PUBLISHED), AfterValidator(_real)] | None = None
    """A year, a month or a day: 2026, 2026-09, 2026-09-01."""
    publisher: Line | None = None
    """Who issued it."""
    nation: Annotated[str, OneOf(("", *NATIONS))] | None = None
    kind: Annotated[str, OneOf(("", *KINDS))] | None = None
    audience: Annotated[str, OneOf(("", *AUDIENCES))] | None = None
    sector: Annotated[str, OneOf(("", *SECTORS))] | None = None
    confirm: StrictBool = False
    """Whether all the rest of the entry is said to be right as it stands."""

    @property
    def said(self) -> dict[str, str]:
        """The fields that are to be changed."""
        return self.model_dump(exclude_none=True, exclude={"confirm"})


class QuizWanted(_Sent):
    """What quiz to make."""

    topic: Line = ""
    """What it is about, in anybody's words; else anything."""
    documents: Annotated[list[Id], Field(max_length=MOST_DOCUMENTS)] = []
    """Ids of documents to make it from; else all that are in force."""
    items: Annotated[Number, Field(ge=1, le=MOST_ITEMS)] = 10
    """How many questions."""
    role: Annotated[str, OneOf(("", *ROLES))] = ""
    """For whom; else anybody."""
    level: Annotated[Number, Field(ge=0, le=3)] = 0
    """1 for everybody, 2 for who acts on concerns, 3 for leads; 0 is any."""
    seed: Annotated[Number, Field(ge=0, le=2**31 - 1)] = 0
    """Another number makes other questions."""
    title: Line = ""
    """What to call it; else it is called after what is asked for."""
