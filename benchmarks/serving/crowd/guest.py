"""A visitor who walks as people do, and knows what the page should show."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.widgets import WidgetVisitor
from ssmflow.flow.walk import Walk

LANGUAGE = "nl"
ANSWER = 30.0  # seconds in which a click is answered


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page: the step, its choices, and the answers of the trace."""

    heading: str
    choices: tuple[str, ...]
    trace: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a visitor does, and the walk to which it leads."""

    after: Walk
    widget: str
    content: dict[str, Any]


class WalkingVisitor(WidgetVisitor):
    """Compares what the page shows with the walk, after each act.

    Args:
        url: The address of the page.
        walk: A walk without answers through the flow that is served.
        chance: What decides where to go.
    """

    def __init__(self, url: str, walk: Walk, chance: random.Random) -> None:
        super().__init__(url)
        self.walk = walk
        self.chance = chance

    async def act(self) -> float:
        """Do something, and return the seconds until the page showed it.

        Raises:
            VisitError: The page shows something else.
            LineClosedError: The connection is closed.
        """
        act = self._any_act()
        start = perf_counter()
        try:
            async with asyncio.timeout(ANSWER):
                shown_at = await self._answered(await self.send(act.widget, act.content), act.after)
        except TimeoutError:
            raise VisitError(f"{act} was not answered; the page shows {self.shown()}") from None
        self.walk = act.after
        return shown_at - start

    async def recover(self) -> bool:
        """Come back after the connection was lost, as the page does; return whether anew.

        Where the kernel still lives, the page connects to it again. Where it is gone, the visitor
        loads the page with the answers in its address.

        Raises:
            VisitError: The walk is not the one that it was.
        """
        for line in self.lines:
            await line.close()
        self.lines.clear()
        if await self._lives():
            await self.connect_to_kernel()
            async with asyncio.timeout(ANSWER):
                await self.ask()
            self._expect(self.walk)
            return False
        await self.arrive()
        content = {"act": "arrive", "fragment": f"#{self.walk}"}
        async with asyncio.timeout(ANSWER):
            await self._answered(await self.send(self.widget_with("fragment"), content), self.walk)
        return True

    async def _lives(self) -> bool:
        async with self.http.get(
            self.address(f"{self.base}api/kernels/{self.kernel_id}")
        ) as answer:
            return bool(answer.status == 200)

    async def _answered(self, asked: str, expected: Walk) -> float:
        """Wait until the kernel has done with a message; return when the page showed the walk."""
        wanted = should_show(expected)
        shown_at = 0.0
        while True:
            heard = await self.kernel.receive()
            self.hear(heard)
            if not shown_at and heard.type.startswith("comm") and self.shown() == wanted:
                shown_at = perf_counter()
            if heard.answers == asked and heard.content.get("execution_state") == "idle":
                self._expect(expected)
                return shown_at or perf_counter()

    def _expect(self, walk: Walk) -> None:
        if self.shown() != should_show(walk):
            raise VisitError(f"after {walk} the page shows {self.shown()}")

    def shown(self) -> Shown:
        """Return what the page shows."""
        lines = self.part("set_aside").get("lines", ())
        trace = tuple((line["question"], line["answer"]) for line in lines)
        return Shown(self.heading, tuple(self.choices.values()), trace)

    def _any_act(self) -> Act:
        ways: list[Callable[[], Act]] = []
        if self.walk.current.choices:
            ways += [self._choose] * 8
        if self.walk.trace:
            ways += [self._back, self._change]
        if self.walk.answers or not ways:
            ways += [self._restart] * (1 if self.walk.current.choices else 3)
        return self.chance.choice(ways)()

    def _choose(self) -> Act:
        step = self.walk.current
        choice = self.chance.choice(list(step.choices.values()))
        after = self.walk.answer(step.id, choice.id)
        return self._pressed(after, self.choices, choice.label.in_language(LANGUAGE))

    def _back(self) -> Act:
        buttons = self.labels("ssmflow-ways")
        return self._pressed(self.walk.back(), buttons, next(iter(buttons.values()), ""))

    def _restart(self) -> Act:
        again = self.walk.current.restart
        buttons = self.choices if again else self.labels("ssmflow-ways")
        return self._pressed(self.walk.restart(), buttons, next(reversed(buttons.values()), ""))

    def _change(self) -> Act:
        question = self.chance.choice(self.walk.trace).question
        choice = self.chance.choice([each for each in question.choices if each != "terug"])
        content = {"act": "change", "question": question.id, "choice": choice}
        return Act(self.walk.answer(question.id, choice), self.widget_with("set_aside"), content)

    def _pressed(self, after: Walk, buttons: dict[str, str], label: str) -> Act:
        button = next((own for own, said in buttons.items() if said == label), None)
        return Act(after, found(button, f"button {label!r}"), {"event": "click"})


def should_show(walk: Walk) -> Shown:
    """Return what the page should show of a walk."""
    step = walk.current
    labels = [choice.label.in_language(LANGUAGE) for choice in step.choices.values()]
    if step.restart:
        labels.append(step.restart.in_language(LANGUAGE))
    trace = [(each.question.id, each.choice.label.in_language(LANGUAGE)) for each in walk.trace]
    return Shown(_plain(step.text.in_language(LANGUAGE)), tuple(labels), tuple(trace))


def _plain(text: str) -> str:
    return " ".join(text.split())
