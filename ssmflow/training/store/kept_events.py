"""Events: appended, read in order, never edited."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, Select, insert, select, union_all

from ssmflow.training.events import PRACTICE, Event
from ssmflow.training.store.columns import plain
from ssmflow.training.store.connected import Connected, in_turn, tell_changed
from ssmflow.training.store.tables import events, participants, sessions

OWN = PRACTICE | {"joined"}
"""The kinds that are about somebody, and are not kept once nothing of them is."""
FIELDS = tuple(field.name for field in fields(Event))
TEXTS = tuple(name for name in FIELDS if name not in ("data", "at", "seq"))
EVENT = select(*(events.c[name] for name in FIELDS))
AT_ONCE = 500  # keys in one query
Identity = tuple[str, str, str]
"""What an event is known by: its session, its participant and its key."""


class KeptEvents(Connected):
    """The events of a store."""

    def append(self, new: Sequence[Event]) -> list[Event]:
        """Keep events, all or none of them.

        An event that is kept already, one with the same session, participant and key, is not kept
        again. One of a session that is no longer kept, or of practice by a participant who is not,
        is not kept at all: what was erased would be back.

        Args:
            new: The events, in order.

        Returns:
            For each of them, in the same order, how it is kept; its `seq` is 0 where it is not. A
            text has a replacement character where it had NUL or half a surrogate pair.

        Raises:
            StoreUnavailableError: The database can't be used; nothing was kept, or all was and only
                the confirmation is lost. To append the same again is right in both cases.
        """
        given = [_plain(event) for event in new]
        if not given:
            return []
        touched = sorted({event.session for event in given})
        with self._writing() as connection:
            in_turn(connection, *touched)
            welcome = list(_welcome(connection, given))
            known = _kept(connection, welcome)
            rows = list(map(_row, _fresh(welcome, known)))
            if rows:
                connection.execute(insert(events), rows)
                tell_changed(connection, *sorted({row["session"] for row in rows}))
                known = _kept(connection, welcome)
        return [known.get(_identity(event), replace(event, seq=0)) for event in given]

    def events(self, session: str, since: int = 0, limit: int = 5000) -> list[Event]:
        """Return events of a session in order.

        Args:
            session: Its id.
            since: The `seq` of the last that is known already.
            limit: How many at most.
        """
        asked = _of(session).where(events.c.seq > since).order_by(events.c.seq).limit(limit)
        return self._read(asked)

    def events_of(self, session: str, participant: str) -> list[Event]:
        """Return all events of a participant of a session, in order."""
        asked = _of(session).where(events.c.participant == participant).order_by(events.c.seq)
        return self._read(asked)

    def acts(self, session: str) -> list[Event]:
        """Return what concerns all of a session, and who was removed, in order."""
        general = _of(session).where(events.c.participant == "")
        removed = _of(session).where(events.c.kind == "removed", events.c.participant != "")
        # Each half has an index; SQLite would look through all of the session for one condition.
        both = union_all(general, removed).subquery()
        return self._read(select(both).order_by(both.c.seq))

    def _read(self, asked: Select[Any]) -> list[Event]:
        with self._reading() as connection:
            return [Event(*row) for row in connection.execute(asked)]


def _of(session: str) -> Select[Any]:
    return EVENT.where(events.c.session == session)


def _welcome(connection: Connection, given: Sequence[Event]) -> Iterator[Event]:
    """Yield the events whose session, and participant where it is theirs, are kept."""
    asked = {event.session for event in given}
    kept = set(connection.scalars(select(sessions.c.id).where(sessions.c.id.in_(asked))))
    people = {event.participant for event in given if event.kind in OWN}
    there = select(participants.c.id, participants.c.session).where(participants.c.id.in_(people))
    places = {(row.id, row.session) for row in connection.execute(there)}
    for event in given:
        own = event.kind in OWN
        if event.session in kept and (not own or (event.participant, event.session) in places):
            yield event


def _fresh(some: Sequence[Event], known: Container[Identity]) -> Iterable[Event]:
    """Return those of some events that are not known, each once: the first that was sent."""
    firsts: dict[Identity, Event] = {}
    for event in some:
        if _identity(event) not in known:
            firsts.setdefault(_identity(event), event)
    return firsts.values()


def _kept(connection: Connection, some: Iterable[Event]) -> dict[Identity, Event]:
    """Return those of some events that are kept, by what they are known by."""
    keys = sorted({event.key for event in some})
    found: dict[Identity, Event] = {}
    for start in range(0, len(keys), AT_ONCE):
        asked = EVENT.where(events.c.key.in_(keys[start : start + AT_ONCE]))
        for row in connection.execute(asked):
            event = Event(*row)
            found[_identity(event)] = event
    return found


def _identity(event: Event) -> Identity:
    return event.session, event.participant, event.key


def _plain(event: Event) -> Event:
    texts: dict[str, Any] = {name: plain(getattr(event, name)) for name in TEXTS}
    return replace(event, **texts)


def _row(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in FIELDS if name != "seq"}
