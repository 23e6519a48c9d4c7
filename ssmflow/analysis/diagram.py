"""Where every combination of answers leads, as a decision diagram.

A diagram is reduced and ordered (Bryant, IEEE Trans. Computers C-35, 1986), with several choices at
a question and any value at its ends: a question stands in it only where some combination of the
other answers makes it matter, and equal functions are one object.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

END_LEVEL = 1 << 30


class Place(Protocol):
    """What a diagram can be made from: a place in an acyclic machine that answers move."""

    @property
    def moves(self) -> Mapping[str, Self]:
        """For each choice at its question the next place; empty at an end."""


@dataclass(eq=False, slots=True)
class Node:
    """A function of answers.

    Args:
        level: The place of its question in the order of questions; `END_LEVEL` at an end.
        question: The question that it looks at first; empty at an end.
        branches: For each choice the rest of the function.
        value: The value, at an end.
    """

    level: int
    question: str = ""
    branches: dict[str, Node] = field(default_factory=dict)
    value: Hashable = None


@dataclass(eq=False)
class Diagrams:
    """Makes nodes, each different one once."""

    _nodes: dict[tuple[object, ...], Node] = field(default_factory=dict)
    _ends: dict[Hashable, Node] = field(default_factory=dict)

    def end(self, value: Hashable) -> Node:
        """Return the function that has one value."""
        if value not in self._ends:
            self._ends[value] = Node(END_LEVEL, value=value)
        return self._ends[value]

    def node(self, level: int, question: str, branches: dict[str, Node]) -> Node:
        """Return the function that looks at a question; its rest where that changes nothing."""
        first, *others = branches.values()
        if all(other is first for other in others):
            return first
        key = (level, *branches.items())
        if key not in self._nodes:
            self._nodes[key] = Node(level, question, branches)
        return self._nodes[key]

    def mapped(self, root: Node, value: Callable[[Hashable], Hashable]) -> Node:
        """Return a function with other values at its ends."""
        made: dict[Node, Node] = {}
        for node in bottom_up(root):
            if node.branches:
                branches = {choice: made[each] for choice, each in node.branches.items()}
                made[node] = self.node(node.level, node.question, branches)
            else:
                made[node] = self.end(value(node.value))
        return made[root]


def bottom_up(root: Node) -> list[Node]:
    """Return the nodes of a function, each after those that it branches to."""
    seen = {root}
    waiting = [root]
    while waiting:
        for node in waiting.pop().branches.values():
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return sorted(seen, key=lambda node: -node.level)


def values_with(root: Node, answers: Mapping[str, str]) -> set[Hashable]:
    """Return the values that a function can still have with some answers given."""
    values: set[Hashable] = set()
    seen = {root}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not node.branches:
            values.add(node.value)
            continue
        given = node.branches.get(answers.get(node.question, ""))
        for each in node.branches.values() if given is None else (given,):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return values


AnyPlace = TypeVar("AnyPlace", bound=Place)


def diagram_of(
    diagrams: Diagrams,
    order: Iterable[AnyPlace],
    question: Callable[[AnyPlace], str],
    value: Callable[[AnyPlace], Hashable],
    level: Mapping[str, int],
) -> Node:
    """Return the function that tells where answers lead.

    Args:
        diagrams: Where its nodes are made.
        order: The places, each before those that it moves to; the function is that of the first.
        question: The question that a place asks.
        value: The value at a place without moves.
        level: The place of each question in one order that every way through keeps to.
    """
    made: dict[AnyPlace, Node] = {}
    root = diagrams.end(None)
    for place in reversed(list(order)):
        if place.moves:
            asked = question(place)
            branches = {choice: made[each] for choice, each in place.moves.items()}
            root = diagrams.node(level[asked], asked, branches)
        else:
            root = diagrams.end(value(place))
        made[place] = root
    return root
