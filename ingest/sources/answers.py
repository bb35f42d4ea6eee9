"""The parts of an answer: its headers, and its body under a limit with any compression undone."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpcore

from ingest.sources.errors import BY_HAND, LATER, TooLarge, Truncated, WrongType

_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,200}"')
_DATE = re.compile(r"[A-Za-z]{3}, [\w :]{10,30} GMT", re.ASCII)
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server says by which it knows whether something has changed; either may be empty."""

    etag: str = ""
    modified: str = ""


UNKNOWN = Validator()
"""Where a server has said nothing, or was not asked before."""


def header(response: httpcore.Response, name: str) -> str:
    """A header by its name in lower case; "" where there is none."""
    found = (value for key, value in response.headers if key.lower() == name.encode())
    return next(found, b"").decode("latin-1").strip()


def content_type(response: httpcore.Response) -> str:
    """What the body is said to be, without parameters, in lower case."""
    return header(response, "content-type").partition(";")[0].strip().lower()[:100]


def validator(response: httpcore.Response) -> Validator:
    """As much of what the server says as can be sent back to it without harm."""
    etag, modified = header(response, "etag"), header(response, "last-modified")
    return Validator(etag if _ETAG.fullmatch(etag) else "", modified if _DATE.fullmatch(modified) else "")


def content_of(response: httpcore.Response, where: str, most: int) -> Iterator[bytes]:
    """The body in pieces.

    Args:
        response: whose body has not been read.
        where: its address, for errors.
        most: bytes that it may hold once compression is undone; no more are ever held at once.

    Raises:
        TooLarge, Truncated, WrongType: at the piece that shows it.
    """
    encoding = header(response, "content-encoding").lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise WrongType(where, "answered in a compression that was not asked for", LATER)
    length = header(response, "content-length")
    if length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > most):
        raise _too_large(where, most)
    body = response.iter_stream()
    size = 0
    for piece in _unzipped(body, where) if "gzip" in encoding else body:
        size += len(piece)
        if size > most:
            raise _too_large(where, most)
        yield piece


def _unzipped(pieces: Iterator[bytes], where: str) -> Iterator[bytes]:
    """Gzip undone a little at a time: a small piece may hold gigabytes."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            rest = piece
            while rest and not unzip.eof:
                yield unzip.decompress(rest, _PIECE)
                rest = unzip.unconsumed_tail
        yield unzip.flush(_PIECE)
    except zlib.error as error:
        raise Truncated(where, "sent damaged data", LATER) from error
    if not unzip.eof:
        raise Truncated(where, "broke off before all had come", LATER)


def _too_large(where: str, most: int) -> TooLarge:
    size = f"{most >> 20} MB" if most >= 2**20 else f"{most} bytes"
    return TooLarge(where, f"is larger than {size}", BY_HAND)
