"""How people divide, against a sum over all paths, as exact fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from every_answer import (
    End,
    divided,
    every_walk,
    questions_of,
    rule_at,
    target_of,
    weighed_paths,
)
from hypothesis import given
from hypothesis import strategies as st
from random_studies import flow_with, seeded, with_foreign_shares, with_shares

from ssmflow.analysis.shares import Distribution, Lever, distribution, fitted, levers, remembered_at
from ssmflow.flow.model import Flow
from ssmflow.flow.study import ShareRule, Shares

Part = TypeVar("Part")


def summed(flow: Flow, shares: Shares) -> Distribution:
    """Add the weights of all paths."""
    ends: dict[End, Fraction] = defaultdict(Fraction)
    steps: dict[str, Fraction] = defaultdict(Fraction)
    choices: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    edges: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for passed, end, weight in weighed_paths(flow, shares):
        ends[end] += weight
        if end is not None:
            steps[end] += weight
        for question, choice in passed.items():
            steps[question] += weight
            choices[question, choice] += weight
            target = target_of(flow, passed, question)
            if target is not None:
                edges[question, target] += weight
    return Distribution(ends, steps, choices, edges)


def without_nought(parts: Mapping[Part, Fraction]) -> dict[Part, Fraction]:
    return {key: part for key, part in parts.items() if part}


def assert_same(found: Distribution, expected: Distribution) -> None:
    assert without_nought(found.ends) == without_nought(expected.ends)
    assert without_nought(found.steps) == without_nought(expected.steps)
    assert without_nought(found.choices) == without_nought(expected.choices)
    assert without_nought(found.edges) == without_nought(expected.edges)


@given(seeded(with_shares))
def test_people_divide_as_the_shares_along_all_paths_say(case: tuple[Flow, Shares]) -> None:
    flow, shares = case
    found = distribution(flow, shares)
    assert_same(found, summed(flow, shares))
    assert sum(found.ends.values()) == 1
    assert set(found.steps) == set(flow.steps)
    order = [*(step.id for step in flow.steps.values() if not step.choices), None]
    assert list(found.ends) == [end for end in order if end in found.ends]


@given(seeded(with_foreign_shares))
def test_shares_of_another_flow_count_as_far_as_they_fit(case: tuple[Flow, Shares]) -> None:
    flow, shares = case
    found = distribution(flow, shares)
    assert_same(found, summed(flow, shares))
    assert_same(distribution(flow, fitted(flow, shares)), found)


@given(seeded(with_foreign_shares))
def test_fitted_shares_are_those_of_the_flow_and_whole(case: tuple[Flow, Shares]) -> None:
    flow, shares = case
    found = fitted(flow, shares)
    assert set(found) == set(shares) & set(questions_of(flow))
    for question, rules in found.items():
        assert not rules[-1].when
        kept = [each for each in shares[question] if each.when.keys() <= flow.steps.keys()]
        for rule, known in zip(rules, kept, strict=True):
            assert rule.when == known.when
            assert rule.shares == divided(flow, known, question)
            assert list(rule.shares) == list(flow.steps[question].choices)
            assert sum(rule.shares.values()) == 1
    assert fitted(flow, found) == found


def moved(shares: Mapping[str, Fraction], choice: str, more: Fraction) -> dict[str, Fraction]:
    """Give a choice more, and take it from the others in proportion; evenly where they have none.

    More may be less than none, and a share may come below 0 here: the sum is linear all the same.
    """
    rest = 1 - shares[choice]
    others = len(shares) - 1
    return {
        name: share + more
        if name == choice
        else share - more * (share / rest if rest else Fraction(1, others))
        for name, share in shares.items()
    }


def part_of(flow: Flow, shares: Shares, end: End) -> Fraction:
    return sum(
        (weight for _, each, weight in weighed_paths(flow, shares) if each == end), Fraction()
    )


def with_move(flow: Flow, shares: Shares, lever: Lever, more: Fraction) -> Shares:
    rules = shares.get(lever.question, (ShareRule(divided(flow, None, lever.question)),))
    index = next(index for index, rule in enumerate(rules) if rule.when == lever.when)
    new = replace(rules[index], shares=moved(rules[index].shares, lever.choice, more))
    return {**shares, lever.question: (*rules[:index], new, *rules[index + 1 :])}


@given(seeded(with_shares), st.integers(0, 7))
def test_a_lever_tells_what_one_hundredth_more_adds(case: tuple[Flow, Shares], number: int) -> None:
    flow, shares = case
    ends = [None, *(step.id for step in flow.steps.values() if not step.choices)]
    end = ends[number % len(ends)]
    hundredth = Fraction(1, 100)
    now = part_of(flow, shares, end)
    found = levers(flow, shares, end)
    for lever in found:
        if len(flow.steps[lever.question].choices) == 1:
            assert lever.slope == 0
            continue
        then = part_of(flow, with_move(flow, shares, lever, -hundredth), end)
        assert lever.slope == (now - then) / hundredth
    assert [abs(each.slope) for each in found] == sorted(
        (abs(each.slope) for each in found), reverse=True
    )


@given(seeded(with_shares))
def test_there_is_one_lever_for_each_choice_of_each_rule_that_can_hold(
    case: tuple[Flow, Shares],
) -> None:
    flow, shares = case
    expected = set()
    for _, passed, _ in every_walk(flow):
        earlier: dict[str, str] = {}
        for question, taken in passed.items():
            index = rule_at(shares, question, earlier)
            expected |= {(question, index, choice) for choice in flow.steps[question].choices}
            earlier[question] = taken
    found = [(lever.question, lever.choice, lever.when) for lever in levers(flow, shares, None)]
    assert sorted(map(repr, found)) == sorted(
        repr((question, choice, {} if index is None else shares[question][index].when))
        for question, index, choice in expected
    )


@given(seeded(flow_with))
def test_what_is_remembered_at_a_question_stands_before_it_and_is_asked_from_there_on(
    flow: Flow,
) -> None:
    leads = {
        step.id: {rule.to for choice in step.choices.values() for rule in choice.rules}
        for step in flow.steps.values()
    }
    asks = {
        step.id: {
            name for choice in step.choices.values() for rule in choice.rules for name in rule.when
        }
        for step in flow.steps.values()
    }

    def from_(step: str) -> set[str]:
        return {step}.union(*(from_(each) for each in leads[step]))

    for question in questions_of(flow):
        asked = set().union(*(asks[step] for step in from_(question)))
        before = {name for name in flow.steps if name != question and question in from_(name)}
        assert set(remembered_at(flow, question)) == asked & before
