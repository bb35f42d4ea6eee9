"""Drafts of cases from what people said of answers; a person corrects and confirms them."""

import json
from datetime import datetime
from pathlib import Path

from assistant.answers import Answer, AnswerKind
from assistant.feedback import Feedback
from eval.harness.cases import Asked, Case, Nugget, Provenance
from eval.questions import EvaluationError, checked, json_lines, read_text


def case_of(feedback: Feedback) -> Case:
    """A draft of what was asked. What an answer that helped quotes is what is expected; of one that did not
    help it is only whose concern it took it for, until a person says what is right.

    A follow-up stands alone; its provenance tells what was searched for.
    """
    answer = feedback.answer
    nuggets = nuggets_of(answer) if feedback.helpful else ()
    declined = feedback.helpful and answer.kind is AnswerKind.ABSTAINED
    return Case(
        id=f"FEEDBACK-{feedback.id}",
        question=feedback.question,
        scope=Asked.model_validate(
            {name: getattr(answer.scope, name) for name in ("nation", "as_at", "superseded")}
        ),
        expects="answer" if nuggets else "decline" if declined else "any",
        nuggets=nuggets,
        concern=None if feedback.helpful else answer.panel.concern.value if answer.panel else "none",
        provenance=Provenance(by=_told(feedback), written=datetime.fromisoformat(feedback.given).date()),
    )


def nuggets_of(answer: Answer) -> tuple[Nugget, ...]:
    """What each statement of an answer quotes first; what the first one does is vital."""
    return tuple(
        Nugget(text=one.quote, document=Path(one.document.path).name, vital=not place)
        for place, statement in enumerate(answer.statements)
        for one in statement.citations[:1]
    )


def add_draft(path: Path, case: Case) -> None:
    """Add a case to a file of drafts, as its last line; the file is made where there is none.

    Raises:
        EvaluationError: the file cannot be read or written, is none of cases, or has a case of that id.
    """
    text = read_text(path) if path.exists() else ""
    held = checked(json_lines(text, path.name), Case, path.name, "cases") if text.strip() else []
    if any(one.id == case.id for one in held):
        raise EvaluationError(f"{path.name} has a case {case.id} already.")
    row = case.model_dump(mode="json", exclude_defaults=True)
    line = json.dumps(row, ensure_ascii=False) + "\n"
    before = "\n" if text and not text.endswith("\n") else ""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(before + line)
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written ({error.strerror}).") from error


def _told(feedback: Feedback) -> str:
    """What was said of the answer, for whoever makes a case of it."""
    told = "helpful" if feedback.helpful else "not helpful"
    reasons = f" ({', '.join(feedback.reasons)})" if feedback.reasons else ""
    words = f": “{' '.join(feedback.words.split())}”" if feedback.words else ""
    searched = feedback.answer.searched_for.strip()
    follows = f"; searched for “{searched}”" if searched not in ("", feedback.question.strip()) else ""
    return f"drafted from feedback, {told}{reasons}{words}{follows}"
