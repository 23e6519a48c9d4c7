"""Walks that show which steps are reached, where rules relate too many answers to follow them all.

A walk that arrives is proof; that none was found is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Choice, Flow, Rule

TRIES = 30
"""Walks that are tried for each rule; the first goes straight, the others wander."""
MAXIMUM_PASSED = 1_000_000
"""Questions that all tries together pass at most: some two seconds."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """A rule that a walk should take, by way of the questions that it names."""

    question: str
    choice: str
    rule: Rule
    avoid: Mapping[str, frozenset[str]]

    def wants(self, question: str) -> tuple[str, ...]:
        """Return the choices that fit at a question; none where any does."""
        return (self.choice,) if question == self.question else self.rule.when.get(question, ())


@dataclass
class _Search:
    """Tries walks, and keeps which steps they have reached."""

    flow: Flow
    order: Mapping[str, int]
    reached: set[str] = field(default_factory=set)
    passed: int = 0
    # The same walks are tried each time; nothing here is secret.
    _random: Random = field(default_factory=lambda: Random(0))  # noqa: S311
    _before: dict[str, set[str]] = field(default_factory=dict)

    def try_for(self, aim: _Aim) -> None:
        for wander in range(TRIES):
            if aim.rule.to in self.reached or self.passed > MAXIMUM_PASSED:
                return
            self._walk(aim, wander / TRIES)

    def _walk(self, aim: _Aim, wander: float) -> None:
        order = self.order
        ways = sorted({*aim.rule.when, aim.question}, key=order.__getitem__, reverse=True)
        answers: dict[str, str] = {}
        step = self.flow.start
        self.reached.add(step)
        while ways and self.flow.steps[step].choices:
            self.passed += 1
            while ways and order[ways[-1]] <= order[step]:
                ways.pop()
            found = self._choose(step, aim, ways[-1] if ways else None, answers, wander)
            if found is None:
                return
            answers[step] = found.id
            step = found.rule_for(answers).to
            self.reached.add(step)

    def _choose(
        self, step: str, aim: _Aim, way: str | None, answers: Mapping[str, str], wander: float
    ) -> Choice | None:
        """Return a choice that leads on to the next question to pass, best one that helps."""
        wanted, avoided = aim.wants(step), aim.avoid.get(step, frozenset())
        fitting = [
            choice
            for choice in self.flow.steps[step].choices.values()
            if not choice.restart
            and (not wanted or choice.id in wanted)
            and (way is None or choice.rule_for(answers).to in self._towards(way))
        ]
        helping = [choice for choice in fitting if choice.id not in avoided]
        if helping and self._random.random() >= wander:
            fitting = helping
        return self._random.choice(fitting) if fitting else None

    def _towards(self, step: str) -> set[str]:
        """Return the steps from which a step can be reached, itself included, rules aside."""
        if step not in self._before:
            sources: dict[str, list[str]] = {}
            for source, targets in graph_of(self.flow).successors.items():
                for target in targets:
                    sources.setdefault(target, []).append(source)
            found: set[str] = set()
            waiting = [step]
            while waiting:
                each = waiting.pop()
                if each not in found:
                    found.add(each)
                    waiting.extend(sources.get(each, ()))
            self._before[step] = found
        return self._before[step]


def find_unreached(flow: Flow, unsure: set[str]) -> set[str]:
    """Return those of some steps that no walk was found to.

    Args:
        flow: An acyclic flow; its targets and rules name steps and choices that exist.
        unsure: The steps to look for.
    """
    search = _Search(flow, {step: place for place, step in enumerate(graph_of(flow).order)})
    for aim in _aims(flow, unsure):
        search.try_for(aim)
    return unsure - search.reached


def _aims(flow: Flow, unsure: set[str]) -> Iterator[_Aim]:
    for step in graph_of(flow).order:
        for choice in flow.steps[step].choices.values():
            avoid: dict[str, set[str]] = {}
            for rule in choice.rules:
                if rule.to in unsure:
                    fixed = {question: frozenset(named) for question, named in avoid.items()}
                    yield _Aim(step, choice.id, rule, fixed)
                for question, named in rule.when.items():
                    avoid.setdefault(question, set()).update(named)
