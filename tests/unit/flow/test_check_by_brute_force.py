from __future__ import annotations

from brute_force import follow_all
from hypothesis import given
from small_flows import broken_flows, small_flows

from ssmflow.errors import Location, Problem
from ssmflow.flow.check import check
from ssmflow.flow.model import Flow


def misplaced(flow: Flow) -> set[Location]:
    """Return the rules that name a question from which no way leads to them, rules aside."""
    ways = {step.id: ways_from(flow, step.id) for step in flow.steps.values()}
    return {
        at
        for at, step, when in rules_of(flow)
        if any(step not in ways[question] for question in when)
    }


def ways_from(flow: Flow, step: str) -> set[str]:
    found: set[str] = set()
    for choice in flow.steps[step].choices.values():
        for rule in choice.rules:
            found |= {rule.to} | ways_from(flow, rule.to)
    return found


def rules_of(flow: Flow) -> list[tuple[Location, str, set[str]]]:
    return [
        (("steps", step.id, "choices", choice.id, "to", index), step.id, set(rule.when))
        for step in flow.steps.values()
        for choice in step.choices.values()
        for index, rule in enumerate(choice.rules)
    ]


def told(flow: Flow, start: str) -> list[Problem]:
    return [problem for problem in check(flow) if problem.message.startswith(start)]


@given(small_flows())
def test_the_steps_told_as_unreached_are_those_that_no_walk_reaches(flow: Flow) -> None:
    if misplaced(flow):
        return
    unreached = {problem.location[1] for problem in told(flow, "no walk reaches")}
    assert unreached == flow.steps.keys() - follow_all(flow).reached


@given(small_flows())
def test_the_rules_told_as_never_taken_are_those_that_never_decide(flow: Flow) -> None:
    every = follow_all(flow)
    never = {
        at
        for at, step, _ in rules_of(flow)
        if step in every.reached and (step, at[3], at[5]) not in every.taken
    }
    problems = told(flow, "this rule can never")
    assert {problem.location for problem in problems} == never - misplaced(flow)
    assert all(problem.severity == "warning" for problem in problems)


@given(small_flows())
def test_the_rules_told_as_out_of_place_are_those_whose_question_cannot_come_before(
    flow: Flow,
) -> None:
    problems = told(flow, "the rule names")
    assert {problem.location[:6] for problem in problems} == misplaced(flow)


@given(small_flows())
def test_nothing_else_is_wrong_with_a_flow_whose_names_and_order_are_right(flow: Flow) -> None:
    known = ("no walk reaches", "this rule can never", "the rule names")
    others = [problem for problem in check(flow) if not problem.message.startswith(known)]
    assert all("has a single choice" in problem.message for problem in others)


@given(broken_flows)
def test_checking_never_fails_whatever_is_wrong(flow: Flow) -> None:
    for problem in check(flow):
        assert problem.message
        assert problem.severity in ("error", "warning")
