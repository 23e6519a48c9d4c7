"""Every complete walk of a flow, and how many there are."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ssmflow.flow.model import Flow
from ssmflow.flow.survey import survey


class Path(NamedTuple):
    """A complete walk.

    Args:
        answers: The choice taken at each question, in the order of the walk.
        outcome: The id of the outcome where it ends; None where it ends in a restart.
    """

    answers: Mapping[str, str]
    outcome: str | None


def paths(flow: Flow) -> Iterator[Path]:
    """Yield every path of a sound flow, one at a time, in the order of its choices.

    What it keeps in memory is one walk, however many paths there are; `itertools.islice` limits
    how many are made.
    """
    steps = flow.steps
    if not steps[flow.start].choices:
        yield Path({}, flow.start)
        return
    answers: dict[str, str] = {}
    open_questions = [(flow.start, iter(steps[flow.start].choices.values()))]
    while open_questions:
        question, untried = open_questions[-1]
        for choice in untried:
            if choice.restart:
                yield Path({**answers, question: choice.id}, None)
                continue
            rules = choice.rules
            to = rules[0].to if len(rules) == 1 else choice.rule_for(answers).to
            target = steps[to]
            if target.choices:
                answers[question] = choice.id
                open_questions.append((to, iter(target.choices.values())))
                break
            yield Path({**answers, question: choice.id}, to)
        else:
            open_questions.pop()
            if open_questions:
                del answers[open_questions[-1][0]]


def count_paths(flow: Flow) -> int:
    """Return the exact number of paths of a sound flow, without making them.

    Raises:
        TooEntangledError: The rules relate more answers than can be followed exactly.
    """
    return survey(flow, combine=operator.add).ends
