"""A server of the page, as the command line starts it."""

import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Server(NamedTuple):
    process: subprocess.Popen
    address: str
    log: Path

    def once_up(self):
        """Its address, once it answers there."""
        while not answers(self.address):
            try:
                self.process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the server stopped before it answered:\n{self.log.read_text()}")
        return self.address


@contextmanager
def started(environment, log):
    """A server of the page on a free port, until it is done with."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield Server(process, f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait(timeout=10)


def answers(address):
    """Whether something answers at the address yet."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return direct.open(f"{address}/healthz", timeout=5).status == 200
    except OSError:
        return False
