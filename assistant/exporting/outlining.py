"""From answers to an outline: pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from itertools import groupby

import prompts
from assistant.answers import Answer, Citation, Conflict, Statement, label_of, standing_remark
from assistant.concern.contacts import Contact
from assistant.concern.panel import Panel
from assistant.concern.screen import Concern
from assistant.exporting import words
from assistant.exporting.outline import (
    Block,
    Differing,
    Heading,
    Item,
    Notice,
    Outline,
    Paragraph,
    Said,
    Side,
)
from assistant.exporting.references import Cited
from assistant.exporting.text import lines, on_one_line, shortened
from assistant.web.passages import DUTIES
from assistant.writing.telling import left_out, written_by
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument

LONGEST_HEADING = 160
"""Characters of a question that its heading shows; a longer one stands below it in full."""


def outline(title: str, answers: Sequence[Answer], day: date) -> Outline:
    """A conversation as any file shows it.

    Args:
        title: of the conversation; "" for none.
        answers: its answers, oldest first.
        day: of the export.
    """
    cited = Cited()
    blocks = [block for number, one in enumerate(answers, 1) for block in _exchange(one, number, cited, day)]
    libraries = dict.fromkeys(one.library_version for one in answers if one.library_version)
    exported = words.EXPORTED.format(day=day_in_words(day.isoformat()), version=version("safeguide"))
    held = words.LIBRARY.format(version=on_one_line(", ".join(libraries)))
    return Outline(
        on_one_line(title) or words.UNTITLED,
        (exported, held) if libraries else (exported,),
        on_one_line(prompts.load("notice").text.replace("**", "")),
        tuple(blocks or [Paragraph(words.NOTHING)]),
        cited.references(),
    )


def one_answer(answer: Answer, day: date) -> Outline:
    """One answer with its references, numbered as the page shows them."""
    cited = Cited({citations[0].passage.id: number for number, citations in answer.cited.items()})
    blocks = tuple(_exchange(answer, 1, cited, day))
    return Outline("", (), "", blocks, cited.references())


def _exchange(answer: Answer, number: int, cited: Cited, day: date) -> Iterator[Block]:
    """A question with everything that its turn on the page says."""
    asked = on_one_line(answer.question)
    yield Heading(shortened(asked, LONGEST_HEADING) or words.QUESTION.format(number=number), 1)
    if len(asked) > LONGEST_HEADING:
        yield from map(Paragraph, lines(words.AS_ASKED.format(question=answer.question)))
    yield from _circumstances(answer)
    if answer.panel:
        yield from _panel(answer.panel)
    yield from (Notice(on_one_line(text)) for text in answer.notices if on_one_line(text))
    yield from (Paragraph(line, quiet=True) for line in lines(written_by(answer)))
    cited.asked_about(answer.scope.as_at or day)
    if answer.statements:
        yield from _said(answer.statements, cited, 2)
    else:
        yield from map(Paragraph, lines(answer.advice))
        yield from _nearby(answer)
    yield from (Paragraph(line, quiet=True) for line in lines(left_out(answer)))
    yield from _conflicts(answer.conflicts, cited)
    if answer.more:
        yield Heading(words.MORE, 2)
        yield from _said(answer.more, cited, 3)


def _circumstances(answer: Answer) -> Iterator[Paragraph]:
    """What was left out of the question, how it was searched and in which documents, where that needs
    saying."""
    names = {hit.document.id: hit.document.name for hit in answer.passages}
    searched, scope = on_one_line(answer.searched_for), words.scope_in_words(answer.scope, names)
    if answer.removed:
        tokens = " and ".join(answer.removed)
        yield Paragraph(on_one_line(words.REMOVED.format(tokens=tokens)), quiet=True)
    if searched and searched != on_one_line(answer.question):
        yield Paragraph(words.SEARCHED.format(question=searched), quiet=True)
    if scope:
        yield Paragraph(on_one_line(words.SCOPE.format(scope=scope)), quiet=True)


def _panel(panel: Panel) -> Iterator[Block]:
    """Whom to reach and what to do, in the order in which the page says it."""
    told = [Paragraph(line) for text in panel.lines for line in lines(text)]
    first = list(_contacts("", panel.emergency))
    own = list(_contacts(panel.organisation or words.OWN, panel.own))
    others = list(_contacts(words.HELP if panel.own else "", panel.national))
    yield Heading(on_one_line(panel.heading), 2)
    if panel.concern is Concern.WRITER:
        yield from (*told, *first, *others, *own)
    else:
        yield from (*first, *own, *others, *told)


def _contacts(heading: str, contacts: Sequence[Contact]) -> Iterator[Block]:
    """Contacts with the hours at which they can be reached: whether that is now is nothing to keep."""
    if not contacts:
        return
    if heading:
        yield Heading(on_one_line(heading), 3)
    for one in contacts:
        who = " – ".join(part for part in (one.phone, one.name) if part)
        remarks = (one.email, f"{one.hours}." if one.hours else "", one.note)
        remark = " ".join(part for part in remarks if part)
        yield Item(on_one_line(f"{who}: {remark}" if remark else who))


def _said(statements: Sequence[Statement], cited: Cited, level: int) -> Iterator[Block]:
    """Statements below the question that they answer, if there are several, and below their document."""
    for question, group in groupby(statements, key=lambda statement: statement.question):
        part = on_one_line(question)
        if part:
            yield Heading(part, level)
        for document, some in groupby(group, key=_heading_of):
            if document:
                standing = standing_remark(document)
                name = f"{document.name} [{standing}]" if standing else document.name
                yield Heading(on_one_line(name), level + bool(part))
            yield from (_statement(statement, cited) for statement in some)


def _heading_of(statement: Statement) -> GuidanceDocument | None:
    """The document that a quote stands below; what is written stands below none."""
    return statement.citations[0].document if statement.support is None else None


def _statement(statement: Statement, cited: Cited) -> Said:
    told = words.DUTY.format(strength=statement.strength) if statement.strength in DUTIES else ""
    numbers = cited.numbers(statement.citations)
    return Said(tuple(lines(statement.text)), numbers, told, quoted=statement.support is None)


def _conflicts(conflicts: Iterable[Conflict], cited: Cited) -> Iterator[Block]:
    for place, conflict in enumerate(conflicts):
        if not place:
            yield Heading(words.DIFFER, 2)
        sides = (_side(conflict.first, cited), _side(conflict.second, cited))
        yield Differing(on_one_line(conflict.about), sides)


def _side(citation: Citation, cited: Cited) -> Side:
    said = Said(tuple(lines(citation.quote)), cited.numbers([citation]))
    return Side(on_one_line(citation.document.name), said)


def _nearby(answer: Answer) -> Iterator[Block]:
    """Where the nearest passages stand, of an answer that declined: nothing of them is quoted."""
    if answer.passages:
        yield Heading(words.RELATED, 2)
    yield from (Item(on_one_line(label_of(hit.passage, hit.document))) for hit in answer.passages)
