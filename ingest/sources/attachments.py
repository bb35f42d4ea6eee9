"""Which of the documents that a publication offers is the publication itself.

One page may offer the guidance, last year's and next year's edition of it, a part of it for some readers,
translations, summaries of changes, posters and forms. The guidance is what is called as its page is called.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ingest.dates import MONTHS, YEAR
from ingest.readers import READERS
from ingest.sources.content_api import Attachment, Item

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_ASIDE = re.compile(
    r"\b(?:large print|easy[- ]?read|summary|summaries|changes|annex(?:es)?|appendi\w+|part (?:one|two|\d)|"
    r"posters?|leaflets?|flow ?charts?|forms?|templates?|letters?|equality|impact|consultation|"
    r"british sign language|bsl|braille|audio|translations?|cymraeg|welsh|young people's|"
    r"child-friendly|illustrated|slides?|checklists?)\b",
    re.I,
)
"""Words of titles of what goes with a document, rather than being it."""
_MONTHS = frozenset(MONTHS.lower().split("|"))
_VERSION = re.compile(r"\bfor information\b|\bdraft\b", re.I)
_PLAIN = frozenset(
    "a an and by for from full guidance guide in information non of on pdf statutory the to version web "
    "accessible advice departmental document online practice print ready updated draft".split()
)
"""Words that titles of the same document have or lack."""


def main_attachments(item: Item) -> tuple[Attachment, ...]:
    """The attachments that are the publication: its latest edition, and texts of it that are not final yet
    ("for information", "draft"), in the order shown.

    Of one text in several formats the PDF is taken, which keeps the numbers of its pages; else another file;
    else the web page.
    """
    usable = [each for each in in_order(item) if _usable(each)]
    likely = [each for each in usable if not _aside(each, item)] or usable
    if not likely:
        return ()
    best = max(likely, key=lambda each: _likeness(each, item))  # the first of several
    family = [each for each in likely if _core(title_of(each)) == _core(title_of(best))]
    latest = max((year_of(title_of(each)) for each in family if not version_of(title_of(each))), default="")
    texts: dict[tuple[str, str], list[Attachment]] = {}
    for each in family:
        year, version = year_of(title_of(each)), version_of(title_of(each))
        if year >= latest:
            texts.setdefault((year, version), []).append(each)
    return tuple(min(same, key=_preference) for same in texts.values())


def in_order(item: Item) -> list[Attachment]:
    """All attachments, those that the page shows first."""
    shown = [each for entry in item.shown for each in item.attachments if _is(each, entry)]
    return list(dict.fromkeys((*shown, *item.attachments)))


def title_of(attachment: Attachment) -> str:
    """What it is called."""
    return attachment.title or attachment.filename or attachment.url.rpartition("/")[2]


def year_of(title: str) -> str:
    """The year that a title names last, by which its edition goes; "" where it names none."""
    years: Sequence[str] = YEAR.findall(title)
    return years[-1] if years else ""


def version_of(title: str) -> str:
    """What a title says that sets this text apart from the final one: "for information", "draft"."""
    found = _VERSION.search(title)
    return found[0].lower() if found else ""


def is_called(title: str, name: str) -> bool:
    """Whether most words of a name are in a title, whatever their years and kinds."""
    ours, theirs = _core(title), _core(name)
    return 2 * len(ours & theirs) >= max(len(theirs), 1)


def ending(attachment: Attachment) -> str:
    """The ending of a file's name, in lower case: ".pdf"; of a web page ".html"."""
    if attachment.kind == "html":
        return ".html"
    named = (PurePosixPath(name).suffix.lower() for name in (attachment.filename, _last(attachment.url)))
    return _ENDINGS.get(attachment.content_type) or next((suffix for suffix in named if suffix), "")


def _last(url: str) -> str:
    try:
        return urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""


def _usable(attachment: Attachment) -> bool:
    """Whether it is in English (or does not say), and can be read."""
    english = attachment.locale.lower().partition("-")[0] in ("", "en")
    return english and attachment.kind in ("file", "html") and ending(attachment) in READERS


def _is(attachment: Attachment, entry: str) -> bool:
    """Whether what a page shows is this: its id, or HTML with its address."""
    return entry == attachment.id or ("<" in entry and attachment.url in entry)


def _aside(attachment: Attachment, item: Item) -> bool:
    """Whether its title says that it goes with a document, in words that the page's own title lacks."""
    words = _ASIDE.findall(title_of(attachment))
    return any(word.lower() not in item.title.lower() for word in words)


def _likeness(attachment: Attachment, item: Item) -> tuple[float, bool]:
    """The share of the words of the page's title that its title has too, and whether it has no others."""
    ours, theirs = _core(title_of(attachment)), _core(item.title)
    return len(ours & theirs) / max(len(theirs), 1), ours == theirs


def _core(title: str) -> frozenset[str]:
    words: Iterable[str] = re.findall(r"[^\W_]+", YEAR.sub("", title.lower()))
    return frozenset(words) - _PLAIN - _MONTHS


def _preference(attachment: Attachment) -> int:
    suffix = ending(attachment)
    return 0 if suffix == ".pdf" else 1 if attachment.kind == "file" else 2
