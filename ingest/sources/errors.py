"""Why something could not be had from a publisher, each in a sentence with what to do next."""

from ingest.errors import IngestError

LATER = "Run `safeguide library sync` again later; it goes on where it stopped."
BY_HAND = "Look at the page in a browser, and add the file by hand: safeguide library add FILE."


class SourceError(IngestError):
    """Base of the errors below; each message names the address.

    Attributes:
        address, problem, advice: what could not be had, why, and what to do.
        passing: whether the same request may succeed a little later.
        asked: how many seconds the server asked to be left alone; None where it did not ask.
    """

    passing = False

    def __init__(self, address: str, problem: str, advice: str, *, asked: float | None = None) -> None:
        super().__init__(f"{_short(address)} {problem}. {advice}")
        self.address, self.problem, self.advice = address, problem, advice
        self.asked = asked


class RefusedAddress(SourceError):
    """An address that Safeguide will not contact: of another host, not encrypted, or not plain."""


class NotFound(SourceError):
    """There is no such page (404)."""


class Gone(SourceError):
    """The page was taken away (410)."""


class MovedInCircles(SourceError):
    """Redirects that never end, or lead nowhere."""


class RateLimited(SourceError):
    """The server asks for fewer requests (429, or 503 with Retry-After)."""

    passing = True


class ServerError(SourceError):
    """The server could not answer (5xx)."""

    passing = True


class NotAnswered(SourceError):
    """An answer with a status that a public page does not have (401, 403 …)."""


class Unreachable(SourceError):
    """No connection could be made."""

    passing = True


class LeftAlone(SourceError):
    """Not asked, because its host could not be reached, or asked to be left alone, a moment ago."""


class TooSlow(SourceError):
    """The answer, as a whole, took longer than is reasonable."""


class Truncated(SourceError):
    """The connection broke, stalled or ended before all had come."""

    passing = True


class WrongType(SourceError):
    """Something else came than was promised: a page of errors instead of a PDF."""


class TooLarge(SourceError):
    """More came than a page or a document has."""


class WrongShape(SourceError):
    """JSON that is not as the Content API describes it."""

    def __init__(self, address: str, field: str, problem: str) -> None:
        super().__init__(
            address,
            f"answered with JSON in which {field or 'the whole'} {problem}",
            "Look at the page in a browser; if it is well, this version of Safeguide does not know its "
            "shape: add the document by hand.",
        )
        self.field = field


class NotSaved(SourceError):
    """A file that could not be written."""


def _short(address: str) -> str:
    return address if len(address) <= 200 else address[:199] + "…"
