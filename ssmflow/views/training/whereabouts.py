"""The address of the page of practice: where somebody is, and how far, behind the `#`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from ssmflow.flow.address import replay
from ssmflow.training.guard import as_code
from ssmflow.views.shown import LANGUAGE_KEY
from ssmflow.views.training.carried import bring, carry

if TYPE_CHECKING:
    from ssmflow.views.training.practice import Practice

JOIN_KEY = "~join"
SET_KEY = "~set"
CASE_KEY = "~case"
BESIDE_KEY = "~at"
DONE_KEY = "~done."
"""Followed by the id of a set."""
BESIDE = ("privacy", "summary", "case")
LONGEST_CODE = 40


def fragment_of(practice: Practice) -> str:
    """Return what stands behind the `#`: alone all progress, in a session only which."""
    beside = {}
    if practice.attendance and practice.attendance.code:
        beside[JOIN_KEY] = practice.attendance.code
    elif practice.exercises:
        beside[SET_KEY] = practice.exercises.id
    of_case = practice.case is not None and practice.beside != "summary"
    if of_case:
        beside[CASE_KEY] = practice.case_id
    elif JOIN_KEY in beside and practice.wanted:
        # What comes once one is in is no new entry in the browser's history.
        beside[CASE_KEY] = practice.wanted
    if practice.beside:
        beside[BESIDE_KEY] = practice.beside
    for name, progress in practice.alone.items():
        beside[f"{DONE_KEY}{name}"] = carry(progress)
    if practice.language != practice.flow.language:
        beside[LANGUAGE_KEY] = practice.language
    walking = of_case and practice.progress.of(practice.case_id).walking
    return "&".join(filter(None, [str(practice.walk) if walking else "", urlencode(beside)]))


def turn_to(practice: Practice, fragment: str, *, progress: bool) -> bool:
    """Turn to what an address names.

    Args:
        practice: Who turns.
        fragment: What stands behind the `#`.
        progress: Whether the address also says how far one is; else that stays as it is.

    Returns:
        Whether something in it made no sense, and was left out.
    """
    answers, given = _apart(fragment)
    lost = progress and _take_progress(practice, given)
    beside = given.get(BESIDE_KEY, "")
    practice.beside = beside if beside in BESIDE else ""
    code = as_code(given.get(JOIN_KEY, "")[:LONGEST_CODE])
    if practice.attendance:
        if code:
            practice.look_for(code, given.get(CASE_KEY, ""))
        else:
            practice.attendance.leave()
    if code and practice.attendance:
        return _turn_in_session(practice, given, answers) or lost
    return _turn_alone(practice, given, answers) or lost


def spoken_in(fragment: str) -> str:
    """Return the language that an address asks for; empty where it asks for none."""
    return _apart(fragment)[1].get(LANGUAGE_KEY, "")


def _apart(fragment: str) -> tuple[str, Mapping[str, str]]:
    parts = fragment.removeprefix("#").split("&")
    answers = "&".join(part for part in parts if not part.startswith("~"))
    return answers, dict(parse_qsl("&".join(part for part in parts if part.startswith("~"))))


def _take_progress(practice: Practice, given: Mapping[str, str]) -> bool:
    lost = False
    for key, text in given.items():
        if not key.startswith(DONE_KEY):
            continue
        exercises = practice.training.sets.get(key.removeprefix(DONE_KEY))
        if exercises is None:
            lost = True
            continue
        flow = practice.training.flows[exercises.flow]
        progress, senseless = bring(flow, exercises, text)
        practice.take_progress(progress)
        lost = lost or senseless
    return lost


def _turn_alone(practice: Practice, given: Mapping[str, str], answers: str) -> bool:
    name = given.get(SET_KEY, "")
    exercises = practice.training.sets.get(name)
    if practice.beside == "case":
        practice.beside = ""
    if exercises is None:
        practice.no_set()
        return bool(name)
    practice.take_set(exercises)
    if practice.beside == "summary":
        return False
    asked = given.get(CASE_KEY, "")
    case = asked if asked in exercises.cases else practice.progress.open_after("")
    if not case:
        practice.beside = "summary"
        return bool(asked)
    practice.enter(case)
    return _walk(practice, answers) or asked not in ("", case)


def _turn_in_session(practice: Practice, given: Mapping[str, str], answers: str) -> bool:
    case = given.get(CASE_KEY, "")
    if practice.over and practice.exercises and case in practice.exercises.cases:
        practice.enter(case)
    if not practice.attending or not practice.exercises or practice.beside or practice.over:
        return False
    if practice.own_pace and case in practice.exercises.cases:
        practice.enter(case)
    return _walk(practice, answers) if case == practice.case_id else False


def _walk(practice: Practice, answers: str) -> bool:
    if practice.screen != "case":
        return False
    replayed = replay(practice.flow, answers)
    practice.take_walk(replayed.walk)
    return bool(replayed.ignored)
