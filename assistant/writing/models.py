"""The chat model that the settings name, which reaches its own host and no other.

The libraries that it is made of read some twenty environment variables, by which they would go elsewhere:
to a gateway, to a log of every call, to another address. None of those is followed here.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_TOKENS = 700
"""That a model may write: twice what an answer of a minute's reading takes."""
_REROUTING = ("LANGSMITH_GATEWAY", "OPENAI_API_BASE", "OPENAI_BASE_URL", "OPENAI_PROXY")
"""Variables that would send the question to another host than the provider's."""
_OF_OPENAI = "OPENAI_"
"""How the variables begin that are meant for OpenAI: keys, the organisation, headers."""
_REFUSED = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
"""Variables with which langchain refuses every call."""
_NO_KEY = SecretStr("none")
"""Sent where no key is set: the library insists on one, a server of one's own on none."""


def chat_model(settings: Settings) -> "BaseChatModel":
    """The model that writes, ready to be asked; nothing is sent yet.

    Raises:
        SettingsError: the settings name none that can be used, or its package is not installed.
    """
    for name in _REFUSED:
        os.environ.pop(name, None)
    logging.getLogger("openai").setLevel(logging.WARNING)  # OPENAI_LOG would have it log every question
    return _at_address(settings) if settings.model_url else _of_provider(settings)


def host_of(settings: Settings) -> str:
    """Where the questions go, for a reader: the host of the address, or else the name of the provider; "" if
    that is this machine."""
    if not settings.model_url:
        return settings.model.partition(":")[0]
    host = urlsplit(settings.model_url).hostname or ""
    return "" if host in ("localhost", "::1") or host.startswith("127.") else host


def _at_address(settings: Settings) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI

    _check_address(settings.model_url)
    if not settings.model:
        raise SettingsError(
            "SAFEGUIDE_MODEL_URL is set and SAFEGUIDE_MODEL is not: set it to the model's name there."
        )
    ambient = [name for name in os.environ if name.startswith(_OF_OPENAI)]
    with _without(*_REROUTING, *ambient):
        return ChatOpenAI(
            model=settings.model,
            base_url=settings.model_url,
            api_key=settings.model_key if settings.model_key.get_secret_value() else _NO_KEY,
            **_common(settings),
            **_clients(settings),
        )


def _of_provider(settings: Settings) -> "BaseChatModel":
    provider, _, name = settings.model.partition(":")
    if not provider or not name:
        raise SettingsError(
            f"SAFEGUIDE_MODEL={settings.model!r} does not say whose model it is. Write provider:name, as in "
            "openai:gpt-4o-mini, or set SAFEGUIDE_MODEL_URL to the address of a server that has it."
        )
    provider = provider.replace("-", "_").lower()
    key = {"api_key": settings.model_key} if settings.model_key.get_secret_value() else {}
    clients = _clients(settings) if provider in ("openai", "azure_openai") else {}
    told: dict[str, Any] = {"model_provider": provider, **_common(settings), **key, **clients}
    with _without(*_REROUTING), _told_plainly(settings.model):
        from langchain.chat_models import init_chat_model

        made: BaseChatModel = init_chat_model(name, **told)
    return made


def _common(settings: Settings) -> dict[str, Any]:
    return {
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "timeout": settings.model_seconds,
        "max_retries": 0,
        "verbose": False,
    }


def _clients(settings: Settings) -> dict[str, Any]:
    """Connections that follow no redirect to another host, and pass a proxy only if it cannot read along."""
    import openai

    usual: dict[str, Any] = {
        "follow_redirects": False,
        "timeout": settings.model_seconds,
        "trust_env": not settings.model_url.startswith("http:"),
    }
    return {
        "http_client": openai.DefaultHttpxClient(**usual),
        "http_async_client": openai.DefaultAsyncHttpxClient(**usual),
    }


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole:
        raise SettingsError(
            "SAFEGUIDE_MODEL_URL is not an address. Write it with its scheme: http://127.0.0.1:11434/v1"
        )
    if parts.username or parts.password or parts.query:
        raise SettingsError(
            "SAFEGUIDE_MODEL_URL holds more than an address. A key belongs in SAFEGUIDE_MODEL_KEY."
        )


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """The environment without some variables, while a model is made: they are read then and never again."""
    kept = {name: os.environ.pop(name) for name in set(names) if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextmanager
def _told_plainly(model: str) -> Iterator[None]:
    """What the libraries object to as one sentence, which never quotes what was set: it may be a key."""
    try:
        yield
    except ImportError as error:
        missing = re.search(r"pip install ([\w-]+)", str(error))
        package = missing[1] if missing else "the langchain package of its provider"
        raise SettingsError(
            f"The model {model!r} needs a package that is not installed. Install it beside Safeguide: "
            f".venv/bin/pip install {package}"
        ) from None
    except Exception as error:
        is_unknown = "Unsupported provider" in str(error)
        reason = "There is no such provider" if is_unknown else "Its key or address is missing"
        raise SettingsError(
            f'The model {model!r} cannot be used. {reason}: see "Written answers" in the README '
            f"({type(error).__name__})."
        ) from None
