"""Random flows with what is asked of them: answers and shares.

They come from a seed, since Hypothesis takes longer to draw a flow piece by piece than a test takes
to walk it in every way; it shrinks their size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

from every_answer import questions_of
from hypothesis import strategies as st
from tiny_flows import Target, When, text
from tiny_flows import flow as flow_of

from ssmflow.flow.model import Flow, OutcomeKind
from ssmflow.flow.study import Persona, ShareRule, Shares

Made = TypeVar("Made")
KINDS: tuple[OutcomeKind, ...] = ("act", "refer", "stop")


def seeded(make: Callable[[Random, int], Made], most: int = 7) -> st.SearchStrategy[Made]:
    """Return what is made with a seed, of a size up to the most steps."""

    def made(size: int, seed: int) -> Made:
        return make(Random(seed), size)  # noqa: S311

    return st.builds(made, st.integers(1, most), st.integers(0, 1 << 32))


def some(random: Random, values: Sequence[str], most: int) -> list[str]:
    """Draw one value or more, in any order."""
    return random.sample(values, random.randint(1, min(most, len(values))))


def flow_with(random: Random, size: int) -> Flow:
    """Draw a flow: acyclic, in any order of its file, with outcomes of every kind.

    Rules name one question or more that stand anywhere before (so they may be skipped), with one
    choice or more; some are shadowed by others, some choices restart, some steps are never reached.
    """
    ids = [f"q{number}" for number in range(size)]
    made: dict[str, dict[str, Target]] = {}
    for number, id_ in enumerate(ids):
        later, earlier = (
            ids[number + 1 :],
            {name: made[name] for name in ids[:number] if made[name]},
        )
        count = random.choice((0, 1, 2, 2, 3, 3)) if number else 3
        made[id_] = {choice: target(random, later, earlier) for choice in "abc"[:count] if later}
    random.shuffle(ids)
    flow = flow_of("q0", {id_: made[id_] for id_ in ids})
    steps = {
        step.id: step if step.choices else replace(step, outcome=random.choice(KINDS))
        for step in flow.steps.values()
    }
    return replace(flow, steps=steps)


def target(
    random: Random, later: Sequence[str], earlier: Mapping[str, Mapping[str, Target]]
) -> Target:
    """Draw where a choice leads: to one of the later steps, by rules on earlier ones; restart."""
    if earlier and random.random() < 0.6:
        rules = [
            (
                condition(random, {name: list(earlier[name]) for name in earlier}),
                random.choice(later),
            )
            for _ in range(random.randint(1, 3))
        ]
        return [*rules, ({}, random.choice(later))]
    return None if random.random() < 0.2 else random.choice(later)


def condition(random: Random, choices: Mapping[str, Sequence[str]]) -> When:
    """Draw a condition on one question or more."""
    named = some(random, list(choices), 3)
    return {name: tuple(some(random, choices[name], 2)) for name in named}


def choices_of(flow: Flow) -> dict[str, list[str]]:
    """Return the choices of each question."""
    return {question: list(flow.steps[question].choices) for question in questions_of(flow)}


def with_answers(random: Random, size: int) -> tuple[Flow, dict[str, str]]:
    """Draw a flow, and answers to some of its questions, on a walk or off it."""
    flow = flow_with(random, size)
    likely = random.random()
    return flow, {
        question: random.choice(choices)
        for question, choices in choices_of(flow).items()
        if random.random() < likely
    }


def with_shares(random: Random, size: int) -> tuple[Flow, Shares]:
    """Draw a flow and shares of it."""
    flow = flow_with(random, size)
    return flow, shares_of(random, flow)


def with_foreign_shares(random: Random, size: int) -> tuple[Flow, Shares]:
    """Draw a flow, and shares of another one."""
    return flow_with(random, size), shares_of(random, flow_with(random, random.randint(1, 7)))


def shares_of(random: Random, flow: Flow) -> Shares:
    """Draw shares for some of a flow's questions, some of them for some other answers only."""
    found: dict[str, tuple[ShareRule, ...]] = {}
    choices = choices_of(flow)
    for question in choices:
        if random.random() < 0.7:
            conditions = [condition(random, choices) for _ in range(random.choice((0, 0, 1, 2)))]
            found[question] = tuple(
                ShareRule(division(random, choices[question]), when) for when in [*conditions, {}]
            )
    return found


def division(random: Random, choices: Sequence[str]) -> Mapping[str, Fraction]:
    """Draw shares: many are nought, and some are all."""
    parts = [random.choice((0, 0, 1, 2, 3)) for _ in choices]
    parts[random.randrange(len(parts))] += not any(parts)
    return {choice: Fraction(part, sum(parts)) for choice, part in zip(choices, parts, strict=True)}


def persona(answers: Mapping[str, str]) -> Persona:
    """Return somebody with answers."""
    return Persona("somebody", text("Somebody"), answers)
