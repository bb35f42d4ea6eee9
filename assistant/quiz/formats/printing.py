"""A quiz on paper: the hand-out that participants fill in, and the facilitator's key to it.

Both are outlines, written as Word and as PDF by what writes conversations. The key says all that the hand-out
says, in the same places, and what is right.
"""

from collections.abc import Iterator
from datetime import date

from assistant.exporting.outline import Block, Heading, Notice, Outline, Paragraph, Said
from assistant.exporting.text import lines, on_one_line
from assistant.quiz.formats import telling, words
from assistant.quiz.formats.sheets import Question, asked, letter, parts
from assistant.quiz.items import Item, Kind, Option, Quiz, Status, letters
from assistant.web.passages import DUTIES
from ingest.dates import day_in_words


def written(quiz: Quiz, *, key: bool, pdf: bool) -> bytes:
    """The whole as a file.

    Args:
        quiz: what is asked.
        key: whether it says what is right.
        pdf: whether it is a PDF, rather than a Word document.
    """
    told, day = outline(quiz, key=key), _day(quiz)
    if pdf:
        from assistant.exporting.pdf import written as as_pdf

        return as_pdf(told, day)
    from assistant.exporting.docx import written as as_docx

    return as_docx(told, day)


def outline(quiz: Quiz, *, key: bool) -> Outline:
    """A quiz as either file shows it."""
    blocks: list[Block] = [] if key else [Paragraph(words.NAME_LINE)]
    for part in parts(quiz.items):
        if part.heading:
            blocks.append(Heading(part.heading, 1))
        for question in part.questions:
            blocks += _question(question, key)
    if not quiz.items:
        blocks.append(Paragraph(words.NOTHING))
    title = telling.title(quiz)
    notice = words.FOR_FACILITATOR if key else words.FOR_PARTICIPANTS
    return Outline(f"{title}: {words.KEY}" if key else title, tuple(_origin(quiz)), notice, tuple(blocks), ())


def _day(quiz: Quiz) -> date:
    try:
        return date.fromisoformat(quiz.made)
    except ValueError:
        return date.today()


def _origin(quiz: Quiz) -> Iterator[str]:
    """What it is about, how many points are enough, and whether anybody has looked at it."""
    about = (on_one_line(part) for part in (quiz.topic, quiz.role, quiz.nation))
    if told := ", ".join(part for part in about if part):
        yield told
    number = len(quiz.items)
    yield words.COUNTS.format(items=f"{number} question{'' if number == 1 else 's'}", mark=quiz.pass_mark)
    if on_one_line(quiz.reviewed_by):
        day = day_in_words(on_one_line(quiz.reviewed_on))
        yield words.REVIEWED.format(name=on_one_line(quiz.reviewed_by), day=day).rstrip()
    drafts = sum(item.status is Status.DRAFT for item in quiz.items)
    if drafts:
        yield words.DRAFTS.format(drafts=drafts, items=len(quiz.items))


def _question(question: Question, key: bool) -> Iterator[Block]:
    item = question.item
    yield Heading(question.heading, question.level)
    for text in question.situation:
        yield from map(Paragraph, lines(text))
    yield from map(Paragraph, lines(item.stem))
    yield Paragraph(words.HOW[item.kind], quiet=True)
    yield from map(Paragraph, asked(item))
    if key:
        yield from _answered(item)


def _answered(item: Item) -> Iterator[Block]:
    """What is right and why, and the words that make it so."""
    yield Notice(words.RIGHT.format(right=_right(item)))
    if item.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE):
        for place, option in enumerate(item.options):
            yield from map(Paragraph, lines(_reason(option, place)))
    for lead, reason in telling.leads(item):
        if telling.told(reason):
            yield from map(Paragraph, lines(f"{lead}: {reason}"))
    yield from map(Paragraph, lines(item.rationale))
    for cited in item.cited:
        duty = words.DUTY.format(strength=cited.strength) if cited.strength in DUTIES else ""
        yield Said(tuple(lines(cited.quote)), (), duty)
        where, edition = telling.where(cited), on_one_line(cited.edition)
        shown = f"{where} ({edition})" if edition and edition not in where else where
        if shown:
            yield Paragraph(shown, quiet=True)
    if on_one_line(item.objective):
        yield Paragraph(words.OBJECTIVE.format(objective=on_one_line(item.objective)), quiet=True)


def _reason(option: Option, place: int) -> str:
    """Why an option is right or is not, and what a wrong one is made of."""
    verdict = words.IS_RIGHT if option.correct else words.IS_WRONG
    made = words.MADE_FROM.format(source=on_one_line(option.source)) if on_one_line(option.source) else ""
    said = " ".join(part for part in (telling.told(option.rationale), made) if part)
    return f"{letter(place)} {verdict}: {said}" if said else f"{letter(place)} {verdict}."


def _right(item: Item) -> str:
    """The answer as it stands on the hand-out: letters, or the number."""
    if item.kind is Kind.NUMBER:
        return f"{item.number} {on_one_line(item.unit)}".strip()
    if item.kind is Kind.ORDERING:
        order = telling.shuffled([one.text for one in item.options], item.id)
        return ", ".join(letter(order.index(place)) for place in range(len(order)))
    if item.kind is Kind.MATCHING:
        order = telling.shuffled(item.answers, item.id)
        shown = [item.answers[place] for place in order]
        right = [letter(shown.index(pair.answer)) for pair in item.pairs]
        return ", ".join(f"{number} {one}" for number, one in enumerate(right, 1))
    return ", ".join(letters(item.options))
