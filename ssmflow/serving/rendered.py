"""A page that is made: streamed while its notebook runs, or once for all visitors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from ssmflow.serving.forking.forking_parent import ForkingParent
from ssmflow.serving.frame import frame
from ssmflow.serving.pages import Page

KERNEL_ID = "00000000-0000-4000-8000-000000000000"
"""Stands in a rendered page where the visitor's kernel comes."""

WIDGET = "application/vnd.jupyter.widget-view+json"


class NotebookFailedError(Exception):
    """A cell of the notebook raised, or took too long; Voilà has logged it."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page that was rendered once.

    Args:
        html: Its HTML, with `KERNEL_ID` in the place of a visitor's kernel.
        state: The state of its widgets, as JSON.
        name: What the state is called: it changes with the content.
    """

    html: str
    state: bytes
    name: str

    def for_visitor(self, kernel_id: str) -> str:
        """The page with a visitor's own kernel."""
        return self.html.replace(KERNEL_ID, kernel_id)


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
        notebook = nbformat.read(path, as_version=4)
        fixed: NotebookNode = await self.fix_notebook(notebook)
        return fixed


class NotebookThatRan(OwnNotebook):
    """Renders a notebook from what it has shown elsewhere, without a kernel."""

    outputs: list[list[dict[str, Any]]]

    async def _jinja_kernel_start(self, *_: object, **__: object) -> str:
        return KERNEL_ID

    async def _jinja_cell_generator(self, nb: NotebookNode, _: str) -> AsyncIterator[NotebookNode]:
        outputs = iter(self.outputs)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [nbformat.from_dict(_alive(output)) for output in next(outputs)]
            yield cell


async def renderer_for(
    page: Page,
    voila: Any,
    files: Mapping[str, str],
    kind: type[OwnNotebook] = OwnNotebook,
    **known: Any,
) -> Any:
    """What renders a page.

    Args:
        page: The page.
        voila: The application, for its configuration and the other pages.
        files: The addresses of the template's own files, by name.
        kind: How the notebook runs.
        known: What is known of the page before its notebook runs, for its frame.
    """
    configuration, settings = voila.voila_configuration, voila.app.settings
    renderer = kind(
        voila_configuration=configuration,
        traitlet_config=voila.config,
        notebook_path=str(page.notebook),
        template_paths=voila.template_paths,
        contents_manager=voila.contents_manager,
        kernel_spec_manager=voila.kernel_spec_manager,
        base_url=voila.base_url,
        page_config=get_page_config(voila.base_url, settings, voila.log, configuration),
    )
    await renderer.initialize()
    renderer.resources["frame"] = frame(
        page,
        voila.pages,
        title=voila.page_title,
        language=voila.page_language,
        base_url=voila.base_url,
        files=files,
        front_end=voila.front_end,
        **known,
    )
    renderer.resources["require_success"] = require_success
    return renderer


async def render_once(
    page: Page, voila: Any, files: Mapping[str, str], ran: ForkingParent, address: str
) -> RenderedPage:
    """Render a page from what its notebook has shown in a forking parent.

    Args:
        page: The page.
        voila: The application.
        files: The addresses of the template's own files, by name.
        ran: The process in which the notebook has run.
        address: Below which address the states of widgets are found.
    """
    state = json.dumps(ran.widgets, separators=(",", ":")).encode()
    name = f"{hashlib.sha256(state).hexdigest()[:20]}.json"
    known = {"state": f"{address}{name}", "still": still(ran.outputs)}
    renderer = await renderer_for(page, voila, files, NotebookThatRan, **known)
    renderer.outputs = ran.outputs
    return RenderedPage(await renderer.generate_content_str(KERNEL_ID), state, name)


def _alive(output: dict[str, Any]) -> dict[str, Any]:
    """An output without what it shows where nothing is alive: that stands in the frame already."""
    data = output.get("data", {})
    if WIDGET not in data:
        return output
    return {**output, "data": {kind: data[kind] for kind in data if kind != "text/html"}}


def still(outputs: list[list[dict[str, Any]]]) -> str:
    """What the notebook shows where nothing is alive; nothing where it shows no such thing."""
    found = (output.get("data", {}).get("text/html") for cell in outputs for output in cell)
    return next(filter(None, found), "")
