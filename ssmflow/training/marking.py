"""Marking: a walk of a case is held beside its truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ssmflow.flow.exercise import Case
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Passage, Walk

Mark = Literal["right", "ground", "wrong"]
"""Right; the right outcome on wrong ground; wrong."""

WORTH = 4
"""Points of a case that is right at once and without help."""


@dataclass(frozen=True, slots=True)
class Marked:
    """How a walk to an outcome does.

    Args:
        mark: Right where every answer on the way fits the case and the outcome is the case's;
            right on wrong ground where only the outcome is; else wrong.
        astray: The first passage whose answer does not fit the case; None where all do.
    """

    mark: Mark
    astray: Passage | None = None


def marked(case: Case, walk: Walk) -> Marked:
    """Mark a walk that has come to an outcome.

    Args:
        case: The case that was read.
        walk: What was made of it.

    Raises:
        ValueError: The walk stands at a question.
    """
    if walk.current.outcome is None:
        raise ValueError(f"the walk stands at question {walk.current.id!r}, at no outcome")
    astray = first_astray(case, walk)
    if walk.current.id != case.outcome:
        return Marked("wrong", astray)
    return Marked("ground" if astray else "right", astray)


def first_astray(case: Case, walk: Walk) -> Passage | None:
    """Return the first passage of a walk whose answer does not fit the case.

    A question that the case doesn't answer has no answer that fits.
    """
    for passage in walk.trace:
        if passage.choice.id not in case.answers.get(passage.question.id, ()):
            return passage
    return None


def truth(flow: Flow, case: Case) -> Walk:
    """Return the walk of a case's truth: at every question the first choice that fits.

    Args:
        flow: The flow that the case is about.
        case: A sound case of it.
    """
    return Walk(flow, {question: choices[0] for question, choices in case.answers.items()})


def points(mark: Mark, tries: int, hints: int) -> int:
    """Return what a case is worth.

    A right walk is worth 4, one less for each hint and for each earlier try, but at least 1. The
    right outcome on wrong ground is worth 1, anything else nothing.

    Args:
        mark: The last mark.
        tries: How often the case was answered, the last time included.
        hints: How many hints were taken.
    """
    if mark == "right":
        return max(1, WORTH - hints - (tries - 1))
    return 1 if mark == "ground" else 0


def total(earned: Mapping[str, int], cases: int) -> tuple[int, int]:
    """Return the points of all cases, and how many there could be.

    Args:
        earned: The points of each case that was answered, by its id.
        cases: How many cases there are.
    """
    return sum(earned.values()), WORTH * cases
