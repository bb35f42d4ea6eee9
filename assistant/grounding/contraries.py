"""Words for which a source has the contrary: before and after, more and less, keep and destroy."""

from collections.abc import Iterator, Mapping, Set
from functools import cache

from assistant.grounding.evidence import Evidence
from assistant.grounding.patterns import lists, pattern, plain
from assistant.grounding.text import Text
from assistant.grounding.verdict import Difference


def check(claim: Text, source: Evidence) -> Iterator[Difference]:
    """Words of a statement whose contrary its source has, and not the words themselves."""
    said, held = claim.words, {word.plain for word in source.main.words}
    for word in said:
        for side, contrary in _contraries().get(word.plain, ()):
            against = held & contrary
            if not against or held & side or contrary & {one.plain for one in said}:
                continue
            if _denies(claim, side | contrary) == _denies(source.whole, side | contrary):
                shown = next(one.plain for one in source.main.words if one.plain in against)
                yield Difference("contrary", f"the passage says “{shown}”, the statement says “{word.plain}”")
                return


def _denies(text: Text, but: Set[str]) -> bool:
    """Whether a text denies something by other words than some: "not shared" is "withheld"."""
    apart = {word.start for word in text.words if word.plain in but}
    return any(match.start() not in apart for match in pattern("denials").finditer(plain(text.text)))


@cache
def _contraries() -> Mapping[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """For each word the lists of its own side and of the other."""
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for line in lists()["contraries"]:
        one, other = (frozenset(part.strip().split(", ")) for part in line.split("|"))
        for side, contrary in ((one, other), (other, one)):
            for word in side:
                found.setdefault(word, []).append((side, contrary))
    return found
