"""The only addresses that answer; Voilà has more, none of which a page needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import RequestHandler

from ssmflow.serving.connection import KernelSocket
from ssmflow.serving.frame import address
from ssmflow.serving.frontend import BUILT, ROUTE
from ssmflow.serving.routes import (
    Figures,
    Health,
    KernelEnd,
    KernelKept,
    KernelState,
    LabFiles,
    Moved,
    PageFiles,
    WidgetStates,
)
from ssmflow.serving.settings import LABEXTENSIONS, STATES, STATIC
from ssmflow.serving.visit import Visit

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"

Route = tuple[str, type[RequestHandler], dict[str, Any]]


def handlers(server: Any) -> list[Route]:
    """What answers at which address.

    Args:
        server: The application.
    """
    room = {"room": server.room}
    routes: list[Route] = [
        *_of_pages(server),
        (r"/healthz", Health, {"ready": server.is_ready}),
        (r"/metrics", Figures, {"metrics": server.metrics}),
        (rf"/{STATES}([0-9a-f]+\.json)", WidgetStates, {"states": server.states}),
        (rf"/{ROUTE}/(.*)", PageFiles, {"path": str(BUILT)}),
        (r"/page/(.*)", PageFiles, {"path": str(STATIC)}),
        (rf"/api/kernels/{KERNEL_ID}", KernelState, room),
        (rf"/api/kernels/{KERNEL_ID}/stay", KernelKept, room),
        (rf"/api/kernels/{KERNEL_ID}/channels", KernelSocket, room),
        (rf"/voila/api/shutdown/{KERNEL_ID}", KernelEnd, room),
        *_of_voila(server),
    ]
    return [
        (url_path_join(server.server_url, path), handler, arguments)
        for path, handler, arguments in routes
    ]


def _of_pages(server: Any) -> Iterator[Route]:
    for page in server.pages:
        yield rf"/{page.slug}", Visit, {"page": page, "voila": server}
        if page.slug:
            there = {"url": address(page, server.base_url), "permanent": False}
            yield rf"/{page.slug}/", Moved, there


def _of_voila(server: Any) -> Iterator[Route]:
    """The files of Voilà's own front end."""
    files = {"paths": server.static_paths}
    yield r"/voila/static/(.*)", LabFiles, files
    yield r"/voila/templates/lab/static/(.*)", LabFiles, files
    for name in LABEXTENSIONS:
        folders = [str(Path(folder) / name) for folder in server.labextensions_path]
        yield rf"/voila/labextensions/{re.escape(name)}/(.*)", LabFiles, {"paths": folders}
