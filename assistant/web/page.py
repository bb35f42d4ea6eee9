"""The chat page in gradio: ``build`` lays it out, ``launch`` serves it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Before gradio is imported: it would otherwise report usage and look for newer versions over the network.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from starlette.middleware import Middleware

import prompts
from assistant import Assistant
from assistant.web import render, words
from assistant.web.chat import Talk, View, again, exchange
from assistant.web.guard import AT_ONCE, WAITING, Guard

ASSETS = Path(__file__).parent / "assets"
FONTS = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def build(assistant: Assistant) -> gr.Blocks:
    """The page, laid out and wired to the assistant; nothing is served yet."""
    with gr.Blocks(title=words.NAME, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(render.header(), js_on_load=None)
        gr.HTML(render.notice(prompts.load("notice").text), js_on_load=None)
        if assistant.writer and assistant.writer.host:
            gr.HTML(render.sent_to(assistant.writer.name, assistant.writer.host), js_on_load=None)
        talk = gr.State(Talk())
        opening = gr.HTML(js_on_load=None)
        conversation = gr.HTML(render.conversation(()), js_on_load=None, elem_id="conversation")
        with gr.Column(elem_id="examples", visible=False) as examples:
            gr.HTML(f"<h2>{words.EXAMPLES_HEADING}</h2>", js_on_load=None)
            buttons = [gr.Button(text, elem_classes="example") for text in words.EXAMPLES]
        details = _details()
        with gr.Column(elem_id="ask"):
            with gr.Row(elem_id="ask-row"):
                box = _question_box()
                send = gr.Button(words.SEND, variant="primary", elem_id="send", scale=0)
            hint = gr.HTML(render.hint(""), js_on_load=None)
            restart = gr.Button(words.RESTART, visible=False, elem_id="restart", size="sm")

        outputs = [talk, conversation, box, hint, send, opening, examples, restart, *details]

        def shown(view: View) -> dict[Any, Any]:
            started = bool(view.talk.said) or view.working
            choices = [(f"{one.original} → {one.token}", one.token) for one in view.talk.removed]
            return {
                talk: view.talk,
                conversation: view.html,
                box: gr.skip() if view.typed is None else view.typed,
                hint: render.hint(view.hint),
                send: gr.update(interactive=not view.working),
                opening: gr.update(visible=not started),
                examples: gr.update(visible=not started and bool(assistant.library.documents())),
                restart: gr.update(visible=started, interactive=not view.working),
                details.frame: gr.update(visible=bool(view.talk.said) and not view.working, open=False),
                details.left_out: gr.update(
                    choices=choices, value=[token for _, token in choices], visible=bool(choices)
                ),
                details.missed: "",
            }

        def ask(typed: str, past: Talk) -> Iterator[dict[Any, Any]]:
            yield from map(shown, exchange(assistant, typed, past))

        def correct(past: Talk, left_out: list[str], missed: str, kind: str) -> Iterator[dict[Any, Any]]:
            yield from map(shown, again(assistant, past, left_out, missed, kind))

        def arrive() -> dict[Any, Any]:
            documents = assistant.library.documents()
            shown_first = render.opening(documents, prompts.load("empty-library").text)
            return {opening: shown_first, examples: gr.update(visible=bool(documents))}

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        gr.on([box.submit, send.click], ask, [box, talk], outputs, concurrency_id="ask", **quiet)
        for button in buttons:
            button.click(ask, [button, talk], outputs, concurrency_id="ask", **quiet)
        corrected = [talk, details.left_out, details.missed, details.kind]
        details.again.click(correct, corrected, outputs, concurrency_id="ask", **quiet)
        restart.click(lambda: shown(View(Talk(), render.conversation(()), typed="")), None, outputs, **quiet)
        blocks.load(arrive, None, [opening, examples], **quiet)
    return blocks.queue(max_size=WAITING, api_open=False, default_concurrency_limit=AT_ONCE)


def launch(assistant: Assistant, *, host: str, port: int, open_browser: bool = False) -> None:
    """Serve the page until interrupted; ``check_free`` says beforehand whether the address can be used."""
    _reach_self_directly(host)
    build(assistant).launch(
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
        app_kwargs={"middleware": [Middleware(Guard)]},
    )


class _Details(NamedTuple):
    """Where whoever typed corrects what was left out of their question."""

    frame: gr.Accordion
    left_out: gr.CheckboxGroup
    missed: gr.Textbox
    kind: gr.Dropdown
    again: gr.Button


def _details() -> _Details:
    with gr.Accordion(words.DETAILS, open=False, visible=False, elem_id="details") as frame:
        left_out = gr.CheckboxGroup(label=words.LEFT_OUT, choices=[], visible=False, elem_id="left-out")
        with gr.Row(elem_id="missed-row"):
            missed = gr.Textbox(
                label=words.MISSED,
                elem_id="missed",
                scale=3,
                html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off"),
            )
            kinds = list(words.MISSED_KINDS)
            kind = gr.Dropdown(kinds, value=kinds[0], label=words.MISSED_IS, scale=1, elem_id="missed-kind")
        ask_again = gr.Button(words.AGAIN, elem_id="again", size="sm")
    return _Details(frame, left_out, missed, kind, ask_again)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label=words.LABEL,
        info=words.PRIVACY,
        lines=1,
        max_lines=6,
        elem_id="question",
        # Some browsers send what is typed to a spelling service.
        html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off", enterkeyhint="send"),
    )


def _head() -> str:
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    script = (ASSETS / "page.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


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
