"""Where everyone in a session stands, computed from its events alone, one event at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ssmflow.flow.address import replay
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.training.events import PRACTICE, Event, Pace
from ssmflow.training.marking import Mark, marked, points
from ssmflow.training.openings import Openings

State = Literal["ahead", "walking", "handed_in"]
"""A case that somebody has not begun, is walking, or has handed in."""

MOST_WALKS = 20_000
"""Walks that are kept replayed: people take the same ones, and one costs some 50 microseconds."""


@dataclass(slots=True)
class CaseStanding:
    """How somebody stands in a case.

    Args:
        walk: The walk as it is now.
        at: When they last did anything in it.
        state: How far they are.
        handed: The walk that was last handed in; None before.
        tries: How often one was handed in.
        hints: Which hints were taken.
        first: The mark of the first walk that was handed in.
        last: The mark of the last one.
        astray: The question and the choice where each walk that was handed in first went astray,
            in the order in which they came, each once.
        ways_back: How often they went back in the present try.
        arrivals: How often they came to each step in the present try.
        begun: When they began it.
        handed_at: When a walk was last handed in.
        visited: Every walk that they have been on.
    """

    walk: Walk
    begun: datetime
    at: datetime
    state: State = "walking"
    handed: Walk | None = None
    tries: int = 0
    hints: set[int] = field(default_factory=set)
    first: Mark | None = None
    last: Mark | None = None
    astray: dict[tuple[str, str], None] = field(default_factory=dict)
    ways_back: int = 0
    arrivals: Counter[str] = field(default_factory=Counter)
    handed_at: datetime | None = None
    visited: set[Walk] = field(default_factory=set)

    @property
    def points(self) -> int:
        """What it is worth so far."""
        return points(self.last, self.tries, len(self.hints)) if self.last else 0


@dataclass(slots=True)
class ParticipantStanding:
    """How somebody stands in a session.

    Args:
        id: Their id.
        nickname: What they are called.
        number: Their place in the order of joining, from 1, which no one else gets.
        joined: When they joined.
        at: When they last did anything.
        present: The case in which that was; empty before the first.
        cases: How they stand in each case that they have begun.
        removed: Whether the trainer has removed them: then they no longer count.
    """

    id: str
    nickname: str
    number: int
    joined: datetime
    at: datetime
    present: str = ""
    cases: dict[str, CaseStanding] = field(default_factory=dict)
    removed: bool = False


class Standings:
    """Takes the events of a session in their order, and tells where everyone stands.

    An event that makes no sense changes nothing: what a participant's browser sends is not trusted.
    Marks are made here, from the walk that was handed in.

    Args:
        flow: The flow that is walked.
        exercises: The cases.
        pace: How the session goes.
    """

    def __init__(self, flow: Flow, exercises: Exercises, pace: Pace = "own") -> None:
        self.flow = flow
        self.exercises = exercises
        self.openings = Openings(pace)
        self.everyone: dict[str, ParticipantStanding] = {}
        self.seq = 0
        self._joined = 0
        self._walks: dict[str, Walk] = {}

    @property
    def counted(self) -> Iterator[ParticipantStanding]:
        """Those who count: everyone but who was removed."""
        return (each for each in self.everyone.values() if not each.removed)

    @property
    def walks(self) -> Iterator[Walk]:
        """Every walk that those who count have been on, each once."""
        found = (standing.visited for each in self.counted for standing in each.cases.values())
        return iter(set().union(*found))

    def take_all(self, events: Iterable[Event]) -> None:
        """Take several events, in their order."""
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Take one more event; one that was taken already changes nothing."""
        if event.seq:
            if event.seq <= self.seq:
                return
            self.seq = event.seq
        self.openings.take(event)
        someone = self.everyone.get(event.participant)
        if event.kind == "joined" and event.participant and not someone:
            self._join(event)
        elif event.kind == "erased":
            self.everyone.pop(event.participant, None)
        elif event.kind == "removed" and someone:
            someone.removed = True
        elif event.kind in PRACTICE and someone and event.case in self.exercises.cases:
            someone.at, someone.present = event.at, event.case
            self._practise(someone, self.exercises.cases[event.case], event)

    def _join(self, event: Event) -> None:
        self._joined += 1
        named = event.data.get("nickname")
        nickname = named if isinstance(named, str) else ""
        self.everyone[event.participant] = ParticipantStanding(
            event.participant, nickname, self._joined, event.at, event.at
        )

    def _practise(self, someone: ParticipantStanding, case: Case, event: Event) -> None:
        standing = someone.cases.get(case.id)
        if standing is None:
            standing = CaseStanding(self._walk(""), event.at, event.at)
            someone.cases[case.id] = standing
            standing.arrivals[standing.walk.current.id] = 1
        standing.at = event.at
        match event.kind:
            case "answered":
                self._move(standing, event.walk)
            case "went_back":
                standing.ways_back += 1
                self._move(standing, event.walk)
            case "hinted":
                _take_hint(standing, case, event.data.get("hint"))
            case "marked":
                self._hand_in(standing, case, event)
            case "retried":
                standing.ways_back = 0
                standing.arrivals.clear()
                standing.walk = self._walk("")
                standing.arrivals[standing.walk.current.id] = 1
                standing.state = "walking"

    def _move(self, standing: CaseStanding, text: str) -> None:
        before, standing.walk = standing.walk, self._walk(text)
        standing.visited.add(standing.walk)
        standing.state = "walking"
        if standing.walk.current.id != before.current.id:
            standing.arrivals[standing.walk.current.id] += 1

    def _hand_in(self, standing: CaseStanding, case: Case, event: Event) -> None:
        walk = self._walk(event.walk)
        if walk.current.outcome is None:
            return
        found = marked(case, walk)
        standing.walk = standing.handed = walk
        standing.visited.add(walk)
        standing.state, standing.handed_at = "handed_in", event.at
        standing.tries += 1
        standing.first, standing.last = standing.first or found.mark, found.mark
        if found.astray:
            standing.astray[found.astray.question.id, found.astray.choice.id] = None

    def _walk(self, text: str) -> Walk:
        """Return the walk of a text, the same one each time."""
        if text not in self._walks:
            if len(self._walks) >= MOST_WALKS:
                self._walks.clear()
            self._walks[text] = replay(self.flow, text).walk
        return self._walks[text]


def _take_hint(standing: CaseStanding, case: Case, hint: object) -> None:
    """Count a hint once, and no more hints than there are."""
    if isinstance(hint, int) and len(standing.hints) < len(case.hints):
        standing.hints.add(hint)
