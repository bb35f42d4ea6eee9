"""Taking a quiz: plain pages and forms at ``/quiz/take``, marked on the server.

A form is answered with the way to a page, so that this may be loaded again; one in which something is
amiss, with itself.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, partial
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.log import log_kind
from assistant.people import Person
from assistant.quiz.grading import scored
from assistant.quiz.items import Item, Quiz
from assistant.quiz.store import QuizStore, StoreError, called, opened
from assistant.settings import Settings
from assistant.web import quiz_words, taking_render, taking_told, words
from assistant.web.answering import Fields, read, typed
from assistant.web.citing import Held, passages_of
from assistant.web.door import person_of
from assistant.web.keeping import attempted
from assistant.web.sittings import Sitting, Sittings, State, begun
from assistant.web.taking_render import PATH
from ingest.errors import IngestError
from ingest.library import Library

MOST_FIELDS = 60_000
"""Of one form; more than any quiz has."""


class _Over(IngestError):
    """A sitting, or what is taken in it, is there no longer."""


def routes(library: Library, settings: Settings) -> list[Route]:
    """The routes, for the server to have beside gradio's."""
    taking = _Taking(library, settings)
    return [
        Route(PATH, _told(taking, _Taking.shown), methods=["GET"]),
        Route(PATH, _told(taking, _Taking.sent), methods=["POST"]),
    ]


