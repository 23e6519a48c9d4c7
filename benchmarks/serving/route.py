"""What every visitor walks: a round through the shipped flow that ends where it began."""

from __future__ import annotations

from pathlib import Path

from benchmarks.serving.move import Move
from ssmflow.flow.walk import Walk
from ssmflow.formats.flow_file import load_flow

FLOW = Path(__file__).parents[2] / "data" / "flows" / "externe-dienstverlener.yaml"
ROUND = (
    ("role", "lokale-beheerder"),
    ("eid", "ja"),
    ("registered-lokale-beheerder", "ja"),
    ("grant-mandaatuitvoerder", "neen"),
    ("grant-mandaatbeheerder", "terug"),
)


def first_heading() -> str:
    """Return what the first step says."""
    return _heading(Walk(load_flow(FLOW)))


def moves() -> list[Move]:
    """Return the clicks of one round."""
    walk = Walk(load_flow(FLOW))
    found = []
    for question, choice in ROUND:
        label = walk.flow.steps[question].choices[choice].label.in_language("nl")
        walk = walk.answer(question, choice)
        found.append(Move(label, _heading(walk)))
    return found


def _heading(walk: Walk) -> str:
    return " ".join(walk.current.text.in_language("nl").split())
