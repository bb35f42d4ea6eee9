"""What the page links to and gradio does not serve: documents, change reports, reports of evaluations, and
(``taking``) quizzes to take.

Each is a plain page of its own, with no script but that of a report. What is asked for by an id that is not
held is answered with 404 and a sentence; ids are looked up and never used as paths.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from importlib.resources import files
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant import Assistant
from assistant.comparing import compared, held
from assistant.log import log_kind
from assistant.settings import Settings
from assistant.showing import Shown, shown
from assistant.web import taking, words
from ingest.changes import page as change_page
from ingest.documents import GuidanceDocument, Passage
from ingest.editions import standing
from ingest.errors import IngestError, LibraryError

Page = Callable[[Request], Response]

_SPAN = re.compile(r"(\d{1,7})-(\d{1,7})")
_MOST_SPANS = 40


class _NotHeld(IngestError):
    """What was asked for is not there."""


def routes(assistant: Assistant, settings: Settings) -> list[Route]:
    """The routes, for the server to have beside gradio's."""
    pages = _Pages(assistant, settings)
    served = {
        "/document": pages.document,
        "/changes": pages.changes,
        "/evaluation/run": pages.run,
        "/evaluation/history": pages.history,
    }
    own = [Route(path, _told(page)) for path, page in served.items()]
    return [*own, *taking.routes(assistant.library, settings)]


class _Pages:
    """The pages, by what they are asked for."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.library, self.settings = assistant.library, settings

    def document(self, request: Request) -> Response:
        """A passage in its document: ``passage``, its id; ``spans``, what is quoted of it ("12-40,60-88");
        ``page``, another page of the same document."""
        return HTMLResponse(_document_page(self._shown(request), request))

    def changes(self, request: Request) -> Response:
        """What changed between two documents that are held, by their ids: ``old`` and ``new``."""
        sides = [
            held(self.library, self._document(request.query_params.get(one, ""))) for one in ("old", "new")
        ]
        return HTMLResponse(change_page.render(compared(*sides)))

    def run(self, request: Request) -> Response:
        """The report of a run: ``id``; ``against``, an earlier one that it is compared with."""
        from eval.harness import report
        from eval.harness.comparing import compared as compared_runs
        from eval.harness.store import opened

        store, against = opened(self.settings), request.query_params.get("against", "")
        id_ = request.query_params.get("id", "")
        if not id_:  # every run begins so
            raise _NotHeld(words.NO_RUN)
        one = store.get(id_)
        comparison = compared_runs(store.get(against), one) if against else None
        return HTMLResponse(report.page(one, comparison))

    def history(self, request: Request) -> Response:
        """How the runs went."""
        from eval.harness import report
        from eval.harness.store import opened

        return HTMLResponse(report.history(opened(self.settings).history()))

    def _shown(self, request: Request) -> Shown:
        passage = self._passage(request.query_params.get("passage", ""))
        document = self._document(passage.document_id)
        quotes = [passage.text[start:end] for start, end in _spans(request, passage)]
        page = request.query_params.get("page", "")
        turned = int(page) if page.isdecimal() and len(page) < 6 else None
        document = replace(document, standing=standing(document, self.library.documents(), date.today()))
        return shown(self.library, self.settings.home, passage, document, quotes, turned)

    def _passage(self, id_: str) -> Passage:
        found = self.library.passages([id_])
        if not found:
            raise _NotHeld(words.NO_PASSAGE)
        return found[0]

    def _document(self, id_: str) -> GuidanceDocument:
        found = [one for one in self.library.documents() if one.id == id_]
        if not found:
            raise _NotHeld(words.NO_DOCUMENT)
        return found[0]


def _told(page: Page) -> Page:
    """A page that says in a sentence why it cannot be shown."""

    def served(request: Request) -> Response:
        try:
            return page(request)
        except Exception as error:
            if isinstance(error, IngestError) and not isinstance(error, LibraryError):
                return HTMLResponse(_plain(words.NOT_SHOWN, f"<p>{escape(str(error))}</p>"), 404)
            # What others say may quote a document or name a folder, and a server's own page shows the code.
            log_kind("A page could not be shown", error)
            return HTMLResponse(_plain(words.NOT_SHOWN, f"<p>{escape(words.PAGE_FAILED)}</p>"), 500)

    return served


def _spans(request: Request, passage: Passage) -> Sequence[tuple[int, int]]:
    told = _SPAN.findall(request.query_params.get("spans", ""))[:_MOST_SPANS]
    found = [(int(start), int(end)) for start, end in told]
    return [(start, end) for start, end in found if start < end <= len(passage.text)]


def _document_page(found: Shown, request: Request) -> str:
    if found.html:
        return _plain(found.title, found.html)
    asked = {name: request.query_params.get(name, "") for name in ("passage", "spans")}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)
    at, last = found.page or 1, found.pages or found.page or 1

    def turn(page: int, text: str) -> str:
        address = escape(f"/document?{query}&page={page}")
        return f'<a href="{address}">{text}</a>' if 1 <= page <= last else f"<span>{text}</span>"

    where = words.PAGE_OF.format(page=at, pages=last)
    turns = f"{turn(at - 1, words.PAGE_BEFORE)} <b>{where}</b> {turn(at + 1, words.PAGE_AFTER)}"
    picture = f"data:image/png;base64,{b64encode(found.png).decode()}"
    described = escape(words.PICTURE_OF.format(title=found.title, page=at))
    return _plain(found.title, f'<nav>{turns}</nav><img src="{picture}" alt="{described}">')


def _plain(title: str, body: str) -> str:
    style = (files("assistant.web") / "assets" / "document.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
