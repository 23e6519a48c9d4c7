"""Where a store is, from the address that somebody wrote."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ssmflow.errors import StoreUnavailableError

ALLOWED = "sqlite:///path/of/a/file, or postgresql://name:password@host/database"
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
# What of an address's query says where the database is; anything else may be a secret.
PLACES = ("host", "port")


def store_address(url: str) -> URL:
    """Return the address of a database, with the driver that reaches it.

    Args:
        url: What was written. A relative path is one from the working folder.

    Raises:
        StoreUnavailableError: It is no address of a database that is supported.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreUnavailableError(f"that is no address of a database; write {ALLOWED}") from error
    driver = DRIVERS.get(address.drivername)
    if driver is None:
        raise StoreUnavailableError(
            f"a database of the kind {address.drivername!r} is not supported; write {ALLOWED}"
        )
    address = address.set(drivername=driver)
    if not is_file(address):
        return address
    if not address.database or address.database == ":memory:":
        raise StoreUnavailableError(f"the address names no file; write {ALLOWED}")
    return URL.create(driver, database=str(Path(address.database).absolute()))


def is_file(address: URL) -> bool:
    """Tell whether the database is a file, so SQLite's."""
    return address.get_backend_name() == "sqlite"


def shown(address: URL) -> str:
    """Return the address for people: a path, or where the database is, without any secret."""
    if is_file(address):
        return str(address.database)
    return URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query={name: address.query[name] for name in PLACES if name in address.query},
    ).render_as_string()
