"""A conversation as a file, for a case file or a meeting: Markdown, DOCX or PDF.

    answers ──outlining──▶ Outline ──markdown | docx | pdf──▶ bytes

All three say exactly the same. What writes DOCX and PDF is loaded only when it is asked for.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from assistant.answers import Answer
from assistant.exporting import markdown, plain
from assistant.exporting.outlining import one_answer, outline
from assistant.exporting.text import file_name

__all__ = ["Form", "copied", "exported", "file_name"]


class Form(Enum):
    """What a conversation can be exported as.

    Attributes:
        media_type: for the header of a response.
        suffix: of the file's name, with its dot.
    """

    MARKDOWN = ("text/markdown; charset=utf-8", ".md")
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    PDF = ("application/pdf", ".pdf")

    def __init__(self, media_type: str, suffix: str) -> None:
        self.media_type = media_type
        self.suffix = suffix


def exported(title: str, answers: Sequence[Answer], form: Form, day: date) -> bytes:
    """A conversation as a file; any text in it is written and none raises.

    Args:
        title: of the conversation; "" for none.
        answers: oldest first; there may be none.
        form: of the file.
        day: of the export, which the file names.
    """
    told = outline(title, answers, day)
    if form is Form.DOCX:
        from assistant.exporting.docx import written as as_docx

        return as_docx(told, day)
    if form is Form.PDF:
        from assistant.exporting.pdf import written as as_pdf

        return as_pdf(told, day)
    return markdown.written(told)


def copied(answer: Answer) -> str:
    """One answer as plain text with its citations and references, numbered as the page shows them."""
    return plain.written(one_answer(answer, date.today()))
