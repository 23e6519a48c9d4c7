"""Several servers on one database: events stay in order, and no reader misses one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import psycopg
import pytest
from keeping import a_participant, a_session, answer, kept_participant, kept_session
from postgresql_server import PostgresqlServer
from sqlalchemy import insert

from ssmflow.errors import CodeTakenError, NicknameTakenError
from ssmflow.training.events import Event
from ssmflow.training.store import Participant, Session, Store, engine, open_store
from ssmflow.training.store.connected import in_turn
from ssmflow.training.store.kept_events import _row
from ssmflow.training.store.tables import events

Opening = Callable[[str], Store]
WRITERS, EACH = 3, 40
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = %s AND wait_event_type = 'Lock' AND wait_event = 'advisory'
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers that wait for each other on a slow disk; that they give up is tested elsewhere."""
    monkeypatch.setattr(engine, "BUSY", 60.0)


def test_a_reader_misses_nothing_of_what_several_write(
    url: str, store: Store, session: Session, opened: Opening
) -> None:
    people = [kept_participant(store, session, f"P{number}") for number in range(WRITERS)]
    over = Flag()

    def write(who: Participant) -> list[Event]:
        own = opened(url)
        return [own.append([answer(who, str(number))])[0] for number in range(EACH)]

    def read() -> list[Event]:
        own, last_look = opened(url), False
        found: list[Event] = []
        while not last_look:
            last_look = over.is_set()
            found += own.events(session.id, since=found[-1].seq if found else 0)
        return found

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read)
        try:
            written = [event for some in pool.map(write, people) for event in some]
        finally:
            over.set()
    assert reading.result() == sorted(written, key=lambda event: event.seq)
    assert len(written) == WRITERS * EACH


def wait_until_it_waits(server: PostgresqlServer, url: str, appending: Future[list[Event]]) -> None:
    """Wait until an append to a database waits for its turn."""
    database = url.rpartition("/")[2]
    with psycopg.connect(server.url, autocommit=True) as connection:
        while connection.execute(WAITING, (database,)).fetchone() == (0,):
            assert not appending.done()


def test_a_later_number_is_complete_after_an_earlier_one(
    server: PostgresqlServer, opened: Opening
) -> None:
    url = server.new_database()
    slow, quick = opened(url), opened(url)
    session = kept_session(slow, "s1")
    anna = kept_participant(slow, session, "Anna")
    with ThreadPoolExecutor() as pool:
        with slow._writing() as connection:
            in_turn(connection, session.id)
            connection.execute(insert(events), _row(answer(anna, "slow")))
            later = pool.submit(quick.append, [answer(anna, "quick")])
            wait_until_it_waits(server, url, later)
        assert later.result(60)[0].seq
    assert [event.walk for event in quick.events(session.id)] == ["slow", "quick"]


def test_who_writes_to_one_session_waits_for_no_other(
    server: PostgresqlServer, opened: Opening
) -> None:
    url = server.new_database()
    slow, quick = opened(url), opened(url)
    anna, bert = (
        kept_participant(slow, kept_session(slow, name), "Somebody") for name in ("s1", "s2")
    )
    with slow._writing() as connection:
        in_turn(connection, anna.session)
        assert quick.append([answer(bert)])[0].seq


def test_batches_of_the_same_sessions_do_not_wait_for_each_other_for_ever(
    url: str, store: Store, opened: Opening
) -> None:
    people = [kept_participant(store, kept_session(store, f"s{n}"), "Anna") for n in range(4)]

    def write(order: list[Participant]) -> int:
        own = opened(url)
        return sum(len(own.append([answer(who) for who in order])) for _ in range(20))

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(write, [people, people[::-1]])) == [80, 80]


def test_one_event_sent_to_two_servers_at_once_is_kept_once(
    url: str, store: Store, anna: Participant, opened: Opening
) -> None:
    sent = [answer(anna, str(number)) for number in range(30)]

    def write(_: int) -> list[Event]:
        own = opened(url)
        return [own.append([event])[0] for event in sent]

    with ThreadPoolExecutor() as pool:
        one, other = pool.map(write, range(2))
    assert one == other == store.events(anna.session)


def test_two_who_choose_one_nickname_at_once_do_not_both_get_it(
    url: str, store: Store, session: Session, opened: Opening
) -> None:
    chosen = [a_participant(session, f"Anna {number}") for number in range(20)]

    def join(server: str) -> list[bool]:
        own = opened(url)
        return [joins(own, replace(who, id=server + who.id)) for who in chosen]

    def joins(own: Store, who: Participant) -> bool:
        try:
            own.add_participant(replace(who, token_hash=who.id), most=100)
        except NicknameTakenError:
            return False
        return True

    with ThreadPoolExecutor() as pool:
        one, other = pool.map(join, ("one ", "other "))
    assert [a != b for a, b in zip(one, other, strict=True)] == [True] * len(chosen)
    assert len(store.participants(session.id)) == len(chosen)


def test_two_who_make_a_session_with_one_code_at_once_do_not_both_get_it(
    url: str, opened: Opening, store: Store
) -> None:
    wanted = [a_session(f"s{number}") for number in range(20)]

    def make(server: str) -> int:
        own = opened(url)
        return sum(makes(own, replace(session, id=server + session.id)) for session in wanted)

    def makes(own: Store, session: Session) -> bool:
        try:
            own.add_session(session)
        except CodeTakenError:
            return False
        return True

    with ThreadPoolExecutor() as pool:
        assert sum(pool.map(make, ("one ", "other "))) == len(wanted)
    assert len(store.sessions()) == len(wanted)


def test_a_server_waits_for_one_that_writes_to_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    with closing(sqlite3.connect(file)) as other, ThreadPoolExecutor() as pool:
        other.execute("BEGIN IMMEDIATE")
        opening = pool.submit(open_store, f"sqlite:///{file}")
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.5)
        other.commit()
        opening.result().close()


@pytest.mark.parametrize("attempt", range(3))
def test_servers_that_start_at_once_make_the_tables_once(url: str, attempt: int) -> None:
    def start(number: int) -> None:
        store = open_store(url)
        kept_session(store, f"s{number}")
        store.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(start, range(6)))
    store = open_store(url)
    assert len(store.sessions()) == 6, attempt
    store.close()
