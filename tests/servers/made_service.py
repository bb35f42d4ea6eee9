"""A whole service on loopback: PostgreSQL, a Chroma server, two processes of Safeguide and nginx before them;
each can be stopped and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; worker_processes 1;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; client_max_body_size 800m;
  upstream safeguide {{ hash $uid_got$uid_set consistent; {servers} }}
  server {{
    listen 127.0.0.1:{port}; userid on; userid_name route;
    location = /metrics {{ return 404; }}
    location / {{
      proxy_pass http://safeguide; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-User ""; proxy_buffering off; proxy_read_timeout 300s;
      proxy_next_upstream error timeout http_502; proxy_connect_timeout 2s;
    }}
  }}
}}
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Process:
    """A program that is started, killed, and started again."""

    def __init__(self, command, folder, environment=None):
        self.command, self.environment = [str(part) for part in command], environment
        self.log, self.running = folder / f"{Path(self.command[0]).name}-{free_port()}.log", None

    def start(self):
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(self.command, env=self.environment, stdout=log, stderr=log)

    def kill(self):
        if self.running and self.running.poll() is None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait(20)

    def told(self):
        return self.log.read_text(errors="replace")[-3000:]


class Postgres:
    """PostgreSQL over a fresh cluster; it refuses to run as root, so then as its own user."""

    def __init__(self, programs, folder):
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.folder, self.port, self.programs = folder, free_port(), programs
        if self.as_user:
            self.folder = Path(f"/tmp/safeguide-service-{self.port}")  # noqa: S108 - where that user may go
            self.folder.mkdir(mode=0o700)
            shutil.chown(self.folder, "postgres", "postgres")
        initdb = [programs / "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "safeguide"]
        self._run([*initdb, "-E", "UTF8"])
        self.address = f"postgresql+psycopg://safeguide@127.0.0.1:{self.port}/postgres"

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run([*self._control(), "-w", "-o", options, "-l", self.folder / "log", "start"])

    def kill(self):
        self._run([*self._control(), "-m", "immediate", "stop"], check=False)

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self):
        return [self.programs / "pg_ctl", "-D", self.folder / "data"]

    def _run(self, command, check=True):
        done = subprocess.run([*self.as_user, *command], capture_output=True, text=True, cwd="/", check=False)
        assert not (check and done.returncode), done.stderr


class Service:
    """All of it; ``address`` is nginx's.

    Args:
        folder: for what is stored.
        programs: the folder of PostgreSQL's programs.
        settings: of Safeguide, as environment variables.
    """

    def __init__(self, folder, programs, **settings):
        self.postgres = Postgres(programs, folder)
        chroma = free_port()
        run = ["run", "--path", folder / "chroma", "--host", "127.0.0.1", "--port", chroma]
        self.chroma = Process([Path(sys.executable).with_name("chroma"), *run], folder)
        self.chroma_address = f"http://127.0.0.1:{chroma}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SAFEGUIDE_")},
            "SAFEGUIDE_HOME": str(folder / "home"),
            "SAFEGUIDE_DATABASE": self.postgres.address,
            "SAFEGUIDE_CHROMA": self.chroma_address,
            "SAFEGUIDE_LOGIN": "accounts",
            "SAFEGUIDE_TRUSTED_PROXIES": '["127.0.0.1"]',
            "SAFEGUIDE_QUESTIONS_PER_MINUTE": "100000",
            "OMP_NUM_THREADS": "1",
            "no_proxy": "127.0.0.1",
            **settings,
        }
        self.ports = [free_port(), free_port()]
        serve = [sys.executable, "-m", "assistant.cli", "chat", "--port"]
        self.apps = [Process([*serve, port], folder, self.environment) for port in self.ports]
        port, conf = free_port(), folder / "nginx.conf"
        servers = " ".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=3s;" for one in self.ports)
        user = "user root;" if os.geteuid() == 0 else ""
        conf.write_text(NGINX.format(folder=folder, servers=servers, port=port, user=user))
        self.nginx = Process(["nginx", "-c", conf, "-p", folder], folder)
        self.address = f"http://127.0.0.1:{port}"

    def __enter__(self):
        self.postgres.start()
        self.chroma.start()
        wait_for(f"{self.chroma_address}/api/v2/heartbeat", self.chroma)
        return self

    def start(self):
        """Start the two processes, and nginx."""
        for port, app in zip(self.ports, self.apps, strict=True):
            app.start()
            wait_for(f"http://127.0.0.1:{port}/readyz", app)
        self.nginx.start()
        wait_for(f"{self.address}/readyz", self.nginx)

    def __exit__(self, *_):
        for one in (self.nginx, *self.apps, self.chroma):
            one.kill()
        self.postgres.close()

    def command(self, *arguments, given=""):
        """What a command prints."""
        command = [sys.executable, "-m", "assistant.cli", *arguments]
        done = subprocess.run(
            command, env=self.environment, input=given, capture_output=True, text=True, check=False
        )
        assert not done.returncode, done.stderr
        return done.stdout.strip()


def wait_for(address, process, seconds=240):
    """Wait until something answers well at an address."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.running.poll() is None, process.told()
        with suppress(httpx.HTTPError):
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}: {process.told()}")
