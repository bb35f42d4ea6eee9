"""The page that people ask on, in gradio: the scope, the conversation, what is done with an answer."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import gradio as gr

import prompts
from assistant import Assistant, feedback, suggesting
from assistant.exporting import Form, copied, exported, file_name
from assistant.people import Person
from assistant.people.limits import Limits
from assistant.scope import Scope
from assistant.web import render, scoping, words
from assistant.web.chat import Talk, View, again, exchange
from assistant.web.door import person_of
from assistant.web.keeping import Keeping, attempted

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Of every event of the page: no spinner over it, and no description for other programs."""
SCOPE_KEY = "safeguide-scope"
"""Under which a browser keeps the scope; it is no secret, and needs a key only since gradio encrypts it."""

EXAMPLES = 6
"""Questions offered before the first."""

Shown = dict[Any, Any]


class _ScopeBar(NamedTuple):
    frame: gr.Accordion
    nation: gr.Dropdown
    audience: gr.Radio
    sector: gr.Dropdown
    day: gr.Textbox
    use: gr.Button


class _Details(NamedTuple):
    """Where whoever typed corrects what was left out of their question."""

    frame: gr.Accordion
    left_out: gr.CheckboxGroup
    missed: gr.Textbox
    kind: gr.Dropdown
    again: gr.Button


class _Feedback(NamedTuple):
    frame: gr.Column
    yes: gr.Button
    no: gr.Button
    more: gr.Column
    reasons: gr.CheckboxGroup
    words: gr.Textbox
    send: gr.Button
    said: gr.HTML


class _Away(NamedTuple):
    """Where an answer is copied, or the conversation saved."""

    frame: gr.Accordion
    copy: gr.Button
    save: dict[Form, gr.Button]
    payload: gr.Textbox
    said: gr.HTML


def lay_out(assistant: Assistant, keeping: Keeping, limits: Limits) -> None:
    """Lay out and wire the page, within gradio's blocks."""
    _Page(assistant, keeping, limits).wire()


