"""Both databases, really there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keeping import kept_participant, kept_session
from postgresql_server import PostgresqlServer, postgresql

from ssmflow.training.store import Participant, Session, Store, open_store

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for the whole run."""
    with postgresql() as running:
        yield running


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite'}"
    running: PostgresqlServer = request.getfixturevalue("server")
    return running.emptied()


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    """Opens stores, which are closed when the test is over."""
    stores: list[Store] = []

    def opening(url: str) -> Store:
        stores.append(open_store(url))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def store(url: str, opened: Callable[[str], Store]) -> Store:
    return opened(url)


@pytest.fixture
def session(store: Store) -> Session:
    """A session that is kept."""
    return kept_session(store, "s1")


@pytest.fixture
def anna(store: Store, session: Session) -> Participant:
    """A participant who is kept."""
    return kept_participant(store, session, "Anna")
