"""What comes to a browser, in every frame: nothing of another participant, and no secret."""

from __future__ import annotations

from room_people import PASSPHRASE, Participant
from training_room import TrainingRoom

from ssmflow.training.guard import token_hash
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.people import People
from ssmflow.views.trainer.session_map import SessionMap
from ssmflow.views.training.top import TopView


def secrets_of(room: TrainingRoom) -> list[str]:
    """What is the trainer's alone."""
    sign_ins = room.trainer.sign_ins
    return [PASSPHRASE, *sign_ins, *map(token_hash, sign_ins)]


def others(room: TrainingRoom, one: Participant, names: dict[str, Participant]) -> list[str]:
    """What is another participant's, and what came of it to this one's browser."""
    found = []
    for name, other in names.items():
        row = room.trainer.until_listed(name)
        if other is not one:
            found += [name, row["id"], other.token, token_hash(other.token)]
    frames = one.frames()
    return [secret for secret in (*found, *secrets_of(room)) if secret in frames]


def test_a_participant_is_told_nothing_of_another_at_their_own_pace(room: TrainingRoom) -> None:
    names = {name: room.participant(name) for name in ("Griet-Oda", "Zeno-Lode", "Ysolde")}
    for one in names.values():
        one.hand_in()
    room.trainer.look_at("board", BoardView)
    gone = room.trainer.until_listed("Ysolde")["id"]
    room.trainer.want(People, "remove", participant=gone)
    out = names.pop("Ysolde")
    out.until(lambda: not out.is_in, "the trainer's act does not come")
    for one in names.values():
        one.look()
        assert others(room, one, names) == []
        assert [told for told in ("Ysolde", gone, out.token) if told in one.frames()] == []


def test_a_participant_is_told_nothing_of_another_in_step(room: TrainingRoom) -> None:
    leading = room.new_trainer()
    leading.sign_in()
    leading.create(title="Samen", pace="step")
    one, other = (room.anyone() for _ in range(2))
    for each, name in ((one, "Pol-Arend"), (other, "Lut-Bea")):
        each.knock(leading.code)
        assert each.ask_in(name)
    leading.look_at("board", BoardView)
    leading.want(Controls, "open", case="els", minutes="5")
    for each in (one, other):
        each.until_at("case")
        each.hand_in()
    leading.want(Controls, "close", case="els")
    leading.until(lambda: leading.told(Controls)["may"]["reveal"], "the case is not closed")
    leading.want(Controls, "reveal", case="els")
    one.until(lambda: "revealed" in str(room.events(session=leading.session)), "not revealed")
    one.line.settle()
    one.look()
    row = leading.until_listed("Lut-Bea")
    told = ["Lut-Bea", row["id"], *leading.sign_ins, *secrets_of(room)]
    assert [secret for secret in told if secret in one.frames()] == []
    assert one.told(TopView)


def test_the_trainer_is_told_no_token_and_no_passphrase(room: TrainingRoom) -> None:
    names = {name: room.participant(name) for name in ("Dirk-Jan", "Mia-Rosa")}
    for one in names.values():
        one.hand_in()
    trainer = room.trainer
    views = {"board": BoardView, "map": SessionMap, "people": People, "after": After}
    for view, part in views.items():
        trainer.look_at(view, part)
    trainer.look()
    frames = trainer.frames()
    assert "Dirk-Jan" in frames or trainer.until_listed("Dirk-Jan")
    tokens = [token for one in names.values() for token in (one.token, token_hash(one.token))]
    kept = [*map(token_hash, trainer.sign_ins), PASSPHRASE, "argon2"]
    assert [secret for secret in (*tokens, *kept) if secret in frames] == []
    # Its own sign-in comes to the browser once, to be kept there, and stands in no data.
    assert trainer.sign_ins[-1] not in str(trainer.learn())
