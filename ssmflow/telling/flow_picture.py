"""A flow as an SVG picture that says as much on paper: shares as widths, or what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ssmflow.flow.model import Flow
from ssmflow.telling.flow_lines import LOOKS, NOBODY, RIBBON, Look, draw_lines, look_of
from ssmflow.telling.flow_places import places_of
from ssmflow.telling.flow_sketch import (
    Box,
    Edge,
    EdgeMark,
    Sketch,
    StepMark,
    laid_together,
    sketch_of,
)
from ssmflow.telling.layout import GAP_DOWN
from ssmflow.telling.lettering import width_of, wrapped
from ssmflow.telling.svg import (
    ACCENT,
    ACTION,
    ACTION_PALE,
    ERROR,
    SECONDARY,
    TEXT,
    WHITE,
    Attributes,
    Element,
    add,
    number,
    picture,
    written,
)

MOST_STEPS = 120
"""Of a larger flow no picture is drawn: nobody could read it."""
ROOMY = 24
NARROWEST = 280.0
MARGIN = 8.0
_SIZE = 13
_LINE = 17.0
_BADGE = 30
_BADGE_ROOM = 20.0
"""What a badge needs above the box that it stands on."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How large a picture's letters are, and how much room its lines have."""

    text: float = 13
    line: float = 17
    small: float = 12
    label: float = 12
    room: float = 36


USUAL = Letters()
LARGE = Letters(text=15, line=18, small=14, label=15, room=20)
"""To be read from the back of a room."""

_STEP_WORDS: Mapping[StepMark, str] = {
    "added": "picture_added",
    "removed": "picture_removed",
    "changed": "picture_changed",
    "reworded": "picture_reworded",
    "renamed": "picture_renamed",
}
_EDGE_WORDS: Mapping[EdgeMark, str] = {
    "added": "picture_edge_added",
    "removed": "picture_edge_removed",
}
_MARKS: Mapping[str, Attributes] = {
    "added": {"stroke": ACTION, "stroke_width": 4, "fill": ACTION_PALE},
    "removed": {"stroke": ERROR, "stroke_width": 2.5, "stroke_dasharray": "7 5", "fill": WHITE},
    "changed": {"stroke": TEXT, "stroke_width": 3, "fill": ACCENT},
    "reworded": {"stroke": TEXT, "stroke_width": 1.5, "fill": "#fff9c4"},
    "renamed": {"stroke": TEXT, "stroke_width": 1.5, "stroke_dasharray": "2 3", "fill": "#fff9c4"},
    "road": {"stroke": TEXT, "stroke_width": 4, "fill": "#fff9c4"},
    "usual": {"stroke": ACTION, "stroke_width": 1.5, "fill": WHITE},
    "same": {"stroke": SECONDARY, "stroke_width": 1.5, "fill": WHITE},
    "nobody": {"stroke": SECONDARY, "stroke_width": 1.5, "stroke_dasharray": "2 3", "fill": WHITE},
}


def flow_picture(
    flow: Flow,
    language: str,
    *,
    title: str,
    words: Mapping[str, str],
    widths: Mapping[Edge, Fraction] | None = None,
    step_notes: Mapping[str, str] | None = None,
    badges: bool = False,
    marks: Mapping[str, StepMark] | None = None,
    edge_marks: Mapping[Edge, EdgeMark] | None = None,
    road: Collection[Edge] = (),
) -> str:
    """Draw a flow as its map shows it; `""` for one of more than 120 steps, where texts serve.

    Args:
        flow: The flow.
        language: The language of its texts.
        title: What the picture is, for those who do not see it.
        words: The words of the interface.
        widths: For each edge (question, next step) the part of all walks that goes along it, from
            0 to 1; its line is as wide. None: all lines are thin arrows.
        step_notes: For each step a short text in its corner, such as a percentage.
        badges: Whether it is read from the back of a room: with large letters, these texts largest
            of all, and no legend.
        marks: What became of a step.
        edge_marks: What became of an edge.
        road: The edges of a road that stands out above all else.
    """
    if len(flow.steps) > MOST_STEPS:
        return ""
    sketch = replace(sketch_of(flow, language), road=frozenset(road))
    sketch = replace(sketch, marks=marks or {}, edge_marks=edge_marks or {})
    return _drawn(sketch, language, title, words, widths, step_notes or {}, badges=badges)


