"""A service on both databases, and people who ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql_server import PostgresqlServer, postgresql

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def database_server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for the whole run; each test has a database of its own in it."""
    with postgresql() as running:
        yield running


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite'}"
    running: PostgresqlServer = request.getfixturevalue("database_server")
    return running.new_database()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The address of an empty database of SQLite."""
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"
