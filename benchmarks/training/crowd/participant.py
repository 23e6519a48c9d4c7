"""Somebody who takes part in a session: walks cases, goes wrong, goes back, and comes back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from time import perf_counter

from tornado.httpclient import HTTPError

from benchmarks.serving.crowd.faults import LineClosedError, VisitError
from benchmarks.training.crowd.memory import Memory
from benchmarks.training.crowd.screen import Seen, TrainingPage, should_be_seen
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow

ANSWER = 30.0  # seconds in which a click is answered, and an answer recorded
BACK = 120.0  # seconds in which a server that was killed is to be there again
MOST_ACTS = 14  # in one try at a case; after that nothing goes wrong any more
MOST_TRIES = 3
LOOKS = 1.0  # seconds that somebody waits for the word that all is recorded
GONE = (LineClosedError, TimeoutError, OSError, HTTPError)


class LostError(Exception):
    """Something that the page had called recorded is not there any more."""


class Participant:
    """One person in a session at their own pace.

    Args:
        url: The address of the page.
        code: The code of the session.
        nickname: What they are called there.
        flow: The flow.
        exercises: The cases.
        chance: What decides what they do.
        cases: How many cases they hand in before they go.
    """

    def __init__(
        self,
        url: str,
        code: str,
        nickname: str,
        flow: Flow,
        exercises: Exercises,
        chance: random.Random,
        cases: int,
    ) -> None:
        self.url = url
        self.code = code
        self.nickname = nickname
        self.memory = Memory(flow, exercises)
        self.recorded = 0
        """How many deeds the page has called recorded."""
        self.answers: list[float] = []
        """The seconds from each click to its answer."""
        self.returns: list[float] = []
        """The seconds from each loss of the connection until all was as before."""
        self.dropped = 0
        """How many clicks fell into a gap, and had to be made again."""
        self.unrecorded = 0
        """How often they went on although the page said that something was not recorded yet."""
        self.joined_at = 0.0
        """When they asked to join, as `perf_counter` tells it."""
        self.token = ""
        self._chance = chance
        self._cases = cases
        self._acts = 0
        self._page = TrainingPage(url)

    async def join(self) -> None:
        """Come to the page, and join the session."""
        await self._arrive()
        content = {"act": "join", "code": self.code, "nickname": self.nickname}
        self.joined_at = perf_counter()
        await self._page.do("seek", content)
        async with asyncio.timeout(ANSWER):
            await self._until_in()
        self.memory = self.memory.turned_to(self.memory.next_after(""))
        self._expect(should_be_seen(self.memory))
        await self._until_recorded()

    async def act(self) -> bool:
        """Do something; return whether there is more to do.

        Raises:
            LostError: What was recorded is gone.
            VisitError: The page shows something else than it should.
        """
        do = self._any_act()
        if do is None:
            return False
        widget, content, after = do
        async with asyncio.timeout(ANSWER):
            before, self.memory = self.memory, after
            taken = await self._page.press(widget, content, should_be_seen(after))
            self.answers.append(taken)
            if len(after.deeds) > len(before.deeds):
                await self._until_recorded(LOOKS)
        return True

    async def go(self) -> None:
        """Go away, once all is recorded."""
        async with asyncio.timeout(BACK):
            await self._until_recorded()
        self._page.close()

    async def come_back(self) -> None:
        """Load the page anew until it is there, and go on by the token.

        Raises:
            LostError: What was recorded is gone.
        """
        start = perf_counter()
        while True:
            try:
                async with asyncio.timeout(BACK):
                    await self._resume()
                break
            except GONE:
                if perf_counter() > start + BACK:
                    raise
                await asyncio.sleep(0.5)
        self.returns.append(perf_counter() - start)

    def leave(self) -> None:
        """Close the page."""
        self._page.close()

    async def _arrive(self) -> None:
        self._page.close()
        self._page = TrainingPage(self.url)
        beside = f"&~case={self.memory.at}" if self.memory.at else ""
        summary = "&~at=summary" if self.memory.deeds and not self.memory.at else ""
        await self._page.open(f"~join={self.code}{beside}{summary}")

    async def _resume(self) -> None:
        await self._arrive()
        sought = self._page.part("seek").get("seek")
        if sought != self.code:
            raise VisitError(f"the page asks for no token, but for {sought!r}")
        await self._page.do("seek", {"act": "resume", "code": self.code, "token": self.token})
        await self._until_in()
        seen = self._page.seen()
        for memory in self._memories():
            if should_be_seen(memory) == seen:
                self.dropped += len(self.memory.deeds) - len(memory.deeds)
                self.memory = memory
                await self._until_recorded()
                return
        wanted = should_be_seen(self.memory)
        raise LostError(f"{self.nickname} sees {seen}, not {wanted}, of {self._page.recorded}")

    def _memories(self) -> Iterator[Memory]:
        """What may be seen after a loss: all that was done, or less of what was not recorded."""
        yield self.memory
        for memory in self.memory.shortened(self.recorded):
            yield memory
            # What was not recorded may have led to the case that is seen.
            yield memory.turned_to(self.memory.at)
            yield memory.turned_to("")

    async def _until_in(self) -> None:
        while not self._page.part("seek").get("keep") or not self._page.recorded:
            self._page.hear(await self._page.kernel.receive())
            refused = (self._page.part("seek").get("form") or {}).get("refused")
            if refused:
                raise VisitError(f"{self.nickname} was not let in: {refused}")
        self.token = str(self._page.part("seek")["keep"]["token"])

    async def _until_recorded(self, within: float = BACK) -> None:
        """Wait until the page says that all is recorded; some time later go on without."""
        try:
            async with asyncio.timeout(within):
                await self._page.until_recorded()
        except TimeoutError:
            self.unrecorded += 1
        else:
            self.recorded = len(self.memory.deeds)

    def _expect(self, wanted: Seen) -> None:
        if self._page.seen() != wanted:
            raise VisitError(f"{self.nickname} sees {self._page.seen()}, not {wanted}")

    def _any_act(self) -> tuple[str, dict[str, str], Memory] | None:
        """Return the widget that is used, what it sends, and what is remembered afterwards."""
        handed_in = sum(map(self.memory.is_handed_in, self.memory.exercises.cases))
        if not self.memory.at or (handed_in >= self._cases and self.memory.effort.walking):
            return None
        case = self.memory.exercises.cases[self.memory.at]
        if not self.memory.effort.walking:
            return self._after_marking(case)
        self._acts += 1
        chance = self._chance.random() if self._acts < MOST_ACTS else 1.0
        walk = self.memory.effort.walk
        if chance < 0.08 and self.memory.effort.hints < len(case.hints):
            return self._take_hint(case)
        if chance < 0.2 and walk.trace:
            return self._back()
        if chance < 0.28 and walk.trace:
            return self._change()
        if walk.current.outcome:
            return self._hand_in(case)
        return self._answer(case, right=chance > 0.45)

    def _after_marking(self, case: Case) -> tuple[str, dict[str, str], Memory]:
        self._acts = 0
        widget = self._page.widget_with("way_label")
        handed = self.memory.effort.handed
        again = self._page.part("way_label").get("retry") and len(handed) < MOST_TRIES
        if again and self._chance.random() < 0.5:
            after = self.memory.with_deed("retried", handed[-1].restart())
            return widget, {"act": "retry", "case": case.id}, after
        after = self.memory.turned_to(self.memory.next_after(case.id))
        return widget, {"act": "next", "case": case.id}, after

    def _take_hint(self, case: Case) -> tuple[str, dict[str, str], Memory]:
        number = self.memory.effort.hints + 1
        content = {"act": "hint", "case": case.id, "number": str(number)}
        after = self.memory.with_deed("hinted", self.memory.effort.walk, number)
        return self._page.widget_with("next_hint"), content, after

    def _back(self) -> tuple[str, dict[str, str], Memory]:
        walk = self.memory.effort.walk
        after = self.memory.with_deed("went_back", walk.back())
        if walk.current.outcome:
            widget = self._page.widget_with("hand_in")
            return widget, {"act": "back", "step": walk.current.id}, after
        return next(iter(self._page.labels("ssmflow-ways"))), {"event": "click"}, after

    def _change(self) -> tuple[str, dict[str, str], Memory]:
        walk = self.memory.effort.walk
        passage = self._chance.choice(walk.trace)
        others = [
            choice.id
            for choice in passage.question.choices.values()
            if not choice.restart and choice.id != passage.choice.id
        ]
        if not others:
            return self._back()
        choice = self._chance.choice(others)
        question = passage.question.id
        content = {"act": "change", "question": question, "choice": choice}
        after = self.memory.with_deed("answered", walk.answer(question, choice))
        return self._page.widget_with("set_aside"), content, after

    def _hand_in(self, case: Case) -> tuple[str, dict[str, str], Memory]:
        walk = self.memory.effort.walk
        content = {"act": "hand_in", "case": case.id, "outcome": walk.current.id}
        return self._page.widget_with("hand_in"), content, self.memory.with_deed("marked", walk)

    def _answer(self, case: Case, *, right: bool) -> tuple[str, dict[str, str], Memory]:
        walk = self.memory.effort.walk
        step = walk.current
        may = [choice.id for choice in step.choices.values() if not choice.restart]
        fitting = [choice for choice in case.answers.get(step.id, ()) if choice in may]
        choice = fitting[0] if right and fitting else self._chance.choice(may)
        after = self.memory.with_deed("answered", walk.answer(step.id, choice))
        place = list(step.choices).index(choice)
        return list(self._page.choices)[place], {"event": "click"}, after
