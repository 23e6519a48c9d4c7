from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asking import Scene, events_in, play

from ssmflow.training.events import event_data
from ssmflow.training.store import open_store


def test_what_is_confirmed_is_in_the_store(url: str) -> None:
    kept: list[Any] = []

    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        answered = ann.event("answered", step="resident", choice="ja", walk="resident=ja")
        told = await ann.did(answered)
        assert told == {"kept": [answered.key], "refused": {}}
        kept.extend([trainer.session["id"], ann.me, answered.key])

    play(url, scene)
    session, me, key = kept
    store = open_store(url)
    found = [event for event in store.events_of(session, me) if event.key == key]
    store.close()
    assert [(one.step, one.choice, one.walk, one.flow) for one in found] == [
        ("resident", "ja", "resident=ja", "parking")
    ]


def test_the_trainer_hears_everything_once_and_in_order(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        people = [await of.participant(trainer.session, f"P{number}") for number in range(5)]
        for number in range(8):
            for one in people:
                await one.did(one.event("answered", walk=f"{one.me}={number}"))
        await people[0].did(people[0].event("marked"))
        await trainer.until_told("marked")
        seqs = [event["seq"] for event in events_in(trainer.heard)]
        assert seqs == sorted(set(seqs))
        walks = [event["walk"] for event in events_in(trainer.heard, "answered")]
        expected = [f"{one.me}={number}" for number in range(8) for one in people]
        assert walks == expected

    play(url, scene)


def test_an_event_that_is_sent_again_counts_once(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        event = ann.event("answered")
        assert (await ann.did(event, event))["kept"]
        assert (await ann.did(event))["kept"] == [event.key]
        await ann.did(ann.event("marked"))
        await trainer.until_told("marked")
        assert len(events_in(trainer.heard, "answered")) == 1

    play(url, scene)


def test_whose_event_it_is_only_the_token_decides(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        other = await of.trainer()
        ann = await of.participant(trainer.session, "Ann")
        bob = await of.participant(trainer.session, "Bob")
        forged = replace(
            bob.event("answered"), participant=ann.me, session=other.session["id"], flow="other"
        )
        await bob.did(forged)
        told = await trainer.until_told("answered")
        assert (told["participant"], told["session"]) == (bob.me, trainer.session["id"])
        assert told["flow"] == "parking"

    play(url, scene)


def test_who_has_no_token_of_a_participant_changes_nothing(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        events = [event_data(ann.event("answered"))]
        for token in ("", "x" * 32, ann.me, trainer.session["id"], trainer.token):
            thief = of.anyone()
            assert await thief.refused("append", token=token, events=events) == "unknown_token"
            assert await thief.refused("resume", token=token) == "unknown_token"
            assert await thief.refused("forget", token=token) == "unknown_token"

    play(url, scene)


@pytest.mark.parametrize("kind", ["opened", "closed", "removed", "ended", "created", "joined"])
def test_a_participant_does_not_do_what_is_the_trainers(file_url: str, kind: str) -> None:
    async def scene(of: Scene) -> None:
        ann = await of.participant((await of.trainer()).session)
        events = [event_data(ann.event("answered")) | {"kind": kind}]
        assert await ann.refused("append", token=ann.token, events=events) == "malformed"

    play(file_url, scene)


def test_who_comes_back_finds_all_that_they_did(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        ann = await of.participant(trainer.session)
        bob = await of.participant(trainer.session, "Bob")
        await trainer.act("opened", case="one")
        await ann.did(ann.event("began"), ann.event("answered", walk="a=b"))
        await bob.did(bob.event("answered", walk="c=d"))
        back = await of.anyone().ask("resume", token=ann.token)
        assert [event["kind"] for event in back["events"]] == ["joined", "began", "answered"]
        assert [event["kind"] for event in back["acts"]] == ["created", "opened"]
        assert "Bob" not in str(back)
        assert bob.me not in str(back)

    play(url, scene)


def test_in_step_an_answer_counts_while_its_case_is_open(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        ann = await of.participant(trainer.session)
        early = ann.event("answered")
        assert (await ann.did(early))["refused"] == {early.key: "closed"}
        await trainer.act("opened", case="one")
        in_time = ann.event("answered")
        await trainer.act("closed", case="one")
        late = ann.event("answered")
        told = await ann.did(in_time, late)
        assert told == {"kept": [in_time.key], "refused": {late.key: "closed"}}

    play(url, scene)


def test_a_case_closes_by_itself_when_its_time_is_over(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        ann = await of.participant(trainer.session)
        over = datetime.now(UTC) + timedelta(milliseconds=1)
        await trainer.act("opened", case="one", until=over.isoformat())
        late = replace(ann.event("answered"), at=over)
        assert (await ann.did(late))["refused"]
        more = (over + timedelta(minutes=1)).isoformat()
        await trainer.act("extended", case="one", until=more)
        assert (await ann.did(ann.event("answered")))["refused"] == {}

    play(file_url, scene)


def test_participants_hear_what_the_trainer_does_and_nothing_of_each_other(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        ann = await of.participant(trainer.session)
        bob = await of.participant(trainer.session, "Bob")
        await trainer.act("opened", case="one")
        await bob.did(bob.event("answered"))
        await trainer.act("revealed", case="one")
        await ann.until_told("revealed")
        kinds = {event["kind"] for event in events_in(ann.heard)}
        assert kinds <= {"created", "opened", "revealed"}
        assert "Bob" not in str(ann.heard)
        assert bob.me not in str(ann.heard)

    play(url, scene)


def test_who_wants_to_be_forgotten_is(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session)
        await ann.did(ann.event("answered"))
        await ann.ask("forget", token=ann.token)
        erased = await trainer.until_told("erased")
        assert (erased["participant"], erased["data"]) == (ann.me, {})
        assert await of.anyone().refused("resume", token=ann.token) == "unknown_token"
        watched = await trainer.lead("watch", session=trainer.session["id"], since="0")
        assert [event["kind"] for event in watched["events"]] == ["created", "erased"]
        assert (await of.participant(trainer.session, "Ann")).me != ann.me

    play(url, scene)


@pytest.mark.usefixtures("no_time_passes")
def test_nobody_sends_more_than_a_person_could_do(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        ann = await of.participant((await of.trainer()).session)
        for _ in range(10):
            await ann.did(*[ann.event("answered") for _ in range(100)])
        again = [event_data(ann.event("answered")) for _ in range(100)]
        assert await ann.refused("append", token=ann.token, events=again) == "slow_down"

    play(file_url, scene)
