"""What stands above all else in a turn, as HTML: whom to reach first, and what was left out of a question.

Questions and settings are untrusted and leave here escaped.
"""

import re
from collections.abc import Sequence
from html import escape

from assistant.concern.contacts import Contact
from assistant.concern.panel import Panel
from assistant.concern.screen import Concern
from assistant.privacy.tokens import Removed
from assistant.web import words

_DIALLED = re.compile(r"\+?[\d ()]{3,}")


def panel(shown: Panel | None, number: int) -> str:
    """The contact panel of a turn, or nothing."""
    if shown is None:
        return ""
    first = "".join(_contact(one, "emergency") for one in shown.emergency)
    groups = [(shown.organisation or words.OWN, shown.own), (words.HELP if shown.own else "", shown.national)]
    if shown.concern is Concern.WRITER:
        groups.reverse()
    rest = "".join(_group(heading, contacts) for heading, contacts in groups if contacts)
    lines = "".join(f"<p>{_begun(line)}</p>" for line in shown.lines)
    told = f'<div class="panel-lines">{lines}</div>'
    before, after = (told, "") if shown.concern is Concern.WRITER else ("", told)
    set_up = f'<p class="set-up">{escape(shown.set_up)}</p>' if shown.set_up else ""
    heading = f'<h2 id="t{number}-first">{escape(shown.heading)}</h2>'
    return (
        f'<section class="panel" aria-labelledby="t{number}-first">{heading}'
        f'{before}<ul class="contacts emergency">{first}</ul>{rest}{after}{set_up}</section>'
    )


def left_out(removed: Sequence[Removed], typed: str) -> str:
    """What was left out of a question before it was searched, and the question as typed; or nothing."""
    if not removed:
        return ""
    items = "".join(
        f"<li><span>{escape(one.original)}</span> → <b>{escape(one.token)}</b></li>" for one in removed
    )
    return (
        f'<details class="removed"><summary>{escape(words.removed(len(removed)))}</summary>'
        f'<p>{escape(words.TYPED)}</p><p class="typed">{escape(typed)}</p><ul>{items}</ul>'
        f"<p>{escape(words.UNDO)}</p></details>"
    )


def _group(heading: str, contacts: Sequence[Contact]) -> str:
    told = f"<h3>{escape(heading)}</h3>" if heading else ""
    items = "".join(_contact(one, "" if one.now else "closed") for one in contacts)
    return f'{told}<ul class="contacts">{items}</ul>'


def _contact(contact: Contact, class_: str) -> str:
    email = f' <span class="email">{escape(contact.email)}</span>' if contact.email else ""
    remark = f'<span class="when">{escape(contact.remark)}</span>' if contact.remark else ""
    who = f'{_phone(contact.phone)}<span class="who">{escape(contact.name)}</span>'
    return f'<li class="{class_}">{who}{email}{remark}</li>'


def _phone(phone: str) -> str:
    """A number that a phone can dial as a link, anything else as it is."""
    if not phone:
        return ""
    if _DIALLED.fullmatch(phone):
        return f'<a class="phone" href="tel:{re.sub(r"[^+0-9]", "", phone)}">{escape(phone)}</a> '
    return f'<span class="phone">{escape(phone)}</span> '


def _begun(line: str) -> str:
    """A line with the word in bold that it begins with: "Say: …"."""
    head, colon, rest = line.partition(": ")
    return f"<b>{escape(head)}:</b> {escape(rest)}" if colon and head.isalpha() else escape(line)
