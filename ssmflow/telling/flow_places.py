"""Where a sketch stands on paper: any graph, also in parts or with a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ssmflow.telling.flow_sketch import Edge
from ssmflow.telling.layout import GAP_ACROSS, GAP_DOWN, Point, lay_out


@dataclass(frozen=True, slots=True)
class Places:
    """Where boxes stand and which points an edge passes between its two boxes.

    Args:
        boxes: The left upper corner of each box.
        bends: The points of the edges that lead down, without their ends.
        back: The edges that lead up: a flow has none, two flows laid together may.
        width: The width of the whole.
        height: The height of the whole.
    """

    boxes: Mapping[str, Point]
    bends: Mapping[Edge, Sequence[Point]]
    back: tuple[Edge, ...]
    width: float
    height: float


@lru_cache(maxsize=64)
def places_of(
    steps: tuple[str, ...],
    edges: tuple[Edge, ...],
    start: str,
    box: tuple[float, float],
    gap: float,
) -> Places:
    """Place the steps in layers from the start down.

    Args:
        steps: Every step.
        edges: Every edge, the dearest first: where edges go in a circle, a later one leads back.
        start: The step on top.
        box: The width and height of a box.
        gap: The height between two layers.
    """
    down = _without_circles(steps, edges, start)
    width, height = box
    row = height + gap - GAP_DOWN
    boxes: dict[str, Point] = {}
    bends: dict[Edge, list[Point]] = {}
    left = deepest = 0.0
    for top, part in _parts(steps, down, start):
        layout = lay_out({step: down[step] for step in part}, top, width, row)
        boxes |= {step: (x + left, y) for step, (x, y) in layout.boxes.items()}
        for edge, points in layout.bends.items():
            # A way keeps straight beside the boxes that it passes.
            ends = [(x + left, y - row / 2 + rim) for x, y in points for rim in (0.0, height)]
            bends[edge] = ends
        left += layout.width + GAP_ACROSS
        deepest = max(deepest, layout.height - row + height)
    # The library names its places in any order; the picture keeps to that of the flow.
    ordered = {step: boxes[step] for step in steps}
    led = {edge: bends[edge] for edge in edges if edge in bends}
    back = tuple(edge for edge in edges if edge not in bends)
    return Places(ordered, led, back, left - GAP_ACROSS, deepest)


def _without_circles(
    steps: tuple[str, ...], edges: tuple[Edge, ...], start: str
) -> dict[str, list[str]]:
    """Return the successors, without each edge that leads back to a step before it."""
    kept: dict[str, list[str]] = {step: [] for step in (start, *steps)}
    for source, target in edges:
        if source not in _reached(kept, target):
            kept[source].append(target)
    return kept


def _reached(successors: Mapping[str, Sequence[str]], start: str) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        fresh = [step for step in successors[waiting.pop()] if step not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _parts(
    steps: tuple[str, ...], down: Mapping[str, Sequence[str]], start: str
) -> list[tuple[str, list[str]]]:
    """Return the parts that no edge joins, each with a first step; the start's part is first."""
    both: dict[str, list[str]] = {step: [*targets] for step, targets in down.items()}
    for step, targets in down.items():
        for target in targets:
            both[target].append(step)
    parts: list[tuple[str, list[str]]] = []
    left = dict.fromkeys((start, *steps))
    while left:
        top = next(iter(left))
        joined = _reached(both, top)
        parts.append((top, [step for step in down if step in joined]))
        left = {step: None for step in left if step not in joined}
    return parts
