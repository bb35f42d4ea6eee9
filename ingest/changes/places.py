"""Where the parts of an edition stand: headings above, number in full, pages, what they hang from."""

from collections.abc import Sequence

from ingest.changes.values import Edition, Place
from ingest.changes.words import plain
from ingest.documents import Block, BlockKind
from ingest.lists import depths, hung_from, leading
from ingest.numbering import heading_names, is_law, labels, provision_name


class Places:
    """The places of an edition's blocks.

    Args:
        edition: the edition.
    """

    def __init__(self, edition: Edition) -> None:
        blocks, told = edition.blocks, edition.metadata
        deep = depths(blocks)
        self._edition = edition
        self._paths = _paths(blocks, heading_names(blocks, told), plain(told.title).casefold())
        self.labels = labels(blocks, told)
        self._above = hung_from(blocks, deep, leading(blocks, deep))
        self._called = provision_name(told) if is_law(told) else "paragraph"

    def path(self, index: int) -> tuple[str, ...]:
        """The headings above a block."""
        return self._paths[index]

    def of(self, indices: Sequence[int]) -> Place | None:
        """The place of some blocks as one, or None if there are none."""
        if not indices:
            return None
        blocks = [self._edition.blocks[index] for index in indices]
        pages = [page for block in blocks for page in (block.page, block.end_page) if page is not None]
        first, last = min(pages, default=None), max(pages, default=None)
        label = self._label(indices)
        return Place(
            path=self._paths[indices[0]],
            kind=blocks[0].kind.value,
            label=label,
            called=self._name(blocks, label),
            page=first,
            end_page=last,
            page_label=self._printed(first),
            end_page_label=self._printed(last),
            lead_in="\n".join(self._above[indices[0]]),
            position=indices[0],
        )

    def _label(self, indices: Sequence[int]) -> str:
        """From the first number to the last; parts of one paragraph have its number."""
        found = [self.labels[index] for index in indices if self.labels[index]]
        if not found:
            return ""
        within = all(one == found[0] or one.startswith(f"{found[0]}(") for one in found)
        return found[0] if within else f"{found[0]} to {found[-1]}"

    def _name(self, blocks: Sequence[Block], label: str) -> str:
        if blocks[0].kind is BlockKind.FOOTNOTE:
            return f"footnote {blocks[0].number}".strip()
        if len(blocks) > 1 and all(block.kind is BlockKind.ROW for block in blocks):
            return f"{len(blocks)} table rows"
        if not label or label[:3].isalpha():  # "Schedule 1 paragraph 2", "Step 3"
            return label
        return f"{self._called}{'s' if ' to ' in label else ''} {label}"

    def _printed(self, page: int | None) -> str:
        known = self._edition.page_labels
        return known[page - 1] if page and page <= len(known) else ""


def _paths(blocks: Sequence[Block], names: Sequence[str], title: str) -> list[tuple[str, ...]]:
    """The headings above each block, not itself nor the document's title; those of a box stand below those
    around it, and end with it."""
    found: list[tuple[str, ...]] = []
    outside: list[tuple[int, str]] = []
    boxed: list[tuple[int, str]] = []
    for block, name in zip(blocks, names, strict=True):
        if boxed and not block.boxed and block.kind is not BlockKind.FOOTNOTE:
            boxed = []
        stack = boxed if block.boxed else outside
        if name:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
        found.append(tuple(one for _, one in outside + boxed if plain(one).casefold() != title))
        if name:
            stack.append((block.level, name))
    return found
