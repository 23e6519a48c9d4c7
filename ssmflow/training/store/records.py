"""What is kept beside the events: the sessions, and who takes part in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssmflow.training.events import Pace


@dataclass(frozen=True, slots=True)
class Session:
    """A training session.

    Args:
        id: Names it wherever it is asked for.
        code: What people type to join it; no other session that is kept has it.
        title: Its name, as the trainer wrote it.
        exercises: The id of its set of cases.
        flow: The id of the flow that the set belongs to.
        version: That flow's version when the session was made.
        pace: Whether everyone goes through the cases by themselves, or the trainer opens each.
        created: When it was made, in UTC.
        ended: When the trainer ended it, in UTC; None while it goes on.
    """

    id: str
    code: str
    title: str
    exercises: str
    flow: str
    version: str
    pace: Pace
    created: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who joined a session.

    Args:
        id: Names the participant wherever one is asked for.
        session: The id of the session.
        nickname: The name that was chosen; another in the session differs in more than its capitals
            and the way it is encoded.
        token_hash: A hash of the token that shows who speaks; the token itself is not kept.
        joined: When, in UTC.
        removed: Whether the trainer took the participant out of the session.
    """

    id: str
    session: str
    nickname: str
    token_hash: str
    joined: datetime
    removed: bool = False
