"""Too much at once, of a session: whoever floods it has to wait, and the trainer goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest
from training_room import ServiceCaller, TrainingRoom

from ssmflow.training.attempts import FREE
from ssmflow.training.events import Event, event_data
from ssmflow.training.guard import ALPHABET
from ssmflow.views.address import Address
from ssmflow.views.trainer.people import People
from ssmflow.views.training.session_view import SessionView

CROWD = 60
TRIES = 20
"""Wrong passphrases that all together may try at once."""


def all_ask(crowd: list[ServiceCaller], do: str, *each: dict[str, Any]) -> Counter[str]:
    """All ask at once, and each of them as often as there are values; why they were refused."""

    async def ask() -> list[str]:
        return await asyncio.gather(*(one.why(do, **told) for one in crowd for told in each))

    return Counter(crowd[0].network.do(ask()))


@pytest.fixture
def crowd(room: TrainingRoom) -> list[ServiceCaller]:
    """Lines to the service, as many pages would have."""
    return [room.service() for _ in range(CROWD)]


def test_passphrases_are_tried_by_no_crowd(room: TrainingRoom, crowd: list[ServiceCaller]) -> None:
    tried = all_ask(crowd, "sign_in", {"passphrase": "een verkeerde wachtzin"})
    assert set(tried) == {"wrong_passphrase", "slow_down"}
    # While they were tried, a few more have been allowed.
    assert tried["wrong_passphrase"] <= TRIES + CROWD // 3
    room.trainer.is_answered()


def test_one_page_tries_few_passphrases(room: TrainingRoom) -> None:
    tried = all_ask([room.service()], "sign_in", *[{"passphrase": "een verkeerde"}] * 8)
    assert tried["wrong_passphrase"] <= FREE
    assert tried["slow_down"] >= 8 - FREE


def test_codes_are_guessed_by_no_crowd(room: TrainingRoom, crowd: list[ServiceCaller]) -> None:
    codes = [{"code": letter * 7} for letter in ALPHABET]
    tried = all_ask(crowd, "look", *codes)
    assert set(tried) == {"unknown_code", "slow_down"}
    assert tried["slow_down"] > tried["unknown_code"]
    room.trainer.is_answered()
    assert room.participant("Na-Het-Raden").is_in


def test_one_page_joins_few_times(room: TrainingRoom) -> None:
    names = [{"code": room.trainer.code, "nickname": f"Veel {number}"} for number in range(20)]
    tried = all_ask([room.service()], "join", *names)
    assert tried["slow_down"] >= 14
    room.trainer.is_answered()


def test_hundreds_who_join_at_once_do_not_keep_the_trainer_waiting(
    room: TrainingRoom, crowd: list[ServiceCaller]
) -> None:
    leading = room.new_trainer()
    leading.sign_in()
    leading.create(title="Druk")

    async def join(number: int, one: ServiceCaller) -> list[str]:
        names = [f"Nr {number}-{again}" for again in range(4)]
        return [await one.why("join", code=leading.code, nickname=name) for name in names]

    async def all_join() -> list[list[str]]:
        return await asyncio.gather(*(join(*each) for each in enumerate(crowd)))

    joined = [why for each in room.network.do(all_join()) for why in each].count("")
    assert joined == CROWD * 4
    leading.rows()
    leading.until(lambda: len(leading.told(People)["rows"]) == joined, "not all are listed")
    room.trainer.is_answered()


def test_events_without_end_are_not_kept(room: TrainingRoom, crowd: list[ServiceCaller]) -> None:
    one = crowd[0]
    token = one.asks("join", code=room.trainer.code, nickname="Stortvloed")["token"]
    session = room.trainer.session
    many = [event_data(Event("answered", session, case="els")) for _ in range(200)]
    tried = all_ask([one], "append", *[{"token": token, "events": many}] * 30)
    assert set(tried) <= {"", "slow_down"}
    assert tried[""] <= 7
    room.trainer.is_answered()


@pytest.mark.parametrize("length", [19_999, 20_001, 1_000_000])
def test_huge_walks_are_few_or_none(room: TrainingRoom, length: int) -> None:
    one = room.service()
    joined = one.asks("join", code=room.trainer.code, nickname=f"Lang {length}")
    event = Event("answered", room.trainer.session, case="els", walk="a" * length)
    times = 50 if length < 100_000 else 10  # a message is no longer than the line allows
    tried = Counter(
        one.refused("append", token=joined["token"], events=[event_data(event)] * times)
        for _ in range(6)
    )
    wanted = {"", "slow_down"} if length < 20_000 else {"malformed", "slow_down"}
    assert set(tried) <= wanted
    kept = room.events(participant=joined["participant"], kind="answered")
    assert sum(len(str(each)) for each in kept) < 3_000_000
    room.trainer.is_answered()


def test_clicks_and_addresses_without_end_harm_their_own_page_alone(room: TrainingRoom) -> None:
    one = room.participant("Klikker")
    (button, *_) = one.buttons("ssmflow-choices")
    for number in range(1_000):
        one.press(button)
        one.want(Address, "follow", fragment=f"#~join={number:07}&" + "role=x&" * 100)
        one.want(SessionView, "join", code=room.trainer.code, nickname=f"Klikker {number}")
    one.line.settle()
    room.trainer.is_answered()
