"""The words of a PDF page that nobody sees: taken out before it is read, and told to whoever adds the file.

Words are unseen in invisible ink, in specks of type, beyond the page's edge, in a colour that cannot be told
from what they stand on, or beneath something that is drawn over them. The last two are looked for only where
colour or order make them likely, and found on the page itself as it is drawn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt

import numpy as np
import pypdfium2 as pdfium

from ingest.readers._hidden import OFF_PAGE, SAME_COLOUR, TINY, Unseen, alike, in_characters, words_in
from ingest.readers.pdf.artwork import Artwork, Box, artwork, near, union
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.page_sizes import page_size
from ingest.readers.pdf.pictures.looks import on_image

INVISIBLE_INK = "in invisible ink"
COVERED = "beneath something that is drawn over it"
PALE = 200
"""Least value of each part of a colour, of 255, that may be too light to be seen."""
FAINT = 13
"""Opacity, of 255, under which nothing is seen."""
CONTRAST = 8
"""Least difference of grey, of 255, where anything is drawn."""
MARGIN = 1.0
"""Points beyond the edge of the page up to which words may stand out of it and be on it."""
MOST_PIXELS = 1_000_000
SLIP = 8
"""Words up to which what is covered is a title that slipped beneath a band: it still heads its page."""
HIGH = 6.0
"""Points from which a filled box is high enough to stand beneath words, or to cover them."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The characters that a file draws in one go: their places in the page's text, less white space."""

    drawn: int
    indexes: Sequence[int]
    box: Box


