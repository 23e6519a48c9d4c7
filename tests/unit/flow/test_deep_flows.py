from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from tiny_flows import Target, When
from tiny_flows import flow as flow_of

from ssmflow.errors import TooEntangledError
from ssmflow.flow.check import check
from ssmflow.flow.model import Choice, Flow, Rule, Text
from ssmflow.flow.paths import count_paths, paths
from ssmflow.flow.tally import MAXIMUM_REMEMBERED
from ssmflow.flow.walk import Walk

Steps = dict[str, dict[str, Target]]


def chain(length: int) -> Flow:
    steps: Steps = {f"q{n}": {"ja": f"q{n + 1}", "neen": "end"} for n in range(length - 1)}
    return flow_of("q0", {**steps, f"q{length - 1}": {"ja": "end", "neen": "end"}, "end": {}})


def sections(count: int) -> Flow:
    """Return yes/no questions, then as many sections: each is entered where its answer was ja."""
    steps: Steps = {}
    for n in range(count):
        steps[f"q{n}"] = {"ja": f"q{n + 1}", "neen": f"q{n + 1}"}
    steps[f"q{count}"] = {"verder": "gate0", "terug": None}
    for n in range(count):
        entered: Target = [({f"q{n}": ("ja",)}, f"section{n}"), ({}, f"gate{n + 1}")]
        steps[f"gate{n}"] = {"verder": entered, "terug": None}
        steps[f"section{n}"] = {"a": f"gate{n + 1}", "b": f"gate{n + 1}"}
    return flow_of("q0", {**steps, f"gate{count}": {}})


@pytest.fixture(scope="module")
def long_chain() -> Flow:
    return chain(20_000)


def test_a_chain_of_twenty_thousand_steps_is_checked(long_chain: Flow) -> None:
    assert check(long_chain) == []


def test_a_chain_of_twenty_thousand_steps_is_counted_and_walked(long_chain: Flow) -> None:
    assert count_paths(long_chain) == 20_001
    walk = Walk(long_chain, {f"q{n}": "ja" for n in range(19_000)})
    assert walk.current.id == "q19000"
    assert len(walk.reachable) == 1_000
    first, second = itertools.islice(paths(long_chain), 2)
    assert len(first.answers) == len(second.answers) == 20_000


def test_a_cycle_of_twenty_thousand_steps_is_found() -> None:
    steps: Steps = {f"q{n}": {"ja": f"q{(n + 1) % 20_000}", "neen": "end"} for n in range(20_000)}
    (problem,) = check(flow_of("q0", {**steps, "end": {}}))
    assert problem.message == (
        "a cycle: q0 → q1 → q2 → q3 → q4 → … 19991 more … → q19996 → q19997 → q19998 → q19999 → q0"
    )


def test_sections_that_hang_on_twenty_answers_are_checked_and_counted() -> None:
    flow = sections(20)
    assert check(flow) == []
    ends_at_gates = sum(3**n * 2 ** (20 - n) for n in range(20))
    assert count_paths(flow) == 3**20 + 2**20 + ends_at_gates


def test_what_is_reachable_among_sections_follows_the_answers() -> None:
    answers = {f"q{n}": "ja" if n % 3 == 0 else "neen" for n in range(20)}
    walk = Walk(sections(20), answers)
    entered = {step for step in walk.reachable if step.startswith("section")}
    assert entered == {f"section{n}" for n in range(0, 20, 3)}


def remembering(count: int) -> Flow:
    """Return a flow whose last question asks, at once, after the answers to all before it."""
    steps: Steps = {f"q{n}": {"ja": f"q{n + 1}", "neen": f"q{n + 1}"} for n in range(count)}
    all_yes = {f"q{n}": ("ja",) for n in range(count)}
    steps[f"q{count}"] = {"door": [(all_yes, "both"), ({}, "end")], "terug": None}
    return flow_of("q0", {**steps, "both": {}, "end": {}})


def test_as_many_remembered_answers_as_are_followed_are_no_problem() -> None:
    flow = remembering(MAXIMUM_REMEMBERED)
    assert check(flow) == []
    assert count_paths(flow) == 2 * 2**MAXIMUM_REMEMBERED