def comparison_picture(
    before: Flow,
    after: Flow,
    language: str,
    *,
    title: str,
    words: Mapping[str, str],
    marks: Mapping[str, StepMark] | None = None,
    earlier_ids: Mapping[str, str] | None = None,
    step_notes: Mapping[str, str] | None = None,
) -> str:
    """Draw two flows in one picture; `""` where they have more than 120 steps together.

    Which steps and edges come and go is found here, by their ids.

    Args:
        before: The earlier flow.
        after: The later flow.
        language: The language of their texts.
        title: What the picture is, for those who do not see it.
        words: The words of the interface.
        marks: Which of the steps that both have are changed, reworded or renamed, by later id.
        earlier_ids: For each renamed step, by its later id, its earlier one.
        step_notes: For each step a short text in its corner.
    """
    sketch = laid_together(before, after, language, marks or {}, earlier_ids or {})
    if len(sketch.boxes) > MOST_STEPS:
        return ""
    return _drawn(sketch, language, title, words, None, step_notes or {})


def _drawn(
    sketch: Sketch,
    language: str,
    title: str,
    words: Mapping[str, str],
    widths: Mapping[Edge, Fraction] | None,
    step_notes: Mapping[str, str],
    *,
    badges: bool = False,
) -> str:
    box = (204.0 if len(sketch.boxes) <= ROOMY else 156.0, 84.0)
    letters = LARGE if badges else USUAL
    gap = GAP_DOWN + (24 if widths is None else letters.room)
    places = places_of(tuple(sketch.boxes), tuple(sketch.edges), sketch.start, box, gap)
    looks = {edge: look_of(edge, sketch, widths) for edge in sketch.edges}
    root = picture(title, language, class_="ssmflow-picture ssmflow-flow")
    wide = max(places.width + (56 if places.back else 0), NARROWEST)
    entries = _legend(sketch, looks, words, widths)
    top = _BADGE_ROOM if badges else _draw_legend(root, entries)
    body = add(root, "g", transform=f"translate({number((wide - places.width) / 2)} {number(top)})")
    draw_lines(body, sketch, places, box, looks, letters.label)
    kinds = {step: _kind(step, sketch, widths) for step in sketch.boxes}
    for step, (x, y) in places.boxes.items():
        group = add(body, "g", transform=f"translate({number(x)} {number(y)})")
        group.set("class", f"ssmflow-box ssmflow-{kinds[step]}")
        mark = words[_STEP_WORDS[sketch.marks[step]]] if step in sketch.marks else ""
        _draw_box(group, sketch.boxes[step], box[0], kinds[step], mark, language, letters)
        draw_note = _draw_badge if badges else _draw_note
        draw_note(group, step_notes.get(step, ""), box[0])
    return _sized(root, wide, places.height + top)


def _sized(root: Element, width: float, height: float) -> str:
    width, height = width + 2 * MARGIN, height + 2 * MARGIN
    root.set("viewBox", f"{number(-MARGIN)} {number(-MARGIN)} {number(width)} {number(height)}")
    root.set("width", number(width))
    root.set("height", number(height))
    return written(root)


def _kind(step: str, sketch: Sketch, widths: Mapping[Edge, Fraction] | None) -> str:
    if step in sketch.marks:
        return sketch.marks[step]
    if step in sketch.by_road:
        return "road"
    if widths is None:
        return "same" if sketch.marks or sketch.edge_marks else "usual"
    passed = step == sketch.start or any(
        target == step and share for (_, target), share in widths.items()
    )
    return "usual" if passed else "nobody"


