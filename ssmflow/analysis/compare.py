"""Which paths end elsewhere in another flow: exactly, and however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import eq
from typing import Literal, TypeAlias

from ssmflow.analysis.differences import Differences, differences
from ssmflow.analysis.joint import Joint, Pair, joint_of
from ssmflow.analysis.joint import Missing as Missing
from ssmflow.analysis.renames import with_earlier_ids
from ssmflow.analysis.states import End
from ssmflow.analysis.who import WhoSearch
from ssmflow.flow.check import check
from ssmflow.flow.model import Choice, Flow

MAXIMUM_LISTED = 200
MAXIMUM_SETS = 20
EFFORT = 4_000
"""Conjunctions of functions for all minimal answers together: some tenth of a second."""
LARGE = 2_000
"""Pairs of places beyond which minimal answers are not looked for: it would take seconds."""
MAXIMUM_TOLD_APART = 40
"""Shifts that differ; where there are more, minimal answers are looked for only of all together."""

ShiftKind = Literal["same", "changed", "new", "gone"]
Answers: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shift:
    """All pairs of paths that end at one end before and at one after.

    Args:
        kind: `same`, or `changed`; `gone` where the answers cannot be given any more, `new` where
            they could not be given before.
        before: The end in the earlier flow.
        after: The end in the later flow, with its earlier id.
        count: How many pairs of paths there are.
        example: A smallest one: the answers of both paths.
        who: Minimal sets of answers that lead to both ends, smallest first; empty where the ends
            are the same, and where they were not looked for.
        complete: Whether `who` holds them all.
    """

    kind: ShiftKind
    before: End | Missing
    after: End | Missing
    count: int
    example: Answers
    who: tuple[Answers, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One pair of paths that ends elsewhere: the answers of both, and where each ends."""

    answers: Answers
    before: End | Missing
    after: End | Missing


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two flows beside each other.

    A path of one flow and a path of the other are a pair where they give the same answer to every
    question that both pass: one person can walk both. Questions that only one of them passes are
    answered in every way. All ids are those of the earlier flow, where it has the step or choice
    under another one.

    Args:
        before: The earlier flow.
        after: The later flow, with the earlier ids.
        differences: What differs, whatever paths do.
        shifts: Every pair of ends that some pair of paths has, in the order of the flows.
        listing: Every pair of paths that ends elsewhere; None where there are too many to list.
        who: Minimal sets of answers with which one ends elsewhere, wherever that is, smallest
            first; empty where nobody does, where the two flows ask questions in opposite orders,
            and where they are too large to look for them.
        complete: Whether `who` holds them all.
    """

    before: Flow
    after: Flow
    differences: Differences
    shifts: tuple[Shift, ...]
    listing: tuple[Line, ...] | None
    who: tuple[Answers, ...] = ()
    complete: bool = False

    @property
    def total(self) -> int:
        """How many pairs of paths there are."""
        return sum(shift.count for shift in self.shifts)

    @property
    def elsewhere(self) -> int:
        """How many pairs of paths end elsewhere."""
        return sum(shift.count for shift in self.shifts if shift.kind != "same")


@dataclass(frozen=True, slots=True)
class Alone:
    """One changed choice on its own, all else as it was, new steps aside.

    Args:
        question: The question, with its earlier id.
        choice: The choice, with its earlier id.
        comparison: What that alone changes; None where the flow is not sound with it alone.
    """

    question: str
    choice: str
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class _Met:
    """The pairs of paths that come to a pair of places: how many, and a shortest."""

    count: int
    length: int
    way: tuple[object, str, str] | None = None

    def answers(self) -> dict[str, str]:
        """Return the answers of the shortest."""
        found: list[tuple[str, str]] = []
        way = self.way
        while way is not None:
            earlier, question, choice = way
            found.append((question, choice))
            way = earlier  # type: ignore[assignment]
        return dict(reversed(found))


def compare(before: Flow, after: Flow) -> Comparison:
    """Compare two sound flows.

    Raises:
        TooEntangledError: They are too much to be followed exactly.
    """
    found = differences(before, after)
    alike = with_earlier_ids(after, found.renames)
    joint = joint_of(before, alike)
    shifts = _shifts(joint, before, alike)
    elsewhere = sum(shift.count for shift in shifts if shift.kind != "same")
    listing = tuple(_listing(joint)) if elsewhere <= MAXIMUM_LISTED else None
    comparison = Comparison(before, alike, found, tuple(shifts), listing)
    too_much = joint.twisted or len(joint.order) > LARGE
    return comparison if too_much or not elsewhere else _with_who(comparison, joint)


def each_change_alone(before: Flow, after: Flow) -> tuple[Alone, ...]:
    """Return what each choice that leads elsewhere changes on its own, all else as it was.

    Only choices that both flows have are looked at; what is new may be led to.

    Raises:
        TooEntangledError: The flows are too much to be followed exactly.
    """
    alike = with_earlier_ids(after, differences(before, after).renames)
    return tuple(
        Alone(step.id, choice.id, _alone(before, alike, step.id, choice.id))
        for step in before.steps.values()
        if step.id in alike.steps
        for choice in step.choices.values()
        if choice.id in alike.steps[step.id].choices
        and _leads(choice) != _leads(alike.steps[step.id].choices[choice.id])
    )


def _leads(choice: Choice) -> object:
    return choice.rules, choice.restart


def _alone(before: Flow, after: Flow, question: str, choice: str) -> Comparison | None:
    step, changed = before.steps[question], after.steps[question].choices[choice]
    new = {id_: each for id_, each in after.steps.items() if id_ not in before.steps}
    one = {question: replace(step, choices={**step.choices, choice: changed})}
    flow = replace(before, steps={**before.steps, **new, **one})
    # A step that only another change leads to, or only this choice did, does no harm here.
    harmful = [
        problem
        for problem in check(flow)
        if problem.severity == "error" and not problem.message.startswith("no walk reaches")
    ]
    return None if harmful else compare(before, flow)


def _shifts(joint: Joint, before: Flow, after: Flow) -> list[Shift]:
    met: dict[tuple[End | Missing, End | Missing], _Met] = {}
    for pair, found in _follow(joint):
        if pair.ended:
            known = met.get(pair.ends)
            met[pair.ends] = found if known is None else _both(known, found)
    ends: list[End | Missing] = [*before.steps, *after.steps, None, Missing.MISSING]
    place = {end: at for at, end in reversed(list(enumerate(ends)))}
    return [
        Shift(_kind(*ends), *ends, found.count, found.answers())
        for ends, found in sorted(met.items(), key=lambda each: [place[end] for end in each[0]])
    ]


def _follow(joint: Joint) -> Iterator[tuple[Pair, _Met]]:
    """Yield each pair of places with the pairs of paths that come to it."""
    met: dict[Pair, _Met] = {joint.order[0]: _Met(1, 0)}
    for pair in joint.order:
        found = met.pop(pair)
        yield pair, found
        for choice, following in pair.moves.items():
            fresh = pair.question not in dict(pair.answered)
            way = (found.way, pair.question, choice)
            moved = _Met(found.count, found.length + fresh, way)
            known = met.get(following)
            met[following] = moved if known is None else _both(known, moved)


def _both(one: _Met, other: _Met) -> _Met:
    shorter = other if other.length < one.length else one
    return _Met(one.count + other.count, shorter.length, shorter.way)


def _kind(before: End | Missing, after: End | Missing) -> ShiftKind:
    if before == after:
        return "same"
    if before is Missing.MISSING:
        return "new"
    return "gone" if after is Missing.MISSING else "changed"


def _listing(joint: Joint) -> Iterator[Line]:
    """Yield every pair of paths that ends elsewhere; only ways that lead to one are followed."""
    telling: set[Pair] = set()
    for pair in reversed(joint.order):
        ended = pair.ended and _kind(*pair.ends) != "same"
        if ended or any(following in telling for following in pair.moves.values()):
            telling.add(pair)
    waiting: list[tuple[Pair, dict[str, str]]] = [(joint.order[0], {})]
    while waiting:
        pair, answers = waiting.pop()
        if pair not in telling:
            continue
        if not pair.moves:
            yield Line(answers, *pair.ends)
        for choice, following in reversed(pair.moves.items()):
            waiting.append((following, {**answers, pair.question: choice}))


def _with_who(comparison: Comparison, joint: Joint) -> Comparison:
    """Add the minimal sets of answers: of all who end elsewhere, and of each shift."""
    told_apart = [shift for shift in comparison.shifts if shift.kind != "same"]
    search = WhoSearch(joint, comparison.before, comparison.after)
    found = search.who(lambda ends: _kind(*ends) != "same", MAXIMUM_SETS, EFFORT)
    comparison = replace(comparison, who=found.sets, complete=found.complete)
    if len(told_apart) > MAXIMUM_TOLD_APART:
        return comparison
    shifts = []
    for shift in comparison.shifts:
        if shift.kind != "same":
            ends = shift.before, shift.after
            found = search.who(partial(eq, ends), MAXIMUM_SETS, EFFORT // (1 + len(told_apart)))
            shift = replace(shift, who=found.sets, complete=found.complete)
        shifts.append(shift)
    return replace(comparison, shifts=tuple(shifts))
