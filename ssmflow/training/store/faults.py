"""What a database says when it can't be used, in one line for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store.address import shown

# By SQLite's primary result code, https://www.sqlite.org/rescode.html.
SQLITE = {
    sqlite3.SQLITE_PERM: "it may not be written",
    sqlite3.SQLITE_BUSY: "another process keeps it locked",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_READONLY: "it can only be read",
    sqlite3.SQLITE_IOERR: "its disk fails",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_CANTOPEN: "the file can't be opened",
    sqlite3.SQLITE_PROTOCOL: "another process keeps it locked",
    sqlite3.SQLITE_NOTADB: "the file is no database",
}
# By the class of PostgreSQL's error codes, or the whole code where not all of its class fit.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL = {
    "08": "it can't be reached",
    "25006": "it can only be read",
    "28": "it does not let that name in with that password",
    "3D000": "there is no such database",
    "40": "it gave way to something else",
    "42501": "that name may not do this",
    "42P01": "its tables are gone",
    "53100": "its disk is full",
    "53": "it has no room for more",
    "55P03": "something keeps it locked",
    "57014": "it takes too long",
    "57": "it stops or starts",
    "58": "its disk fails",
    "XX": "it is damaged",
}
# A server that refuses a connection gives the library no code, only words. One that speaks another
# language than English is just one that can't be reached.
LIBRARY = {
    "invalid connection option": "its address has an unknown option",
    "password": POSTGRESQL["28"],
    "pg_hba": POSTGRESQL["28"],
    "does not exist": POSTGRESQL["3D000"],
}
UNREACHED = (psycopg.OperationalError, psycopg.ProgrammingError)
NO_SUCH_TABLE = "no such table"


@contextmanager
def telling_faults(address: URL) -> Iterator[None]:
    """Raise what says that a database can't be used as an error that says it in one line.

    What would be a mistake in this program comes through as it is.

    Args:
        address: Where the database is.

    Raises:
        StoreUnavailableError: It can't be used.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        reason = _reason(origin)
        if reason is None:
            raise
        raise StoreUnavailableError(f"{shown(address)}: {reason}") from None


def _reason(error: BaseException | None) -> str | None:
    """Return why a database can't be used; None where the error says nothing of the kind."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
        if str(error).startswith(NO_SUCH_TABLE):
            return "its tables are gone"
        return SQLITE.get(code & 0xFF)
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    if state is None:  # the library that speaks to the server says it
        return _unreached(str(error)) if isinstance(error, UNREACHED) else None
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])


def _unreached(told: str) -> str | None:
    """Return why a server can't be reached, without what was told: a password may be in it."""
    for words, reason in LIBRARY.items():
        if words in told:
            return reason
    return POSTGRESQL["08"]
