"""What is measured of the service alone: what waiting costs, and how fast answers are kept."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.serving.processes import ProcessTree
from benchmarks.training.alone import Alone, alone
from benchmarks.training.lines import Crew, gathered
from benchmarks.training.places import Place

EVERY = 5.0  # seconds between two answers of a participant who is busy
PAGE = 4096  # bytes, as a database writes at least


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Args:
        participants: How many lines wait.
        boards: How many boards.
        seconds: How long waiting, and answering, is measured.
        at_once: How many answer one answer after another.
        burst: For how many seconds.
    """

    participants: int = 300
    boards: int = 5
    seconds: float = 60
    at_once: tuple[int, ...] = (1, 100, 300)
    burst: float = 10


QUICK = Plan(participants=30, boards=2, seconds=5, at_once=(1, 10), burst=2)


def waiting(place: Place, plan: Plan) -> dict[str, Any]:
    """Measure what lines that wait cost, and how soon a board hears of an answer."""
    with alone(place.url) as service, alone(place.url) as other:
        return asyncio.run(_waited(place, service, other, plan))


async def _waited(place: Place, service: Alone, other: Alone, plan: Plan) -> dict[str, Any]:
    crew = await gathered(service.address, plan.participants, plan.boards)
    elsewhere = await gathered(service.address, 10, 1, boards_at=other.address)
    watch = _Watch(place, service, other)
    await asyncio.sleep(2)
    told: dict[str, Any] = {"idle": await watch.over(asyncio.sleep(plan.seconds))}
    # One answer now and then, which finds the service asleep.
    await crew.answer_each(1.1, plan.seconds / 2, [0])
    told["board, one answers"] = await _heard(crew)
    await elsewhere.answer_each(1.1, plan.seconds / 2, [0])
    told["board of another server, one answers"] = await _heard(elsewhere)
    everyone = range(plan.participants)
    told["busy"] = await watch.over(crew.answer_each(EVERY, plan.seconds, everyone))
    told["board, all answer"] = await _heard(crew)
    return told


async def _heard(crew: Crew) -> dict[str, float]:
    await crew.boards_have_heard_all()
    told = spread(crew.heard)
    crew.forget()
    return told


class _Watch:
    """Measures the shares of one core that processes take meanwhile."""

    def __init__(self, place: Place, service: Alone, other: Alone) -> None:
        self._trees: dict[str, ProcessTree] = {"service": service.tree, "another": other.tree}
        if place.tree:
            self._trees["database"] = place.tree

    async def over(self, work: Any) -> dict[str, Any]:
        """Return the share of each, with how long the answers took where there were any."""
        before = {name: tree.processor_time() for name, tree in self._trees.items()}
        start = perf_counter()
        answered = await work
        taken = perf_counter() - start
        shares = {
            name: (tree.processor_time() - before[name]) / taken
            for name, tree in self._trees.items()
        }
        return {**shares, **({"confirmed": spread(answered)} if answered else {})}


def confirming(place: Place, plan: Plan) -> dict[str, Any]:
    """Measure how many answers are kept in a second, beside how often a disk can be written."""
    told: dict[str, Any] = {"writes a second": [_writes(place.folder)]}
    with alone(place.url) as service:
        for number in plan.at_once:
            told[str(number)] = asyncio.run(_confirmed(service, number, plan))
            told["writes a second"].append(_writes(place.folder))
    return told


async def _confirmed(service: Alone, at_once: int, plan: Plan) -> dict[str, float]:
    crew = await gathered(service.address, plan.participants, 1)
    start, before = perf_counter(), service.tree.processor_time()
    answered = await crew.answer_on(plan.burst, at_once)
    taken = perf_counter() - start
    core = (service.tree.processor_time() - before) / taken
    await crew.boards_have_heard_all(60)
    return {"a second": len(answered) / taken, "core": core, **spread(answered)}


def _writes(folder: Path, seconds: float = 2.0) -> float:
    """Return how often a second a page can be written to a file, and be on the disk for sure."""
    path, page = folder / "written", bytes(PAGE)
    number, start = 0, perf_counter()
    with path.open("wb", buffering=0) as written:
        while perf_counter() < start + seconds:
            written.write(page)
            os.fdatasync(written.fileno())
            number += 1
    path.unlink()
    return number / (perf_counter() - start)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return how many values there are, half of them, 95 in a hundred, and the longest."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return {
        "number": len(ordered),
        "p50": ordered[last // 2],
        "p95": ordered[round(last * 0.95)],
        "longest": ordered[-1],
    }
