from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from led_room import SET, Room, in_room, walked

from ssmflow.training.events import Event
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.door import Door
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.invitation import Invitation
from ssmflow.views.trainer.lead import VIEWS
from ssmflow.views.trainer.people import People


def test_a_session_is_made_from_a_set_and_named_after_it_where_it_has_no_name(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.sign_in()
        room.says(Hall, "create", title="  ", exercises=SET.id, pace="step")
        await room.until(lambda lead: lead.session_id)
        assert (room.lead.session["title"], room.lead.session["pace"]) == ("entry", "step")
        assert room.shows(Invitation)["shown"]
        assert room.lead.fragment == f"~session={room.lead.session_id}"

    in_room(url, scene)


def test_the_board_follows_everyone_to_the_last_answer(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("board")
        ann, bob = await room.participant("Ann"), await room.participant("Bob")
        await room.did(ann, *walked("clerk", "role=guest"))
        await room.did(bob, *walked("clerk", "role=clerk&badge=yes"))
        room.lead.choose("clerk")
        shown = room.shows(BoardView)
        assert [each["count"] for each in shown["numbers"]] == [2, 2, 2]
        assert [(each["count"], each["right"]) for each in shown["case"]["outcomes"]] == [
            (1, "Juiste uitkomst"),
            (1, ""),
        ]
        (turn,) = shown["case"]["turns"]
        assert (turn["taken"], turn["fits"], turn["quote"]) == ("guest", "clerk", "words on role")

    in_room(url, scene)


def test_what_happens_while_the_line_is_lost_is_there_once_it_is_back(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        ann = await room.participant()
        room.line.lose()
        await ann.did(*walked("clerk", "role=guest"))
        await room.caught_up()
        await room.until(lambda lead: not lead.lost)
        assert room.lead.board("clerk").finished == 1

    in_room(url, scene)


def test_in_step_a_case_is_opened_extended_closed_and_revealed(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.lead.look_at("board")
        room.lead.choose("clerk")
        assert room.shows(Controls)["may"]["open"]
        room.says(Controls, "open", case="clerk", minutes="2")
        await room.settled()
        opening = room.lead.standings.openings.cases["clerk"]  # type: ignore[union-attr]
        until = opening.until
        assert until
        assert room.shows(Controls)["left"] in range(110, 121)
        room.says(Controls, "extend", case="clerk", minutes="1")
        await room.settled()
        assert opening.until == until + timedelta(minutes=1)
        for _ in range(2):
            room.says(Controls, "close", case="clerk")
            await room.settled()
        assert room.shows(Controls)["may"] == {
            "open": False,
            "reopen": True,
            "extend": False,
            "close": False,
            "reveal": True,
        }
        room.says(Controls, "reveal", case="clerk")
        await room.settled()
        assert room.shows(Controls)["next"] == "lost"
        told = ["created", "opened", "extended", "closed", "revealed"]
        assert await room.kinds() == told

    in_room(url, scene)


def test_a_double_or_a_late_click_does_nothing(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.says(Controls, "open", case="clerk", minutes="")
        room.says(Controls, "open", case="clerk", minutes="")
        await room.settled()
        room.says(Controls, "open", case="clerk", minutes="")
        room.says(Controls, "open", case="lost", minutes="")
        room.says(Controls, "extend", case="lost", minutes="1")
        room.says(Controls, "reveal", case="clerk")
        room.says(Controls, "close", case="lost")
        await room.settled()
        assert await room.kinds() == ["created", "opened"]

    in_room(url, scene)


@pytest.mark.parametrize("minutes", ["0", "-1", "1.5", "61", "999", "een", " 2", "²"])
def test_a_time_that_is_none_opens_nothing(url: str, minutes: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.says(Controls, "open", case="clerk", minutes=minutes)
        await room.settled()
        assert await room.kinds() == ["created"]

    in_room(url, scene)


def test_at_ones_own_pace_no_case_is_opened_or_closed(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("own")
        for act, more in (("open", {"minutes": ""}), ("close", {}), ("reveal", {})):
            room.says(Controls, act, case="clerk", **more)
        await room.settled()
        assert await room.kinds() == ["created"]

    in_room(url, scene)


def test_names_are_hidden_until_they_are_asked_for(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        ann = await room.participant("Geheimpje")
        await room.did(ann, Event("began", "", case="clerk"))
        room.lead.standings.everyone[ann.me].cases["clerk"].ways_back = 9  # type: ignore[union-attr]
        for view in VIEWS:
            room.lead.look_at(view)
        assert "Geheimpje" not in " ".join(room.seen)
        room.says(Bar, "names", shown="yes")
        room.lead.look_at("board")
        assert room.shows(BoardView)["stuck"][0]["who"] == "Geheimpje"
        room.says(Bar, "names", shown="no")
        assert room.shows(BoardView)["stuck"][0]["who"] == "Deelnemer 1"

    in_room(url, scene)


def test_who_is_removed_counts_no_longer_and_can_do_nothing_more(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        ann, bob = await room.participant("Ann"), await room.participant("Bob")
        room.lead.look_at("people")
        for nobody in ("", "nobody", "Ann"):
            room.says(People, "remove", participant=nobody)
        await room.settled()
        room.says(People, "remove", participant=ann.me)
        await room.settled()
        assert [row["id"] for row in room.shows(People)["rows"]] == [bob.me]
        assert await room.kinds() == ["created", "joined", "joined", "removed"]
        assert await ann.refused("append", token=ann.token, events=[]) == "unknown_token"

    in_room(url, scene)


def test_a_session_is_ended_once_and_only_by_its_own_name(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.says(After, "end", session="another")
        room.says(After, "end", session=room.lead.session_id)
        room.says(After, "end", session=room.lead.session_id)
        await room.settled()
        assert (room.lead.ended, room.lead.view) == (True, "after")
        room.says(Controls, "open", case="clerk", minutes="")
        await room.settled()
        assert await room.kinds() == ["created", "ended"]

    in_room(url, scene)


def test_a_session_is_deleted_with_all_that_is_in_it(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        session = room.lead.session_id
        room.says(After, "erase", session="another")
        room.says(After, "erase", session=session)
        await room.until(lambda lead: not lead.session_id and not lead.asked)
        assert room.lead.notice == room.lead.words["trainer_erased"]
        assert (room.lead.sessions, room.lead.fragment) == ([], "")

    in_room(url, scene)


def test_what_is_deleted_while_something_is_still_asked_is_deleted_after_it(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.says(After, "end", session=room.lead.session_id)
        assert room.lead.asked
        room.says(After, "erase", session=room.lead.session_id)
        await room.until(lambda lead: not lead.session_id and not lead.asked)
        assert room.lead.notice == room.lead.words["trainer_erased"]

    in_room(url, scene)


def test_a_session_that_another_has_deleted_is_left(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        other = await Room(room.scene).sign_in()
        await other.lead.asks("erase", session=room.lead.session_id)
        await room.until(lambda lead: not lead.session_id)
        assert room.lead.notice == room.lead.words["trainer_session_gone"]
        other.lead.signed_in = False

    in_room(url, scene)


def test_someone_who_is_forgotten_is_gone_from_the_board(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        ann = await room.participant()
        await ann.ask("forget", token=ann.token)
        await room.until(lambda lead: lead.board("").joined == 0)

    in_room(url, scene)


def test_the_day_on_which_a_session_is_deleted_is_told(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("after")
        day = datetime.fromisoformat(room.lead.session["created"]) + timedelta(days=7)
        assert str(day.day) in room.shows(After)["deleted"]

    in_room(url, scene, keep=timedelta(days=7))


CRAFTED = [
    (Hall, "create", {"title": "x", "exercises": SET.id, "pace": "own"}),
    (Hall, "open", {"session": "x"}),
    (Bar, "look", {"view": "board"}),
    (Bar, "names", {"shown": "yes"}),
    (Bar, "leave", {"session": ""}),
    (Bar, "out", {}),
    (Bar, "stay", {}),
    (Controls, "choose", {"case": "clerk"}),
    (Controls, "open", {"case": "clerk", "minutes": ""}),
    (People, "remove", {"participant": ""}),
    (After, "end", {"session": ""}),
    (After, "erase", {"session": ""}),
    (After, "make", {"kind": "csv"}),
]


@pytest.mark.parametrize(("part", "act", "values"), CRAFTED, ids=lambda each: str(each))
def test_who_is_not_signed_in_can_do_nothing(
    url: str, part: type, act: str, values: dict[str, str]
) -> None:
    async def scene(room: Room) -> None:
        room.says(part, act, **values)
        assert not room.lead.asked
        assert (room.lead.session_id, room.lead.view, room.lead.names) == ("", "invitation", False)
        assert room.shows(Door)["shown"]

    in_room(url, scene)


def test_an_unsound_address_leads_to_something_that_is_there(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        session = room.lead.session_id
        room.lead.follow(f"#~session={session}&~view=geheim&~case=nergens&~lang=xx")
        assert (room.lead.view, room.lead.case, room.lead.language) == ("invitation", "", "nl")
        room.lead.follow(f"#~session={session}&~view=map&~case=lost&~lang=en")
        assert (room.lead.view, room.lead.case, room.lead.language) == ("map", "lost", "en")

    in_room(url, scene)
