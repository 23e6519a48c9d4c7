"""Both databases, once each, for a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from postgresql_server import PostgresqlServer

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite'}"
    running: PostgresqlServer = request.getfixturevalue("database_server")
    return running.new_database()
