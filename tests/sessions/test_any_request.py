"""Whatever is asked of the service is answered, or refused by a code that is known."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import PASSPHRASE, Asker, Scene
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgresql_server import PostgresqlServer
from threaded_service import ThreadedService

from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_data
from ssmflow.training.guard import new_token, token_hash
from ssmflow.training.requests import CODES, LEADING, PUBLIC
from ssmflow.training.service import Service

DATABASES = ("sqlite", "postgresql")
KNOWN = ("$token", "$sign_in", "$session", "$participant", "$code", "$key")
"""Stand for what there is when a request is made."""
ODD = (
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eabc",
    "0",
    "-1",
    "9" * 19,
    "\u0663",
    "own",
    "step",
    "opened",
    "closed",
    "extended",
    "revealed",
    "removed",
    "ended",
    "began",
    "marked",
    "joined",
    "created",
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59.999999-23:59",
    "0001-01-01T00:00:00+23:59",
    "2026-01-01T00:00:00Z",
    "' OR 1=1 --",
    "x" * 20_001,
    PASSPHRASE,
)
texts = st.sampled_from(KNOWN) | st.sampled_from(ODD) | st.text(max_size=30)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
values = st.one_of(texts, texts, texts, plain)
names = sorted({*PUBLIC, *LEADING, "append"})
keys = sorted({"sign_in", *(name for texts in {**PUBLIC, **LEADING}.values() for name in texts)})
EVENT = event_data(Event("marked", "$session", "$participant", case="one", key="k" * 32))


def fitting(do: str) -> st.SearchStrategy[dict[str, Any]]:
    """A request with the names that it has, and any values; some of them what there is."""
    named = {**PUBLIC, **LEADING}.get(do, {})
    known = {name: st.just(f"${name}") | st.just("") | texts for name in (*named, "sign_in")}
    known["passphrase"] = known["nickname"] = texts
    return st.fixed_dictionaries({"do": st.just(do), **known})


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """An event with some of its values changed, left out or added."""
    changed = draw(st.dictionaries(st.sampled_from([*EVENT, "more"]), values, max_size=3))
    gone = draw(st.sets(st.sampled_from(sorted(EVENT)), max_size=1))
    return {name: value for name, value in {**EVENT, **changed}.items() if name not in gone}


appends = st.fixed_dictionaries(
    {
        "do": st.just("append"),
        "token": st.just("$token") | values,
        "events": st.lists(events() | plain, max_size=4) | plain,
    }
)
requests = st.one_of(
    st.sampled_from(sorted({*PUBLIC, *LEADING})).flatmap(fitting),
    appends,
    st.dictionaries(
        st.sampled_from(["do", *keys, "token", "events"]), values | st.sampled_from(names)
    ),
    st.dictionaries(st.text(max_size=5), plain, max_size=3),
)


@pytest.fixture(scope="module", params=DATABASES)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ThreadedService]:
    if request.param == "sqlite":
        url = f"sqlite:///{Path(tmp_path_factory.mktemp('any')) / 'kept.sqlite'}"
    else:
        server: PostgresqlServer = request.getfixturevalue("database_server")
        url = server.new_database()
    with ThreadedService(url, PASSPHRASE) as one:
        yield one


async def known_in(scene: Scene) -> tuple[Asker, dict[str, str]]:
    """Who takes part in a new session, and all that is secret in it."""
    sign_in = new_token()
    until = datetime.now(UTC) + timedelta(hours=1)
    await scene.service.run(lambda store: store.add_sign_in(token_hash(sign_in), until))
    leading = scene.anyone()
    leading.token = sign_in
    about = {"title": "Any", "exercises": "any", "flow": "any", "version": "1", "pace": "own"}
    session = (await leading.lead("create", **about))["session"]
    one = await scene.participant(session)
    told = {"sign_in": sign_in, "session": session["id"], "code": session["code"]}
    return one, {**told, "token": one.token, "participant": one.me, "key": "k" * 32}


def filled(value: Any, known: Mapping[str, str]) -> Any:
    """A value with what there is in the place of its name."""
    if isinstance(value, str):
        return known.get(value.removeprefix("$"), value) if value.startswith("$") else value
    if isinstance(value, list):
        return [filled(each, known) for each in value]
    if isinstance(value, dict):
        return {name: filled(each, known) for name, each in value.items()}
    return value


async def codes_of(service: Service, asked: list[dict[str, Any]]) -> list[str]:
    """Ask all of it at one seat, and tell what was refused and why."""
    asker, known = await known_in(Scene(service))
    refused = []
    for request in asked:
        try:
            answer = await asker.seat.ask(filled(request, known))
        except RefusedError as error:
            refused.append(error.code)
        else:
            assert isinstance(answer, dict)
    asker.seat.leave()
    return refused


def act(kind: str, **about: str) -> dict[str, str]:
    """An act of the trainer who there is."""
    empty = dict.fromkeys(("case", "participant", "until"), "")
    told = {"do": "act", "sign_in": "$sign_in", "session": "$session"}
    return {**told, "kind": kind, **empty, **about}


def append(**changed: Any) -> dict[str, Any]:
    """An event of the participant who there is."""
    return {"do": "append", "token": "$token", "events": [{**EVENT, **changed}]}


def times() -> list[dict[str, Any]]:
    """Every odd text as a time."""
    opened = [act("opened", case="one", until=odd) for odd in ODD]
    return [*opened, *(append(at=odd) for odd in ODD)]


def everywhere(odd: Any) -> list[dict[str, Any]]:
    """An odd text in every place where anything may be kept of it."""
    made = {"title": odd, "exercises": odd, "flow": odd, "version": odd, "pace": "step"}
    return [
        {"do": "look", "code": odd},
        {"do": "join", "code": "$code", "nickname": odd},
        {"do": "resume", "token": odd},
        {"do": "sign_in", "passphrase": odd},
        {"do": "create", "sign_in": "$sign_in", **made},
        {"do": "watch", "sign_in": "$sign_in", "session": "$session", "since": odd},
        act("opened", case=odd),
        act("removed", participant=odd),
        *(append(**{name: odd}) for name in EVENT),
        append(data={"hint": odd}),
    ]


@pytest.mark.parametrize("odd", [*ODD, None, 7, 10**400, float("nan"), [], {}], ids=repr)
def test_an_odd_value_anywhere_is_answered_or_refused_by_a_known_code(
    running: ThreadedService, caplog: pytest.LogCaptureFixture, odd: Any
) -> None:
    for one in everywhere(odd):
        refused = running.does(codes_of(running.service, [one]))
        assert set(refused) <= set(CODES) - {"unavailable"}, one
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_a_time_that_is_none_is_refused_by_a_known_code(
    running: ThreadedService, caplog: pytest.LogCaptureFixture
) -> None:
    for one in times():
        refused = running.does(codes_of(running.service, [one]))
        assert set(refused) <= set(CODES) - {"unavailable"}, one
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=st.lists(requests, min_size=1, max_size=8))
def test_any_request_is_answered_or_refused_by_a_known_code(
    running: ThreadedService, caplog: pytest.LogCaptureFixture, asked: list[dict[str, Any]]
) -> None:
    caplog.clear()
    refused = running.does(codes_of(running.service, asked))
    assert set(refused) <= set(CODES) - {"unavailable"}
    wrong = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not wrong, wrong[0].exc_info
