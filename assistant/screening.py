"""What is done with a message before anything else: is somebody at risk now, and what in it is personal data.

Neither needs a model elsewhere, a library or the network. What comes out holds no personal data but in
``removed``, which is for the eyes of whoever typed it and is never stored.
"""

import time
from dataclasses import dataclass, field

from assistant.concern.screen import Concern, ConcernScreen
from assistant.log import log_kind
from assistant.privacy.tokens import Known, Removed, cleaned


@dataclass(frozen=True, slots=True)
class Screened:
    """A message that has been screened.

    Attributes:
        text: without personal data, tokens in its place.
        concern: whether somebody may be at risk now.
        removed: what each token stands for.
        known: what the next message of the conversation is to be screened with.
        timings: milliseconds of each of the two.
    """

    text: str
    concern: Concern = Concern.NONE
    removed: tuple[Removed, ...] = ()
    known: Known = field(default_factory=Known)
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, without what they stand for."""
        return tuple(one.token for one in self.removed)


def screened(text: str, concern_of: ConcernScreen, known: Known | None = None) -> Screened:
    """Screen a message.

    Args:
        text: as typed.
        concern_of: says whether it tells of a live concern. If it fails, there is taken to be one.
        known: what the conversation has shown before.
    """
    started = time.perf_counter()
    try:
        concern = concern_of(text).concern
    except Exception as error:  # whatever it is, nobody in danger goes without the panel
        log_kind("The live-concern screen failed", error)
        concern = Concern.SOMEONE
    between = time.perf_counter()
    clean = cleaned(text, known or Known())
    timings = {
        "live_concern": (between - started) * 1000,
        "personal_data": (time.perf_counter() - between) * 1000,
    }
    return Screened(clean.text, concern, clean.removed, clean.known, timings)