class _Taking:
    """The pages, by what they are asked for."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library, self._opened = library, cache(partial(opened, settings))
        self.sittings = Sittings()

    def of(self, person: Person) -> "_Taking":
        """The same with the sittings of one person."""
        theirs = copy(self)
        theirs.sittings = self.sittings.of(person.id)
        return theirs

    @property
    def store(self) -> QuizStore:
        """What quizzes are kept in, opened when it is first needed."""
        return self._opened()

    def shown(self, asked: Fields) -> Response:
        """The page of a quiz, ``id`` and ``version``, or of a ``sitting``; ``certificate`` of one."""
        key = _one(asked, "sitting")
        if not key:
            quiz, version = self._quiz(_one(asked, "id"), _one(asked, "version"))
            return HTMLResponse(taking_render.start(quiz, version, self.store.days))
        sitting, quiz, items = self._sitting(key)
        if _one(asked, "certificate") and self._certified(sitting, quiz, items):
            return HTMLResponse(taking_told.certificate(quiz, items, sitting, key, date.today()))
        return HTMLResponse(self._page(key, sitting, quiz, items))

    def sent(self, fields: Fields) -> Response:
        """What is done with a form: ``do`` says what."""
        if _one(fields, "do") == "start":
            return self._start(fields)
        key = _one(fields, "sitting")
        sitting, quiz, items = self._sitting(key)
        match _one(fields, "do"):
            case "answer":
                return self._answer(key, sitting, quiz, items, fields)
            case "next":
                step = _step(fields)
                self._change(key, quiz, items, lambda one: one.went_on(items, step))
            case "retry" if sitting.state is State.DONE and sitting.again(items).asked:
                key = self.sittings.add(sitting.again(items))
        return _to(f"sitting={key}")

    def _start(self, fields: Fields) -> Response:
        quiz, version = self._quiz(_one(fields, "id"), _one(fields, "version"))
        sitting = begun(
            quiz,
            version,
            called(_one(fields, "name")),
            one_at_a_time=_one(fields, "pages") != "all",
            at_once=_one(fields, "told") != "end",
        )
        if not sitting.asked:
            return _to(f"id={quote(quiz.id, safe='')}")
        return _to(f"sitting={self.sittings.add(sitting)}")

    def _answer(
        self, key: str, sitting: Sitting, quiz: Quiz, items: Sequence[Item], fields: Fields
    ) -> Response:
        step = _step(fields)
        if sitting.state is State.ASKING and step == sitting.step:
            places = sitting.now(items)
            found = {one: read(items[one], one, fields) for one in places}
            unanswered = [one for one, given in found.items() if given is None]
            if unanswered:
                again = {name: said for one in places for name, said in typed(one, fields).items()}
                return HTMLResponse(self._asking(key, sitting, quiz, items, again, unanswered), 422)
            given = {one: answer for one, answer in found.items() if answer is not None}
            self._change(key, quiz, items, lambda one: one.answered(items, step, given))
        return _to(f"sitting={key}")

    def _change(
        self, key: str, quiz: Quiz, items: Sequence[Item], work: Callable[[Sitting], Sitting]
    ) -> None:
        """Change a sitting; when that ends it, its result is kept, once."""
        ended = []

        def changed(before: Sitting) -> Sitting:
            after = work(before)
            ended.extend([after] if after.state is State.DONE and before.state is not State.DONE else [])
            return after

        if self.sittings.change(key, changed) is None:
            raise _Over(quiz_words.SITTING_OVER)
        if ended and self.store.days and not ended[0].retried and not taking_render.is_draft(items):
            kept = attempted("A result could not be kept", lambda: self._keep(ended[0], quiz, items), False)
            self.sittings.change(key, lambda one: replace(one, kept=kept))

    def _keep(self, sitting: Sitting, quiz: Quiz, items: Sequence[Item]) -> bool:
        results = sitting.results(items)
        right = {item.id: one.right for item, one in zip(items, results, strict=True)}
        score = scored(results, quiz.pass_mark)
        return bool(self.store.give_result(sitting.quiz, sitting.version, sitting.name, score, right))

    def _page(self, key: str, sitting: Sitting, quiz: Quiz, items: Sequence[Item]) -> str:
        if sitting.state is State.ASKING:
            return self._asking(key, sitting, quiz, items)
        held: Held = attempted("Passages could not be read", lambda: passages_of(self.library, items), {})
        if sitting.state is State.DONE:
            certified = self._certified(sitting, quiz, items)
            return taking_told.result(quiz, items, sitting, held, key, certificate=certified)
        fields = (("sitting", key), ("step", str(sitting.step)), ("do", "next"))
        return taking_told.told(quiz.title, items, sitting.now(items), sitting, held, fields)

    @staticmethod
    def _asking(
        key: str,
        sitting: Sitting,
        quiz: Quiz,
        items: Sequence[Item],
        again: Fields | None = None,
        unanswered: Sequence[int] = (),
    ) -> str:
        fields = (("sitting", key), ("step", str(sitting.step)), ("do", "answer"))
        return taking_render.questions(quiz.title, items, sitting.now(items), fields, again, unanswered)

    @staticmethod
    def _certified(sitting: Sitting, quiz: Quiz, items: Sequence[Item]) -> bool:
        whole = sitting.state is State.DONE and not sitting.retried and not taking_render.is_draft(items)
        return whole and scored(sitting.results(items), quiz.pass_mark).passed

    def _sitting(self, key: str) -> tuple[Sitting, Quiz, tuple[Item, ...]]:
        sitting = self.sittings.get(key)
        if sitting is None:
            raise _Over(quiz_words.SITTING_OVER)
        quiz = self.store.get(sitting.quiz, sitting.version)
        items = sitting.items(quiz)
        if len(items) != len(sitting.asked):  # the quiz was deleted, and another has its name
            raise _Over(quiz_words.SITTING_OVER)
        return sitting, quiz, items

    def _quiz(self, id_: str, version: str) -> tuple[Quiz, int]:
        if not id_:
            raise _Over(quiz_words.NO_QUIZ)
        number = int(version) if version.isdecimal() and len(version) < 10 else None
        found = self.store.versions(id_)[0].number if number is None else number
        return self.store.get(id_, found), found


def _told(
    taking: _Taking, work: Callable[[_Taking, Fields], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """A page that says in a sentence why it cannot be shown."""

    def answered(request: Request, fields: Fields) -> Response:
        try:
            return work(taking.of(person_of(request)), fields)
        except (StoreError, _Over) as error:
            return HTMLResponse(taking_render.plain(words.NOT_SHOWN, str(error)), 404)
        except Exception as error:
            log_kind("A quiz could not be taken", error)
            return HTMLResponse(taking_render.plain(words.NOT_SHOWN, words.PAGE_FAILED), 500)

    async def served(request: Request) -> Response:
        sent = await request.body() if request.method == "POST" else request.url.query.encode()
        try:
            fields = parse_qs(sent.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            return HTMLResponse(taking_render.plain(words.NOT_SHOWN, quiz_words.NO_QUIZ), 400)
        return await run_in_threadpool(answered, request, fields)

    return served


def _one(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _step(fields: Fields) -> int:
    text = _one(fields, "step")
    return int(text) if text.isdecimal() and len(text) < 6 else -1


def _to(query: str) -> Response:
    return RedirectResponse(f"{PATH}?{query}", 303)
