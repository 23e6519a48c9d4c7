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
READY_WITHIN = 30.0  # seconds
SERVE = """
import json, sys
from pathlib import Path
from ssmflow.serving import Page, serve

arguments = json.loads(sys.argv[1])
pages = [
    Page(slug, Path(notebook), {"nl": f"Pagina {slug}", "en": f"Page {slug}"}, coming)
    for slug, notebook, coming in arguments.pop("pages")
]
serve(pages, open_browser=False, **arguments)
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


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
        return int(self.url.rsplit(":", 1)[1].rstrip("/"))

    def kernels(self) -> list[psutil.Process]:
        """The kernels that live."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # it may end while we look
                if "ipykernel_launcher" in child.cmdline():
                    found.append(child)
        return found

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
                process.wait(timeout=20)


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
        }
    )
    command = [sys.executable, "-c", SERVE, arguments]
    where = folder or notebook.parent
    with started(command, folder=where, log=log, variables=variables) as page:
        yield page
