"""Whether exercises are sound: whether every case's truth leads where it says, and shows why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ssmflow.errors import Location, Problem
from ssmflow.flow.check import check_languages, listed
from ssmflow.flow.exercise import Case, Exercises, Ground
from ssmflow.flow.model import Flow, Step, Text

MAXIMUM_PASSED = 50_000
"""Questions that all ways of a truth together pass at most: some hundredths of a second."""


def check_exercises(
    flow: Flow, exercises: Exercises, unread: Collection[str] = ()
) -> list[Problem]:
    """Return every problem of exercises, errors and warnings, each with its location.

    Args:
        flow: The sound flow that they are about.
        exercises: The exercises; questions, choices and outcomes that they name exist.
        unread: The cases whose truth could not be read, where they come from a file: what it leads
            to is not looked at.
    """
    found: list[Problem] = []
    for case in exercises.cases.values():
        if case.id not in unread:
            found += _check_truth(flow, case)
            found += _check_places_of_grounds(case)
        found += _check_words(case)
    return [*found, *check_languages(texts_of_exercises(exercises))]


def texts_of_exercises(exercises: Exercises) -> Iterator[tuple[Location, Text]]:
    """Yield every text of exercises with its location, in the order of the format."""
    yield ("title",), exercises.title
    if exercises.about is not None:
        yield ("about",), exercises.about
    for case in exercises.cases.values():
        at = ("cases", case.id)
        yield (*at, "title"), case.title
        yield (*at, "story"), case.story
        for question, ground in case.grounds.items():
            yield (*at, "grounds", question, "words"), ground.words
            if ground.why is not None:
                yield (*at, "grounds", question, "why"), ground.why
        for index, hint in enumerate(case.hints):
            yield (*at, "hints", index), hint
        yield (*at, "explanation"), case.explanation


@dataclass(frozen=True, slots=True)
class _End:
    """Where a way of a truth ends.

    Args:
        step: The step; None after a restart.
        passed: The answers on the way.
        other: The last of them that is not the first that fits; None where all are.
    """

    step: Step | None
    passed: dict[str, str]
    other: str | None


def _check_truth(flow: Flow, case: Case) -> Iterator[Problem]:
    at = ("cases", case.id)
    ends = _ends(flow, case.answers)
    first = next(ends)
    told = _unlike(first, case)
    if told:
        key = "outcome" if first.step is not None and first.step.outcome else "answers"
        yield Problem(told, (*at, key))
        return
    if (passed := tuple(first.passed)) != case.path:
        reason = f"the truth goes by {listed(passed) or 'no question'}, not by this path"
        yield Problem(reason, (*at, "path"))
    blamed: set[tuple[str, str]] = set()
    for end in ends:
        if end.other is None:
            reason = "the choices that fit combine in more ways than are followed: list fewer"
            yield Problem(reason, (*at, "answers"))
            return
        answer = (end.other, end.passed[end.other])
        if answer not in blamed and (told := _unlike(end, case)):
            blamed.add(answer)
            reason = f"with {'='.join(answer)}, {told}; every choice that fits leads there"
            yield Problem(reason, (*at, "answers", end.other))


def _unlike(end: _End, case: Case) -> str | None:
    """Return what is told of an end that is not the case's outcome; None where it is."""
    if end.step is None:
        answer = "=".join(next(reversed(end.passed.items())))
        return f"the truth ends in a restart, at {answer}, not at {case.outcome!r}"
    if not end.step.outcome:
        return f"the truth stops at question {end.step.id!r}, which it does not answer"
    if end.step.id != case.outcome:
        return f"the truth leads to {end.step.id!r}, not to {case.outcome!r}"
    return None


def _ends(flow: Flow, answers: Mapping[str, tuple[str, ...]]) -> Iterator[_End]:
    """Yield where each way of a truth ends, the one by the choices that stand first before all.

    Where there are too many, one without a step and any answer is the last.
    """
    waiting: list[tuple[str | None, dict[str, str], str | None]] = [(flow.start, {}, None)]
    total = 0
    while waiting:
        to, passed, other = waiting.pop()
        step = None if to is None else flow.steps[to]
        if step is None or not answers.get(step.id):
            yield _End(step, passed, other)
            continue
        total += 1
        if total > max(MAXIMUM_PASSED, len(flow.steps)):
            yield _End(None, {}, None)
            return
        for place, id_ in reversed([*enumerate(answers[step.id])]):
            choice = step.choices[id_]
            after = {**passed, step.id: id_} if place else passed
            if not place:
                passed[step.id] = id_
            following = None if choice.restart else choice.rule_for(after).to
            waiting.append((following, after, step.id if place else other))


def _check_places_of_grounds(case: Case) -> Iterator[Problem]:
    for question in case.grounds:
        if question not in case.path:
            reason = f"a ground for {question!r}, which is not on the path: {listed(case.path)}"
            yield Problem(reason, ("cases", case.id, "grounds", question))


def _check_words(case: Case) -> Iterator[Problem]:
    for question, ground in case.grounds.items():
        lacking = [tag for tag in ground.words.by_language if not _told(case.story, ground, tag)]
        for tag in lacking:
            reason = f"the story does not hold these words, letter by letter, in {tag}"
            at = ("cases", case.id, "grounds", question, "words")
            located = (*at, tag) if len(ground.words.by_language) > 1 else at
            yield Problem(reason, located)


def _told(story: Text, ground: Ground, language: str) -> bool:
    """Tell whether a story holds the words of a ground; also where one of them is not there."""
    words = folded(ground.words.by_language[language])
    return not words or words in folded(story.in_language(language)) or not _said(story)


def _said(story: Text) -> bool:
    return any(text.strip() for text in story.by_language.values())


def folded(text: str) -> str:
    """Return a text with every run of spaces and line breaks as one space."""
    return " ".join(text.split())
