"""Which paths take a choice, and who takes it: what hangs on a single arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from ssmflow.analysis.states import State, states_of
from ssmflow.flow.model import Flow

Arrow: TypeAlias = tuple[str, str]
"""A question and one of its choices."""

Certainty = Literal["surely", "perhaps", "never"]


def paths_through(flow: Flow, answers: Mapping[str, str] | None = None) -> Mapping[Arrow, int]:
    """Return how many paths take each choice, exactly.

    Args:
        flow: A sound flow.
        answers: Only paths with these answers count, where they pass their questions; None: all.

    Returns:
        A count for every choice of the flow, in its order; 0 where no path takes it.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    given = answers or {}
    states = states_of(flow)
    coming: dict[State, int] = dict.fromkeys(states.order, 0)
    coming[states.start] = 1
    for state in states.order:
        for _, following in _moves(state, given):
            coming[following] += coming[state]
    going: dict[State, int] = {}
    for state in reversed(states.order):
        going[state] = sum(going[each] for _, each in _moves(state, given)) if state.moves else 1
    found = {(step.id, choice): 0 for step in flow.steps.values() for choice in step.choices}
    for state in states.order:
        for choice, following in _moves(state, given):
            found[str(state.step), choice] += coming[state] * going[following]
    return found


def taken_by(flow: Flow, answers: Mapping[str, str]) -> Mapping[Arrow, Certainty]:
    """Return for each choice whether someone with these answers takes it.

    Args:
        flow: A sound flow.
        answers: The answers that are known, in any order; all others may be any.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    found = paths_through(flow, answers)
    every = sum(count for (question, _), count in found.items() if question == flow.start)
    return {arrow: _certainty(count, every) for arrow, count in found.items()}


def _certainty(count: int, every: int) -> Certainty:
    if not count:
        return "never"
    return "surely" if count == every else "perhaps"


def _moves(state: State, answers: Mapping[str, str]) -> Iterable[tuple[str, State]]:
    given = answers.get(state.step) if state.step is not None else None
    return [(given, state.moves[given])] if given in state.moves else state.moves.items()
