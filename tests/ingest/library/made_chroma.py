"""A Chroma server that a test takes away and brings back."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from made_service import Process, free_port, wait_for


class Chroma(Process):
    """The server; ``address`` stays the same when it is started again.

    Args:
        folder: for its data and its log.
    """

    def __init__(self, folder: Path) -> None:
        self.data, port = folder / "chroma", free_port()
        self.address = f"http://127.0.0.1:{port}"
        run = ["run", "--path", self.data, "--host", "127.0.0.1", "--port", port]
        super().__init__([Path(sys.executable).with_name("chroma"), *run], folder)

    def start(self) -> None:
        super().start()
        wait_for(f"{self.address}/api/v2/heartbeat", self)


@contextmanager
def running(folder: Path) -> Iterator[Chroma]:
    """One that runs, and is gone afterwards."""
    made = Chroma(folder)
    made.start()
    try:
        yield made
    finally:
        made.kill()
