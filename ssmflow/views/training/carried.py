"""Progress as a short text for an address, and back: whatever comes back is replayed."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits

from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.views.training.progress import Attempt, Progress, astray_at

DIGITS = digits + ascii_lowercase + ascii_uppercase
MOST_TRIES = 999
MAXIMUM_CHARACTERS = 60_000


def carry(progress: Progress) -> str:
    """Return progress as text: ``case.tries.hints.handed.present`` for each case that was begun.

    Walks are the places of the choices that were taken. The present one is left out where the case
    is handed in. Where an earlier try went astray, the places of its questions follow the number of
    tries, each after a dash.
    """
    cases = progress.exercises.cases
    return "_".join(_carried(cases[case], each) for case, each in progress.attempts.items())


def bring(flow: Flow, exercises: Exercises, text: str) -> tuple[Progress, bool]:
    """Return the progress of a text, and whether some of it made no sense and was left out.

    Args:
        flow: The flow that the set is about.
        exercises: The set.
        text: What `carry` returned, or anything else.
    """
    parts = text.split("_") if text and len(text) <= MAXIMUM_CHARACTERS else []
    attempts: dict[str, Attempt] = {}
    for part in parts:
        case, _, rest = part.partition(".")
        found = _brought(flow, exercises, case, rest.split("."))
        if found and case not in attempts:
            attempts[case] = found
    lost = len(attempts) < len(parts) or bool(text and not parts)
    return Progress(flow, exercises, attempts), lost


def _carried(case: Case, attempt: Attempt) -> str:
    tries = "-".join([str(min(attempt.tries, MOST_TRIES)), *_strayed_before(case, attempt)])
    parts = [case.id, tries, str(attempt.hints)]
    parts.append(_places(attempt.handed) if attempt.handed else "")
    return ".".join([*parts, _places(attempt.walk)] if attempt.walking else parts)


def _brought(flow: Flow, exercises: Exercises, name: str, parts: list[str]) -> Attempt | None:
    case = exercises.cases.get(name)
    if case is None or len(parts) not in (3, 4):
        return None
    (told, *before), most_hints = parts[0].split("-"), len(case.hints)
    tries, hints = _number(told, MOST_TRIES), _number(parts[1], most_hints)
    handed = _walk(flow, parts[2]) if parts[2] else None
    walking = len(parts) == 4
    walk = _walk(flow, parts[3]) if walking else handed
    if tries is None or hints is None or walk is None or bool(parts[2]) != (handed is not None):
        return None
    if bool(tries) != bool(handed) or (handed and not handed.current.outcome):
        return None
    strayed = _strayed(flow, case, handed, before) if tries > 1 or not before else None
    return None if strayed is None else Attempt(walk, handed, tries, hints, walking, strayed)


def _strayed_before(case: Case, attempt: Attempt) -> list[str]:
    """Return the places of the questions where only an earlier try went astray."""
    now = astray_at(case, attempt.handed) if attempt.handed else ()
    places = list(attempt.walk.flow.steps)
    return [str(places.index(question)) for question in attempt.strayed if question not in now]


def _strayed(
    flow: Flow, case: Case, handed: Walk | None, before: list[str]
) -> tuple[str, ...] | None:
    """Return where tries went astray; None where a place is none of a question."""
    steps = list(flow.steps.values())
    places = [_number(each, len(steps) - 1) for each in before]
    found = [steps[place] for place in places if place is not None]
    if len(found) < len(before) or any(step.outcome for step in found):
        return None
    now = astray_at(case, handed) if handed else ()
    return tuple(dict.fromkeys([*(step.id for step in found), *now]))


def _number(text: str, most: int) -> int | None:
    sound = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if sound and int(text) <= most else None


def _width(flow: Flow) -> int:
    """How many digits the place of a choice has."""
    most = max(len(step.choices) for step in flow.steps.values())
    return 1 if most <= len(DIGITS) else 2


def _places(walk: Walk) -> str:
    places = (list(passage.question.choices).index(passage.choice.id) for passage in walk.trace)
    width = _width(walk.flow)
    return "".join(
        DIGITS[place] if width == 1 else DIGITS[place // len(DIGITS)] + DIGITS[place % len(DIGITS)]
        for place in places
    )


def _walk(flow: Flow, text: str) -> Walk | None:
    """Replay the places of choices; None where one of them is no choice there."""
    width, walk = _width(flow), Walk(flow)
    for at in range(0, len(text), width):
        place = 0
        for digit in text[at : at + width]:
            place = place * len(DIGITS) + DIGITS.find(digit)
        choices = list(walk.current.choices.values())
        if not 0 <= place < len(choices) or choices[place].restart:
            return None
        walk = walk.answer(walk.current.id, choices[place].id)
    return walk
