from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest

from ssmflow.errors import PortTakenError, ServingError
from ssmflow.serving.address import bind, url, urls_for_others


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8866/"),
        ("localhost", "http://localhost:8866/"),
        ("0.0.0.0", "http://localhost:8866/"),  # noqa: S104  # nothing listens there
        ("::1", "http://[::1]:8866/"),
    ],
)
def test_an_address_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    assert url(host, 8866) == address


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104  # nothing listens there
def test_other_computers_are_told_addresses_of_this_machine_that_are_not_its_own_alone(
    host: str,
) -> None:
    for address in urls_for_others(host, 8866):
        name = urlsplit(address).hostname or ""
        assert not ip_address(name).is_loopback
        with socket.create_server((name, 0)):
            pass


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_what_listens_for_this_machine_alone_is_nowhere_for_others(host: str) -> None:
    assert urls_for_others(host, 8866) == []


def test_port_0_is_any_that_is_free() -> None:
    with bind("127.0.0.1", 0) as listening:
        assert listening.getsockname()[1] > 0


def test_a_taken_port_is_told_with_host_and_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError) as told:
            bind("127.0.0.1", port)
    assert (told.value.host, told.value.port) == ("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("127.0.0.1", 70_000, "there is no port 70000: it is a number from 0 to 65535"),
        ("192.0.2.1", 0, "cannot listen at 192.0.2.1, port 0: "),
        ("no such host", 0, "cannot listen at no such host, port 0: "),
    ],
)
def test_an_address_that_cannot_be_had_is_told_in_one_line(
    host: str, port: int, message: str
) -> None:
    with pytest.raises(ServingError) as told:
        bind(host, port)
    assert str(told.value).startswith(message)
    assert "\n" not in str(told.value)
    assert "attempting" not in str(told.value)
