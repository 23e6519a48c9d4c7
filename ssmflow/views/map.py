"""The map: the whole flow with the walked path, the present step and what is still reachable."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from typing import Any, ClassVar

from traitlets import Dict

from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Choice, Flow, Step
from ssmflow.flow.walk import Walk
from ssmflow.telling import markdown
from ssmflow.telling.layout import Layout, lay_out
from ssmflow.views.page import Page
from ssmflow.views.part import Part

MAXIMUM_DRAWN = 300
"""Steps that are drawn at most; of a larger flow only the surroundings of the walk are."""
STEPS_AROUND = 3
ROOMY = 24
"""Up to so many steps, boxes are wide and edges carry their answers."""


class MapView(Part[Page]):
    """The flow as a drawing and as an ordered text; a walked step leads back to itself."""

    _esm = Path(__file__).with_name("map.js")
    _css = Path(__file__).with_name("map.css")
    acts: ClassVar = {"go": ("return_to", ("question",))}

    drawing = Dict().tag(sync=True)
    """The parts that stay while a visitor walks: boxes, edges, texts."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.drawing = _drawing_of(page)

    def refresh(self) -> None:
        """Send the states, and the drawing where it is another."""
        with self.hold_sync():
            self.drawing = _drawing_of(self._page)
            super().refresh()

    def describe(self, page: Page) -> dict[str, Any]:
        """Return how each step and edge stands to the present walk, and the words beside it."""
        shown = _shown(page.walk)
        states = step_states(page.walk, shown)
        words = page.words
        edges = _edge_states(page.walk)
        keys = (
            "map",
            "map_help",
            "map_as_text",
            "edge_reconstructed",
            "map_part",
            "outcome",
        )
        return {
            "words": {key: words[key] for key in keys},
            "states": states,
            "edges": {" ".join(edge): state for edge, state in edges.items()},
            "state_words": {name: words[f"state_{name}"] for name in STATES},
            "go": words["map_go"],
            "name": words["map_step"],
            "partial": len(shown) < len(page.flow.steps),
            "lines": [_as_text(page, step) for step in page.flow.steps if step in shown],
        }


STATES = ("walked", "present", "reachable", "closed")


def step_states(walk: Walk, shown: frozenset[str]) -> dict[str, str]:
    """Return for each step shown whether it is walked, present, reachable or closed."""
    states = {step: "reachable" if step in walk.reachable else "closed" for step in shown}
    return states | dict.fromkeys(walk.counted, "walked") | {walk.current.id: "present"}


def _edge_states(walk: Walk) -> dict[tuple[str, str], str]:
    """Return the edges that are walked or reachable; all others are closed."""
    steps = walk.flow.steps
    ahead = {
        (question, steps[question].choices[choice].rules[index].to): "reachable"
        for question, choice, index in walk.ahead.taken
    }
    return ahead | {(passage.question.id, passage.rule.to): "walked" for passage in walk.trace}


def _shown(walk: Walk) -> frozenset[str]:
    flow = walk.flow
    if len(flow.steps) <= MAXIMUM_DRAWN:
        return _all_steps(flow)
    near = {flow.start, *walk.counted, walk.current.id}
    edge = [walk.current.id]
    for _ in range(STEPS_AROUND):
        edge = [target for step in edge for target in graph_of(flow).successors[step]]
        near.update(edge[: MAXIMUM_DRAWN - len(near)] if len(near) < MAXIMUM_DRAWN else ())
    return frozenset(near)


@lru_cache(maxsize=16)
def _all_steps(flow: Flow) -> frozenset[str]:
    return frozenset(flow.steps)


def _drawing_of(page: Page) -> dict[str, Any]:
    return _drawing(page.flow, page.language, _shown(page.walk))


@lru_cache(maxsize=64)
def _drawing(flow: Flow, language: str, shown: frozenset[str]) -> dict[str, Any]:
    roomy = len(shown) <= ROOMY
    width, height = (204.0, 84.0) if roomy else (156.0, 84.0)
    graph = graph_of(flow)
    successors = {
        step: [target for target in graph.successors[step] if target in shown]
        for step in flow.steps
        if step in shown
    }
    layout = lay_out(successors, flow.start, width, height)
    return {
        "width": layout.width,
        "height": layout.height,
        "box": [width, height],
        "start": flow.start,
        "steps": [
            _box(flow, flow.steps[step], language, layout)
            for step in flow.steps
            if step in layout.boxes
        ],
        "edges": [_edge(flow, edge, language, layout, roomy) for edge in layout.bends],
    }


@lru_cache(maxsize=16)
def numbers_on_map(flow: Flow) -> dict[str, str]:
    """Return what a step is called on the map: its page in the source, else its place."""
    places = enumerate(flow.steps.values(), start=1)
    return {step.id: str(step.page or place) for place, step in places}


def _numbered(flow: Flow, step: str, language: str) -> str:
    return f"{numbers_on_map(flow)[step]}. {markdown.plain(flow.steps[step].text, language)}"


def _box(flow: Flow, step: Step, language: str, layout: Layout) -> dict[str, Any]:
    x, y = layout.boxes[step.id]
    return {
        "id": step.id,
        "x": x,
        "y": y,
        "number": numbers_on_map(flow)[step.id],
        "kind": step.outcome or "question",
        "text": markdown.plain(step.text, language),
    }


def _edge(
    flow: Flow, edge: tuple[str, str], language: str, layout: Layout, labelled: bool
) -> dict[str, Any]:
    source, target = edge
    choices = _choices_between(flow, source, target)
    label = " / ".join(markdown.plain(choice.label, language) for choice in choices)
    return {
        "source": source,
        "target": target,
        "bends": [list(point) for point in layout.bends[edge]],
        "label": wrap(label, 22, max_lines=2, placeholder="…") if labelled else [],
        "reconstructed": any(choice.basis == "reconstructed" for choice in choices),
    }


def _choices_between(flow: Flow, source: str, target: str) -> list[Choice]:
    choices = flow.steps[source].choices.values()
    return [choice for choice in choices if any(rule.to == target for rule in choice.rules)]


def _as_text(page: Page, step_id: str) -> dict[str, Any]:
    step, language = page.flow.steps[step_id], page.language
    return {
        "id": step_id,
        "text": _numbered(page.flow, step_id, language),
        "leads": [
            lead for choice in step.choices.values() for lead in _leads_of(page, choice, language)
        ],
    }


def _leads_of(page: Page, choice: Choice, language: str) -> list[str]:
    words, answer = page.words, markdown.plain(choice.label, language)
    if choice.restart:
        return [words["leads_to_restart"].format(answer=answer)]
    marks = [words["depends"]] if choice.conditional else []
    marks += [words["reconstructed"]] if choice.basis == "reconstructed" else []
    mark = f" ({', '.join(marks)})" if marks else ""
    targets = dict.fromkeys(rule.to for rule in choice.rules)
    texts = [_numbered(page.flow, target, language) for target in targets]
    return [words["leads_to"].format(answer=answer, target=text) + mark for text in texts]
