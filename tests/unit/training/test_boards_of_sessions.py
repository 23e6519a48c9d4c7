from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from small_sessions import BEGIN, Told, small_flow, small_set

from ssmflow.training.board import IDLE, Stuck, Turn, board_of
from ssmflow.training.events import Pace
from ssmflow.training.standings import Standings

FLOW, SET = small_flow(), small_set()


@pytest.fixture
def told() -> Told:
    told = Told()
    told.tell("joined", "ann")
    return told


def stuck(told: Told, now: datetime, pace: Pace = "own") -> list[Stuck]:
    standings = Standings(FLOW, SET, pace)
    standings.take_all(told.events)
    return [*board_of(standings, now).stuck]


def test_a_wrong_turn_names_what_was_taken_and_what_fits(told: Told) -> None:
    told.tell("joined", "bob")
    told.walk("ann", "clerk", "role=guest")
    told.walk("bob", "clerk", "role=guest")
    told.tell("retried", "bob", case="clerk")
    told.walk("bob", "clerk", "role=clerk&badge=no")
    standings = Standings(FLOW, SET)
    standings.take_all(told.events)
    assert board_of(standings, BEGIN).cases["clerk"].turns == (
        Turn("role", "guest", ("clerk",), 2),
        Turn("badge", "no", ("yes",), 1),
    )


def test_a_question_that_the_case_does_not_come_by_has_no_choice_that_fits(told: Told) -> None:
    told.walk("ann", "guest", "role=clerk&badge=yes")
    standings = Standings(FLOW, SET)
    standings.take_all(told.events)
    (turn,) = board_of(standings, BEGIN).cases["guest"].turns
    assert (turn.step, turn.fits) == ("role", ("guest",))


def test_who_does_nothing_for_ninety_seconds_is_stuck(told: Told) -> None:
    told.tell("began", "ann", case="clerk")
    at = told.events[-1].at
    assert stuck(told, at + IDLE - timedelta(seconds=1)) == []
    (found,) = stuck(told, at + IDLE)
    assert (found.who.id, found.case, found.why, found.step) == ("ann", "clerk", "idle", "role")


def test_who_has_handed_in_is_never_stuck(told: Told) -> None:
    told.walk("ann", "clerk", "role=guest")
    assert stuck(told, BEGIN + timedelta(hours=1)) == []


def test_nobody_is_stuck_once_the_session_has_ended(told: Told) -> None:
    told.tell("began", "ann", case="clerk")
    told.tell("ended")
    assert stuck(told, BEGIN + timedelta(hours=1)) == []


def test_who_comes_to_one_step_for_the_third_time_goes_round(told: Told) -> None:
    told.tell("began", "ann", case="clerk")
    for _ in range(2):
        told.tell("answered", "ann", case="clerk", walk="role=clerk")
        assert stuck(told, told.events[-1].at) == []
        told.tell("went_back", "ann", case="clerk", walk="")
    (found,) = stuck(told, told.events[-1].at)
    assert found.why == "round"


def test_who_goes_back_four_times_goes_round(told: Told) -> None:
    told.tell("began", "ann", case="clerk")
    for walk in ("role=clerk", "role=clerk", "role=clerk", "role=clerk"):
        assert stuck(told, told.events[-1].at) == []
        told.tell("went_back", "ann", case="clerk", walk=walk)
    (found,) = stuck(told, told.events[-1].at)
    assert found.why == "round"


def test_a_retry_begins_the_counting_anew(told: Told) -> None:
    told.tell("began", "ann", case="clerk")
    for _ in range(4):
        told.tell("went_back", "ann", case="clerk", walk="")
    told.tell("retried", "ann", case="clerk")
    assert stuck(told, told.events[-1].at) == []


def test_in_step_nobody_is_stuck_in_a_case_that_is_closed(told: Told) -> None:
    told.tell("opened", case="clerk", data={"until": None})
    told.tell("began", "ann", case="clerk")
    at = told.events[-1].at
    assert [each.why for each in stuck(told, at + IDLE, "step")] == ["idle"]
    told.tell("closed", case="clerk")
    assert stuck(told, at + IDLE, "step") == []


def test_in_step_who_does_not_begin_an_open_case_is_stuck_after_a_while(told: Told) -> None:
    told.tell("opened", case="clerk", data={"until": None}, after=600)
    at = told.events[-1].at
    assert stuck(told, at + timedelta(seconds=89), "step") == []
    assert [each.step for each in stuck(told, at + IDLE, "step")] == ["role"]


def test_time_that_has_run_out_closes_a_case(told: Told) -> None:
    until = BEGIN + timedelta(seconds=60)
    told.tell("opened", case="clerk", data={"until": until.isoformat()})
    told.tell("began", "ann", case="clerk")
    assert stuck(told, BEGIN + timedelta(minutes=9), "step") == []


def test_a_board_of_three_hundred_people_is_made_in_the_blink_of_an_eye() -> None:
    told = Told()
    people = [str(number) for number in range(300)]
    for name in people:
        told.tell("joined", name)
    for case in SET.cases:
        for name in people:
            told.walk(name, case, "role=clerk&badge=no" if int(name) % 3 else "role=guest")
    standings = Standings(FLOW, SET)
    standings.take_all(told.events)
    begin = time.process_time()
    for _ in range(10):
        board_of(standings, BEGIN)
    assert (time.process_time() - begin) / 10 < 0.05
