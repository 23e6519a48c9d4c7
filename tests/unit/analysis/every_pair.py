"""Every pair of walks of two flows, one by one, by the words of a comparison.

One person walks both: each question has one answer, whichever flow asks it. A walk that comes by a
question of which its flow lacks the answer stops there; that tells something only where the walk
of the other flow gives that answer, on a path of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from every_answer import Answers, End, questions_of

from ssmflow.flow.model import Flow

LACKING = "(lacking)"


class PairOfWalks(NamedTuple):
    """The answers that two walks pass, and where each ends."""

    answers: frozenset[tuple[str, str]]
    before: End
    after: End


def either(before: Flow, after: Flow) -> dict[str, list[str]]:
    """Return the questions of two flows, each with the choices of both."""
    found: dict[str, dict[str, None]] = {}
    for flow in (before, after):
        for question in questions_of(flow):
            found.setdefault(question, {}).update(dict.fromkeys(flow.steps[question].choices))
    return {question: list(choices) for question, choices in found.items()}


def followed(flow: Flow, answers: Answers) -> tuple[dict[str, str], End]:
    """Walk as far as answers lead: to an end, or to one that the flow lacks."""
    passed: dict[str, str] = {}
    at = flow.start
    while flow.steps[at].choices:
        choice = flow.steps[at].choices.get(answers[at])
        before = dict(passed)
        passed[at] = answers[at]
        if choice is None:
            return passed, LACKING
        if choice.restart:
            return passed, None
        for rule in choice.rules:
            if all(name in before and before[name] in each for name, each in rule.when.items()):
                at = rule.to
                break
    return passed, at


def every_person(before: Flow, after: Flow) -> Iterator[dict[str, str]]:
    """Yield each way to give every question of both flows one answer."""
    questions = either(before, after)
    for chosen in product(*questions.values()):
        yield dict(zip(questions, chosen, strict=True))


def pair_of(before: Flow, after: Flow, answers: Answers) -> PairOfWalks | None:
    """Return where answers lead in two flows; None where that tells nothing of a path."""
    one, first = followed(before, answers)
    other, second = followed(after, answers)
    if first == LACKING and (second == LACKING or list(one)[-1] not in other):
        return None
    if second == LACKING and list(other)[-1] not in one:
        return None
    return PairOfWalks(frozenset({**one, **other}.items()), first, second)


@lru_cache(maxsize=4)
def every_pair(before: Flow, after: Flow) -> frozenset[PairOfWalks]:
    """Return each different pair of walks of which one at least comes to an end."""
    people = every_person(before, after)
    found = (pair_of(before, after, person) for person in people)
    return frozenset(pair for pair in found if pair is not None)


def counted(pairs: frozenset[PairOfWalks]) -> Mapping[tuple[End, End], int]:
    """Return how many pairs there are for each pair of ends."""
    counts: dict[tuple[End, End], int] = {}
    for pair in pairs:
        counts[pair.before, pair.after] = counts.get((pair.before, pair.after), 0) + 1
    return counts


def who_can_only(
    before: Flow, after: Flow, wanted: Callable[[PairOfWalks], bool]
) -> set[frozenset[tuple[str, str]]]:
    """Return the minimal sets of answers with which each pair of walks is a wanted one.

    There must be such a pair; a set of which an answer can be left out is none of them.
    """
    people = [(p, pair_of(before, after, p)) for p in every_person(before, after)]
    told = [(frozenset(p.items()), wanted(pair)) for p, pair in people if pair is not None]

    @cache
    def forced(given: frozenset[tuple[str, str]]) -> bool:
        found = [yes for person, yes in told if given <= person]
        return bool(found) and all(found)

    questions = either(before, after)
    options = [[None, *choices] for choices in questions.values()]
    return {
        given
        for chosen in product(*options)
        for given in [
            frozenset((q, c) for q, c in zip(questions, chosen, strict=True) if c is not None)
        ]
        if forced(given) and not any(forced(given - {answer}) for answer in given)
    }
