"""Which items of a quiz cite words that the guidance no longer has: changed, taken out, or never held here.

A new edition whose words are the same makes nothing stale, wherever in it they stand now.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.answers import standing_in_words, standing_remark
from assistant.quiz.citing import as_cited
from assistant.quiz.following import Follower, Line, Said, follower, letters, lines, wording
from assistant.quiz.items import Cited, Item, Quiz, Status
from assistant.quiz.store import QuizStore
from ingest.changes.marking import marks
from ingest.changes.ranking import by_importance
from ingest.changes.sides import Side
from ingest.changes.values import Mark
from ingest.changes.wording import runs
from ingest.dates import MONTHS
from ingest.documents import Block, BlockKind, GuidanceDocument, Passage, State
from ingest.editions import is_later, with_standing
from ingest.library import Library

MOST_TOLD = 3
"""Numbers, duties and the like that changed, of one quote; the words themselves show the rest."""
REPLACED_RULE = "replaced rule"
"""Of wrong options: what they cite is known not to be in force."""


class Why(StrEnum):
    """Why cited words can no longer be relied on."""

    CHANGED = "changed"
    GONE = "gone"
    NOT_HELD = "not held"
    REPLACED = "newer edition not held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Stale:
    """Cited words that can no longer be relied on.

    Attributes:
        item: the id of the item that cites them; of a document that was withdrawn, or replaced by one that is
            not held, the first that cites it.
        cited: the words as they were.
        now: what stands in their place; the same words where only their document was replaced or withdrawn;
            None where there is nothing like them.
        about: what changed, a plain sentence.
        why: in a word.
    """

    item: str
    cited: Cited
    now: Cited | None
    about: str
    why: Why = Why.CHANGED


@dataclass(frozen=True, slots=True)
class Touched:
    """A quiz that is kept and cites words that have changed.

    Attributes:
        id, title: the quiz's.
        stale: what it cites that has changed.
    """

    id: str
    title: str
    stale: tuple[Stale, ...]


def stale(library: Library, quiz: Quiz, on: date | None = None) -> list[Stale]:
    """What a quiz cites that can no longer be relied on.

    Args:
        library: the library.
        quiz: the quiz.
        on: the day that is asked about; None is today.

    Raises:
        LibraryError: the library cannot be read.
    """
    return list(Citations(library, on or date.today()).stale(quiz))


def touched(library: Library, store: QuizStore, replaced: Sequence[GuidanceDocument]) -> list[Touched]:
    """The quizzes that are kept and cite words which have changed with some documents.

    Args:
        library: the library as it is now.
        store: the quizzes.
        replaced: the documents as they were: earlier editions, and texts that were replaced.

    Raises:
        IngestError: the library or the quizzes cannot be read.
    """
    held, found = Citations(library, date.today()), []
    for one in store.listed():
        quiz = store.get(one.id)
        of_them = {cited for item in quiz.items for cited in item.cited if _cites(cited, replaced)}
        if not of_them:
            continue
        changed = tuple(each for each in held.stale(quiz) if each.cited in of_them)
        if any(each.why in (Why.CHANGED, Why.GONE) for each in changed):
            found.append(Touched(one.id, one.title, changed))
    return found


def source_of(cited: Cited, documents: Iterable[GuidanceDocument]) -> GuidanceDocument | None:
    """The document that is cited, or None if it is not among some: by its id, where it has none by what its
    label begins with."""
    if cited.document_id:
        return next((one for one in documents if one.id == cited.document_id), None)
    named = [one for one in documents if _begins_with(cited.label, one.name)]
    return max(named, key=lambda one: len(one.name), default=None)


def _begins_with(label: str, name: str) -> bool:
    return bool(re.match(rf"{re.escape(name)}(?!\w)", label))


def _cites(cited: Cited, documents: Sequence[GuidanceDocument]) -> bool:
    return source_of(cited, documents) is not None


def _own(item: Item) -> tuple[Cited, ...]:
    """What an item relies on: not what it quotes as a rule that was replaced."""
    known = {
        one
        for option in item.options
        if option.source == REPLACED_RULE and not option.correct
        for one in option.citations
        if one.standing
    }
    return tuple(one for one in item.cited if one not in known or one in item.citations)


class Citations:
    """What has become of cited words in a library.

    Args:
        library: the library.
        on: the day that is asked about.
    """

    def __init__(self, library: Library, on: date) -> None:
        self._library, self._version = library, library.version
        self._documents = {one.id: one for one in with_standing(library.documents(), on)}

    def stale(self, quiz: Quiz) -> Iterator[Stale]:
        """What a quiz cites that can no longer be relied on, in its order, each once."""
        kept = [item for item in quiz.items if item.status is not Status.REJECTED]
        ids = dict.fromkeys(one.passage_id for item in kept for one in _own(item) if one.passage_id)
        passages = {one.id: one for one in self._library.passages(list(ids))}
        found: dict[Cited, Stale | None] = {}
        told: set[str] = set()
        for item in kept:
            for cited in _own(item):
                document = self._target(cited, source_of(cited, self._documents.values()))
                if document and document.id not in told:
                    told.add(document.id)
                    yield from self._of_document(item, cited, document)
                if cited not in found:
                    found[cited] = self._of_words(item.id, cited, passages.get(cited.passage_id))
                if one := found[cited]:
                    yield Stale(item.id, one.cited, one.now, one.about, one.why)

    def passages(self, cited: Cited) -> list[Passage]:
        """Where cited words stand now, in their document or in the edition that took its place; none where
        they do not."""
        target = self._target(cited, source_of(cited, self._documents.values()))
        if target is None:
            return []
        if (held := self._library.passages([cited.passage_id])) and held[0].document_id == target.id:
            return held
        text = wording(self._library, target.id, self._version)
        said = [next(text.places(one), None) for one in lines(cited.quote, held[0] if held else None)]
        return list({one.passage.id: one.passage for one in said if one}.values()) if all(said) else []

    def _of_document(self, item: Item, cited: Cited, document: GuidanceDocument) -> Iterator[Stale]:
        """That a document as a whole is not to be relied on any more."""
        standing = document.standing
        told = f"{document.name} is {standing_in_words(standing)}"
        now = cited.model_copy(update={"standing": standing_remark(document)})
        if standing.state is State.WITHDRAWN:
            yield Stale(item.id, cited, now, f"{told}: cite what is in force.", Why.WITHDRAWN)
        elif standing.state is State.SUPERSEDED and not standing.by_id:
            lacking = (
                "which is not in the library" if standing.by else "and nothing in the library replaces it"
            )
            advice = f"{lacking}: add what is in force, and check the quiz again."
            yield Stale(item.id, cited, now, f"{told}, {advice}", Why.REPLACED)

    def _of_words(self, item: str, cited: Cited, passage: Passage | None) -> Stale | None:
        """What has become of some words; None where they stand, or where nobody can tell whence they are."""
        if not (cited.document_id or cited.label or cited.document):
            return None
        source = source_of(cited, self._documents.values())
        target = self._target(cited, source)
        if target is None:
            name = cited.document or cited.label
            about = f"{name} is not in the library: add it, or cite a document that is."
            return Stale(item, cited, None, about, Why.NOT_HELD)
        held = passage if passage and source and passage.document_id == source.id else None
        quoted = lines(cited.quote, held)
        if held and source is target and _stand_in(quoted, held):
            return None
        text = wording(self._library, target.id, self._version)
        if all(text.says(one) for one in quoted):
            return None
        return self._instead(item, cited, quoted, source, target)

    def _target(self, cited: Cited, source: GuidanceDocument | None) -> GuidanceDocument | None:
        """The document that counts now: the one cited, or the edition held that took its place."""
        if source is None:
            source = self._by_title(cited)
        if source and source.standing.state is State.SUPERSEDED and source.standing.by_id:
            return self._documents[source.standing.by_id]
        return source

    def _by_title(self, cited: Cited) -> GuidanceDocument | None:
        """The document of this title, which was added anew or is another edition; the latest if several."""
        title = _undated(cited.document or cited.label.split(",")[0])
        same = [one for one in self._documents.values() if title and _undated(one.metadata.title) == title]
        best = next((one for one in same if one.metadata.edition == cited.edition and cited.edition), None)
        for one in same if best is None else ():
            best = one if best is None or is_later(one, best) else best
        return best

    def _instead(
        self,
        item: str,
        cited: Cited,
        quoted: Sequence[Line],
        source: GuidanceDocument | None,
        target: GuidanceDocument,
    ) -> Stale:
        """What stands in the place of words that do not stand any more."""
        if source and source is not target:
            follows = follower(self._library, source.id, target.id, self._version)
        else:
            blocks = [Block(BlockKind.PARAGRAPH, one.text) for one in quoted]
            follows = Follower(blocks, wording(self._library, target.id, self._version))
        same_edition = source is target or cited.edition == target.metadata.edition
        name = f"{target.name}, as it is held now," if same_edition else target.name
        now = _as_cited(_found(quoted, follows), target)
        if now is None:
            return Stale(item, cited, None, f"{name} says nothing like this.", Why.GONE)
        return Stale(item, cited, now, f"{name} {_changed(cited.quote, now.quote)}.", Why.CHANGED)


def _stand_in(quoted: Sequence[Line], passage: Passage) -> bool:
    """Whether words stand in a passage, or in what that hangs from."""
    told = letters(f"{passage.lead_in}\n{passage.text}")
    return all(one.key in told for one in quoted)


def _found(quoted: Sequence[Line], follows: Follower) -> list[Said]:
    """The sentences in the place of some lines. A line that leads into the others is not looked for by
    itself: what took its place is what now leads into theirs."""
    leads = {one.lead for one in quoted}
    found = [follows.instead(one) for one in quoted if one.key not in leads]
    return [one for one in found if one]


def _as_cited(found: Sequence[Said], document: GuidanceDocument) -> Cited | None:
    """Sentences as an item cites them, an item of a list with what leads into it; None for none."""
    if not found:
        return None
    passage = found[0].passage
    quote: dict[str, None] = {}
    for one in found:
        quote.update(dict.fromkeys(text for text in (one.passage.led_by(one.index), one.text) if text))
    spans = [one.span for one in found if one.passage is passage]
    return as_cited("\n".join(quote), passage, document, spans)


def _changed(before: str, after: str) -> str:
    """What two texts lay down otherwise, as the end of a sentence on the second."""
    old, new = Side(before), Side(after)
    found = sorted(marks(old, new, runs(old.words, new.words), {}), key=by_importance)
    told = [_mark(one) for one in found if one.old or one.new]
    return "; it ".join(told[:MOST_TOLD]) or "says it in other words"


def _mark(mark: Mark) -> str:
    old, new = " ".join(mark.old.split()), " ".join(mark.new.split())
    if old and new:
        return f"says “{new}”, no longer “{old}”"
    return f"adds “{new}”" if new else f"no longer says “{old}”"


def _undated(title: str) -> str:
    """The letters of a title, without dates."""
    return re.sub(rf"\b(?:{MONTHS})\b|[\W\d_]+", "", title, flags=re.IGNORECASE).casefold()
