"""Who may come in, and who is sent away, when, and why."""

from __future__ import annotations

import asyncio
import json

import pytest

from ssmflow.serving.metrics import Metrics
from ssmflow.serving.room import Limits, Room

LIMITS = Limits(visitors=2, idle=100, arrival=10, absence=20)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Connected:
    closed = False

    def close(self) -> None:
        self.closed = True


class Rooms:
    """A room with a clock that stands still, and what it has ended."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.ended: list[str] = []
        self.metrics = Metrics()
        self.room = Room(LIMITS, self.end, self.metrics, self.clock)

    async def end(self, kernel_id: str) -> None:
        self.ended.append(kernel_id)

    def after(self, seconds: float) -> list[str]:
        """The kernels that are ended when somebody looks round after so long."""
        self.clock.now += seconds
        asyncio.run(self.room.look_round())
        ended, self.ended = self.ended, []
        return ended

    def let_in(self, kernel_id: str = "k") -> Connected:
        """A visitor whose page is there."""
        self.room.enter(kernel_id, "walk", "forked")
        self.room.hand_over(kernel_id)
        connection = Connected()
        self.room.connect(kernel_id, connection)
        return connection


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def test_as_many_may_come_in_as_there_are_places(rooms: Rooms) -> None:
    assert rooms.room.places == 2
    rooms.let_in("one")
    rooms.let_in("two")
    assert rooms.room.places == 0
    asyncio.run(rooms.room.leave("one", "left"))
    assert rooms.room.places == 1


def test_who_leaves_ends_their_kernel_and_no_other(rooms: Rooms) -> None:
    one, two = rooms.let_in("one"), rooms.let_in("two")
    asyncio.run(rooms.room.leave("one", "left"))
    assert rooms.ended == ["one"]
    assert (one.closed, two.closed) == (True, False)


def test_a_kernel_that_nobody_has_is_left_alone(rooms: Rooms) -> None:
    asyncio.run(rooms.room.leave("unknown", "left"))
    assert rooms.ended == []


def test_a_page_that_never_comes_up_is_given_up(rooms: Rooms) -> None:
    rooms.room.enter("k", "walk", "forked")
    rooms.room.hand_over("k")
    assert rooms.after(9) == []
    assert rooms.after(2) == ["k"]


def test_a_page_that_is_still_being_made_is_waited_for(rooms: Rooms) -> None:
    rooms.room.enter("k", "walk", "ordinary")
    assert rooms.after(1000) == []


def test_who_is_cut_off_may_come_back_for_a_while(rooms: Rooms) -> None:
    connection = rooms.let_in()
    rooms.room.disconnect("k", connection)
    assert rooms.after(15) == []
    rooms.room.connect("k", connection)
    assert rooms.after(30) == []
    rooms.room.disconnect("k", connection)
    assert rooms.after(21) == ["k"]


def test_a_second_connection_keeps_the_visit(rooms: Rooms) -> None:
    first = rooms.let_in()
    second = Connected()
    rooms.room.connect("k", second)
    rooms.room.disconnect("k", first)
    assert rooms.after(50) == []


def test_who_does_nothing_for_too_long_is_sent_away(rooms: Rooms) -> None:
    connection = rooms.let_in()
    assert rooms.after(99) == []
    rooms.room.hear("k")
    assert rooms.after(99) == []
    assert rooms.after(2) == ["k"]
    assert connection.closed


def test_a_silent_visitor_is_warned_in_time(rooms: Rooms) -> None:
    rooms.let_in()
    rooms.clock.now += 50
    assert rooms.room.warning("k") is None
    rooms.clock.now += 20
    assert rooms.room.warning("k") == 30
    rooms.room.hear("k")
    assert rooms.room.warning("k") is None
    assert rooms.room.warning("unknown") is None


def test_a_visit_is_one_line_of_the_log_without_the_kernel(
    rooms: Rooms, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "ssmflow.visits")
    rooms.room.enter("secret-kernel", "walk", "forked")
    rooms.room.hand_over("secret-kernel")
    rooms.clock.now += 0.25
    rooms.room.connect("secret-kernel", Connected())
    rooms.clock.now += 60
    asyncio.run(rooms.room.leave("secret-kernel", "left"))
    (line,) = caplog.messages
    assert json.loads(line) == {
        "event": "visit",
        "page": "walk",
        "kernel": "forked",
        "arrived_after": 0.25,
        "seconds": 60.25,
        "ended": "left",
    }


def test_visits_are_counted_by_how_they_ended(rooms: Rooms) -> None:
    rooms.let_in("one")
    rooms.let_in("two")
    asyncio.run(rooms.room.leave("one", "left"))
    asyncio.run(rooms.room.close())
    figures = rooms.metrics.text(memory=0).decode()
    assert 'ssmflow_visits_ended_total{why="left"} 1.0' in figures
    assert 'ssmflow_visits_ended_total{why="stopped"} 1.0' in figures


def test_a_kernel_is_for_who_has_the_secret_of_its_visit(rooms: Rooms) -> None:
    one, two = (rooms.room.enter(name, "walk", "forked") for name in ("one", "two"))
    assert rooms.room.fits("one", one)
    assert one != two
    wrong = (two, one[:-1], "", None, "\ud800", "é")
    assert not [key for key in wrong if rooms.room.fits("one", key)]
    asyncio.run(rooms.room.leave("one", "left"))
    assert not rooms.room.fits("one", one)
