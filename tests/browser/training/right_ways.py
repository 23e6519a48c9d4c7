"""The labels to press for each shipped case, in Dutch."""

from __future__ import annotations

from functools import cache

from ssmflow import Training, load_training
from ssmflow.telling import markdown
from ssmflow.training.marking import truth

SET = "externe-dienstverlener"


@cache
def shipped_training() -> Training:
    return load_training()


def right_way(case: str) -> list[str]:
    """Return the labels of the answers that fit a case, in the order of the walk."""
    training = shipped_training()
    exercises = training.sets[SET]
    walk = truth(training.flows[exercises.flow], exercises.cases[case])
    return [markdown.plain(passage.choice.label, "nl") for passage in walk.trace]


def cases() -> list[str]:
    return list(shipped_training().sets[SET].cases)


def title(case: str) -> str:
    return markdown.plain(shipped_training().sets[SET].cases[case].title, "nl")
