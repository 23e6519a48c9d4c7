"""Minimal sets of answers that force a value: the prime implicants of a function of answers.

A set of answers forces a value where the function has it whatever the other answers are; it is
minimal where no answer can be left out (Quine, The American Mathematical Monthly 59, 1952).
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Generic, TypeVar

from ssmflow.analysis.diagram import END_LEVEL, Diagrams, Node, bottom_up, values_with

Item = TypeVar("Item")

MAXIMUM_CONJUNCTIONS = 12_000
"""Some third of a second; beyond it not every minimal set is looked for."""
MAXIMUM_TRIED = 400
"""Ways that are tried at most where not every minimal set is looked for."""


@dataclass(frozen=True, slots=True)
class Minimal:
    """Minimal sets of answers.

    Args:
        sets: The sets, smallest first, each with its answers in the order of questions.
        total: How many there are; None where not all were looked for.
    """

    sets: tuple[Mapping[str, str], ...]
    total: int | None


class _TooManyError(Exception):
    """More conjunctions or families than the limit."""


@dataclass(eq=False, slots=True)
class _Family:
    """A family of sets of answers, as a decision diagram without zeros (Minato, DAC 1993).

    Args:
        level: The place of its question.
        question: The question that some of its sets answer.
        rest: The sets that do not.
        branches: For each choice those that do, without that answer; no empty family.
        size: How many sets it holds.
        least: The size of its smallest set.
    """

    level: int
    question: str = ""
    rest: _Family | None = None
    branches: dict[str, _Family] = field(default_factory=dict)
    size: int = 0
    least: int = 0


_NONE = _Family(END_LEVEL)
_UNIT = _Family(END_LEVEL, size=1)


def minimal_sets(
    diagrams: Diagrams, root: Node, value: Hashable, most: int, effort: int = MAXIMUM_CONJUNCTIONS
) -> Minimal:
    """Return the minimal sets of answers that force a value.

    Where there is too much to look through, only some minimal sets are returned, and their total is
    not known.

    Args:
        diagrams: Where the function was made.
        root: The function.
        value: The value that is to be forced.
        most: How many sets are returned at most.
        effort: How many conjunctions of functions are made at most to find them all.
    """
    wanted = diagrams.mapped(root, lambda end: end == value)
    try:
        family = _Primes(diagrams, effort).of(wanted)
    except (_TooManyError, RecursionError):
        # A function that is deeper than Python's recursion goes is too much to look through, too.
        return Minimal(tuple(sorted(islice(_some_sets(wanted), most), key=len)), None)
    return Minimal(tuple(islice(_smallest_first(family), most)), family.size)


class _Waiting(Generic[Item]):
    """Sets of answers that are still to be completed, the one that promises fewest answers first.

    Of equal ones the last comes first: so each is completed before its like are begun, and few
    wait.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Item, dict[str, str]]] = []
        self._fresh = count(0, -1)

    def __bool__(self) -> bool:
        return bool(self._heap)

    def push(self, item: Item, answers: dict[str, str], ahead: int) -> None:
        """Add where some answers lead, and how many answers at least are still ahead."""
        heapq.heappush(self._heap, (len(answers) + ahead, next(self._fresh), item, answers))

    def pop(self) -> tuple[Item, dict[str, str]]:
        """Take out where some answers lead, and the answers."""
        _, _, item, answers = heapq.heappop(self._heap)
        return item, answers


