"""Which differences are no change to anybody who works to the document."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.changes.differences import Difference
from ingest.changes.marking import within_reference
from ingest.changes.sides import Side
from ingest.changes.values import MarkKind, Noise
from ingest.changes.wording import Run
from ingest.documents import BlockKind

PICTURES_ASIDE = 0.2
"""Share of words read from pictures up to which these are an aside to a printed text, not the text itself."""
_OWN_CHANGES = re.compile(
    r"\b(?:table|list|summary|log|record|history|schedule) of (?:\w+ ){0,3}"
    r"(?:changes|amendments|revisions|updates)\b|"
    r"\b(?:version|document|revision|change|update) (?:history|control|log)\b|"
    r"\bwhat (?:has|is|was|have) (?:changed|new)\b|\bwhat[’']s (?:changed|new)\b",
    re.I,
)
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?|on this page|in this section", re.I)
_IMPRINT = re.compile(
    r"crown copyright|open government licen[cs]e|third[- ]party copyright|copyright holders?|"
    r"\bISBN\b|about this publication|follow us on|\bprinted on (?:recycled )?paper|reference:? [A-Z]+-\d+|"
    r"enquiries https?://|all rights reserved",
    re.I,
)
_CAPTION = re.compile(r"(?:figure|table|box|diagram) \d+[.:]?", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_IMPRINT = 400
"""Characters of a line of the imprint; a longer text may say other things, too."""
_FRONT = 12
"""Blocks at the front of a document among which its title stands."""


@dataclass(frozen=True, slots=True)
class Own:
    """How a document names itself.

    Attributes:
        before: the words before the year in its title, which make a year elsewhere that of its own edition.
    """

    before: tuple[str, str] | None = None

    @classmethod
    def of(cls, keys: Sequence[Sequence[str]]) -> "Own":
        """As the blocks at its front say, of which these are the words."""
        for block_keys in keys[:_FRONT]:
            for at, key in enumerate(block_keys):
                if at >= 2 and _YEAR.fullmatch(key):
                    return cls((block_keys[at - 2], block_keys[at - 1]))
        return cls()

    def year(self, side: Side, at: int) -> bool:
        """Whether a word of a text is the year of the document's own edition."""
        keys = [word.key for word in side.words[max(0, at - 2) : at + 1]]
        return len(keys) == 3 and bool(_YEAR.fullmatch(keys[2])) and tuple(keys[:2]) == self.before


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of both documents.

    Attributes:
        old, new: how either names itself.
        pictures_aside: whether words read from pictures are an aside in both.
    """

    old: Own
    new: Own
    pictures_aside: bool


def noise_in(found: Difference, known: Known) -> Noise | None:
    """The first reason why a difference is no change, or None if it is one."""
    return next((noise for noise, holds in _REASONS if holds(found, known)), None)


def _of_picture(found: Difference, known: Known) -> bool:
    return known.pictures_aside and all(block.ocr for block in found.blocks)


def _of_contents(found: Difference, _: Known) -> bool:
    return any(_CONTENTS.fullmatch(heading.strip(" :")) for heading in found.path)


def _of_own_changes(found: Difference, _: Known) -> bool:
    listed = all(block.kind in (BlockKind.ROW, BlockKind.ITEM) for block in found.blocks)
    return listed and any(_OWN_CHANGES.search(heading) for heading in found.path)


def _of_imprint(found: Difference, _: Known) -> bool:
    return all(len(block.text) <= _LONGEST_IMPRINT and _IMPRINT.search(block.text) for block in found.blocks)


def _of_layout(found: Difference, _: Known) -> bool:
    if all(_CAPTION.fullmatch(block.text) for block in found.blocks):
        return True
    split = len(found.old_blocks) != len(found.new_blocks)
    return split and not found.group.moved and not _changed(found)


def _of_punctuation(found: Difference, _: Known) -> bool:
    return not found.group.moved and not _changed(found)


def _of_own_year(found: Difference, known: Known) -> bool:
    changed = _changed(found)
    return bool(changed) and all(_own_year(run, found, known) for run in changed)


def _of_references(found: Difference, known: Known) -> bool:
    changed = _changed(found)
    follow = not any(mark.kind is MarkKind.REFERENCE for mark in found.marks)
    inside = all(
        within_reference(found.old, found.new, run) or _own_year(run, found, known) for run in changed
    )
    return bool(changed) and follow and inside


_REASONS: tuple[tuple[Noise, Callable[[Difference, Known], bool]], ...] = (
    (Noise.PICTURE, _of_picture),
    (Noise.CONTENTS, _of_contents),
    (Noise.OWN_CHANGES, _of_own_changes),
    (Noise.IMPRINT, _of_imprint),
    (Noise.LAYOUT, _of_layout),
    (Noise.PUNCTUATION, _of_punctuation),
    (Noise.OWN_YEAR, _of_own_year),
    (Noise.CROSS_REFERENCE, _of_references),
)


def _changed(found: Difference) -> list[Run]:
    """The words that differ, less the "and" with which an item of a list leads on to the next."""
    changed = [run for run in found.runs if not run.same]
    if all(block.kind is BlockKind.ITEM for block in found.blocks):
        return [run for run in changed if not _leads_on(run, found)]
    return changed


def _leads_on(run: Run, found: Difference) -> bool:
    spans = ((found.old, run.old_start, run.old_end), (found.new, run.new_start, run.new_end))
    return all(
        [word.key for word in side.words[start:end]] in ([], ["and"]) and end == len(side.words)
        for side, start, end in spans
    )


def _own_year(run: Run, found: Difference, known: Known) -> bool:
    one_word = run.old_end - run.old_start == run.new_end - run.new_start == 1
    return one_word and known.old.year(found.old, run.old_start) and known.new.year(found.new, run.new_start)
