"""Two flows walked side by side, by someone who gives one answer to a question that both ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from heapq import heappop, heappush
from itertools import count
from typing import TypeAlias

from ssmflow.analysis.states import End, State, states_of
from ssmflow.errors import TooEntangledError
from ssmflow.flow.graph import Graph, graph_from, graph_of
from ssmflow.flow.model import Flow

MAXIMUM_PAIRS = 200_000


class Missing(Enum):
    """Where a walk comes that gives an answer which the flow does not have."""

    MISSING = "missing"


Side: TypeAlias = "State | Missing"
Answered: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(eq=False, slots=True)
class Pair:
    """Where two walks stand.

    Args:
        before: The state in the earlier flow.
        after: The state in the later flow.
        answered: The answers given so far to questions that the other walk may yet come to.
        owed: Questions that one walk was given an answer to which only the other flow has: the
            other walk must yet give it.
        question: The question that is answered next: by both walks where both stand at it, else by
            the one that is behind. Empty where both have ended.
        moves: For each choice the next pair.
    """

    before: Side
    after: Side
    answered: Answered = ()
    owed: frozenset[str] = frozenset()
    question: str = ""
    moves: dict[str, Pair] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether both walks have ended, as a pair of paths."""
        return not self.moves and not self.owed

    @property
    def ends(self) -> tuple[End | Missing, End | Missing]:
        """Where both walks have ended."""
        return _end(self.before), _end(self.after)


@dataclass(frozen=True, eq=False)
class Joint:
    """All pairs of places that two walks come to together.

    Args:
        order: The pairs, each before those that it moves to.
        level: The place of each question in one order; every walk of both flows keeps to it, unless
            `twisted`.
        twisted: Whether the two flows ask some questions in opposite orders.
    """

    order: Sequence[Pair]
    level: Mapping[str, int]
    twisted: bool


def joint_of(before: Flow, after: Flow, limit: int = MAXIMUM_PAIRS) -> Joint:
    """Walk two sound flows side by side, in every way.

    Raises:
        TooEntangledError: There are more pairs than the limit, or too many states of one flow.
    """
    union = _union(before, after)
    level = {step: place for place, step in enumerate(_merged_order(union, before))}
    knots = {step for knot in union.knots if len(knot) > 1 for step in knot}
    return _Joining(before, after, level, knots, limit).joint()


def _union(before: Flow, after: Flow) -> Graph:
    one, other = graph_of(before).successors, graph_of(after).successors
    merged = {
        step: tuple(dict.fromkeys([*one.get(step, ()), *other.get(step, ())]))
        for step in [*one, *other]
    }
    return graph_from(merged)


def _merged_order(union: Graph, before: Flow) -> Iterator[str]:
    """Yield every step, each before those that it leads to; in a knot, in the earlier order."""
    known = {step: place for place, step in enumerate(graph_of(before).order)}
    for knot in reversed(union.knots):
        yield from sorted(knot, key=lambda step: known.get(step, len(known)))


class _Joining:
    """Finds the pairs, each after all that lead to it."""

    def __init__(
        self, before: Flow, after: Flow, level: Mapping[str, int], knots: set[str], limit: int
    ) -> None:
        self.level = level
        self.limit = limit
        # In a knot one walk may come to a question that the other has answered long before.
        self.crossing = {
            step for step in knots if _asked_in(before, step) and _asked_in(after, step)
        }
        self.twisted = bool(self.crossing)
        self.known = {
            step: [*before.steps[step].choices, *after.steps[step].choices]
            for step in self.crossing
        }
        states = [states_of(flow) for flow in (before, after)]
        self.starts = [each.start for each in states]
        self.places: dict[Side, int] = {
            state: place for each in states for place, state in enumerate(each.order)
        }
        self.places[Missing.MISSING] = 1 << 40
        self.pairs: dict[tuple[Side, Side, Answered, frozenset[str]], Pair] = {}
        self.waiting: list[tuple[int, int, Pair]] = []
        self.fresh = count()

    def joint(self) -> Joint:
        self._at(self.starts[0], self.starts[1], (), frozenset())
        order: list[Pair] = []
        while self.waiting:
            _, _, pair = heappop(self.waiting)
            order.append(pair)
            self._move(pair)
            if len(self.pairs) > self.limit:
                reason = f"the two flows can stand in more than {self.limit:,} pairs of places"
                raise TooEntangledError(pair.question, reason)
        return Joint(order, self.level, self.twisted)

    def _at(self, before: Side, after: Side, answered: Answered, owed: frozenset[str]) -> Pair:
        key = before, after, answered, owed
        if key not in self.pairs:
            self.pairs[key] = Pair(before, after, answered, owed)
            # Each move takes at least one walk further in its own order, and neither back.
            place = self.places[before] + self.places[after]
            heappush(self.waiting, (place, next(self.fresh), self.pairs[key]))
        return self.pairs[key]

    def _move(self, pair: Pair) -> None:
        asked = {side: _question(side) for side in (pair.before, pair.after)}
        questions = [question for question in asked.values() if question]
        if not questions:
            return
        pair.question = min(questions, key=self.level.__getitem__)
        first = pair.before if asked[pair.before] == pair.question else None
        second = pair.after if asked[pair.after] == pair.question else None
        for choice in self._choices(pair, first, second):
            before = pair.before if first is None else _after(first, choice)
            after = pair.after if second is None else _after(second, choice)
            answered, owed = pair.answered, pair.owed - {pair.question}
            if pair.question in self.crossing and pair.question not in dict(answered):
                answered = tuple(sorted([*answered, (pair.question, choice)]))
                alone = first is None or second is None
                if alone and choice not in {**_moves(first), **_moves(second)}:
                    owed |= {pair.question}
            pair.moves[choice] = self._at(before, after, answered, owed)

    def _choices(self, pair: Pair, first: Side | None, second: Side | None) -> list[str]:
        given = dict(pair.answered).get(pair.question)
        if given is not None:
            return [given]
        choices = {**_moves(first), **_moves(second)}
        other = pair.after if first is not None else pair.before
        alone = first is None or second is None
        if alone and pair.question in self.crossing and isinstance(other, State):
            # The other walk may yet come to this question, and give an answer that only it has.
            return list(dict.fromkeys([*choices, *self.known[pair.question]]))
        return list(choices)


def _asked_in(flow: Flow, step: str) -> bool:
    return step in flow.steps and bool(flow.steps[step].choices)


def _question(side: Side) -> str:
    return str(side.step) if isinstance(side, State) and side.moves else ""


def _moves(side: Side | None) -> Mapping[str, State]:
    return side.moves if isinstance(side, State) else {}


def _after(side: Side, choice: str) -> Side:
    return _moves(side).get(choice, Missing.MISSING)


def _end(side: Side) -> End | Missing:
    return side.step if isinstance(side, State) else side