@dataclass
class HiddenWords:
    """Finds the unseen words of a page.

    Attributes:
        page: the page.
        number: its physical number.
        art: what is drawn on it.
        scanned: whether it is a picture whose words lie unseen over it: these are kept.
        found: what was hidden, once ``take_out`` has been called.
    """

    page: pdfium.PdfPage
    number: int
    art: Artwork
    scanned: bool = False
    found: list[Unseen] = field(default_factory=list)

    @classmethod
    def on(cls, page: pdfium.PdfPage, number: int) -> "HiddenWords":
        """Of a page of which nothing else is known."""
        return cls(page, number, artwork(page))

    def take_out(self, glyphs: Glyphs) -> None:
        """Take out of a page's characters those that nobody sees, and note what they say."""
        where = f"page {self.number}"
        self.found += in_characters(glyphs.text, where)
        hidden = self._hidden(glyphs)
        unseen: set[int] = set()
        for how, indexes in hidden.items():
            told = self._unread(glyphs, indexes) if how == INVISIBLE_INK else indexes
            if text := glyphs.said(told):
                self.found.append(Unseen(how, text, where))
            unseen.update(indexes)
        if unseen:
            glyphs.take_out(unseen)

    def _hidden(self, glyphs: Glyphs) -> dict[str, list[int]]:
        """The places of the characters that are hidden, by how."""
        hidden: dict[str, list[int]] = {}
        inked = 0
        for stretch in _stretches(glyphs):
            inked += len(stretch.indexes)
            if how := self._how(glyphs, stretch):
                hidden.setdefault(how, []).extend(stretch.indexes)
        for index in glyphs.made_up():
            inked += 1
            if glyphs.type(index).speck:
                hidden.setdefault(TINY, []).append(index)
        invisible = hidden.get(INVISIBLE_INK, ())
        if len(invisible) > 0.5 * inked and len(self._unread(glyphs, invisible)) < 0.5 * len(invisible):
            del hidden[INVISIBLE_INK]  # what a scanner read of its picture
        if words_in(glyphs.said(hidden.get(COVERED, ()))) < SLIP:
            hidden.pop(COVERED, None)
        return hidden

    def _how(self, glyphs: Glyphs, stretch: _Stretch) -> str:
        """How a stretch is hidden, in words; "" where it is seen."""
        type_ = glyphs.type(stretch.indexes[0])
        if type_.speck:
            return TINY
        if type_.unseen or (type_.clips and self._is_flat(stretch.box)):
            return INVISIBLE_INK
        if not near(stretch.box, self.art.page, -MARGIN):
            return OFF_PAGE
        if self._is_unseen_colour(stretch.box, type_.colour):
            return SAME_COLOUR
        covered = not self.scanned and self._is_covered(stretch) and self._is_flat(stretch.box)
        return COVERED if covered else ""

    def _is_unseen_colour(self, box: Box, colour: tuple[int, int, int, int]) -> bool:
        *ink, opacity = colour
        if opacity < FAINT:
            return True
        if min(ink) >= PALE and self._is_like_its_ground(box, sum(ink) / 3):
            return True
        return self._is_on(box, ink) and self._is_flat(box)

    def _unread(self, glyphs: Glyphs, indexes: Iterable[int]) -> list[int]:
        """Of characters in invisible ink those that do not stand for what is drawn in their place: a picture
        or letters drawn as outlines."""
        pictures = [image.box for image in self.art.images]
        boxes = ((i, glyphs.box(i)) for i in indexes)
        clear = [(i, box) for i, box in boxes if not any(near(box, picture, 0) for picture in pictures)]
        some = clear[:: max(len(clear) // 200, 1)]
        drawn = sum(not self._is_flat(box) for _, box in some)
        return [i for i, _ in clear] if drawn < 0.2 * len(some) else []

    def _is_on(self, box: Box, colour: Sequence[int]) -> bool:
        """Whether words stand on a filled box of their own colour."""
        return any(fill and alike(fill, colour) and _holds(ground, box) for ground, fill, _ in self._fills)

    def _is_covered(self, stretch: _Stretch) -> bool:
        """Whether something is drawn over words after them."""
        place = self.art.texts.get(stretch.drawn)
        if place is None:
            return False
        over = [ground for ground, _, order in self._fills if order > place]
        over += [image.box for image in self.art.images if image.order > place and not image.clear]
        return any(_holds(ground, stretch.box) for ground in over)

    @cached_property
    def _fills(self) -> list[tuple[Box, tuple[int, int, int] | None, int]]:
        """The filled boxes that words may stand on or lie beneath, with colour and order."""
        boxes = ((outline.box, outline) for outline in self.art.outlines if outline.filled)
        return [(box, one.colour, one.order) for box, one in boxes if box[3] - box[1] >= HIGH]

    @cached_property
    def _seen(self) -> np.ndarray:
        """The page as it is seen, in greys."""
        wide, high = page_size(self.page)
        scale = min(1.0, sqrt(MOST_PIXELS / max(wide * high, 1)))
        return np.asarray(self.page.render(scale=scale).to_pil().convert("L"))

    def _part(self, box: Box) -> np.ndarray:
        high, wide = self._seen.shape
        left, top, right, foot = on_image(self.page, box, (wide, high))
        return self._seen[top:foot, left:right]

    def _is_flat(self, box: Box) -> bool:
        """Whether nothing is to be seen in a part of the page."""
        part = self._part(box)
        return part.size == 0 or int(part.max()) - int(part.min()) < CONTRAST

    def _is_like_its_ground(self, box: Box, grey: float) -> bool:
        """Whether most of what lies round light words is of their own grey."""
        reach = 0.2 * (box[3] - box[1])
        part = self._part((box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach))
        return part.size == 0 or abs(float(np.median(part)) - grey) < CONTRAST


def _stretches(glyphs: Glyphs) -> Iterator[_Stretch]:
    by_drawn: Mapping[int, Sequence[int]] = glyphs.by_drawn()
    for drawn, indexes in by_drawn.items():
        yield _Stretch(drawn, indexes, union([glyphs.box(index) for index in {indexes[0], indexes[-1]}]))


def _holds(around: Box, box: Box) -> bool:
    """Whether the middle line of a box lies within another, from end to end."""
    middle = (box[1] + box[3]) / 2
    return around[0] - 1 <= box[0] and box[2] <= around[2] + 1 and around[1] <= middle <= around[3]
