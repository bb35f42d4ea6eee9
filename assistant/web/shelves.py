"""What the library holds, as HTML: pure functions. Documents are untrusted and leave here escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from assistant.answers import standing_remark
from assistant.entries import entry_lines, to_confirm
from assistant.gaps import summary
from assistant.web import render, words
from ingest.dates import day_in_words
from ingest.documents import GuidanceDocument, State
from ingest.pipeline import Outcome, Result
from ingest.vocabulary import KINDS, NATIONS

FIELDS = ("title", "edition", "published", "publisher", "nation", "kind", "audience", "sector")
"""Of a catalogue entry, those that are changed on the page; the command line has all."""


def table(held: Sequence[GuidanceDocument], counts: Mapping[str, int]) -> str:
    """All documents with their standing, by name."""
    if not held:
        return f'<p class="none">{escape(words.EMPTY_LIBRARY)}</p>'
    rows = "".join(
        _row(one, counts.get(one.id, 0)) for one in sorted(held, key=lambda one: one.name.casefold())
    )
    return render.table(words.LIBRARY_TABLE, words.LIBRARY_COLUMNS, rows)


def added(results: Sequence[Result], personal: Sequence[str]) -> str:
    """What became of files that were added, with what was understood of each, for somebody to confirm."""
    return "".join(f"<li>{_result(one, one.path.name in personal)}</li>" for one in results).join(
        ('<ul class="added" role="status">', "</ul>")
    )


def entry(document: GuidanceDocument, held: Sequence[GuidanceDocument]) -> str:
    """What is known of a document, what somebody should look at, and where its changes are told."""
    lines = "\n".join(line.strip() for line in entry_lines(document))
    unsure = ", ".join(name.replace("_", " ") for name in to_confirm(document))
    look = f'<p class="remark"><b>{words.TO_CONFIRM}</b> {escape(unsure)}</p>' if unsure else ""
    links = "".join(
        _changes(one, document)
        for one in held
        if one.standing.by_id == document.id and one.standing.state is State.SUPERSEDED
    )
    return f'<pre class="entry">{escape(lines)}</pre>{look}{links}'


def _row(one: GuidanceDocument, passages: int) -> str:
    told = one.metadata
    nation = NATIONS[told.nation][0] if told.nation in NATIONS else told.nation
    standing = standing_remark(one) or (words.IN_FORCE if one.standing.state is State.IN_FORCE else "")
    state = "standing" if standing_remark(one) else ""
    checked = day_in_words(told.checked) if told.checked else ""
    gaps = f"<br>{escape(summary(one.gaps))}" if one.gaps else ""
    cells = (nation, KINDS.get(told.kind, told.kind), f"{one.pages or ''}", f"{passages:,}", checked)
    return (
        f'<tr><th scope="row">{escape(one.name)}{gaps}</th><td class="{state}">{escape(standing)}</td>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def _result(result: Result, personal: bool) -> str:
    name = f"<b>{escape(result.path.name)}</b>: {escape(words.OUTCOMES[result.outcome.value])}"
    if result.outcome is Outcome.FAILED or result.document is None:
        return f"{name} {escape(' '.join(result.messages))}"
    said = [*result.messages, summary(result.document.gaps)] if result.document.gaps else result.messages
    warned = "".join(f"<p>{escape(one)}</p>" for one in said)
    names = f"<p>{words.NAME_IN_FILE}</p>" if personal else ""
    lines = "\n".join(line.strip() for line in entry_lines(result.document))
    follows = ""
    if result.before and result.outcome is Outcome.ADDED:
        follows = _changes(result.before, result.document)
    return f'{name}{names}{warned}<pre class="entry">{escape(lines)}</pre>{follows}<p>{words.IS_IT_RIGHT}</p>'


def _changes(old: GuidanceDocument, new: GuidanceDocument) -> str:
    address = f"/changes?old={quote(old.id, safe='')}&amp;new={quote(new.id, safe='')}"
    return f'<p><a href="{address}" target="_blank">{escape(words.CHANGES.format(name=old.name))}</a></p>'
