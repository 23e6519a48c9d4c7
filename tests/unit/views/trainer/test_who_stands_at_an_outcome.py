"""Who stands at an outcome and has handed in nothing: they may not know that they are to."""

from __future__ import annotations

from led_room import Room, in_room, walked

from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.people import People


async def arrived(room: Room) -> None:
    """Have somebody come to an outcome of an open case, and hand in nothing."""
    ann = await room.opened_case()
    await room.did(ann, *walked("clerk", "role=guest")[:-1])


def doing(room: Room) -> str:
    room.lead.look_at("people")
    told: str = room.shows(People)["rows"][0]["cells"][0]
    room.lead.look_at("board")
    return told


def test_the_trainer_is_told_of_them_while_they_can_still_hand_in(url: str) -> None:
    async def scene(room: Room) -> None:
        await arrived(room)
        told = "Bij een uitkomst, maar nog niet ingediend: 1"
        assert room.shows(BoardView)["case"]["arrived"] == told
        assert doing(room) == "bij een uitkomst van 1. clerk, nog niet ingediend"

    in_room(url, scene)


def test_and_when_it_is_too_late(url: str) -> None:
    async def scene(room: Room) -> None:
        await arrived(room)
        room.says(Controls, "close", case="clerk")
        await room.settled()
        told = "Bij een uitkomst, maar niet ingediend: 1"
        assert room.shows(BoardView)["case"]["arrived"] == told
        assert doing(room) == "diende 1. clerk niet in"

    in_room(url, scene)


def test_nobody_is_told_of_who_has_handed_in_or_is_on_the_way(url: str) -> None:
    async def scene(room: Room) -> None:
        await arrived(room)
        ben = await room.participant("Ben")
        await room.did(ben, *walked("clerk", "role=clerk")[:-1])
        cas = await room.participant("Cas")
        await room.did(cas, *walked("clerk", "role=guest"))
        assert room.shows(BoardView)["case"]["arrived"].endswith(": 1")

    in_room(url, scene)
