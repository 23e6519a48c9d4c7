"""A database that can't be used says so, and is used again once it can."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest
from keeping import answer, kept_participant, kept_session, walks
from postgresql_server import PostgresqlServer, postgresql

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store import Participant, Session, Store, open_store

Opening = Callable[[str], Store]
WITHIN = 60.0  # seconds
APPENDING = """
import sys
from keeping import answer, kept_participant, kept_session
from ssmflow.training.store import open_store

store = open_store(sys.argv[1])
who = kept_participant(store, kept_session(store, "s1"), "Anna")
number = 0
while True:
    store.append([answer(who, str(number))])
    print(number, flush=True)
    number += 1
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


@pytest.fixture
def file_store(path: Path, opened: Opening) -> Store:
    return opened(f"sqlite:///{path}")


@pytest.fixture
def bert(file_store: Store) -> Participant:
    return kept_participant(file_store, kept_session(file_store, "s1"), "Bert")


@pytest.fixture(scope="module")
def fragile() -> Iterator[PostgresqlServer]:
    """A server that is killed, so no other test has it."""
    with postgresql() as running:
        yield running


def files_of(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if file.name.startswith(path.name)]


def test_a_killed_postgresql_is_told_and_found_again(
    fragile: PostgresqlServer, opened: Opening
) -> None:
    store = opened(fragile.new_database())
    session = kept_session(store, "s1")
    anna = kept_participant(store, session, "Anna")
    store.append([answer(anna, "before")])
    fragile.kill()
    for _ in range(2):
        with pytest.raises(StoreUnavailableError) as raised:
            store.append([answer(anna, "meanwhile")])
        assert raised.value.reason == f"{store.url_shown}: it can't be reached"
    fragile.start()
    store.append([answer(anna, "after")])
    assert walks(store, session) == ["before", "after"]


def test_all_that_was_confirmed_survives_a_kill_of_postgresql(
    fragile: PostgresqlServer, opened: Opening
) -> None:
    store = opened(fragile.new_database())
    session = kept_session(store, "s1")
    anna = kept_participant(store, session, "Anna")
    confirmed: list[str] = []
    enough = Flag()

    def append_until_it_fails() -> None:
        try:
            while True:
                confirmed.extend(e.walk for e in store.append([answer(anna, str(len(confirmed)))]))
                if len(confirmed) == 50:
                    enough.set()
        except StoreUnavailableError:
            pass

    appending = Thread(target=append_until_it_fails)
    appending.start()
    assert enough.wait(WITHIN)
    fragile.kill()
    appending.join(WITHIN)
    assert not appending.is_alive()
    fragile.start()
    # The last may be kept without the confirmation having come through.
    assert walks(store, session)[: len(confirmed)] == confirmed


def test_all_that_was_confirmed_survives_a_kill_of_the_process(url: str, opened: Opening) -> None:
    appending = subprocess.Popen(
        [sys.executable, "-c", APPENDING, url],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert appending.stdout
    confirmed = [appending.stdout.readline().strip() for _ in range(50)]
    appending.send_signal(signal.SIGKILL)
    confirmed += appending.stdout.read().split()
    appending.stdout.close()
    appending.wait()
    store = opened(url)
    session = store.session("s1")
    assert session
    assert walks(store, session)[: len(confirmed)] == confirmed


def test_a_file_that_was_removed_is_told_and_found_again(
    file_store: Store, path: Path, bert: Participant, tmp_path: Path
) -> None:
    (kept,) = file_store.append([answer(bert, "before")])
    away = tmp_path / "away"
    away.mkdir()
    for file in files_of(path):
        shutil.move(file, away)
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match="the file is gone"):
            file_store.append([answer(bert, "meanwhile")])
    for file in away.iterdir():
        shutil.move(file, tmp_path)
    (after,) = file_store.append([answer(bert, "after")])
    assert file_store.events(bert.session) == [kept, after]


