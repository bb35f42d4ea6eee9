"""A library embedded again by the machines of a Ray cluster.

Each document goes out whole, is cut and embedded by whichever worker is free, and comes back to be stored
here, in whatever order they are done. The library stays the one writer and every document that is stored is
done with, so that what is cut off goes on where it stopped.
"""

import hashlib
import logging
import os
import pickle
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest import pipeline
from ingest.documents import Block, GuidanceDocument, Passage
from ingest.embedding import EmbeddedPassage, Embedder
from ingest.errors import LibraryError
from ingest.library import Library
from ingest.library.errors import cause
from ingest.models import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.passages import cut_passages
from ingest.pipeline import Progress

LOCAL = "local"
"""As an address: workers on this machine alone, which are started for it and end with it."""
_QUIET = {"RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_DATA_LOG_LEVEL": "CRITICAL"}
_ANSWERS_WITHIN = 5.0
"""Seconds; Ray itself waits for minutes for a cluster that is not there."""
_KEPT = "What was embedded is stored: once that is put right, do it again and it goes on."


def rebuild(
    library: Library,
    embedder: Embedder,
    report: Callable[[Progress], None] = lambda progress: None,
    *,
    address: str,
) -> Iterator[GuidanceDocument]:
    """Embed again each document that was embedded with another model, as ``pipeline.rebuild`` does, on all
    processors of a cluster. What somebody changes meanwhile is embedded here, at the end.

    Args:
        library, embedder: what is embedded, and with which model.
        report: told of each document when it is stored.
        address: "host:port" of the cluster's head, or "local".

    Raises:
        LibraryError: Ray is not installed, no cluster answers, or one of its machines has another Safeguide
            or another model, or fails; or the library cannot be written. What is in it stays.
    """
    made_with = _made_with(embedder.name)
    with _cluster(address) as ray:
        for done in _embedded(ray, library, made_with):
            held = {one.id: one for one in _to_rebuild(library)}
            if held.get(done.document.id) != done.document:  # it was changed, or taken out
                continue
            blocks = library.blocks(done.document.id)
            library.add(done.document, blocks, done.passages, done.embedded)
            path, count = Path(done.document.path), len(done.passages)
            report(Progress(path))
            report(Progress(path, count, count))
            yield done.document
    yield from pipeline.rebuild(library, embedder, report)


@dataclass(frozen=True, slots=True)
class _MadeWith:
    """What has to be the same on every machine for their vectors to be of one kind."""

    model: str
    fingerprint: str
    weights: str
    safeguide: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it goes out."""

    document: GuidanceDocument
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class _Done:
    """A document as it comes back."""

    document: GuidanceDocument
    passages: Sequence[Passage]
    embedded: Sequence[EmbeddedPassage]


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why a machine does no work, and which it is."""

    problem: str
    machine: str


def _made_with(model: str) -> _MadeWith:
    return _MadeWith(model, Embedder(model).fingerprint, _weights(model), version("safeguide"))


def _weights(model: str) -> str:
    """The sha256 of a model's files, since a library's fingerprint of a folder knows their sizes only; of the
    packaged model the one that is checked whenever it is loaded.

    Raises:
        LibraryError: the model is no folder, so that nobody knows what other machines have by its name.
    """
    if model == PACKAGED_MODEL:
        return PACKAGED_SHA256
    folder = Path(model)
    if not folder.is_dir():
        raise LibraryError(
            f"There is no folder {model!r}. What several machines embed with has to be the packaged model or "
            "lie in a folder, at the same place on each: set SAFEGUIDE_EMBEDDING_MODEL to that."
        )
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class _Worker:
    """One processor of the cluster, which loads the model once. What it gets and gives are Arrow tables: Ray
    knows their sizes, and lets it get no further ahead than there is memory for.

    Args:
        made_with: what it has to be the same as where the library is.
    """

    def __init__(self, made_with: _MadeWith) -> None:
        self._embedder = Embedder(made_with.model)
        self._problem = _problem(made_with)

    def __call__(self, batch: Any) -> Any:
        return _table([self._outcome(one) for one in _values(batch)])

    def _outcome(self, read: _Read) -> _Done | _Refused:
        if self._problem:
            return _refused(self._problem)
        embedder = self._embedder
        try:
            passages = cut_passages(read.blocks, read.document, embedder.count_tokens, embedder.window)
            return _Done(read.document, passages, list(embedder.embed_passages(passages)))
        except Exception as error:  # whatever it is, it is told where the library is
            return _refused(cause(error))


