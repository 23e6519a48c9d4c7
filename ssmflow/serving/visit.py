"""A visit to a page: with a kernel that was forked, or one that runs the notebook first."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ApiPath
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError

from ssmflow.errors import ServingError
from ssmflow.serving.frame import address
from ssmflow.serving.pages import Page
from ssmflow.serving.rendered import NotebookFailedError, renderer_for
from ssmflow.serving.room import Room
from ssmflow.serving.routes import GOODBYE, VISIT, Guarded
from ssmflow.serving.settings import KERNEL_ARGUMENTS
from ssmflow.serving.supply import Supplied, Supply
from ssmflow.serving.words import WORDS

TRY_AGAIN = 10  # seconds


class Visit(Guarded, JupyterHandler):
    """Answers a visit to a page.

    Args:
        page: The page.
        voila: The application.
    """

    def initialize(self, page: Page, voila: Any) -> None:
        """Take the arguments that the route gives."""
        self.page = page
        self.voila = voila
        self.room: Room = voila.room
        self.supply: Supply | None = voila.supplies.get(page.slug)

    def retry_address(self) -> str:
        """This page's own address."""
        return address(self.page, self.base_url)

    def head(self) -> None:
        """Say that the page is there, without a kernel; or that the room is full."""
        if not self.room.places:
            self._say_that_it_is_full()
        self.finish()

    async def get(self) -> None:
        """Send the page with a kernel of its own; or say that the room is full."""
        if not self.room.places:
            self.voila.metrics.visits_refused.inc()
            self._say_that_it_is_full()
            self.finish(self._full_html())
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        _ = self.xsrf_token  # sets the cookie without which leaving the page is refused
        supplied = await self.supply.take() if self.supply else None
        if supplied:
            self._hand_over(supplied)
        else:
            await self._stream()

    def _say_that_it_is_full(self) -> None:
        self.set_status(503)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Retry-After", TRY_AGAIN)

    def _full_html(self) -> str:
        template = self.settings["voila_jinja2_env"].get_template("full.html.j2")
        html: str = template.render(
            words=WORDS,
            language=next(iter(WORDS)),
            home=self.retry_address(),
            files=self.files(),
            retry_after=TRY_AGAIN,
        )
        return html

    def _let_in(self, kernel_id: str, way: str) -> None:
        """Let this browser in, and no other that might learn of its kernel."""
        key = self.room.enter(kernel_id, self.page.name, way)
        for cookie, place in ((VISIT, "api/kernels"), (GOODBYE, "voila/api/shutdown")):
            path = f"{self.base_url}{place}/{kernel_id}"
            self.set_cookie(cookie, key, path=path, httponly=True, samesite="Strict")

    def _hand_over(self, supplied: Supplied) -> None:
        self._let_in(supplied.kernel_id, "forked")
        self.room.hand_over(supplied.kernel_id)
        self.finish(supplied.page.for_visitor(supplied.kernel_id))

    async def _stream(self) -> None:
        """Stream the page: the frame at once, what the notebook shows when its kernel has run."""
        renderer = await renderer_for(self.page, self.voila, self.files())
        kernel_id = self._begin_kernel(renderer.notebook)
        self._let_in(kernel_id, "ordinary")
        kernel = asyncio.ensure_future(self._kernel(kernel_id))
        try:
            async for html, _ in renderer.generate_content_generator(kernel_id, kernel):
                self.write(html)
                await self.flush()
            self.room.hand_over(kernel_id)
        except StreamClosedError:
            await self._end(kernel_id, renderer, "left")
        except Exception as error:
            if not isinstance(error, NotebookFailedError):
                self.log.exception("The page could not be made")
            await self._end(kernel_id, renderer, "failed")
            if not self._headers_written:
                raise
            self.write(self.failure_html("failure.html.j2"))

    def _begin_kernel(self, notebook: NotebookNode) -> str:
        kernels: Any = self.kernel_manager
        kernel_id: str = kernels.begin(
            notebook.metadata.kernelspec.name,
            path=ApiPath(""),
            env={**os.environ, **self.voila.environment},
            extra_arguments=list(KERNEL_ARGUMENTS),
        )
        return kernel_id

    async def _kernel(self, kernel_id: str) -> Any:
        kernels: Any = self.kernel_manager
        if not await kernels.begun(kernel_id):
            raise ServingError("no kernel could be started")
        return kernels.get_kernel(kernel_id)

    async def _end(self, kernel_id: str, renderer: Any, why: str) -> None:
        client = getattr(getattr(renderer, "executor", None), "kc", None)
        if client:
            client.stop_channels()
        await self.room.leave(kernel_id, why)
