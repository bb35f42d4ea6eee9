"""The heading of every page, in gradio: its name, the way to the other pages, and out."""

import gradio as gr

from assistant.people import ALONE, Person
from assistant.settings import Settings
from assistant.web import render
from assistant.web.ask import QUIET
from assistant.web.door import person_of


def lay_out(path: str, settings: Settings) -> None:
    """Lay out the heading of a page, within gradio's blocks; where people log in, as the person sees it."""
    gr.Navbar(visible=False)  # gradio's own: ours is plain links
    nobody = Person("", "", frozenset())
    bar = gr.HTML(render.header(path, nobody if settings.login else ALONE), js_on_load=None)

    def seen(request: gr.Request) -> str:
        # Whom a proxy names, it names again at the next request: they log out there.
        return render.header(path, person_of(request), leaves=settings.login != "proxy")

    if settings.login:
        gr.context.Context.root_block.load(seen, None, bar, **QUIET)
