"""Where walks can go: every walk of a flow followed at once, rules included."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ssmflow.errors import TooEntangledError
from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Choice, Flow
from ssmflow.flow.tally import (
    MAXIMUM_NODES,
    Condition,
    Tallies,
    Tally,
    TooManyCombinations,
    condition_of,
)

QUICK_NODES = 10_000
"""Some tenth of a second."""


Asked: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A step, an earlier question that is asked about there, and the choices that are told apart."""


@dataclass(frozen=True, eq=False)
class Memory:
    """What the rules of a flow ask to remember.

    Args:
        order: The steps in topological order.
        ranks: For each question that a rule names, its place among those in topological order.
        named: For each such question, the choices that some rule names; all others are alike.
        needed: For each step, the ranks, as bits, that a rule there or further on may still ask.
    """

    order: tuple[str, ...]
    ranks: Mapping[str, int]
    named: Mapping[str, frozenset[str]]
    needed: Mapping[str, int]

    def condition(self, when: Mapping[str, tuple[str, ...]]) -> Condition:
        """Return a rule's condition as tallies take it.

        A name that is no question has a rank that no walk remembers: that rule never holds.
        """
        unknown = len(self.ranks)
        return condition_of([(self.ranks.get(name, unknown), when[name]) for name in when])


@dataclass
class Survey:
    """What following every walk has found.

    Args:
        arrivals: For each step that a walk reaches, the number of those walks (or 1).
        taken: Each rule that decided for a walk, as (question, choice, index of the rule).
        ends: The number of walks (or 1) that end, at an outcome or in a restart.
        exact: Whether rules were followed; if not, arrivals and taken rules are those that could
            be if every rule could hold.
    """

    arrivals: dict[str, int] = field(default_factory=dict)
    taken: set[tuple[str, str, int]] = field(default_factory=set)
    ends: int = 0
    exact: bool = True


@lru_cache(maxsize=16)
def memory_of(flow: Flow, also: tuple[Asked, ...] = ()) -> Memory:
    """Return what the rules of an acyclic flow ask to remember, made once.

    Args:
        flow: The flow.
        also: What is asked beside its rules.
    """
    graph = graph_of(flow)
    order = tuple(graph.order)
    asks = {step: _named_at(flow, step) for step in order}
    for step, question, told_apart in also:
        asks[step].setdefault(question, set()).update(told_apart)
    named: dict[str, set[str]] = {}
    for conditions in asks.values():
        for question, choices in conditions.items():
            named.setdefault(question, set()).update(choices)
    questions = [step for step in order if step in named]
    ranks = {question: rank for rank, question in enumerate(questions)}
    needed: dict[str, int] = {}
    for step in reversed(order):
        bits = sum(1 << ranks[question] for question in asks[step] if question in ranks)
        for target in graph.successors[step]:
            bits |= needed[target]
        needed[step] = bits
    fixed = {question: frozenset(choices) for question, choices in named.items()}
    return Memory(order, ranks, fixed, needed)


def _named_at(flow: Flow, step: str) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for choice in flow.steps[step].choices.values():
        for rule in choice.rules:
            for question, choices in rule.when.items():
                named.setdefault(question, set()).update(choices)
    return named


def survey(
    flow: Flow,
    answers: Mapping[str, str] | None = None,
    start: str | None = None,
    combine: Callable[[int, int], int] = operator.or_,
    limit: int = MAXIMUM_NODES,
) -> Survey:
    """Follow every walk of an acyclic flow that goes on from the answers given.

    Args:
        flow: The flow; its targets and rules name steps and choices that exist.
        answers: The answers that the walk so far has passed.
        start: The step where that walk stands; the flow's start if left out.
        combine: `operator.or_` to ask only whether, `operator.add` to count walks.
        limit: How many combinations of answers are told apart at most.

    Raises:
        TooEntangledError: The rules relate more answers than can be followed exactly.
    """
    memory = memory_of(flow)
    tallies = Tallies(combine, limit)
    first = start or flow.start
    waiting: dict[str, Tally] = {first: _recall(memory, tallies, answers or {})}
    found = Survey()
    for step in memory.order:
        arrived = waiting.pop(step, 0)
        if arrived == 0:
            continue
        try:
            _pass(flow, step, arrived, memory, tallies, waiting, found)
        except TooManyCombinations as too_many:
            raise TooEntangledError(step, str(too_many)) from None
    return found


def _recall(memory: Memory, tallies: Tallies, answers: Mapping[str, str]) -> Tally:
    tally: Tally = 1
    for question in sorted(answers.keys() & memory.ranks.keys(), key=memory.ranks.__getitem__):
        if answers[question] in memory.named[question]:
            tally = tallies.remember(memory.ranks[question], answers[question], tally)
    return tally


def _pass(
    flow: Flow,
    step: str,
    arrived: Tally,
    memory: Memory,
    tallies: Tallies,
    waiting: dict[str, Tally],
    found: Survey,
) -> None:
    found.arrivals[step] = tallies.total(arrived)
    choices = flow.steps[step].choices
    if not choices:
        found.ends = tallies.combine(found.ends, found.arrivals[step])
    for choice in choices.values():
        if choice.restart:
            found.ends = tallies.combine(found.ends, found.arrivals[step])
        for index, part in _parts(choice, arrived, memory, tallies):
            found.taken.add((step, choice.id, index))
            to = choice.rules[index].to
            if to not in flow.steps:
                continue
            if choice.id in memory.named.get(step, ()):
                part = tallies.remember(memory.ranks[step], choice.id, part)
            kept = tallies.forget(part, memory.needed[to])
            waiting[to] = tallies.add(waiting.get(to, 0), kept)


def _parts(
    choice: Choice, arrived: Tally, memory: Memory, tallies: Tallies
) -> list[tuple[int, Tally]]:
    """Divide the walks that take a choice over its rules: the first that holds is taken."""
    parts: list[tuple[int, Tally]] = []
    rest = arrived
    for index, rule in enumerate(choice.rules):
        if rest == 0:
            break
        fits, rest = tallies.split(rest, memory.condition(rule.when))
        if fits != 0:
            parts.append((index, fits))
    return parts


def survey_quickly(flow: Flow, answers: Mapping[str, str], start: str) -> Survey:
    """Follow every walk as `survey` does, while a visitor waits.

    Where rules relate too many answers for that, every rule counts as one that can hold.
    """
    try:
        return survey(flow, answers, start, limit=QUICK_NODES)
    except TooEntangledError:
        reached = graph_of(flow).reached_from(start)
        taken = {
            (step, choice.id, index)
            for step in reached
            for choice in flow.steps[step].choices.values()
            for index in range(len(choice.rules))
        }
        return Survey(dict.fromkeys(reached, 1), taken, 1, exact=False)


def surely_reached(flow: Flow) -> set[str]:
    """Return steps that some walk reaches by choices that depend on no earlier answer."""
    found: set[str] = set()
    waiting = [flow.start]
    while waiting:
        step = waiting.pop()
        if step not in found and step in flow.steps:
            found.add(step)
            choices = flow.steps[step].choices.values()
            waiting.extend(choice.rules[0].to for choice in choices if len(choice.rules) == 1)
    return found
