"""The library as a langchain retriever, for chains of one's own."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant import Assistant
from assistant.answers import Hit
from assistant.tokens import count_tokens


class GuidanceRetriever(BaseRetriever):
    """Gives the passages that best fit a question as langchain documents, best first.

    Attributes:
        assistant: searched for them.
        k: how many at most.
        token_budget: how many tokens (cl100k) they may have together, so that they fit a language model's
            prompt; passages that would exceed it are left out. None for no limit.

    Each document's ``page_content`` is the passage's text, with the sentence that leads into it where it
    begins inside a list; its ``metadata`` is that of a search hit in docs/json.md.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 10
    token_budget: int | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        documents = [_document(hit) for hit in self.assistant.search(query, self.k)]
        return documents if self.token_budget is None else _within(documents, self.token_budget)


def _document(hit: Hit) -> Document:
    metadata: dict[str, Any] = hit.as_dict()
    text = metadata.pop("text")
    content = "\n".join(filter(None, (hit.passage.lead_in, text)))
    return Document(page_content=content, metadata=metadata, id=hit.passage.id)


def _within(documents: list[Document], budget: int) -> list[Document]:
    kept = []
    for document in documents:
        size = count_tokens(document.page_content)
        if size <= budget:
            kept.append(document)
            budget -= size
    return kept
