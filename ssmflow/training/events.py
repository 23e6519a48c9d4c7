"""What happened in a session, as events: appended in order, never edited.

Everything that a board or a report shows is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args
from uuid import uuid4

PracticeKind = Literal["began", "answered", "went_back", "hinted", "marked", "retried"]
"""What a participant does. `answered` is an answer to the present or to an earlier question,
`went_back` any way back, `marked` the walk that was handed in as the answer to the case."""

LeadKind = Literal["opened", "closed", "revealed", "extended", "removed", "ended"]
"""What a trainer does."""

Kind = Literal["created", "joined", "erased"] | PracticeKind | LeadKind
"""What happened; `created`, `joined` and `erased` are made where a session is kept. Of somebody who
was erased nothing is left but that there was somebody."""

PRACTICE: frozenset[str] = frozenset(get_args(PracticeKind))
LEAD: frozenset[str] = frozenset(get_args(LeadKind))

Pace = Literal["own", "step"]
"""Whether everyone goes through the cases by themselves, or the trainer opens each for all."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Args:
        kind: What happened.
        session: The id of the session.
        participant: The id of who did it, or to whom the trainer did it; empty for the session.
        flow: The id of the flow.
        version: Its version.
        case: The id of the case; empty where it is about none.
        step: The id of the question that was answered, or of the step that was gone back to.
        choice: The choice that was taken there.
        walk: All answers after it, as `str(walk)` gives them.
        data: What else a kind tells, as plain data: the ``until`` of `opened` and `extended`, the
            ``nickname`` of `joined`, the ``settings`` of `created`.
        at: When it happened, in UTC.
        key: Made once for each event, so that one that is sent again counts once.
        seq: Its place in the order of all events that are kept, from 1; 0 until it is kept.
    """

    kind: Kind
    session: str
    participant: str = ""
    flow: str = ""
    version: str = ""
    case: str = ""
    step: str = ""
    choice: str = ""
    walk: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    key: str = field(default_factory=lambda: uuid4().hex)
    seq: int = 0


def event_data(event: Event) -> dict[str, Any]:
    """Return an event as plain data, its time as ISO 8601."""
    return {**asdict(event), "data": dict(event.data), "at": event.at.isoformat()}


def event_of(data: Mapping[str, Any]) -> Event:
    """Return the event of plain data that `event_data` made.

    Raises:
        KeyError: Something is missing.
        ValueError: The time is none.
        TypeError: There is something that no event has.
    """
    return Event(**{**data, "at": datetime.fromisoformat(data["at"])})
