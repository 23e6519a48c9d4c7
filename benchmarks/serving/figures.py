"""What is measured of each server, in one run; and how the values are kept."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

from benchmarks.serving import browser as seen
from benchmarks.serving.crowds import at_once, one_more
from benchmarks.serving.move import Move
from benchmarks.serving.servers import Server, running

Values = dict[str, list[float]]


@dataclass(frozen=True)
class Plan:
    """How often, and with how many visitors.

    Args:
        loads: Times that the page is loaded, cold and then warm.
        clicks: Clicks in a browser.
        batches: Batches of visitors that are counted for the cost of one more.
        crowds: Visitors at once, with how often.
        clicking: Seconds for which the room clicks, once every two seconds.
        room: How many are in that room.
    """

    loads: int = 7
    clicks: int = 30
    batches: int = 3
    crowds: Mapping[int, int] = field(default_factory=lambda: {30: 3, 100: 1, 300: 1})
    clicking: float = 60.0
    room: int = 100


QUICK = Plan(loads=2, clicks=6, batches=1, crowds={5: 1, 10: 1}, clicking=5.0, room=10)
EVERY = 2.0  # seconds from one click of a visitor in the room to the next


@dataclass(frozen=True)
class Task:
    """One series of one server, to be tried on its own."""

    name: str
    measure: Any


def tasks(
    server: Server, plan: Plan, chromium: Browser, first: str, route: Sequence[Move]
) -> Iterator[Task]:
    """Yield the series of a server, in the order in which they are measured."""
    arguments = (chromium, server, plan, first, route)
    yield Task("in a browser", lambda: _in_a_browser(*arguments))
    yield Task("one more visitor", lambda: _one_more(server, plan, route))
    for visitors, times in plan.crowds.items():
        name = f"{visitors} at once"
        if visitors <= server.most:
            yield Task(name, lambda v=visitors, t=times: _crowd(server, plan, route, v, t))


def _in_a_browser(
    chromium: Browser, server: Server, plan: Plan, first: str, route: Sequence[Move]
) -> Values:
    with running(server) as there:
        seen.arrivals(chromium, there, first, route[0], 1)  # warms server and browser
        wire = seen.first_load(chromium, there, first, route[0], 3)
        arrived = seen.arrivals(chromium, there, first, route[0], plan.loads)
        return {**wire, **arrived, **seen.clicks(chromium, there, first, route, plan.clicks)}


def _one_more(server: Server, plan: Plan, route: Sequence[Move]) -> Values:
    with running(server) as there:
        return one_more(there, route, plan.batches)


def _crowd(server: Server, plan: Plan, route: Sequence[Move], visitors: int, times: int) -> Values:
    found: Values = {}
    for _ in range(times):
        clicking = plan.clicking if visitors == plan.room else 0
        for key, values in at_once(server, route, visitors, clicking, EVERY).items():
            found.setdefault(f"{key}_{visitors}", []).extend(values)
    return found


def kept(values: Sequence[float]) -> dict[str, Any]:
    """Return values as they are kept: the median, the quartiles, and the values themselves.

    Of many only the 95th percentile is kept beside that.
    """
    ordered = sorted(values)
    low, middle, high = (_quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    told: dict[str, Any] = {"median": middle, "low": low, "high": high, "number": len(ordered)}
    if len(ordered) > 100:
        return told | {"p95": _rounded(_quantile(ordered, 0.95)), "most": _rounded(ordered[-1])}
    return told | {"values": [_rounded(value) for value in values]}


def _quantile(ordered: Sequence[float], share: float) -> float:
    if len(ordered) == 1:
        return _rounded(ordered[0])
    return _rounded(
        statistics.quantiles(ordered, n=100, method="inclusive")[round(share * 100) - 1]
    )


def _rounded(value: float) -> float:
    return float(f"{value:.5g}")
