"""Who is in: how many may be, who has left, and who has been silent for too long."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ssmflow.serving.metrics import Metrics

VISITS = logging.getLogger("ssmflow.visits")
"""One line of JSON for every visit that has ended."""

WARNED = 120.0  # seconds before a silent visitor is sent away


@dataclass(frozen=True, slots=True)
class Limits:
    """How many visitors there may be, and how long each may stay.

    Args:
        visitors: How many at once.
        idle: How long a visitor may do nothing, in seconds.
        arrival: How long a page may take to come up in a browser, in seconds.
        absence: How long a page may be cut off, in seconds.
    """

    visitors: int
    idle: float = 1800.0
    arrival: float = 60.0
    absence: float = 60.0


class Connection(Protocol):
    """A connection to a visitor's page."""

    def close(self) -> None:
        """Close it."""


@dataclass(slots=True)
class Visit:
    """One visitor, at one page, with one kernel."""

    page: str
    way: str
    since: float
    heard: float
    changed: float
    key: str
    handed_over: float | None = None
    arrived: float | None = None
    connections: set[Connection] = field(default_factory=set)


class Room:
    """The visitors, by their kernels.

    Args:
        limits: How many, and how long.
        end: Ends a kernel.
        metrics: Where all that happens is counted.
        clock: The time, in seconds from anywhere.
    """

    def __init__(
        self,
        limits: Limits,
        end: Callable[[str], Awaitable[None]],
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self._end = end
        self._metrics = metrics
        self._clock = clock
        self._visits: dict[str, Visit] = {}
        self.closed = False

    def __len__(self) -> int:
        return len(self._visits)

    def __contains__(self, kernel_id: str) -> bool:
        return kernel_id in self._visits

    @property
    def places(self) -> int:
        """How many more visitors may come."""
        return max(0, self.limits.visitors - len(self))

    def enter(self, kernel_id: str, page: str, way: str) -> str:
        """Let a visitor in.

        Args:
            kernel_id: The kernel that is theirs alone.
            page: The page's name.
            way: How the kernel starts.

        Returns:
            A secret of the visitor's browser alone, without which nobody reaches the kernel: its
            id stands in the names of sockets, which other users of the machine can list.
        """
        now, key = self._clock(), secrets.token_urlsafe(24)
        self._visits[kernel_id] = Visit(page, way, since=now, heard=now, changed=now, key=key)
        return key

    def fits(self, kernel_id: str, key: str | None) -> bool:
        """Tell whether a secret is that of the visitor who has a kernel."""
        visit = self._visits.get(kernel_id)
        told = (key or "").encode("utf-8", "replace")
        return visit is not None and hmac.compare_digest(told, visit.key.encode())

    def hand_over(self, kernel_id: str) -> None:
        """The page is sent: now it may come up."""
        if visit := self._visits.get(kernel_id):
            visit.handed_over = visit.heard = self._clock()

    def connect(self, kernel_id: str, connection: Connection) -> None:
        """A page is there, or is there again."""
        if visit := self._visits.get(kernel_id):
            now = self._clock()
            visit.changed = now
            visit.arrived = visit.arrived or now
            visit.connections.add(connection)

    def disconnect(self, kernel_id: str, connection: Connection) -> None:
        """A page is cut off."""
        if visit := self._visits.get(kernel_id):
            visit.changed = self._clock()
            visit.connections.discard(connection)

    def hear(self, kernel_id: str) -> None:
        """A visitor has done something."""
        if visit := self._visits.get(kernel_id):
            visit.heard = self._clock()

    def refuse(self) -> None:
        """Something was said that no page of ours says."""
        self._metrics.messages_refused.inc()

    def warning(self, kernel_id: str) -> int | None:
        """How many seconds a visitor may still do nothing; None where it is no time to say so."""
        if visit := self._visits.get(kernel_id):
            left = visit.heard + self.limits.idle - self._clock()
            if left < min(WARNED, self.limits.idle / 2):
                return max(0, round(left))
        return None

    async def leave(self, kernel_id: str, why: str) -> None:
        """End a visit, and its kernel.

        Args:
            kernel_id: The visitor's kernel.
            why: ``left``, ``cut off``, ``never came``, ``idle``, ``died``, ``failed``
                or ``stopped``.
        """
        visit = self._visits.pop(kernel_id, None)
        if visit is None:
            return
        self._note(visit, why)
        await self._end(kernel_id)
        for connection in list(visit.connections):
            connection.close()

    async def close(self) -> None:
        """End all visits, for the server stops."""
        self.closed = True
        await self._all_leave(dict.fromkeys(self._visits, "stopped"))

    async def look_round(self) -> None:
        """End every visit that is over, though nobody said goodbye."""
        overdue = {key: why for key, visit in self._visits.items() if (why := self._over(visit))}
        await self._all_leave(overdue)

    async def _all_leave(self, reasons: Mapping[str, str]) -> None:
        await asyncio.gather(*(self.leave(kernel_id, why) for kernel_id, why in reasons.items()))

    def _over(self, visit: Visit) -> str | None:
        now = self._clock()
        if visit.arrived is None:
            sent = visit.handed_over
            return "never came" if sent and now - sent > self.limits.arrival else None
        if not visit.connections and now - visit.changed > self.limits.absence:
            return "cut off"
        return "idle" if now - visit.heard > self.limits.idle else None

    def _note(self, visit: Visit, why: str) -> None:
        self._metrics.visits_ended.labels(why).inc()
        line = {
            "event": "visit",
            "page": visit.page,
            "kernel": visit.way,
            "arrived_after": _seconds(visit.arrived, visit.since),
            "seconds": _seconds(self._clock(), visit.since),
            "ended": why,
        }
        VISITS.info(json.dumps(line))


def _seconds(until: float | None, since: float) -> float | None:
    return None if until is None else round(until - since, 3)


def write_visits() -> None:
    """Write the line of every visit to standard error."""
    if not VISITS.handlers:
        VISITS.addHandler(logging.StreamHandler())
        VISITS.setLevel(logging.INFO)
        VISITS.propagate = False
