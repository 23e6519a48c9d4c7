"""Which screen of the page of practice is looked at: it follows from all else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ssmflow.views.training.attendance import Attendance
    from ssmflow.views.training.practised import Practised

Screen = Literal[
    "start",  # a set is chosen, or a code is typed
    "joining",  # one asks to be let into a session
    "waiting",  # the trainer has not opened a case yet
    "case",  # a case is walked
    "answered",  # it is handed in, and not revealed yet
    "closed",  # it is closed, and nothing was handed in
    "marking",  # how it went
    "summary",  # how all of them went
    "out",  # the session is over for this person
    "privacy",  # what is kept, and why
]


def screen_of(practice: Practised) -> Screen:
    """Return what is looked at."""
    attendance = practice.attendance
    if practice.beside == "privacy":
        return "privacy"
    if attendance and attendance.state == "in":
        return _in_session(practice, attendance)
    if attendance and attendance.state == "out":
        return "out"
    if attendance and attendance.code:
        return "joining"
    return _of_case(practice) if practice.exercises else "start"


def _of_case(practice: Practised) -> Screen:
    if practice.beside == "summary" or practice.case is None:
        return "summary"
    return "marking" if practice.progress.is_handed_in(practice.case_id) else "case"


def _in_session(practice: Practised, attendance: Attendance) -> Screen:
    openings = attendance.openings
    if practice.exercises is None:
        return "out"
    if openings.ended:
        return "marking" if practice.rereads else "summary"
    if openings.pace == "own":
        return _of_case(practice)
    opening = openings.cases.get(openings.present)
    if opening is None or openings.present not in practice.exercises.cases:
        return "waiting"
    if opening.revealed:
        return "marking"
    if practice.progress.is_handed_in(openings.present):
        return "answered"
    # Another server's clock may be ahead; what was opened is open.
    now = max(datetime.now(UTC), opening.opened)
    return "case" if openings.is_open(openings.present, now) else "closed"
