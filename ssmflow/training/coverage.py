"""Which branches of a flow were visited, and which cases would visit the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.training.covering import Answer, answers_of
from ssmflow.training.draft import Draft, draft
from ssmflow.training.marking import truth


@dataclass(frozen=True)
class Coverage:
    """The choices of a flow, restarts aside: a walk that restarts is empty again.

    Args:
        visited: Those that some walk took, each with its question, in the order of the flow.
        not_visited: The others, in the same order.
    """

    visited: tuple[Answer, ...]
    not_visited: tuple[Answer, ...]


def visited(flow: Flow, walks: Iterable[Walk]) -> Coverage:
    """Return which choices were taken on some walks.

    Args:
        flow: The flow.
        walks: Walks of it, complete or not; answers that are set aside do not count.
    """
    taken = {answer for walk in walks for answer in walk.counted.items()}
    every = [each for each in answers_of(flow) if not _restarts(flow, each)]
    return Coverage(
        tuple(each for each in every if each in taken),
        tuple(each for each in every if each not in taken),
    )


def visited_by_cases(flow: Flow, exercises: Exercises) -> Coverage:
    """Return which choices the truths of a set of cases take.

    Args:
        flow: The flow.
        exercises: Sound exercises on it.
    """
    return visited(flow, (truth(flow, case) for case in exercises.cases.values()))


def missing_cases(flow: Flow, choices: Collection[Answer]) -> Draft:
    """Propose cases that visit some choices, such as those that a set of cases does not.

    Args:
        flow: A sound flow.
        choices: The choices, each with its question.

    Raises:
        TooEntangledError: The rules of the flow relate more answers than can be followed.
    """
    return draft(flow, choices=choices)


def _restarts(flow: Flow, answer: Answer) -> bool:
    question, choice = answer
    return flow.steps[question].choices[choice].restart
