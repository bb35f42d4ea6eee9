"""Whether what an answer says stands in what it cites: asked of a judge, statement by statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from tenacity import RetryError, Retrying, stop_after_attempt, wait_exponential_jitter

from assistant.grounding.judges import Judge, ModelJudge
from assistant.grounding.source import Source, of_passage
from assistant.grounding.verdict import Support, Verdict
from eval.harness.observing import Observed, Said
from eval.metrics import Cited, Fidelity, fidelity, verbatim
from eval.questions import EvaluationError
from ingest.library import Library

TRIES = 3
"""How often a judge that fails is asked before it is reported."""

Judges = Callable[[str, Sequence[Source]], Verdict]
"""Says whether sources support a statement: ``Verifier.verify``, with a judge of one's own in it or none."""
Texts = Callable[[Sequence[str]], list[Source]]
"""Passages by id, as sources."""
TO_THE_LETTER = Verdict(Support.SUPPORTED, 1.0)
"""Of a statement that stands in what it cites word for word."""


class JudgeFailed(EvaluationError):
    """A judge could not say; its case is reported and not scored."""


class Persistent:
    """A chat model that judges and, unlike the product's, says so when it fails; it is asked again first.

    Args:
        judge: the product's.
        tries: how often it is asked.
    """

    def __init__(self, judge: ModelJudge, tries: int = TRIES) -> None:
        self._judge = judge
        self._tries = tries

    def probability(self, statement: str, source: str) -> float:
        """1 if the model says that the source supports the statement, 0 if not.

        Raises:
            JudgeFailed: it failed each time.
        """
        trying = Retrying(
            stop=stop_after_attempt(self._tries), wait=wait_exponential_jitter(multiplier=0.5, max=5)
        )
        try:
            return float(trying(self._judge.says, statement, source))
        except RetryError as error:
            failure = error.last_attempt.exception()
            raise JudgeFailed(f"The judge failed {self._tries} times: {type(failure).__name__}") from error


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is made of one statement.

    Attributes:
        cited: whether its citations support it, together and one by one.
        likely: the probability that they do.
        why: why they do not, in words, or "".
        differs: whether a fact in it is otherwise than in its source.
        kept: numbers, duties and negations, by the plain check.
        exact: for each quote, whether it stands in its passage to the letter.
    """

    cited: Cited
    likely: float
    why: str
    differs: bool
    kept: Fidelity
    exact: tuple[bool, ...]

    @property
    def holds(self) -> bool:
        """Whether it may be said: it is supported, keeps its facts, and quotes to the letter."""
        return self.cited.together and all(self.kept) and all(self.exact)

    @property
    def contradicts(self) -> bool:
        """Whether it says otherwise than its source, and not only more."""
        return not all(self.kept) or self.differs

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {**asdict(self), "cited": self.cited._asdict(), "kept": self.kept._asdict()}


def sources_of(library: Library) -> Texts:
    """The passages of a library as sources; each is read once."""
    names = {one.id: one for one in library.documents()}

    @lru_cache(maxsize=10_000)
    def one(id_: str) -> Source | None:
        held = library.passages([id_])
        return of_passage(held[0], names.get(held[0].document_id)) if held else None

    return lambda ids: [source for id_ in ids if (source := one(id_)) is not None]


def judged(observed: Observed, judge: Judges, texts: Texts) -> list[Judgement]:
    """What is made of each statement of an answer.

    Raises:
        JudgeFailed: the judge could not say.
    """
    return [_judgement(one, judge, texts, observed.cited) for one in observed.statements]


def _judgement(said: Said, judge: Judges, texts: Texts, cited: Mapping[str, str]) -> Judgement:
    told = "\n".join(cited.get(one, "") for one in said.passages)
    verdict = TO_THE_LETTER if verbatim(said.text, told) else judge(said.text, texts(said.passages))
    together = verdict.support is Support.SUPPORTED
    alone, without = _one_by_one(said, judge, texts) if together else ((False,) * len(said.passages),) * 2
    return Judgement(
        Cited(together, alone, without),
        verdict.probability,
        verdict.why,
        bool(verdict.differences),
        fidelity(said.text, told),
        tuple(bool(quote) and quote in cited.get(id_, "") for id_, quote in said.quotes),
    )


def _one_by_one(said: Said, judge: Judges, texts: Texts) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Of a supported statement, whether each citation supports it alone, and the others without it."""
    if len(said.passages) == 1:
        return (True,), (False,)
    others = [[id_ for id_ in said.passages if id_ != one] for one in said.passages]
    return (
        tuple(_supports(said, [one], judge, texts) for one in said.passages),
        tuple(_supports(said, ids, judge, texts) for ids in others),
    )


def _supports(said: Said, ids: Iterable[str], judge: Judges, texts: Texts) -> bool:
    return judge(said.text, texts(list(ids))).support is Support.SUPPORTED


def patient(judge: Judge | None) -> Judge | None:
    """A judge that is asked again if it fails, and says so if it does to the end."""
    return Persistent(judge) if isinstance(judge, ModelJudge) else judge
