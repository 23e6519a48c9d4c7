"""Voilà as a library: one process, which lets visitors in and ends with all that it started."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from traitlets import Unicode
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths

from ssmflow.serving.address import names, url, urls_for_others
from ssmflow.serving.connection import VisitorConnection
from ssmflow.serving.files import Kept, keep
from ssmflow.serving.forking.forking_parent import ForkingParent
from ssmflow.serving.forking.new_process import adopt_orphans
from ssmflow.serving.forking.provisioner import FORKED
from ssmflow.serving.frontend import NOT_BUILT, front_end
from ssmflow.serving.handlers import handlers
from ssmflow.serving.kernels import Kernels, OwnPython, Visitors
from ssmflow.serving.machine import allow_open_files
from ssmflow.serving.metrics import Metrics
from ssmflow.serving.pages import Page
from ssmflow.serving.rendered import RenderedPage, render_once
from ssmflow.serving.room import Room, write_visits
from ssmflow.serving.routes import NotFound, template_files
from ssmflow.serving.serving import Serving
from ssmflow.serving.settings import STATES, TEMPLATE
from ssmflow.serving.supply import Supply
from ssmflow.serving.training import Training

LOOK_ROUND = 5.0  # seconds between looks at who has left
STATES_KEPT = 20  # pages handed out before the notebook ran anew still ask for theirs
STOPPED_WITHIN = 10.0  # seconds


class PageServer(Voila):
    """Serves notebooks as pages.

    Args:
        pages: The pages, the first of them at the address itself.
        serving: How they are served.
        listening: The socket at which it listens.
        environment: What is added to the environment of the kernels.
        visit: Whether it opens a browser once it is ready.
        config: The configuration, as ``ssmflow.serving.settings`` makes it.
    """

    page_title = Unicode(help="The title of what is served.").tag(config=True)
    page_language = Unicode("nl", help="Its language.").tag(config=True)

    def __init__(
        self,
        *,
        pages: Sequence[Page],
        serving: Serving,
        listening: socket.socket,
        environment: Mapping[str, str],
        visit: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pages = tuple(pages)
        self.serving = serving
        self.listening = listening
        self.environment = dict(environment)
        self.visit = visit
        self.identity_provider_class = Visitors
        self.metrics = Metrics()
        self.room = Room(serving.limits, self._end_kernel, self.metrics)
        self.supplies: dict[str, Supply] = {}
        self.states: dict[str, Kept] = {}
        self.front_end = front_end(self.base_url) if serving.lean else None
        self.training: Training | None = None
        self._open = False

    def setup_template_dirs(self) -> None:
        """Put our template, wherever the package stands, in front of the one that it extends."""
        name = self.voila_configuration.template
        applications = ["voila", "nbconvert"]
        found = collect_template_paths(applications, name, prune=True)
        self.template_paths = [str(TEMPLATE), *found]
        self.static_paths = collect_static_paths(applications, name, prune=True)
        self.voila_configuration.kernel_spec_manager_class = OwnPython
        self.voila_configuration.multi_kernel_manager_class = Kernels

    def init_settings(self) -> dict[str, Any]:
        """The settings that Tornado reads while it is made, and so cannot be given later."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "compress_response": True,
            "default_handler_class": NotFound,
            "names": names(self.ip, self.serving.names),
            "kernel_websocket_connection_class": VisitorConnection,
        }

    def init_handlers(self) -> list[Any]:
        """What answers at which address."""
        return list(handlers(self))

    def is_ready(self) -> bool:
        """Whether a visitor would be let in, and soon see a page."""
        forking = all(supply.ready for supply in self.supplies.values())
        return self._open and forking and self.room.places > 0

    def listen(self) -> None:
        """Answer visits until a signal or Ctrl-C says to stop."""
        allow_open_files()
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self._begin)
        if sys.platform == "win32":
            # There a signal waits until the loop has something to do.
            PeriodicCallback(lambda: None, 1000).start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            self.stop()

    def stop(self) -> None:
        """End all that was started, then take away the folder through which it was reached."""
        try:
            self.ioloop.run_sync(self._finish, timeout=STOPPED_WITHIN)
        finally:
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _begin(self) -> None:
        write_visits()
        self._count()
        if self.serving.sessions:
            self.training = Training(self.serving.sessions, Path(self.connection_dir))
            self.environment |= await self.training.open()
        if self.serving.fork:
            adopt_orphans()
            self.supplies = {page.slug: self._supply(page) for page in self.pages}
            await asyncio.gather(*(supply.settled() for supply in self.supplies.values()))
        self._http = HTTPServer(self.app, xheaders=False)
        self._http.add_socket(self.listening)
        self._open = True
        PeriodicCallback(self.room.look_round, LOOK_ROUND * 1000).start()
        self._tell()

    def _tell(self) -> None:
        if self.serving.lean and not self.front_end:
            click.echo(NOT_BUILT, err=True)
        port, path = self.listening.getsockname()[1], self.base_url.lstrip("/")
        address = url(self.ip, port) + path
        click.echo(f'ssmflow serves "{self.page_title}" at {address}')
        for other in urls_for_others(self.ip, port):
            click.echo(f"Other computers may reach it at {other}{path}")
        if self.training:
            click.echo(self.training.told)
        if self.visit:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    async def _finish(self) -> None:
        if self._open:
            self._open = False
            self._http.stop()
        for supply in self.supplies.values():
            await supply.close()
        await self.room.close()
        await self.kernel_manager.end_all()
        if self.training:
            await self.training.close()

    async def _end_kernel(self, kernel_id: str) -> None:
        await self.kernel_manager.end(kernel_id)

    def _count(self) -> None:
        kernels: Kernels = self.kernel_manager
        kernels.when_started = self._kernel_started
        kernels.when_died = self._kernel_died
        self.metrics.count_kernels("visited", lambda: len(self.room))
        self.metrics.count_kernels("waiting", self._waiting)

    def _waiting(self) -> int:
        return sum(supply.waiting for supply in self.supplies.values())

    def _places(self) -> int:
        return self.room.places - self._waiting()

    def _kernel_started(self, kernel_name: str, seconds: float) -> None:
        way = "forked" if kernel_name == FORKED else "ordinary"
        self.metrics.kernel_start.labels(way).observe(seconds)

    def _kernel_died(self, kernel_id: str) -> None:
        self.ioloop.add_callback(self.room.leave, kernel_id, "died")

    def _supply(self, page: Page) -> Supply:
        return Supply(
            page.notebook.resolve(),
            self.pages[0].notebook.resolve().parent,
            {**os.environ, **self.environment},
            kernels=self.kernel_manager,
            render=partial(self._render, page),
            ahead=self.serving.ahead if page.ahead is None else min(page.ahead, self.serving.ahead),
            places=self._places,
            replaced=lambda why: self.metrics.parents_replaced.labels(why).inc(),
        )

    async def _render(self, page: Page, ran: ForkingParent) -> RenderedPage:
        states = f"{self.base_url}{STATES}"
        rendered = await render_once(page, self, template_files(self.app.settings), ran, states)
        self.states[rendered.name] = keep(rendered.state, rendered.name)
        while len(self.states) > STATES_KEPT:
            del self.states[next(iter(self.states))]
        return rendered
