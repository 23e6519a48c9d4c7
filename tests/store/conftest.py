"""Both databases, really there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from databases import url
from event_loops import no_event_loop_of_others
from keeping import kept_participant, kept_session
from postgresql_server import PostgresqlServer

from ssmflow.training.store import Participant, Session, Store, open_store

__all__ = ["no_event_loop_of_others", "url"]


@pytest.fixture
def server(database_server: PostgresqlServer) -> PostgresqlServer:
    """The server of the one kind that has one."""
    return database_server


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
