"""Sessions, who takes part in them, and who leads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from keeping import CREATED, a_participant, a_session, answer, kept_participant, kept_session

from ssmflow.errors import (
    CodeTakenError,
    NicknameTakenError,
    SessionFullError,
    SessionGoneError,
)
from ssmflow.training.store import Participant, Session, Store

LATER = CREATED + timedelta(hours=1)


def test_a_session_is_found_by_its_id_and_by_its_code(store: Store, session: Session) -> None:
    assert store.session(session.id) == store.session_by_code(session.code) == session


@pytest.mark.parametrize("unknown", ["", "CODE", "nul\0", "half \ud800", "%", "code-s1"])
def test_nothing_is_found_by_what_nobody_has(store: Store, anna: Participant, unknown: str) -> None:
    assert store.session(anna.session)
    assert store.session_by_code(unknown) is None
    assert store.session(unknown) is None
    assert store.participant_by_token(unknown) is None


def test_sessions_are_listed_newest_first(store: Store) -> None:
    names = ["middle", "newest", "oldest"]
    for name, days in zip(names, [1, 2, 0], strict=True):
        kept_session(store, name, CREATED + timedelta(days=days))
    assert [session.id for session in store.sessions()] == ["newest", "middle", "oldest"]


def test_two_sessions_have_no_code_in_common(store: Store, session: Session) -> None:
    with pytest.raises(CodeTakenError):
        store.add_session(replace(a_session("s2"), code=session.code))
    assert store.sessions() == [session]


def test_the_code_of_an_erased_session_is_free(store: Store, session: Session) -> None:
    store.erase_session(session.id)
    other = replace(a_session("s2"), code=session.code)
    store.add_session(other)
    assert store.session_by_code(session.code) == other


def test_a_session_ends_once(store: Store, session: Session) -> None:
    store.end_session(session.id, LATER)
    store.end_session(session.id, LATER + timedelta(hours=1))
    assert store.session(session.id) == replace(session, ended=LATER)


def test_a_participant_is_found_by_the_token(store: Store, anna: Participant) -> None:
    assert store.participant_by_token(anna.token_hash) == anna
    assert store.participants(anna.session) == [anna]


@pytest.mark.parametrize("alike", ["Anna", "ANNA", "\uff21\uff4e\uff4e\uff41", "Anna "])
def test_a_nickname_is_one_persons(store: Store, session: Session, alike: str) -> None:
    kept_participant(store, session, "anna")
    second = replace(a_participant(session, alike), id="p2", token_hash="h2")  # noqa: S106
    with pytest.raises(NicknameTakenError):
        store.add_participant(second, most=30)


def test_a_nickname_is_free_in_another_session(store: Store, anna: Participant) -> None:
    other = kept_session(store, "s2")
    assert kept_participant(store, other, "Anna").nickname == anna.nickname


def test_a_full_session_takes_no_more_until_one_is_removed(store: Store, session: Session) -> None:
    anna, bert, carla = (a_participant(session, name) for name in ("Anna", "Bert", "Carla"))
    store.add_participant(anna, most=2)
    store.add_participant(bert, most=2)
    with pytest.raises(SessionFullError):
        store.add_participant(carla, most=2)
    store.remove_participant(anna.id)
    store.add_participant(carla, most=2)
    assert len(store.participants(session.id)) == 3


def test_nobody_joins_a_session_that_is_not_kept(store: Store) -> None:
    with pytest.raises(SessionGoneError):
        store.add_participant(a_participant(a_session("gone"), "Anna"), most=2)


def test_one_who_was_removed_is_nobody_and_leaves_the_events(
    store: Store, anna: Participant
) -> None:
    kept = store.append([answer(anna)])
    store.remove_participant(anna.id)
    assert store.participant_by_token(anna.token_hash) is None
    assert store.participants(anna.session) == [replace(anna, removed=True)]
    assert store.events(anna.session) == kept


def test_the_last_passphrase_counts(store: Store) -> None:
    assert store.passphrase_hash() is None
    store.set_passphrase_hash("first")
    store.set_passphrase_hash("second")
    assert store.passphrase_hash() == "second"


def kept_until(store: Store, *names: str) -> list[datetime | None]:
    return [store.sign_in(name) for name in names]


def test_a_sign_in_lasts_until_it_is_extended_or_removed(store: Store) -> None:
    store.add_sign_in("a", CREATED)
    store.extend_sign_in("a", LATER)
    store.extend_sign_in("b", LATER)
    assert kept_until(store, "a", "b") == [LATER, None]
    store.remove_sign_in("a")
    assert kept_until(store, "a") == [None]


def test_sign_ins_that_are_over_are_dropped(store: Store) -> None:
    for name, until in (("over", CREATED), ("not over", LATER)):
        store.add_sign_in(name, until)
    assert store.drop_sign_ins(LATER) == 1
    assert kept_until(store, "over", "not over") == [None, LATER]
