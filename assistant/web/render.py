"""The conversation as HTML: pure functions from answers to text.

Questions and documents are untrusted: every value is escaped here or in ``passages``, and none is read as
Markdown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from markdown_it import MarkdownIt

from assistant.answers import Answer, AnswerKind, Citation, Statement, standing_remark
from assistant.web import words
from assistant.web.passages import DUTIES, card_id, duty, marked, nearby_cards, quoted_cards
from ingest.documents import GuidanceDocument


def conversation(
    answers: Sequence[Answer], *, asked: str = "", failed: str = "", arriving: bool = False
) -> str:
    """All turns so far, then the question that is being worked on or has failed, if there is one.

    ``failed`` says why there is no answer. With ``arriving`` the last answer is not whole yet: screen
    readers wait for it.
    """
    turns = [
        turn(answer, number, busy=arriving and number == len(answers))
        for number, answer in enumerate(answers, 1)
    ]
    if asked:
        turns.append(_unanswered(asked, len(answers) + 1, failed=failed))
    return f'<div role="log" aria-live="polite" aria-label="Conversation">{"".join(turns)}</div>'


def growing(answer: Answer) -> Iterator[Answer]:
    """The answer as it grows by a statement at a time, with the passages that it cites; whole at last."""
    for count in range(1, len(answer.statements)):
        statements = answer.statements[:count]
        cited = {citation.passage.id for statement in statements for citation in statement.citations}
        passages = tuple(hit for hit in answer.passages if hit.passage.id in cited)
        yield replace(answer, statements=statements, passages=passages)
    yield answer


def turn(answer: Answer, number: int, *, busy: bool = False) -> str:
    """One question with its answer and its passages; ids in it begin with ``t<number>``."""
    said = _statements(answer, number) if answer.statements else _paragraphs(answer.advice)
    state = "abstained" if answer.kind is AnswerKind.ABSTAINED else "quoted"
    return (
        f"{_article(number, busy=busy)}"
        f'<div class="exchange">{_question(answer.question, number)}{_searched_for(answer)}'
        f"{''.join(_notice(text) for text in answer.notices)}"
        f'<div class="answer {state}">{said}</div></div>'
        f"{_passages(answer, number)}</article>"
    )


def opening(documents: Sequence[GuidanceDocument], when_empty: str) -> str:
    """What stands before the first question: what is searched, or what to do when that is nothing."""
    if not documents:
        return f'<section class="empty-library">{_own_words(when_empty)}</section>'
    count = "1 document" if len(documents) == 1 else f"{len(documents):,} documents"
    names = "".join(f"<li>{escape(name)}</li>" for name in sorted(document.name for document in documents))
    return f'<details class="library"><summary>Searches {count}</summary><ul>{names}</ul></details>'


def header() -> str:
    """The skip link, the name and what it is for."""
    return (
        '<a class="skip" href="#question">Skip to the question box</a>'
        f'<header class="masthead"><h1>{escape(words.NAME)}</h1><p>{escape(words.PURPOSE)}</p></header>'
    )


def notice(markdown: str) -> str:
    """The standing notice: its first paragraph always in view, the rest one step away."""
    first, _, rest = markdown.strip().partition("\n\n")
    summary = "<summary>What this is, and is not</summary>"
    more = f"<details>{summary}{_own_words(rest)}</details>" if rest else ""
    return f'<section class="notice" aria-label="Important">{_own_words(first)}{more}</section>'


def hint(text: str) -> str:
    """A short remark under the question box; spoken by screen readers when it changes."""
    return f'<p class="hint" role="status">{escape(text)}</p>'


def _own_words(markdown: str) -> str:
    """Markdown of the product's own prompts as HTML; never for questions or documents."""
    return str(MarkdownIt("commonmark", {"html": False}).render(markdown))


def _article(number: int, *, busy: bool = False) -> str:
    waiting = ' aria-busy="true"' if busy else ""
    return f'<article class="turn" id="t{number}" tabindex="-1" aria-labelledby="t{number}-q"{waiting}>'


def _question(text: str, number: int) -> str:
    return f'<h2 class="question" id="t{number}-q"><span class="unseen">You asked: </span>{escape(text)}</h2>'


