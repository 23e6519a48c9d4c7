"""Which paths end elsewhere, against every pair of walks one by one."""

from __future__ import annotations

from dataclasses import replace

from every_answer import End, every_path
from every_pair import LACKING, PairOfWalks, counted, every_pair, followed, who_can_only
from hypothesis import given
from hypothesis import strategies as st
from random_changes import renamed, with_change, with_choice
from random_studies import flow_with, seeded

from ssmflow.analysis.compare import Comparison, compare, each_change_alone
from ssmflow.analysis.joint import Missing
from ssmflow.analysis.states import End as FoundEnd
from ssmflow.flow.model import Flow


def named(end: FoundEnd | Missing) -> End:
    return LACKING if isinstance(end, Missing) else end


def counts_of(comparison: Comparison) -> dict[tuple[End, End], int]:
    return {(named(each.before), named(each.after)): each.count for each in comparison.shifts}


@given(seeded(with_change, most=6))
def test_pairs_of_paths_are_counted_for_each_pair_of_ends(case: tuple[Flow, Flow]) -> None:
    before, after = case
    comparison = compare(before, after)
    pairs = every_pair(before, after)
    assert counts_of(comparison) == counted(pairs)
    assert len(comparison.shifts) == len(counted(pairs))
    assert comparison.total == len(pairs)
    assert comparison.elsewhere == sum(pair.before != pair.after for pair in pairs)


@given(seeded(with_change, most=6))
def test_new_is_what_could_not_be_answered_and_gone_what_no_longer_can(
    case: tuple[Flow, Flow],
) -> None:
    for shift in compare(*case).shifts:
        lacking = (shift.before is Missing.MISSING, shift.after is Missing.MISSING)
        other = "same" if shift.before == shift.after else "changed"
        kinds = {(True, False): "new", (False, True): "gone", (False, False): other}
        assert shift.kind == kinds[lacking]


@given(seeded(with_change, most=6))
def test_the_example_of_a_shift_is_a_smallest_and_leads_there(case: tuple[Flow, Flow]) -> None:
    before, after = case
    pairs = every_pair(before, after)
    for shift in compare(before, after).shifts:
        ends = named(shift.before), named(shift.after)
        one, first = followed(before, shift.example)
        other, second = followed(after, shift.example)
        assert (first, second) == ends
        assert shift.example == {**one, **other}
        assert len(shift.example) == min(
            len(pair.answers) for pair in pairs if (pair.before, pair.after) == ends
        )


@given(seeded(with_change, most=6))
def test_the_listing_holds_every_pair_that_ends_elsewhere(case: tuple[Flow, Flow]) -> None:
    before, after = case
    comparison = compare(before, after)
    expected = {pair for pair in every_pair(before, after) if pair.before != pair.after}
    if len(expected) > 200:
        assert comparison.listing is None
        return
    assert comparison.listing is not None
    found = [
        (frozenset(line.answers.items()), named(line.before), named(line.after))
        for line in comparison.listing
    ]
    assert len(set(found)) == len(found)
    assert set(found) == expected


@given(seeded(with_change, most=6))
def test_the_other_way_round_a_comparison_is_its_mirror(case: tuple[Flow, Flow]) -> None:
    before, after = case
    there, back = counts_of(compare(before, after)), counts_of(compare(after, before))
    assert {(first, second): count for (second, first), count in back.items()} == there


@given(seeded(flow_with))
def test_nothing_ends_elsewhere_in_the_flow_itself(flow: Flow) -> None:
    comparison = compare(flow, flow)
    assert comparison.elsewhere == 0
    assert comparison.total == len(every_path(flow))
    assert comparison.listing == ()
    assert {shift.kind for shift in comparison.shifts} == {"same"}
    assert comparison.differences.found == ()


@given(seeded(with_change, most=6), st.integers(0, 1 << 7))
def test_steps_with_another_id_are_followed(case: tuple[Flow, Flow], which: int) -> None:
    before, after = case
    both = [
        step.id
        for step in after.steps.values()
        if step.id in before.steps
        and step.outcome == before.steps[step.id].outcome
        and set(step.choices) == set(before.steps[step.id].choices)
    ]
    steps = [step for number, step in enumerate(both) if which >> number & 1]
    later = renamed(after, {step: f"later-{step}" for step in steps})
    assert counts_of(compare(before, later)) == counts_of(compare(before, after))


@given(seeded(with_change, most=4))
def test_who_ends_elsewhere_is_told_by_minimal_sets_of_answers(case: tuple[Flow, Flow]) -> None:
    before, after = case
    comparison = compare(before, after)
    elsewhere = who_can_only(before, after, lambda pair: pair.before != pair.after)
    found = {frozenset(each.items()) for each in comparison.who}
    assert len(found) == len(comparison.who)
    assert found <= elsewhere
    assert not comparison.complete or found == elsewhere


@given(seeded(with_change, most=4))
def test_who_makes_a_shift_is_told_by_minimal_sets_of_answers(case: tuple[Flow, Flow]) -> None:
    before, after = case
    for shift in compare(before, after).shifts:
        ends = named(shift.before), named(shift.after)

        def shifts(pair: PairOfWalks, ends: tuple[End, End] = ends) -> bool:
            return (pair.before, pair.after) == ends

        found = {frozenset(each.items()) for each in shift.who}
        if found or shift.complete:
            expected = who_can_only(before, after, shifts)
            assert found <= expected
            assert not shift.complete or found == expected


@given(seeded(with_change, most=5))
def test_a_change_alone_is_compared_with_all_else_as_it_was(case: tuple[Flow, Flow]) -> None:
    before, after = case
    new = {step.id: step for step in after.steps.values() if step.id not in before.steps}
    for alone in each_change_alone(before, after):
        choice = after.steps[alone.question].choices[alone.choice]
        old = before.steps[alone.question].choices[alone.choice]
        assert (choice.rules, choice.restart) != (old.rules, old.restart)
        changed = with_choice(
            replace(before, steps={**before.steps, **new}), alone.question, choice
        )
        if alone.comparison is not None:
            assert counts_of(alone.comparison) == counted(every_pair(before, changed))
