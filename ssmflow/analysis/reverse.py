"""Questions turned round: how one gets to an outcome, and where the dead ends are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ssmflow.analysis.diagram import Diagrams, Node, bottom_up, diagram_of
from ssmflow.analysis.minimal import MAXIMUM_CONJUNCTIONS, minimal_sets
from ssmflow.analysis.states import End, State, states_of
from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Flow, OutcomeKind

DEAD_ENDS: tuple[OutcomeKind, ...] = ("stop", "refer")
MAXIMUM_SETS = 200
MAXIMUM_SETS_OF_DEAD_END = 20


@dataclass(frozen=True, slots=True)
class AnswerSets:
    """Minimal sets of answers that lead to an end.

    Args:
        end: The end.
        sets: The sets, smallest first; in each the answers in the order of the flow.
        total: How many there are; None where not all were looked for.
    """

    end: End
    sets: tuple[Mapping[str, str], ...]
    total: int | None

    @property
    def complete(self) -> bool:
        """Whether `sets` holds them all."""
        return self.total == len(self.sets)


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """An outcome where somebody else must act, or where the way is closed.

    Args:
        step: Its id.
        kind: Its kind.
        paths: How many paths end there.
        ways: The minimal sets of answers that lead there.
    """

    step: str
    kind: OutcomeKind
    paths: int
    ways: AnswerSets


@dataclass(frozen=True, slots=True)
class DeadEnds:
    """Where a flow leads nowhere.

    Args:
        outcomes: Its dead ends, in the order of the flow.
        idle: The questions whose answer changes no end, whatever the other answers are.
    """

    outcomes: tuple[DeadEnd, ...]
    idle: tuple[str, ...]


def ways_to(flow: Flow, end: End, most: int = MAXIMUM_SETS) -> AnswerSets:
    """Return the minimal sets of answers that lead to an end.

    Whoever gives the answers of a set ends there, whatever they answer to all other questions, and
    no answer can be left out of it. An answer to a question that a walk doesn't pass does no harm.

    Args:
        flow: A sound flow.
        end: An outcome's id; None for a restart.
        most: How many sets are returned at most; the smallest ones are.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    return _ways_to(flow, end, most, MAXIMUM_CONJUNCTIONS)


def _ways_to(flow: Flow, end: End, most: int, effort: int) -> AnswerSets:
    diagrams, root = _diagram(flow)
    found = minimal_sets(diagrams, root, end, most, effort)
    return AnswerSets(end, found.sets, found.total)


def dead_ends(flow: Flow) -> DeadEnds:
    """Return the outcomes of kind stop and refer, how one gets there, and the idle questions.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    counted = count_ends(flow)
    kinds = {step.id: step.outcome for step in flow.steps.values() if step.outcome in DEAD_ENDS}
    effort = MAXIMUM_CONJUNCTIONS // max(1, len(kinds))
    most = max(1, min(MAXIMUM_SETS_OF_DEAD_END, 2 * MAXIMUM_SETS // max(1, len(kinds))))
    outcomes = tuple(
        DeadEnd(step, kind, counted.get(step, 0), _ways_to(flow, step, most, effort))
        for step, kind in kinds.items()
        if kind is not None
    )
    return DeadEnds(outcomes, idle_questions(flow))


def idle_questions(flow: Flow) -> tuple[str, ...]:
    """Return the questions whose answer changes no end, whatever the other answers are."""
    _, root = _diagram(flow)
    telling = {node.question for node in bottom_up(root)}
    return tuple(step.id for step in flow.steps.values() if step.choices and step.id not in telling)


def count_ends(flow: Flow) -> Mapping[End, int]:
    """Return how many paths come to each end that any comes to, exactly."""
    states = states_of(flow)
    counts: dict[State, int] = dict.fromkeys(states.order, 0)
    counts[states.start] = 1
    ends: dict[End, int] = {}
    for state in states.order:
        for following in state.moves.values():
            counts[following] += counts[state]
        if not state.moves and counts[state]:
            ends[state.step] = ends.get(state.step, 0) + counts[state]
    return ends


@lru_cache(maxsize=16)
def _diagram(flow: Flow) -> tuple[Diagrams, Node]:
    """Return the function that tells where answers end."""
    diagrams = Diagrams()
    level = {step: place for place, step in enumerate(graph_of(flow).order)}
    order = states_of(flow).order
    root = diagram_of(diagrams, order, _question, lambda state: state.step, level)
    return diagrams, root


def _question(state: State) -> str:
    return str(state.step)
