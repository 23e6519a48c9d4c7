from __future__ import annotations

import asyncio

import pytest
from asking import PASSPHRASE, PATIENCE, Scene, play
from led_room import TRAINING, Room, in_room

from ssmflow.training.line import ServiceLine
from ssmflow.training.service import Service
from ssmflow.training.wire import Address
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.door import Door
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.lead import Lead

WRONG = "helemaal niet juist"


def test_the_passphrase_lets_in_and_a_wrong_one_is_told(url: str) -> None:
    async def scene(room: Room) -> None:
        room.says(Door, "sign_in", passphrase=WRONG)
        await room.until(lambda lead: lead.notice)
        assert room.lead.notice == room.lead.words["trainer_refused_wrong_passphrase"]
        assert not room.lead.signed_in
        room.says(Door, "sign_in", passphrase=PASSPHRASE)
        await room.until(lambda lead: lead.signed_in and not lead.asked)
        assert (room.shows(Door)["shown"], room.shows(Hall)["shown"]) == (False, True)
        assert room.lead.notice == ""

    in_room(url, scene)


def test_neither_a_passphrase_nor_what_shows_a_sign_in_stands_in_any_data(url: str) -> None:
    async def scene(room: Room) -> None:
        room.says(Door, "sign_in", passphrase=WRONG)
        await room.until(lambda lead: lead.notice)
        await room.session()
        seen = " ".join([*room.seen, room.lead.fragment])
        assert room.lead.session["code"] in seen.replace("-", "")
        assert all(secret not in seen for secret in (WRONG, PASSPHRASE, room.lead.token))

    in_room(url, scene)


def test_without_a_passphrase_it_is_told_how_to_set_one(url: str) -> None:
    async def whole() -> None:
        service = Service(url)
        await service.start()
        room = Room(Scene(service))
        room.says(Door, "sign_in", passphrase=WRONG)
        await room.until(lambda lead: lead.notice)
        assert "ssmflow serve --passphrase" in room.lead.notice
        await service.close()

    asyncio.run(whole())


def test_who_guesses_is_slowed_down_and_told_for_how_long(url: str) -> None:
    async def scene(room: Room) -> None:
        slow = room.lead.words["trainer_refused_slow_down"].split("{")[0]
        for _ in range(10):
            room.lead.notice = ""
            room.says(Door, "sign_in", passphrase=WRONG)
            await room.until(lambda lead: lead.notice and not lead.asked)
            if room.lead.notice.startswith(slow):
                return
        raise AssertionError(f"never slowed down: {room.lead.notice}")

    in_room(url, scene)


def test_a_service_that_is_away_is_told() -> None:
    async def whole() -> None:
        lead = Lead(TRAINING, lambda: ServiceLine(Address("key", "/nowhere/at/all")))
        lead.sign_in(PASSPHRASE)
        async with asyncio.timeout(PATIENCE):
            while not lead.notice:
                await asyncio.sleep(0.01)
        assert lead.notice == lead.words["trainer_refused_unavailable"]
        assert not lead.asked

    asyncio.run(whole())


def test_a_reload_brings_back_the_same_view_of_the_same_session(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.look_at("board")
        room.lead.choose("lost")
        other = Room(room.scene)
        other.lead.arrive(f"#{room.lead.fragment}")
        assert other.lead.fragment == room.lead.fragment
        other.says(Door, "resume", token=room.lead.token)
        await other.until(lambda lead: lead.session_id and not lead.asked)
        assert (other.lead.view, other.lead.case) == ("board", "lost")
        assert other.lead.fragment == room.lead.fragment
        other.lead.signed_in = False

    in_room(url, scene)


@pytest.mark.parametrize("token", ["", "verzonnen", "x" * 90])
def test_a_sign_in_that_is_none_opens_nothing(url: str, token: str) -> None:
    async def scene(room: Room) -> None:
        room.lead.arrive("#~session=abc")
        room.says(Door, "resume", token=token)
        await room.until(lambda lead: not lead.asked)
        assert (room.lead.signed_in, room.lead.session_id) == (False, "")
        assert bool(room.shows(Door)["why"]) is bool(token)

    in_room(url, scene)


def test_who_does_nothing_is_warned_and_then_signed_out_with_a_message(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        address, given = room.lead.fragment, room.lead.given
        room.lead._touched -= 3500
        room.lead.tick()
        assert (room.lead.leaving, room.lead.signed_in) == (True, True)
        room.lead.stay()
        assert not room.lead.leaving
        room.lead._touched -= 3700
        room.lead.tick()
        await room.until(lambda lead: not lead.signed_in and not lead.asked)
        assert room.shows(Door)["why"] == room.lead.words["trainer_refused_signed_out"]
        assert (room.lead.standings, room.lead.token, room.lead.sessions) == (None, "", [])
        # The browser is told to keep no sign-in, and the address still leads to the session.
        assert (room.lead.given, room.lead.fragment) == (given + 1, address)

    in_room(url, scene)


def test_a_sign_in_that_was_ended_elsewhere_is_told_at_the_next_act(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        await room.scene.anyone().ask("sign_out", sign_in=room.lead.token)
        room.lead.end(room.lead.session_id)
        await room.until(lambda lead: not lead.signed_in)
        assert room.lead.refusal == "signed_out"

    in_room(url, scene)


def test_who_signs_out_is_asked_for_the_passphrase_again(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        token = room.lead.token
        room.lead.sign_out()
        await room.until(lambda lead: not lead.signed_in and not lead.asked)
        assert (room.shows(Door)["shown"], room.shows(Door)["why"]) == (True, "")
        room.says(Door, "resume", token=token)
        await room.until(lambda lead: not lead.asked)
        assert not room.lead.signed_in

    in_room(url, scene)


def test_who_leaves_while_something_is_still_asked_has_left_after_it(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.follow("#~session=nergens")
        room.says(Bar, "leave", session=room.lead.session_id)
        assert room.lead.asked
        await room.until(lambda lead: not lead.session_id and not lead.asked)
        assert room.lead.signed_in

    in_room(url, scene)


def test_who_signs_out_while_something_is_still_asked_is_signed_out_after_it(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.says(Bar, "leave", session=room.lead.session_id)
        room.says(Bar, "out")
        await room.until(lambda lead: not lead.signed_in and not lead.asked)
        assert room.shows(Door)["why"] == ""
        await room.sign_in()
        assert room.shows(Hall)["shown"]

    in_room(url, scene)


def test_who_has_signed_out_is_not_told_of_a_way_that_they_took_meanwhile(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        room.lead.sign_out()
        room.lead.follow("#~session=nergens")
        await room.until(lambda lead: not lead.signed_in and not lead.asked)
        assert room.shows(Door)["why"] == ""

    in_room(url, scene)


def test_an_unknown_session_in_the_address_is_told(url: str) -> None:
    async def scene(of: Scene) -> None:
        room = Room(of)
        room.lead.arrive("#~session=nergens&~view=board")
        await room.sign_in()
        assert room.lead.notice == room.lead.words["trainer_refused_unknown_session"]
        assert room.lead.session_id == ""
        room.lead.signed_in = False

    play(url, scene)
