"""The vectors of whole passages in Chroma: in a folder of the library, or on a server.

SQL is the record of them, so that whatever becomes of Chroma's index, it can be filled again.

Chroma in a folder is for one process: an open client never sees what another process has written, and would
write over it. So every change raises the library's revision, and a client that was opened at another revision
is opened anew; whoever opens or writes holds the library's lock.
"""

import hashlib
import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, RLock
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from ingest.library.errors import from_chroma

BATCH = 1000
"""Vectors that are written, read or removed together."""
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 300}
SYNC_LEAST, SYNC_SHARE = 1000, 100
"""Chroma writes its whole index anew after so many changes, or after a hundredth of what it holds."""
_FIRST_NAME = "passages"
"""Of the one collection that libraries had at first."""

Matrix = npt.NDArray[np.float32]


LEFT_ALONE = 5.0
"""Seconds for which a server that does not answer is not asked again."""
CONNECTS_WITHIN, FINDS_WITHIN, ANSWERS_WITHIN = 2.0, 10.0, 60.0
"""Seconds in which a server has to be reached, to find something, and to do anything else."""


class VectorsError(Exception):
    """Chroma's folder or server cannot be opened."""


class Index:
    """The vectors of the passages that one embedding model made.

    Args:
        client: Chroma's.
        library: the library's own id, since a server may have the vectors of several.
        fingerprint: of the model; each has a collection of its own, since their vectors do not mix.
        there: whether they were there a moment ago: then it is an error of Chroma's if they are not, where
            they are made otherwise.
    """

    def __init__(self, client: Any, library: str, fingerprint: str, *, there: bool = False) -> None:
        self._client, self._library = client, library
        self._name = f"{library}-{hashlib.sha256(fingerprint.encode()).hexdigest()[:16]}"
        self._collection = client.get_collection(self._name, None) if there else self._made()

    def _made(self) -> Any:
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": _HNSW}
        )

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._collection.count())

    def ids(self) -> Iterator[list[str]]:
        """The ids of all vectors, in batches."""
        for start in range(0, self.count(), 10 * BATCH):
            yield self._collection.get(include=[], limit=10 * BATCH, offset=start)["ids"]

    def ids_of(self, document_id: str) -> list[str]:
        """The ids of the vectors of one document."""
        found: list[str] = self._collection.get(where={"document": document_id}, include=[])["ids"]
        return found

    def stored(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """The vectors with these ids, by id; those not held are left out."""
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], found["embeddings"], strict=True))

    def put(self, ids: Sequence[str], documents: Sequence[str], vectors: Sequence[Matrix]) -> None:
        """Write vectors, each with its passage's id and its document's."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._collection.upsert(
                ids=list(ids[part]),
                embeddings=list(vectors[part]),
                metadatas=[{"document": id_} for id_ in documents[part]],
            )

    def drop(self, ids: Collection[str]) -> None:
        """Remove vectors by id, which takes milliseconds; by their document it can take many seconds."""
        dropped = list(ids)
        for start in range(0, len(dropped), BATCH):
            self._collection.delete(ids=dropped[start : start + BATCH])

    def nearest(
        self, vector: Matrix, count: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, str, float]]:
        """The vectors nearest to one, nearest first: passage, document and cosine similarity."""
        found = self._collection.query(
            query_embeddings=[vector],
            n_results=count,
            include=["distances", "metadatas"],
            where=where,
        )
        rows = zip(found["ids"][0], found["metadatas"][0], found["distances"][0], strict=True)
        return [(id_, str(told["document"]), 1.0 - distance) for id_, told, distance in rows]

    def suit_size(self) -> None:
        """Let the index be written less often the larger it is, since it is written whole."""
        hnsw = self._collection.configuration_json.get("hnsw") or {}
        wanted = max(SYNC_LEAST, self.count() // SYNC_SHARE)
        if not 0.5 <= wanted / (hnsw.get("sync_threshold") or 1000) <= 2:
            self._collection.modify(configuration={"hnsw": {"sync_threshold": wanted}})

    def forget_other_models(self) -> None:
        """Remove the library's vectors of other models."""
        for collection in self._client.list_collections():
            ours = collection.name == _FIRST_NAME or collection.name.startswith(f"{self._library}-")
            if ours and collection.name != self._name:
                self._client.delete_collection(collection.name)

    def clear(self) -> None:
        """Remove every vector."""
        self._client.delete_collection(self._name)
        self._collection = self._made()


@dataclass
class _Opened:
    client: Any
    revision: int


