"""What the states of a flow tell: where answers, complete or not, can lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ssmflow.flow.model import Flow
from ssmflow.flow.states import End as End
from ssmflow.flow.states import State as State
from ssmflow.flow.states import States as States
from ssmflow.flow.states import states_of as states_of


def possible_ends(flow: Flow, answers: Mapping[str, str]) -> tuple[End, ...]:
    """Return every end that a walk with these answers can still come to.

    Questions without an answer may be answered in any way; an answer counts where a walk passes
    its question, whatever the order in which it was given.

    Args:
        flow: A sound flow.
        answers: A choice for each answered question; those that the flow does not have are passed
            over.

    Returns:
        The outcomes in the order of the flow, None last.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    return ordered(flow, ends_from(states_of(flow).start, answers))


def ends_from(start: State, answers: Mapping[str, str]) -> set[End]:
    """Return the ends that are reached from a state with these answers."""
    ends: set[End] = set()
    seen = {start}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if not state.moves:
            ends.add(state.step)
            continue
        for following in moves_with(state, answers):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return ends


def moves_with(state: State, answers: Mapping[str, str]) -> Sequence[State]:
    """Return where a state can move to: by the answer given, else by any choice."""
    moves = state.moves
    given = answers.get(state.step) if state.step is not None else None
    return [moves[given]] if given in moves else list(moves.values())


def ordered(flow: Flow, ends: set[End]) -> tuple[End, ...]:
    """Return ends in the order of the flow, a restart last."""
    outcomes: list[End] = [step for step in flow.steps if step in ends]
    return tuple([*outcomes, None] if None in ends else outcomes)
