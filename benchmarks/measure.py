"""How a figure is measured, and how figures are told."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One line of the report.

    Args:
        what: What was measured.
        measured: The value, with its unit.
        target: What it should be; empty where nothing is promised.
        met: Whether it is; None where nothing is promised.
        yardstick: The same work, or the least of it, done by something well known.
        ratio: How many times as long as the yardstick it takes.
    """

    what: str
    measured: str
    target: str = ""
    met: bool | None = None
    yardstick: str = ""
    ratio: float | None = None


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs: what the work takes when nothing else disturbs it."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def peak_bytes(work: Callable[[], object]) -> int:
    """Return the most memory that Python held at once beyond what it held before the work."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def as_time(value: float) -> str:
    """Return seconds in the unit that reads best."""
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.1f} ms" if value >= 0.001 else f"{value * 1e6:.0f} µs"


def report(figures: Iterable[Figure], title: str) -> None:
    """Print figures as a table, once all of them are there."""
    table = Table("what", "measured", "target", "", "beside it", "ratio", title=title, box=None)
    for each in figures:
        verdict = "" if each.met is None else "met" if each.met else "MISSED"
        ratio = "" if each.ratio is None else f"{each.ratio:.1f}"
        table.add_row(each.what, each.measured, each.target, verdict, each.yardstick, ratio)
    Console(width=160).print(table)
