from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from asking import PATIENCE, Asker, Scene, events_in, play
from postgresql_server import PostgresqlServer

from ssmflow.training.events import Event
from ssmflow.training.recorder import MOST_WAITING, Recorder, State
from ssmflow.training.seat import Seat


class SeatLine:
    """A line straight to a seat."""

    def __init__(self, seat: Seat) -> None:
        self.ask_seat = seat.ask

    async def ask(self, do: str, **values: object) -> dict[str, object]:
        return await self.ask_seat({"do": do, **values})

    def listen(self, heard: Callable[[dict[str, object]], None]) -> None:
        raise NotImplementedError


class Recording:
    """A recorder, and all states that it has told."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.states: list[State] = []
        self.recorder = Recorder(SeatLine(asker.seat), asker.token, self._changed)

    def _changed(self) -> None:
        self.states.append(self.recorder.state)

    def record(self, walk: str = "") -> Event:
        event = self.asker.event("answered", walk=walk)
        self.recorder.record(event)
        return event

    async def until(self, state: State) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.recorder.state != state:
                await asyncio.sleep(0.01)


def test_what_is_recorded_is_first_waiting_then_kept(url: str) -> None:
    async def scene(of: Scene) -> None:
        ann = Recording(await of.participant((await of.trainer()).session))
        ann.record()
        assert (ann.recorder.state, ann.recorder.unrecorded) == ("waiting", 1)
        await ann.until("recorded")
        assert ann.recorder.unrecorded == 0

    play(url, scene)


def test_what_happens_while_postgresql_is_dead_is_kept_in_order_once_it_is_back(
    database_server: PostgresqlServer,
) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = Recording(await of.participant(trainer.session))
        ann.record("before=1")
        await ann.until("recorded")
        database_server.kill()
        try:
            for number in range(150):
                ann.record(f"during={number}")
            bob = of.anyone()
            code = trainer.session["code"]
            assert await bob.refused("join", code=code, nickname="Bob") == "unavailable"
            assert ann.recorder.unrecorded == 150
        finally:
            await asyncio.to_thread(database_server.start)
        await ann.until("recorded")
        ann.asker.heard.clear()
        await trainer.until_heard(lambda told: "during=149" in str(told))
        walks = [event["walk"] for event in events_in(trainer.heard, "answered")]
        assert walks == ["before=1", *[f"during={number}" for number in range(150)]]

    play(database_server.new_database(), scene)


def test_no_more_waits_than_memory_bears_and_that_is_told(
    database_server: PostgresqlServer,
) -> None:
    async def scene(of: Scene) -> None:
        ann = Recording(await of.participant((await of.trainer()).session))
        database_server.kill()
        try:
            for _ in range(MOST_WAITING + 1):
                ann.record()
            assert (ann.recorder.state, ann.recorder.unrecorded) == ("full", MOST_WAITING)
            ann.recorder.close()
        finally:
            await asyncio.to_thread(database_server.start)

    play(database_server.new_database(), scene)


def test_an_answer_after_the_close_is_told_as_late(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        ann = Recording(await of.participant(trainer.session))
        ann.record()
        await ann.until("closed")
        await trainer.act("opened", case="one")
        ann.record()
        await ann.until("recorded")

    play(file_url, scene)


def test_who_was_removed_records_nothing_more(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = Recording(await of.participant(trainer.session))
        await trainer.act("removed", participant=ann.asker.me)
        await ann.asker.until_heard(lambda message: message["push"] == "removed")
        ann.record()
        await ann.until("gone")
        ann.record()
        assert ann.recorder.unrecorded == 0

    play(file_url, scene)


@pytest.mark.parametrize("key", ["short", "x" * 33])
def test_an_event_that_is_refused_does_not_hold_up_the_others(file_url: str, key: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = Recording(await of.participant(trainer.session))
        ann.recorder.record(ann.asker.event("answered", walk="bad", key=key))
        ann.record("good")
        await ann.until("recorded")
        await trainer.until_told("answered")
        assert [event["walk"] for event in events_in(trainer.heard, "answered")] == ["good"]

    play(file_url, scene)
