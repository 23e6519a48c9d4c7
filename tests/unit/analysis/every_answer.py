"""Every total assignment of choices to questions, walked one by one, by the words of the format.

It takes nothing from the engine but the model's data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from ssmflow.flow.model import Flow
from ssmflow.flow.study import ShareRule, Shares

Answers: TypeAlias = Mapping[str, str]
End: TypeAlias = str | None


def questions_of(flow: Flow) -> list[str]:
    """Return the questions of a flow, in the order of its file."""
    return [step.id for step in flow.steps.values() if step.choices]


def every_assignment(flow: Flow) -> Iterator[dict[str, str]]:
    """Yield each way to give every question of a flow an answer."""
    questions = questions_of(flow)
    for chosen in product(*(flow.steps[question].choices for question in questions)):
        yield dict(zip(questions, chosen, strict=True))


def walked(flow: Flow, answers: Answers) -> tuple[dict[str, str], End]:
    """Walk with an answer to every question; return those that counted, and the end."""
    passed: dict[str, str] = {}
    at = flow.start
    while flow.steps[at].choices:
        choice = flow.steps[at].choices[answers[at]]
        before = dict(passed)
        passed[at] = choice.id
        if choice.restart:
            return passed, None
        for rule in choice.rules:
            if all(name in before and before[name] in each for name, each in rule.when.items()):
                at = rule.to
                break
    return passed, at


@lru_cache(maxsize=4)
def every_walk(flow: Flow) -> tuple[tuple[Answers, Answers, End], ...]:
    """Return every assignment with what counts of it and its end."""
    return tuple((each, *walked(flow, each)) for each in every_assignment(flow))


def agree(one: Answers, other: Answers) -> bool:
    """Tell whether no question has one answer here and another there."""
    return all(other.get(question, choice) == choice for question, choice in one.items())


def ends_with(flow: Flow, answers: Answers) -> set[End]:
    """Return the ends of all assignments that agree with some answers."""
    return {end for each, _, end in every_walk(flow) if answers.items() <= each.items()}


def passed_with(flow: Flow, answers: Answers) -> dict[str, int]:
    """Return each question that some assignment with these answers passes.

    Its number is how many questions are passed before it, at the least.
    """
    found: dict[str, int] = {}
    for each, passed, _ in every_walk(flow):
        if answers.items() <= each.items():
            for number, question in enumerate(passed):
                found[question] = min(number, found.get(question, number))
    return found


def every_path(flow: Flow) -> list[tuple[dict[str, str], End]]:
    """Return each different walk of an assignment, with its end."""
    found = {}
    for _, passed, end in every_walk(flow):
        found[tuple(passed.items())] = (dict(passed), end)
    return list(found.values())


@lru_cache(maxsize=4)
def every_partial(flow: Flow) -> dict[frozenset[tuple[str, str]], set[End]]:
    """Return each set of answers, with the ends of all assignments that agree with it."""
    questions = questions_of(flow)
    options = [[None, *flow.steps[question].choices] for question in questions]
    found: dict[frozenset[tuple[str, str]], set[End]] = {}
    # The fullest come first: what leaves a question open is the union of what answers it.
    for chosen in sorted(product(*options), key=lambda each: each.count(None)):
        given = {q: c for q, c in zip(questions, chosen, strict=True) if c is not None}
        open_ = next((question for question in questions if question not in given), None)
        found[frozenset(given.items())] = (
            {walked(flow, given)[1]}
            if open_ is None
            else set().union(
                *(
                    found[frozenset({**given, open_: choice}.items())]
                    for choice in flow.steps[open_].choices
                )
            )
        )
    return found


def minimal_to(flow: Flow, end: End) -> set[frozenset[tuple[str, str]]]:
    """Return the sets of answers that force an end and that no answer can be left out of."""
    ends = every_partial(flow)
    return {
        given
        for given, found in ends.items()
        if found == {end} and all(ends[given - {answer}] != {end} for answer in given)
    }


def questions_that_tell(flow: Flow) -> set[str]:
    """Return the questions of which some answer changes the end, all others left as they are."""
    end_of = {frozenset(each.items()): end for each, _, end in every_walk(flow)}
    return {
        question
        for each, _, _ in every_walk(flow)
        for question in each
        for choice in flow.steps[question].choices
        if end_of[frozenset({**each, question: choice}.items())] != end_of[frozenset(each.items())]
    }


def rule_at(shares: Shares, question: str, earlier: Answers) -> int | None:
    """Return which share rule of a question is the first to hold after earlier answers."""
    for index, rule in enumerate(shares.get(question, ())):
        if all(name in earlier and earlier[name] in each for name, each in rule.when.items()):
            return index
    return None


def divided(flow: Flow, rule: ShareRule | None, question: str) -> dict[str, Fraction]:
    """Return how a question divides: as its rule says, scaled to a whole; else evenly."""
    choices = list(flow.steps[question].choices)
    given = {choice: Fraction(0) for choice in choices}
    if rule is not None:
        given = {choice: rule.shares.get(choice, Fraction(0)) for choice in choices}
    total = sum(given.values())
    if total == 0:
        return {choice: Fraction(1, len(choices)) for choice in choices}
    return {choice: share / total for choice, share in given.items()}


def weighed_paths(flow: Flow, shares: Shares) -> Iterable[tuple[dict[str, str], End, Fraction]]:
    """Yield each path with the product of the shares of its answers."""
    for passed, end in every_path(flow):
        weight = Fraction(1)
        earlier: dict[str, str] = {}
        for question, choice in passed.items():
            index = rule_at(shares, question, earlier)
            rule = None if index is None else shares[question][index]
            weight *= divided(flow, rule, question)[choice]
            earlier[question] = choice
        yield passed, end, weight


def target_of(flow: Flow, passed: Answers, question: str) -> End:
    """Return the step that a path comes to after one of its questions; None for a restart."""
    names = list(passed)
    following = names.index(question) + 1
    return names[following] if following < len(names) else walked(flow, passed)[1]
