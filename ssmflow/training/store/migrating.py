"""Bringing the tables of a database up to date, whatever they were made by."""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, func, select

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store.address import is_file, shown

MIGRATIONS = Path(__file__).parent / "migrations"
TURN = 0x55_4D_46_4C_4F_57  # any number that no session has
PRIVATE = 0o600


def make_file(address: URL) -> None:
    """Make the file of a database where there is none, for its owner's eyes only.

    Raises:
        StoreUnavailableError: It can't be made.
    """
    if not is_file(address):
        return
    path = Path(str(address.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    except FileExistsError:
        if not path.is_file():
            raise StoreUnavailableError(f"{shown(address)}: it is no file") from None
    except OSError as error:
        reason = f"the file can't be made: {error.strerror}"
        raise StoreUnavailableError(f"{shown(address)}: {reason}") from error


def migrate(connection: Connection, address: URL) -> None:
    """Make the tables, or change them to what they are today.

    Args:
        connection: In a transaction; on SQLite one that writes, so that no other server is here.
        address: Where the database is.

    Raises:
        StoreUnavailableError: The tables were made by a later version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        reason = "its tables were made by a later version of ssmflow"
        raise StoreUnavailableError(f"{shown(address)}: {reason}") from error
