from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from naive_board import Naive
from small_sessions import BEGIN, Told, sessions, small_flow, small_set

from ssmflow.training.board import Board, board_of
from ssmflow.training.events import Event
from ssmflow.training.standings import Standings

FLOW, SET = small_flow(), small_set()


@pytest.fixture
def told() -> Told:
    told = Told()
    told.tell("joined", "ann")
    told.tell("joined", "bob")
    return told


def standings_of(events: list[Event]) -> Standings:
    standings = Standings(FLOW, SET)
    standings.take_all(events)
    return standings


def figures(standings: Standings, now: datetime) -> tuple[Board, list[tuple[str, str, str]]]:
    board = board_of(standings, now)
    stuck: list[tuple[str, str, str]] = [(each.who.id, each.case, each.why) for each in board.stuck]
    return replace(board, stuck=()), stuck


@given(sessions())
def test_a_board_says_what_all_events_say_when_each_is_counted(events: list[Event]) -> None:
    standings, naive = standings_of(events), Naive(FLOW, SET, events)
    people = naive.present()
    assert [each.id for each in standings.counted] == people
    for case in ("", *SET.cases):
        chosen = [case] if case else [*SET.cases]
        board = board_of(standings, BEGIN + timedelta(hours=1), case)
        assert board.joined == len(people)
        assert board.begun == sum(any(naive.of(name, one) for one in chosen) for name in people)
        assert board.finished == sum(
            all(naive.handed(name, one) for one in chosen) for name in people
        )
        walks = [naive.now(name, one) for name in people for one in chosen]
        along = Counter(
            (passage.question.id, passage.rule.to)
            for walk in walks
            if walk
            for passage in walk.trace
        )
        assert (board.along, board.walks) == (along, sum(walk is not None for walk in walks))
        where = [
            naive.now(name, case or naive.of(name)[-1].case) for name in people if naive.of(name)
        ]
        assert board.standing == Counter(walk.current.id for walk in where if walk)


@given(sessions())
def test_marks_outcomes_and_wrong_turns_are_those_of_the_walks(events: list[Event]) -> None:
    standings, naive = standings_of(events), Naive(FLOW, SET, events)
    board = board_of(standings, BEGIN)
    for case in SET.cases:
        handed = [walks for name in naive.present() if (walks := naive.handed(name, case))]
        found = board.cases[case]
        assert found.handed_in == len(handed)
        unsure = [
            walk
            for name in naive.present()
            if (walk := naive.now(name, case)) and not naive.handed(name, case)
        ]
        assert found.arrived == sum(walk.current.outcome is not None for walk in unsure)
        assert found.outcomes == Counter(walks[-1].current.id for walks in handed)
        assert found.marks == Counter(naive.mark(case, walks[-1]) for walks in handed)
        assert found.at_once == sum(naive.mark(case, walks[0]) == "right" for walks in handed)
        assert {(turn.step, turn.choice): turn.count for turn in found.turns} == naive.turns(case)
        counts = [turn.count for turn in found.turns]
        assert counts == sorted(counts, reverse=True)


@given(sessions())
def test_events_that_come_twice_count_once(events: list[Event]) -> None:
    once, twice = standings_of(events), standings_of([*events, *events])
    for event in events:
        twice.take(event)
    now = BEGIN + timedelta(minutes=5)
    assert figures(twice, now) == figures(once, now)


def test_a_mark_is_made_from_the_walk_and_not_from_what_was_sent(told: Told) -> None:
    told.tell("marked", "ann", case="clerk", walk="role=guest", data={"mark": "right"})
    standing = standings_of(told.events).everyone["ann"].cases["clerk"]
    assert (standing.last, standing.points) == ("wrong", 0)


def test_a_walk_that_stands_at_a_question_can_not_be_handed_in(told: Told) -> None:
    told.tell("marked", "ann", case="clerk", walk="role=clerk")
    standing = standings_of(told.events).everyone["ann"].cases["clerk"]
    assert (standing.tries, standing.handed, standing.state) == (0, None, "walking")


def test_tries_and_hints_cost_points(told: Told) -> None:
    told.walk("ann", "clerk", "role=guest")
    told.tell("retried", "ann", case="clerk")
    told.tell("hinted", "ann", case="clerk", data={"hint": 1})
    told.tell("hinted", "ann", case="clerk", data={"hint": 1})
    told.walk("ann", "clerk", "role=clerk&badge=yes")
    standing = standings_of(told.events).everyone["ann"].cases["clerk"]
    assert (standing.first, standing.last, standing.tries) == ("wrong", "right", 2)
    assert (len(standing.hints), standing.points) == (1, 2)


def test_no_more_hints_are_counted_than_there_are(told: Told) -> None:
    for hint in range(9):
        told.tell("hinted", "ann", case="clerk", data={"hint": hint})
    assert len(standings_of(told.events).everyone["ann"].cases["clerk"].hints) == 2


def test_who_is_removed_keeps_their_number(told: Told) -> None:
    told.tell("removed", "ann")
    told.tell("joined", "cis")
    numbers = {each.id: each.number for each in standings_of(told.events).counted}
    assert numbers == {"bob": 2, "cis": 3}


def test_of_who_is_erased_nothing_is_left(told: Told) -> None:
    told.walk("ann", "clerk", "role=guest")
    told.tell("erased", "ann")
    standings = standings_of(told.events)
    assert [*standings.everyone] == ["bob"]
    assert board_of(standings, BEGIN).cases["clerk"].handed_in == 0


def test_an_answer_that_is_changed_after_a_reveal_still_leaves_what_was_handed_in(
    told: Told,
) -> None:
    told.walk("ann", "clerk", "role=guest")
    told.tell("retried", "ann", case="clerk")
    board = board_of(standings_of(told.events), BEGIN, "clerk")
    assert board.standing == {"role": 1}
    assert board.cases["clerk"].outcomes == {"desk": 1}
