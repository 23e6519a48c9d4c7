from __future__ import annotations

from led_room import Room, in_room, walked

from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls


async def answered(room: Room) -> None:
    """Have somebody go astray in an open case of a session in step."""
    await room.session("step")
    room.lead.look_at("board")
    ann = await room.participant()
    room.says(Controls, "open", case="clerk", minutes="")
    await room.settled()
    await ann.until_told("opened")
    await room.did(ann, *walked("clerk", "role=guest"))


def test_in_step_the_board_keeps_what_is_right_to_itself_until_it_is_revealed(url: str) -> None:
    async def scene(room: Room) -> None:
        await answered(room)
        shown = room.shows(BoardView)["case"]
        assert shown["covered"]
        assert [(each["count"], each["right"]) for each in shown["outcomes"]] == [(1, "")]
        assert (shown["marks"], shown["turns"], shown["at_once"]) == ([], [], "")
        room.lead.choose("")
        assert all(each["marks"] == [] for each in room.shows(BoardView)["cases"])
        room.lead.choose("clerk")
        for act in ("close", "reveal"):
            room.says(Controls, act, case="clerk")
            await room.settled()
        shown = room.shows(BoardView)["case"]
        assert shown["covered"] == ""
        assert [each["right"] for each in shown["outcomes"]] == ["Juist", ""]
        assert len(shown["turns"]) == 1

    in_room(url, scene)


def test_a_trainer_may_look_before_and_only_at_the_case_that_is_shown(url: str) -> None:
    async def scene(room: Room) -> None:
        await answered(room)
        room.says(BoardView, "peek", case="lost")
        assert room.shows(BoardView)["case"]["covered"]
        room.says(BoardView, "peek", case="clerk")
        assert len(room.shows(BoardView)["case"]["turns"]) == 1
        room.lead.choose("lost")
        room.lead.choose("clerk")
        assert room.shows(BoardView)["case"]["covered"]

    in_room(url, scene)
