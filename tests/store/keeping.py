"""Sessions, participants and events that are about as small as they can be."""

from __future__ import annotations

from datetime import UTC, datetime

from ssmflow.training.events import Event
from ssmflow.training.store import Participant, Session, Store

CREATED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_session(name: str, created: datetime = CREATED) -> Session:
    return Session(name, f"CODE-{name}", "Maandag", "cases", "flow", "1", "own", created)


def kept_session(store: Store, name: str, created: datetime = CREATED) -> Session:
    session = a_session(name, created)
    store.add_session(session)
    return session


def a_participant(session: Session, nickname: str) -> Participant:
    token = f"{session.id}-{nickname}"
    return Participant(f"p-{token}", session.id, nickname, f"h-{token}", CREATED)


def kept_participant(store: Store, session: Session, nickname: str) -> Participant:
    participant = a_participant(session, nickname)
    store.add_participant(participant, most=30)
    return participant


def answer(who: Participant, walk: str = "") -> Event:
    return Event("answered", who.session, who.id, case="c1", step="role", choice="x", walk=walk)


def walks(store: Store, session: Session) -> list[str]:
    return [event.walk for event in store.events(session.id)]
