"""A crowd in a session: python -m benchmarks.training.crowd URL CODE NUMBER PAUSE CASES SEED.

Each line that it prints is a JSON object: how far they are, and at the end all that they know.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from typing import Any

from benchmarks.serving.crowd.faults import named
from benchmarks.training.crowd.participant import GONE, Participant
from ssmflow.formats.training import load_training

SET = "externe-dienstverlener"
SPREAD = 10.0  # seconds over which a hundred people come
COMING_BACK = 3.0  # seconds over which people load the page anew
"""Browsers do so at moments of their own."""


class Crowd:
    """People who take part in one session.

    Args:
        url: The address of the page.
        code: The code of the session.
        pause: The longest that somebody thinks, in seconds; a third of it is the shortest.
        cases: How many cases each hands in.
        seed: What decides what they do.
    """

    def __init__(self, url: str, code: str, pause: float, cases: int, seed: int) -> None:
        self.url = url
        self.code = code
        self.pause = pause
        self.cases = cases
        self.seed = seed
        training = load_training()
        self.exercises = training.sets[SET]
        self.flow = training.flows[self.exercises.flow]
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self.people: list[Participant] = []

    async def take_part(self, number: int) -> dict[str, Any]:
        """Let people join and walk all cases; return all that they know."""
        await asyncio.gather(*(self._one(each, number) for each in range(number)))
        answers = [taken for each in self.people for taken in each.answers]
        return {
            "people": [_told(each) for each in self.people],
            "answers": answers,
            "returns": [taken for each in self.people for taken in each.returns],
            "dropped": sum(each.dropped for each in self.people),
            "unrecorded": sum(each.unrecorded for each in self.people),
            "failures": self.failures,
        }

    async def _one(self, number: int, of: int) -> None:
        chance = random.Random(f"{self.seed}-{number}")
        name = f"Deelnemer {number + 1}"
        about = (self.flow, self.exercises, chance, self.cases)
        person = Participant(self.url, self.code, name, *about)
        self.people.append(person)
        try:
            await asyncio.sleep(number * SPREAD / 100 if of > 1 else 0)
            await person.join()
            self._count("joined")
            while await self._acted(person, chance):
                await asyncio.sleep(chance.uniform(self.pause / 3, self.pause))
            await person.go()
            self._count("done")
        except Exception as error:  # whatever it is, it is counted and told
            self.failures.append(f"{name}: {named(error)}"[:1000])
            self._count("failed")
        finally:
            person.leave()

    async def _acted(self, person: Participant, chance: random.Random) -> bool:
        before = person.unrecorded
        try:
            return await person.act()
        except GONE:
            self._count("lost lines")
            await asyncio.sleep(chance.uniform(0, COMING_BACK))
            await person.come_back()
            self._count("came back")
            return True
        finally:
            self._count("acts")
            if person.unrecorded > before:
                self._count("unrecorded")

    def _count(self, what: str) -> None:
        self.counts[what] += 1
        if what != "acts" or self.counts[what] % 20 == 0:
            print(json.dumps(self.counts), flush=True)


def _told(person: Participant) -> dict[str, Any]:
    return {
        "nickname": person.nickname,
        "deeds": [deed.told() for deed in person.memory.deeds],
        "recorded": person.recorded,
        "at": person.memory.at,
    }


if __name__ == "__main__":
    url, code, people, pause, cases, seed = sys.argv[1:]
    crowd = Crowd(url, code, float(pause), int(cases), int(seed))
    print(json.dumps({"end": asyncio.run(crowd.take_part(int(people)))}), flush=True)
