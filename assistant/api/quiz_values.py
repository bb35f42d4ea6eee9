"""The shape of what is answered of quizzes, likewise; docs/json.md says what each key holds."""

from pydantic import BaseModel

from assistant.quiz.items import Cited, Quiz


class Made(BaseModel):
    """A quiz that was made and is kept, and what whoever uses it should know."""

    id: str
    remarks: list[str]
    quiz: Quiz


class _OfItem(BaseModel):
    item: str
    number: int | None
    about: str


class Stale(_OfItem):
    """Words cited that can no longer be relied on."""

    why: str
    cited: Cited
    now: Cited | None


class Held(_OfItem):
    """What the guidance says of a key."""

    held: str
    evidence: Cited | None


class Flaw(_OfItem):
    """A fault of writing."""

    rule: str
    option: int | None


class Finding(_OfItem):
    """A wrong answer that may be right."""

    check: str
    option: int | None


class Checked(BaseModel):
    """A quiz held against the library."""

    id: str
    title: str
    items: int
    well: bool
    stale: list[Stale]
    held: list[Held]
    flaws: list[Flaw]
    findings: list[Finding]
