"""The conversation as HTML: pure functions from answers to text.

Questions and documents are untrusted: every value is escaped here or in ``passages``, and none is read as
Markdown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from markdown_it import MarkdownIt

from assistant.answers import Answer, AnswerKind, Citation, Statement, standing_remark
from assistant.concern.panel import Panel
from assistant.people import Person
from assistant.privacy.tokens import Removed
from assistant.web import words
from assistant.web.first import left_out, panel
from assistant.web.log_in_render import log_out
from assistant.web.passages import DUTIES, card_id, duty, marked, nearby_cards, quoted_cards
from assistant.web.permissions import may
from assistant.writing.telling import left_out as sentences_left_out
from assistant.writing.telling import written_by
from ingest.documents import GuidanceDocument


@dataclass(frozen=True, slots=True)
class Said:
    """One exchange.

    Attributes:
        answer: what was answered; its question has tokens in the place of personal data.
        typed: the question as typed; held in memory while the page is open.
        removed: what the tokens stand for.
    """

    answer: Answer
    typed: str = ""
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A question that has no answer yet.

    Attributes:
        question: with tokens in the place of personal data.
        panel: whom to reach first.
        failed: why there is no answer, or "" while one is looked for.
    """

    question: str
    panel: Panel | None = None
    failed: str = ""


def conversation(said: Sequence[Said], *, asked: Open | None = None, arriving: bool = False) -> str:
    """All turns so far, then the question that is being worked on or has failed, if there is one.

    With ``arriving`` the last answer is not whole yet: screen readers wait for it.
    """
    turns = [turn(one, number, busy=arriving and number == len(said)) for number, one in enumerate(said, 1)]
    if asked:
        turns.append(_unanswered(asked, len(said) + 1))
    return f'<div role="log" aria-live="polite" aria-label="Conversation">{"".join(turns)}</div>'


def growing(answer: Answer) -> Iterator[Answer]:
    """A quoted answer as it grows by a statement at a time, with the passages that it cites; whole at last.

    A written one has grown already.
    """
    for count in range(1, len(answer.statements) if answer.kind is AnswerKind.QUOTED else 0):
        statements = answer.statements[:count]
        cited = {citation.passage.id for statement in statements for citation in statement.citations}
        passages = tuple(hit for hit in answer.passages if hit.passage.id in cited)
        yield replace(answer, statements=statements, passages=passages)
    yield answer


def turn(one: Said, number: int, *, busy: bool = False) -> str:
    """Whom to reach first, a question with its answer, and its passages; ids begin with ``t<number>``."""
    answer = one.answer
    said = _statements(answer, number) if answer.statements else _paragraphs(answer.advice)
    return (
        f"{_article(number, busy=busy)}{panel(answer.panel, number)}"
        f'<div class="exchange">{_question(answer.question, number)}{left_out(one.removed, one.typed)}'
        f"{_searched_for(answer)}"
        f"{''.join(_notice(text) for text in answer.notices)}"
        f'<div class="answer {answer.kind.value}">{said}{_unsupported(answer)}</div></div>'
        f"{_passages(answer, number)}</article>"
    )


def opening(documents: Sequence[GuidanceDocument], when_empty: str) -> str:
    """What stands before the first question: what is searched, or what to do when that is nothing."""
    if not documents:
        return f'<section class="empty-library">{_own_words(when_empty)}</section>'
    count = "1 document" if len(documents) == 1 else f"{len(documents):,} documents"
    names = "".join(f"<li>{escape(name)}</li>" for name in sorted(document.name for document in documents))
    return f'<details class="library"><summary>Searches {count}</summary><ul>{names}</ul></details>'


def header(here: str, person: Person, *, leaves: bool = True) -> str:
    """The skip link, the name and what it is for, the way to the other pages, and out.

    Args:
        here: the page that this is of.
        person: who sees it; they are shown the way to what they may use.
        leaves: whether they can log out here.
    """
    skip = '<a class="skip" href="#question">Skip to the question box</a>' if here == "/" else ""
    links = "".join(
        f'<li><a href="{path}"{_current(path == here)}>{escape(name)}</a></li>'
        for path, name in words.PAGES
        if may(person, path)
    )
    title, purpose = escape(words.NAME), escape(words.PURPOSE)
    heading = f"<h1>{title}</h1>" if here == "/" else f'<p class="name">{title}</p>'
    out = log_out(person.name) if person.id and leaves else ""
    return (
        f'{skip}<header class="masthead">{heading}<p>{purpose}</p>'
        f'<nav aria-label="Pages"><ul>{links}</ul></nav>{out}</header>'
    )


