"""Exercises written as a file that the reader reads back."""

from __future__ import annotations

from typing import Any

from ssmflow.flow.exercise import Case, Exercises, Ground
from ssmflow.formats.exercises_file import CASE_KEYS
from ssmflow.formats.yaml_text import as_yaml, text_data


def exercises_as_yaml(exercises: Exercises) -> str:
    """Return exercises as the text of a file."""
    data: dict[str, Any] = {
        "exercises": exercises.id,
        "flow": exercises.flow,
        "version": exercises.version,
        "title": text_data(exercises.title),
        "about": text_data(exercises.about) if exercises.about else None,
        "cases": {case.id: case_data(case) for case in exercises.cases.values()},
    }
    return as_yaml({key: value for key, value in data.items() if value is not None})


def case_data(case: Case) -> dict[str, Any]:
    """Return a case as plain data in the shape of a file."""
    data: dict[str, Any] = {
        "title": text_data(case.title),
        "level": case.level,
        "story": text_data(case.story),
        "answers": {
            question: choices[0] if len(choices) == 1 else list(choices)
            for question, choices in case.answers.items()
        },
        "outcome": case.outcome,
        "path": list(case.path),
        "grounds": {question: _ground_data(one) for question, one in case.grounds.items()},
        "hints": [text_data(hint) for hint in case.hints],
        "explanation": text_data(case.explanation),
    }
    return {key: value for key, value in data.items() if value or key in CASE_KEYS.required}


def _ground_data(ground: Ground) -> dict[str, Any]:
    why = {"why": text_data(ground.why)} if ground.why else {}
    return {"words": text_data(ground.words), **why}
