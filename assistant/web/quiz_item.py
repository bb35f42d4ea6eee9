"""An item of a quiz as a trainer sees it, as HTML: what is asked, what is right and why, what is amiss,
and the passages that it cites. Everything from a quiz or a document is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from assistant.quiz.items import Cited, Item, Kind, Option, Status
from assistant.web import quiz_words as words
from assistant.web.citing import Held, in_passage, link, standing_of
from assistant.web.passages import DUTIES, duty
from assistant.web.taking_render import paragraphs

SHORT = 60
"""Characters of a question in the list of all."""


class Remark(Protocol):
    """What is amiss with an item, whoever found it."""

    @property
    def about(self) -> str:
        """What, for a person."""

    @property
    def option(self) -> int | None:
        """The place of the option that it is about."""


@dataclass(frozen=True, slots=True)
class Amiss:
    """What is amiss with an item.

    Attributes:
        flaws: of how it is written.
        findings: of what the guidance says; None while that is not known.
        failed: whether it never will be.
    """

    flaws: Sequence[Remark] = ()
    findings: Sequence[Remark] | None = None
    failed: bool = False


def label(item: Item, place: int, amiss: int) -> str:
    """An item in the list of all."""
    stem = " ".join(item.stem.split())
    short = stem if len(stem) <= SHORT else stem[:SHORT].rpartition(" ")[0].rstrip(",;:") + "…"
    marks = f" · {words.remarks(amiss)}" if amiss and item.status is Status.DRAFT else ""
    state = "" if item.status is Status.DRAFT else f" · {words.STATUSES[item.status.value]}"
    return f"{place + 1}. {short}{state}{marks}"


def item(one: Item, place: int, count: int, amiss: Amiss, held: Held) -> str:
    """An item with everything that a trainer judges it by, and the passages that it cites beside it."""
    before = "".join(map(paragraphs, one.before))
    situation = f'<div class="vignette before"><p>{words.BEFORE}:</p>{before}</div>' if before else ""
    situation += f'<div class="vignette">{paragraphs(one.vignette)}</div>' if one.vignette else ""
    status = words.STATUSES[one.status.value].capitalize()
    about = "".join(f" · {escape(part)}" for part in (f"Level {one.level}", one.objective) if part)
    rationale = f'<p class="why"><b>{words.WHY}:</b> {escape(one.rationale)}</p>' if one.rationale else ""
    return (
        f'<article class="quiz-item" data-item="{escape(one.id)}" aria-labelledby="quiz-item-h"><div>'
        f'<h3 id="quiz-item-h" tabindex="-1">{words.question_of(place + 1, count)}</h3>'
        f'<p class="soft state {one.status.value}"><b>{status}</b>{about}</p>{situation}'
        f'<p class="stem">{escape(one.stem)}</p>{_answers(one)}{rationale}{_amiss(one, amiss)}</div>'
        f'<section class="passages" aria-label="{words.CITED}"><h3>{words.CITED}</h3>{_cards(one, held)}'
        "</section></article>"
    )


def _answers(one: Item) -> str:
    match one.kind:
        case Kind.NUMBER:
            said = f"{one.number:,}{words.unit_of(one)}"
            return f'<p class="key"><b>{words.KEY}:</b> {escape(said)}</p>'
        case Kind.MATCHING:
            pairs = "".join(
                f"<dt>{escape(pair.prompt)}</dt><dd>{escape(pair.answer)}{_soft(pair.rationale)}</dd>"
                for pair in one.pairs
            )
            others = "".join(f"<li>{escape(text)}</li>" for text in one.others)
            return f'<dl class="pairs">{pairs}</dl>{f"<ul>{others}</ul>" if others else ""}'
        case Kind.ORDERING:
            options = "".join(f"<li>{escape(text.text)}{_soft(text.rationale)}</li>" for text in one.options)
            return f'<p class="soft">{words.RIGHT_ORDER_IS}</p><ol class="order">{options}</ol>'
        case _:
            options = "".join(_option(option, place) for place, option in enumerate(one.options))
            return f'<ul class="quiz-options">{options}</ul>'


def _option(option: Option, place: int) -> str:
    right = option.correct
    tag = f' <span class="tag">{words.KEY}</span>' if right else ""
    source = words.MADE_OF.format(source=option.source) if option.source and not right else ""
    return (
        f'<li class="{"correct" if right else ""}"><p><b>{letter(place)}.</b> {escape(option.text)}{tag}</p>'
        f"{_soft(option.rationale)}{_soft(source)}</li>"
    )


def letter(place: int) -> str:
    """The letter by which an option is called."""
    return chr(ord("A") + place)


def _soft(text: str) -> str:
    return f'<p class="soft">{escape(text)}</p>' if text else ""


def _amiss(one: Item, amiss: Amiss) -> str:
    """What is amiss; spoken by screen readers once it is known."""
    found = [*(amiss.findings or ()), *amiss.flaws]
    told = "".join(f"<li>{_where(remark, one)}{escape(remark.about)}</li>" for remark in found)
    said = f'<h4>{words.AMISS}</h4><ul class="flaws">{told}</ul>' if told else ""
    if amiss.findings is None:
        said += _soft(words.NOT_CHECKED if amiss.failed else words.CHECKING)
    elif not found:
        said = f'<p class="told">{words.NOTHING_AMISS}</p>'
    return f'<div class="amiss" role="status">{said}</div>'


def _where(remark: Remark, one: Item) -> str:
    known = remark.option is not None and remark.option < max(len(one.options), len(one.pairs))
    return f"<b>{letter(remark.option)}:</b> " if known and remark.option is not None else ""


def _cards(one: Item, held: Held) -> str:
    if not one.cited:
        return _soft(words.NOT_CITED)
    return "".join(_card(cited, held, opened=not place) for place, cited in enumerate(one.cited))


def _card(cited: Cited, held: Held, *, opened: bool) -> str:
    gone = "" if cited.passage_id in held else _soft(words.GONE)
    badges = f'<li class="standing">{standing_of(cited)}</li>' if cited.standing else ""
    badges += f'<li class="duty">{duty(cited.strength)}</li>' if cited.strength in DUTIES else ""
    name = ", ".join(part for part in (cited.document, cited.edition) if part) or cited.label
    told = f'<ul class="badges">{badges}</ul>' if badges else ""
    named = (name, f"{cited.document} ({cited.edition})")
    place = next((cited.label.removeprefix(one) for one in named if cited.label.startswith(one)), cited.label)
    where = escape(place.lstrip(", "))
    return (
        f'<details class="card"{" open" if opened else ""}><summary><span class="where">'
        f'<span class="document">{escape(name)}</span><span class="place">{where}</span></span>'
        f'</summary><div class="body">{told}<div class="words">{in_passage(cited, held)}</div>{gone}'
        f'<p class="links">{link(cited, held)}</p></div></details>'
    )
