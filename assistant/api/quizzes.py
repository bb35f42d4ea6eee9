"""Quizzes, for trainers: made from the library, read, exported, deleted, and held against the library."""

from datetime import date
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Annotated

from fastapi import APIRouter, Path, Query, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from assistant.api import uploads
from assistant.api.library import held
from assistant.api.parts import At, Caller, Parts
from assistant.api.problems import Problem
from assistant.api.quiz_values import Checked, Made
from assistant.api.serving import TrainersRoute, TrainersUpload
from assistant.api.wanted import OneOf, QuizWanted
from assistant.exporting import file_name
from assistant.people import Person
from assistant.people.audit import Action
from assistant.quiz import making
from assistant.quiz.checked import checked, without_rejected
from assistant.quiz.formats import FORMS, exported, imported
from assistant.quiz.items import Quiz, QuizError
from assistant.quiz.making import Wanted
from assistant.quiz.schema import Version

NOTE = "made"

router = APIRouter(prefix="/quizzes", route_class=TrainersRoute, tags=["quizzes"])
checking = APIRouter(prefix="/quizzes", route_class=TrainersUpload, tags=["quizzes"])

Id = Annotated[str, Path(alias="id", max_length=200)]
FormName = Annotated[str, OneOf(FORMS), Query()]


@router.get("")
def quizzes(at: At) -> list[Version]:
    """The quizzes that are kept, each in its last version, the last saved first."""
    return at.quizzes.listed()


@router.post("", status_code=201, response_model=Made)
async def make_quiz(wanted: QuizWanted, at: At, person: Caller) -> Response:
    """Make a quiz from the library, each question with the words that make its answer right; and keep it."""
    async with at.making:
        return await run_in_threadpool(_made, wanted, at, person)


@router.get("/{id}", response_model=Quiz)
def quiz(id_: Id, at: At) -> Response:
    """A quiz with its answers, in its last version."""
    return Response(at.quizzes.get(id_).to_json(), media_type="application/json")


@router.get("/{id}/export", response_class=Response)
def export_quiz(id_: Id, form: FormName, at: At, person: Caller) -> Response:
    """A quiz as a file for a learning platform, or to print."""
    chosen, found = FORMS[form], at.quizzes.get(id_)
    content = exported(found, chosen)
    at.noted(person, Action.QUIZ_EXPORTED, found.title)
    name = file_name(found.title, date.today(), chosen.suffix)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=chosen.media_type, headers=headers)


@router.delete("/{id}", status_code=204)
def delete_quiz(id_: Id, at: At, person: Caller) -> None:
    """Delete a quiz with all its versions, and what people scored in it."""
    title = at.quizzes.versions(id_)[0].title
    at.quizzes.delete(id_)
    at.noted(person, Action.QUIZ_DELETED, title)


@checking.post("/check", response_model=Checked)
async def check_quiz(file: UploadFile, at: At) -> Response:
    """Hold a quiz against the library: Moodle GIFT (.gift, .txt), Moodle XML (.xml) or a quiz of Safeguide's
    (.json). Nothing of it is kept."""
    async with at.making:
        return JSONResponse(await run_in_threadpool(_checked, file, at))


def _made(wanted: QuizWanted, at: Parts, person: Person) -> Response:
    documents = tuple(held(at.assistant.library, one).id for one in wanted.documents)
    asked = Wanted(wanted.topic.strip(), documents, wanted.items, wanted.role, wanted.level, wanted.seed)
    made = making.make(at.assistant, asked)
    # Two that are made of the same are still two.
    named = {"id": token_urlsafe(12), "title": wanted.title.strip() or made.quiz.title}
    quiz = made.quiz.model_copy(update=named)
    at.quizzes.save(quiz, NOTE)
    at.noted(person, Action.QUIZ_SAVED, quiz.title)
    told = {"id": quiz.id, "remarks": list(made.remarks), "quiz": quiz.model_dump(mode="json")}
    return JSONResponse(told, 201)


def _checked(file: UploadFile, at: Parts) -> dict[str, object]:
    try:
        read = imported(file.file.read(), uploads.named(file).name).quiz
    except QuizError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
    return checked(at.assistant, without_rejected(read), lambda done, of: None).as_dict()
