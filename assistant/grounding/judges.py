"""Judges: models of your own that say how likely it is that passages say what a statement says.

None comes with Safeguide; the calibrated measures say it where none is named. A judge's probability takes
their place and nothing else: a statement that has a number, a duty, a person or a condition otherwise than
its source is not supported, whatever a judge makes of it, and the judge is not even asked.
"""

import logging
import math
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

import prompts
from assistant.grounding.evidence import Evidence
from assistant.grounding.source import Source
from assistant.tokens import count_tokens
from assistant.writing.prompting import harmless, new_mark
from assistant.writing.streaming import streamed
from ingest.errors import LibraryError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_TOKENS = 380
"""Of passages that a judge is given: most cross-encoders read 512 tokens, the statement's among them."""
LONGEST = 4_000
"""Characters of a statement, and of passages, that a chat model is given."""
_SUPPORTS = frozenset("entailment entailed entails consistent supported supports".split())
"""What models call the label that says that the source supports the statement."""
_NUMBERED = frozenset({"1", "label 1"})
"""The same in a model with two labels that have no names."""
_YES = re.compile(r"\W*yes\W*", re.IGNORECASE)

logger = logging.getLogger(__name__)


class Judge(Protocol):
    """Says whether a source supports a statement."""

    def probability(self, statement: str, source: str) -> float:
        """The probability, 0 to 1, that a source supports a statement."""
        ...


def judged(judge: Judge, statement: str, source: str) -> float:
    """What a judge says, held to 0 to 1; 0 where it gives no number."""
    likely = float(judge.probability(statement, source))
    return min(max(likely, 0.0), 1.0) if math.isfinite(likely) else 0.0


def shown(sources: Sequence[Source], aligned: Evidence) -> str:
    """What a judge is given to read: the sources whole, as sentences are judged better where they stand; if
    they are too long for it, the sentences that the statement rests on."""
    whole = "\n\n".join(map(_whole, sources))
    if count_tokens(whole) <= MOST_TOKENS:
        return whole
    return "\n".join(filter(None, (aligned.above, *aligned.sentences)))


def _whole(source: Source) -> str:
    """A source below what it stands below and what leads into it."""
    leads = (lead for lead in dict.fromkeys(source.leads) if lead not in source.text)
    return "\n".join(filter(None, (source.above, *leads, source.text)))


class CrossEncoderJudge:
    """A cross-encoder of sentence-transformers, loaded at first use: one for natural language inference, or
    trained to find what a source does not say.

    Nothing is fetched, and no code that comes with a model is run.

    Args:
        name: a folder with its weights, or a model's name in the local cache.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def probability(self, statement: str, source: str) -> float:
        """The probability, 0 to 1, that a source supports a statement.

        Raises:
            LibraryError: there is no such model, or none of its labels says that.
        """
        label = self._label
        logits = self._model.predict([(source, statement)], show_progress_bar=False)
        return _share(np.asarray(logits, dtype=np.float64).reshape(-1), label)

    @cached_property
    def _label(self) -> int:
        """The place of the label that says so; found out before the weights are loaded."""
        from transformers import AutoConfig

        try:
            told = AutoConfig.from_pretrained(self.name, local_files_only=True, trust_remote_code=False)
        except Exception as error:  # whatever is wrong with a model of somebody's own is said in plain words
            raise self._unusable(self._reason(error)) from error
        if not any(one.endswith("ForSequenceClassification") for one in told.architectures or ()):
            raise self._unusable("it is not a model that gives two texts a score")
        place = supporting(told.id2label)
        if place is None:
            named = ", ".join(map(str, told.id2label.values()))
            raise self._unusable(f"none of its labels says that a text supports another: {named}")
        return place

    @cached_property
    def _model(self) -> Any:
        import torch
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(
                self.name, device="cpu", activation_fn=torch.nn.Identity(), local_files_only=True
            )
        except Exception as error:
            raise self._unusable(self._reason(error)) from error

    def _reason(self, error: Exception) -> str:
        if not Path(self.name).exists():
            return "there is no such folder, and no whole model of that name in the local cache"
        return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")

    def _unusable(self, reason: str) -> LibraryError:
        return LibraryError(
            f"The judge {self.name!r} cannot be used ({reason}). Set SAFEGUIDE_JUDGE to a folder that holds "
            "a sentence-transformers CrossEncoder with one label, or with one called entailment, consistent "
            "or supported; or leave it empty to do without."
        )


def supporting(labels: Mapping[int, str]) -> int | None:
    """The place of the label that says that a source supports a statement; None if it cannot be told.

    A single label is a score, whatever it is called. Of two without names the second says yes.
    """
    if len(labels) == 1:
        return next(iter(labels))
    known = _SUPPORTS | _NUMBERED if len(labels) == 2 else _SUPPORTS
    plain = {place: re.sub(r"[\W_]+", " ", name).strip().lower() for place, name in labels.items()}
    places = [place for place, name in plain.items() if name in known]
    return places[0] if len(places) == 1 else None


def _share(logits: npt.NDArray[np.float64], label: int) -> float:
    """One logit as a probability; of several the label's share of them all."""
    if len(logits) == 1:
        logits, label = np.array([0.0, logits[0]]), 1
    odds = np.exp(logits - logits.max())
    return float(odds[label] / odds.sum())


class ModelJudge:
    """A chat model that is asked whether passages support a statement, and fails closed.

    Args:
        model: any langchain chat model, made with temperature 0 (``chat_model`` makes it so).
        seconds: how long one answer is waited for.
    """

    def __init__(self, model: "BaseChatModel", seconds: float = 10.0) -> None:
        self.model = model
        self.seconds = seconds

    def probability(self, statement: str, source: str) -> float:
        """1 if the model answers YES; 0 if it answers anything else, fails or takes too long. Nothing is
        raised."""
        try:
            return float(self.says(statement, source))
        except Exception as error:  # whatever it is, what was not judged is not supported
            # An error's own words may quote what was sent, or the key: its kind alone is logged.
            logger.warning("A statement could not be judged: %s", type(error).__qualname__)
            return 0.0

    def says(self, statement: str, source: str) -> bool:
        """Whether it says that a source supports a statement.

        Raises:
            Exception: what the model's own library raises, or ``streamed``.
        """
        return bool(_YES.fullmatch("".join(self._pieces(statement, source))))

    def _pieces(self, statement: str, source: str) -> Iterator[str]:
        from langchain_core.messages import HumanMessage

        ends = time.monotonic() + self.seconds
        told = prompts.load("judge").fill(
            mark=new_mark(), source=harmless(source)[:LONGEST], statement=harmless(statement)[:LONGEST]
        )
        with closing(streamed(self.model, [HumanMessage(told)], lambda: ends - time.monotonic())) as pieces:
            yield from pieces
