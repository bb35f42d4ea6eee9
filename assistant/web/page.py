"""The pages in gradio: ``build`` lays them out, ``launch`` serves them."""

import os
import socket
from pathlib import Path

# Before gradio is imported: it would otherwise report usage and look for newer versions over the network.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from assistant import Assistant
from assistant.api import api
from assistant.people.limits import Limits
from assistant.people.settings_seen import note_settings
from assistant.service import health, metrics
from assistant.service.logs import Requests
from assistant.settings import Settings
from assistant.web import (
    ask,
    evaluation,
    heading,
    history,
    library_page,
    logging_in,
    quiz_page,
    quiz_words,
    words,
)
from assistant.web.door import Door
from assistant.web.entrance import Entrance
from assistant.web.events import Events, pages
from assistant.web.guard import AT_ONCE, WAITING, Guard
from assistant.web.keeping import opened
from assistant.web.routes import routes

ASSETS = Path(__file__).parent / "assets"
FONTS = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def build(assistant: Assistant, settings: Settings, limits: Limits | None = None) -> gr.Blocks:
    """The pages, laid out and wired to the assistant; nothing is served yet.

    Args:
        assistant: answers.
        settings: say what is kept, and how people log in.
        limits: how many questions somebody may ask, shared with who else answers them.
    """
    keeping = opened(settings)
    with gr.Blocks(title=words.NAME, analytics_enabled=False, fill_width=True) as blocks:
        heading.lay_out("/", settings)
        ask.lay_out(assistant, keeping, limits or Limits(settings.questions_per_minute))
    with blocks.route(words.CONVERSATIONS, "/conversations"):
        heading.lay_out("/conversations", settings)
        history.lay_out(keeping, settings.retention_days)
    with blocks.route(words.LIBRARY, "/library"):
        heading.lay_out("/library", settings)
        library_page.lay_out(assistant, keeping.audit)
    with blocks.route(quiz_words.QUIZ, "/quiz"):
        heading.lay_out("/quiz", settings)
        quiz_page.lay_out(assistant, settings, keeping.audit)
    with blocks.route(words.EVALUATION, "/evaluation"):
        heading.lay_out("/evaluation", settings)
        evaluation.lay_out(keeping, settings)
    return blocks.queue(max_size=WAITING, api_open=False, default_concurrency_limit=AT_ONCE)


def launch(
    assistant: Assistant, settings: Settings, *, host: str, port: int, open_browser: bool = False
) -> None:
    """Serve the page until interrupted; ``check_free`` says beforehand whether the address can be used."""
    _reach_self_directly(host)
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # which proxies are believed, the entrance says, and nobody else
    entrance, limits = Entrance(settings), Limits(settings.questions_per_minute)
    note_settings(settings)
    blocks = build(assistant, settings, limits)
    walls = [
        Middleware(Requests),
        Middleware(Guard, encrypted=entrance.secure),
        Middleware(Door, entrance, Events(pages(blocks))),
    ]
    blocks.launch(
        server_name=host,
        server_port=port,
        inbrowser=open_browser,
        inline=False,
        share=False,
        quiet=True,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,  # it would keep every question in the browser's storage
        footer_links=[],
        favicon_path=ASSETS / "favicon.svg",
        theme=gr.themes.Base(font=list(FONTS), font_mono=["monospace"]),
        head=_head(),
        root_path=settings.public_url.rstrip("/") or None,
        app_kwargs={"middleware": walls, "routes": _served(assistant, settings, entrance, limits, blocks)},
    )


def _served(
    assistant: Assistant, settings: Settings, entrance: Entrance, limits: Limits, blocks: gr.Blocks
) -> list[BaseRoute]:
    """What is served beside gradio's pages."""
    audit = entrance.audit
    programs = api(assistant, settings, audit=audit, limits=limits, asked=audit.question)
    return [
        *routes(assistant, settings),
        *logging_in.routes(entrance),
        *health.routes(assistant, settings),
        *metrics.routes(lambda: len(blocks._queue)),
        Mount("/api", programs),
    ]


def _head() -> str:
    styles = "".join(f"<style>{_asset(name)}</style>" for name in ("page.css", "quiz.css"))
    return styles + "".join(f"<script>{_asset(name)}</script>" for name in ("page.js", "quiz.js"))


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def check_free(host: str, port: int) -> None:
    """Raise OSError, with what to do about it, if an address cannot be listened on."""
    # Gradio finds a busy port only after building the page, and then speaks of its own settings.
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # elsewhere it would let a busy port pass
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise OSError(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error


def _reach_self_directly(host: str) -> None:
    # Gradio calls its own address when it starts; an office proxy could not answer that call.
    for name in ("no_proxy", "NO_PROXY"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(part for part in (known, "127.0.0.1", "localhost", host) if part)