def _draw_box(
    group: Element,
    box: Box,
    width: float,
    kind: str,
    mark: str,
    language: str,
    letters: Letters,
) -> None:
    rounded = 6 if box.kind == "question" else 20
    shape = {"width": width, "height": 84, "rx": rounded, **_MARKS[kind]}
    add(group, "rect", class_="ssmflow-shape", **shape)
    quiet = SECONDARY if kind in ("usual", "same", "nobody") else TEXT
    line = add(group, "text", x=12, y=20, font_size=letters.small, fill=quiet)
    add(line, "tspan", f"{box.number} \u00b7 " if box.number and mark else box.number)
    add(line, "tspan", mark, font_weight=600)
    text = add(group, "text", y=38, font_size=letters.text)
    if box.language != language:
        text.set("lang", box.language)
    for index, words in enumerate(wrapped(box.text, width - 24, letters.text, 3)):
        add(text, "tspan", words, x=12, y=38 + index * letters.line)


def _draw_note(group: Element, note: str, width: float) -> None:
    if note:
        at: Attributes = {"x": width - 12, "y": 20, "text_anchor": "end"}
        add(group, "text", note, font_size=_SIZE, font_weight=600, **at)


def _draw_badge(group: Element, note: str, width: float) -> None:
    """Draw a text across the corner of a box, large, so that none of the box is covered."""
    if note:
        broad = max(48.0, width_of(note, _BADGE) * 1.15 + 20)
        left = width + 6 - broad
        shape: Attributes = {"width": broad, "height": 40, "rx": 20, "fill": ACTION}
        add(group, "rect", class_="ssmflow-badge", x=left, y=-18, **shape)
        at: Attributes = {"x": left + broad / 2, "y": 13, "text_anchor": "middle"}
        add(group, "text", note, font_size=_BADGE, font_weight=700, fill=WHITE, **at)


def _legend(
    sketch: Sketch,
    looks: Mapping[Edge, Look],
    words: Mapping[str, str],
    widths: Mapping[Edge, Fraction] | None,
) -> Iterator[tuple[str, Look | None, str]]:
    """Yield what the picture uses: a kind of box or a look of a line, and its word."""
    for mark, word in _STEP_WORDS.items():
        if mark in sketch.marks.values():
            yield mark, None, words[word]
    for mark, look in LOOKS.items():
        if mark in sketch.edge_marks.values():
            yield mark, look, words[_EDGE_WORDS[mark]]
    if widths is not None:
        yield "kept", Look(RIBBON, 10, arrow=False), words["picture_width"]
    if NOBODY in looks.values():
        yield "kept", NOBODY, words["picture_nobody"]
    if sketch.signed:
        yield "signs", None, words["picture_answers"]


def _draw_legend(root: Element, entries: Iterator[tuple[str, Look | None, str]]) -> float:
    """Draw the legend as narrow as a phone; return where the picture starts."""
    x, y = 0.0, 0.0
    for kind, look, word in entries:
        lines = wrapped(word, NARROWEST - 40, _SIZE, 3)
        broad = 40 + max(width_of(line, _SIZE) for line in lines)
        if x and x + broad > NARROWEST:
            x, y = 0.0, y + 24
        _draw_sign(root, kind, look, x, y)
        for index, line in enumerate(lines):
            add(root, "text", line, x=x + 38, y=y + 13 + index * _LINE)
        y += (len(lines) - 1) * _LINE
        x += broad + 20
    return y + 44 if x else 0.0


def _draw_sign(root: Element, kind: str, look: Look | None, x: float, y: float) -> None:
    group = add(root, "g", class_=f"ssmflow-{kind}")
    if kind == "signs":
        add(group, "text", "+ \u2212", x=x + 15, y=y + 13, text_anchor="middle", font_weight=600)
        return
    if look is None:
        sign = {"x": x + 1, "y": y + 1, "width": 28, "height": 15, "rx": 4, **_MARKS[kind]}
        add(group, "rect", class_="ssmflow-shape", **sign)
        return
    line: Attributes = {"stroke": look.colour, "stroke_width": look.width}
    if look.dashes != "none":
        line["stroke_dasharray"] = look.dashes
    add(group, "path", d=f"M{number(x)} {number(y + 8)}h30", class_="ssmflow-line", **line)
