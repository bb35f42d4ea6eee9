"""What the reader is told of how an answer was written."""

import prompts
from assistant.answers import Answer, AnswerKind


def written_by(answer: Answer) -> str:
    """Who wrote the answer, from what and how it was checked; "" where it is quoted."""
    if answer.kind is not AnswerKind.WRITTEN:
        return ""
    return prompts.load("written-by").fill(model=answer.model)


def left_out(answer: Answer) -> str:
    """How many sentences that a model wrote were left out and why, or "" if none was."""
    count = len(answer.dropped)
    if not count:
        return ""
    return prompts.load("written-left-out").fill(
        counted=f"{count} sentence{'s were' if count > 1 else ' was'}"
    )
