from __future__ import annotations

import itertools

from led_room import Room, in_room

from ssmflow.training.events import Event, event_data

THIRD = 1 / 3  # seconds


def push(room: Room, count: int = 1) -> None:
    """Tell the page of something new, so many times in a row."""
    event = Event("began", room.lead.session_id, "somebody", case="clerk")
    message = {"push": "events", "session": event.session, "events": [event_data(event)]}
    for _ in range(count):
        room.lead._heard(message)


def test_what_is_new_in_one_moment_is_drawn_once(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        await room.settled()
        before = room.lead.revision
        push(room, 50)
        await room.settled()
        # Its clock may have drawn it once more.
        assert room.lead.revision - before in (1, 2)

    in_room(url, scene)


def test_the_page_is_drawn_at_most_three_times_a_second(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        await room.settled()
        drawn: list[float] = []
        # When it began, for what is drawn before this is heard takes a while.
        room.lead.observe(lambda _: drawn.append(room.lead._drawn), "revision")
        for _ in range(4):
            push(room)
            await room.settled()
        assert len(drawn) >= 4
        gaps = [later - earlier for earlier, later in itertools.pairwise(drawn)]
        assert min(gaps) >= THIRD

    in_room(url, scene)
