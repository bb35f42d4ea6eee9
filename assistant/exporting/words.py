"""What an export says in its own voice; notices, advice and contacts come with the answers."""

from assistant.scope import Scope
from assistant.web import words
from ingest.dates import day_in_words
from ingest.vocabulary import AUDIENCES, KINDS, NATIONS, SECTORS

NAME = words.NAME
UNTITLED = "Questions to Safeguide"
EXPORTED = "Exported on {day} from Safeguide {version}"
LIBRARY = "Library version {version}"
NOTHING = "Nothing has been asked in this conversation."
QUESTION = "Question {number}"
AS_ASKED = "As asked: {question}"
SEARCHED = "Searched for: {question}"
REMOVED = "Personal details were left out of this question. In their place stands {tokens}."
SCOPE = "Answered from: {scope}."
NOTE = "Please note"
OWN = words.OWN
HELP = words.HELP
MORE = words.MORE
DIFFER = words.DIFFER.removesuffix(":")
RELATED = words.RELATED
REFERENCES = "References"
DUTY = "strongest duty word: {strength}"
IN_FORCE = "In force on {day}"
NOT_YET = "Not yet in force"
OCR = "Read from a picture; some words may be wrong"
PAGE = "page {page} of {pages}"


def scope_in_words(scope: Scope, names: dict[str, str]) -> str:
    """What a question was answered from, on one line; "" where nothing was chosen.

    Args:
        scope: what was chosen.
        names: the names of the documents of the answer by their ids.
    """
    if scope == Scope():
        return ""
    nation = NATIONS[scope.nation][0] if scope.nation in NATIONS else scope.nation
    day = f" on {day_in_words(scope.as_at.isoformat())}" if scope.as_at else ""
    parts = (
        nation or "all nations",
        AUDIENCES.get(scope.audience, scope.audience).lower(),
        SECTORS.get(scope.sector, scope.sector).lower(),
        " and ".join(KINDS.get(kind, kind).lower() for kind in scope.kinds),
        f"guidance in force{day}{' and earlier editions' if scope.superseded else ''}",
        _chosen(scope.documents, names),
    )
    return ", ".join(part for part in parts if part)


def _chosen(ids: tuple[str, ...], names: dict[str, str]) -> str:
    """The documents that were chosen: by name where the answer shows them all, else how many."""
    if not ids:
        return ""
    if all(one in names for one in ids):
        return f"only {' and '.join(names[one] for one in ids)}"
    return f"only {len(ids)} chosen document{'s' if len(ids) > 1 else ''}"
