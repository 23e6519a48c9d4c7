"""Progress as a short text for an address, and back: whatever comes back is replayed."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits

from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.views.training.progress import Attempt, Progress

DIGITS = digits + ascii_lowercase + ascii_uppercase
MOST_TRIES = 999
MAXIMUM_CHARACTERS = 60_000


def carry(progress: Progress) -> str:
    """Return progress as text: ``case.tries.hints.handed.present`` for each case that was begun.

    Walks are the places of the choices that were taken. The present one is left out where the case
    is handed in.
    """
    return "_".join(_carried(case, each) for case, each in progress.attempts.items())


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


def _carried(case: str, attempt: Attempt) -> str:
    parts = [case, str(min(attempt.tries, MOST_TRIES)), str(attempt.hints)]
    parts.append(_places(attempt.handed) if attempt.handed else "")
    return ".".join([*parts, _places(attempt.walk)] if attempt.walking else parts)


def _brought(flow: Flow, exercises: Exercises, name: str, parts: list[str]) -> Attempt | None:
    case = exercises.cases.get(name)
    if case is None or len(parts) not in (3, 4):
        return None
    tries, hints = _number(parts[0], MOST_TRIES), _number(parts[1], len(case.hints))
    handed = _walk(flow, parts[2]) if parts[2] else None
    walking = len(parts) == 4
    walk = _walk(flow, parts[3]) if walking else handed
    if tries is None or hints is None or walk is None or bool(parts[2]) != (handed is not None):
        return None
    if bool(tries) != bool(handed) or (handed and not handed.current.outcome):
        return None
    return Attempt(walk, handed, tries, hints, walking)


def _number(text: str, most: int) -> int | None:
    sound = text.isascii() and text.isdigit() and len(text) <= 3
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
