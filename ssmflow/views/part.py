"""A part of the page that is drawn in the browser: data goes out, acts come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

import anywidget
from traitlets import Dict
from traitlets.log import get_logger

from ssmflow.views.shown import Shown

AnyShown = TypeVar("AnyShown", bound=Shown)

MAXIMUM_CHARACTERS = 100_000
"""The longest value that an act may carry: a fragment with thousands of answers is shorter."""


class Part(anywidget.AnyWidget, Generic[AnyShown]):
    """One view of the page, with the JavaScript and the style that stand beside it.

    A subclass says in `describe` what the browser draws, and in `acts` what it may ask for.

    Args:
        page: What it shows, and asks.
    """

    data = Dict().tag(sync=True)
    acts: ClassVar[dict[str, tuple[str, tuple[str, ...]]]] = {}
    """For each act a browser may send: the method that does it, the part's own or else the page's,
    and the values it takes, all texts."""
    longest: ClassVar[int] = MAXIMUM_CHARACTERS

    def __init__(self, page: AnyShown) -> None:
        self._page = page
        super().__init__(data=self.describe(page), layout=page.layout)
        page.observe(lambda _: self.refresh(), "revision")
        self.on_msg(self._receive)

    def describe(self, page: AnyShown) -> dict[str, Any]:
        """Return what the browser draws: plain data, in the shape that the JavaScript declares."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Send what has changed."""
        self.data = self.describe(self._page)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing that a browser sets: it asks for acts, and Python tells what is so."""

    def _receive(self, _: object, content: object, _buffers: object) -> None:
        """Do what a browser asks for, where it is one of the acts and carries what that takes."""
        if not isinstance(content, dict):
            return
        act = self.acts.get(str(content.get("act")))
        values = [content.get(name) for name in act[1]] if act else []
        if act and all(isinstance(value, str) and len(value) <= self.longest for value in values):
            does = getattr(self, act[0], None) or getattr(self._page, act[0])
            guarded(self._page, does, *values)


def guarded(page: Shown, act: Callable[..., None], *values: object) -> None:
    """Do what a visitor asked; if that fails, tell them, and log why for the operator.

    An exception that leaves a widget's callback would reach the browser as a traceback, and
    nobody else.
    """
    try:
        act(*values)
    except Exception:
        get_logger().exception("ssmflow: an act failed")
        page.fail()
