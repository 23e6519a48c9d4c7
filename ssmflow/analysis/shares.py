"""How many of a thousand: how people divide over outcomes, where each choice has a share.

All is exact: forward through the states with fractions, and backward for what a share weighs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ssmflow.analysis.states import End, State, States, states_of
from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Flow, Step
from ssmflow.flow.study import ShareRule, Shares
from ssmflow.flow.survey import Asked, memory_of

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Distribution:
    """How walks divide; every number is the part of all walks, from 0 to 1.

    Args:
        ends: For each end the part that ends there; together they are 1.
        steps: For each step the part that comes by.
        choices: For each (question, choice) the part that takes it.
        edges: For each (question, step) the part that goes there from that question.
    """

    ends: Mapping[End, Fraction]
    steps: Mapping[str, Fraction]
    choices: Mapping[tuple[str, str], Fraction]
    edges: Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class Lever:
    """What one choice's share weighs for an end.

    Args:
        question: The question.
        choice: The choice.
        when: The earlier answers for which that share counts; empty where it always does.
        slope: What the end's part gains, for each percentage point that the choice gains and the
            question's other choices lose in proportion; also in percentage points.
    """

    question: str
    choice: str
    when: Mapping[str, tuple[str, ...]]
    slope: Fraction


def even(question: Step) -> Mapping[str, Fraction]:
    """Return the same share for each choice of a question."""
    return dict.fromkeys(question.choices, Fraction(1, len(question.choices)))


def fitted(flow: Flow, shares: Shares) -> Shares:
    """Return shares as they count on a flow, such as a variant of the one they were given for.

    Choices that the flow does not have are left out and the others scaled up to a whole; choices
    without a share get none. Where nothing is left, the question divides evenly. A rule that names
    what the flow does not have never holds.
    """
    found: dict[str, tuple[ShareRule, ...]] = {}
    for question, rules in shares.items():
        step = flow.steps.get(question)
        if step is not None and step.choices:
            kept = (
                ShareRule(_scaled(step, rule.shares), rule.when)
                for rule in rules
                if all(name in flow.steps for name in rule.when)
            )
            found[question] = tuple(kept)
    return found


def _scaled(step: Step, shares: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    total = sum((shares.get(choice, ZERO) for choice in step.choices), ZERO)
    if not total:
        return even(step)
    return {choice: shares.get(choice, ZERO) / total for choice in step.choices}


def remembered_at(flow: Flow, question: str) -> tuple[str, ...]:
    """Return the earlier questions that a rule at a question or after it may still ask about.

    These are the ones for which giving shares by earlier answer makes most sense.
    """
    memory, graph = memory_of(flow), graph_of(flow)
    needed = memory.needed[question]
    return tuple(
        name
        for name, rank in memory.ranks.items()
        if needed >> rank & 1 and name != question and question in graph.reached_from(name)
    )


def distribution(flow: Flow, shares: Shares) -> Distribution:
    """Return how people divide over the ends and the steps of a sound flow, exactly.

    Args:
        flow: The flow.
        shares: How those who come to a question divide over its choices.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    shares = fitted(flow, shares)
    states = _states(flow, shares)
    weights = _weights(states, shares)
    ends: dict[End, Fraction] = defaultdict(Fraction)
    steps = dict.fromkeys(flow.steps, ZERO)
    choices: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    edges: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for state, weight in weights.items():
        if state.step is not None:
            steps[state.step] += weight
        if not state.moves:
            ends[state.step] += weight
        for choice, share in _shares_at(flow, state, shares).items():
            choices[str(state.step), choice] += weight * share
            to = state.moves[choice].step
            if to is not None:
                edges[str(state.step), to] += weight * share
    every: list[End] = [step.id for step in flow.steps.values() if not step.choices]
    ends = {end: ends[end] for end in [*every, None] if end in ends}
    return Distribution(ends, steps, dict(choices), dict(edges))


def levers(flow: Flow, shares: Shares, end: End) -> tuple[Lever, ...]:
    """Return what each share weighs for an end, the heaviest first.

    The part of an end is linear in each share, since a walk passes a question once; its slope is
    the part that comes to the question, times what the choice leads to more than the others do.

    Args:
        flow: A sound flow.
        shares: How those who come to a question divide over its choices.
        end: The end.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    shares = fitted(flow, shares)
    states = _states(flow, shares)
    values = _values(states, shares, end)
    slopes: dict[tuple[str, int, str], Fraction] = defaultdict(Fraction)
    for state, weight in _weights(states, shares).items():
        if not state.moves or state.step is None:
            continue
        index = _rule_at(state, shares)
        divided = _shares_at(flow, state, shares)
        for choice in state.moves:
            gain = sum(
                (
                    share * (values[state.moves[choice]] - values[state.moves[other]])
                    for other, share in _without(divided, choice).items()
                ),
                ZERO,
            )
            slopes[state.step, index, choice] += weight * gain
    found = (
        Lever(question, choice, shares[question][index].when if index >= 0 else {}, slope)
        for (question, index, choice), slope in slopes.items()
    )
    return tuple(sorted(found, key=lambda lever: -abs(lever.slope)))


def _states(flow: Flow, shares: Shares) -> States:
    asked: list[Asked] = [
        (question, name, choices)
        for question, rules in shares.items()
        for rule in rules
        for name, choices in rule.when.items()
    ]
    return states_of(flow, tuple(asked))


def _weights(states: States, shares: Shares) -> dict[State, Fraction]:
    """Return the part of all walks that comes to each state."""
    weights = dict.fromkeys(states.order, ZERO)
    weights[states.start] = ONE
    for state in states.order:
        for choice, share in _shares_at(states.flow, state, shares).items():
            weights[state.moves[choice]] += weights[state] * share
    return weights


def _values(states: States, shares: Shares, end: End) -> dict[State, Fraction]:
    """Return, for each state, the part of those who stand there that comes to an end."""
    values: dict[State, Fraction] = {}
    for state in reversed(states.order):
        if not state.moves:
            values[state] = ONE if state.step == end else ZERO
            continue
        divided = _shares_at(states.flow, state, shares).items()
        values[state] = sum((share * values[state.moves[c]] for c, share in divided), ZERO)
    return values


def _shares_at(flow: Flow, state: State, shares: Shares) -> Mapping[str, Fraction]:
    if not state.moves or state.step is None:
        return {}
    index = _rule_at(state, shares)
    return shares[state.step][index].shares if index >= 0 else even(flow.steps[state.step])


def _rule_at(state: State, shares: Shares) -> int:
    """Return which share rule holds at a state; -1 where there is none."""
    known = dict(state.memory)
    for index, rule in enumerate(shares.get(str(state.step), ())):
        if all(known.get(name) in choices for name, choices in rule.when.items()):
            return index
    return -1


def _without(shares: Mapping[str, Fraction], choice: str) -> Mapping[str, Fraction]:
    """Return the shares of the other choices as parts of a whole; even ones where all are none."""
    rest = ONE - shares[choice]
    others = {name: share for name, share in shares.items() if name != choice}
    if not rest:
        return {name: Fraction(1, len(others)) for name in others}
    return {name: share / rest for name, share in others.items()}
