"""Visitors who walk for some time, each checked: python -m ... URL VISITORS SECONDS NEWCOMERS."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from time import perf_counter
from typing import Any

from aiohttp import ClientError

from benchmarks.serving.crowd.faults import LineClosedError, VisitError, named
from benchmarks.serving.crowd.guest import WalkingVisitor
from benchmarks.serving.route import FLOW
from ssmflow.flow.walk import Walk
from ssmflow.formats.flow_file import load_flow

PAUSE = (2.0, 6.0)  # seconds that a visitor thinks
ARRIVALS = 20.0  # seconds over which the visitors arrive
TRIES = 5  # to come back after a connection was lost
LATE = 0.75  # the part of the time after which newcomers arrive


class Room:
    """What visitors of one server meet with.

    Args:
        url: The address of the page.
        seconds: For how long they stay.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self.url = url
        self.flow = load_flow(FLOW)
        self.end = perf_counter() + seconds
        self.answers: list[float] = []
        self.counts: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    async def hold(self, visitors: int, seconds: float, newcomers: int) -> dict[str, Any]:
        """Let visitors arrive and walk, and newcomers after most of the time.

        Returns:
            Counts: who arrived, what they did, what went wrong; and seconds from click to answer.
        """
        spread = min(ARRIVALS, seconds / 4)
        early = [self._visit(n, n * spread / visitors, "arrived") for n in range(visitors)]
        late = [self._visit(-n, LATE * seconds, "newcomers") for n in range(1, newcomers + 1)]
        await asyncio.gather(*early, *late)
        ordered = sorted(self.answers)
        last = len(ordered) - 1
        return {
            "visitors": visitors,
            **{name: self.counts[name] for name in ("arrived", "newcomers")},
            "clicks": len(ordered),
            **{name: self.counts[name] for name in ("wrong answers", "lost walks")},
            **{name: self.counts[name] for name in ("reconnects", "loaded anew")},
            "tries": {name: n for name, n in self.counts.items() if name.startswith("try")},
            "failures": dict(self.failures),
            "p50": ordered[last // 2] if ordered else None,
            "p95": ordered[round(last * 0.95)] if ordered else None,
            "longest": ordered[-1] if ordered else None,
        }

    async def _visit(self, number: int, after: float, counted: str) -> None:
        visitor = WalkingVisitor(self.url, Walk(self.flow), random.Random(number))
        await asyncio.sleep(after)
        try:
            await visitor.arrive()
            self.counts[counted] += 1
            await self._walk(visitor)
        except Exception as error:  # whatever it is, it is counted and told
            self.failures[named(error)[:300]] += 1
        finally:
            await visitor.leave()

    async def _walk(self, visitor: WalkingVisitor) -> None:
        while perf_counter() < self.end:
            await asyncio.sleep(visitor.chance.uniform(*PAUSE))
            try:
                self.answers.append(await visitor.act())
            except LineClosedError as error:
                self.counts[f"try again: {named(error)[:100]}"] += 1
                if not await self._back_again(visitor):
                    return
            except VisitError:
                self.counts["wrong answers"] += 1
                raise

    async def _back_again(self, visitor: WalkingVisitor) -> bool:
        """Let a visitor come back to the walk; return whether that went well."""
        for number in range(TRIES):
            try:
                anew = await visitor.recover()
            except (LineClosedError, TimeoutError, ClientError, OSError) as error:
                self.counts[f"try again: {named(error)[:100]}"] += 1
                await asyncio.sleep(2**number)
            except VisitError as error:
                self.failures[named(error)[:300]] += 1
                break
            else:
                self.counts["loaded anew" if anew else "reconnects"] += 1
                return True
        self.counts["lost walks"] += 1
        return False


if __name__ == "__main__":
    address, visitors, seconds, newcomers = sys.argv[1:]
    room = Room(address, float(seconds))
    print(json.dumps(asyncio.run(room.hold(int(visitors), float(seconds), int(newcomers)))))
