"""Hearing that another process has changed something, without asking for all of it again."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event as Flag
from threading import Thread, current_thread
from typing import Protocol

import psycopg
from sqlalchemy import URL

from ssmflow.training.store.address import is_file
from ssmflow.training.store.connected import CHANNEL, Connected
from ssmflow.training.store.engine import file_address, reaching

Changed = Callable[[str | None], None]
"""Is told the id of the session that changed, or None where it may be any."""

LOOK_EVERY = 0.25  # seconds between looks at a file
LISTEN_FOR = 0.5  # seconds of listening before a look at whether it is to end
SOONEST, LATEST = 0.25, 5.0  # seconds before a database that is gone is tried again


class Changes(Protocol):
    """What hears of changes."""

    def start(self) -> None:
        """Begin to listen, in a thread of its own."""

    def close(self) -> None:
        """End: once this returns nothing is told any more."""


def changes_of(store: Connected, changed: Changed) -> Changes:
    """Return what hears of the changes that other processes make, and of this one's.

    Args:
        store: What is listened to.
        changed: Is told of them, in the thread that listens; it may not raise. As soon as that
            hears, and after every time in which it did not, it is told that anything may have
            changed.
    """
    listening = _Looking if is_file(store.address) else _Notified
    return listening(store.address, changed)


class _Listening(ABC):
    def __init__(self, address: URL, changed: Changed) -> None:
        self.address = address
        self.over = Flag()
        self._changed = changed
        self._thread = Thread(target=self._listen, name="ssmflow-changes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self.over.set()
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join()

    @abstractmethod
    def news(self) -> Iterator[str | None]:
        """Yield None as soon as a change would be heard, then each change, until it is over."""

    def _listen(self) -> None:
        wait = SOONEST
        while not self.over.is_set():
            try:
                for session in self.news():
                    wait = SOONEST
                    if not self.over.is_set():
                        self._changed(session)
            except (sqlite3.Error, psycopg.Error, OSError):
                self.over.wait(wait)
                wait = min(2 * wait, LATEST)


class _Notified(_Listening):
    """PostgreSQL tells it."""

    def news(self) -> Iterator[str | None]:
        with closing(psycopg.connect(**reaching(self.address), autocommit=True)) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            yield None
            while not self.over.is_set():
                for notice in connection.notifies(timeout=LISTEN_FOR):
                    yield notice.payload


class _Looking(_Listening):
    """SQLite counts what others have written; to ask for that number reads one page at most."""

    def news(self) -> Iterator[str | None]:
        path = Path(str(self.address.database))
        place = _place(path)
        with closing(sqlite3.connect(file_address(path, "rw"), uri=True)) as connection:
            connection.execute("PRAGMA query_only = ON")
            seen = _writes(connection)
            yield None
            while not self.over.wait(LOOK_EVERY):
                if _place(path) != place:
                    return  # to the file that has come in its place
                now = _writes(connection)
                if now != seen:
                    seen = now
                    yield None


def _writes(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("PRAGMA data_version").fetchone()
    return int(number)


def _place(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