class _Page:
    """The page's components, and what happens when they are used."""

    def __init__(self, assistant: Assistant, keeping: Keeping, limits: Limits) -> None:
        self.assistant, self.keeping, self.limits = assistant, keeping, limits
        self.answering: set[int] = set()
        gr.HTML(render.notice(prompts.load("notice").text), js_on_load=None)
        if assistant.writer and assistant.writer.host:
            gr.HTML(render.sent_to(assistant.writer.name, assistant.writer.host), js_on_load=None)
        self.examples_of_library = suggesting.Examples(assistant, EXAMPLES)
        self.examples_of_library.now()
        self.talk, self.scope = gr.State(Talk()), gr.State(assistant.scope)
        # The server forgets the conversation when it is started again; the page still knows which it was.
        self.kept_as = gr.Textbox(visible="hidden")
        self.browser = gr.BrowserState(storage_key=SCOPE_KEY, secret=SCOPE_KEY)
        self.bar = _scope_bar(assistant.scope)
        self.opening = gr.HTML(js_on_load=None)
        self.conversation = gr.HTML(render.conversation(()), js_on_load=None, elem_id="conversation")
        with gr.Column(elem_id="examples", visible=False) as self.examples:
            gr.HTML(f"<h2>{words.EXAMPLES_HEADING}</h2>", js_on_load=None)
            self.example_buttons = _questions(EXAMPLES)
        with gr.Column(elem_id="after", visible=False) as self.after:
            with gr.Column(elem_id="suggestions", visible=False) as self.suggestions:
                gr.HTML(f"<h2>{words.MORE_QUESTIONS}</h2>", js_on_load=None)
                self.suggested = _questions(suggesting.MOST)
            self.feedback, self.away = _feedback(), _away()
        self.details = _details()
        with gr.Column(elem_id="ask"):
            with gr.Row(elem_id="ask-row"):
                self.box = _question_box()
                self.send = gr.Button(words.SEND, variant="primary", elem_id="send", scale=0)
            self.hint = gr.HTML(render.hint(""), js_on_load=None)
            self.restart = gr.Button(words.RESTART, visible=False, elem_id="restart", size="sm")

    def wire(self) -> None:
        """Say what each event does."""
        outputs = [
            self.talk,
            self.kept_as,
            self.conversation,
            self.box,
            self.hint,
            self.send,
            self.opening,
            self.examples,
        ]
        outputs += [self.restart, self.after, *self.details, *self.feedback, self.away.said]
        outputs += [*self.example_buttons, self.suggestions, *self.suggested]
        asking: dict[str, Any] = {"outputs": outputs, "concurrency_id": "ask", **QUIET}
        typed = [self.box, self.talk, self.scope, self.kept_as]
        asked = [gr.on([self.box.submit, self.send.click], self._ask, typed, **asking)]
        for button in (*self.example_buttons, *self.suggested):
            asked.append(button.click(self._ask, [button, *typed[1:]], **asking))
        corrected = [self.talk, self.details.left_out, self.details.missed, self.details.kind, self.scope]
        asked.append(self.details.again.click(self._correct, corrected, **asking))
        for event in asked:
            event.then(
                self._suggest,
                [self.talk, self.scope],
                [self.suggestions, *self.suggested],
                concurrency_id="suggest",
                concurrency_limit=1,
                **QUIET,
            )
        self.restart.click(self._begin_anew, None, outputs, **QUIET)
        self._wire_scope()
        self._wire_feedback()
        self._wire_away()
        gr.context.Context.root_block.load(self._arrive, None, outputs, **QUIET)

    def _wire_scope(self) -> None:
        bar = self.bar
        values = [bar.nation, bar.audience, bar.sector, bar.day, self.scope]
        outputs = [self.scope, self.browser, bar.frame, self.hint]
        gr.on([bar.use.click, bar.day.submit], self._choose_scope, values, outputs, **QUIET)
        gr.context.Context.root_block.load(
            self._remember_scope, self.browser, [self.scope, *bar[:4]], **QUIET
        )

    def _wire_feedback(self) -> None:
        parts = self.feedback
        given = [parts.yes, parts.no, parts.more, parts.said]
        parts.yes.click(self._helpful, self.talk, given, **QUIET)
        parts.no.click(self._unhelpful, self.talk, given, **QUIET)
        told = [self.talk, parts.reasons, parts.words]
        parts.send.click(self._tell_more, told, [parts.more, parts.said], **QUIET)

    def _wire_away(self) -> None:
        away = self.away
        away.copy.click(self._copied, self.talk, away.payload, **QUIET).then(
            None, away.payload, away.said, js="(payload) => window.safeguide.copy(payload)", **QUIET
        )
        for form, button in away.save.items():
            button.click(_saving(form), self.talk, away.payload, **QUIET).then(
                None, away.payload, away.said, js="(payload) => window.safeguide.save(payload)", **QUIET
            )

    def _show(self, view: View) -> Shown:
        said, started = view.talk.said, bool(view.talk.said) or view.working
        choices = [(f"{one.original} → {one.token}", one.token) for one in view.talk.removed]
        resting = bool(said) and not view.working
        return {
            self.talk: view.talk,
            self.kept_as: view.talk.id,
            self.conversation: view.html,
            self.box: gr.skip() if view.typed is None else view.typed,
            self.hint: render.hint(view.hint),
            self.send: gr.update(interactive=not view.working),
            self.opening: gr.update(visible=not started),
            self.examples: gr.update(visible=not started and bool(self.examples_of_library.now())),
            self.restart: gr.update(visible=started, interactive=not view.working),
            self.after: gr.update(visible=resting),
            self.suggestions: gr.update(visible=False),
            self.details.frame: gr.update(visible=resting and bool(said[-1].typed), open=False),
            self.details.left_out: gr.update(
                choices=choices, value=[token for _, token in choices], visible=bool(choices)
            ),
            self.details.missed: "",
            **self._fresh_feedback(),
        }

    def _fresh_feedback(self) -> Shown:
        given = self.feedback
        buttons: Shown = {button: gr.update(visible=True) for button in (given.yes, given.no)}
        emptied: Shown = {given.reasons: [], given.words: "", given.said: "", self.away.said: ""}
        return {**buttons, **emptied, given.more: gr.update(visible=False)}

    def _ask(
        self, typed: str, talk: Talk, scope: Scope, kept_as: str, request: gr.Request
    ) -> Iterator[Shown]:
        person = person_of(request)
        if not talk.said:
            talk = self._lost(kept_as, person) or talk
        views = exchange(self.assistant, typed, talk, scope, person)
        yield from self._answered(views, talk, typed, person)

    def _correct(
        self, talk: Talk, left_out: list[str], missed: str, kind: str, scope: Scope, request: gr.Request
    ) -> Iterator[Shown]:
        person = person_of(request)
        views = again(self.assistant, talk, left_out, missed, kind, scope, person)
        yield from self._answered(views, talk, None, person, again=True)

    def _answered(
        self, views: Iterator[View], before: Talk, typed: str | None, person: Person, *, again: bool = False
    ) -> Iterator[Shown]:
        """The views as the page shows them; once the answer is whole, it is kept."""
        if not self.limits.allow(person):
            yield self._show(View(before, render.conversation(before.said), typed, words.TOO_MANY))
            return
        self.answering.add(id(views))
        try:
            yield from self._kept(views, before, person, again=again)
        finally:
            self.answering.discard(id(views))
        attempted("A question could not be counted", self.keeping.audit.question, None)

    def _kept(self, views: Iterator[View], before: Talk, person: Person, *, again: bool) -> Iterator[Shown]:
        keeping = self.keeping.of(person)
        for view in views:
            shown = {self.conversation: view.html} if view.growing else self._show(view)
            if not view.working and view.talk.said and view.talk.said != before.said:
                failed = View(view.talk, view.html, hint=words.NOT_KEPT)

                def keep(talk: Talk = view.talk) -> Talk:
                    return keeping.kept(talk, again=again)

                kept = attempted("A conversation could not be kept", keep, None)
                shown = {**shown, self.talk: kept, self.kept_as: kept.id} if kept else self._show(failed)
            yield shown

    def _suggest(self, talk: Talk, scope: Scope) -> Shown:
        """What could be asked next; it is looked for when the answer is there, and delays nothing."""
        if not talk.said:
            return {self.suggestions: gr.update(visible=False)}
        asked = [one.question for one in talk.answers]
        found: list[str] = attempted(
            "Questions could not be suggested",
            lambda: suggesting.follow_ups(
                self.assistant, talk.answers[-1], asked, scope, lambda: bool(self.answering)
            ),
            [],
        )
        return {self.suggestions: gr.update(visible=bool(found)), **_offered(self.suggested, found)}

    def _begin_anew(self) -> Shown:
        return self._show(View(Talk(), render.conversation(()), typed=""))

    def _arrive(self, request: gr.Request) -> Shown:
        """What the page opens with: the conversation that its address names, or nothing asked yet."""
        wanted = request.query_params.get("c", "")
        talk = self._lost(wanted, person_of(request))
        if talk:
            return self._show(View(talk, render.conversation(talk.said)))
        documents = self.assistant.library.documents()
        shown = self._show(View(Talk(), render.conversation(()), hint=words.GONE if wanted else ""))
        first = render.opening(documents, prompts.load("empty-library").text)
        offered = _offered(self.example_buttons, self.examples_of_library.now())
        return {**shown, **offered, self.opening: gr.update(value=first, visible=True)}

    def _lost(self, id_: str, person: Person) -> Talk | None:
        """A conversation that was kept, and that this page does not hold; None if there is none."""
        if not id_:
            return None
        taken_up = self.keeping.of(person).taken_up
        return attempted("A conversation could not be read", lambda: taken_up(id_), None)

    def _choose_scope(self, nation: str, audience: str, sector: str, day: str, before: Scope) -> Shown:
        chosen = scoping.chosen(nation, audience, sector, day, before)
        return {
            self.scope: chosen.scope,
            self.browser: scoping.kept(chosen.scope),
            self.bar.frame: gr.update(label=_scope_label(chosen.scope), open=bool(chosen.problem)),
            self.hint: render.hint(chosen.problem),
        }

    def _remember_scope(self, told: object) -> Shown:
        scope = scoping.remembered(told, self.assistant.scope)
        bar = self.bar
        label = gr.update(label=_scope_label(scope))
        values: Shown = {bar.nation: scope.nation, bar.audience: scope.audience, bar.sector: scope.sector}
        return {self.scope: scope, bar.frame: label, **values}

    def _helpful(self, talk: Talk) -> Shown:
        return self._given(talk, helpful=True)

    def _unhelpful(self, talk: Talk) -> Shown:
        return self._given(talk, helpful=False)

    def _given(self, talk: Talk, *, helpful: bool) -> Shown:
        said = self._give(talk, helpful=helpful)
        buttons: Shown = {
            button: gr.update(visible=False) for button in (self.feedback.yes, self.feedback.no)
        }
        more = gr.update(visible=not helpful and said == words.THANKS)
        return {**buttons, self.feedback.more: more, self.feedback.said: render.told(said)}

    def _tell_more(self, talk: Talk, reasons: list[str], text: str) -> Shown:
        said = self._give(talk, helpful=False, reasons=reasons, text=text, thanks=words.THANKS_MORE)
        more = gr.update(visible=said != words.THANKS_MORE)
        return {self.feedback.more: more, self.feedback.said: render.told(said)}

    def _give(
        self,
        talk: Talk,
        *,
        helpful: bool,
        reasons: list[str] | None = None,
        text: str = "",
        thanks: str = words.THANKS,
    ) -> str:
        """Keep what somebody says of the last answer; what to tell them."""

        def give() -> str:
            key, answer = f"{talk.key}:{len(talk.said)}", talk.said[-1].answer
            self.keeping.feedback.give(
                key, answer, helpful=helpful, reasons=reasons or (), words=text, known=talk.known
            )
            return thanks

        return attempted("Feedback could not be kept", give, words.FEEDBACK_FAILED)

    def _copied(self, talk: Talk) -> str:
        return copied(talk.said[-1].answer) if talk.said else ""


