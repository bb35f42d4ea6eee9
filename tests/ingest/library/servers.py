"""A real PostgreSQL and a real Chroma server for the time of a test run."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa


@contextmanager
def postgres_server(folder: Path) -> Iterator[sa.URL]:
    """PostgreSQL over a fresh cluster, on loopback; it refuses to run as root, so then as its own user."""
    programs = postgres_programs()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        folder = Path(f"/tmp/{folder.parent.name}-{folder.name}")  # noqa: S108 - where that user may go
        folder.mkdir(mode=0o700)
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    try:
        _run([*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "safeguide", "-E", "UTF8"])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        control = [*as_user, programs / "pg_ctl", "-D", data]
        _run([*control, "-w", "-o", options, "-l", folder / "log", "start"])
        try:
            yield sa.make_url(f"postgresql+psycopg://safeguide@127.0.0.1:{port}/postgres")
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        if as_user:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """``chroma run`` on loopback; yields its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = Path(sys.executable).with_name("chroma")
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [command, "run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
        )
    try:
        _wait_for(f"{address}/api/v2/heartbeat", server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    pytest.skip("needs PostgreSQL: on Debian or Ubuntu, sudo apt-get install postgresql")


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd="/")
    assert not done.returncode, done.stderr


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the Chroma server did not start"
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the Chroma server does not answer")
