"""Who ends elsewhere: the minimal sets of answers with which that is so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias, cast

from ssmflow.analysis.diagram import Diagrams, Node, values_with
from ssmflow.analysis.joint import Joint, Missing, Pair
from ssmflow.analysis.minimal import minimal_sets
from ssmflow.analysis.states import End
from ssmflow.flow.model import Flow

Ends: TypeAlias = tuple[End | Missing, End | Missing]


class _Nobody(Enum):
    """The value of answers that no pair of walks gives."""

    NOBODY = "nobody"


NOBODY = _Nobody.NOBODY


@dataclass(frozen=True, slots=True)
class Who:
    """Minimal sets of answers, smallest first, and whether they are all."""

    sets: tuple[Mapping[str, str], ...]
    complete: bool


class WhoSearch:
    """Looks for those who end at certain ends, in two flows walked side by side.

    A set of answers is of such people where some pair of walks gives its answers, as far as it
    comes by, and every such pair ends there.

    Args:
        joint: The joint walk, not twisted.
        before: The earlier flow.
        after: The later flow, with the earlier ids.
    """

    def __init__(self, joint: Joint, before: Flow, after: Flow) -> None:
        self._diagrams = Diagrams()
        self._nobody = self._diagrams.end(NOBODY)
        self._choices = {
            question: tuple(
                dict.fromkeys(
                    choice
                    for flow in (before, after)
                    if question in flow.steps
                    for choice in flow.steps[question].choices
                )
            )
            for question in joint.level
        }
        self._root = self._function(joint)

    def who(self, wanted: Callable[[Ends], bool], most: int, effort: int) -> Who:
        """Return the minimal sets of answers with which one ends where it is wanted.

        Args:
            wanted: Tells whether ends are wanted.
            most: How many sets are returned at most.
            effort: As `minimal_sets` takes it.
        """
        # Answers that nobody can give force anything; those that only they lead to are left out.
        function = self._diagrams.mapped(
            self._root, lambda ends: ends is NOBODY or wanted(cast("Ends", ends))
        )
        found = minimal_sets(self._diagrams, function, value=True, most=4 * most, effort=effort)
        real = [answers for answers in found.sets if values_with(self._root, answers) != {NOBODY}]
        every = found.total == len(found.sets) and len(real) <= most
        return Who(tuple(real[:most]), every)

    def _function(self, joint: Joint) -> Node:
        """Return the function from answers to ends, with every choice at each of its questions."""
        made: dict[Pair, Node] = {}
        for pair in reversed(joint.order):
            if pair.moves:
                branches = {
                    choice: made[pair.moves[choice]] if choice in pair.moves else self._nobody
                    for choice in self._choices[pair.question]
                }
                level = joint.level[pair.question]
                made[pair] = self._diagrams.node(level, pair.question, branches)
            else:
                made[pair] = self._diagrams.end(pair.ends)
        return made[joint.order[0]]
