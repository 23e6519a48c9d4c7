"""Has what a participant does kept: in order, in the background, also when the store is away."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Literal

from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_data
from ssmflow.training.line import Line

State = Literal["recorded", "waiting", "full", "closed", "gone"]
"""Everything is kept; something waits to be kept; so much waits that more is not; the last came
after its case was closed; nobody knows this participant any more."""

MOST_WAITING = 1000
"""Events that wait; a participant makes some dozens a case."""
TOGETHER = 100
"""Events in one request."""
SOONEST, LATEST = 0.5, 5.0  # seconds between tries
AWAY = frozenset({"unavailable", "slow_down"})
NOBODY = frozenset({"unknown_token", "unknown_session"})


class Recorder:
    """Sends events to the service until it has confirmed them.

    Args:
        line: The line to the service.
        token: What says whose events these are.
        changed: Called whenever something has become of an event.
    """

    def __init__(self, line: Line, token: str, changed: Callable[[], None]) -> None:
        self._line = line
        self._token = token
        self._changed = changed
        self._waiting: deque[Event] = deque()
        self._sending: asyncio.Task[None] | None = None
        self._late = False
        self.state: State = "recorded"

    @property
    def unrecorded(self) -> int:
        """How many events wait to be kept."""
        return len(self._waiting)

    def record(self, event: Event) -> None:
        """Have an event kept, as soon as that can be.

        Args:
            event: What happened. Where too many wait, it is not kept, which `state` tells.
        """
        if self.state == "gone":
            return
        if len(self._waiting) >= MOST_WAITING:
            self._become("full")
            return
        self._waiting.append(event)
        self._become("waiting")
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._send_all())

    def close(self) -> None:
        """Send nothing more."""
        if self._sending:
            self._sending.cancel()

    async def _send_all(self) -> None:
        pause = SOONEST
        while self._waiting and self.state != "gone":
            try:
                await self._send()
                pause = SOONEST
            except RefusedError as refused:
                if refused.code not in AWAY:
                    self._give_up(refused)
                    continue
                await asyncio.sleep(max(pause, refused.wait))
                pause = min(LATEST, 2 * pause)
        if self.state != "gone":
            self._become("closed" if self._late else "recorded")

    async def _send(self) -> None:
        some = [self._waiting[place] for place in range(min(TOGETHER, len(self._waiting)))]
        told = await self._line.ask(
            "append", token=self._token, events=[event_data(event) for event in some]
        )
        for _ in some:
            self._waiting.popleft()
        self._late = some[-1].key in told["refused"]

    def _give_up(self, refused: RefusedError) -> None:
        """Drop what will never be kept: the first event, or everything where nobody knows us."""
        if refused.code in NOBODY:
            self._waiting.clear()
            self._become("gone")
        else:
            self._waiting.popleft()

    def _become(self, state: State) -> None:
        self.state = state
        self._changed()
