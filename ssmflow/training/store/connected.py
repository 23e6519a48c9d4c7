"""A database that is asked in transactions, and found again after it was gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, func, select, text

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store.address import is_file, shown
from ssmflow.training.store.engine import READING, engine_of
from ssmflow.training.store.faults import telling_faults

CHANNEL = "ssmflow_sessions"
"""Where PostgreSQL tells that something of a session has changed; it tells the session's id."""
WIPE = "PRAGMA wal_checkpoint(TRUNCATE)"


class Connected:
    """What every part of the store stands on: one connection, for one thread at a time.

    Args:
        address: Where the database is.
    """

    def __init__(self, address: URL) -> None:
        self.address = address
        self.url_shown = shown(address)
        self._path = Path(str(address.database)) if is_file(address) else None
        self._engine = engine_of(address)
        self._file = self._file_now()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Read in one transaction, so that all of it is of one moment."""
        with self._transaction(reading=True) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Write in one transaction: all of it is kept, or nothing."""
        with self._transaction(reading=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, reading: bool) -> Iterator[Connection]:
        try:
            self._find_file()
            with telling_faults(self.address), self._engine.connect() as connection:
                connection.execution_options(**{READING: reading})
                with connection.begin():
                    yield connection
        except StoreUnavailableError:
            # The next attempt begins with a new connection, for this one may be of no use.
            self._engine.dispose()
            raise

    def _wipe(self) -> None:
        """Leave nothing of what was erased in SQLite's log of what was written last."""
        if self._path is None:
            return
        # Outside a transaction, which SQLAlchemy would begin.
        with telling_faults(self.address), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute(WIPE)

    def _find_file(self) -> None:
        """See that the file is still there, and is the one that the connection has.

        SQLite would go on in a file that was deleted, and what it keeps there nobody finds again.
        """
        if self._path is None:
            return
        now = self._file_now()
        if now != self._file:
            self._engine.dispose()
            self._file = now
        if now is None:
            raise StoreUnavailableError(f"{self.url_shown}: the file is gone")

    def _file_now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None


def in_turn(connection: Connection, *sessions: str) -> None:
    """Wait until no other transaction writes to these sessions, and keep others waiting.

    Numbers of events are given before a transaction is complete. Without turns a reader could see a
    high number, and never ask for a lower one that is complete only later. SQLite has one writer at
    a time anyhow.

    Args:
        connection: In a transaction, to the end of which the turn lasts.
        sessions: The ids of the sessions.
    """
    if connection.dialect.name != "postgresql":
        return
    # All wait in the same order, so that no two wait for each other.
    for turn in sorted({_number(session) for session in sessions}):
        connection.execute(select(func.pg_advisory_xact_lock(turn)))


def tell_changed(connection: Connection, *sessions: str) -> None:
    """Tell other processes, once the transaction is complete, that sessions have changed."""
    if connection.dialect.name != "postgresql":
        return
    for session in sessions:
        connection.execute(
            text("SELECT pg_notify(:channel, :session)"), {"channel": CHANNEL, "session": session}
        )


def _number(session: str) -> int:
    digest = hashlib.blake2b(session.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
