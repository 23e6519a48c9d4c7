"""Who has not signed in leads nothing and sees nothing: not at the page, and not at the service."""

from __future__ import annotations

import pytest
from room_people import PASSPHRASE, SET, Trainer
from test_crafted_acts import parts
from training_room import TrainingRoom
from watching import until

from ssmflow.training.guard import token_hash
from ssmflow.training.requests import LEADING
from ssmflow.views.address import Address
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.door import Door

OF_TRAINERS = [part for part in parts() if part.__module__.startswith("ssmflow.views.trainer.")]


def values_of(room: TrainingRoom, participant: str) -> dict[str, str]:
    """What fits the session that there is, for every value that an act or a request takes."""
    return {
        "session": room.trainer.session,
        "participant": participant,
        "case": "els",
        "minutes": "5",
        "view": "people",
        "shown": "yes",
        "kind": "csv",
        "title": "Van een ander",
        "exercises": SET,
        "pace": "own",
    }


def say_all(crafty: Trainer, values: dict[str, str]) -> None:
    """Ask every part for every act that it has, but to sign in."""
    for part in OF_TRAINERS:
        for act, (_, names) in part.acts.items():
            if part is not Door:
                crafty.want(part, act, **{name: values.get(name, "x") for name in names})
    crafty.line.settle()
    crafty.look()


def shows_nothing(crafty: Trainer, room: TrainingRoom, *others: str) -> None:
    """Nothing of the session has come to this page since its line was opened."""
    secrets = [room.trainer.session, room.trainer.code, PASSPHRASE, *others]
    assert [secret for secret in secrets if secret in crafty.frames()] == []
    assert not crafty.told(Bar)["signed_in"]


def test_at_the_page_nothing_is_done_and_nothing_shown(room: TrainingRoom) -> None:
    room.participant("Wim van hiernaast")
    wim = room.trainer.until_listed("Wim van hiernaast")["id"]
    # At their own pace somebody who is in begins the first case by themselves.
    until(lambda: room.events(participant=wim, kind="began"), "no case is begun")
    before, crafty = room.events(), room.new_trainer()
    crafty.want(Address, "follow", fragment=f"#~session={room.trainer.session}&~view=people")
    say_all(crafty, values_of(room, wim))
    fragment = crafty.told(Address)["fragment"]
    assert room.trainer.session in fragment  # what the visitor has typed stays in their address
    frames = crafty.frames().replace(fragment, "")
    assert [told for told in (room.trainer.code, "Wim van hiernaast", wim) if told in frames] == []
    assert not crafty.told(Bar)["signed_in"]
    assert room.events() == before
    assert room.trainer.row("Wim van hiernaast")


@pytest.mark.parametrize("guess", ["", "x", "nearly", "its hash", "a participant's", "passphrase"])
def test_a_sign_in_that_is_guessed_is_none(room: TrainingRoom, guess: str) -> None:
    mine = room.trainer.sign_ins[-1]
    taking_part = room.service().asks(
        "join", code=room.trainer.code, nickname=f"Wim, {guess or 'niets'}"
    )
    told = {
        "nearly": mine[:-1] + ("A" if mine[-1] != "A" else "B"),
        "its hash": token_hash(mine),
        "a participant's": taking_part["token"],
        "passphrase": PASSPHRASE,
    }.get(guess, guess)
    before, crafty = room.events(), room.new_trainer()
    crafty.want(Door, "resume", token=told)
    say_all(crafty, values_of(room, taking_part["participant"]))
    shows_nothing(crafty, room, taking_part["participant"])
    assert room.events() == before


def test_who_signed_out_sees_and_leads_nothing_any_more(room: TrainingRoom) -> None:
    crafty = room.new_trainer()
    crafty.sign_in()
    (sign_in,) = crafty.sign_ins
    crafty.want(Bar, "out")
    crafty.until(lambda: not crafty.told(Bar)["signed_in"], "the trainer is not signed out")
    before = room.events()
    crafty.line.heard.clear()
    crafty.connect()
    crafty.look()
    crafty.want(Door, "resume", token=sign_in)
    say_all(crafty, values_of(room, "x"))
    shows_nothing(crafty, room)
    assert room.events() == before


@pytest.mark.parametrize("do", sorted(LEADING))
def test_the_service_answers_no_request_of_a_trainer_without_a_sign_in(
    room: TrainingRoom, do: str
) -> None:
    crafty, before = room.service(), room.events()
    own = crafty.asks("join", code=room.trainer.code, nickname=f"Wim die {do}")
    joined = room.events()
    values = {**values_of(room, own["participant"]), "since": "0", "until": "", "flow": SET}
    asked = {name: values.get(name, "1") for name in LEADING[do]}
    for sign_in in ("", "x", own["token"], token_hash(room.trainer.sign_ins[-1]), PASSPHRASE):
        assert crafty.refused(do, sign_in=sign_in, **asked) == "signed_out"
    assert crafty.refused(do, **asked) == "signed_out"
    assert crafty.refused(do, sign_in=["x"], **asked) == "malformed"
    assert len(joined) == len(before) + 1
    assert room.events() == joined
