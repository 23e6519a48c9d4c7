from __future__ import annotations

from led_room import Room, in_room, walked

from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.people import People
from ssmflow.views.trainer.session_map import SessionMap

ROAD = [("1\N{NO-BREAK SPACE}· role", "clerk"), ("2\N{NO-BREAK SPACE}· badge", "yes")]


async def answered(room: Room) -> None:
    """Have somebody go astray in an open case of a session in step."""
    ann = await room.opened_case()
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
        assert [each["right"] for each in shown["outcomes"]] == ["Juiste uitkomst", ""]
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


def right_road(room: Room) -> list[tuple[str, str]]:
    answer = room.shows(BoardView)["answer"]
    return [(each["question"], each["answer"]) for each in answer["road"]] if answer else []


def test_what_is_revealed_is_told_in_full_also_where_nobody_handed_in(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.lead.look_at("board")
        for act, more in (("open", {"minutes": ""}), ("close", {}), ("reveal", {})):
            assert right_road(room) == []
            room.says(Controls, act, case="clerk", **more)
            await room.settled()
        assert right_road(room) == ROAD
        answer = room.shows(BoardView)["answer"]
        assert answer["outcome"].endswith("door")
        assert answer["road"][0]["quote"] == "words on role"
        assert "because of clerk" in answer["explanation"]
        assert room.shows(BoardView)["case"]["nobody"] == "Niemand diende in."

    in_room(url, scene)


def test_at_ones_own_pace_the_answer_is_shown_to_who_asks_for_it_and_hidden_again(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("board")
        room.lead.choose("clerk")
        assert right_road(room) == []
        room.says(BoardView, "peek", case="clerk")
        assert right_road(room) == ROAD
        room.says(BoardView, "cover", case="lost")
        assert right_road(room) == ROAD
        room.says(BoardView, "cover", case="clerk")
        assert right_road(room) == []

    in_room(url, scene)


def test_the_map_marks_the_right_road_only_once_it_may_be_seen(url: str) -> None:
    async def scene(room: Room) -> None:
        await answered(room)
        room.lead.look_at("map")
        assert "ssmflow-road" not in room.shows(SessionMap)["svg"]
        assert (room.shows(SessionMap)["road"], room.shows(SessionMap)["act"]) == ([], "peek")
        for act in ("close", "reveal"):
            room.says(Controls, act, case="clerk")
            await room.settled()
        shown = room.shows(SessionMap)
        # Two lines, and three boxes that they join.
        assert shown["svg"].count("ssmflow-road") == 5
        assert (len(shown["road"]), shown["act"]) == (3, "")

    in_room(url, scene)


def test_the_bar_of_the_right_outcome_tells_who_came_there_by_a_wrong_road(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("board")
        ann, bob = await room.participant("Ann"), await room.participant("Bob")
        await room.did(ann, *walked("lost", "role=guest"))
        await room.did(bob, *walked("lost", "role=clerk&badge=no"))
        room.lead.choose("lost")
        (right,) = room.shows(BoardView)["case"]["outcomes"]
        assert right["parts"] == [{"mark": "right", "count": 1}, {"mark": "ground", "count": 1}]

    in_room(url, scene)


def labels(room: Room) -> list[str]:
    return [each["label"] for each in room.shows(BoardView)["numbers"]]


def test_a_case_that_nobody_began_has_no_share_of_nothing(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("board")
        told = {each["told"] for each in room.shows(BoardView)["cases"]}
        assert told == {"niemand begon"}

    in_room(url, scene)


def test_a_case_that_is_not_opened_is_told_so_and_one_that_is_over_is_not_being_done(
    url: str,
) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.lead.look_at("board")
        ann = await room.participant()
        room.says(Controls, "open", case="clerk", minutes="")
        await room.settled()
        await ann.until_told("opened")
        await room.did(ann, walked("clerk", "role=guest")[0])
        room.lead.choose("")
        told = {each["title"]: each["told"] for each in room.shows(BoardView)["cases"]}
        assert told["1. clerk"] == "0 van 1 antwoordden"
        assert told["2. lost"] == "nog niet geopend"
        assert labels(room) == ["Deelnemers", "Begonnen", "Klaar met alles"]
        room.lead.choose("clerk")
        assert labels(room) == ["Deelnemers", "Casus voor zich", "Klaar"]
        room.lead.look_at("people")
        assert room.shows(People)["rows"][0]["cells"][0] == "bezig met 1. clerk"
        room.says(Controls, "close", case="clerk")
        await room.settled()
        assert room.shows(People)["rows"][0]["cells"][0] == "diende 1. clerk niet in"

    in_room(url, scene)
