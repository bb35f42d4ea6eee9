"""How long to wait before asking again."""

import email.utils
from datetime import UTC, datetime

ATTEMPTS = 5
"""Of one request, the first included."""
_BASE, _CEILING = 1.0, 30.0
"""Seconds: of the first wait at most, and of any that the server did not ask for."""
PATIENCE = 120.0
"""Seconds that a server may ask for and be waited for; if it asks for more, it is left alone."""


def ceiling(attempt: int) -> float:
    """The longest wait after the attempt with this number, from 0; the wait itself is drawn from 0 to this.

    "Full jitter" (Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015), which spreads many
    clients that failed together.
    """
    return float(min(_CEILING, _BASE * 2**attempt))


def asked_for(header: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None where it makes no sense.

    Args:
        header: seconds, or a date; "" where there was none.
        now: the time, with its zone.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12]) if len(text) <= 12 else float("inf")
    try:
        date = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    stamped = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (stamped - now).total_seconds())
