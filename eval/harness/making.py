"""Drafts of cases, from what a library says or from questions that people asked; a person confirms them."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path

import prompts
from assistant import Assistant
from assistant.answers import AnswerKind
from assistant.feedback import opened
from assistant.settings import Settings
from assistant.writing.prompting import harmless, new_mark
from eval.harness.cases import Case, Nugget, Provenance
from eval.harness.from_feedback import case_of, nuggets_of
from eval.metrics.resampling import SEED
from eval.questions import EvaluationError
from ingest.documents import GuidanceDocument, Passage, Sentence
from ingest.library import Library

_LEAST = 8
"""Words of a sentence that is worth asking for."""
Asks = Callable[[Passage], str]
"""Makes a question of a passage; "" if it cannot."""


def of_library(library: Library, count: int, asks: Asks | None = None, seed: int = SEED) -> list[Case]:
    """Drafts about sentences that say what must or should be done, a document after the other.

    Args:
        library: what is asked about.
        count: how many at most.
        asks: words the questions; without it, they ask for what stands under the heading, for somebody to
            word them as people do.
        seed: of the choice.

    Raises:
        EvaluationError: there is no such sentence.
    """
    order = random.Random(seed)  # noqa: S311 - a choice of examples
    by_document: list[list[tuple[GuidanceDocument, Passage, Sentence]]] = []
    for document in library.documents():
        some = [
            (document, passage, one)
            for passage in library.passages_of(document.id)
            for one in _telling(passage)
        ]
        order.shuffle(some)
        by_document.append(some)
    turns = (one for row in zip_longest(*by_document) for one in row if one is not None)
    chosen = list(islice(turns, count))
    if not chosen:
        raise EvaluationError("No document of the library says what must or should be done.")
    return [
        _about(at, document, passage, one, asks)
        for at, (document, passage, one) in enumerate(chosen, start=1)
    ]


def of_questions(asked: Assistant, path: Path) -> list[Case]:
    """Drafts of questions that people asked: with what is answered now as what is expected, to be corrected.

    Args:
        asked: answers them.
        path: a file with a question a line, or CSV or JSON lines with a field ``question``.

    Raises:
        EvaluationError: the file cannot be read, or holds no question.
    """
    questions = [one for one in dict.fromkeys(_questions(path)) if one.strip()]
    if not questions:
        raise EvaluationError(f"{path.name} holds no questions")
    return [_as_answered(at, asked, question) for at, question in enumerate(questions, start=1)]


def of_feedback(settings: Settings) -> list[Case]:
    """Drafts of what people said of answers on the page, the latest first.

    Raises:
        EvaluationError: nobody has said anything.
    """
    said = opened(settings).all()
    if not said:
        raise EvaluationError("Nobody has said anything of an answer yet")
    return [case_of(one) for one in said]


def by_model(asked: Assistant) -> Asks | None:
    """Has the model that writes answers word the questions; None where there is none."""
    if asked.writer is None:
        return None
    model = asked.writer.model

    def asks(passage: Passage) -> str:
        from langchain_core.messages import HumanMessage

        told = prompts.load("draft-question").fill(mark=new_mark(), passage=harmless(passage.text))
        lines = str(model.invoke([HumanMessage(told)]).text).strip().splitlines()
        return lines[0].strip() if lines and lines[0].strip().endswith("?") else ""

    return asks


def _telling(passage: Passage) -> Iterator[Sentence]:
    for one in passage.sentences:
        words = passage.text[one.start : one.end].split()
        if len(words) >= _LEAST and {"must", "should"} & {word.casefold() for word in words}:
            yield one


def _about(at: int, document: GuidanceDocument, passage: Passage, one: Sentence, asks: Asks | None) -> Case:
    name = Path(document.path).name
    heading = passage.heading_path[-1] if passage.heading_path else document.metadata.title
    plain = heading if heading.endswith("?") else f"What does {document.name} say on “{heading}”?"
    worded = asks(passage) if asks else ""
    return Case(
        id=f"DRAFT-{at:03}",
        question=worded or plain,
        nuggets=(Nugget(text=passage.text[one.start : one.end], document=name),),
        topic=heading,
        provenance=_drafted(f"drafted from {name}"),
    )


def _as_answered(at: int, asked: Assistant, question: str) -> Case:
    message = asked.screen(question)  # what somebody typed is not kept with their names in it
    answer = asked.ask(message)
    declined = answer.kind is AnswerKind.ABSTAINED
    return Case(
        id=f"ASKED-{at:03}",
        question=message.text,
        expects="decline" if declined else "answer",
        nuggets=nuggets_of(answer),
        provenance=_drafted("a question that was asked, with what was answered"),
    )


def _drafted(by: str) -> Provenance:
    return Provenance(by=by, written=date.today())


def _questions(path: Path) -> Sequence[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.casefold() == ".csv":
            return [row["question"] or "" for row in csv.DictReader(io.StringIO(text, newline=""))]
        if path.suffix.casefold() in (".jsonl", ".ndjson"):
            told = [json.loads(line)["question"] for line in text.split("\n") if line.strip()]
            return [one if isinstance(one, str) else "" for one in told]
    except (OSError, ValueError, csv.Error) as error:
        raise EvaluationError(f"{path.name} cannot be read: {error}") from error
    except (KeyError, TypeError) as error:
        raise EvaluationError(f'{path.name} has no field "question"') from error
    return text.splitlines()
