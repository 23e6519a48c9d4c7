"""A trainer at their page, with a real service behind it, and people who take part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from asking import PASSPHRASE, PATIENCE, Asker, Scene, play
from attended import SeatLine
from small_sessions import small_flow, small_set

from ssmflow.formats.training import Training
from ssmflow.training.events import Event
from ssmflow.views.part import Part
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer_app import PARTS

FLOW, SET = small_flow(), small_set()
TRAINING = Training({FLOW.id: FLOW}, {SET.id: SET})


class Room:
    """A trainer's page and who takes part in its session."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.line = SeatLine(scene.service)
        self.lead = Lead(TRAINING, lambda: self.line)
        self.parts: dict[type, Part[Lead]] = {part: part(self.lead) for part in PARTS}
        self.seen: list[str] = []
        for part in self.parts.values():
            part.observe(lambda change: self.seen.append(repr(change["new"])), "data")

    async def until(self, holds: Callable[[Lead], object]) -> None:
        """Wait until something holds of the page."""
        async with asyncio.timeout(PATIENCE):
            while not holds(self.lead):
                await asyncio.sleep(0.01)

    async def settled(self) -> None:
        """Wait until all that the trainer did has come back and is drawn."""
        await self.until(lambda lead: not lead.acting and not lead._drawing)

    def says(self, part: type, act: str, **values: str) -> None:
        """Send what the browser would."""
        self.parts[part]._receive(None, {"act": act, **values}, [])

    def shows(self, part: type) -> dict[str, Any]:
        return dict(self.parts[part].data)

    async def sign_in(self) -> Room:
        self.lead.sign_in(PASSPHRASE)
        await self.until(lambda lead: lead.signed_in and not lead.asked)
        return self

    async def session(self, pace: str = "own") -> Room:
        await self.sign_in()
        self.lead.create("Maandag", SET.id, pace)
        await self.until(lambda lead: lead.session_id)
        await self.settled()
        return self

    async def participant(self, nickname: str = "Ann") -> Asker:
        """Have somebody join, and wait until the board knows."""
        one = await self.scene.participant(dict(self.lead.session), nickname)
        await self.until(lambda lead: lead.standings and one.me in lead.standings.everyone)
        return one

    async def opened_case(self) -> Asker:
        """Make a session in step, open the clerk's case, and have somebody take part who knows."""
        await self.session("step")
        self.lead.look_at("board")
        ann = await self.participant()
        self.says(Controls, "open", case="clerk", minutes="")
        await self.settled()
        await ann.until_told("opened")
        return ann

    async def did(self, one: Asker, *events: Event) -> None:
        """Have somebody do something, and wait until the board knows."""
        kept = await one.did(*events)
        assert kept["refused"] == {}, kept
        keys = {event.key for event in events}
        assert keys == {*kept["kept"]}
        await self.caught_up()

    async def caught_up(self) -> None:
        """Wait until the board knows all that the store has."""
        last = (await self.events())[-1]["seq"]
        await self.until(lambda lead: lead.standings and lead.standings.seq >= last)
        await self.settled()

    async def kinds(self) -> list[str]:
        """What has happened in the session, as the store has it."""
        return [event["kind"] for event in await self.events()]

    async def events(self) -> list[dict[str, Any]]:
        """The events of the session, as the store has them."""
        asker = self.scene.anyone()
        asker.token = self.lead.token
        told = await asker.lead("watch", session=self.lead.session_id, since="0")
        return list(told["events"])


def in_room(url: str, scene: Callable[[Room], Awaitable[None]], **how: Any) -> None:
    """Play a scene at a trainer's page."""

    async def whole(of: Scene) -> None:
        room = Room(of)
        await scene(room)
        # The clock of the page stops with the sign-in.
        room.lead.signed_in = False

    play(url, whole, **how)


def walked(case: str, text: str) -> list[Event]:
    """The events of a walk that is handed in."""
    parts = text.split("&")
    answered = [
        Event("answered", "", case=case, walk="&".join(parts[: place + 1]))
        for place in range(len(parts))
    ]
    return [Event("began", "", case=case), *answered, Event("marked", "", case=case, walk=text)]
