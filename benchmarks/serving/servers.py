"""The servers that are compared: how each is started, known to be ready, and stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.serving.environments import ROOT, python
from benchmarks.serving.processes import ProcessTree

HOST = "127.0.0.1"
START = 90.0  # seconds that a server has to answer
APPS = Path(__file__).parent / "apps"


@dataclass(frozen=True)
class Server:
    """One way to serve the flow.

    Args:
        name: What it is called in commands and results.
        title: What it is called in tables.
        command: How it is started, after the environment's Python; `{port}` is filled in.
        protocol: What its visitors speak.
        package: The package whose version is told.
        environment: The environment that it runs in; empty for our own.
        visitors: The environment of its visitors.
        page: The path of the page.
        ready: A path that answers 200 once visitors may come.
        most: The most visitors at once; a kernel each of Voilà's needs too much memory for more.
        settles: The seconds after which it has let go of what it kept ready for a crowd.
        variables: What is added to its environment variables.
    """

    name: str
    title: str
    command: tuple[str, ...]
    protocol: str
    package: str
    environment: str = ""
    visitors: str = "visitors"
    page: str = "/"
    ready: str = "/"
    most: int = 300
    settles: float = 0.0
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether it is one of the ways in which ssmflow serves."""
        return self.package == "ssmflow"


@dataclass(frozen=True)
class Running:
    """A server that answers: its page, and its processes."""

    server: Server
    url: str
    tree: ProcessTree


SETTLES = 12.0  # seconds; the pool of kernels keeps what was asked for in the last ten
OURS = ("-m", "ssmflow", "serve", "--port", "{port}", "--no-browser")
VOILA = ("-m", "voila", "notebooks/walk.ipynb", "--no-browser", "--port={port}")
PREHEATED = ("--preheat_kernel=True", "--pool_size=5")
DASH = (
    "-m",
    "gunicorn",
    "--workers=2",
    "--threads=8",
    "--bind=127.0.0.1:{port}",
    "dash_app:server",
)
STREAMLIT = ("-m", "streamlit", "run", str(APPS / "streamlit_app.py"), "--server.port={port}")
SERVERS = (
    Server("ours", "ssmflow", OURS, "widgets", "ssmflow", settles=SETTLES),
    Server(
        "ours-no-fork", "ssmflow --no-fork", (*OURS, "--no-fork"), "widgets", "ssmflow", most=100
    ),
    Server(
        "ours-voila-front-end",
        "ssmflow --voila-front-end",
        (*OURS, "--voila-front-end"),
        "widgets",
        "ssmflow",
        settles=SETTLES,
    ),
    Server("voila", "Voilà", VOILA, "widgets", "voila", most=100),
    Server(
        "voila-preheated", "Voilà, preheated", (*VOILA, *PREHEATED), "widgets", "voila", most=100
    ),
    Server(
        "solara",
        "Solara",
        ("-m", "solara", "run", str(APPS / "solara_app.py"), "--port={port}", "--production"),
        "solara",
        "solara",
        "solara",
        variables={"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"},
    ),
    Server(
        "streamlit",
        "Streamlit",
        (*STREAMLIT, "--server.headless=true", "--browser.gatherUsageStats=false"),
        "streamlit",
        "streamlit",
        "streamlit",
        visitors="streamlit",
        ready="/_stcore/health",
    ),
    Server(
        "panel",
        "Panel",
        ("-m", "panel", "serve", str(APPS / "panel_app.py"), "--port={port}"),
        "panel",
        "panel",
        "panel",
        page="/panel_app",
        ready="/panel_app",
    ),
    Server(
        "nicegui",
        "NiceGUI",
        (str(APPS / "nicegui_app.py"), "{port}"),
        "nicegui",
        "nicegui",
        "nicegui",
    ),
    Server("dash", "Dash", DASH, "dash", "dash", "dash"),
)


def end_servers_when_told_to_stop() -> None:
    """Let a signal to terminate end what was started too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


@contextmanager
def running(server: Server) -> Iterator[Running]:
    """Start a server on a free port, wait until it answers, and stop it afterwards.

    Raises:
        RuntimeError: It ends, or does not answer in time; with the last lines that it said.
    """
    port = _free_port()
    command = [
        str(python(server.environment)),
        *(part.format(port=port) for part in server.command),
    ]
    path = os.pathsep.join([str(ROOT), str(APPS)])
    variables = {**os.environ, "PYTHONPATH": path, **server.variables}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603  # one of the servers above
            command, cwd=ROOT, env=variables, stdout=log, stderr=log, start_new_session=True
        )
        tree = ProcessTree(process.pid)
        try:
            _wait(server, process, port)
            yield Running(server, f"http://{HOST}:{port}{server.page}", tree)
        except Exception as error:
            log.seek(0)
            said = " / ".join(log.read().strip().splitlines()[-3:])
            raise RuntimeError(f"{error}; the server said: {said or 'nothing'}") from error
        finally:
            if process.poll() is None:
                tree.end()
            process.wait()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _wait(server: Server, process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"it ended with {process.returncode}")
        if _answers(server.ready, port):
            return
        time.sleep(0.1)
    raise RuntimeError(f"it did not answer within {START:g} s")


def _answers(path: str, port: int) -> bool:
    """Whether a page is there; HEAD asks, for it starts no kernel."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("HEAD", path)
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
