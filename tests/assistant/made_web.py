"""Answers made by hand, an assistant that gives them, and what a browser makes of a page."""

from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

from assistant.answers import Answer, AnswerKind, Citation, Hit, Statement
from assistant.concern.contacts import Directory
from assistant.concern.panel import panel
from assistant.concern.screen import Concern
from assistant.people import ALONE
from assistant.privacy.tokens import Known, Removed
from assistant.screening import Screened
from assistant.web import render
from assistant.web.render import Said
from ingest.documents import GuidanceDocument, Metadata, Passage, Role, Sentence

HOSTILE = "<img src=x onerror=alert(1)> </mark><script>alert(2)</script> \" ' & {{x}} ${y}"
CORE_GROUP = "The core group should:\n• meet within 10 working days of the conference\n• carry out the plan"


VOID = ("br", "img", "meta", "link", "input")
"""Elements that nothing closes."""


class Page(HTMLParser):
    """What a browser makes of rendered HTML: elements with attributes, all text, the text of each mark."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.marks, self.text, self._open = [], [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open += [tag] if tag not in VOID else []
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.text += data
        if "mark" in self._open:
            self.marks[-1] += data

    def attributes(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def document(number=0, **metadata):
    known = {"title": f"Guide {number}", "edition": "2026", "nation": "england", "kind": "statutory guidance"}
    return GuidanceDocument(f"{number:016x}", "0" * 64, f"{number}.md", Metadata(**{**known, **metadata}))


def passage(text=CORE_GROUP, number=0, **changes):
    known = {
        "id": f"{number:016x}",
        "document_id": f"{number:016x}",
        "position": number,
        "heading_path": ("Chapter 3", "Core group"),
        "numbers": ("155.",),
        "page": 97,
        "end_page": None,
        "start": 0,
        "end": len(text),
        "text": text,
        "body": 0,
        "lead_in": "",
        "strength": "should",
        "sentences": (Sentence(0, len(text), Role.SENTENCE, label="155"),),
    }
    return Passage(**{**known, **changes})


def cite(number, quote, where, source):
    start = where.text.index(quote)
    return Citation(number, where, source, start, start + len(quote))


def answered(*citations, question="How soon?", notices=()):
    statements = tuple(Statement(citation.quote, (citation,)) for citation in citations)
    hits = {citation.passage.id: Hit(citation.passage, citation.document, 1.0) for citation in citations}
    return Answer(question, AnswerKind.QUOTED, statements, "", notices, tuple(hits.values()), 0.9, question)


def abstained(*hits, advice="The guidance here does not answer that.\nAsk your lead."):
    return Answer("What dose?", AnswerKind.ABSTAINED, (), advice, (), hits, 0.1, "What dose?")


def written(*texts, more=(), dropped=(), notices=(), model="a model"):
    where = passage()
    statements = tuple(
        Statement(text, (cite(1, "carry out the plan", where, document()),), support=0.9) for text in texts
    )
    hits = (Hit(where, document(), 1.0),)
    return Answer(
        "How soon?", AnswerKind.WRITTEN, statements, "", notices, hits, 0.9, "How soon?",
        more=more, model=model, prompts=("write 1",), dropped=dropped,
    )  # fmt: skip


def turn_of(answer, number):
    return render.turn(Said(answer), number)


def conversation_of(*answers, asked=None):
    return render.conversation([Said(answer) for answer in answers], asked=asked)


class FakeAssistant:
    """Answers whatever is asked with what it was given; takes "Jamie" for a child's name."""

    def __init__(self, answer, concern=Concern.NONE):
        self.answer, self.concern, self.asked, self.scope = answer, concern, [], None

    def screen(self, text, known=None):
        known = known or Known()
        if "Jamie" not in text or "jamie" in known.kept:
            return Screened(text, self.concern, known=known)
        known = replace(known, tokens={"jamie": "CHILD-1"})
        return Screened(text.replace("Jamie", "CHILD-1"), self.concern, (Removed("Jamie", "CHILD-1"),), known)

    def panel(self, message, scope=None):
        return panel(message.concern, Directory(), scope.nation if scope else "england")

    def ask_growing(self, question, history=(), scope=None):
        self.asked.append((question.text, history))
        self.scope = scope
        for answer in self.answer if isinstance(self.answer, list) else [self.answer]:
            if isinstance(answer, Exception):
                raise answer
            yield answer


def from_person(person=ALONE, **query):
    """What an event of a page is told of the request that set it off."""
    scope = {"state": {"person": person}}
    return SimpleNamespace(request=SimpleNamespace(scope=scope), query_params=query)


class Inside:
    """ASGI middleware in the place of the door: everybody is one person."""

    def __init__(self, app, person=ALONE):
        self.app, self.person = app, person

    async def __call__(self, scope, receive, send):
        await self.app({**scope, "state": {"person": self.person}}, receive, send)
