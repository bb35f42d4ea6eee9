"""The conversations of whoever asks for them; those of others are not there."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse, Response

from assistant.api.parts import At, Caller
from assistant.api.serving import Route
from assistant.api.values import Exchanges
from assistant.api.wanted import ConversationId
from assistant.conversations import Conversation

router = APIRouter(prefix="/conversations", route_class=Route, tags=["conversations"])

Id = Annotated[ConversationId, Path(alias="id")]


@router.get("")
def conversations(at: At, person: Caller) -> list[Conversation]:
    """Your conversations, the last changed first."""
    return at.conversations.of(person.id).all()


@router.get("/{id}", response_model=Exchanges)
def conversation(id_: Id, at: At, person: Caller) -> Response:
    """The answers of a conversation, oldest first, without those that cannot be read."""
    turns = at.conversations.of(person.id).turns(id_)
    return JSONResponse({"id": id_, "answers": [turn.answer.as_dict() for turn in turns]})


@router.delete("/{id}", status_code=204)
def delete_conversation(id_: Id, at: At, person: Caller) -> None:
    """Forget a conversation."""
    at.conversations.of(person.id).delete(id_)
