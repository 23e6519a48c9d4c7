"""Voilà as a library: one process, and nothing open that its pages do not need."""

from __future__ import annotations

import re
import shutil
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from jupyter_core.utils import run_sync
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import RequestHandler
from traitlets import Unicode
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ssmflow.serving.address import url
from ssmflow.serving.frame import address
from ssmflow.serving.kernels import OwnPython, Visitors
from ssmflow.serving.pages import Page
from ssmflow.serving.routes import (
    KernelEnd,
    KernelState,
    LabFiles,
    Moved,
    NotFound,
    PageFiles,
)
from ssmflow.serving.settings import LABEXTENSIONS, STATIC, TEMPLATE
from ssmflow.serving.visit import Visit

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class PageServer(Voila):
    """Serves notebooks as pages.

    Args:
        pages: The pages, the first of them at the address itself.
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
        listening: socket.socket,
        environment: Mapping[str, str],
        visit: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pages = tuple(pages)
        self.listening = listening
        self.environment = environment
        self.visit = visit
        self.identity_provider_class = Visitors

    def setup_template_dirs(self) -> None:
        """Put our template, wherever the package stands, in front of the one that it extends."""
        name = self.voila_configuration.template
        applications = ["voila", "nbconvert"]
        found = collect_template_paths(applications, name, prune=True)
        self.template_paths = [str(TEMPLATE), *found]
        self.static_paths = collect_static_paths(applications, name, prune=True)
        self.voila_configuration.kernel_spec_manager_class = OwnPython

    def init_settings(self) -> dict[str, Any]:
        """The settings that Tornado reads while it is made, and so cannot be given later."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {"compress_response": True, "default_handler_class": NotFound}

    def init_handlers(self) -> list[Any]:
        """The only addresses that answer; Voilà has more, none of which a page needs."""
        lab_files = {"paths": self.static_paths}
        routes: list[tuple[str, type[RequestHandler], dict[str, Any]]] = [
            *self._page_routes(),
            (r"/page/(.*)", PageFiles, {"path": str(STATIC)}),
            (rf"/api/kernels/{KERNEL_ID}", KernelState, {}),
            (rf"/api/kernels/{KERNEL_ID}/channels", VoilaKernelWebsocketHandler, {}),
            (rf"/voila/api/shutdown/{KERNEL_ID}", KernelEnd, {}),
            (r"/voila/static/(.*)", LabFiles, lab_files),
            (r"/voila/templates/lab/static/(.*)", LabFiles, lab_files),
        ]
        for name in LABEXTENSIONS:
            folders = [str(Path(folder) / name) for folder in self.labextensions_path]
            address = rf"/voila/labextensions/{re.escape(name)}/(.*)"
            routes.append((address, LabFiles, {"paths": folders}))
        return [(url_path_join(self.server_url, path), *rest) for path, *rest in routes]

    def _page_routes(self) -> Iterator[tuple[str, type[RequestHandler], dict[str, Any]]]:
        for page in self.pages:
            arguments = {"page": page, "voila": self, "environment": self.environment}
            yield rf"/{page.slug}", Visit, arguments
            if page.slug:
                there = {"url": address(page, self.base_url), "permanent": False}
                yield rf"/{page.slug}/", Moved, there

    def listen(self) -> None:
        """Answer visits until a signal or Ctrl-C says to stop."""
        HTTPServer(self.app).add_socket(self.listening)
        address = url(self.ip, self.listening.getsockname()[1])
        click.echo(f'ssmflow serves "{self.page_title}" at {address}')
        if self.visit:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
        self.ioloop = IOLoop.current()
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
        """End the kernels, then take away the folder through which they are reached."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)
