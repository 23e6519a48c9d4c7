"""What one server changes, another hears of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import enumerate as threads

import pytest
from keeping import answer, kept_participant, kept_session
from postgresql_server import PostgresqlServer, postgresql

from ssmflow.training.store import Participant, Session, Store, changes_of

Opening = Callable[[str], Store]
Heard = Queue[str | None]
WITHIN = 60.0  # seconds


@contextmanager
def hearing(store: Store) -> Iterator[Heard]:
    """What is heard of a store's changes; the first, that it is listened to, is taken."""
    heard: Heard = Queue()
    changes = changes_of(store, heard.put)
    changes.start()
    try:
        assert heard.get(timeout=WITHIN) is None
        yield heard
    finally:
        changes.close()


def told_of(url: str, session: Session | Participant) -> str | None:
    """What is told of a session: its id on PostgreSQL, that anything may have changed on SQLite."""
    if url.startswith("sqlite"):
        return None
    return session.session if isinstance(session, Participant) else session.id


def test_an_event_that_another_server_keeps_is_heard(
    url: str, store: Store, anna: Participant, opened: Opening
) -> None:
    other = opened(url)
    with hearing(store) as heard:
        other.append([answer(anna)])
        assert heard.get(timeout=WITHIN) == told_of(url, anna)
        other.append([answer(anna)])
        assert heard.get(timeout=WITHIN) == told_of(url, anna)


def test_each_session_of_a_batch_is_heard(
    url: str, store: Store, anna: Participant, opened: Opening
) -> None:
    second = kept_participant(store, kept_session(store, "s2"), "Bert")
    other = opened(url)
    with hearing(store) as heard:
        other.append([answer(second), answer(anna), answer(second)])
        expected = {told_of(url, second), told_of(url, anna)}
        assert {heard.get(timeout=WITHIN) for _ in expected} == expected


@pytest.mark.parametrize("way", ["removed", "erased", "all erased", "purged"])
def test_that_somebody_is_taken_out_is_heard(
    url: str, store: Store, anna: Participant, opened: Opening, way: str
) -> None:
    other = opened(url)
    with hearing(store) as heard:
        if way == "removed":
            other.remove_participant(anna.id)
        elif way == "erased":
            other.erase_participant(anna.session, anna.id)
        elif way == "all erased":
            other.erase_session(anna.session)
        else:
            other.purge(anna.joined.replace(year=2100))
        assert heard.get(timeout=WITHIN) == told_of(url, anna)


def test_what_is_sent_again_is_no_change_to_postgresql(
    server: PostgresqlServer, opened: Opening
) -> None:
    store = opened(server.new_database())
    anna = kept_participant(store, kept_session(store, "s1"), "Anna")
    other = kept_session(store, "s2")
    event = answer(anna)
    store.append([event])
    with hearing(store) as heard:
        store.append([event])
        store.erase_session(other.id)
        assert heard.get(timeout=WITHIN) == other.id


def test_a_killed_postgresql_is_listened_to_again(opened: Opening) -> None:
    with postgresql() as server:
        store = opened(server.new_database())
        anna = kept_participant(store, kept_session(store, "s1"), "Anna")
        with hearing(store) as heard:
            server.kill()
            server.start()
            assert heard.get(timeout=WITHIN) is None
            store.append([answer(anna)])
            assert heard.get(timeout=WITHIN) == anna.session


def test_a_file_that_has_come_in_the_place_of_another_is_listened_to(
    tmp_path: Path, opened: Opening
) -> None:
    path = tmp_path / "kept.sqlite"
    store = opened(f"sqlite:///{path}")
    anna = kept_participant(store, kept_session(store, "s1"), "Anna")
    store.close()
    with hearing(store) as heard:
        restored = tmp_path / "restored"
        restored.write_bytes(path.read_bytes())
        restored.replace(path)
        assert heard.get(timeout=WITHIN) is None
        store.append([answer(anna)])
        assert heard.get(timeout=WITHIN) is None


def test_nothing_is_told_once_it_is_closed(store: Store, anna: Participant) -> None:
    before = {*threads()}
    with hearing(store) as heard:
        assert {thread.name for thread in {*threads()} - before} == {"ssmflow-changes"}
    store.append([answer(anna)])
    assert heard.empty()
    assert {*threads()} <= before
