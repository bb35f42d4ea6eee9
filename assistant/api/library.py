"""What the library holds, for everybody who may ask: documents and their passages."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from assistant.answers import place_of
from assistant.api.parts import At
from assistant.api.problems import NotHeld
from assistant.api.serving import Route
from assistant.api.values import Document, Passage, Passages, Whole
from assistant.api.wanted import Id
from ingest.documents import GuidanceDocument
from ingest.documents import Passage as HeldPassage
from ingest.editions import with_standing
from ingest.library import Library

MOST_PASSAGES = 200
"""That are sent at a time."""

router = APIRouter(route_class=Route, tags=["library"])

DocumentId = Annotated[Id, Path(alias="id")]


@router.get("/documents", response_model=list[Document])
def documents(at: At) -> Response:
    """The documents that are held, by title, with how they stand today."""
    counts = at.assistant.library.counts()
    return JSONResponse([as_dict(one, counts) for one in standing_today(at.assistant.library)])


@router.get("/documents/{id}", response_model=Whole)
def document(id_: DocumentId, at: At) -> Response:
    """A document with how it stands today."""
    return whole(at.assistant.library, id_)


@router.get("/documents/{id}/passages", response_model=Passages)
def passages(
    id_: DocumentId,
    at: At,
    offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_PASSAGES)] = 50,
) -> Response:
    """The passages of a document in the order of its text, so many from a place on."""
    found = held(at.assistant.library, id_)
    cut = at.assistant.library.passages_of(found.id)
    told = [_passage(one, found) for one in cut[offset : offset + limit]]
    return JSONResponse({"total": len(cut), "passages": told})


@router.get("/passages/{id}", response_model=Passage)
def passage(id_: DocumentId, at: At) -> Response:
    """A passage with where it stands."""
    found = at.assistant.library.passages([id_])
    if not found:
        raise NotHeld("passage")
    return JSONResponse(_passage(found[0], held(at.assistant.library, found[0].document_id)))


def standing_today(library: Library) -> list[GuidanceDocument]:
    """The documents that are held, each with its standing today."""
    return with_standing(library.documents(), date.today())


def held(library: Library, id_: str) -> GuidanceDocument:
    """The document that has an id, with its standing today.

    Raises:
        NotHeld: none has.
    """
    found = next((one for one in standing_today(library) if one.id == id_), None)
    if found is None:
        raise NotHeld("document")
    return found


def whole(library: Library, id_: str) -> Response:
    """A document as it is sent by itself; NotHeld if none has the id."""
    found = held(library, id_)
    return JSONResponse(
        {**as_dict(found, library.counts()), "page_labels": list(found.page_labels)},
    )


def as_dict(document: GuidanceDocument, counts: Mapping[str, int]) -> dict[str, Any]:
    """A document as plain values for JSON: of the path that it was added from, only the file's name."""
    told = document.as_dict()
    file = FilePath(told.pop("path")).name
    return {**told, "file": file, "passages": counts.get(document.id, 0)}


def _passage(passage: HeldPassage, document: GuidanceDocument) -> dict[str, Any]:
    return {**place_of(passage, document), "text": passage.text}
