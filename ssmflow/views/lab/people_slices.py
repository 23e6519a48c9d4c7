"""Long work in short slices: between them the page answers its visitor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter

from ssmflow.views.part import guarded
from ssmflow.views.shown import Shown

SLICE = 0.05
"""Seconds of work at a time: with what is drawn after it, a click waits less than a tenth."""
PAUSE = 0.01
"""Seconds in which a waiting click is taken."""


class Slices:
    """Does work in slices, in the event loop of the kernel; without one, at once.

    Args:
        page: What tells the visitor where the work fails.
        tell: Called after each slice but the first, which is done when the work begins.
        slice_seconds: How long a slice lasts; at least one piece of work is done in it.
    """

    def __init__(self, page: Shown, tell: Callable[[], None], slice_seconds: float = SLICE) -> None:
        self._page = page
        self._tell = tell
        self._seconds = slice_seconds
        self._work: Iterator[object] = iter(())
        self._waiting: asyncio.TimerHandle | None = None

    @property
    def running(self) -> bool:
        """Whether there is another slice to come."""
        return self._waiting is not None

    def run(self, work: Iterator[object]) -> None:
        """Begin with other work; what was under way is given up.

        Args:
            work: Each step of it does a piece, as short as can be.
        """
        self.stop()
        self._work = work
        self._go_on()

    def stop(self) -> None:
        """Give up what is under way."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = None

    def _go_on(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._do(float("inf"))
            return
        if not self._do(self._seconds):
            self._waiting = loop.call_later(PAUSE, guarded, self._page, self._next)

    def _next(self) -> None:
        self._waiting = None
        self._go_on()
        self._tell()

    def _do(self, seconds: float) -> bool:
        """Work for a while; tell whether all is done."""
        until = perf_counter() + seconds
        return all(perf_counter() < until for _ in self._work)
