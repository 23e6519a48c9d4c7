"""A visit to a page: it starts a kernel, runs the notebook in it and streams the result."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import nbformat
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ApiPath
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from ssmflow.serving.frame import address, frame
from ssmflow.serving.pages import Page
from ssmflow.serving.routes import Guarded
from ssmflow.serving.settings import KERNEL_ARGUMENTS


class NotebookFailedError(Exception):
    """A cell of the notebook raised, or took too long; Voilà has logged it."""


def require_success(cell: NotebookNode) -> None:
    """Refuse a cell that failed.

    Voilà takes the standard error of a cell that succeeded out, so what is left there is its own
    report of a failure.

    Raises:
        NotebookFailedError: The cell's outputs tell of a failure.
    """
    for output in cell.get("outputs", []):
        if output.output_type == "error" or output.get("name") == "stderr":
            raise NotebookFailedError


class OwnNotebook(NotebookRenderer):
    """Renders a notebook that is our own, so the question whether it is trusted does not arise."""

    async def load_notebook(self, path: str) -> NotebookNode:
        """Read the notebook, and give it a kernel that is here."""
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        fixed: NotebookNode = await self.fix_notebook(notebook)
        return fixed


class Visit(Guarded, JupyterHandler):
    """Answers a visit to a page.

    Args:
        page: The page.
        voila: The application, for its configuration and the other pages.
        environment: What is added to the environment of the kernels.
    """

    def initialize(self, page: Page, voila: Any, environment: Mapping[str, str]) -> None:
        """Take the arguments that the route gives."""
        self.page = page
        self.voila = voila
        self.environment = environment
        self.kernel_id = str(uuid4())

    def retry_address(self) -> str:
        """This page's own address."""
        return address(self.page, self.base_url)

    def head(self) -> None:
        """Say that the page is there, without a kernel."""
        self.finish()

    async def get(self) -> None:
        """Stream the page: the frame at once, what the notebook shows when its kernel has run."""
        renderer = await self._renderer()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        _ = self.xsrf_token  # sets the cookie without which leaving the page is refused
        kernel = asyncio.ensure_future(self._start_kernel(renderer.notebook))
        try:
            async for html, _ in renderer.generate_content_generator(self.kernel_id, kernel):
                self.write(html)
                await self.flush()
        except StreamClosedError:
            await self._end_kernel(renderer, kernel)
        except Exception as error:
            if not isinstance(error, NotebookFailedError):
                self.log.exception("The page could not be made")
            await self._end_kernel(renderer, kernel)
            if not self._headers_written:
                raise
            self.write(self.failure_html("failure.html.j2"))

    async def _renderer(self) -> Any:
        configuration = self.voila.voila_configuration
        renderer = OwnNotebook(
            voila_configuration=configuration,
            traitlet_config=self.voila.config,
            notebook_path=str(self.page.notebook),
            template_paths=self.voila.template_paths,
            contents_manager=self.contents_manager,
            kernel_spec_manager=self.kernel_spec_manager,
            base_url=self.base_url,
            page_config=get_page_config(self.base_url, self.settings, self.log, configuration),
        )
        await renderer.initialize()
        renderer.resources["frame"] = frame(
            self.page,
            self.voila.pages,
            title=self.voila.page_title,
            language=self.voila.page_language,
            base_url=self.base_url,
            files=self.files(),
        )
        renderer.resources["require_success"] = require_success
        return renderer

    async def _start_kernel(self, notebook: NotebookNode) -> Any:
        await self.kernel_manager.start_kernel(
            kernel_id=self.kernel_id,
            kernel_name=notebook.metadata.kernelspec.name,
            path=ApiPath(""),
            env={**os.environ, **self.environment},
            extra_arguments=list(KERNEL_ARGUMENTS),
        )
        return self.kernel_manager.get_kernel(self.kernel_id)

    async def _end_kernel(self, renderer: Any, starting: asyncio.Future[Any]) -> None:
        await asyncio.wait([starting])
        client = getattr(getattr(renderer, "executor", None), "kc", None)
        if client:
            client.stop_channels()
        if self.kernel_id in self.kernel_manager:
            end: Any = self.kernel_manager.shutdown_kernel
            await end(self.kernel_id, now=True)
