"""A page that watches a session: what is new is taken at once, and drawn a few times a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from traitlets import Bool

from ssmflow.errors import RefusedError
from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.formats.training import Training
from ssmflow.training.board import Board, board_of
from ssmflow.training.events import event_of
from ssmflow.training.line import Line
from ssmflow.training.standings import Standings
from ssmflow.views.trainer.asking import Asking

DRAW = 0.35  # seconds between two drawings, at least
AGAIN = 1.0  # seconds until a line that was lost is tried again


class Watching(Asking):
    """Holds the session that is watched, and where everyone in it stands.

    Args:
        training: The flows, and the sets of cases on them.
        lines: Opens the line to the service, when something is first asked.
    """

    lost = Bool(False)
    """Whether nothing new is heard for now."""

    def __init__(self, training: Training, lines: Callable[[], Line]) -> None:
        self.training = training
        self._first = next(iter(training.flows.values()))
        self.flows = {self._first.id: self._first}
        self.session: Mapping[str, Any] = {}
        self.standings: Standings | None = None
        self._boards: dict[str, Board] = {}
        self._catching_up = False
        self._held: list[Mapping[str, Any]] = []
        self._drawn = 0.0
        self._drawing = False
        super().__init__(lines, language=self._first.language)
        self.observe(lambda _: self._boards.clear(), "revision")

    @property
    def flow(self) -> Flow:
        """The flow of the session, else the first."""
        return self.standings.flow if self.standings else self._first

    @property
    def exercises(self) -> Exercises | None:
        """The cases of the session; None where none is watched."""
        return self.standings.exercises if self.standings else None

    @property
    def session_id(self) -> str:
        """The id of the session that is watched; empty where none is."""
        return str(self.session.get("id", ""))

    @property
    def ended(self) -> bool:
        """Whether the session has ended."""
        over = self.standings is not None and self.standings.openings.ended is not None
        return over or bool(self.session.get("ended"))

    def board(self, case: str) -> Board:
        """Return the board of a case, or of all of them, as it is now.

        Raises:
            ValueError: No session is watched.
        """
        if self.standings is None:
            raise ValueError("no session is watched")
        if case not in self._boards:
            self._boards[case] = board_of(self.standings, datetime.now(UTC), case)
        return self._boards[case]

    def heard(self, message: Mapping[str, Any]) -> None:
        """Take what is new."""
        match message.get("push"):
            case "events" if message.get("session") == self.session_id:
                if self._catching_up:
                    self._held.append(message)
                else:
                    self._take(message["events"])
                    self.draw_soon()
            case "gone" if self.session_id:
                self.forget_session()
                self.notice = self.words["trainer_session_gone"]
                self.moves += 1
                self.revision += 1
            case "lost" if self.session_id and not self.lost:
                self.lost = True
                self.revision += 1
                self.begin(self._find_again())

    def tick(self) -> None:
        """Look at the clock: who does nothing for a while may be stuck."""
        if self.session_id:
            self.draw_soon()
        super().tick()

    def draw_soon(self) -> None:
        """Draw what is new, at most a few times a second."""
        if self._drawing:
            return
        self._drawing = True
        wait = max(0.0, DRAW - (monotonic() - self._drawn))
        asyncio.get_running_loop().call_later(wait, self._draw)

    def forget_session(self) -> None:
        """Watch no session any more."""
        self.session, self.standings = {}, None
        self._boards.clear()
        self.flows = {self._first.id: self._first}
        self.lost = False

    def took(self) -> None:
        """Look at what has changed, before it is drawn."""

    async def watch(self, session: str) -> None:
        """Watch a session, from its first event on.

        Raises:
            RefusedError: There is no such session, or it is not to be watched now; or its cases
                are not among those that are loaded.
        """
        await self._catch_up(session, anew=True)

    async def _catch_up(self, session: str, *, anew: bool) -> None:
        self._catching_up, self._held = True, []
        try:
            more = True
            while more:
                since = 0 if anew or not self.standings else self.standings.seq
                told = await self.asks("watch", session=session, since=str(since))
                if anew:
                    self._open(told["session"])
                    anew = False
                self.session = told["session"]
                self._take(told["events"])
                more = told["more"]
        finally:
            self._catching_up = False
        for message in self._held:
            if message["session"] == self.session_id:
                self._take(message["events"])

    def _open(self, session: Mapping[str, Any]) -> None:
        exercises = self.training.sets.get(session["exercises"])
        flow = self.training.flows.get(session["flow"])
        if exercises is None or flow is None or exercises.flow != flow.id:
            raise RefusedError("not_loaded")
        self.standings = Standings(flow, exercises, session["pace"])
        self.flows = {flow.id: flow}
        if self.language not in flow.languages:
            self.language = flow.language

    def _take(self, events: Sequence[Mapping[str, Any]]) -> None:
        if self.standings is not None:
            self.standings.take_all(map(event_of, events))
            self.took()

    def _draw(self) -> None:
        self._drawing = False
        self._drawn = monotonic()
        self.revision += 1

    async def _find_again(self) -> None:
        """Ask for what is new until the service answers again."""
        while self.signed_in and self.session_id and self.lost:
            try:
                await self._catch_up(self.session_id, anew=False)
                self.lost = False
            except RefusedError as refused:
                if refused.code != "unavailable":
                    raise
                await asyncio.sleep(AGAIN)
        self.revision += 1
