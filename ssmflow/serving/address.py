"""The address at which the app is served."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from ipaddress import ip_address

import psutil

from ssmflow.errors import PortTakenError, ServingError

ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104  # compared with, never bound to by default
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
LAST_PORT = 65535
WAITING = 128  # connections that may wait to be accepted, as many as Tornado allows


def bind(host: str, port: int) -> socket.socket:
    """Take an address, and listen there.

    Args:
        host: A name or an address of this machine.
        port: A port; 0 for any that is free.

    Raises:
        PortTakenError: Something else listens there already.
        ServingError: The address cannot be had for another reason: it is not of this machine, or
            the port is not ours to take.
    """
    if not 0 <= port <= LAST_PORT:
        raise ServingError(f"there is no port {port}: it is a number from 0 to {LAST_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        taken = socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(host, port) from None
        reason, _, _ = str(error.strerror).partition(" (while attempting")
        raise ServingError(f"cannot listen at {host}, port {port}: {reason}") from None
    taken.setblocking(False)
    return taken


def url(host: str, port: int) -> str:
    """Where a visitor on this machine finds what is served at an address."""
    name = "localhost" if host in ANY_ADDRESS else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def urls_for_others(host: str, port: int) -> list[str]:
    """Where visitors on other machines may find what is served at every address of this one."""
    if host not in ANY_ADDRESS:
        return []
    found = {
        ip_address(each.address)
        for addresses in psutil.net_if_addrs().values()
        for each in addresses
        if each.family == socket.AF_INET
    }
    return [url(str(each), port) for each in sorted(found) if not each.is_loopback]


def names(host: str, others: Iterable[str]) -> frozenset[str]:
    """The names that a server at an address answers to.

    Args:
        host: Where it listens.
        others: Names by which a proxy passes visitors on.

    Returns:
        The names in small letters; none where any name will do, as the server is there for all.
    """
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = host.lower() == "localhost"
    own = {*LOOPBACK, host.lower()} if local else set()
    return frozenset({*own, *(other.lower() for other in others)})
