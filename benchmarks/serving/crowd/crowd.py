"""Many visitors in one process."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from benchmarks.serving.crowd.faults import named
from benchmarks.serving.crowd.visitor import Visitor
from benchmarks.serving.move import Move

PATIENCE = 180.0  # seconds, for a visitor's arrival with its first click
CLICK_PATIENCE = 30.0  # seconds


@dataclass
class Guest:
    """A visitor who has arrived, and how many moves of the round they have made."""

    visitor: Visitor
    made: int = 1


@dataclass
class Crowd:
    """The visitors who are there.

    Args:
        kind: The class of the visitors.
        url: The address of the page.
        route: The moves of one round.
    """

    kind: type[Visitor]
    url: str
    route: Sequence[Move]
    guests: list[Guest] = field(default_factory=list)

    async def arrive(self, visitors: int) -> dict[str, Any]:
        """Let visitors arrive at once, and make the first click each.

        Returns:
            The seconds from the start until each had the page and the answer to the first click,
            and how often what went wrong.
        """
        start = perf_counter()
        ended = await asyncio.gather(*(self._newcomer(start) for _ in range(visitors)))
        worked = [each for each in ended if not isinstance(each, str)]
        return {
            "page": [page for page, _ in worked],
            "working": [working for _, working in worked],
            "errors": Counter(each for each in ended if isinstance(each, str)),
        }

    async def _newcomer(self, start: float) -> tuple[float, float] | str:
        visitor = self.kind(self.url)
        try:
            async with asyncio.timeout(PATIENCE):
                await visitor.arrive()
                page = perf_counter() - start
                await visitor.choose(self.route[0].label, self.route[0].heading)
        except Exception as error:  # whatever it is, it is counted and told
            await visitor.leave()
            return named(error)
        self.guests.append(Guest(visitor))
        return page, perf_counter() - start

    async def click(self, seconds: float, every: float) -> dict[str, Any]:
        """Let each visitor click at an even pace, each from a moment of their own.

        Who gets an answer later than the next click was due clicks as soon as it is there.

        Args:
            seconds: For how long.
            every: The seconds from one click to the next.

        Returns:
            The seconds from each click to its answer, and how often what went wrong.
        """
        chance = random.Random(13)
        start = perf_counter()
        told = await asyncio.gather(
            *(
                self._clicks(guest, start + chance.uniform(0, every), start + seconds, every)
                for guest in self.guests
            )
        )
        return {
            "answers": [taken for answers, _ in told for taken in answers],
            "errors": Counter(error for _, error in told if error),
        }

    async def _clicks(
        self, guest: Guest, due: float, end: float, every: float
    ) -> tuple[list[float], str]:
        answers: list[float] = []
        while due < end:
            await asyncio.sleep(due - perf_counter())
            move = self.route[guest.made % len(self.route)]
            pressed = perf_counter()
            try:
                async with asyncio.timeout(CLICK_PATIENCE):
                    await guest.visitor.choose(move.label, move.heading)
            except Exception as error:  # whatever it is, it is counted and told
                return answers, named(error)
            answers.append(perf_counter() - pressed)
            guest.made += 1
            due = max(due + every, perf_counter())
        return answers, ""

    async def leave(self) -> None:
        """Let everybody leave."""
        await asyncio.gather(*(guest.visitor.leave() for guest in self.guests))
        self.guests.clear()
