from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest
from asking import PASSPHRASE, PATIENCE, Asker, Scene, events_in, play

from ssmflow.training import lead_requests, service
from ssmflow.training.attempts import FREE
from ssmflow.training.events import Event, event_data
from ssmflow.training.passphrase import passphrase_fits, passphrase_hash
from ssmflow.training.requests import LEADING
from ssmflow.training.service import Service
from ssmflow.training.store import Store, open_store

IDLE = timedelta(minutes=20)
WRONG = "raden maar"
OTHER = "heel andere woorden"


def test_only_a_hash_of_the_passphrase_is_kept(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        kept = await of.service.run(Store.passphrase_hash)
        assert kept is not None
        assert kept.startswith("$argon2id$")
        assert PASSPHRASE not in kept
        assert passphrase_fits(kept, PASSPHRASE)

    play(file_url, scene)


@pytest.mark.parametrize("passphrase", ["", "kort", "x" * 201])
def test_a_passphrase_that_is_too_short_or_too_long_is_refused(passphrase: str) -> None:
    with pytest.raises(ValueError, match="10 to 200 characters"):
        passphrase_hash(passphrase)


@pytest.mark.usefixtures("no_time_passes")
def test_who_does_not_know_the_passphrase_soon_has_to_wait(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        guesser = of.anyone()
        for guess in ("", PASSPHRASE.upper(), PASSPHRASE + " ", *["raden"] * (FREE - 3)):
            assert await guesser.refused("sign_in", passphrase=guess) == "wrong_passphrase"
        assert await guesser.refused("sign_in", passphrase=PASSPHRASE) == "slow_down"

    play(file_url, scene)


@pytest.mark.usefixtures("no_time_passes")
def test_guesses_from_many_pages_are_counted_together(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        codes = [await of.anyone().refused("sign_in", passphrase=WRONG) for _ in range(25)]
        assert codes == ["wrong_passphrase"] * 20 + ["slow_down"] * 5

    play(file_url, scene)


def test_nobody_signs_in_where_no_passphrase_was_set(file_url: str) -> None:
    async def whole() -> None:
        service = Service(file_url)
        await service.start()
        try:
            anyone = Scene(service).anyone()
            assert await anyone.refused("sign_in", passphrase="") == "no_passphrase"
            assert await anyone.refused("sign_in", passphrase=WRONG) == "no_passphrase"
        finally:
            await service.close()

    asyncio.run(whole())


@pytest.mark.parametrize("do", LEADING)
def test_nothing_of_a_trainer_is_done_for_who_is_not_signed_in(file_url: str, do: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        values = dict.fromkeys(LEADING[do], "")
        values |= {"session": trainer.session["id"], "kind": "ended"}
        for token in ("", "x" * 32, ann.token, trainer.session["code"]):
            assert await ann.refused(do, sign_in=token, **values) == "signed_out"
        assert (await trainer.lead("sessions"))["sessions"][0]["ended"] is None

    play(file_url, scene)


class Later(datetime):
    """A clock that shows the time after a trainer has done nothing for long."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + IDLE


def test_a_trainer_who_does_nothing_for_long_is_signed_out(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        of.service.look_for_idle()
        assert of.service.sign_ins
        for module in (lead_requests, service):
            monkeypatch.setattr(module, "datetime", Later)
        of.service.look_for_idle()
        assert not of.service.sign_ins
        await trainer.until_heard(lambda message: message["push"] == "signed_out")
        assert await trainer.refused("sessions", sign_in=trainer.token) == "signed_out"
        ann = await of.participant(trainer.session)
        await ann.did(ann.event("answered"))
        back = await ann.ask("resume", token=ann.token)
        assert [event["kind"] for event in back["events"]] == ["joined", "answered"]
        assert events_in(trainer.heard, "answered") == []

    play(file_url, scene, idle=IDLE)


def test_a_trainer_signs_out(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        await trainer.lead("sign_out")
        assert await trainer.refused("sessions", sign_in=trainer.token) == "signed_out"

    play(url, scene)


def test_a_sign_in_outlives_the_server(url: str) -> None:
    tokens: list[str] = []

    async def before(of: Scene) -> None:
        tokens.append((await of.trainer()).token)

    async def after(of: Scene) -> None:
        answer = await of.anyone().ask("sessions", sign_in=tokens[0])
        assert len(answer["sessions"]) == 1

    play(url, before)
    play(url, after)


def test_another_passphrase_signs_everybody_out(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        token = (await of.trainer()).token
        other = Service(file_url, passphrase=OTHER)
        await other.start()
        await other.close()
        newcomer = of.anyone()
        assert await newcomer.refused("sign_in", passphrase=PASSPHRASE) == "wrong_passphrase"
        assert await newcomer.refused("sessions", sign_in=token) == "signed_out"

    play(file_url, scene)


def test_the_list_of_sessions_counts_who_takes_part_in_each_and_not_who_was_removed(
    url: str,
) -> None:
    async def scene(of: Scene) -> None:
        trainer, other = await of.trainer(), await of.trainer()
        people = [await of.participant(trainer.session, name) for name in ("Ann", "Bob", "Cis")]
        await of.participant(other.session)
        await of.trainer()
        await trainer.act("removed", participant=people[0].me)
        await people[1].ask("forget", token=people[1].token)
        counted = (await trainer.lead("sessions"))["participants"]
        assert counted == {trainer.session["id"]: 1, other.session["id"]: 1}

    play(url, scene)


def test_who_is_removed_is_told_and_does_nothing_more(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        bob = await of.participant(trainer.session, "Bob")
        await trainer.act("removed", participant=ann.me)
        await ann.until_heard(lambda message: message["push"] == "removed")
        events = [ann.event("answered")]
        assert await refused_to_append(ann, events) == "unknown_token"
        assert await ann.refused("resume", token=ann.token) == "unknown_token"
        assert (await bob.did(bob.event("answered")))["kept"]
        assert not any(message["push"] == "removed" for message in bob.heard)

    play(url, scene)


async def refused_to_append(asker: Asker, events: list[Event]) -> str:
    data = [event_data(event) for event in events]
    return await asker.refused("append", token=asker.token, events=data)


def test_nobody_is_removed_from_another_session(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant((await of.trainer()).session)
        values = {"session": trainer.session["id"], "kind": "removed", "participant": ann.me}
        assert await trainer.refused("act", sign_in=trainer.token, **values) == "malformed"
        assert (await ann.did(ann.event("answered")))["kept"]

    play(file_url, scene)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "opened"},
        {"kind": "opened", "case": "one", "participant": "p"},
        {"kind": "opened", "case": "one", "until": "soon"},
        {"kind": "extended", "case": "one"},
        {"kind": "removed"},
        {"kind": "ended", "case": "one"},
        {"kind": "answered", "case": "one"},
        {"kind": "erased"},
    ],
)
def test_an_act_that_lacks_what_it_is_about_is_refused(
    file_url: str, values: dict[str, str]
) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        asked = {"sign_in": trainer.token, "session": trainer.session["id"], **values}
        assert await trainer.refused("act", **asked) == "malformed"

    play(file_url, scene)


def test_after_the_end_nothing_is_kept_any_more(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        before = ann.event("answered")
        await trainer.act("ended")
        after = ann.event("answered")
        told = await ann.did(before, after)
        assert (told["kept"], told["refused"]) == ([before.key], {after.key: "closed"})
        values = {"session": trainer.session["id"], "kind": "opened", "case": "one"}
        assert await trainer.refused("act", sign_in=trainer.token, **values) == "session_ended"

    play(url, scene)


def test_a_session_that_is_deleted_is_gone_for_everybody(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        await trainer.lead("erase", session=trainer.session["id"])
        await ann.until_heard(lambda message: message["push"] == "gone")
        await trainer.until_heard(lambda message: message["push"] == "gone")
        assert await ann.refused("resume", token=ann.token) == "unknown_token"
        assert (await trainer.lead("sessions"))["sessions"] == []

    play(url, scene)


def test_sessions_are_deleted_when_their_time_is_over(url: str) -> None:
    async def before(of: Scene) -> None:
        trainer = await of.trainer()
        await of.participant(trainer.session)

    async def after(of: Scene) -> None:
        async with asyncio.timeout(PATIENCE):
            while await of.service.run(Store.sessions):
                await asyncio.sleep(0.01)

    play(url, before)
    play(url, after, keep=timedelta(milliseconds=1))
    store = open_store(url)
    assert store.sessions() == []
    store.close()


def test_a_board_that_was_away_is_told_what_it_missed(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        joined = await trainer.until_told("joined")
        trainer.seat.leave()
        await ann.did(ann.event("began"), ann.event("answered"))
        trainer.heard.clear()
        values = {"session": trainer.session["id"], "since": str(joined["seq"])}
        missed = await trainer.lead("watch", **values)
        await ann.did(ann.event("marked"))
        await trainer.until_told("marked")
        told = [*missed["events"], *events_in(trainer.heard)]
        assert [event["kind"] for event in told] == ["began", "answered", "marked"]

    play(url, scene)
