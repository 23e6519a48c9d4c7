"""What can be asked of the server besides the page: files, a kernel's state, how the server is."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from http.client import responses as HTTP_STATUS  # noqa: N812  # a table, not a variable
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RedirectHandler, RequestHandler
from voila.static_file_handler import MultiStaticFileHandler

from ssmflow.serving.files import Kept, KeptFiles
from ssmflow.serving.metrics import Metrics, memory_of
from ssmflow.serving.room import Room
from ssmflow.serving.settings import HEADERS, STATIC
from ssmflow.serving.words import WORDS, Words

VISIT, GOODBYE = "visit", "goodbye"
"""The cookies by which a browser reaches the kernel that it was given, and ends it."""


def failure(words: Words, *, found: bool) -> tuple[str, str, str]:
    """A heading, an advice and the label of a link, for what went wrong."""
    if found:
        return words.failed, words.failed_advice, words.retry
    return words.not_found, words.not_found_advice, words.home


def secure(handler: RequestHandler) -> None:
    """Give an answer the security headers, and do not say what software gives it."""
    for name, value in HEADERS.items():
        handler.set_header(name, value)
    handler.clear_header("Server")


def template_files(settings: Mapping[str, Any]) -> dict[str, str]:
    """The addresses of the template's own files, by name; they change with the content.

    Args:
        settings: Those of the application.
    """
    address = KeptFiles.make_static_url
    return {file.name: address(dict(settings), file.name) for file in STATIC.iterdir()}


def require_name(handler: RequestHandler) -> None:
    """Answer to the server's own names alone, where it has some.

    Another site can let its name lead to this machine, and would then be of the same origin.

    Raises:
        HTTPError: The request names another host.
    """
    names = handler.settings["names"]
    if names and handler.request.host_name.lower() not in names:
        raise HTTPError(403)


class Guarded(RequestHandler):
    """Sends the security headers with every answer, and says in plain words what went wrong."""

    def set_default_headers(self) -> None:
        """The headers of every answer, errors too."""
        secure(self)

    def prepare(self, **how: Any) -> Any:
        """Refuse who asks another host."""
        require_name(self)
        return super().prepare(**how)

    def retry_address(self) -> str:
        """Where to go on after a failure."""
        home: str = self.settings["base_url"]
        return home

    def failure_html(self, template: str, *, found: bool = True) -> str:
        """What went wrong, in each language, in a template that shows it."""
        environment = self.settings["voila_jinja2_env"]
        text: str = environment.get_template(template).render(
            failures={code: failure(words, found=found) for code, words in WORDS.items()},
            language=next(iter(WORDS)),
            home=self.retry_address() if found else self.settings["base_url"],
            files=self.files(),
        )
        return text

    def files(self) -> dict[str, str]:
        """The addresses of the template's own files, by name."""
        return template_files(self.settings)

    def write_error(self, status_code: int, **_: Any) -> None:
        """A page for people; what happened exactly is for the log alone."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.failure_html("error.html.j2", found=status_code >= 500))


class NotFound(Guarded):
    """Every address that nothing else answers to."""

    def prepare(self, **_: Any) -> Any:
        """Refuse the request, whatever its method."""
        raise HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is to be forged."""


class Moved(Guarded, RedirectHandler):
    """An address that people write when they mean another."""

    def head(self) -> None:
        """Say where to go, as to who asks for the whole."""
        self.get()


class PageFiles(Guarded, KeptFiles):
    """The files of our own template and front end."""


class WidgetStates(Guarded, KeptFiles):
    """The states of the widgets of a page that was rendered once.

    Args:
        states: They, by the names that the pages know.
    """

    def initialize(self, states: Mapping[str, Kept]) -> None:  # type: ignore[override]
        """Take the arguments that the route gives."""
        self.states = states

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send the states under a name."""
        if path not in self.states:
            raise HTTPError(404)
        self.send(self.states[path], include_body, versioned=True)


class LabFiles(Guarded, KeptFiles, MultiStaticFileHandler):
    """The scripts and style sheets of Voilà, of the template that ours extends, and of widgets."""


class KernelAsked(Guarded, JupyterHandler):
    """What a page asks of its own kernel, besides messages.

    Args:
        room: Who is in.
    """

    def initialize(self, room: Room) -> None:
        """Take the arguments that the route gives."""
        self.room = room

    def write_error(self, status_code: int, **_: Any) -> None:
        """A word for the front end; what happened exactly is for the log alone."""
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"message": HTTP_STATUS.get(status_code, "Error")}))


class KernelState(KernelAsked):
    """Whether a kernel still lives, and how long its visitor may still do nothing, if not long."""

    async def get(self, kernel_id: str) -> None:
        """Tell it to the visitor's own page.

        Raises:
            HTTPError: 404 where the kernel is not there, or not theirs; 503 while the server stops,
                for the next may be there in a moment.
        """
        if self.room.closed:
            raise HTTPError(503)
        if not self.room.fits(kernel_id, self.get_cookie(VISIT)):
            raise HTTPError(404)
        state: dict[str, object] = {"id": kernel_id, "name": "python3", "execution_state": "idle"}
        if (left := self.room.warning(kernel_id)) is not None:
            state["idle_seconds_left"] = left
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(state))


class KernelKept(KernelAsked):
    """Where a page says that its visitor is still there."""

    async def post(self, kernel_id: str) -> None:
        """Count anew from here."""
        if self.room.fits(kernel_id, self.get_cookie(VISIT)):
            self.room.hear(kernel_id)
        self.set_status(204)


class KernelEnd(KernelAsked):
    """Where a page says that its visitor leaves."""

    async def post(self, kernel_id: str) -> None:
        """End the visit."""
        if self.room.fits(kernel_id, self.get_cookie(GOODBYE)):
            await self.room.leave(kernel_id, "left")
        self.set_status(204)


class Health(Guarded):
    """Whether the server is alive, and ready for visitors."""

    def initialize(self, ready: Callable[[], bool]) -> None:
        """Take the arguments that the route gives."""
        self.ready = ready

    def get(self) -> None:
        """Tell it; 503 while it is not ready."""
        ready = self.ready()
        self.set_status(200 if ready else 503)
        self.set_header("Cache-Control", "no-store")
        self.finish({"alive": True, "ready": ready})


class Figures(Guarded):
    """What Prometheus asks for."""

    def initialize(self, metrics: Metrics) -> None:
        """Take the arguments that the route gives."""
        self.metrics = metrics

    async def get(self) -> None:
        """Tell all figures. Memory is measured beside the loop, for it takes its time."""
        memory = await asyncio.to_thread(memory_of, os.getpid())
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.metrics.text(memory))
