"""The address of a store: what is wrong with it is told, its password is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from postgresql_server import IN_ADDRESS, PASSWORD, PostgresqlServer

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store import Store, open_store

Opening = Callable[[str], Store]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "no address of a database"),
        ("mysql://root:geheim@host/x", "the kind 'mysql' is not supported"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////proc/nowhere/kept.sqlite", "the file can't be made: No such file"),
        ("sqlite:////tmp", "it is no file"),
        ("postgresql://x:geheim@127.0.0.1:1/x", "it can't be reached"),
        ("postgresql://x:geheim@127.0.0.1:1/x?password=geheim", "it can't be reached"),
        ("postgresql://x:geheim@127.0.0.1:no/x", "no address of a database"),
        (
            "postgresql://x@127.0.0.1:1/x?nonsense=geheim",
            "its address has an unknown option",
        ),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_one_line(url: str, reason: str) -> None:
    with pytest.raises(StoreUnavailableError) as raised:
        open_store(url)
    assert reason in raised.value.reason
    assert "\n" not in raised.value.reason
    assert "geheim" not in raised.value.reason


def test_a_wrong_password_is_told_without_it(server: PostgresqlServer) -> None:
    url = server.url.replace(IN_ADDRESS, "verkeerd")
    with pytest.raises(StoreUnavailableError) as raised:
        open_store(url)
    shown = f"postgresql://ssmflow@127.0.0.1:{server.port}/postgres"
    assert raised.value.reason == f"{shown}: it does not let that name in with that password"


def test_a_database_that_is_not_there_is_told(server: PostgresqlServer) -> None:
    with pytest.raises(StoreUnavailableError, match="there is no such database"):
        open_store(server.url_of("elsewhere"))


def test_the_password_is_shown_nowhere(server: PostgresqlServer, opened: Opening) -> None:
    store = opened(server.new_database())
    for text in (store.url_shown, repr(store), repr(store.address), str(store.address)):
        assert PASSWORD not in text
        assert IN_ADDRESS not in text
