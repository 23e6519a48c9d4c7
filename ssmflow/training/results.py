"""The results of a session: a row for each participant and case, and no more than a board shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssmflow.training.marking import Mark
from ssmflow.training.standings import CaseStanding, ParticipantStanding, Standings


@dataclass(frozen=True, slots=True)
class Result:
    """How somebody did in a case.

    Args:
        nickname: What they are called.
        case: The id of the case; empty where they have begun none.
        outcome: The outcome of the walk that was last handed in; empty where none was.
        mark: Its mark.
        tries: How often a walk was handed in.
        hints: How many hints were taken.
        points: What it is worth.
        astray: Each question and choice where a walk that was handed in first went astray.
        begun: When they began the case, in UTC.
        handed_in: When a walk was last handed in, in UTC.
    """

    nickname: str
    case: str = ""
    outcome: str = ""
    mark: Mark | None = None
    tries: int = 0
    hints: int = 0
    points: int = 0
    astray: tuple[tuple[str, str], ...] = ()
    begun: datetime | None = None
    handed_in: datetime | None = None


def results_of(standings: Standings) -> list[Result]:
    """Return the results of those who count, in the order of joining and of the set."""
    found: list[Result] = []
    for someone in standings.counted:
        begun = [id_ for id_ in standings.exercises.cases if id_ in someone.cases]
        found += [_result(someone, id_, someone.cases[id_]) for id_ in begun]
        if not begun:
            found.append(Result(someone.nickname))
    return found


def _result(someone: ParticipantStanding, case: str, standing: CaseStanding) -> Result:
    return Result(
        someone.nickname,
        case,
        standing.handed.current.id if standing.handed is not None else "",
        standing.last,
        standing.tries,
        len(standing.hints),
        standing.points,
        tuple(standing.astray),
        standing.begun,
        standing.handed_at,
    )