UNUSED_RULES_UNTOLD = (
    "the rules ask to remember more than 400 answers at once, so unused rules are not looked for"
)


def test_more_remembered_answers_are_a_warning_where_a_walk_is_found_to_every_step() -> None:
    (problem,) = check(remembering(MAXIMUM_REMEMBERED + 1))
    assert (problem.severity, problem.message) == ("warning", UNUSED_RULES_UNTOLD)
    assert problem.location[0] == "steps"


def test_more_remembered_answers_are_an_error_where_no_walk_is_found_to_some_step() -> None:
    count = MAXIMUM_REMEMBERED + 1
    flow = remembering(count)
    last = flow.steps[f"q{count}"]
    door = last.choices["door"]
    both = replace(door.rules[0], when={**door.rules[0].when, "q0": ("neen",)})
    first = replace(both, to="end")
    doors = {**last.choices, "door": replace(door, rules=(first, both, door.rules[1]))}
    (problem,) = check(replace(flow, steps={**flow.steps, last.id: replace(last, choices=doors)}))
    assert problem.severity == "error"
    assert problem.message == (
        "the rules ask to remember more than 400 answers at once, "
        "so it can't be told whether step 'both' is reached"
    )


def test_more_remembered_answers_are_one_clear_error_of_counting() -> None:
    flow = remembering(MAXIMUM_REMEMBERED + 100)
    with pytest.raises(TooEntangledError, match="more than 400 answers at once"):
        count_paths(flow)


def test_more_remembered_answers_are_a_warning_where_every_step_is_reached_without_rules() -> None:
    count = MAXIMUM_REMEMBERED + 1
    flow = remembering(count)
    doors = {**flow.steps[f"q{count}"].choices, **straight_to("both"), **straight_to("end")}
    steps = {**flow.steps, f"q{count}": replace(flow.steps[f"q{count}"], choices=doors)}
    (problem,) = check(replace(flow, steps=steps))
    assert problem.severity == "warning"
    assert problem.message.endswith("so unused rules are not looked for")


def test_where_rules_cannot_be_followed_what_a_walk_may_reach_is_an_upper_bound() -> None:
    walk = Walk(remembering(MAXIMUM_REMEMBERED + 1), {"q0": "ja"})
    assert not walk.ahead.exact
    assert walk.reachable == walk.flow.steps.keys() - {"q0", "q1"}
    assert Walk(remembering(3)).ahead.exact


def straight_to(step: str) -> dict[str, Choice]:
    return {step: Choice(step, Text({"nl": step}, "nl"), (Rule(step),))}


def test_what_can_be_followed_is_followed_from_deep_inside_another_program() -> None:
    flow = remembering(MAXIMUM_REMEMBERED)

    def deeper(levels: int) -> int:
        return count_paths(flow) if levels == 0 else deeper(levels - 1)

    assert deeper(300) == 2 * 2**MAXIMUM_REMEMBERED


def crossing(count: int) -> Flow:
    """Return a flow that asks after its answers in pairs, and then after each of them again.

    The first is paired with the one half-way, and so on: the order of the questions is the worst
    there is for a decision diagram.
    """
    half = count // 2
    steps: Steps = {f"q{n}": {"ja": f"q{n + 1}", "neen": f"q{n + 1}"} for n in range(count)}
    steps[f"q{count}"] = {"verder": "pair0", "terug": None}
    for n in range(half):
        both = {f"q{n}": ("ja",), f"q{n + half}": ("ja",)}
        steps[f"pair{n}"] = {"verder": [(both, "both"), ({}, f"pair{n + 1}")], "terug": None}
    singly: list[tuple[When, str]] = [({f"q{n}": ("ja",)}, "some") for n in range(count)]
    steps[f"pair{half}"] = {"verder": [*singly, ({}, "none")], "terug": None}
    return flow_of("q0", {**steps, "both": {}, "some": {}, "none": {}})


def test_pairs_that_cross_are_followed() -> None:
    assert check(crossing(20)) == []


def test_more_pairs_that_cross_than_can_be_followed_are_one_clear_problem() -> None:
    (problem,) = check(crossing(60))
    assert problem.severity == "warning"
    assert problem.message.startswith("the rules relate earlier answers in more than 200,000 ways")
