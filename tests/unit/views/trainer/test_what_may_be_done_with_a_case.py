"""How the cases of a session in step stand, and what a trainer is offered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from led_room import Room, in_room, walked

from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.people import People

LONG_AGO = timedelta(minutes=-5)


async def opened(room: Room, case: str = "clerk", minutes: str = "") -> None:
    """Open a case in a session in step."""
    if not room.lead.session_id:
        await room.session("step")
        room.lead.look_at("board")
    room.says(Controls, "open", case=case, minutes=minutes)
    await room.settled()


def titles(room: Room) -> list[str]:
    return [each["title"] for each in room.shows(Controls)["cases"]]


def time_is_up(room: Room, case: str) -> None:
    """Let the time of a case have run out."""
    assert room.lead.standings
    opening = room.lead.standings.openings.cases[case]
    assert opening.until
    opening.opened += LONG_AGO
    opening.until += LONG_AGO
    room.lead.revision += 1


def offered(room: Room) -> set[str]:
    may: dict[str, Any] = room.shows(Controls)["may"]
    return {act for act, allowed in may.items() if allowed}


def test_a_case_without_a_limit_that_the_end_of_the_session_closed_has_not_run_out_of_time(
    url: str,
) -> None:
    async def scene(room: Room) -> None:
        await opened(room)
        room.says(After, "end", session=room.lead.session_id)
        await room.settled()
        room.lead.look_at("board")
        assert "1. clerk (gesloten)" in titles(room)

    in_room(url, scene)


def test_a_case_whose_time_ran_out_is_extended_and_not_opened_again_beside_that(url: str) -> None:
    async def scene(room: Room) -> None:
        await opened(room, minutes="2")
        time_is_up(room, "clerk")
        assert "1. clerk (gesloten, de tijd is om)" in titles(room)
        assert offered(room) == {"extend", "reveal"}

    in_room(url, scene)


def test_a_case_that_was_opened_without_a_limit_can_get_one(url: str) -> None:
    def labels(room: Room) -> list[str]:
        return [each["label"] for each in room.shows(Controls)["more"]]

    async def scene(room: Room) -> None:
        await opened(room)
        assert offered(room) == {"extend", "close"}
        assert room.shows(Controls)["left"] is None
        assert labels(room) == ["Sluit over 1 min", "Sluit over 2 min"]
        room.says(Controls, "extend", case="clerk", minutes="2")
        await room.settled()
        assert room.shows(Controls)["left"] in range(110, 121)
        assert labels(room) == ["+1 min", "+2 min"]

    in_room(url, scene)


def test_a_case_that_the_trainer_closed_gets_no_more_time(url: str) -> None:
    async def scene(room: Room) -> None:
        await opened(room)
        room.says(Controls, "close", case="clerk")
        await room.settled()
        room.says(Controls, "extend", case="clerk", minutes="2")
        await room.settled()
        assert await room.kinds() == ["created", "opened", "closed"]

    in_room(url, scene)


def test_a_case_whose_time_ran_out_before_another_was_opened_is_opened_again(url: str) -> None:
    async def scene(room: Room) -> None:
        await opened(room, minutes="2")
        time_is_up(room, "clerk")
        await opened(room, "lost")
        room.says(Controls, "close", case="lost")
        await room.settled()
        room.lead.choose("clerk")
        assert offered(room) == {"reopen", "reveal"}

    in_room(url, scene)


def test_from_any_case_a_way_leads_to_the_one_that_is_open(url: str) -> None:
    async def scene(room: Room) -> None:
        await opened(room)
        assert room.shows(Controls)["other"] == ""
        for elsewhere in ("lost", ""):
            room.lead.choose(elsewhere)
            assert room.shows(Controls)["other"] == "clerk"

    in_room(url, scene)


def test_who_ends_a_session_is_told_which_case_is_still_open(url: str) -> None:
    async def scene(room: Room) -> None:
        await opened(room)
        room.lead.look_at("after")
        assert "1. clerk" in room.shows(After)["open"]
        room.says(Controls, "close", case="clerk")
        await room.settled()
        assert room.shows(After)["open"] == ""

    in_room(url, scene)


def test_the_list_of_participants_tells_who_was_right_once_it_is_revealed(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        ann = await room.participant()
        await opened(room)
        await ann.until_told("opened")
        await room.did(ann, *walked("clerk", "role=clerk&badge=yes"))
        room.lead.look_at("people")
        assert room.shows(People)["rows"][0]["cells"][1:] == ["1 / 3", "\N{EN DASH}", "\N{EN DASH}"]
        for act in ("close", "reveal"):
            room.says(Controls, act, case="clerk")
            await room.settled()
        assert room.shows(People)["rows"][0]["cells"][1:] == ["1 / 3", "1", "4"]

    in_room(url, scene)


def test_a_bar_is_as_long_as_the_share_of_those_who_began(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        ann, bob = await room.participant("Ann"), await room.participant("Bob")
        await opened(room)
        for one, acts in ((ann, 1), (bob, 3)):
            await one.until_told("opened")
            await room.did(one, *walked("clerk", "role=guest")[:acts])
        room.lead.look_at("board")
        room.lead.choose("")
        clerk = room.shows(BoardView)["cases"][0]
        assert (clerk["handed_in"], clerk["begun"]) == (1, 2)

    in_room(url, scene)
