"""Who of the people ends elsewhere, in the ids that a comparison has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ssmflow.analysis.compare import Comparison
from ssmflow.analysis.people import Standing
from ssmflow.flow.study import Persona
from ssmflow.telling.people_text import elsewhere


def moved_people(
    comparison: Comparison, people: Iterable[Persona]
) -> tuple[tuple[Standing, Standing], ...]:
    """Return the standings, before and after, of those for whom other ends are possible."""
    known = [with_earlier_answers(comparison, persona) for persona in people]
    return elsewhere(comparison.before, comparison.after, known)


def with_earlier_answers(comparison: Comparison, persona: Persona) -> Persona:
    """Return a persona whose answers have the ids of the earlier flow, where that has others."""
    renames = comparison.differences.renames
    answers = {
        renames.steps.get(question, question): renames.choices.get((question, choice), choice)
        for question, choice in persona.answers.items()
    }
    return replace(persona, answers=answers)
