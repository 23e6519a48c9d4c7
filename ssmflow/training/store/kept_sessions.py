"""The sessions themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from ssmflow.errors import CodeTakenError
from ssmflow.training.store.connected import Connected
from ssmflow.training.store.records import Session
from ssmflow.training.store.tables import sessions


class KeptSessions(Connected):
    """The sessions of a store."""

    def add_session(self, session: Session) -> None:
        """Keep a new session.

        Raises:
            CodeTakenError: Another session has its code.
        """
        row = {column.name: getattr(session, column.name) for column in sessions.columns}
        try:
            with self._writing() as connection:
                connection.execute(insert(sessions), row)
        except IntegrityError:
            if self.session_by_code(session.code) is None:
                raise
            raise CodeTakenError(session.code) from None

    def session(self, session_id: str) -> Session | None:
        """Return the session with an id; None where there is none."""
        return self._session(sessions.c.id == session_id)

    def session_by_code(self, code: str) -> Session | None:
        """Return the session with a code; None where there is none."""
        return self._session(sessions.c.code == code)

    def sessions(self) -> list[Session]:
        """Return all sessions, the newest first."""
        return self._sessions(select(sessions).order_by(sessions.c.created.desc(), sessions.c.id))

    def end_session(self, session_id: str, at: datetime) -> None:
        """Keep when a session ended. One that has ended already, or is not kept, stays as it is."""
        there = update(sessions).where(sessions.c.id == session_id, sessions.c.ended.is_(None))
        with self._writing() as connection:
            connection.execute(there.values(ended=at))

    def _session(self, condition: ColumnElement[bool]) -> Session | None:
        return next(iter(self._sessions(select(sessions).where(condition))), None)

    def _sessions(self, asked: Select[Any]) -> list[Session]:
        with self._reading() as connection:
            return [Session(**row) for row in connection.execute(asked).mappings()]
