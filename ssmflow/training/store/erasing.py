"""What is erased is gone: the rows are deleted, and SQLite overwrites where they stood.

PostgreSQL keeps what was deleted in its files until it makes them up anew, and in its log and its
backups as long as whoever runs it has chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from ssmflow.training.store.connected import Connected, in_turn, tell_changed
from ssmflow.training.store.tables import events, participants, sessions, sign_ins


class Erasing(Connected):
    """What a store forgets."""

    def erase_participant(self, session: str, participant: str) -> None:
        """Erase a participant of a session with all their events, also when they were removed."""
        with self._writing() as connection:
            in_turn(connection, session)
            person = (participants.c.id == participant, participants.c.session == session)
            theirs = (events.c.session == session, events.c.participant == participant)
            # No participant at all would be the trainer.
            if participant:
                connection.execute(delete(events).where(*theirs))
            connection.execute(delete(participants).where(*person))
            tell_changed(connection, session)
        self._wipe()

    def erase_session(self, session_id: str) -> None:
        """Erase a session with all its participants and events."""
        with self._writing() as connection:
            _erase(connection, [session_id])
        self._wipe()

    def purge(self, before: datetime) -> int:
        """Erase the sessions made before a time, and the sign-ins that were over by then.

        Returns:
            How many sessions were erased.
        """
        with self._writing() as connection:
            old = select(sessions.c.id).where(sessions.c.created < before)
            found = list(connection.scalars(old.order_by(sessions.c.id)))
            _erase(connection, found)
            connection.execute(delete(sign_ins).where(sign_ins.c.until < before))
        # Also when nothing was old: an earlier attempt may have been in a reader's way.
        self._wipe()
        return len(found)


def _erase(connection: Connection, ids: Sequence[str]) -> None:
    in_turn(connection, *ids)
    for session_id in ids:
        connection.execute(delete(events).where(events.c.session == session_id))
        connection.execute(delete(participants).where(participants.c.session == session_id))
        connection.execute(delete(sessions).where(sessions.c.id == session_id))
    tell_changed(connection, *ids)