_OPENED: dict[Path, _Opened] = {}
"""The folders that this process has open; Chroma itself allows one client of a folder in a process."""
LOCK = RLock()
"""Held while a folder is opened or used, by whatever thread."""


class Folder:
    """Chroma in a folder, made when it is first opened; all methods must be called with ``LOCK``."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def is_current(self, revision: int) -> bool:
        """Whether this process has it open as it is at a revision of the library's vectors."""
        opened = _OPENED.get(self._path)
        return opened is not None and opened.revision == revision

    def client(self, revision: int) -> Any:
        """The client as at a revision; call it with the library's lock unless it ``is_current``."""
        if not self.is_current(revision):
            self.close()
            _OPENED[self._path] = _Opened(_folder_client(self._path), revision)
        return _OPENED[self._path].client

    def now_at(self, revision: int) -> None:
        """What this process has open has all changes up to a revision, being what made them."""
        if opened := _OPENED.get(self._path):
            opened.revision = revision

    def close(self) -> None:
        """Let go of the folder."""
        if opened := _OPENED.pop(self._path, None):
            opened.client.close()

    def heeding(self) -> AbstractContextManager[None]:
        """While it is read; a folder is there or is not."""
        return nullcontext()

    def remove(self) -> None:
        """Delete the folder, to be filled anew."""
        self.close()
        shutil.rmtree(self._path, ignore_errors=True)


class Server:
    """Chroma on a server ("http://host:8000", or https), which many processes use at once."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None
        self._asked_again = 0.0
        self._asking_again = Lock()

    def is_current(self, _revision: int) -> bool:
        """Whether it has been opened: a server has all changes of everybody."""
        return self._client is not None

    def client(self, _revision: int) -> Any:
        """The client, connected at first use."""
        if self._client is None:
            self._client = _server_client(self._address)
        return self._client

    @contextmanager
    def heeding(self) -> Iterator[None]:
        """While it is read. Where it does not answer, it is let alone for some seconds; then one question
        asks it again, and nobody else waits for what becomes of that."""
        again = self._asked_again
        if again and (time.monotonic() < again or not self._asking_again.acquire(blocking=False)):
            raise VectorsError(f"no Chroma server answered at {self._address} a moment ago")
        try:
            yield
        except BaseException as error:
            if from_chroma(error):
                self._client, self._asked_again = None, time.monotonic() + LEFT_ALONE
            raise
        else:
            if again:
                self._asked_again = 0.0
        finally:
            if again:
                self._asking_again.release()

    def now_at(self, _revision: int) -> None:
        """Nothing need be remembered of a server."""

    def close(self) -> None:
        """Let go of the connection."""
        self._client = None

    def remove(self) -> None:
        """A server's files are its own business; ``Index.clear`` empties a collection."""


def _folder_client(path: Path) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient

    settings = chromadb.Settings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(path=str(path), settings=settings)
    except Exception as error:  # whatever Chroma makes of a damaged folder, attribute errors among it
        SharedSystemClient._identifier_to_system.pop(str(path), None)  # else it is handed out, half open
        raise VectorsError(f"Chroma cannot open {path}: {error.__cause__ or error}") from error


def _server_client(address: str) -> Any:
    import chromadb
    import httpx

    parts = urlsplit(address)
    secure = parts.scheme == "https"
    host, port = parts.hostname or address, parts.port or (443 if secure else 8000)
    alive = f"http{'s' * secure}://{host}:{port}/api/v2/heartbeat"
    try:
        # Chroma's client would wait for ever for a server that has hung, and has no setting for that.
        httpx.get(alive, timeout=_patience(FINDS_WITHIN))
        client = chromadb.HttpClient(
            host=host,
            port=port,
            ssl=secure,
            settings=chromadb.Settings(anonymized_telemetry=False),
        )
    except (httpx.HTTPError, ValueError) as error:  # so it says that nobody answers
        raise VectorsError(f"no Chroma server answers at {address}") from error
    session: httpx.Client | None = getattr(client._server, "_session", None)
    if session is not None:
        session.timeout = _patience(ANSWERS_WITHIN)
        session.event_hooks["request"].append(_find_soon)
    return client


def _patience(seconds: float) -> Any:
    import httpx

    return httpx.Timeout(seconds, connect=CONNECTS_WITHIN)


def _find_soon(request: Any) -> None:
    """Have what somebody waits for answered sooner than what changes something."""
    if request.method == "GET" or request.url.path.endswith(("/query", "/collections")):
        request.extensions["timeout"]["read"] = FINDS_WITHIN
