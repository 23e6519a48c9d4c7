"""Where the steps of a flow stand on its map: layers from the start down, few crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from fast_sugiyama import from_edges

Point = tuple[float, float]
_Drawn = tuple[list[tuple[int, Point]], float, float, list[tuple[int, int]]]

GAP_ACROSS = 24.0
GAP_DOWN = 56.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A layered drawing of a directed graph; all measures in CSS pixels.

    Args:
        boxes: The left upper corner of each step's box.
        bends: For each edge the points that it passes between its two boxes.
        width: The width of the drawing.
        height: The height of the drawing.
    """

    boxes: Mapping[str, Point]
    bends: Mapping[tuple[str, str], Sequence[Point]]
    width: float
    height: float


def lay_out(
    successors: Mapping[str, Sequence[str]], start: str, box_width: float, box_height: float
) -> Layout:
    """Lay out a connected acyclic graph with equal boxes, the start on top.

    The layers, orders and positions come from the method of Sugiyama, Tagawa and Toda (IEEE
    Transactions on Systems, Man, and Cybernetics 11, 1981) in the library fast-sugiyama.

    Args:
        successors: For each step the steps that it leads to.
        start: The step that comes first; alone, it is the whole drawing.
        box_width: The width of a box.
        box_height: The height of a box.
    """
    steps = list(successors)
    numbers = {step: number for number, step in enumerate(steps)}
    edges = [(numbers[step], numbers[to]) for step, targets in successors.items() for to in targets]
    if not edges:
        return Layout({start: (0.0, 0.0)}, {}, box_width, box_height)
    # The library gives the same drawing for the same numbers, though not for the same texts. The
    # bends of long edges are vertices of its own, with higher numbers.
    drawn = from_edges(edges, vertex_spacing=box_width + GAP_ACROSS)[0]
    positions, _, _, pieces = cast("_Drawn", drawn)
    place = _scaled(dict(positions), box_height + GAP_DOWN)
    onward = dict(piece for piece in pieces if piece[0] >= len(steps))
    bends: dict[tuple[str, str], list[Point]] = {}
    for vertex, target in pieces:
        if vertex < len(steps):
            points = []
            while target >= len(steps):
                points.append((place[target][0] + box_width / 2, place[target][1] + box_height / 2))
                target = onward[target]
            bends[steps[vertex], steps[target]] = points
    boxes = {steps[vertex]: spot for vertex, spot in place.items() if vertex < len(steps)}
    width = max(x for x, _ in place.values()) + box_width
    height = max(y for _, y in place.values()) + box_height
    return Layout(boxes, bends, width, height)


def _scaled(positions: Mapping[int, Point], row: float) -> dict[int, Point]:
    """Put the start's layer on top, one row a layer, and the leftmost box at the edge."""
    layers = sorted({y for _, y in positions.values()}, reverse=True)
    left = min(x for x, _ in positions.values())
    rows = {y: index * row for index, y in enumerate(layers)}
    return {step: (x - left, rows[y]) for step, (x, y) in positions.items()}
