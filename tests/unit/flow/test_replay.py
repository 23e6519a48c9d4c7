from __future__ import annotations

import pytest
from tiny_flows import flow as flow_of
from tiny_flows import shared_question

from ssmflow.flow.address import MAXIMUM_CHARACTERS, replay
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk


@pytest.fixture
def flow() -> Flow:
    return shared_question()


def test_a_text_is_replayed_to_its_walk(flow: Flow) -> None:
    found = replay(flow, "first=b&extra=ja")
    assert found.walk.current.id == "shared"
    assert found.ignored == ()


@pytest.mark.parametrize("text", ["", "&", "&&&"])
def test_an_empty_text_is_the_start(flow: Flow, text: str) -> None:
    found = replay(flow, text)
    assert (found.walk.current.id, found.ignored) == ("first", ())


def test_answers_may_come_in_any_order(flow: Flow) -> None:
    assert str(replay(flow, "shared=door&extra=ja&first=b").walk) == "first=b&extra=ja&shared=door"


def test_replay_stops_where_there_is_no_answer_and_keeps_the_rest(flow: Flow) -> None:
    walk = replay(flow, "first=b&shared=door").walk
    assert walk.current.id == "extra"
    assert dict(walk.unused) == {"shared": "door"}


def test_a_restart_in_a_text_leads_to_the_start(flow: Flow) -> None:
    walk = replay(flow, "first=a&shared=terug").walk
    assert (walk.current.id, walk.restarted) == ("first", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("zone=a", "the flow has no question 'zone'"),
        ("out-a=ja", "the flow has no question 'out-a'"),
        ("first=z", "question 'first' has no choice 'z'; it has a, b, c"),
        ("first=", "question 'first' has no choice ''; it has a, b, c"),
        ("first", "question 'first' has no choice ''; it has a, b, c"),
        ("=a", "the flow has no question ''"),
        ("first=a=b", "question 'first' has no choice 'a=b'; it has a, b, c"),
        ("First=a", "the flow has no question 'First'"),
        ("%ff=a", "the flow has no question '\ufffd'"),
        ("<script>=1", "the flow has no question '<script>'"),
    ],
)
def test_nonsense_is_left_out_and_told(flow: Flow, text: str, reason: str) -> None:
    found = replay(flow, f"{text}&extra=ja")
    assert found.ignored == (reason,)
    assert dict(found.walk.answers) == {"extra": "ja"}


def test_nonsense_lands_at_the_last_step_that_is_truly_determined(flow: Flow) -> None:
    found = replay(flow, "first=b&extra=zzz&shared=door")
    assert found.walk.current.id == "extra"


def test_the_same_nonsense_is_told_once(flow: Flow) -> None:
    assert len(replay(flow, "zone=a&zone=a&zone=b").ignored) == 1


def test_a_question_answered_twice_differently_is_not_answered(flow: Flow) -> None:
    found = replay(flow, "first=a&first=b&shared=door&first=a")
    assert found.walk.current.id == "first"
    assert dict(found.walk.answers) == {"shared": "door"}
    assert found.ignored == ("question 'first' is answered twice, differently",)


def test_a_question_answered_twice_alike_is_answered(flow: Flow) -> None:
    found = replay(flow, "first=a&first=a")
    assert (found.walk.current.id, found.ignored) == ("shared", ())


def test_an_unknown_choice_does_not_take_a_known_one_away(flow: Flow) -> None:
    assert replay(flow, "first=a&first=zzz").walk.current.id == "shared"


@pytest.mark.parametrize("text", ["%66irst=%61", "first=%61", "f%69rst=a"])
def test_percent_encoding_is_decoded(flow: Flow, text: str) -> None:
    assert dict(replay(flow, text).walk.answers) == {"first": "a"}


def test_ids_that_need_encoding_survive_the_round_trip() -> None:
    odd = flow_of("a b&c", {"a b&c": {"é=1": "ok", "+%": "ok"}, "ok": {}})
    for choice in ("é=1", "+%"):
        text = str(Walk(odd, {"a b&c": choice}))
        assert dict(replay(odd, text).walk.answers) == {"a b&c": choice}


def test_a_text_too_long_is_the_start_and_told(flow: Flow) -> None:
    text = "first=a&".ljust(MAXIMUM_CHARACTERS, "&")
    assert replay(flow, text).walk.current.id == "shared"
    found = replay(flow, text + "&")
    assert found.walk.current.id == "first"
    assert found.ignored == ("the text is longer than 100,000 characters",)


def test_a_long_text_of_nonsense_is_read_without_harm(flow: Flow) -> None:
    text = "&".join(f"q{number}=x" for number in range(12_000))
    found = replay(flow, text[:MAXIMUM_CHARACTERS])
    assert found.walk.current.id == "first"


@pytest.mark.parametrize("text", ["a;b", "first=a;extra=ja", "?first=a", "#first=a", "\x00=\n"])
def test_other_separators_mean_nothing(flow: Flow, text: str) -> None:
    found = replay(flow, text)
    assert found.walk.current.id == "first"
    assert len(found.ignored) == 1
