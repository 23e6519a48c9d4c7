"""A page that asks the service of training: by whom, what came of it, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import cached_property
from math import ceil
from time import monotonic
from typing import Any

from traitlets import Bool, Int, Unicode
from traitlets.log import get_logger

from ssmflow.errors import RefusedError
from ssmflow.training.line import Line
from ssmflow.views.shown import Shown

WARN = 120.0  # seconds before a trainer is signed out in which they are warned
TICK = 2.0  # seconds between looks at the clock
STAYING = 60.0  # seconds after which whatever a trainer does keeps them signed in
REFUSED: Mapping[str, str] = {
    "closed": "trainer_refused_closed",
    "not_loaded": "trainer_refused_not_loaded",
    "no_passphrase": "trainer_refused_no_passphrase",
    "session_ended": "trainer_refused_session_ended",
    "signed_out": "trainer_refused_signed_out",
    "slow_down": "trainer_refused_slow_down",
    "unavailable": "trainer_refused_unavailable",
    "unknown_session": "trainer_refused_unknown_session",
    "wrong_passphrase": "trainer_refused_wrong_passphrase",
}


class Asking(Shown):
    """Asks the service, one thing at a time, and tells the trainer what was refused.

    The passphrase goes straight to the service and is kept nowhere. What shows who is signed in is
    given to the browser once, which brings it back after a reload.

    Args:
        lines: Opens the line to the service, when something is first asked.
    """

    signed_in = Bool(False)
    """Whether a trainer is signed in."""
    asked = Bool(False)
    """Whether the answer to something that the trainer asked is still to come."""
    leaving = Bool(False)
    """Whether the trainer is signed out soon, for they have done nothing for long."""
    refusal = Unicode("")
    """Why the trainer was not let in, as a code."""
    given = Int(0)
    """Changes when the browser is to keep another sign-in, or none."""

    def __init__(self, lines: Callable[[], Line], **traits: Any) -> None:
        self._lines = lines
        self.token = ""
        self._idle = 0.0
        self._touched = 0.0
        self._kept = 0.0
        self._next: Callable[[], None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        super().__init__(**traits)

    @cached_property
    def line(self) -> Line:
        """The line to the service."""
        line = self._lines()
        line.listen(self._heard)
        return line

    def sign_in(self, passphrase: str) -> None:
        """Sign in by the passphrase."""
        if not self.signed_in and passphrase:
            self.ask(self._sign_in(passphrase))

    def resume(self, token: str) -> None:
        """Go on with a sign-in that the browser has kept."""
        if not self.signed_in and token:
            self.ask(self._resume(token))

    def stay(self) -> None:
        """Stay signed in."""
        if self.signed_in:
            self.touch()
            self.revision += 1

    def sign_out(self) -> None:
        """Sign out, as soon as what was asked before is answered."""
        if not self.waits(self.sign_out) and self.signed_in:
            self.ask(self._sign_out(""))

    def touch(self) -> None:
        """Note that the trainer has done something, which keeps them signed in."""
        self._touched = monotonic()
        self.leaving = False
        if self.signed_in and self._touched - self._kept > STAYING:
            self._kept = self._touched
            self.begin(self.asks("sessions"))

    def ask(self, does: Coroutine[Any, Any, None]) -> None:
        """Do something that the trainer asked, where nothing else that they asked still goes on."""
        if self.asked:
            does.close()
            return
        self.asked = True
        self._touched = monotonic()
        self.leaving = False
        self.revision += 1
        self.begin(self._asked(does))

    def waits(self, act: Callable[[], None]) -> bool:
        """Tell whether what was asked before still goes on; the act is then done right after it.

        Args:
            act: What is to be done then. Of several acts that wait, only the last is done.
        """
        if self.asked:
            self._next = act
        return self.asked

    def begin(self, does: Coroutine[Any, Any, object]) -> None:
        """Do something beside all else; what goes wrong with it is told."""
        self._loop = asyncio.get_running_loop()
        task = self._loop.create_task(self._guarded(does))
        # The event loop itself keeps a task only weakly.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def asks(self, do: str, **values: str) -> dict[str, Any]:
        """Ask the service something as the trainer who is signed in.

        Raises:
            RefusedError: It is not allowed, or not now.
        """
        self._kept = monotonic()
        return await self.line.ask(do, sign_in=self.token, **values)

    def let_out(self, why: str) -> None:
        """Sign out here.

        Args:
            why: The code of what the trainer is told; empty where they asked for it themselves.
        """
        self.token, self.signed_in, self.refusal, self.leaving = "", False, why, False
        self._next = None
        self.given += 1
        self.moves += 1
        self.notice = ""
        self.left()
        self.revision += 1

    def left(self) -> None:
        """Forget what only a trainer who is signed in may see."""
        raise NotImplementedError

    async def let_in(self) -> None:
        """Show what a trainer sees who is signed in."""
        raise NotImplementedError

    def heard(self, message: Mapping[str, Any]) -> None:
        """Take what the service tells."""
        raise NotImplementedError

    def tick(self) -> None:
        """Look at the clock, every second or two."""
        silence = monotonic() - self._touched
        if silence >= self._idle:
            self.ask(self._sign_out("signed_out"))
        elif silence >= self._idle - min(WARN, self._idle / 2) and not self.leaving:
            self.leaving = True
            self.revision += 1

    def _heard(self, message: dict[str, Any]) -> None:
        if message.get("push") == "signed_out" and self.signed_in:
            self.let_out("signed_out")
        else:
            self.heard(message)

    async def _asked(self, does: Coroutine[Any, Any, None]) -> None:
        try:
            await does
        finally:
            self.asked = False
            self.revision += 1
            follows, self._next = self._next, None
            if follows:
                follows()

    async def _guarded(self, does: Coroutine[Any, Any, object]) -> None:
        try:
            await does
        except RefusedError as refused:
            self._refused(refused)
        except Exception:
            get_logger().exception("ssmflow: what a trainer asked failed")
            self.fail()

    def _refused(self, refused: RefusedError) -> None:
        if refused.code == "signed_out":
            self.let_out("signed_out")
            return
        told = self.words[REFUSED.get(refused.code, "trainer_refused")]
        self.notice = told.format(seconds=ceil(refused.wait))
        self.revision += 1

    async def _sign_in(self, passphrase: str) -> None:
        told = await self.line.ask("sign_in", passphrase=passphrase)
        await self._signed_in(told["sign_in"], told["idle"])

    async def _resume(self, token: str) -> None:
        told = await self.line.ask("sessions", sign_in=token)
        await self._signed_in(token, told["idle"])

    async def _signed_in(self, token: str, idle: float) -> None:
        self.token, self._idle = token, idle
        self._touched = self._kept = monotonic()
        self.signed_in, self.refusal, self.notice = True, "", ""
        self.given += 1
        self.moves += 1
        await self.let_in()
        self._clock()

    async def _sign_out(self, why: str) -> None:
        try:
            await self.asks("sign_out")
        finally:
            self.let_out(why)

    def _clock(self) -> None:
        """Look at the clock now and then, while somebody is signed in."""
        if self.signed_in and self._loop:
            self.tick()
            self._loop.call_later(TICK, self._clock)
