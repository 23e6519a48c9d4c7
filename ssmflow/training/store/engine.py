"""How each database is opened, and why with these settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from ssmflow.training.store.address import is_file

BUSY = 5.0  # seconds that SQLite waits for another process's transaction
AGAIN = 0.02  # seconds until a setting is given again
READING = "ssmflow_reading"
"""The option of a connection whose transaction only reads."""

REACHING: Mapping[str, Any] = {
    "connect_timeout": 5,
    # A server that vanishes without a word is noticed within ten seconds or so.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
"""How PostgreSQL is reached where its address doesn't say otherwise."""
SESSION = "-c statement_timeout=10s -c timezone=UTC -c client_encoding=UTF8"

SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",  # readers and a writer work at once
    # In WAL mode NORMAL would let the last commits go when the machine stops; what a screen has
    # called recorded must be on the disk.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What was erased is overwritten, not only let go.
    "PRAGMA secure_delete = ON",
)


def engine_of(address: URL) -> Engine:
    """Return the engine for a database, with one connection at most.

    Args:
        address: Where the database is. A file must be there already.
    """
    return _sqlite_engine(address) if is_file(address) else _postgresql_engine(address)


def file_address(path: Path, mode: str) -> str:
    """Return the address by which SQLite opens a file in a mode; ``rw`` makes no new one."""
    return f"{path.as_uri()}?mode={mode}"


def reaching(address: URL) -> dict[str, Any]:
    """Return what a connection to PostgreSQL is made with, the password among it."""
    _, given = address.get_dialect()().create_connect_args(address)
    options = " ".join(filter(None, [SESSION, given.get("options")]))
    return {**REACHING, **given, "options": options}


def _postgresql_engine(address: URL) -> Engine:
    return create_engine(
        address,
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,
        # Each statement after a wait for one's turn must see what came before.
        isolation_level="READ COMMITTED",
        connect_args=reaching(address),
        hide_parameters=True,
    )


def _sqlite_engine(address: URL) -> Engine:
    path = Path(str(address.database))

    def connect() -> sqlite3.Connection:
        return _connect(path)

    engine = create_engine(
        address, creator=connect, pool_size=1, max_overflow=0, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file_address(path, "rw"),
        uri=True,
        timeout=BUSY,
        check_same_thread=False,
        # The module would begin transactions at moments of its own.
        isolation_level=None,
    )
    try:
        for setting in SQLITE_SETTINGS:
            _set(connection, setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set(connection: sqlite3.Connection, setting: str) -> None:
    """Give a setting, as soon as others leave room for it.

    SQLite itself does not wait to change to WAL while another process writes to a file that is not
    in WAL mode yet, as when several servers start at once on a new file.
    """
    end = monotonic() + BUSY
    while True:
        try:
            connection.execute(setting)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() >= end:
                raise
            sleep(AGAIN)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could not wait for another that writes.
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
