"""The kernels of one page: forked ahead, handed out, and from a new parent when that is needed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ssmflow.errors import ForkingError
from ssmflow.serving.forking.forking_parent import ForkingParent
from ssmflow.serving.forking.provisioner import FORKED
from ssmflow.serving.forking.reads import Stamp
from ssmflow.serving.kernels import Kernels
from ssmflow.serving.rendered import RenderedPage

LOG = logging.getLogger("ssmflow.serving")

LOOK_EVERY = 1.0  # seconds between looks at the files that the notebook has read
LONGEST_WAIT = 60.0  # seconds between tries where a notebook does not come up
DEMAND = 10.0  # seconds; as many kernels are kept ready as were asked for in so long
CALM = 0.5  # seconds without a visitor before kernels are forked ahead, so that none waits for it
MOST_AHEAD = 30  # kernels
PATIENCE = 5.0  # seconds that a visitor waits for a notebook to have run, before an ordinary start


@dataclass(frozen=True, slots=True)
class Source:
    """A forking parent, with the page that belongs to its kernels, and those asked for lately."""

    parent: ForkingParent
    page: RenderedPage
    asked: deque[str] = field(default_factory=lambda: deque(maxlen=1000))

    def begin(self, kernels: Kernels) -> str:
        """Begin to fork a kernel."""
        kernel_id = kernels.begin(FORKED, forking_parent=self.parent)
        self.asked.append(kernel_id)
        return kernel_id


@dataclass(frozen=True, slots=True)
class Supplied:
    """A kernel for a visitor, and the page that belongs to it."""

    kernel_id: str
    page: RenderedPage


class Told(Protocol):
    """What hears why a forking parent was replaced: ``died`` or ``changed``."""

    def __call__(self, why: str) -> None:
        """Hear it."""


class Supply:
    """Kernels of one page.

    Args:
        notebook: The page's notebook.
        folder: The folder it runs in.
        environment: All the environment of its kernels.
        kernels: Where kernels start and end.
        render: Makes the page from what the notebook has shown.
        ahead: How many kernels wait for visitors when there are none.
        places: How many more kernels there may be.
        replaced: Hears why a parent was replaced.
    """

    def __init__(
        self,
        notebook: Path,
        folder: Path,
        environment: Mapping[str, str],
        *,
        kernels: Kernels,
        render: Callable[[ForkingParent], Awaitable[RenderedPage]],
        ahead: int,
        places: Callable[[], int],
        replaced: Told,
    ) -> None:
        self._notebook = notebook
        self._folder = folder
        self._environment = environment
        self._kernels = kernels
        self._render = render
        self._ahead = ahead
        self._places = places
        self._replaced = replaced
        self._source: Source | None = None
        self._ready: deque[Supplied] = deque()
        self._asked: deque[float] = deque()
        self._called = asyncio.Event()
        self._settled = asyncio.Event()
        self._began = time.monotonic()
        self._tasks = [asyncio.ensure_future(self._keep()), asyncio.ensure_future(self._fill())]

    @property
    def ready(self) -> bool:
        """Whether kernels can be forked."""
        return self._source is not None

    @property
    def waiting(self) -> int:
        """How many kernels wait for a visitor."""
        return len(self._ready)

    async def take(self) -> Supplied | None:
        """A kernel for a visitor, ready or about to be; None where none can be forked.

        Where the notebook is about to have run, a visitor waits for that, within reason.
        """
        self._asked.append(time.monotonic())
        self._called.set()
        patience = self._began + PATIENCE - time.monotonic()
        if not self._ready and not self._source and patience > 0:
            await self.settled(patience)
        return await self._take()

    async def settled(self, patience: float = PATIENCE) -> None:
        """Wait until kernels can be forked, or it is known that they can't, or patience ends.

        Args:
            patience: In seconds.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._settled.wait(), patience)

    async def _take(self) -> Supplied | None:
        while self._ready:
            supplied = self._ready.popleft()
            if await self._kernels.lives(supplied.kernel_id):
                return supplied
        if source := self._source:
            return Supplied(source.begin(self._kernels), source.page)
        return None

    async def close(self) -> None:
        """Fork no more, and end the kernels that no visitor has."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        if self._source:
            await self._retire(self._source)

    def _wanted(self) -> int:
        """How many kernels should wait: as many as were asked for lately."""
        since = time.monotonic() - DEMAND
        while self._asked and self._asked[0] < since:
            self._asked.popleft()
        wanted = min(max(self._ahead, len(self._asked)), MOST_AHEAD)
        return min(wanted, self.waiting + self._places())

    async def _fill(self) -> None:
        """Fork ahead while nobody comes, and end what was forked for a crowd that has gone."""
        while True:
            missing = self._wanted() - self.waiting
            source = self._source
            if self._asked and time.monotonic() - self._asked[-1] < CALM:
                await asyncio.sleep(CALM)
            elif source and missing > 0:
                await self._fork_ahead(source)
            elif missing < 0:
                await self._kernels.end(self._ready.pop().kernel_id)
            else:
                self._called.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._called.wait(), LOOK_EVERY)

    async def _fork_ahead(self, source: Source) -> None:
        kernel_id = source.begin(self._kernels)
        if not await self._kernels.begun(kernel_id):
            await asyncio.sleep(LOOK_EVERY)
        elif source is self._source:
            self._ready.append(Supplied(kernel_id, source.page))
        else:
            await self._kernels.end(kernel_id)

    async def _keep(self) -> None:
        """Have a parent whose notebook has run with the files as they are."""
        pause = LOOK_EVERY
        tried = await self._renew()
        while True:
            source = self._source
            await _either(source.parent.died if source else None, pause)
            if source and source.parent.died.done():
                LOG.error("The process that forks kernels for %s died", self._notebook.name)
                source.parent.close()
                self._source = None
                self._replaced("died")
            elif source and source.parent.stamps() == tried:
                continue
            elif source:
                LOG.warning("What %s reads has changed: it runs anew", self._notebook.name)
                self._replaced("changed")
            tried = await self._renew()
            pause = LOOK_EVERY if self._source else min(2 * pause, LONGEST_WAIT)

    async def _renew(self) -> tuple[Stamp, ...]:
        """Run the notebook in a new parent, which takes over once it is ready.

        Returns:
            The stamps of the files as they were read; where the notebook fails, as they were
            before, so that a file that was changed meanwhile counts as changed.
        """
        old = self._source
        before = old.parent.stamps() if old else ()
        self._began = time.monotonic()
        if not old:
            self._settled.clear()
        parent = ForkingParent(self._notebook, self._folder, self._environment)
        try:
            await parent.ready()
            self._source = Source(parent, await self._render(parent))
        except ForkingError as error:
            LOG.error("%s: no kernel can be forked: %s", self._notebook.name, error)
            parent.close()
            return before
        finally:
            self._settled.set()
        if old:
            await self._retire(old)
        return parent.stamps_when_read

    async def _retire(self, old: Source) -> None:
        """End a parent, and the kernels of it that no visitor has."""
        for kernel_id in list(old.asked):
            await self._kernels.begun(kernel_id)
        old.parent.close()
        outdated = [supplied for supplied in self._ready if supplied.page is old.page]
        for supplied in outdated:
            self._ready.remove(supplied)
            await self._kernels.end(supplied.kernel_id)


async def _either(died: asyncio.Future[None] | None, seconds: float) -> None:
    """Wait for a death, but no longer than so long."""
    if died is None:
        await asyncio.sleep(seconds)
    else:
        await asyncio.wait([died], timeout=seconds)
