"""People who take part in a session while a browser leads it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

from asking import Asker, Scene

from ssmflow.training.events import Event
from ssmflow.training.service import Service

PATIENCE = 30.0  # seconds
Result = TypeVar("Result")


class Crowd:
    """People at another service on the store of a server.

    It runs in a thread: a browser's test has an event loop of its own.

    Args:
        url: The address of the store.
    """

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._url = url

    def __enter__(self) -> Crowd:
        self._thread.start()
        self._service: Service = self._done(self._begin())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done(self._service.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def join(self, code: str, nickname: str) -> Asker:
        """Have somebody join by a code."""
        return self._done(Scene(self._service).participant({"code": code}, nickname))

    def hears(self, one: Asker, kind: str) -> None:
        """Wait until somebody knows what the trainer did."""
        self._done(one.until_told(kind))

    def begins(self, one: Asker, case: str) -> None:
        self._did(one, Event("began", "", case=case))

    def hands_in(self, one: Asker, case: str, walk: str) -> None:
        """Have somebody walk a case and hand it in."""
        parts = walk.split("&")
        steps = ["&".join(parts[: place + 1]) for place in range(len(parts))]
        self._did(
            one,
            Event("began", "", case=case),
            *(Event("answered", "", case=case, walk=step) for step in steps),
            Event("marked", "", case=case, walk=walk),
        )

    def _did(self, one: Asker, *events: Event) -> None:
        kept: dict[str, Any] = self._done(one.did(*events))
        assert kept["refused"] == {}, kept

    def _done(self, doing: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(PATIENCE)

    async def _begin(self) -> Service:
        service = Service(self._url)
        away = await service.start()
        assert away is None, away
        return service
