"""People and boards that wait at their pages, and then all answer now and then.

python -m benchmarks.training.crowd.waiting URL CODE SESSION PEOPLE BOARDS SECONDS

Each line that it prints is a JSON object: the phase that begins, and at the end what was measured.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from time import perf_counter
from typing import Any

from benchmarks.training.crowd.__main__ import SET
from benchmarks.training.crowd.leader import LeaderPage
from benchmarks.training.crowd.participant import Participant
from ssmflow.formats.training import load_training

EVERY = 5.0  # seconds between two clicks of a person
SPREAD = 0.1  # seconds between two people who come
NEWCOMERS = 10
SETTLES = 15.0  # seconds; the pool of kernels keeps what was asked for in the last ten
WITHIN = 30.0  # seconds in which a board hears of somebody


class Waiting:
    """People and boards of one session.

    Args:
        url: The address of the server.
        code: The code of the session.
        session: Its id.
    """

    def __init__(self, url: str, code: str, session: str) -> None:
        training = load_training()
        self.exercises = training.sets[SET]
        self.flow = training.flows[self.exercises.flow]
        self.url, self.code, self.session = url, code, session
        self.people: list[Participant] = []
        self.boards: list[LeaderPage] = []

    async def wait(self, people: int, boards: int, seconds: float) -> dict[str, Any]:
        """Let all come, wait, see how soon the boards hear of newcomers, and then all answer."""
        for _ in range(boards):
            board = LeaderPage(f"{self.url}trainer")
            await board.watch(self.session)
            self.boards.append(board)
        await asyncio.gather(*(self._come(number, number * SPREAD) for number in range(people)))
        await asyncio.sleep(SETTLES)
        listening = [asyncio.create_task(_listen(board)) for board in self.boards]
        _begin("waiting")
        await asyncio.sleep(seconds)
        _begin("newcomers")
        heard = []
        for number in range(people, people + NEWCOMERS):
            heard += await self._joined(number)
            await asyncio.sleep(1.1)
        _begin("answering")
        end = perf_counter() + seconds
        await asyncio.gather(*(self._click(each, end) for each in self.people))
        _begin("end")
        for task in listening:
            task.cancel()
        answers = [taken for each in self.people for taken in each.answers]
        return {"heard": heard, "answers": answers}

    async def _come(self, number: int, after: float = 0) -> None:
        await asyncio.sleep(after)
        chance = random.Random(number)
        about = (self.flow, self.exercises, chance, len(self.exercises.cases))
        person = Participant(f"{self.url}training", self.code, f"Deelnemer {number}", *about)
        await person.join()
        self.people.append(person)

    async def _joined(self, number: int) -> list[float]:
        """Let one more join; return the seconds until each board tells of them.

        They count from the click on the button to join: what the page itself takes is part of it.
        """
        before = self.boards[0].joined
        waiting = [asyncio.create_task(_until_joined(board, before + 1)) for board in self.boards]
        await self._come(number)
        clicked = self.people[-1].joined_at
        return [at - clicked for at in await asyncio.gather(*waiting)]

    async def _click(self, person: Participant, end: float) -> None:
        due = perf_counter() + random.uniform(0, EVERY)
        while due < end:
            await asyncio.sleep(due - perf_counter())
            if not await person.act():
                return
            due = max(due + EVERY, perf_counter())


async def _listen(board: LeaderPage) -> None:
    while True:
        board.hear(await board.kernel.receive())


async def _until_joined(board: LeaderPage, number: int) -> float:
    async with asyncio.timeout(WITHIN):
        while board.joined < number:
            await asyncio.sleep(0.005)
    return perf_counter()


def _begin(phase: str) -> None:
    print(json.dumps({"phase": phase}), flush=True)


if __name__ == "__main__":
    url, code, session, people, boards, seconds = sys.argv[1:]
    waiting = Waiting(url, code, session)
    told = asyncio.run(waiting.wait(int(people), int(boards), float(seconds)))
    print(json.dumps(told), flush=True)
