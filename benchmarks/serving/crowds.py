"""Crowds of visitors without a browser, seen from the server: how soon, how many, how much."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Timer
from typing import IO, Any, cast

from benchmarks.serving.environments import ROOT, python
from benchmarks.serving.move import Move
from benchmarks.serving.servers import Running, Server, running

LONGEST = 180.0  # seconds of a series, after which it is given up
AT_REST = 8.0  # seconds that a server has to come to rest
BATCH = 10  # visitors who come together where the cost of one more is measured


class GivenUpError(Exception):
    """A series took too long, or the crowd ended."""


@dataclass
class Orders:
    """The crowd's process, which does what it is told."""

    process: subprocess.Popen[str]
    orders: IO[str]
    answers: IO[str]

    def __call__(self, do: str, longest: float = LONGEST + 10, **order: float) -> dict[str, Any]:
        """Give an order, and return what came of it."""
        watch = Timer(longest, self.process.kill)
        watch.start()
        try:
            print(json.dumps({"do": do, **order}), file=self.orders, flush=True)
            answer = self.answers.readline()
        finally:
            watch.cancel()
        if not answer:
            raise GivenUpError(f"the crowd gave nothing back within {longest:g} s")
        told: dict[str, Any] = json.loads(answer)
        return told


@contextmanager
def crowd(there: Running, route: Sequence[Move]) -> Iterator[Orders]:
    """Start the process of a crowd; they leave at the end."""
    server = there.server
    told = json.dumps([asdict(move) for move in route])
    program = [str(python(server.visitors)), "-m", "benchmarks.serving.crowd"]
    process = subprocess.Popen(  # noqa: S603  # our own module
        [*program, server.protocol, there.url, told],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with (
        process,
        cast("IO[str]", process.stdin) as orders,
        cast("IO[str]", process.stdout) as answers,
    ):
        try:
            yield Orders(process, orders, answers)
            orders.close()
            process.wait(20)
        finally:
            process.kill()


def one_more(there: Running, route: Sequence[Move], batches: int) -> dict[str, list[float]]:
    """Let visitors come in batches, and divide what each batch adds.

    The first batch is not counted: it warms the server, and makes it fit itself to visitors.

    Returns:
        `memory`, bytes a visitor; `processor`, seconds a visitor, for the page and the first click;
        `empty`, the bytes of the server before anyone came.
    """
    found: dict[str, list[float]] = {"memory": [], "processor": []}
    with crowd(there, route) as order:
        there.tree.rest(AT_REST)
        found["empty"] = [there.tree.memory()]
        for number in range(batches + 1):
            memory, processor = there.tree.memory(), there.tree.processor_time()
            told = order("arrive", visitors=BATCH)
            _tell(told["errors"])
            came = len(told["working"])
            if not came:
                raise GivenUpError(_first_error(told["errors"]))
            time.sleep(there.server.settles)
            there.tree.rest(AT_REST)
            if number:
                found["memory"].append((there.tree.memory() - memory) / came)
                found["processor"].append((there.tree.processor_time() - processor) / came)
    return found


def at_once(
    server: Server, route: Sequence[Move], visitors: int, clicking: float, every: float
) -> dict[str, list[float]]:
    """Start a server, let visitors come at once, and then click for some time.

    Args:
        server: The server.
        route: What the visitors click.
        visitors: How many.
        clicking: The seconds for which they click; none for not at all.
        every: The seconds from one click of a visitor to the next.

    Returns:
        `last`, the seconds until the last of them had an answer to the first click; `half`, until
        half of them had; `failed`, how many never had; `memory`, the bytes of the server then;
        `answer`, the seconds of every answer to a click, `lost`, how many clicked in vain.
    """
    with running(server) as there, crowd(there, route) as order:
        one = order("arrive", visitors=1)
        if one["errors"]:
            raise GivenUpError(_first_error(one["errors"]))
        there.tree.rest(AT_REST)
        told = order("arrive", visitors=visitors)
        working = sorted(told["working"])
        found: dict[str, list[float]] = {"failed": [sum(told["errors"].values())]}
        if working:
            found |= {"last": [working[-1]], "half": [working[len(working) // 2]]}
        there.tree.rest(AT_REST)
        found["memory"] = [there.tree.memory()]
        if clicking and working:
            clicked = order("click", seconds=clicking, every=every)
            found |= {"answer": clicked["answers"], "lost": [sum(clicked["errors"].values())]}
            told["errors"] |= clicked["errors"]
        _tell(told["errors"])
        return found


def _tell(errors: dict[str, int]) -> None:
    for error, times in errors.items():
        print(f"    {times} visitors: {error}", flush=True)


def _first_error(errors: dict[str, int]) -> str:
    error, times = next(iter(errors.items()))
    return f"{error} ({times} times)"
