"""A quiz on a trainer's desk: what is done to it before it is saved. Every change gives another desk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.quiz.items import Item, Quiz, Status


@dataclass(frozen=True, slots=True)
class Desk:
    """A quiz that is open.

    Attributes:
        quiz: as it stands on the page.
        version: the last that was saved.
        changed: whether there is something in it that is not saved.
        at: the id of the item that is looked at, or "" where there is none.
        remarks: what is to be told of how it was made or read.
        draws: how often another item was drawn in the place of one.
    """

    quiz: Quiz
    version: int
    changed: bool = False
    at: str = ""
    remarks: Sequence[str] = ()
    draws: int = 0

    @property
    def place(self) -> int:
        """Of the item that is looked at, from 0; -1 where there is none."""
        return next((place for place, one in enumerate(self.quiz.items) if one.id == self.at), -1)

    @property
    def item(self) -> Item | None:
        """The item that is looked at."""
        return self.quiz.items[self.place] if self.place >= 0 else None

    def looked_at(self, id_: str) -> "Desk":
        """With another item looked at."""
        return replace(self, at=id_ if any(one.id == id_ for one in self.quiz.items) else "")

    def after(self) -> "Desk":
        """With the next item looked at; the last stays."""
        place = min(self.place + 1, len(self.quiz.items) - 1)
        return replace(self, at=self.quiz.items[place].id) if place >= 0 else self

    def decided(self, status: Status) -> "Desk":
        """With the item accepted or rejected."""
        return self.with_item(self.item.model_copy(update={"status": status})) if self.item else self

    def with_item(self, item: Item) -> "Desk":
        """With an item in the place of the one that is looked at."""
        if not self.item or item == self.item:
            return self
        items = list(self.quiz.items)
        items[self.place] = item
        return replace(self._with(items), at=item.id)

    def moved(self, by: int) -> "Desk":
        """With the item so many places further down; where there is no such place, where it is."""
        to = self.place + by
        if not self.item or not 0 <= to < len(self.quiz.items):
            return self
        items = [one for one in self.quiz.items if one is not self.item]
        items.insert(to, self.item)
        return self._with(items)

    def called(self, title: str, mark: int) -> "Desk":
        """With another title and pass mark."""
        quiz = self.quiz.model_copy(update={"title": title, "pass_mark": mark})
        return self if quiz == self.quiz else replace(self, quiz=quiz, changed=True)

    def reviewed(self, by: str, on: str) -> "Desk":
        """Marked as reviewed by somebody on a day."""
        quiz = self.quiz.model_copy(update={"reviewed_by": by, "reviewed_on": on})
        return replace(self, quiz=quiz, changed=True)

    def _with(self, items: Sequence[Item]) -> "Desk":
        """With other items, which nobody has reviewed as they stand now."""
        new = {"items": tuple(items), "reviewed_by": "", "reviewed_on": ""}
        return replace(self, quiz=self.quiz.model_copy(update=new), changed=True)


def opened(quiz: Quiz, version: int, remarks: Sequence[str] = ()) -> Desk:
    """A quiz as it was saved, with its first item that nobody has decided on looked at."""
    open_ = [one.id for one in quiz.items if one.status is Status.DRAFT] or [one.id for one in quiz.items]
    return Desk(quiz, version, at=open_[0] if open_ else "", remarks=remarks)
