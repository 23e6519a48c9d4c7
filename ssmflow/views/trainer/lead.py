"""What the trainer's page shows: which session, which view of it; and what a trainer may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from traitlets import Bool, List, Unicode

from ssmflow.formats.training import Training
from ssmflow.training.line import Line
from ssmflow.views.shown import LANGUAGE_KEY
from ssmflow.views.trainer.minutes import minutes_of
from ssmflow.views.trainer.watching import Watching

SESSION_KEY, VIEW_KEY, CASE_KEY = "~session", "~view", "~case"
VIEWS = ("invitation", "board", "map", "people", "after")
LONGEST_TITLE = 80  # characters


class Lead(Watching):
    """Holds what a trainer looks at, and does what they ask where it fits.

    Each act names the session or the case that it belongs to: a late or a double click finds
    another one, or one that stands otherwise, and does nothing.

    Args:
        training: The flows, and the sets of cases on them.
        lines: Opens the line to the service, when something is first asked.
    """

    view = Unicode(VIEWS[0])
    case = Unicode("")
    """The case that is looked at; empty for all of them."""
    peeked = Unicode("")
    """The case of which the answer is shown before it is revealed, on the trainer's own wish."""
    names = Bool(False)
    """Whether nicknames are shown: hidden at first, for a projector shows them to all."""
    sessions: list[Mapping[str, Any]] = List()  # type: ignore[assignment]  # traitlets: no types
    """The sessions that are kept, newest first."""

    def __init__(self, training: Training, lines: Callable[[], Line]) -> None:
        self._wanted = ""
        self._awaited = 0
        self.participants: Mapping[str, int] = {}
        """How many take part in each session that is kept."""
        self.keep_days = 0
        """After how many days a session is deleted by itself."""
        super().__init__(training, lines)

    @property
    def heading(self) -> str:
        """What stands at the top."""
        return self.words["trainer_title"]

    @property
    def fragment(self) -> str:
        """What stands behind the `#` of the page's address: the session and the view of it."""
        named = self.session_id or self._wanted
        beside = {SESSION_KEY: named} if named else {}
        if named and self.view != VIEWS[0]:
            beside[VIEW_KEY] = self.view
        if named and self.case:
            beside[CASE_KEY] = self.case
        if self.language != self.flow.language:
            beside[LANGUAGE_KEY] = self.language
        return urlencode(beside)

    @property
    def acting(self) -> bool:
        """Whether something that the trainer did has not come back yet."""
        return self.asked or bool(self.standings and self.standings.seq < self._awaited)

    def arrive(self, fragment: str) -> None:
        """Show what an address leads to, as the page opens."""
        self._go(fragment, moved=False)

    def follow(self, fragment: str) -> None:
        """Go where an address leads that the visitor has given."""
        self._go(fragment, moved=True)

    def travel(self, fragment: str) -> None:
        """Go where the history of the browser leads, in the page's present language."""
        spoken = self.language
        self._go(fragment, moved=True)
        self.speak(spoken)

    def open_flow(self, flow: str) -> None:
        """Change to another flow: a session has but one."""

    def open_session(self, session: str) -> None:
        """Go to a session of the list."""
        listed = any(each["id"] == session for each in self.sessions)
        if self.signed_in and listed and session != self.session_id:
            self.ask(self._open_afresh(session))

    def leave_session(self, session: str) -> None:
        """Go back to the list of sessions."""
        if session and session == self.session_id:
            self._to("")

    def create(self, title: str, exercises: str, pace: str) -> None:
        """Make a session, and go to it."""
        found = self.training.sets.get(exercises)
        named = " ".join(title.split())[:LONGEST_TITLE]
        if self.signed_in and not self.session_id and found and pace in ("own", "step"):
            self.ask(self._create(named or found.title.in_language(self.language), found.id, pace))

    def look_at(self, view: str) -> None:
        """Look at the session in another way."""
        if self.session_id and view in VIEWS and view != self.view:
            self.touch()
            self.view = view
            self.moves += 1
            self.revision += 1

    def choose(self, case: str) -> None:
        """Look at one case, or at all of them."""
        if self.exercises and (not case or case in self.exercises.cases) and case != self.case:
            self.touch()
            self.case, self.peeked = case, ""
            self.revision += 1

    def peek(self, case: str) -> None:
        """Show the answer of the case that is looked at, before it is revealed."""
        if case and case == self.case and not self.shows_answer(case):
            self.touch()
            self.peeked = case
            self.revision += 1

    def cover(self, case: str) -> None:
        """Hide the answer again that is shown before it is revealed."""
        if case and case == self.peeked:
            self.touch()
            self.peeked = ""
            self.revision += 1

    def shows_answer(self, case: str) -> bool:
        """Tell whether the right answer of a case is shown: it is revealed, or was asked for."""
        opening = self._opening(case)
        return bool(case) and (self.peeked == case or bool(opening and opening.revealed))

    def covers(self, case: str) -> bool:
        """Tell whether the board keeps to itself what is right: all may be looking at it."""
        return self._leads_case(case) and not self.shows_answer(case)

    def show_names(self, shown: str) -> None:
        """Show nicknames, or numbers in their place."""
        self.touch()
        self.names = shown == "yes" and bool(self.session_id)
        self.revision += 1

    def open_case(self, case: str, minutes: str) -> None:
        """Open a case for everyone, for so many minutes where a number is given."""
        limit = minutes_of(minutes)
        if self._leads_case(case) and not self._is_open(self._present) and limit is not None:
            until = datetime.now(UTC) + timedelta(minutes=limit) if limit else None
            self.case = case
            self._act("opened", case=case, until=until.isoformat() if until else "")

    def extend(self, case: str, minutes: str) -> None:
        """Give a case more time, or a limit where it has none; no more once it was closed."""
        limit, opening = minutes_of(minutes), self._opening(case)
        goes_on = opening and not opening.closed and not opening.revealed
        if limit and goes_on and case == self._present and self._leads_case(case):
            until = max(filter(None, (opening.until, datetime.now(UTC)))) + timedelta(minutes=limit)
            self._act("extended", case=case, until=until.isoformat())

    def close_case(self, case: str) -> None:
        """Close an open case."""
        if self._leads_case(case) and self._is_open(case):
            self._act("closed", case=case)

    def reveal(self, case: str) -> None:
        """Reveal the answer of a case that is closed."""
        opening = self._opening(case)
        if self._leads_case(case) and opening and not opening.revealed and not self._is_open(case):
            self._act("revealed", case=case)

    def remove(self, participant: str) -> None:
        """Remove a participant."""
        someone = self.standings.everyone.get(participant) if self.standings else None
        if someone and not someone.removed and not self.ended:
            self._act("removed", participant=participant)

    def end(self, session: str) -> None:
        """End the session."""
        if session and session == self.session_id and not self.ended and not self.acting:
            self.view = "after"
            self.moves += 1
            self._act("ended")

    def erase(self, session: str) -> None:
        """Delete the session with all that happened in it."""
        if session and session == self.session_id and not self.waits(lambda: self.erase(session)):
            self.ask(self._erase(session))

    def left(self) -> None:
        """Forget what only a trainer who is signed in may see."""
        self._wanted = self.session_id
        self.forget_session()
        self.sessions, self.names = [], False

    async def let_in(self) -> None:
        """Show the session that the address names, else the list of sessions."""
        await self._list()
        wanted, self._wanted = self._wanted, ""
        if any(each["id"] == wanted for each in self.sessions):
            await self.watch(wanted)
            self._tidy()
        elif wanted:
            self.notice = self.words["trainer_refused_unknown_session"]

    @property
    def _present(self) -> str:
        return self.standings.openings.present if self.standings else ""

    def _opening(self, case: str) -> Any:
        return self.standings.openings.cases.get(case) if self.standings else None

    def _is_open(self, case: str) -> bool:
        opening = self._opening(case)
        return bool(opening and not self.ended and opening.is_open(datetime.now(UTC)))

    def _leads_case(self, case: str) -> bool:
        """Tell whether the trainer opens the cases, this one among them."""
        in_step = self.session.get("pace") == "step" and not self.ended
        return bool(in_step and self.exercises and case in self.exercises.cases)

    def _act(self, kind: str, *, case: str = "", participant: str = "", until: str = "") -> None:
        if not self.acting:
            about = {"kind": kind, "case": case, "participant": participant, "until": until}
            self.ask(self._acted(self.session_id, about))

    async def _acted(self, session: str, about: Mapping[str, str]) -> None:
        told = await self.asks("act", session=session, **about)
        # What is new comes in its order, so this waits for its turn.
        self._awaited = max((event["seq"] for event in told["events"]), default=0)

    async def _list(self) -> None:
        told = await self.asks("sessions")
        self.participants = told["participants"]
        self.sessions, self.keep_days = told["sessions"], told["keep_days"]

    async def _open_session(self, session: str) -> None:
        self.notice = ""
        await self.watch(session)
        self._awaited = 0
        self.moves += 1
        self._tidy()

    async def _open_afresh(self, session: str) -> None:
        self.view, self.case = VIEWS[0], ""
        await self._open_session(session)

    async def _leave_session(self) -> None:
        await self._list()
        self.forget_session()
        self.notice, self.view, self.case, self.names = "", VIEWS[0], "", False
        self.moves += 1

    async def _create(self, title: str, exercises: str, pace: str) -> None:
        found = self.training.sets[exercises]
        version = self.training.flows[found.flow].version
        about = {"title": title, "exercises": exercises, "flow": found.flow, "version": version}
        told = await self.asks("create", **about, pace=pace)
        await self._open_afresh(told["session"]["id"])

    async def _erase(self, session: str) -> None:
        await self.asks("erase", session=session)
        await self._leave_session()
        self.notice = self.words["trainer_erased"]

    def _go(self, fragment: str, *, moved: bool) -> None:
        beside = dict(parse_qsl(fragment.removeprefix("#")))
        wanted = beside.get(SESSION_KEY, "")
        view, self.case = beside.get(VIEW_KEY, VIEWS[0]), beside.get(CASE_KEY, "")
        self.view = view if view in VIEWS else VIEWS[0]
        self.moves += moved
        if beside.get(LANGUAGE_KEY, self.flow.language) in self.flow.languages:
            self.language = beside.get(LANGUAGE_KEY, self.flow.language)
        if not self.signed_in:
            self._wanted = wanted[:40]
        elif wanted[:40] != self.session_id:
            self._to(wanted[:40])
        else:
            self._tidy()
        self.revision += 1

    def _to(self, session: str) -> None:
        """Go to a session, or to the list of them."""
        if not self.waits(lambda: self._to(session)) and session != self.session_id:
            self.ask(self._open_session(session) if session else self._leave_session())

    def _tidy(self) -> None:
        """Look at all cases where the address named one that the set does not have."""
        if self.exercises is None or self.case not in self.exercises.cases:
            self.case = ""
