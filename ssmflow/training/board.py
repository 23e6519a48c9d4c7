"""The board of a session: how many are how far, where they stand, and where they went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from ssmflow.flow.exercise import Case
from ssmflow.flow.walk import Walk
from ssmflow.training.marking import Mark
from ssmflow.training.standings import CaseStanding, ParticipantStanding, Standings

Edge: TypeAlias = tuple[str, str]
"""A question and the step that comes after it."""

IDLE = timedelta(seconds=90)
"""Who does nothing for this long in an open case may be stuck."""
MOST_WAYS_BACK = 3
"""Who goes back more often than this in one try is going round."""
MOST_ARRIVALS = 2
"""Who comes to one step more often than this in one try is going round."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A wrong turn in a case.

    Args:
        step: The question where it was taken.
        choice: The choice that was taken.
        fits: The choices that fit the case; empty where the case does not come by that question.
        count: How many people took it, each counted once however often they did.
    """

    step: str
    choice: str
    fits: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """How a case goes.

    Args:
        case: Its id.
        begun: How many have begun it.
        handed_in: How many have handed in an answer.
        arrived: How many stand at an outcome, and have handed in nothing.
        at_once: How many of them were right the first time.
        outcomes: How many came to each outcome, by the last walk that each handed in.
        marks: How many have each mark, by the same walks.
        turns: The wrong turns of all walks that were handed in, most frequent first.
    """

    case: str
    begun: int
    handed_in: int
    arrived: int
    at_once: int
    outcomes: Mapping[str, int]
    marks: Mapping[Mark, int]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Stuck:
    """Somebody who may need help.

    Args:
        who: How they stand.
        case: The case in which they are stuck.
        why: ``idle`` where they have done nothing for a while, ``round`` where they go round.
        step: The step where they are.
        since: When they last did anything there, or when the case was opened after that.
    """

    who: ParticipantStanding
    case: str
    why: Literal["idle", "round"]
    step: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """A session, or one case of it, at a moment.

    Args:
        joined: How many have joined.
        begun: How many have begun the case; of all cases, any of them.
        finished: How many have handed in an answer; of all cases, to each of them.
        standing: How many stand at each step: in the case, or else in the case where they are.
        along: How many walks go along each edge.
        walks: How many walks there are.
        cases: How each case goes, in the order of the set.
        stuck: Who may need help, the longest silence first.
    """

    joined: int
    begun: int
    finished: int
    standing: Mapping[str, int]
    along: Mapping[Edge, int]
    walks: int
    cases: Mapping[str, CaseBoard]
    stuck: tuple[Stuck, ...]


def board_of(standings: Standings, now: datetime, case: str = "") -> Board:
    """Return the board at a moment.

    Args:
        standings: Where everyone stands.
        now: The moment.
        case: The case that is looked at; empty for all of them.
    """
    cases = standings.exercises.cases
    everyone = list(standings.counted)
    chosen = [case] if case else list(cases)
    walks = Counter(
        each.cases[id_].walk for each in everyone for id_ in chosen if id_ in each.cases
    )
    return Board(
        joined=len(everyone),
        begun=sum(any(id_ in each.cases for id_ in chosen) for each in everyone),
        finished=sum(all(_handed_in(each, id_) for id_ in chosen) for each in everyone),
        standing=_standing(everyone, case),
        along=_along(walks),
        walks=walks.total(),
        cases={id_: case_board(found, everyone) for id_, found in cases.items()},
        stuck=_stuck(standings, everyone, now),
    )


def case_board(case: Case, everyone: Iterable[ParticipantStanding]) -> CaseBoard:
    """Return how a case goes for these people."""
    begun = [each.cases[case.id] for each in everyone if case.id in each.cases]
    handed = [each.handed.current.id for each in begun if each.handed is not None]
    turns = Counter(turn for each in begun for turn in each.astray)
    return CaseBoard(
        case=case.id,
        begun=len(begun),
        handed_in=len(handed),
        arrived=sum(has_arrived(each) for each in begun),
        at_once=sum(each.first == "right" for each in begun),
        outcomes=Counter(handed),
        marks=Counter(each.last for each in begun if each.last is not None),
        turns=tuple(
            Turn(step, choice, tuple(case.answers.get(step, ())), count)
            # Those that are as frequent stand in the order of their names, so that none jumps.
            for (step, choice), count in sorted(turns.items(), key=lambda each: (-each[1], each[0]))
        ),
    )


def has_arrived(standing: CaseStanding) -> bool:
    """Tell whether somebody stands at an outcome of a case, and has handed in nothing."""
    return standing.handed is None and standing.walk.current.outcome is not None


def _handed_in(someone: ParticipantStanding, case: str) -> bool:
    standing = someone.cases.get(case)
    return standing is not None and standing.handed is not None


def _standing(everyone: Iterable[ParticipantStanding], case: str) -> Mapping[str, int]:
    found = (each.cases.get(case or each.present) for each in everyone)
    return Counter(each.walk.current.id for each in found if each is not None)


def _along(walks: Mapping[Walk, int]) -> Mapping[Edge, int]:
    along: Counter[Edge] = Counter()
    for walk, count in walks.items():
        for passage in walk.trace:
            along[passage.question.id, passage.rule.to] += count
    return along


def _stuck(
    standings: Standings, everyone: Iterable[ParticipantStanding], now: datetime
) -> tuple[Stuck, ...]:
    found = (_stuck_in(standings, each, now) for each in everyone)
    return tuple(sorted(filter(None, found), key=lambda each: (each.since, each.who.number)))


def _stuck_in(standings: Standings, someone: ParticipantStanding, now: datetime) -> Stuck | None:
    """Tell whether somebody is stuck in the case where they are."""
    openings = standings.openings
    case = someone.present if openings.pace == "own" else openings.present
    if not openings.is_open(case, now):
        return None
    standing = someone.cases.get(case)
    opening = openings.cases.get(case)
    if standing is None:
        since = max(someone.joined, opening.opened) if opening else now
        start = standings.flow.start
        return Stuck(someone, case, "idle", start, since) if now - since >= IDLE else None
    if standing.state != "walking":
        return None
    since = max(standing.at, opening.opened) if opening else standing.at
    why = _why(standing, now - since)
    return Stuck(someone, case, why, standing.walk.current.id, since) if why else None


def _why(standing: CaseStanding, silence: timedelta) -> Literal["idle", "round"] | None:
    if silence >= IDLE:
        return "idle"
    often = max(standing.arrivals.values(), default=0)
    round_ = standing.ways_back > MOST_WAYS_BACK or often > MOST_ARRIVALS
    return "round" if round_ else None
