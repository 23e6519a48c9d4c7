"""Events as they are kept: in order, once, and as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import answer, kept_participant, kept_session, walks
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError, StatementError

from ssmflow.training.events import Event
from ssmflow.training.store import Participant, Session, Store

NUMBERS = count()
ANY_CHARACTER = st.characters(exclude_categories=())
TEXTS = st.text(ANY_CHARACTER, max_size=30) | st.sampled_from(
    ["\0", "a\0b", "\ud83d", "'; --", "%s"]
)
TIMES = st.datetimes(
    datetime(1900, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=2))]),
)
PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def batches(session: str, participant: str) -> st.SearchStrategy[list[list[Event]]]:
    event = st.builds(
        Event,
        kind=st.sampled_from(["began", "answered", "went_back", "hinted", "marked", "retried"]),
        session=st.just(session),
        participant=st.just(participant),
        **dict.fromkeys(("flow", "version", "case", "step", "choice", "walk"), TEXTS),
        data=st.dictionaries(TEXTS, PLAIN_DATA, max_size=3),
        at=TIMES,
        key=st.uuids().map(str),
    )
    return st.lists(st.lists(event, max_size=5), max_size=4)


def as_kept(event: Event) -> Event:
    """What an event is without what no database keeps: NUL and half surrogate pairs."""

    def kept(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)

    texts = ("flow", "version", "case", "step", "choice", "walk")
    return replace(event, **{name: kept(getattr(event, name)) for name in texts})


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_appended_comes_back_in_order(store: Store, data: st.DataObject) -> None:
    session = kept_session(store, f"any-{next(NUMBERS)}")
    who = kept_participant(store, session, "Anna")
    given_batches = data.draw(batches(session.id, who.id))
    confirmed = [event for batch in given_batches for event in store.append(batch)]
    appended = [event for batch in given_batches for event in batch]
    assert [replace(event, seq=0) for event in confirmed] == list(map(as_kept, appended))
    assert store.events(session.id) == store.events_of(session.id, who.id) == confirmed
    assert [event.seq for event in confirmed] == sorted({event.seq for event in confirmed})


def test_times_come_back_in_utc(store: Store, anna: Participant) -> None:
    summer = timezone(timedelta(hours=2))
    at = datetime(2026, 7, 1, 0, 30, 0, 123456, tzinfo=summer)
    (kept,) = store.append([replace(answer(anna), at=at)])
    assert kept.at.isoformat() == "2026-06-30T22:30:00.123456+00:00"


def test_a_time_without_a_zone_is_refused(store: Store, anna: Participant) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        store.append([replace(answer(anna), at=datetime(2026, 7, 1))])


def test_an_event_that_is_sent_again_is_kept_once(store: Store, anna: Participant) -> None:
    first, second = answer(anna, "1"), answer(anna, "2")
    (kept,) = store.append([first])
    assert store.append([replace(first, walk="other"), second])[0] == kept
    assert store.append([second, first]) == store.events(anna.session)[::-1]


def test_an_event_twice_in_one_batch_is_kept_once(store: Store, anna: Participant) -> None:
    first, second = answer(anna), answer(anna)
    one, other, again = store.append([first, second, first])
    assert one == again
    assert store.events(anna.session) == [one, other]


def test_nobody_can_take_the_place_of_anothers_event(
    store: Store, session: Session, anna: Participant
) -> None:
    bert = kept_participant(store, session, "Bert")
    forged = replace(answer(bert, "forged"), key="the-same")
    store.append([forged])
    (kept,) = store.append([replace(answer(anna, "own"), key="the-same")])
    assert kept.walk == "own"
    assert walks(store, session) == ["forged", "own"]


def test_events_are_read_on_from_where_one_was(store: Store, anna: Participant) -> None:
    kept = store.append([answer(anna, str(number)) for number in range(7)])
    assert store.events(anna.session, since=kept[2].seq, limit=3) == kept[3:6]
    assert store.events(anna.session, since=kept[6].seq) == []


def test_a_batch_may_be_of_several_sessions(store: Store, anna: Participant) -> None:
    other = kept_participant(store, kept_session(store, "s0"), "Bert")
    mine, theirs, again = store.append([answer(anna), answer(other), answer(anna)])
    assert store.events(anna.session) == [mine, again]
    assert store.events(other.session) == [theirs]


def test_more_events_than_one_query_asks_for_are_all_kept(
    store: Store, session: Session, anna: Participant
) -> None:
    store.append([answer(anna, str(number)) for number in range(1201)])
    assert walks(store, session) == [str(number) for number in range(1201)]


def test_acts_are_the_trainers_with_who_was_removed(store: Store, anna: Participant) -> None:
    opened = Event("opened", anna.session, case="c1")
    removed = Event("removed", anna.session, anna.id)
    kept = store.append([removed, answer(anna), opened])
    assert store.acts(anna.session) == [kept[0], kept[2]]


def test_nothing_of_a_session_that_is_not_kept_is_kept(store: Store) -> None:
    (event,) = store.append([Event("opened", "gone", case="c1")])
    assert event.seq == 0
    assert store.events("gone") == []


def test_practice_of_one_who_was_erased_is_not_kept(
    store: Store, session: Session, anna: Participant
) -> None:
    bert = kept_participant(store, session, "Bert")
    store.erase_participant(session.id, anna.id)
    late, other = store.append([answer(anna), answer(bert)])
    assert (late.seq, store.events(session.id)) == (0, [other])


def test_that_one_was_erased_is_kept(store: Store, anna: Participant) -> None:
    store.erase_participant(anna.session, anna.id)
    (kept,) = store.append([Event("erased", anna.session, anna.id)])
    assert store.events(anna.session) == [kept]


def test_nobody_practises_in_another_session(store: Store, anna: Participant) -> None:
    other = kept_session(store, "s2")
    (kept,) = store.append([replace(answer(anna), session=other.id)])
    assert kept.seq == 0


def test_the_database_itself_refuses_to_edit_an_event(
    store: Store, session: Session, anna: Participant
) -> None:
    store.append([answer(anna, "as it was")])
    engine = create_engine(store.address)
    with pytest.raises(DatabaseError, match="never edited"), engine.begin() as connection:
        connection.execute(text("UPDATE events SET walk = 'edited'"))
    engine.dispose()
    assert walks(store, session) == ["as it was"]


def test_a_number_is_never_given_again(
    url: str, opened: Callable[[str], Store], store: Store, anna: Participant
) -> None:
    last = store.append([answer(anna), answer(anna)])[-1]
    store.erase_session(anna.session)
    store.close()
    again = opened(url)
    who = kept_participant(again, kept_session(again, "s1"), "Anna")
    assert again.append([answer(who)])[0].seq > last.seq
