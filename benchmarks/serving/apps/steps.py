"""What every app of a peer shows: a step and the trace so far, of a walk through the same flow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssmflow.flow.walk import Walk
from ssmflow.formats.flow_file import load_flow

FLOW = load_flow(Path(__file__).parents[3] / "data" / "flows" / "externe-dienstverlener.yaml")
RESTART = ""  # the id of the choice of an outcome that starts again
TITLE = FLOW.title.in_language("nl")


def begin() -> Walk:
    """Return a walk without any answer."""
    return Walk(FLOW)


def replayed(answers: Mapping[str, str]) -> Walk:
    """Return the walk with these answers."""
    return Walk(FLOW, answers)


def heading(walk: Walk) -> str:
    """Return what the present step says."""
    return walk.current.text.in_language("nl")


def note(walk: Walk) -> str:
    """Return the smaller text of the present step."""
    return walk.current.note.in_language("nl") if walk.current.note else ""


def choices(walk: Walk) -> dict[str, str]:
    """Return the label of each choice, by its id."""
    found = {each.id: each.label.in_language("nl") for each in walk.current.choices.values()}
    again = walk.current.restart
    return found | ({RESTART: again.in_language("nl")} if again else {})


def choose(walk: Walk, choice: str) -> Walk:
    """Return the walk after a choice."""
    return walk.answer(walk.current.id, choice) if choice else walk.restart()


def trace(walk: Walk) -> list[str]:
    """Return a line for each question passed."""
    return [
        f"{each.question.text.in_language('nl')} {each.choice.label.in_language('nl')}"
        for each in walk.trace
    ]
