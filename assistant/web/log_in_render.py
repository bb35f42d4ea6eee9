"""The pages on which somebody logs in, as HTML: plain forms, with no script. What was typed is escaped."""

from html import escape

from assistant.web import log_in_words as words
from assistant.web.permissions import LOG_IN, LOG_OUT
from assistant.web.taking_render import page


def form(to: str, said: str = "", name: str = "") -> str:
    """Where a name and a password are typed.

    Args:
        to: the page to go on to.
        said: what is amiss with those that were sent, or "".
        name: the name that was sent.
    """
    return page(
        words.LOG_IN,
        f'<h1>{words.LOG_IN}</h1>{_amiss(said)}<form method="post" action="{LOG_IN}">'
        f'<input type="hidden" name="to" value="{escape(to)}">'
        f'<div class="group"><label for="name">{words.NAME}</label><input type="text" id="name" name="name" '
        f'maxlength="100" autocomplete="username" required value="{escape(name)}"{_described(said)}></div>'
        f'<div class="group"><label for="password">{words.PASSWORD}</label><p class="hint" id="forgotten">'
        f'{words.FORGOTTEN}</p><input type="password" id="password" name="password" maxlength="1000" '
        f'autocomplete="current-password" required aria-describedby="forgotten"></div>'
        f'<button type="submit">{words.LOG_IN}</button></form>',
    )


def provider(to: str, said: str = "") -> str:
    """Where the way leads to an organisation's own log-in.

    Args:
        to: the page to go on to.
        said: what is amiss, or "".
    """
    return page(
        words.LOG_IN,
        f"<h1>{words.LOG_IN}</h1>{_amiss(said)}<p>{words.ABOUT_PROVIDER}</p>"
        f'<form method="get" action="{LOG_IN}"><input type="hidden" name="with" value="provider">'
        f'<input type="hidden" name="to" value="{escape(to)}">'
        f'<button type="submit">{escape(words.WITH_PROVIDER)}</button></form>',
    )


def logged_out(provider_too: str | None) -> str:
    """What somebody reads who has logged out.

    Args:
        provider_too: where they log out of their organisation's account, if there is such a place.
    """
    too = _link(provider_too, words.LOGGED_OUT_TOO) if provider_too else ""
    again = _link(LOG_IN, words.LOG_IN)
    return page(words.LOGGED_OUT, f"<h1>{words.LOGGED_OUT}</h1>{again}{too}")


def plain(title: str, said: str) -> str:
    """A page that says one thing, with the way to the start."""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(said)}</p>{_link('/', words.TO_THE_START)}")


def log_out(name: str) -> str:
    """The button in the heading of every page by which somebody logs out."""
    return (
        f'<form class="log-out" method="post" action="{LOG_OUT}"><span>{escape(name)}</span>'
        f'<button type="submit">{words.LOG_OUT}</button></form>'
    )


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'


def _amiss(said: str) -> str:
    return f'<p class="amiss" id="amiss" role="alert">{escape(said)}</p>' if said else ""


def _described(said: str) -> str:
    return ' aria-invalid="true" aria-describedby="amiss"' if said else ""
