"""A really served page, in a process of its own, for tests to visit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import psutil

READY = re.compile(r'ssmflow serves "(?P<title>.*)" at (?P<url>http://\S+/)$')
READY_WITHIN = 180.0  # seconds
STOPPED_WITHIN = 60.0  # seconds
LINUX = sys.platform == "linux"
SERVE = """
import json, sys
from pathlib import Path
from ssmflow.serving import Page, serve
from ssmflow.serving.serving import Serving

arguments = json.loads(sys.argv[1])
arguments["serving"] = Serving(**arguments["serving"])
pages = [
    Page(slug, Path(notebook), {"nl": f"Pagina {slug}", "en": f"Page {slug}"}, coming)
    for slug, notebook, coming in arguments.pop("pages")
]
serve(pages, open_browser=False, **arguments)
"""


def system_name(process: psutil.Process) -> str:
    """The name under which the system lists a process; psutil completes it from its command."""
    return Path(f"/proc/{process.pid}/comm").read_text().strip() if LINUX else process.name()


def is_of(process: psutil.Process, kernel_id: str) -> bool:
    """Whether a process is that of a kernel; one that ends while we look is nobody's."""
    with suppress(psutil.Error):
        return kernel_id in " ".join(process.cmdline()) or any(
            kernel_id in str(each.laddr) for each in process.net_connections("unix")
        )
    return False


def is_zombie(process: psutil.Process) -> bool:
    """Whether a process has ended, and nobody has waited for it."""
    with suppress(psutil.NoSuchProcess):
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    return False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str

    @property
    def cookies(self) -> str:
        """The cookies that it sets, as a browser sends them back."""
        told = self.headers.get_all("Set-Cookie", [])
        return "; ".join(cookie.partition(";")[0] for cookie in told)


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen[str]
    ready_line: str

    @property
    def url(self) -> str:
        ready = READY.match(self.ready_line)
        assert ready, f"no ready line, but {self.ready_line!r}"
        return ready["url"]

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].split("/")[0])

    def kernels(self) -> list[psutil.Process]:
        """The kernels that live, each of a visitor or waiting for one."""
        return [
            child
            for child, name, command in self._children()
            if name == "ssmflow-kernel" or "ipykernel_launcher" in command
        ]

    def kernels_of(self, kernel_id: str) -> list[psutil.Process]:
        """The process of a kernel, if it lives: it has its id, or sockets named for that."""
        return [kernel for kernel in self.kernels() if is_of(kernel, kernel_id)]

    def forking_parent(self) -> psutil.Process | None:
        """The process that kernels are forked from; what it has just forked is named as it is."""
        named = [child for child, name, _ in self._children() if name == "ssmflow-parent"]
        return min(named, key=psutil.Process.create_time, default=None)

    def zombies(self) -> list[psutil.Process]:
        """The processes that have ended, and that nobody has waited for."""
        return [
            child
            for child in psutil.Process(self.process.pid).children(recursive=True)
            if is_zombie(child)
        ]

    def _children(self) -> Iterator[tuple[psutil.Process, str, list[str]]]:
        for child in psutil.Process(self.process.pid).children(recursive=True):
            # It may end while we look, also after its file was opened.
            with suppress(psutil.Error, FileNotFoundError, ProcessLookupError):
                yield child, system_name(child), child.cmdline()

    def figure(self, name: str) -> float:
        """A figure that the server tells Prometheus, by its name and labels; 0 if it tells none."""
        for line in self.ask("/metrics").text.splitlines():
            told, _, value = line.rpartition(" ")
            if told == name:
                return float(value)
        return 0.0

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        request = urllib.request.Request(  # noqa: S310  # the address is ours
            self.url.rstrip("/") + path, method=method, headers=dict(headers or {})
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
                body: bytes = response.read()
                return Answer(response.status, response.headers, body.decode(errors="replace"))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode(errors="replace"))


@contextmanager
def started(
    command: list[str],
    *,
    folder: Path,
    log: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Served]:
    """Start a command that serves, wait for its ready line, and stop it at the end.

    Args:
        command: The command and its arguments.
        folder: Its working folder.
        log: Where its standard error goes; nowhere when None.
        variables: What is added to its environment.
    """
    with (log or Path(os.devnull)).open("w") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        late = threading.Timer(READY_WITHIN, process.kill)
        late.start()
        assert process.stdout
        with process, process.stdout:
            try:
                ready_line = process.stdout.readline().strip()
                late.cancel()
                yield Served(process, ready_line)
            finally:
                late.cancel()
                process.terminate()
                process.wait(timeout=STOPPED_WITHIN)


@contextmanager
def served(
    notebook: Path,
    *,
    others: Mapping[str, Path] | None = None,
    title: str = "Proef",
    language: str = "nl",
    port: int = 0,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    log: Path | None = None,
    variables: Mapping[str, str] | None = None,
    base_url: str = "/",
    how: Mapping[str, object] | None = None,
) -> Iterator[Served]:
    """Serve notebooks on a free port, and stop at the end.

    Args:
        notebook: The notebook to serve at the address itself, with the places of a walk.
        others: The notebooks to serve below it, by slug.
        title: The title of what is served.
        language: The language of what is served.
        port: The port; 0 for one that is free.
        environment: What is added to the environment of the kernels.
        folder: The working folder of the process; the notebook's own when None.
        log: Where its standard error goes; nowhere when None.
        variables: What is added to the environment of the process itself.
        base_url: The path below which it is served.
        how: The arguments of ``Serving``.
    """
    arguments = json.dumps(
        {
            "pages": [
                ("", str(notebook), "walk"),
                *((slug, str(path), "sheet") for slug, path in (others or {}).items()),
            ],
            "title": title,
            "language": language,
            "port": port,
            "environment": dict(environment or {}),
            "base_url": base_url,
            "serving": dict(how or {}),
        }
    )
    command = [sys.executable, "-c", SERVE, arguments]
    where = folder or notebook.parent
    with started(command, folder=where, log=log, variables=variables) as page:
        yield page
