"""What decided: which single other answer would have changed where a walk ends."""

from __future__ import annotations

from dataclasses import dataclass

from ssmflow.analysis.states import End, ends_from, ordered, states_of
from ssmflow.flow.walk import Walk


@dataclass(frozen=True, slots=True)
class Turn:
    """One other answer that changes the end.

    Args:
        question: The question.
        choice: The other choice at it.
        ends: Every end that is possible then: several where new questions come up.
    """

    question: str
    choice: str
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What decided where a walk ends.

    Args:
        walk: The walk.
        turns: Each single other answer that changes the end, in the order of the walk.
        idle: The questions on the walk where no other answer changes it.
    """

    walk: Walk
    turns: tuple[Turn, ...]
    idle: tuple[str, ...]


def what_decided(walk: Walk) -> Decision:
    """Return what decided the end of a walk, all its other answers left as they are.

    Answers that are kept but not counted count again where the changed walk comes by. For a walk
    that has not ended, the end is whichever is still possible.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    start = states_of(walk.flow).start
    ends = ends_from(start, walk.answers)
    turns: list[Turn] = []
    for passage in walk.trace:
        question = passage.question
        for choice in question.choices:
            if choice == passage.choice.id:
                continue
            then = ends_from(start, {**walk.answers, question.id: choice})
            if then != ends:
                turns.append(Turn(question.id, choice, ordered(walk.flow, then)))
    turned = {turn.question for turn in turns}
    idle = tuple(question for question in walk.counted if question not in turned)
    return Decision(walk, tuple(turns), idle)
