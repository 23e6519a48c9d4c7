"""Which cases of a session are open: what the trainer's acts come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ssmflow.training.events import Event, Pace


@dataclass
class Opening:
    """How a case stands in a session that goes in step.

    Args:
        opened: When it was opened.
        until: When it closes by itself; None where it doesn't.
        closed: When the trainer closed it; None where they have not.
        revealed: Whether the answer was revealed.
    """

    opened: datetime
    until: datetime | None = None
    closed: datetime | None = None
    revealed: bool = False

    @property
    def ends(self) -> datetime | None:
        """When it closes or has closed, the earlier of both; None while nothing says so."""
        return min((at for at in (self.until, self.closed) if at), default=None)

    def is_open(self, at: datetime) -> bool:
        """Tell whether answers of a time count."""
        ends = self.ends
        return self.opened <= at and not self.revealed and (ends is None or at < ends)


@dataclass
class Openings:
    """What a trainer's acts come to, in the order in which they came.

    Args:
        pace: How the session goes.
        cases: The cases that were opened, by id; in a session at one's own pace all are open.
        present: The case that was opened last; empty where none was.
        ended: When the session ended; None while it goes on.
    """

    pace: Pace
    cases: dict[str, Opening] = field(default_factory=dict)
    present: str = ""
    ended: datetime | None = None

    def take(self, event: Event) -> None:
        """Take one more event; one that is no act of a trainer changes nothing."""
        case = self.cases.get(event.case)
        match event.kind:
            case "opened":
                self.cases[event.case] = Opening(event.at, until_of(event))
                self.present = event.case
            case "extended" if case:
                case.until, case.closed = until_of(event), None
            case "closed" if case:
                case.closed = event.at
            case "revealed" if case:
                case.closed, case.revealed = case.closed or event.at, True
            case "ended":
                self.ended = self.ended or event.at

    def is_open(self, case: str, at: datetime) -> bool:
        """Tell whether an answer to a case counts.

        Args:
            case: The case.
            at: When the answer was given.
        """
        if self.ended is not None and at >= self.ended:
            return False
        if self.pace == "own":
            return True
        opening = self.cases.get(case)
        return opening is not None and opening.is_open(at)

    def is_revealed(self, case: str) -> bool:
        """Tell whether who has answered a case may see how they did."""
        if self.pace == "own" or self.ended is not None:
            return True
        opening = self.cases.get(case)
        return opening is not None and opening.revealed


def openings_of(pace: Pace, events: Iterable[Event]) -> Openings:
    """Return what the events of a session come to."""
    openings = Openings(pace)
    for event in events:
        openings.take(event)
    return openings


def until_of(event: Event) -> datetime | None:
    """Return when a case closes by itself, as an event tells it."""
    until = event.data.get("until")
    return datetime.fromisoformat(until) if isinstance(until, str) else None
