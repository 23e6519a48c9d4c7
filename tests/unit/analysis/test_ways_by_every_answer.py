"""How one gets to an end, and where the dead ends are, against every set of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from every_answer import (
    End,
    every_path,
    minimal_to,
    questions_of,
    questions_that_tell,
)
from hypothesis import given
from hypothesis import strategies as st
from random_studies import flow_with, seeded

from ssmflow.analysis.reverse import _ways_to, count_ends, dead_ends, ways_to
from ssmflow.flow.model import Flow
from ssmflow.flow.paths import paths


def ends_of(flow: Flow) -> list[End]:
    return [*(step.id for step in flow.steps.values() if not step.choices), None]


def as_sets(found: Sequence[Mapping[str, str]]) -> list[frozenset[tuple[str, str]]]:
    return [frozenset(each.items()) for each in found]


@given(seeded(flow_with))
def test_the_ways_to_an_end_are_all_minimal_sets_that_force_it(flow: Flow) -> None:
    for end in ends_of(flow):
        ways = ways_to(flow, end, most=10_000)
        expected = minimal_to(flow, end)
        found = as_sets(ways.sets)
        assert set(found) == expected
        assert ways.total == len(found) == len(expected)
        assert ways.complete
        assert [len(each) for each in found] == sorted(map(len, found))


@given(seeded(flow_with), st.integers(0, 5))
def test_of_many_ways_the_smallest_are_told_and_all_are_counted(flow: Flow, most: int) -> None:
    for end in ends_of(flow):
        ways = ways_to(flow, end, most)
        expected = minimal_to(flow, end)
        assert ways.total == len(expected)
        assert len(set(as_sets(ways.sets))) == len(ways.sets) == min(most, len(expected))
        assert set(as_sets(ways.sets)) <= expected
        sizes = sorted(map(len, expected))
        assert [len(each) for each in ways.sets] == sizes[:most]
        assert ways.complete == (len(expected) <= most)


@given(seeded(flow_with))
def test_the_answers_of_a_way_stand_in_the_order_of_every_walk(flow: Flow) -> None:
    for end in ends_of(flow):
        for way in ways_to(flow, end).sets:
            for passed, _ in every_path(flow):
                both = [name for name in passed if name in way]
                assert both == [name for name in way if name in passed]


@given(seeded(flow_with), st.integers(0, 6))
def test_with_little_effort_each_way_still_forces_the_end_and_is_minimal(
    flow: Flow, effort: int
) -> None:
    for end in ends_of(flow):
        ways = _ways_to(flow, end, 50, effort)
        expected = minimal_to(flow, end)
        found = as_sets(ways.sets)
        assert set(found) <= expected
        assert len(set(found)) == len(found)
        assert bool(found) == bool(expected)
        assert [len(each) for each in found] == sorted(map(len, found))
        assert ways.total in (None, len(expected))
        assert not ways.complete or set(found) == expected


@given(seeded(flow_with))
def test_dead_ends_are_stops_and_referrals_with_their_paths_and_their_ways(flow: Flow) -> None:
    found = dead_ends(flow)
    kinds = [
        (step.id, step.outcome) for step in flow.steps.values() if step.outcome in ("stop", "refer")
    ]
    assert [(each.step, each.kind) for each in found.outcomes] == kinds
    for each in found.outcomes:
        assert each.paths == sum(path.outcome == each.step for path in paths(flow))
        expected = minimal_to(flow, each.step)
        assert each.ways.end == each.step
        assert each.ways.total == len(expected)
        sizes = sorted(map(len, expected))
        assert [len(way) for way in each.ways.sets] == sizes[: len(each.ways.sets)]
        assert set(as_sets(each.ways.sets)) <= expected
        assert len(each.ways.sets) >= min(len(expected), 20)


@given(seeded(flow_with))
def test_idle_questions_are_those_whose_answer_changes_no_end(flow: Flow) -> None:
    telling = questions_that_tell(flow)
    assert list(dead_ends(flow).idle) == [q for q in questions_of(flow) if q not in telling]


@given(seeded(flow_with))
def test_ends_are_counted_by_their_paths(flow: Flow) -> None:
    counts: dict[End, int] = {}
    for _, end in every_path(flow):
        counts[end] = counts.get(end, 0) + 1
    assert count_ends(flow) == counts


@given(seeded(flow_with))
def test_every_path_holds_a_way_to_its_end(flow: Flow) -> None:
    ways = {end: as_sets(ways_to(flow, end, most=10_000).sets) for end in ends_of(flow)}
    for passed, end in every_path(flow):
        assert any(way <= passed.items() for way in ways[end])
