"""Whether every step of a flow is reached, once, and every rule can decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ssmflow.errors import Location, Problem, TooEntangledError
from ssmflow.flow.graph import Graph, graph_of
from ssmflow.flow.model import Choice, Flow, Rule, Step
from ssmflow.flow.survey import surely_reached, survey
from ssmflow.flow.witness import find_unreached

MAXIMUM_ROUND = 20
"""Of a longer cycle a problem tells the first and last steps."""


@dataclass
class Unread:
    """What of a flow could not be read: it was told, and is no reason for more problems.

    Args:
        rules: The locations of rules that are not as they were meant.
        mentions: For each step that is not as it was meant, the texts in it that may be targets.
    """

    rules: set[Location] = field(default_factory=set)
    mentions: dict[str, set[str]] = field(default_factory=dict)


def check_reach(flow: Flow, resembling: Mapping[str, str], unread: Unread) -> Iterator[Problem]:
    """Yield cycles, steps that no walk reaches, and rules in the wrong order or place.

    Args:
        flow: A flow, sound or not.
        resembling: For targets that name no step, the step that was probably meant. It counts as
            the target here, so that one slip of the pen is one error.
        unread: What could not be read; the steps that it mentions count as targets here.
    """
    meant = _as_meant(flow, resembling, unread)
    graph = graph_of(meant)
    knots = [knot for knot in reversed(graph.knots) if graph.cyclic(knot)]
    yield from _check_order(flow, unread.rules)
    precedence = Precedence(graph, {name for *_, rule, _ in _rules_of(flow) for name in rule.when})
    misplaced = list(_check_precedence(flow, precedence))
    yield from misplaced
    unjudged = {problem.location[:6] for problem in misplaced} | unread.rules
    unjudged |= {at for *_, rule, at in _rules_of(flow) if not _possible(flow, rule)}
    for knot in knots:
        yield _cycle(meant, graph, knot)
    if flow.start not in flow.steps:
        return
    if knots or unread.mentions:
        yield from _unreached(flow, graph.reached_from(flow.start))
        return
    try:
        found = survey(meant)
    except TooEntangledError as tangle:
        yield _tangle(tangle, meant)
        return
    reached = set(found.arrivals)
    for step, _, _, rule, at in _rules_of(meant):
        if step in reached and at in unjudged:
            reached |= graph.reached_from(rule.to)
    yield from _unreached(flow, reached)
    yield from _never_taken(flow, set(found.arrivals), found.taken, unjudged)


def _tangle(tangle: TooEntangledError, flow: Flow) -> Problem:
    """Tell that not every walk was followed; an error where some step may be out of reach."""
    unsure = find_unreached(flow, flow.steps.keys() - surely_reached(flow))
    at = ("steps", tangle.step)
    if unsure:
        named = min(unsure, key=list(flow.steps).index)
        return Problem(
            f"{tangle.reason}, so it can't be told whether step {named!r} is reached", at
        )
    return Problem(f"{tangle.reason}, so unused rules are not looked for", at, "warning")


def _as_meant(flow: Flow, resembling: Mapping[str, str], unread: Unread) -> Flow:
    if not resembling and not unread.mentions:
        return flow

    def mend(rule: Rule) -> Rule:
        return replace(rule, to=rule.to if rule.to in flow.steps else resembling.get(rule.to, ""))

    def mend_choice(choice: Choice) -> Choice:
        return replace(choice, rules=tuple(map(mend, choice.rules)))

    def mend_step(step: Step) -> Step:
        choices = {choice.id: mend_choice(choice) for choice in step.choices.values()}
        for target in sorted(flow.steps.keys() & unread.mentions.get(step.id, set())):
            choices[f"?{target}"] = Choice(f"?{target}", step.text, (Rule(target),))
        return replace(step, choices=choices)

    return replace(flow, steps={id_: mend_step(step) for id_, step in flow.steps.items()})


def _rules_of(flow: Flow) -> Iterator[tuple[str, Choice, int, Rule, Location]]:
    for step in flow.steps.values():
        for choice in step.choices.values():
            for index, rule in enumerate(choice.rules):
                at = ("steps", step.id, "choices", choice.id, "to", index)
                yield step.id, choice, index, rule, at


def _check_order(flow: Flow, unread: set[Location]) -> Iterator[Problem]:
    for _, choice, index, rule, at in _rules_of(flow):
        if at in unread:
            continue
        last = index == len(choice.rules) - 1
        if last and rule.when:
            yield Problem("the last rule has a 'when': where none holds, nothing is next", at)
        if not last and not rule.when:
            reason = "this rule has no 'when', so those after it are never asked; it must be last"
            yield Problem(reason, at)


def _check_precedence(flow: Flow, precedence: Precedence) -> Iterator[Problem]:
    for step, _, _, rule, at in _rules_of(flow):
        for question in rule.when:
            known = flow.steps.get(question)
            if known and known.choices and not precedence.holds(question, step):
                reason = f"the rule names {question!r}, which can't come before {step!r}"
                yield Problem(reason, (*at, "when", question))


class Precedence:
    """Which of some questions lie on a way to a step, rules aside.

    Args:
        graph: The graph of the flow.
        questions: The questions that are asked about.
    """

    def __init__(self, graph: Graph, questions: set[str]) -> None:
        self._bit = {question: 1 << rank for rank, question in enumerate(questions)}
        self._before: dict[str, int] = dict.fromkeys(graph.successors, 0)
        for knot in reversed(graph.knots):
            own = sum(self._bit.get(step, 0) for step in knot)
            before = own if graph.cyclic(knot) else 0
            for step in knot:
                before |= self._before[step]
            for step in knot:
                self._before[step] = before
                for target in graph.successors[step]:
                    self._before[target] |= before | own

    def holds(self, question: str, step: str) -> bool:
        """Tell whether a question can come before a step; it never comes before itself."""
        return bool(self._before[step] & self._bit.get(question, 0))


def _cycle(flow: Flow, graph: Graph, knot: tuple[str, ...]) -> Problem:
    """Tell one round through a knot, with its place at the choice that closes it."""
    members = set(knot)
    first = next(step for step in flow.steps if step in members)
    came_from: dict[str, str] = {}
    waiting = [first]
    for step in waiting:
        for target in graph.successors[step]:
            if target in members and target not in came_from:
                came_from[target] = step
                waiting.append(target)
    round_trip = [first, came_from[first]]
    while round_trip[-1] != first:
        round_trip.append(came_from[round_trip[-1]])
    names = round_trip[::-1]
    if len(names) > MAXIMUM_ROUND:
        names[5:-5] = [f"… {len(names) - 10} more …"]
    way = " → ".join(names)
    return Problem(f"a cycle: {way}", _closing(flow, came_from[first], first))


def _closing(flow: Flow, step: str, target: str) -> Location:
    return next(
        ("steps", step, "choices", choice.id, "to")
        for choice in flow.steps[step].choices.values()
        if any(rule.to == target for rule in choice.rules)
    )


def _possible(flow: Flow, rule: Rule) -> bool:
    """Tell whether a rule names only what exists; what hangs on one that doesn't stays unjudged."""
    return all(
        question in flow.steps and flow.steps[question].choices.keys() >= set(choices)
        for question, choices in rule.when.items()
    )


def _unreached(flow: Flow, reached: set[str]) -> Iterator[Problem]:
    for step in flow.steps:
        if step not in reached:
            yield Problem(f"no walk reaches step {step!r}", ("steps", step))


def _never_taken(
    flow: Flow,
    reached: set[str],
    taken: set[tuple[str, str, int]],
    unjudged: set[Location],
) -> Iterator[Problem]:
    for step, choice, index, rule, at in _rules_of(flow):
        hidden = any(not earlier.when for earlier in choice.rules[:index])
        untaken = (step, choice.id, index) not in taken
        if step in reached and untaken and not hidden and at not in unjudged:
            reason = f"this rule can never be the one taken, so nothing leads here to {rule.to!r}"
            yield Problem(reason, at, "warning")