class _Primes:
    """Finds all prime implicants at once, without making them one by one.

    After Coudert and Madre (DAC 1992), for questions with several choices: an implicant that leaves
    a question out forces the value in every branch; one that answers it forces it in that branch,
    and is no implicant without that answer.
    """

    def __init__(self, diagrams: Diagrams, limit: int) -> None:
        self.diagrams = diagrams
        self.limit = limit
        self._true, self._false = diagrams.end(True), diagrams.end(False)
        self._conjunctions: dict[frozenset[Node], Node] = {}
        self._families: dict[tuple[object, ...], _Family] = {}
        self._differences: dict[tuple[_Family, _Family], _Family] = {}
        self._primes: dict[Node, _Family] = {self._true: _UNIT, self._false: _NONE}

    def of(self, function: Node) -> _Family:
        if function not in self._primes:
            always = self.of(self._all(frozenset(function.branches.values())))
            branches = {
                choice: self._less(self.of(branch), always)
                for choice, branch in function.branches.items()
            }
            self._primes[function] = self._family(
                function.level, function.question, always, branches
            )
        return self._primes[function]

    def _all(self, functions: frozenset[Node]) -> Node:
        """Return the conjunction of functions."""
        if self._false in functions:
            return self._false
        functions -= {self._true}
        if len(functions) < 2:
            return next(iter(functions), self._true)
        if functions not in self._conjunctions:
            if len(self._conjunctions) >= self.limit:
                raise _TooManyError
            first = min(functions, key=lambda node: node.level)
            branches = {
                choice: self._all(
                    frozenset(
                        node.branches[choice] if node.level == first.level else node
                        for node in functions
                    )
                )
                for choice in first.branches
            }
            made = self.diagrams.node(first.level, first.question, branches)
            self._conjunctions[functions] = made
        return self._conjunctions[functions]

    def _less(self, one: _Family, other: _Family) -> _Family:
        """Return the sets of one family that are not in another."""
        if one is _NONE or other is _NONE or one is other:
            return _NONE if one is other else one
        known = self._differences.get((one, other))
        if known is None:
            known = self._differences[one, other] = self._difference(one, other)
        return known

    def _difference(self, one: _Family, other: _Family) -> _Family:
        if other.level < one.level:
            return self._less(one, other.rest or _NONE)
        if one.level == END_LEVEL:
            return one
        if one.level < other.level:
            return self._family(
                one.level, one.question, self._less(one.rest or _NONE, other), one.branches
            )
        branches = {
            choice: self._less(each, other.branches.get(choice, _NONE))
            for choice, each in one.branches.items()
        }
        rest = self._less(one.rest or _NONE, other.rest or _NONE)
        return self._family(one.level, one.question, rest, branches)

    def _family(
        self, level: int, question: str, rest: _Family, branches: Mapping[str, _Family]
    ) -> _Family:
        kept = {choice: each for choice, each in branches.items() if each is not _NONE}
        if not kept:
            return rest
        key = (level, rest, *kept.items())
        if key not in self._families:
            if len(self._families) >= 4 * self.limit:
                raise _TooManyError
            size = rest.size + sum(each.size for each in kept.values())
            least = [each.least + 1 for each in kept.values()]
            least += [rest.least] if rest is not _NONE else []
            self._families[key] = _Family(level, question, rest, kept, size, min(least))
        return self._families[key]


def _smallest_first(family: _Family) -> Iterator[Mapping[str, str]]:
    """Yield the sets of a family, smallest first, then in the order of questions and choices."""
    waiting = _Waiting[_Family]()
    if family is not _NONE:
        waiting.push(family, {}, family.least)
    while waiting:
        rest, answers = waiting.pop()
        if rest.level == END_LEVEL:
            yield answers
            continue
        if rest.rest is not None and rest.rest is not _NONE:
            waiting.push(rest.rest, answers, rest.rest.least)
        for choice, each in reversed(rest.branches.items()):
            waiting.push(each, {**answers, rest.question: choice}, each.least)


def _some_sets(wanted: Node) -> Iterator[Mapping[str, str]]:
    """Yield some minimal sets: the shortest ways to the value, with what is idle left out."""
    told: set[frozenset[tuple[str, str]]] = set()
    for answers in islice(_ways(wanted), MAXIMUM_TRIED):
        least = _without_idle(wanted, answers)
        key = frozenset(least.items())
        if key not in told:
            told.add(key)
            yield least


def _ways(wanted: Node) -> Iterator[dict[str, str]]:
    """Yield the ways through a function to True, the shortest first."""
    far = END_LEVEL
    distance: dict[Node, int] = {}
    for node in bottom_up(wanted):
        ahead = min((distance[each] + 1 for each in node.branches.values()), default=far)
        distance[node] = 0 if node.value is True else ahead
    waiting = _Waiting[Node]()
    waiting.push(wanted, {}, distance[wanted])
    while waiting:
        node, answers = waiting.pop()
        if node.value is True:
            yield answers
        for choice, each in reversed(node.branches.items()):
            if distance[each] < far:
                waiting.push(each, {**answers, node.question: choice}, distance[each])


def _without_idle(wanted: Node, answers: Mapping[str, str]) -> dict[str, str]:
    """Leave out one answer after another, the latest first, while the value stays forced."""
    least = dict(answers)
    for question in reversed(list(answers)):
        fewer = {name: choice for name, choice in least.items() if name != question}
        if values_with(wanted, fewer) == {True}:
            least = fewer
    return least
