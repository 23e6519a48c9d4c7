"""One participant neither sees nor changes what another does, whatever their own page sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from room_people import Participant
from test_crafted_acts import parts
from training_room import TrainingRoom

from ssmflow.training.events import Event, event_data
from ssmflow.training.guard import new_code, token_hash
from ssmflow.views.address import Address
from ssmflow.views.trainer.people import People
from ssmflow.views.training.session_view import SessionView

LEADING = [part for part in parts() if part.__module__.startswith("ssmflow.views.trainer.")]
PRACTISING = [part for part in parts() if part.__module__.startswith("ssmflow.views.training.")]


@pytest.fixture(scope="module")
def vera(open_room: TrainingRoom) -> Iterator[Participant]:
    """Who does nothing but to take part, with what is recorded of that."""
    one = Participant(open_room.network, open_room.app, "/training")
    one.join(open_room.trainer.code, "Vera")
    one.hand_in()
    vera_id = open_room.trainer.until_listed("Vera")["id"]
    one.until(lambda: open_room.events(participant=vera_id, kind="marked"), "nothing is kept")
    trainer = open_room.trainer
    trainer.until(lambda: "1 / 10" in str(trainer.told(People)), "the board is late")
    yield one
    one.line.close()


@dataclass(frozen=True)
class Kept:
    """What a room keeps of somebody and of the trainer's acts, and what the board shows."""

    id: str
    row: dict[str, Any]
    events: list[tuple[Any, ...]]
    acts: list[tuple[Any, ...]]


def kept_of(room: TrainingRoom, nickname: str) -> Kept:
    row = room.trainer.until_listed(nickname)
    own = room.events(participant=row["id"])
    return Kept(row["id"], row, own, room.events(participant="", session=room.trainer.session))


def say(crafty: Participant, acts: list[type[Any]], values: dict[str, str], rest: str = "") -> None:
    """Ask every part of a page for every act of some parts, which need not be its own."""
    asked = {(act, names) for part in acts for act, (_, names) in part.acts.items()}
    for model, state in list(crafty.learn().items()):
        for act, names in sorted(asked) if state["_anywidget_id"] else ():
            content = {"act": act, **{name: values.get(name, rest) for name in names}}
            crafty.send(model, {"method": "custom", "content": content})
    crafty.line.settle()
    crafty.look()


def told_of(crafty: Participant, vera: Participant, kept: Kept) -> list[str]:
    """What came to a browser that is another participant's."""
    secrets = ["Vera", kept.id, vera.token, token_hash(vera.token)]
    return [secret for secret in secrets if secret in crafty.frames()]


def test_there_are_acts_of_the_trainer_to_try() -> None:
    assert sum(len(part.acts) for part in LEADING) > 15
    assert sum(len(part.acts) for part in PRACTISING) > 15


def test_the_acts_of_the_trainer_do_nothing_at_the_page_of_a_participant(
    room: TrainingRoom, vera: Participant
) -> None:
    before, crafty = kept_of(room, "Vera"), room.participant("Karel")
    values = {"session": room.trainer.session, "participant": before.id, "case": "els"}
    say(crafty, LEADING, {**values, "minutes": "5", "view": "people", "shown": "yes"})
    assert told_of(crafty, vera, before) == []
    assert kept_of(room, "Vera") == before


@pytest.mark.parametrize("which", ["participant", "session", "nickname", "code"])
def test_what_names_another_does_nothing_to_them(
    room: TrainingRoom, vera: Participant, which: str
) -> None:
    before, crafty = kept_of(room, "Vera"), room.participant(f"Karel {which}")
    trainer = room.trainer
    names = {"participant": before.id, "session": trainer.session, "nickname": "Vera"}
    crafty.hand_in()
    say(crafty, PRACTISING, {}, {**names, "code": trainer.code}[which])
    assert told_of(crafty, vera, before) == []
    assert kept_of(room, "Vera") == before


def guesses(vera: Participant, kept: Kept, room: TrainingRoom) -> dict[str, str]:
    near = vera.token[:-1] + ("A" if vera.token[-1] != "A" else "B")
    return {
        "nearly": near,
        "shorter": vera.token[:-1],
        "in capitals": vera.token.swapcase(),
        "with a space": f" {vera.token}",
        "its hash": token_hash(vera.token),
        "an id": kept.id,
        "a session": room.trainer.session,
        "a code": room.trainer.code,
        "a sign-in": room.trainer.sign_ins[-1],
        "a pattern": "%",
        "SQL": "' OR 1=1 --",
        "an end": f"{vera.token}\x00",
    }


def who_guesses(room: TrainingRoom, told: str, guess: str) -> Participant:
    """Somebody who comes with a token that is not theirs, and has been answered."""
    crafty = room.anyone()
    crafty.knock(room.trainer.code)
    crafty.want(SessionView, "resume", code=room.trainer.code, token=guess)
    crafty.until(lambda: crafty.form is None or crafty.refused, f"{told} is not answered")
    return crafty


def test_a_token_that_is_guessed_lets_nobody_in(room: TrainingRoom, vera: Participant) -> None:
    kept = kept_of(room, "Vera")
    for told, guess in guesses(vera, kept, room).items():
        crafty = who_guesses(room, told, guess)
        assert not crafty.is_in, told
        assert told_of(crafty, vera, kept) == []
        crafty.line.close()


def test_an_address_that_is_the_trainers_shows_nothing_to_a_participant(
    room: TrainingRoom, vera: Participant
) -> None:
    kept, crafty = kept_of(room, "Vera"), room.participant("Karel aan het adres")
    for place in (f"#~session={room.trainer.session}&~view=people", f"#~join={kept.id}"):
        crafty.want(Address, "follow", fragment=place)
        crafty.line.settle()
        crafty.look()
    assert told_of(crafty, vera, kept) == []
    assert kept_of(room, "Vera") == kept


def seconds_to_wait(told: str) -> int:
    found = re.search(r"(\d+) sec", told)
    return int(found[1]) if found else 0


def test_who_guesses_codes_soon_has_to_wait_and_nobody_else(room: TrainingRoom) -> None:
    crafty = room.anyone()
    # Each wait is twice the one before; this one is long enough for what follows.
    while seconds_to_wait(crafty.refused) < 8:
        crafty.knock(new_code())
        assert not crafty.ask_in("Raad")
    # Also the right one is no longer tried.
    crafty.knock(room.trainer.code)
    assert not crafty.ask_in("Raad")
    assert room.participant("Nieuw").is_in


def test_a_session_is_known_by_nothing_but_its_code(room: TrainingRoom) -> None:
    crafty = room.anyone()
    for code in (room.trainer.session, room.trainer.code[:6], "_______"):
        crafty.knock(code)
        assert not crafty.ask_in("Raad")
    assert room.trainer.row("Raad") is None


def test_the_service_keeps_events_for_none_but_the_one_whose_token_comes_with_them(
    room: TrainingRoom, vera: Participant
) -> None:
    kept, crafty = kept_of(room, "Vera"), room.service()
    assert vera.is_in
    own = crafty.asks("join", code=room.trainer.code, nickname="Karel zelf")
    event = event_data(Event("marked", room.trainer.session, kept.id, case="els", walk="role=x"))
    crafty.asks("append", token=own["token"], events=[event])
    assert crafty.refused("append", token=kept.id, events=[event]) == "unknown_token"
    assert len(room.events(participant=own["participant"], kind="marked")) == 1
    assert kept_of(room, "Vera") == kept
    pushed = str(crafty.heard)
    assert [secret for secret in ("Vera", kept.id) if secret in pushed] == []
