"""Taking part in a session: who one is there, what its trainer did, and what was recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from traitlets.log import get_logger

from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_of
from ssmflow.training.line import Line
from ssmflow.training.openings import Openings
from ssmflow.training.recorder import Recorder

State = Literal["apart", "asking", "in", "out"]
"""Not in a session, asking to be let in, in one, or put out of one."""

FINAL = ("unknown_token", "session_ended")
"""Refusals after which there is nothing to go on with."""
KEEP_DAYS = 30
"""How long a session is kept, where the service does not tell."""
AGAIN = 2.0  # seconds until a service that can't be reached is asked again by itself


class Attendance:
    """One person's part in a session.

    Args:
        reach: Returns the line to the service; it is asked for when it is first needed, for a page
            may be prepared in another process than the one that speaks.
        changed: Is called after anything has changed by itself.
        recorded: Is called after something has become of what was done.
        welcome: Takes the participant's own events, when they come in.
    """

    def __init__(
        self,
        reach: Callable[[], Line],
        changed: Callable[[], None],
        recorded: Callable[[], None],
        welcome: Callable[[Sequence[Event]], None],
    ) -> None:
        self.state: State = "apart"
        self.why = ""
        """Why one was not let in, or is out: a code of the service, or what it told."""
        self.wait = 0.0
        self.code = ""
        self.nickname = ""
        self.participant = ""
        self.token = ""
        self.session: Mapping[str, Any] = {}
        self.keep_days = KEEP_DAYS
        self.openings = Openings("own")
        self.recorder: Recorder | None = None
        self._reach = reach
        self._reached: Line | None = None
        self._changed = changed
        self._recorded = recorded
        self._welcome = welcome
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None
        self._telling = False

    @property
    def _line(self) -> Line:
        if self._reached is None:
            self._reached = self._reach()
            self._reached.listen(self.hear)
        return self._reached

    @property
    def attending(self) -> bool:
        """Whether one is in a session."""
        return self.state == "in"

    @property
    def unfound(self) -> bool:
        """Whether a session was looked for and not found."""
        return self.state == "apart" and bool(self.why) and not self.session

    @property
    def over(self) -> bool:
        """Whether a session was found that has ended already: nobody can join it."""
        return self.state == "apart" and bool(self.session.get("ended"))

    def look_for(self, code: str) -> None:
        """Turn to the session with a code; one that was not found is looked for again."""
        if code != self.code:
            self.leave()
            self.code, self.session = code, {}
            self._begin(self._look(code))
        elif self.unfound:
            self.why = ""
            self._begin(self._look(code))

    def start_over(self) -> None:
        """Be ready to join the same session again."""
        if self.state == "out":
            self.state, self.why = "apart", ""

    def join(self, code: str, nickname: str) -> None:
        """Ask to be let in under a nickname."""
        if self.state in ("apart", "out"):
            self._begin(self._join(code, nickname))

    def resume(self, token: str) -> None:
        """Go on as who has a token."""
        if self.state in ("apart", "out"):
            self._begin(self._resume(token))

    def forget(self) -> None:
        """Have all erased that is kept of oneself."""
        if self.state == "in":
            self._begin(self._forget())

    def step_aside(self) -> None:
        """Be nobody in this browser any more; what was recorded stays."""
        if self.state == "in":
            self._put_out("aside")
            self._changed()

    def leave(self) -> None:
        """Turn away from the session; what was recorded stays."""
        for task in self._tasks:
            task.cancel()
        if self.recorder:
            self.recorder.close()
        self.state, self.why, self.code, self.token = "apart", "", "", ""
        self.recorder = None

    def record(self, event: Event) -> None:
        """Have an event recorded."""
        if self.recorder and self.state == "in":
            self.recorder.record(event)

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take what the service tells by itself."""
        push = message.get("push")
        if push == "acts" and self.state == "in":
            for data in message["events"]:
                self.openings.take(event_of(data))
            self._wake()
        elif push in ("removed", "erased", "gone") and self.state == "in":
            self._put_out(str(push))
        elif push == "lost" and self.state == "in":
            self._begin(self._resume_soon())
            return
        self._changed()

    def _begin(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(self._guarded(doing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except RefusedError as refused:
            if refused.code in FINAL:
                self._put_out(refused.code)
            elif self.state != "in":
                self.state = "apart"
            self.why, self.wait = refused.code, refused.wait
        except Exception:
            get_logger().exception("ssmflow: a session could not be spoken to")
            self.state, self.why = "apart", "unavailable"
        self._changed()

    async def _look(self, code: str) -> None:
        try:
            told = await self._line.ask("look", code=code)
        except RefusedError as refused:
            if self.state == "apart":
                self.why, self.wait = refused.code, refused.wait
            return
        self.session = told["session"]
        self.keep_days = int(told.get("keep_days", KEEP_DAYS))

    async def _join(self, code: str, nickname: str) -> None:
        self._asking()
        told = await self._line.ask("join", code=code, nickname=nickname)
        await self._come_in(told["token"])

    async def _resume(self, token: str) -> None:
        self._asking()
        self.token = token
        await self._resume_soon()

    def _asking(self) -> None:
        self.state, self.why = "asking", ""
        self._changed()

    async def _resume_soon(self) -> None:
        while self.state in ("asking", "in"):
            try:
                await self._come_in(self.token)
                return
            except RefusedError as refused:
                if refused.code not in ("unavailable", "slow_down"):
                    raise
                self._tell_of(refused)
                await asyncio.sleep(max(AGAIN, refused.wait))

    async def _come_in(self, token: str) -> None:
        told = await self._line.ask("resume", token=token)
        if self.state not in ("asking", "in"):
            return
        again = self.state == "in"
        self.keep_days = int(told.get("keep_days", KEEP_DAYS))
        self.token, self.session = token, told["session"]
        self.participant, self.nickname = told["participant"], told["nickname"]
        self.openings = Openings(self.session["pace"])
        for data in told["acts"]:
            self.openings.take(event_of(data))
        late = self.recorder is not None and self.recorder.state == "closed"
        if not again:
            self.recorder = Recorder(self._line, token, self._recording)
        if not again or late:
            self._welcome([event_of(data) for data in told["events"]])
        self.state, self.why = "in", ""
        self._wake()

    def _recording(self) -> None:
        """Tell of it after the act that an event belongs to is done."""
        if self.recorder and self.recorder.state == "gone":
            self._put_out("unknown_token")
            self._changed()
        elif self.recorder and self.recorder.state == "closed":
            # What came too late did not happen: all goes on from what was kept.
            self._begin(self._resume_soon())
        if not self._telling:
            self._telling = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        self._recorded()

    def _tell_of(self, refused: RefusedError) -> None:
        """Tell who still waits to be let in why that takes so long."""
        if self.state == "asking":
            self.why, self.wait = refused.code, refused.wait
            self._changed()

    async def _forget(self) -> None:
        await self._line.ask("forget", token=self.token)
        self._put_out("erased")

    def _put_out(self, why: str) -> None:
        if self.recorder:
            self.recorder.close()
        self.state, self.why, self.recorder = "out", why, None

    def _wake(self) -> None:
        """Look again when the present case closes by itself."""
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        left = self.time_left
        if left:
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(left + 0.05, self._changed)

    @property
    def time_left(self) -> float | None:
        """The seconds until the present case closes by itself; None where it doesn't."""
        opening = self.openings.cases.get(self.openings.present)
        if opening is None or opening.until is None:
            return None
        return max(0.0, (opening.until - datetime.now(UTC)).total_seconds())


def refusal(words: Mapping[str, str], session: Attendance) -> str:
    """Say why something was refused."""
    key = f"training_refused_{session.why}"
    told = words[key if key in words else "training_refused_other"]
    return told.format(seconds=max(1, round(session.wait)))
