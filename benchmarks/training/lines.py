"""Kernels' lines to a service, without the kernels: participants who answer, boards that hear."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from typing import Any

from benchmarks.training.alone import PASSPHRASE
from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_data
from ssmflow.training.line import ServiceLine
from ssmflow.training.wire import Address

WALK = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja"  # as long as a real one
TRIES = 50  # for each who joins; the rate at which people may join is limited


@dataclass
class Crew:
    """All who take part in one session or watch it, each with a line of their own.

    Args:
        session: The session.
        lead: The line of its trainer.
        participants: The line and the token of each participant.
        boards: The line of each board.
    """

    session: Mapping[str, Any]
    lead: ServiceLine
    participants: list[tuple[ServiceLine, str]] = field(default_factory=list)
    boards: list[ServiceLine] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)
    """The seconds from each answer until each board has heard of it."""
    sent: dict[str, float] = field(default_factory=dict)

    async def answer(self, number: int) -> float:
        """Let a participant answer a question; return the seconds until that is confirmed."""
        line, token = self.participants[number]
        event = Event("answered", "", case="case", step="role", choice="ja", walk=WALK)
        start = self.sent[event.key] = perf_counter()
        told = await line.ask("append", token=token, events=[event_data(event)])
        if told["kept"] != [event.key]:
            raise RuntimeError(f"an answer was not kept: {told}")
        return perf_counter() - start

    async def answer_each(self, every: float, seconds: float, who: Sequence[int]) -> list[float]:
        """Let participants answer at an even pace, each from a moment of their own.

        Args:
            every: The seconds from one answer to the next.
            seconds: For how long.
            who: The participants.

        Returns:
            The seconds until each answer was confirmed.
        """
        chance, start = random.Random(7), perf_counter()
        told = await asyncio.gather(
            *(self._paced(n, start + chance.uniform(0, every), every, start + seconds) for n in who)
        )
        return [taken for some in told for taken in some]

    async def answer_on(self, seconds: float, at_once: int) -> list[float]:
        """Let the next participant answer as soon as an answer is confirmed, for some time.

        Args:
            seconds: For how long.
            at_once: How many answers are under way at any moment. They go round all participants:
                one alone may not ask so often.

        Returns:
            The seconds until each answer was confirmed.
        """
        end = perf_counter() + seconds
        told = await asyncio.gather(*(self._on(first, at_once, end) for first in range(at_once)))
        return [taken for some in told for taken in some]

    async def boards_have_heard_all(self, within: float = 10.0) -> None:
        """Wait until every board has heard of every answer.

        Raises:
            RuntimeError: One has not.
        """
        wanted, end = len(self.sent) * len(self.boards), perf_counter() + within
        while len(self.heard) < wanted:
            if perf_counter() > end:
                raise RuntimeError(f"{wanted - len(self.heard)} answers have not come to a board")
            await asyncio.sleep(0.01)

    def forget(self) -> None:
        """Count from here."""
        self.sent.clear()
        self.heard.clear()

    async def _paced(self, number: int, due: float, every: float, end: float) -> list[float]:
        told = []
        while due < end:
            await asyncio.sleep(due - perf_counter())
            told.append(await self.answer(number))
            due = max(due + every, perf_counter())
        return told

    async def _on(self, first: int, step: int, end: float) -> list[float]:
        told = []
        for number in cycle(range(first, len(self.participants), step)):
            if perf_counter() > end:
                break
            told.append(await self.answer(number))
        return told

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take what a board is told."""
        now = perf_counter()
        if message["push"] == "events":
            keys = (event["key"] for event in message["events"])
            self.heard += [now - self.sent[key] for key in keys if key in self.sent]


async def gathered(
    address: Address, participants: int, boards: int, boards_at: Address | None = None
) -> Crew:
    """Make a session, and let people join it and boards watch it.

    Args:
        address: The service of the participants.
        participants: How many of them.
        boards: How many boards.
        boards_at: The service of the boards; the same one when None.
    """
    lead = ServiceLine(address)
    signed_in = (await lead.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
    about = {"title": "Proef", "exercises": "externe-dienstverlener", "version": "1"}
    about |= {"flow": "externe-dienstverlener", "pace": "own"}
    session = (await lead.ask("create", sign_in=signed_in, **about))["session"]
    crew = Crew(session, lead)
    for number in range(participants):
        crew.participants.append(await _joined(address, session["code"], number))
    for _ in range(boards):
        board = ServiceLine(boards_at or address)
        board.listen(crew.hear)
        since, more = 0, True
        while more:
            told = await board.ask(
                "watch", sign_in=signed_in, session=session["id"], since=str(since)
            )
            more = told["more"]
            since = told["events"][-1]["seq"]
        crew.boards.append(board)
    return crew


async def _joined(address: Address, code: str, number: int) -> tuple[ServiceLine, str]:
    line = ServiceLine(address)
    for _ in range(TRIES):
        try:
            told = await line.ask("join", code=code, nickname=f"Deelnemer {number}")
        except RefusedError as refused:
            if refused.code != "slow_down":
                raise
            await asyncio.sleep(refused.wait)
        else:
            return line, told["token"]
    raise RuntimeError("somebody could not join")
