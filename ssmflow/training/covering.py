"""Few walks that together take many choices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from ssmflow.flow.model import Flow
from ssmflow.flow.states import State, States, states_of

Answer: TypeAlias = tuple[str, str]
"""The id of a question and that of a choice of it."""

MAXIMUM_STATES = 50_000
"""So many states are gone through in a tenth of a second, once for each walk."""

_Score: TypeAlias = tuple[int, int, str]
"""Wanted choices that a walk from a state still takes, less its questions, and its next choice."""


def answers_of(flow: Flow) -> tuple[Answer, ...]:
    """Return every choice of a flow with its question, in the order of the flow."""
    return tuple((step.id, choice) for step in flow.steps.values() for choice in step.choices)


def coverable(flow: Flow) -> frozenset[Answer]:
    """Return every choice that some walk to an outcome takes.

    Args:
        flow: A sound flow.

    Raises:
        TooEntangledError: Its rules relate more answers than can be followed.
    """
    states = states_of(flow, limit=MAXIMUM_STATES)
    ending = _scores(states, frozenset())
    return frozenset(
        (state.step, choice)
        for state in states.order
        if state.step is not None
        for choice, following in state.moves.items()
        if following in ending
    )


def covering(flow: Flow, wanted: Collection[Answer]) -> Iterator[dict[str, str]]:
    """Yield the answers of walks to outcomes that together take every wanted choice.

    Each takes as many of them that none before it took as any walk does, in as few questions as
    that needs; the same walks every time.

    Args:
        flow: A sound flow.
        wanted: Choices; those that no walk to an outcome takes are passed over.

    Raises:
        TooEntangledError: The rules of the flow relate more answers than can be followed.
    """
    states = states_of(flow, limit=MAXIMUM_STATES)
    left = set(wanted)
    while left:
        answers = _best(states, left)
        taken = left & answers.items()
        if not taken:
            return
        left -= taken
        yield answers


def _best(states: States, left: Collection[Answer]) -> dict[str, str]:
    """Return the answers of the walk that takes most of some choices; none where none ends."""
    scores = _scores(states, left)
    answers: dict[str, str] = {}
    state = states.start
    while state.step is not None and state.moves and state in scores:
        choice = scores[state][2]
        answers[state.step] = choice
        state = state.moves[choice]
    return answers


def _scores(states: States, left: Collection[Answer]) -> dict[State, _Score]:
    """Return the best score of each state from which a walk comes to an outcome.

    A walk passes a question once at most, so what it takes from a state on adds up.
    """
    scores: dict[State, _Score] = {}
    for state in reversed(states.order):
        if state.step is None:
            continue
        if not state.moves:
            scores[state] = (0, 0, "")
        for choice, following in state.moves.items():
            if following in scores:
                gain, length, _ = scores[following]
                gain += (state.step, choice) in left
                if state not in scores or (gain, length - 1) > scores[state][:2]:
                    scores[state] = (gain, length - 1, choice)
    return scores