def test_a_removed_file_is_not_silently_made_anew(
    file_store: Store, path: Path, bert: Participant
) -> None:
    for file in files_of(path):
        file.unlink()
    with pytest.raises(StoreUnavailableError):
        file_store.append([answer(bert)])
    assert files_of(path) == []


@pytest.mark.parametrize(
    ("replacement", "reason"),
    [
        (b"", "its tables are gone"),
        (b"no database at all, but a text that is long enough to be looked at" * 20, "no database"),
        (None, "the file can't be opened"),
    ],
    ids=["an empty file", "a text", "a folder"],
)
def test_a_file_that_was_replaced_is_told(
    file_store: Store, path: Path, bert: Participant, replacement: bytes | None, reason: str
) -> None:
    for file in files_of(path):
        file.unlink()
    if replacement is None:
        path.mkdir()
    else:
        path.write_bytes(replacement)
    with pytest.raises(StoreUnavailableError, match=reason):
        file_store.append([answer(bert)])
    with pytest.raises(StoreUnavailableError):
        file_store.events(bert.session)


def test_a_full_database_is_told_and_used_again(file_store: Store, bert: Participant) -> None:
    # SQLite's own limit: it says the same as of a full disk. A new connection has no such limit.
    with file_store._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailableError, match="its disk is full"):
        file_store.append([answer(bert, "x" * 100_000)])
    file_store.append([answer(bert, "after")])
    assert [event.walk for event in file_store.events(bert.session)] == ["after"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may make a disk, and not everywhere")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(disk: Path) -> Path:
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 512)
        except OSError:
            return filling


def test_a_full_disk_is_told_and_used_again(small_disk: Path) -> None:
    store = open_store(f"sqlite:///{small_disk / 'kept.sqlite'}")
    who = kept_participant(store, kept_session(store, "s1"), "Anna")
    (before,) = store.append([answer(who, "before")])
    filling = fill(small_disk)
    with pytest.raises(StoreUnavailableError, match="its disk is full"):
        store.append([answer(who, "x" * 100_000)])
    assert store.events(who.session) == [before]
    filling.unlink()
    (after,) = store.append([answer(who, "after")])
    assert store.events(who.session) == [before, after]
    store.close()


def test_a_disk_that_can_only_be_read_is_told_and_written_again(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'kept.sqlite'}"
    store = open_store(url)
    who = kept_participant(store, kept_session(store, "s1"), "Anna")
    store.close()  # a disk with a file that is open for writing can't be made so
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StoreUnavailableError, match=r"it can only be read|can't be opened"):
        store.append([answer(who, "meanwhile")])
    with pytest.raises(StoreUnavailableError):
        open_store(url)
    store.close()
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    store.append([answer(who, "after")])
    assert [event.walk for event in store.events(who.session)] == ["after"]
    store.close()


def test_a_server_that_only_reads_is_told(server: PostgresqlServer, opened: Opening) -> None:
    url = server.new_database()
    store = opened(url)
    session = kept_session(store, "s1")
    store.close()
    name = url.rpartition("/")[2]
    server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(StoreUnavailableError, match="it can only be read"):
        kept_participant(store, session, "Anna")
    assert store.session(session.id) == session
    server.run(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    store.close()
    assert kept_participant(store, session, "Anna").nickname == "Anna"


def test_another_process_that_writes_for_too_long_is_told(
    url: str, store: Store, opened: Opening, session: Session
) -> None:
    anna = kept_participant(store, session, "Anna")
    sqlite = url.startswith("sqlite")
    second = opened(url if sqlite else f"{url}?options=-c%20ssmflow.patience%3D100ms")
    # Impatient only now: to open it may take longer. A new connection is patient again.
    impatient = "SELECT set_config('statement_timeout', current_setting('ssmflow.patience'), false)"
    with second._reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100" if sqlite else impatient)
    with store._writing() as other:
        if not sqlite:
            other.exec_driver_sql("LOCK TABLE events")
        with pytest.raises(StoreUnavailableError, match=r"keeps it locked|it takes too long"):
            second.append([answer(anna)])
    assert second.append([answer(anna)])[0].seq