def _refused(problem: str) -> _Refused:
    return _Refused(problem, import_module("ray").util.get_node_ip_address())


def _problem(made_with: _MadeWith) -> str:
    """Why this machine's vectors would not be those of the library; "" if they would."""
    if (here := version("safeguide")) != made_with.safeguide:
        return f"It has Safeguide {here}, not {made_with.safeguide}. Install the same on every machine."
    try:
        same = _made_with(made_with.model) == made_with
    except LibraryError as error:
        return str(error)
    if same:
        return ""
    return (
        f"The embedding model {made_with.model} is another there: files of it differ or are missing. Copy it "
        "to the same place on every machine."
    )


def _embedded(ray: Any, library: Library, made_with: _MadeWith) -> Iterator[_Done]:
    """The documents that are to be embedded, as they are done; the longest go first, so that at the end no
    machine has much left while others have nothing."""
    counts = library.counts()
    longest_first = sorted(_to_rebuild(library), key=lambda one: -counts[one.id])
    out = [ray.put(_table([_Read(one, library.blocks(one.id))])) for one in longest_first]
    if not out:
        return
    data = import_module("ray.data")
    data.DataContext.get_current().enable_progress_bars = False
    workers = data.ActorPoolStrategy(min_size=1, max_size=int(ray.cluster_resources().get("CPU", 1)))
    as_tables = {"batch_size": None, "batch_format": "pyarrow"}
    spread = data.from_arrow_refs(out).map_batches(
        _Worker, **as_tables, compute=workers, fn_constructor_args=(made_with,), num_cpus=1
    )
    for batch in spread.iter_batches(**as_tables):
        for outcome in _values(batch):
            if isinstance(outcome, _Refused):
                raise LibraryError(f"The machine {outcome.machine} cannot embed. {outcome.problem} {_KEPT}")
            yield outcome


def _to_rebuild(library: Library) -> list[GuidanceDocument]:
    wanted = set(library.to_rebuild())
    return [document for document in library.documents() if document.id in wanted]


def _table(values: Sequence[object]) -> Any:
    return import_module("pyarrow").table({"value": [pickle.dumps(one) for one in values]})


def _values(table: Any) -> list[Any]:
    return [pickle.loads(one) for one in table["value"].to_pylist()]  # noqa: S301 - Ray itself moves all so


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Ray, connected; what it raises inside is a LibraryError."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # else it tells its makers about itself
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        ray = import_module("ray")
        import_module("ray.data")
    except ModuleNotFoundError as error:
        raise LibraryError(
            "Ray is not installed, which spreads the work over machines. Install it: "
            "pip install 'safeguide[cluster]'"
        ) from error
    _connect(ray, address)
    try:
        yield ray
    except ray.exceptions.RayError as error:
        raise LibraryError(
            f"The cluster failed ({cause(error)}). Check that every machine has the same Safeguide, and "
            f"memory and disk to spare. {_KEPT}"
        ) from error
    finally:
        ray.shutdown()


def _connect(ray: Any, address: str) -> None:
    start = partial(ray.init, log_to_driver=False, include_dashboard=False, logging_level=logging.CRITICAL)
    try:
        if address != LOCAL:
            host, _, port = address.rpartition(":")
            socket.create_connection((host, int(port)), _ANSWERS_WITHIN).close()
        start(address=address)
    except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as error:
        raise LibraryError(
            f"No Ray cluster can be used at {address!r} ({cause(error)}). Name its head as HOST:PORT, as "
            "`ray start --head` told it, and set RAY_AUTH_MODE=token if it asks for one; or say local, for "
            "this machine alone."
        ) from error
