"""A trainer who leads a session while a browser takes part in it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

from asking import PASSPHRASE, Asker, Scene

from ssmflow.training.service import Service

SET = "externe-dienstverlener"
PATIENCE = 30.0  # seconds

Result = TypeVar("Result")


class Trainer:
    """A trainer with a service of their own on the store of a server.

    It runs in a thread: a browser's test has an event loop of its own.

    Args:
        url: The address of the store.
    """

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._url = url

    def __enter__(self) -> Trainer:
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

    def session(self, pace: str) -> Led:
        """Make a session on the shipped exercises."""
        return Led(self, self._done(self._lead(pace)))

    def _done(self, doing: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(PATIENCE)

    async def _begin(self) -> Service:
        service = Service(self._url, passphrase=PASSPHRASE)
        away = await service.start()
        assert away is None, away
        return service

    async def _lead(self, pace: str) -> Asker:
        asker = Scene(self._service).anyone()
        asker.token = (await asker.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
        about = {"title": "Maandag", "exercises": SET, "flow": SET, "version": "1", "pace": pace}
        asker.session = (await asker.lead("create", **about))["session"]
        return asker


class Led:
    """A session that is led."""

    def __init__(self, trainer: Trainer, asker: Asker) -> None:
        self._trainer = trainer
        self._asker = asker

    @property
    def code(self) -> str:
        return str(self._asker.session["code"])

    def act(self, kind: str, **values: Any) -> None:
        self._trainer._done(self._asker.act(kind, **values))

    def delete(self) -> None:
        self._trainer._done(self._asker.lead("erase", session=self._asker.session["id"]))

    def events(self) -> list[dict[str, Any]]:
        """All that the store has of the session."""
        asked = self._asker.lead("watch", session=self._asker.session["id"], since="0")
        return list(self._trainer._done(asked)["events"])

    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.events()]

    def participant(self) -> str:
        """The id of who joined first."""
        return next(str(each["participant"]) for each in self.events() if each["kind"] == "joined")
