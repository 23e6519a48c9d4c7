"""What a picture of a flow shows, before it has places: of one flow, or of two laid together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Flow, Step
from ssmflow.telling import markdown

StepMark = Literal["added", "removed", "changed", "reworded", "renamed"]
EdgeMark = Literal["added", "removed"]
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """One step: the number it goes by, what it says and in which language, and its kind."""

    number: str
    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """The boxes and edges of a picture, in the order of the flow.

    Args:
        boxes: Each step by its id.
        edges: For each edge the answers that lead along it.
        start: The step on top.
        marks: What became of a step.
        edge_marks: What became of an edge.
        signed: Whether an edge that stays gains or loses an answer, which a sign then tells.
        road: The edges of a road that is to stand out.
    """

    boxes: Mapping[str, Box]
    edges: Mapping[Edge, tuple[str, ...]]
    start: str
    marks: Mapping[str, StepMark] = field(default_factory=dict)
    edge_marks: Mapping[Edge, EdgeMark] = field(default_factory=dict)
    signed: bool = False
    road: frozenset[Edge] = frozenset()

    @property
    def by_road(self) -> frozenset[str]:
        """The steps of the road."""
        return frozenset(step for edge in self.road for step in edge)


def sketch_of(flow: Flow, language: str) -> Sketch:
    """Return the sketch of one flow, its texts in a language."""
    numbers = _numbers(flow)
    boxes = {step.id: _box(step, numbers[step.id], language) for step in flow.steps.values()}
    edges = {edge: tuple(_answers(flow, edge, language).values()) for edge in _edges(flow)}
    return Sketch(boxes, edges, flow.start)


def laid_together(
    before: Flow,
    after: Flow,
    language: str,
    marks: Mapping[str, StepMark],
    earlier_ids: Mapping[str, str],
) -> Sketch:
    """Return the sketch of two flows in one: what both have stands once, as the later says it.

    Args:
        before: The earlier flow.
        after: The later flow.
        language: The language of the texts.
        marks: What became of the steps that both have; added and removed ones are found here.
        earlier_ids: For each renamed step, by its later id, its earlier one.
    """
    later = {earlier: new for new, earlier in earlier_ids.items()}
    old, new = sketch_of(before, language), sketch_of(after, language)
    old_boxes = {later.get(step, step): box for step, box in old.boxes.items()}
    added: dict[str, StepMark] = {step: "added" for step in new.boxes if step not in old_boxes}
    removed: dict[str, StepMark] = {step: "removed" for step in old_boxes if step not in new.boxes}
    gone = {(later.get(a, a), later.get(b, b)): (a, b) for a, b in old.edges}
    edges = {
        edge: _told(before, gone.get(edge), after, edge if edge in new.edges else None, language)
        for edge in {**new.edges, **gone}
    }
    edge_marks: dict[Edge, EdgeMark] = {edge: "added" for edge in new.edges if edge not in gone}
    edge_marks |= {edge: "removed" for edge in gone if edge not in new.edges}
    found = {**marks, **added, **removed}
    signed = any(
        set(_answers(before, gone[edge], language)) != set(_answers(after, edge, language))
        for edge in new.edges
        if edge in gone
    )
    boxes = {**old_boxes, **new.boxes}
    return Sketch(boxes, edges, after.start, found, edge_marks, signed)


def _told(
    before: Flow, old: Edge | None, after: Flow, new: Edge | None, language: str
) -> tuple[str, ...]:
    """Return the answers along an edge; on one that stays, a sign tells which come and go."""
    was = _answers(before, old, language) if old else {}
    now = _answers(after, new, language) if new else {}
    if not was or not now:
        return tuple((was or now).values())
    told = [label if choice in was else f"+ {label}" for choice, label in now.items()]
    return (*told, *(f"\u2212 {label}" for choice, label in was.items() if choice not in now))


def _edges(flow: Flow) -> Iterator[Edge]:
    return ((step, to) for step, targets in graph_of(flow).successors.items() for to in targets)


def _answers(flow: Flow, edge: Edge, language: str) -> dict[str, str]:
    choices = flow.steps[edge[0]].choices.values()
    return {
        choice.id: markdown.plain(choice.label, language)
        for choice in choices
        if any(rule.to == edge[1] for rule in choice.rules)
    }


def _numbers(flow: Flow) -> dict[str, str]:
    """Return the pages of the steps; without one its place, where that is no other's page."""
    pages = {step.page for step in flow.steps.values()}
    places = enumerate(flow.steps.values(), start=1)
    return {step.id: str(step.page or ("" if place in pages else place)) for place, step in places}


def _box(step: Step, number: str, language: str) -> Box:
    text = markdown.plain(step.text, language)
    return Box(number, text, step.text.language_for(language), step.outcome or "question")
