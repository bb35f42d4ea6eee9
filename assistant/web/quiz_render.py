"""Quizzes as a trainer sees them, as HTML: pure functions that escape what they are given."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Protocol
from urllib.parse import quote

from assistant.quiz.items import Cited, Quiz, Status
from assistant.quiz.results import Result
from assistant.quiz.schema import Version
from assistant.web import quiz_words as words
from assistant.web import render
from assistant.web.desk import Desk
from assistant.web.passages import marked


class Changed(Protocol):
    """Cited words that are no longer so."""

    @property
    def item(self) -> str:
        """The id of the item that cites them."""

    @property
    def about(self) -> str:
        """What has become of them."""

    @property
    def cited(self) -> Cited:
        """As they were."""

    @property
    def now(self) -> Cited | None:
        """As they are."""


def listed(held: Sequence[Version], stale: Mapping[str, int]) -> str:
    """The quizzes that are kept, the last saved first.

    Args:
        held: each in its last version.
        stale: by the id of a quiz how many of its items cite words that have changed.
    """
    if not held:
        return f'<p class="none">{escape(words.NO_QUIZZES)}</p>'
    return render.table(words.QUIZZES, words.QUIZ_COLUMNS, "".join(_listed(one, stale) for one in held))


def heading(desk: Desk) -> str:
    """What the quiz is called, and how far it is; for the script where it is, and whether it is saved."""
    quiz = desk.quiz
    address = f"/quiz?id={quote(quiz.id, safe='')}"
    statuses = {one.value: 0 for one in Status}
    for item in quiz.items:
        statuses[item.status.value] += 1
    reviewed = words.reviewed(quiz.reviewed_by, quiz.reviewed_on) if quiz.reviewed_by else ""
    remarks = "".join(f"<p>{escape(one)}</p>" for one in desk.remarks)
    unsaved = f'<p class="unsaved" data-unsaved>{words.UNSAVED}</p>' if desk.changed else ""
    told = f'<div class="remark">{remarks}</div>' if remarks else ""
    return (
        f'<p class="back"><a href="/quiz">{words.ALL_QUIZZES}</a></p>'
        f'<h2 class="title" tabindex="-1" data-address="{escape(address)}">'
        f"{escape(quiz.title or words.UNTITLED)}</h2>"
        f'<p class="soft">{escape(words.tally(statuses, desk.version))} {escape(reviewed)}</p>{told}{unsaved}'
    )


def stale(found: Sequence[Changed], quiz: Quiz) -> str:
    """The items whose cited words have changed, with the old and the new words."""
    if not found:
        return ""
    numbers = {one.id: place for place, one in enumerate(quiz.items, 1)}
    told = "".join(
        f'<div class="changed"><p><b>Question {numbers.get(one.item, "")}.</b> {escape(one.about)}</p>'
        f'<div class="pair">{_side(words.OLD_WORDS, one.cited)}{_side(words.NEW_WORDS, one.now)}</div></div>'
        for one in found
    )
    count = words.stale(len({one.item for one in found}))
    return (
        f'<section class="remark" aria-label="{words.STALE}"><p><b>{words.STALE}</b> {escape(count)}.</p>'
        f"<details><summary>{words.SHOW_BOTH}</summary>{told}</details></section>"
    )


def losses(told: Sequence[str]) -> str:
    """What a form of a file cannot hold."""
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    return f'<p class="soft">{words.LOST}</p><ul class="flaws">{items}</ul>' if told else ""


def results(found: Sequence[Result], days: int) -> str:
    """What people scored, the last first."""
    if not days:
        return f'<p class="none">{words.NO_RESULTS_KEPT}</p>'
    if not found:
        return f'<p class="none">{words.NO_RESULTS}</p>'
    rows = "".join(
        f'<tr><td>{moment(one.given)}</td><th scope="row">{escape(one.name or "–")}</th>'
        f"<td>{one.score.points} of {one.score.of}</td><td>{'Yes' if one.score.passed else 'No'}</td></tr>"
        for one in found
    )
    kept = escape(words.RESULTS_KEPT.format(days=words.days(days)))
    return render.table(words.RESULTS, words.RESULT_COLUMNS, rows) + f'<p class="soft">{kept}</p>'


def moment(told: str) -> str:
    """A moment as people write it."""
    at = datetime.fromisoformat(told).astimezone()
    return f"{words.on_day(at.date().isoformat())}, {at:%H:%M}"


def _listed(one: Version, stale: Mapping[str, int]) -> str:
    address = f"/quiz?id={quote(one.id, safe='')}"
    name = f'<a href="{escape(address)}">{escape(one.title or words.UNTITLED)}</a>'
    reviewed = words.NOT_REVIEWED
    if one.reviewed_by:
        reviewed = f"{escape(one.reviewed_by)}, {escape(words.on_day(one.reviewed_on))}"
    changed = stale.get(one.id, 0)
    told = (
        f'<td class="standing">{escape(words.stale(changed))}</td>'
        if changed
        else f"<td>{words.UNCHANGED}</td>"
    )
    guidance = told if one.id in stale else "<td></td>"
    return (
        f'<tr><th scope="row">{name}</th><td>{one.items:,}</td><td>{moment(one.saved)}</td>'
        f"<td>{reviewed}</td>{guidance}</tr>"
    )


def _side(heading: str, cited: Cited | None) -> str:
    said = marked(cited.quote) if cited else f"<p>{words.GONE}</p>"
    return f"<div><h3>{heading}</h3><blockquote>{said}</blockquote></div>"
