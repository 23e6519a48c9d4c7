"""The states of a flow: where its walks can stand, each with what it remembers that still matters.

A rule makes the rest of a walk depend on earlier answers, so a step alone does not tell what comes;
a step with those answers does. What is asked of all walks is then answered by going through the
states once, in topological order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ssmflow.errors import TooEntangledError
from ssmflow.flow.model import Choice, Flow
from ssmflow.flow.survey import Asked, Memory, memory_of

End: TypeAlias = str | None
"""Where a path ends: the id of an outcome, or None for a restart."""

MAXIMUM_STATES = 200_000
"""Some 5 seconds."""

Remembered: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(eq=False, slots=True)
class State:
    """Where walks stand.

    Args:
        step: The step; None after a restart.
        memory: The answers that a rule may still ask about, in the order of the walk.
        moves: For each choice the next state; empty where the path ends.
    """

    step: End
    memory: Remembered = ()
    moves: dict[str, State] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class States:
    """All states that some walk of a flow comes to.

    Args:
        flow: The flow.
        order: The states, each before those that it moves to; the first is the start.
    """

    flow: Flow
    order: Sequence[State]

    @property
    def start(self) -> State:
        """Where every walk begins."""
        return self.order[0]


@lru_cache(maxsize=16)
def states_of(flow: Flow, also: tuple[Asked, ...] = (), limit: int = MAXIMUM_STATES) -> States:
    """Return the states of a sound flow, made once.

    Args:
        flow: The flow.
        also: What is to be remembered beside what its rules ask.
        limit: How many states there may be.

    Raises:
        TooEntangledError: There are more.
    """
    return _Unrolling(flow, memory_of(flow, also), limit).states()


class _Unrolling:
    """Finds the states step by step, in the topological order of the steps."""

    def __init__(self, flow: Flow, memory: Memory, limit: int) -> None:
        self.flow = flow
        self.memory = memory
        self.limit = limit
        self.waiting: dict[str, dict[Remembered, State]] = {}
        self.restart = State(None)

    def states(self) -> States:
        order: list[State] = []
        self._at(self.flow.start, ())
        for step in self.memory.order:
            found = self.waiting.pop(step, {}).values()
            order.extend(found)
            if len(order) > self.limit:
                reason = f"the rules relate earlier answers in more than {self.limit:,} ways"
                raise TooEntangledError(step, reason)
            for state in found:
                self._move(state, step)
        return States(self.flow, [*order, self.restart])

    def _at(self, step: str, memory: Remembered) -> State:
        states = self.waiting.setdefault(step, {})
        if memory not in states:
            states[memory] = State(step, memory)
        return states[memory]

    def _move(self, state: State, step: str) -> None:
        known = dict(state.memory)
        for choice in self.flow.steps[step].choices.values():
            state.moves[choice.id] = (
                self.restart if choice.restart else self._after(state, step, choice, known)
            )

    def _after(self, state: State, step: str, choice: Choice, known: Mapping[str, str]) -> State:
        # A rule may name its own question's answer as little as a later one, so this is enough.
        to = choice.rule_for(known).to
        needed, ranks = self.memory.needed[to], self.memory.ranks
        kept = tuple(each for each in state.memory if needed >> ranks[each[0]] & 1)
        told_apart = choice.id in self.memory.named.get(step, ())
        if told_apart and needed >> ranks[step] & 1:
            kept += ((step, choice.id),)
        return self._at(to, kept)
