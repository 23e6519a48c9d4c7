"""A service in a thread of its own, for tests that have an event loop already or need many."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from ssmflow.training.service import Service

WITHIN = 60.0  # seconds
Result = TypeVar("Result")


class ThreadedService:
    """A service on a store, there while it is entered.

    Args:
        url: The address of the store.
        passphrase: What lets a trainer in.
    """

    service: Service

    def __init__(self, url: str, passphrase: str | None = None) -> None:
        self._url = url
        self._passphrase = passphrase
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.service = self.does(self._begin())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.does(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WITHIN)
        self._loop.close()

    def does(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Have something done there, and wait for what comes of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(WITHIN)

    async def _begin(self) -> Service:
        service = Service(self._url, passphrase=self._passphrase)
        away = await service.start()
        assert away is None, away
        return service

    async def _end(self) -> None:
        await self.service.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