def _current(here: bool) -> str:
    return ' aria-current="page"' if here else ""


def page_heading(title: str, about: str) -> str:
    """What a page is called, and what is on it."""
    return f'<div class="page-heading"><h1>{escape(title)}</h1><p>{escape(about)}</p></div>'


def table(label: str, heads: Sequence[str], rows: str) -> str:
    """A table in a frame that scrolls where there is no room.

    Args:
        label: what it holds.
        heads: of its columns.
        rows: as HTML.
    """
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def link(address: str, text: str) -> str:
    """A link to another page of ours, that looks like a button."""
    return f'<a class="go" href="{escape(address)}">{escape(text)}</a>'


def notice(markdown: str) -> str:
    """The standing notice: its first paragraph always in view, the rest one step away."""
    first, _, rest = markdown.strip().partition("\n\n")
    summary = "<summary>What this is, and is not</summary>"
    more = f"<details>{summary}{_own_words(rest)}</details>" if rest else ""
    return f'<section class="notice" aria-label="Important">{_own_words(first)}{more}</section>'


def sent_to(model: str, host: str) -> str:
    """Who writes the answers, and where what is typed goes."""
    return f'<p class="sent-to">{escape(words.SENT.format(model=model, host=host))}</p>'


def hint(text: str) -> str:
    """A short remark under the question box; spoken by screen readers when it changes."""
    return f'<p class="hint" role="status">{escape(text)}</p>'


def told(text: str) -> str:
    """That something was done; spoken by screen readers when it changes."""
    return f'<p class="told" role="status">{escape(text)}</p>'


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
    said = f"{_written_by(answer)}{_said(answer.statements, number)}"
    return f"{said}{_conflicts(answer)}{_more(answer.more, number)}"


def _written_by(answer: Answer) -> str:
    told = written_by(answer)
    return f'<p class="written-by">{escape(told)}</p>' if told else ""


def _unsupported(answer: Answer) -> str:
    """How many sentences of a model were left out, with the reasons one step away."""
    told = sentences_left_out(answer)
    if not told:
        return ""
    reasons = "".join(f"<li>{escape(why)}</li>" for why in answer.dropped)
    return f'<details class="left-out"><summary>{escape(told)}</summary><ul>{reasons}</ul></details>'


def _said(statements: Sequence[Statement], number: int) -> str:
    """Statements below the question that they answer, if there are several, and below their document."""
    said = []
    for question, group in groupby(statements, key=lambda statement: statement.question):
        said += [f'<p class="part">{escape(question)}</p>'] if question else []
        by_document = groupby(group, key=_heading_of)
        said += [_source(document, list(some), number) for document, some in by_document]
    return "".join(said)


def _heading_of(statement: Statement) -> GuidanceDocument | None:
    """The document that a quote stands below; what is written stands below none."""
    return statement.citations[0].document if statement.support is None else None


def _source(document: GuidanceDocument | None, statements: Sequence[Statement], number: int) -> str:
    said = "".join(_statement(statement, number) for statement in statements)
    if document is None:
        return f'<section class="source">{said}</section>'
    standing = standing_remark(document)
    badge = f' <span class="standing">{escape(standing)}</span>' if standing else ""
    return f'<section class="source"><h3>{escape(document.name)}{badge}</h3>{said}</section>'


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
    said = marked(statement.text, statement.decisive, tag="strong")
    element = "blockquote" if statement.support is None else "div"
    return (
        f'<div class="statement"><{element} class="said">{said}</{element}>'
        f' <span class="citations">{links}</span>{strength}</div>'
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


def _unanswered(asked: Open, number: int) -> str:
    state, text = ("failed", asked.failed) if asked.failed else ("working", words.WORKING)
    said = f'<div class="answer"><p class="{state}">{escape(text)}</p></div>'
    exchange = f'<div class="exchange">{_question(asked.question, number)}{said}</div>'
    return f"{_article(number)}{panel(asked.panel, number)}{exchange}</article>"
