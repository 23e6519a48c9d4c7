"""A service that runs for a test, and who asks it: a trainer, participants, anyone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_data
from ssmflow.training.seat import Seat
from ssmflow.training.service import Service

PASSPHRASE = "vier gewone woorden samen"  # noqa: S105
PATIENCE = 60.0  # seconds


@dataclass
class Asker:
    """Somebody at a seat, with all that they were told."""

    seat: Seat
    heard: list[dict[str, Any]]
    token: str = ""
    me: str = ""
    session: dict[str, Any] = field(default_factory=dict)

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        return await self.seat.ask({"do": do, **values})

    async def refused(self, do: str, **values: Any) -> str:
        """Ask for what is refused, and return why."""
        try:
            answer = await self.ask(do, **values)
        except RefusedError as refused:
            return refused.code
        raise AssertionError(f"{do} was answered: {answer}")

    async def lead(self, do: str, **values: Any) -> dict[str, Any]:
        return await self.ask(do, sign_in=self.token, **values)

    async def act(self, kind: str, **values: Any) -> dict[str, Any]:
        return await self.lead("act", session=self.session["id"], kind=kind, **values)

    async def did(self, *events: Event) -> dict[str, Any]:
        """Have events kept."""
        return await self.ask("append", token=self.token, events=[*map(event_data, events)])

    def event(self, kind: Any, case: str = "one", **values: Any) -> Event:
        return Event(kind, self.session.get("id", ""), case=case, **values)

    async def until_heard(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until a message has come that fits."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for message in self.heard:
                    if fits(message):
                        return message
                await asyncio.sleep(0.01)

    async def until_told(self, kind: str) -> dict[str, Any]:
        """Wait until an event of a kind has come."""
        found = await self.until_heard(lambda message: bool(events_in([message], kind)))
        return events_in([found], kind)[0]


def events_in(messages: list[dict[str, Any]], kind: str = "") -> list[dict[str, Any]]:
    told = [event for message in messages for event in message.get("events", [])]
    return [event for event in told if kind in ("", event["kind"])]


@dataclass
class Scene:
    service: Service

    def anyone(self) -> Asker:
        heard: list[dict[str, Any]] = []
        return Asker(Seat(self.service, heard.append), heard)

    async def trainer(self, pace: str = "own") -> Asker:
        """Somebody who has signed in, made a session and watches it."""
        trainer = self.anyone()
        trainer.token = (await trainer.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
        about = {"title": "Maandag", "exercises": "cases", "flow": "parking", "version": "2"}
        trainer.session = (await trainer.lead("create", pace=pace, **about))["session"]
        await trainer.lead("watch", session=trainer.session["id"], since="0")
        return trainer

    async def participant(self, session: dict[str, Any], nickname: str = "Ann") -> Asker:
        one = self.anyone()
        joined = await one.ask("join", code=session["code"], nickname=nickname)
        one.token, one.me, one.session = joined["token"], joined["participant"], session
        return one


def play(url: str, scene: Callable[[Scene], Awaitable[None]], **how: Any) -> None:
    """Play a scene with a service that is there for it alone."""

    async def whole() -> None:
        service = Service(url, passphrase=PASSPHRASE, **how)
        away = await service.start()
        assert away is None, away
        try:
            await scene(Scene(service))
        finally:
            await service.close()

    asyncio.run(whole())
