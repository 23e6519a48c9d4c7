from __future__ import annotations

from small_sessions import Told, small_flow, small_set

from ssmflow.training.results import Result, results_of
from ssmflow.training.standings import Standings


def test_there_is_a_row_for_each_participant_and_case() -> None:
    told = Told()
    told.tell("joined", "ann")
    told.tell("joined", "bob")
    told.tell("joined", "cis")
    told.walk("ann", "lost", "role=clerk&badge=no")
    told.walk("ann", "clerk", "role=clerk&badge=no")
    told.tell("removed", "cis")
    standings = Standings(small_flow(), small_set())
    standings.take_all(told.events)
    first, second, third = results_of(standings)
    assert (first.case, first.mark, first.points, first.tries) == ("clerk", "wrong", 0, 1)
    assert (second.case, second.mark, second.points, second.outcome) == ("lost", "right", 4, "desk")
    assert third == Result("name of bob")
    assert second.begun
    assert second.handed_in
    assert second.handed_in.utcoffset() == second.begun.utcoffset()


def test_what_was_not_handed_in_has_no_mark() -> None:
    told = Told()
    told.tell("joined", "ann")
    told.tell("answered", "ann", case="clerk", walk="role=guest")
    standings = Standings(small_flow(), small_set())
    standings.take_all(told.events)
    (row,) = results_of(standings)
    assert (row.outcome, row.mark, row.tries, row.handed_in) == ("", None, 0, None)
