"""The one mutable thing of the page of practice: what a visitor may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ssmflow.flow.walk import Walk
from ssmflow.formats.training import Training
from ssmflow.training.events import Event
from ssmflow.training.guard import as_code
from ssmflow.training.line import Line
from ssmflow.views.training.attendance import refusal
from ssmflow.views.training.practised import Practised
from ssmflow.views.training.progress import progress_of
from ssmflow.views.training.whereabouts import LONGEST_CODE, fragment_of, spoken_in, turn_to


class Practice(Practised):
    """Holds what is practised, and does what a visitor asks where that fits.

    Args:
        training: The flows, and the sets of cases on them.
        reach: Returns the line to the service that keeps sessions; without it there are none.
    """

    def __init__(self, training: Training, reach: Callable[[], Line] | None = None) -> None:
        self.wanted = ""
        """The case that an address names, of a session that one is not in yet."""
        self._before_privacy = ""
        super().__init__(training, reach)

    @property
    def fragment(self) -> str:
        """What stands behind the `#` of the page's address."""
        return fragment_of(self)

    def open_set(self, exercises: str) -> None:
        """Begin with a set, or go on with it."""
        if self.screen == "start" and exercises in self.training.sets:
            self.take_set(self.training.sets[exercises])
            self._go_to(self.progress.open_after(""))

    def leave_set(self) -> None:
        """Go back to the choice of a set; what was done with this one stays."""
        if self.attending is None:
            self.no_set()
            self.beside = ""
            self.settle()

    def open_case(self, case: str) -> None:
        """Go to a case of the set; to one of a session that has ended, to read how it went."""
        may = self.screen in ("case", "marking", "summary") and self.own_pace
        if self.over:
            self._read_again(case)
            self.settle()
        elif may and self.exercises and case in self.exercises.cases:
            self._go_to(case)

    def take_hint(self, case: str, number: str) -> None:
        """Take the next hint, given by its number from 1."""
        if self.walks(case) and self.case:
            taken = self.progress.of(case).hints
            if number == str(taken + 1) and taken < len(self.case.hints):
                self.did("hinted", data={"hint": taken + 1})
                self.settle()

    def hand_in(self, case: str, outcome: str) -> None:
        """Hand in the outcome that was reached as the answer to a case."""
        step = self.walk.current
        if self.walks(case) and step.outcome and step.id == outcome:
            mark = self.progress.after(self.event("marked")).mark(case)
            self.did("marked", step=step.id, data={"mark": mark})
            self.settle()

    def retry(self, case: str) -> None:
        """Try a case again from the start."""
        if self._may_go_on(case):
            self.walk = self.walk.restart()
            self.did("retried")
            self.settle()

    def go_on(self, case: str) -> None:
        """Go to the next case that is to be handed in, or else to the summary."""
        if self._may_go_on(case):
            self._go_to(self.progress.open_after(case))

    def sum_up(self) -> None:
        """Look at the summary."""
        if self.screen in ("case", "marking") and (self.own_pace or self.over):
            self._go_to("")

    def carry_on(self) -> None:
        """Go on with the present case, or where it is handed in with the next that is not."""
        if self.screen == "summary" and self.own_pace and not self.over and self.exercises:
            handed_in = not self.case_id or self.progress.is_handed_in(self.case_id)
            self._go_to(self.progress.open_after(self.case_id) if handed_in else self.case_id)

    def practise_missed(self) -> None:
        """Try again all cases that were handed in and are not right."""
        may = self.screen == "summary" and self.own_pace and not self.over
        missed = self.progress.missed if may else ()
        for case in missed:
            if self.progress.is_handed_in(case):
                self.case_id, self.walk = case, Walk(self.flow)
                self.did("retried")
        if missed:
            self._go_to(missed[0])

    def explain_privacy(self) -> None:
        """Look at what is kept, and why."""
        if self.screen != "privacy":
            self._before_privacy = self.beside
            self.beside = "privacy"
            self.settle()

    def close_privacy(self) -> None:
        """Go back to where one was."""
        if self.screen == "privacy":
            self.beside = self._before_privacy
            self._begin_again()

    def look_for(self, code: str, case: str = "") -> None:
        """Turn to the session with a code, and there to a case, where one may choose it."""
        if self.attendance and code != self.attendance.code:
            self.attendance.look_for(code)
            self.no_set()
            self.together, self.wanted = None, case

    def find_session(self, code: str) -> None:
        """Turn to the session with a code that was typed."""
        typed = as_code(code[:LONGEST_CODE])
        if self.screen in ("start", "joining") and typed and self.attendance:
            self.look_for(typed)
            if self.attendance.unfound:
                self.attendance.look_for(typed)
            self.settle()

    def leave_session(self) -> None:
        """Turn away from a session, to practise alone."""
        if self.attendance and self.attendance.state != "asking":
            self.attendance.leave()
            self.no_set()
            self.beside = ""
            self.settle()

    def open_flow(self, flow: str) -> None:
        """Do nothing: a set decides its flow."""

    def heard(self) -> None:
        """Follow what a session has told: its trainer's case, or at one's own pace one's own."""
        session = self.attending
        if session and self.exercises and not self.over and self.beside != "privacy":
            present = session.openings.present if not self.own_pace else self._own_case()
            stale = present != self.case_id or not self.progress.begun(present)
            if present in self.exercises.cases and stale:
                self.enter(present)
        elif self.over and self.beside == "case":
            self._read_again(self.wanted or self.case_id)
        if session and self.beside != "privacy":
            self.wanted = ""
            self.beside = "" if self.beside == "case" and not self.over else self.beside
        self.settle()
        if session and session.why:
            self.tell(refusal(self.words, session))
            session.why = ""

    def welcomed(self, events: Sequence[Event]) -> None:
        """Go on in a session with what was done there before."""
        session = self.attendance.session if self.attendance else {}
        exercises = self.training.sets.get(str(session.get("exercises")))
        if exercises:
            self.take_set(exercises)
            self.together = progress_of(self.flow, exercises, events)

    def _begin_again(self) -> None:
        """Take up what is looked at after something else was."""
        if self.attending is None and self.case and not self.beside:
            self.enter(self.case_id)
        self.heard()

    def _may_go_on(self, case: str) -> bool:
        """Tell whether one may leave a case that is marked for another try, or for another case."""
        marked = self.screen == "marking" and case == self.case_id
        return marked and self.own_pace and not self.over

    def _read_again(self, case: str) -> None:
        """Look at a case that a session treated which has ended; at none of the others."""
        if self.screen in ("marking", "summary") and case in self.counted.exercises.cases:
            self.beside = "case"
            self.enter(case)

    def _own_case(self) -> str:
        """Return the case to be at: the present one, else the one asked for, else the next."""
        cases = self.exercises.cases if self.exercises else {}
        if self.case_id or self.beside == "summary":
            return self.case_id
        return self.wanted if self.wanted in cases else self.progress.open_after("")

    def _go_to(self, case: str) -> None:
        """Go to a case, or to the summary where it is none."""
        self.beside = "" if case else "summary"
        if case:
            self.enter(case)
        self.settle()

    def _open(self, fragment: str, language: str | None, *, moved: bool = True) -> None:
        lost = turn_to(self, fragment, progress=language is None)
        spoken = language or spoken_in(fragment) or self.flow.language
        self.language = spoken if spoken in self.flow.languages else self.flow.language
        self.settle(moved=moved)
        if lost:
            self.tell(self.words["training_link_ignored"])
