"""A quiz as a file for other systems and for paper, and such files read back.

    Quiz ──gift | moodle | qti | aiken | h5p | table | printing──▶ bytes
    bytes ──gift_reading | moodle_reading──▶ Quiz

What no form but the native one holds is named by ``losses``. Every text is untrusted: each form escapes it in
its own way, after characters that a file cannot hold and blanks at the ends of paragraphs have been left out.
"""

from enum import Enum

from assistant.quiz.formats.importing import Imported, imported
from assistant.quiz.items import Quiz, Status

__all__ = ["FORMS", "Form", "Imported", "exported", "imported", "losses"]

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Form(Enum):
    """What a quiz can be exported as.

    Attributes:
        media_type: for the header of a response.
        suffix: of the file's name, with its dot.
        label: for people.
    """

    GIFT = ("text/plain; charset=utf-8", ".gift.txt", "Moodle GIFT")
    MOODLE = ("application/xml", ".xml", "Moodle XML")
    QTI = ("application/zip", ".zip", "QTI 2.1 package")
    AIKEN = ("text/plain; charset=utf-8", ".aiken.txt", "Aiken")
    H5P = ("application/zip", ".h5p", "H5P Question Set")
    CSV = ("text/csv; charset=utf-8", ".csv", "Spreadsheet (CSV)")
    JSON = ("application/json", ".json", "Safeguide quiz")
    HANDOUT_DOCX = (_DOCX, ".docx", "Hand-out (Word)")
    HANDOUT_PDF = ("application/pdf", ".pdf", "Hand-out (PDF)")
    KEY_DOCX = (_DOCX, ".docx", "Facilitator's key (Word)")
    KEY_PDF = ("application/pdf", ".pdf", "Facilitator's key (PDF)")

    def __init__(self, media_type: str, suffix: str, label: str) -> None:
        self.media_type = media_type
        self.suffix = suffix
        self.label = label


FORMS = {one.name.lower().replace("_", "-"): one for one in Form}
"""What a quiz can be exported as, by the names that the command line and the interface have for each."""


def exported(quiz: Quiz, form: Form) -> bytes:
    """A quiz as a file. Items that a trainer has rejected are only in the native form."""
    if form is Form.JSON:
        return quiz.to_json().encode()
    kept = _kept(quiz)
    if form in _PRINTED:
        from assistant.quiz.formats import printing

        return printing.written(kept, key=form.name.startswith("KEY"), pdf=form.name.endswith("PDF"))
    from assistant.quiz.formats import aiken, gift, h5p, moodle, qti, table

    writers = {
        Form.GIFT: gift.written,
        Form.MOODLE: moodle.written,
        Form.QTI: qti.written,
        Form.AIKEN: aiken.written,
        Form.H5P: h5p.written,
        Form.CSV: table.written,
    }
    return writers[form](kept)


def losses(quiz: Quiz, form: Form) -> tuple[str, ...]:
    """What a form cannot hold of this quiz, a plain sentence each."""
    if form is Form.JSON:
        return ()
    from assistant.quiz.formats import losing

    return losing.losses(quiz, _kept(quiz), form.name)


_PRINTED = (Form.HANDOUT_DOCX, Form.HANDOUT_PDF, Form.KEY_DOCX, Form.KEY_PDF)


def _kept(quiz: Quiz) -> Quiz:
    """The quiz without what a trainer has rejected."""
    return quiz.model_copy(
        update={"items": tuple(one for one in quiz.items if one.status is not Status.REJECTED)}
    )