def _saving(form: Form) -> Any:
    def save(talk: Talk) -> str:
        """A conversation as a file, for the browser to save: its name, type and bytes in base 64, as JSON."""

        def make() -> str:
            title, today = talk.said[0].answer.question, date.today()
            made = exported(title, talk.answers, form, today)
            name = file_name(title, today, form.suffix)
            return json.dumps({"name": name, "type": form.media_type, "data": b64encode(made).decode()})

        return attempted("A conversation could not be saved", make, json.dumps({"error": words.SAVE_FAILED}))

    return save


def _questions(count: int) -> list[gr.Button]:
    return [gr.Button(elem_classes="example", visible=False) for _ in range(count)]


def _offered(buttons: Sequence[gr.Button], questions: Sequence[str]) -> Shown:
    """The buttons with a question each, as far as there are any."""
    told = dict(zip(buttons, questions, strict=False))
    return {one: gr.update(value=told.get(one, ""), visible=one in told) for one in buttons}


def _scope_label(scope: Scope) -> str:
    return f"{scoping.sentence(scope)} — {words.CHANGE}"


def _scope_bar(scope: Scope) -> _ScopeBar:
    with gr.Accordion(_scope_label(scope), open=False, elem_id="scope") as frame:
        with gr.Row():
            nation = gr.Dropdown(scoping.NATION_CHOICES, value=scope.nation, label=words.NATION)
            sector = gr.Dropdown(scoping.SECTOR_CHOICES, value=scope.sector, label=words.SECTOR)
        audience = gr.Radio(scoping.AUDIENCE_CHOICES, value=scope.audience, label=words.AUDIENCE)
        with gr.Row(elem_id="scope-day"):
            day = gr.Textbox(
                label=words.DAY,
                info=words.DAY_HELP,
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
            )
            use = gr.Button(words.SHOW, elem_classes="quiet", scale=0)
    return _ScopeBar(frame, nation, audience, sector, day, use)


