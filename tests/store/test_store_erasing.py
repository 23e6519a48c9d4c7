"""What is erased is gone, and nothing else is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from keeping import CREATED, answer, kept_participant, kept_session, walks

from ssmflow.training.events import Event
from ssmflow.training.store import Participant, Session, Store, open_store

SECRET = "Zonnebloem-77"  # noqa: S105 - a nickname


def test_of_an_erased_participant_nothing_is_left(
    store: Store, session: Session, anna: Participant
) -> None:
    bert = kept_participant(store, session, "Bert")
    store.append([answer(anna, "Anna's"), answer(bert, "Bert's"), Event("opened", session.id)])
    store.erase_participant(session.id, anna.id)
    assert store.participants(session.id) == [bert]
    assert store.participant_by_token(anna.token_hash) is None
    assert walks(store, session) == ["Bert's", ""]


def test_nobody_is_erased_from_another_session(store: Store, anna: Participant) -> None:
    other = kept_session(store, "s2")
    kept = store.append([answer(anna)])
    store.erase_participant(other.id, anna.id)
    assert (store.participants(anna.session), store.events(anna.session)) == ([anna], kept)


def test_to_erase_nobody_leaves_the_trainers_acts(store: Store, session: Session) -> None:
    kept = store.append([Event("opened", session.id, case="c1")])
    store.erase_participant(session.id, "")
    assert store.acts(session.id) == kept


def test_an_erased_session_is_gone_with_all_in_it(store: Store, anna: Participant) -> None:
    other = kept_session(store, "s2")
    bert = kept_participant(store, other, "Bert")
    kept = store.append([answer(anna), answer(bert)])
    store.erase_session(anna.session)
    assert store.sessions() == [other]
    assert (store.events(anna.session), store.participants(anna.session)) == ([], [])
    assert store.events(other.id) == kept[1:]


def test_old_sessions_and_sign_ins_are_purged(store: Store) -> None:
    old = kept_session(store, "old", CREATED - timedelta(days=31))
    kept_participant(store, old, "Anna")
    new = kept_session(store, "new", CREATED)
    store.add_sign_in("over", CREATED - timedelta(days=31))
    store.add_sign_in("lasting", CREATED)
    assert store.purge(CREATED - timedelta(days=30)) == 1
    assert store.purge(CREATED - timedelta(days=30)) == 0
    assert store.sessions() == [new]
    assert store.participants(old.id) == []
    assert (store.sign_in("over"), store.sign_in("lasting")) == (None, CREATED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def file_store(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'kept.sqlite'}")


def in_files(folder: Path, said: str) -> bool:
    return any(said.encode() in file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize("way", ["participant", "session", "purge"])
def test_no_byte_of_what_was_erased_is_left_in_the_files(
    file_store: Store, folder: Path, way: str
) -> None:
    session = kept_session(file_store, "s1")
    kept_participant(file_store, session, "Bert")
    who = kept_participant(file_store, session, SECRET)
    file_store.append([answer(who, f"{SECRET} {number}") for number in range(300)])
    other_server = open_store(f"sqlite:///{folder / 'kept.sqlite'}")
    assert other_server.events_of(session.id, who.id)
    assert in_files(folder, SECRET)
    if way == "participant":
        file_store.erase_participant(session.id, who.id)
    elif way == "session":
        file_store.erase_session(session.id)
    else:
        file_store.purge(CREATED + timedelta(days=1))
    assert not in_files(folder, SECRET)
    for store in (file_store, other_server):
        store.close()


def test_others_on_the_machine_cannot_read_the_file(file_store: Store, folder: Path) -> None:
    kept_session(file_store, "s1")
    files = list(folder.iterdir())
    assert {file.name for file in files} >= {"kept.sqlite", "kept.sqlite-wal"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    file_store.close()
