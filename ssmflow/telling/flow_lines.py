"""The lines between the boxes of a picture: thin with an arrow, or as wide as what goes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ssmflow.telling.flow_places import Places
from ssmflow.telling.flow_sketch import Edge, EdgeMark, Sketch
from ssmflow.telling.layout import Point
from ssmflow.telling.lettering import wrapped
from ssmflow.telling.svg import (
    ACCENT,
    ACTION,
    ERROR,
    SECONDARY,
    TEXT,
    WHITE,
    Attributes,
    Element,
    add,
    number,
)

WIDEST = 36.0
"""The width of a line that everybody goes along."""
THIN = 1.5
_LEAST = 2.5
_LABEL = 12
RIBBON = "#4d86d9"


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is drawn: its colour, its width, its dashes, and whether it ends in an arrow."""

    colour: str
    width: float
    dashes: str = "none"
    arrow: bool = True


LOOKS: Mapping[EdgeMark, Look] = {"added": Look(ACTION, 4.0), "removed": Look(ERROR, 2.5, "7 5")}
PLAIN = Look(SECONDARY, THIN)
ROAD = Look(ACCENT, 5.0, arrow=False)
NOBODY = Look(SECONDARY, THIN, "1.5 4", arrow=False)


def look_of(edge: Edge, sketch: Sketch, widths: Mapping[Edge, Fraction] | None) -> Look:
    """Return how an edge is drawn."""
    if edge in sketch.edge_marks:
        return LOOKS[sketch.edge_marks[edge]]
    if widths is None:
        return PLAIN
    share = widths.get(edge, Fraction(0))
    if share == 0:
        return NOBODY
    return Look(RIBBON, max(_LEAST, float(share) * WIDEST), arrow=False)


def draw_lines(
    parent: Element,
    sketch: Sketch,
    places: Places,
    box: Point,
    looks: Mapping[Edge, Look],
    size: float = _LABEL,
) -> None:
    """Draw every edge, the wide ones below the thin ones, and the answers on top of all.

    Args:
        parent: What they stand in.
        sketch: The flow.
        places: Where everything stands.
        box: The width and height of a box.
        looks: How each edge is drawn.
        size: The size of the answers' letters.
    """
    ways = _ways(places, box, looks)
    for edge in sorted(ways, key=lambda each: -looks[each].width):
        _draw_line(parent, ways[edge], looks[edge], sketch.edge_marks.get(edge, "kept"))
    for edge in (each for each in ways if each in sketch.road):
        _draw_line(parent, ways[edge], ROAD, "road", rim=TEXT)
    for edge, points in ways.items():
        _draw_answers(parent, sketch, edge, points, size)


def _ways(places: Places, box: Point, looks: Mapping[Edge, Look]) -> dict[Edge, Sequence[Point]]:
    """Return the points of every edge from box to box; lines of one box stand side by side."""
    width, height = box
    leaving = _side_by_side(places, looks, 0, lambda edge: _next(places, edge))
    arriving = _side_by_side(places, looks, 1, lambda edge: _last(places, edge))
    ways: dict[Edge, Sequence[Point]] = {}
    for edge, bends in places.bends.items():
        (x, y), (to_x, to_y) = places.boxes[edge[0]], places.boxes[edge[1]]
        start = (x + width / 2 + leaving[edge], y + height)
        end = (to_x + width / 2 + arriving[edge], to_y - (7 if looks[edge].arrow else 0))
        ways[edge] = (start, *bends, end)
    for edge in places.back:
        (x, y), (to_x, to_y) = places.boxes[edge[0]], places.boxes[edge[1]]
        ways[edge] = ((x + width, y + height / 2), (to_x + width + 7, to_y + height / 2))
    return ways


def _next(places: Places, edge: Edge) -> float:
    bends = places.bends[edge]
    return bends[0][0] if bends else places.boxes[edge[1]][0]


def _last(places: Places, edge: Edge) -> float:
    bends = places.bends[edge]
    return bends[-1][0] if bends else places.boxes[edge[0]][0]


def _side_by_side(
    places: Places, looks: Mapping[Edge, Look], end: int, towards: Callable[[Edge], float]
) -> dict[Edge, float]:
    """Return how far from the middle of its box each line stands, in the order of where it goes."""
    at: dict[str, list[Edge]] = {}
    for edge in places.bends:
        at.setdefault(edge[end], []).append(edge)
    found: dict[Edge, float] = {}
    for edges in at.values():
        edges.sort(key=towards)
        gap = 9.0 if any(looks[edge].arrow for edge in edges) else 3.0
        left = -(sum(looks[edge].width for edge in edges) + gap * (len(edges) - 1)) / 2
        for edge in edges:
            found[edge] = left + looks[edge].width / 2
            left += looks[edge].width + gap
    return found


def _draw_line(
    parent: Element, points: Sequence[Point], look: Look, kind: str, *, rim: str = WHITE
) -> None:
    group = add(parent, "g", class_=f"ssmflow-edge ssmflow-{kind}", fill="none")
    path = _curve(points)
    # A rim tells lines apart where they cross.
    edge: Attributes = {"stroke": rim, "stroke_width": look.width + 3}
    add(group, "path", d=path, class_="ssmflow-under", **edge)
    dashes: Attributes = {} if look.dashes == "none" else {"stroke_dasharray": look.dashes}
    line: Attributes = {"stroke": look.colour, "stroke_width": look.width, **dashes}
    add(group, "path", d=path, class_="ssmflow-line", **line)
    if look.arrow:
        x, y = points[-1]
        upright = points[-2][1] < y
        tip = f"M{number(x - 4.5)} {number(y - 2)}h9l-4.5 9z"
        aside = f"M{number(x + 2)} {number(y - 4.5)}v9l-9 -4.5z"
        add(group, "path", d=tip if upright else aside, fill=look.colour, class_="ssmflow-tip")


def _curve(points: Sequence[Point]) -> str:
    """Return a smooth way through points, leaving and arriving upright; up, round the right."""
    x, y = points[0]
    path = f"M{number(x)} {number(y)}"
    for to_x, to_y in points[1:]:
        if to_y > y:
            middle = number((y + to_y) / 2)
            path += f"C{number(x)} {middle} {number(to_x)} {middle} {number(to_x)} {number(to_y)}"
        else:
            aside = number(max(x, to_x) + 60)
            path += f"C{aside} {number(y)} {aside} {number(to_y)} {number(to_x)} {number(to_y)}"
        x, y = to_x, to_y
    return path


def _draw_answers(
    parent: Element, sketch: Sketch, edge: Edge, points: Sequence[Point], size: float
) -> None:
    lines = wrapped(" / ".join(sketch.edges[edge]), 11 * size, size, 2)
    (x, y), (to_x, to_y) = points[0], points[1]
    up = to_y < y
    middle = max(x, to_x) + 45 if up else (x + to_x) / 2
    top = (y + to_y) / 2 + 4 - (len(lines) - 1) * (size + 2) / 2
    halo: Attributes = {"stroke": WHITE, "stroke_width": 5, "stroke_linejoin": "round"}
    look: Attributes = {
        "paint_order": "stroke",
        "text_anchor": "middle",
        "font_size": size,
        "fill": TEXT,
    }
    for index, line in enumerate(lines):
        at: Attributes = {"x": middle, "y": top + index * (size + 2)}
        add(parent, "text", line, class_="ssmflow-halo", **at, **look, **halo)
