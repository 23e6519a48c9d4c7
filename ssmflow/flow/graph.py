"""Which step leads to which: the flow as a directed graph, rules aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ssmflow.flow.model import Flow


@dataclass(frozen=True, eq=False)
class Graph:
    """The steps of a flow and the targets of their choices.

    Args:
        successors: For each step the steps that any of its rules leads to, without repetition, in
            the order of the flow; a target that names no step is left out.
        knots: The strongly connected parts, each before those that lead to it (Tarjan's order).
            A sound flow has only parts of one step, so reversed they are a topological order.
    """

    successors: Mapping[str, tuple[str, ...]]
    knots: Sequence[tuple[str, ...]]

    @property
    def order(self) -> Iterator[str]:
        """The steps, each before those that it leads to; exact where there is no cycle."""
        return (step for knot in reversed(self.knots) for step in knot)

    def cyclic(self, knot: tuple[str, ...]) -> bool:
        """Tell whether a strongly connected part holds a cycle."""
        return len(knot) > 1 or knot[0] in self.successors[knot[0]]

    def reached_from(self, start: str) -> set[str]:
        """Return the steps that can be reached from one, itself included, rules aside."""
        found: set[str] = set()
        waiting = [start] if start in self.successors else []
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.add(step)
                waiting.extend(self.successors[step])
        return found


@lru_cache(maxsize=16)
def graph_of(flow: Flow) -> Graph:
    """Return the graph of a flow, made once."""
    successors = {
        step.id: tuple(
            dict.fromkeys(
                rule.to
                for choice in step.choices.values()
                for rule in choice.rules
                if rule.to in flow.steps
            )
        )
        for step in flow.steps.values()
    }
    return graph_from(successors)


def graph_from(successors: Mapping[str, tuple[str, ...]]) -> Graph:
    """Return the graph of steps that lead to others; every target is a step, too."""
    return Graph(successors, _knots(successors))


def _knots(successors: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the strongly connected parts, by Tarjan's algorithm (SIAM J. Comput. 1, 1972).

    It keeps its own stack: a flow may be deeper than Python's recursion goes.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_steps: dict[str, None] = {}
    knots: list[tuple[str, ...]] = []
    for root in successors:
        if root in number:
            continue
        visits = [(root, iter(successors[root]))]
        number[root] = lowest[root] = len(number)
        open_steps[root] = None
        while visits:
            step, targets = visits[-1]
            for target in targets:
                if target not in number:
                    number[target] = lowest[target] = len(number)
                    open_steps[target] = None
                    visits.append((target, iter(successors[target])))
                    break
                if target in open_steps:
                    lowest[step] = min(lowest[step], number[target])
            else:
                visits.pop()
                if visits:
                    parent = visits[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[step])
                if lowest[step] == number[step]:
                    knots.append(_close(step, open_steps))
    return knots


def _close(step: str, open_steps: dict[str, None]) -> tuple[str, ...]:
    knot: list[str] = []
    while not knot or knot[-1] != step:
        knot.append(open_steps.popitem()[0])
    return tuple(reversed(knot))
