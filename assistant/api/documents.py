"""Changes to the library, for maintainers: documents added, their catalogue entries corrected, taken out."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, File, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from assistant.api import uploads
from assistant.api.library import DocumentId, as_dict, held, standing_today, whole
from assistant.api.parts import At, Caller, Parts
from assistant.api.serving import MaintainersRoute, MaintainersUpload
from assistant.api.values import Added, Whole
from assistant.api.wanted import Entry
from assistant.entries import confirmed
from assistant.people import Person
from assistant.people.audit import Action
from assistant.privacy.tokens import file_name
from assistant.web.words import SAID_HERE
from ingest import pipeline, readers
from ingest.catalogue import Said, redescribed
from ingest.catalogue.entries import checked_values
from ingest.errors import UnreadableDocument
from ingest.pipeline import Outcome, Result

MOST_FILES = 50

Sent = Annotated[list[UploadFile], File(min_length=1)]

adding = APIRouter(route_class=MaintainersUpload, tags=["library"])
router = APIRouter(route_class=MaintainersRoute, tags=["library"])


@adding.post("/documents", response_model=list[Added], form_limits={"max_files": MOST_FILES})
async def add_documents(files: Sent, at: At, person: Caller) -> Response:
    """Add files to the library. One that cannot be read is named, with what to do about it, and the rest go
    in."""
    async with at.changing:
        return JSONResponse(await run_in_threadpool(_added, files, at, person))


@router.patch("/documents/{id}", response_model=Whole)
async def change_entry(id_: DocumentId, entry: Entry, at: At, person: Caller) -> Response:
    """Correct or confirm the catalogue entry of a document."""
    async with at.changing:
        return await run_in_threadpool(_changed, id_, entry, at, person)


@router.delete("/documents/{id}", status_code=204)
async def remove_document(id_: DocumentId, at: At, person: Caller) -> None:
    """Take a document out of the library."""
    async with at.changing:
        await run_in_threadpool(_removed, id_, at, person)


def _added(files: Sequence[UploadFile], at: Parts, person: Person) -> list[dict[str, Any]]:
    library = at.assistant.library
    refused = [one for one in map(_refused, files) if one]
    known = [file for file in files if not _refused(file)]
    paths = uploads.stored(library.home, known)
    results = list(pipeline.add_files(library, at.assistant.embedder, paths))
    for result in results:
        if result.outcome in (Outcome.ADDED, Outcome.UPDATED):
            at.noted(person, Action.DOCUMENT_ADDED, result.path.name)
    return [_result(one, at) for one in (*results, *refused)]


def _refused(file: UploadFile) -> Result | None:
    """What is told of a file of a kind that is not read; None of others."""
    path = uploads.named(file)
    if path.suffix.lower() in readers.READERS:
        return None
    try:
        readers.load(path)
    except UnreadableDocument as error:
        return Result(path, Outcome.FAILED, messages=(str(error),))
    return None


def _result(result: Result, at: Parts) -> dict[str, Any]:
    library, id_ = at.assistant.library, result.document.id if result.document else ""
    document = next((one for one in standing_today(library) if one.id == id_), None)
    return {
        "file": result.path.name,
        "outcome": result.outcome.value,
        "document": as_dict(document, library.counts()) if document else None,
        "messages": list(result.messages),
        "personal": bool(file_name(result.path.name).removed),
    }


def _changed(id_: str, entry: Entry, at: Parts, person: Person) -> Response:
    library = at.assistant.library
    document = held(library, id_)
    said = [Said(checked_values(entry.said), because=SAID_HERE)]
    new = redescribed(document, [*said, confirmed(document)] if entry.confirm else said)
    if new != document:
        pipeline.change_entry(library, at.assistant.embedder, document, new)
        at.noted(person, Action.ENTRY_CHANGED, new.name)
    return whole(library, id_)


def _removed(id_: str, at: Parts, person: Person) -> None:
    gone = held(at.assistant.library, id_)
    pipeline.remove_documents(at.assistant.library, [gone.id])
    at.noted(person, Action.DOCUMENT_REMOVED, gone.name)
