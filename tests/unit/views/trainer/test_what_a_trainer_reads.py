from __future__ import annotations

from led_room import Room, in_room

from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.invitation import Invitation
from ssmflow.views.trainer.people import People


def test_a_session_is_told_with_its_pace_and_how_many_take_part(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        await room.participant("Ann")
        bob = await room.participant("Bob")
        await room.until(lambda _: room.shows(Bar)["about"] == "Samen · 2 deelnemers")
        room.lead.remove(bob.me)
        await room.settled()
        room.says(Bar, "leave", session=room.lead.session_id)
        await room.until(lambda lead: not lead.session_id and not lead.asked)
        assert room.shows(Hall)["sessions"][0]["about"] == "entry · Samen · 1 deelnemer · loopt"

    in_room(url, scene)


def test_what_follows_the_last_act_is_named_for_what_it_is(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.lead.look_at("board")
        assert room.shows(Controls)["next_label"] == "Naar de eerste casus"
        room.says(Controls, "open", case="clerk", minutes="")
        await room.settled()
        assert room.shows(Controls)["next_label"] == "Naar de volgende casus"

    in_room(url, scene)


def test_who_has_shown_names_is_told_so(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("people")
        hidden = room.shows(People)["help"]
        room.says(Bar, "names", shown="yes")
        assert room.shows(People)["help"] == room.lead.words["trainer_names_shown"] != hidden

    in_room(url, scene)


def test_nobody_is_invited_to_a_session_that_has_ended(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.says(Invitation, "seen_at", address="https://oefen.example/trainer")
        assert "svg" in room.shows(Invitation)["qr"]
        room.says(After, "end", session=room.lead.session_id)
        await room.settled()
        room.lead.look_at("invitation")
        shown = room.shows(Invitation)
        assert (shown["code"], shown["link"], shown["qr"]) == ("", "", "")
        assert shown["over"]

    in_room(url, scene)
