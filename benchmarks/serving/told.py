"""The figures that are told: where each is kept, in which unit, and against what it is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Results = Mapping[str, Any]

DEFAULT = "voila"
OURS = "ours"
PEERS = ("solara", "streamlit", "panel", "nicegui", "dash")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; less of it is better.

    Args:
        key: Where its values are kept.
        title: What it is called.
        unit: Its unit.
        per_unit: How much of what is kept makes one of that unit.
        which: Which of what is kept of the values.
    """

    key: str
    title: str
    unit: str
    per_unit: float = 1
    which: str = "median"

    def of(self, results: Results, server: str) -> float | None:
        """Return a server's figure, in its unit."""
        value = self.kept(results, server).get(self.which)
        return None if value is None else value / self.per_unit

    def kept(self, results: Results, server: str) -> Mapping[str, Any]:
        """Return all that is kept of a server's values."""
        figures = results["servers"].get(server, {}).get("figures", {})
        found: Mapping[str, Any] = figures.get(self.key, {})
        return found


MB = 1_000_000
READABLE_COLD = Figure("readable_cold", "first step readable, cold", "ms")
READABLE_WARM = Figure("readable_warm", "first step readable, warm", "ms")
ANSWERED_COLD = Figure("answered_cold", "first click answered, cold", "ms")
ANSWERED_WARM = Figure("answered_warm", "first click answered, warm", "ms")
ALIVE_COLD = Figure("alive_cold", "first click answered by Python, cold", "ms")
ALIVE_WARM = Figure("alive_warm", "first click answered by Python, warm", "ms")
PAINTED = Figure("painted", "click to next step painted", "ms")
REQUESTS = Figure("requests", "requests on first load", "")
BYTES = Figure("all_bytes", "bytes on first load", "kB", 1000)
HTTP = Figure("bytes", "of which by HTTP", "kB", 1000)
SOCKET = Figure("socket_bytes", "by websocket", "kB", 1000)
MEMORY = Figure("memory", "memory (PSS) a visitor", "MB", MB)
PROCESSOR = Figure("processor", "CPU a visitor", "ms", 0.001)
EMPTY = Figure("empty", "memory without visitors", "MB", MB)
LAST_30 = Figure("last_30", "30 at once, the last working", "s")
LAST_100 = Figure("last_100", "100 at once, the last working", "s")
LAST_300 = Figure("last_300", "300 at once, the last working", "s")
MEMORY_100 = Figure("memory_100", "memory with 100", "MB", MB)
MEMORY_300 = Figure("memory_300", "memory with 300", "MB", MB)
ROOM_HALF = Figure("answer_100", "click to answer, 100 active, p50", "ms", 0.001)
ROOM_P95 = Figure("answer_100", "click to answer, 100 active, p95", "ms", 0.001, "p95")

BROWSER = (
    READABLE_COLD,
    READABLE_WARM,
    ANSWERED_COLD,
    ANSWERED_WARM,
    ALIVE_COLD,
    ALIVE_WARM,
    PAINTED,
)
LOAD = (REQUESTS, BYTES, HTTP, SOCKET)
ONE_MORE = (MEMORY, PROCESSOR, EMPTY)
CROWDS = (LAST_30, LAST_100, LAST_300, MEMORY_100, MEMORY_300)
ROOM = (ROOM_HALF, ROOM_P95)
COMPARED = (*BROWSER, REQUESTS, BYTES, MEMORY, PROCESSOR, LAST_30, LAST_100, LAST_300, *ROOM)


@dataclass(frozen=True, slots=True)
class Target:
    """How many times less than default Voilà a figure should be."""

    figure: Figure
    times: float
    server: str = OURS


TARGETS = (
    Target(READABLE_COLD, 15),
    Target(READABLE_WARM, 15),
    Target(ANSWERED_COLD, 6),
    Target(ANSWERED_WARM, 6),
    Target(ANSWERED_COLD, 2, "ours-voila-front-end"),
    Target(ANSWERED_WARM, 2, "ours-voila-front-end"),
    Target(LAST_30, 10),
    Target(PROCESSOR, 9),
    Target(MEMORY, 3.5),
    Target(BYTES, 15),
)
MOST_REQUESTS = 10