def _feedback() -> _Feedback:
    with gr.Column(elem_id="feedback") as frame:
        with gr.Row(elem_id="helpful"):
            gr.HTML(f'<p class="asks">{words.HELPFUL}</p>', js_on_load=None)
            yes = gr.Button(words.YES, elem_classes="quiet", size="sm", scale=0)
            no = gr.Button(words.NO, elem_classes="quiet", size="sm", scale=0)
        said = gr.HTML(js_on_load=None)
        with gr.Column(visible=False, elem_id="feedback-more") as more:
            reasons = gr.CheckboxGroup(list(feedback.REASONS), label=words.REASONS_ARE)
            text = gr.Textbox(
                label=words.FEEDBACK_WORDS,
                lines=2,
                max_lines=6,
                max_length=feedback.LONGEST,
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
            )
            send = gr.Button(words.SEND_FEEDBACK, elem_classes="quiet", size="sm")
    return _Feedback(frame, yes, no, more, reasons, text, send, said)


def _away() -> _Away:
    with gr.Accordion(words.TAKE_AWAY, open=False, elem_id="away") as frame:
        with gr.Row():
            copy = gr.Button(words.COPY, elem_classes="quiet", size="sm")
            save = {
                form: gr.Button(words.SAVE_AS[form.name], elem_classes="quiet", size="sm") for form in Form
            }
        said = gr.HTML(js_on_load=None)
        payload = gr.Textbox(visible="hidden", elem_id="payload")
    return _Away(frame, copy, save, payload, said)


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
        ask_again = gr.Button(words.AGAIN, elem_id="again", elem_classes="quiet", size="sm")
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