def _searched_for(answer: Answer) -> str:
    if not answer.searched_for or answer.searched_for.strip() == answer.question.strip():
        return ""
    return f'<p class="searched">Searched for: {escape(answer.searched_for)}</p>'


def _notice(text: str) -> str:
    return f'<div class="remark" role="note"><b>Please note</b><p>{escape(text)}</p></div>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _statements(answer: Answer, number: int) -> str:
    return f"{_said(answer.statements, number)}{_conflicts(answer)}{_more(answer.more, number)}"


def _said(statements: Sequence[Statement], number: int) -> str:
    """Statements below the question that they answer, if there are several, and below their document."""
    said = []
    for question, group in groupby(statements, key=lambda statement: statement.question):
        said += [f'<p class="part">{escape(question)}</p>'] if question else []
        by_document = groupby(group, key=lambda statement: statement.citations[0].document)
        said += [_source(document, list(some), number) for document, some in by_document]
    return "".join(said)


def _source(document: GuidanceDocument, statements: Sequence[Statement], number: int) -> str:
    standing = standing_remark(document)
    badge = f' <span class="standing">{escape(standing)}</span>' if standing else ""
    return (
        f'<section class="source"><h3>{escape(document.name)}{badge}</h3>'
        f"{''.join(_statement(statement, number) for statement in statements)}</section>"
    )


def _more(statements: Sequence[Statement], number: int) -> str:
    """What else the guidance says, one step away."""
    if not statements:
        return ""
    summary = f"<summary>{words.MORE} ({len(statements)})</summary>"
    return f'<details class="more">{summary}{_said(statements, number)}</details>'


def _conflicts(answer: Answer) -> str:
    """Sentences that differ, side by side."""
    return "".join(
        f'<section class="conflict" aria-label="{words.DIFFER}"><p><b>{words.DIFFER}</b> '
        f'{escape(conflict.about)}</p><div class="pair">{_side(conflict.first)}{_side(conflict.second)}</div>'
        "</section>"
        for conflict in answer.conflicts
    )


def _side(citation: Citation) -> str:
    name = escape(citation.document.name)
    return f"<div><h3>{name}</h3><blockquote>{marked(citation.quote)}</blockquote></div>"


def _statement(statement: Statement, number: int) -> str:
    by_card: dict[int, list[Citation]] = {}
    for citation in statement.citations:
        by_card.setdefault(citation.number, []).append(citation)
    links = " ".join(_citation(citations, number) for citations in by_card.values())
    told = statement.strength in DUTIES
    strength = f'<p class="strength">{duty(statement.strength)}</p>' if told else ""
    return (
        f'<div class="statement"><blockquote>{marked(statement.text, statement.decisive, tag="strong")}'
        f'</blockquote> <span class="citations">{links}</span>{strength}</div>'
    )


def _citation(citations: Sequence[Citation], number: int) -> str:
    """The link to one card, with where the statement's quotes begin in its passage."""
    first = citations[0]
    card = card_id(number, first.number)
    starts = " ".join(str(citation.start) for citation in citations)
    return (
        f'<a class="citation" href="#{card}" data-card="{card}" data-starts="{starts}"'
        f' title="{escape(first.label)}" aria-label="[{first.number}] {escape(first.label)}">'
        f"[{first.number}]</a>"
    )


def _passages(answer: Answer, number: int) -> str:
    quoted, nearby = quoted_cards(answer, number), nearby_cards(answer, number)
    if not quoted and not nearby:
        return ""
    heading = f'<h3 id="t{number}-h">{words.QUOTED if quoted else words.RELATED}</h3>'
    others = f"<h3>{words.RELATED}</h3>" if quoted and nearby else ""
    return (
        f'<section class="passages" aria-live="off" aria-labelledby="t{number}-h">'
        f"{heading}{quoted}{others}{nearby}</section>"
    )


def _unanswered(question: str, number: int, *, failed: str) -> str:
    state, text = ("failed", failed) if failed else ("working", words.WORKING)
    said = f'<div class="answer"><p class="{state}">{escape(text)}</p></div>'
    return f'{_article(number)}<div class="exchange">{_question(question, number)}{said}</div></article>'
