"""What is practised at the moment: which set, which case, how far, and in which session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from traitlets import Int, Unicode

from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.formats.training import Training
from ssmflow.telling import markdown
from ssmflow.training.events import Event, PracticeKind
from ssmflow.training.line import Line
from ssmflow.views.page import Page
from ssmflow.views.training.attendance import Attendance
from ssmflow.views.training.progress import Progress
from ssmflow.views.training.screens import Screen, screen_of

OF_ONE_CASE = ("case", "marking", "answered", "closed")


class Practised(Page):
    """Holds what is practised. The walk is that of the present case.

    Whatever somebody does with a case is an event: it changes their progress, and in a session it
    is recorded.

    Args:
        training: The flows, and the sets of cases on them.
        reach: Returns the line to the service that keeps sessions; without it there are none.
    """

    keeps: ClassVar[bool] = False
    beside = Unicode("")
    """What is looked at beside the cases: ``privacy`` or ``summary``, and after a session ``case``,
    one of its cases once more; empty for the cases."""
    recording = Int(0)
    """Changes with what becomes of what was done in a session, which only one part tells."""
    message = Unicode("")
    """What is told at the top. A step has its own place for that, which not every screen shows."""

    def __init__(self, training: Training, reach: Callable[[], Line] | None = None) -> None:
        self.training = training
        self.exercises: Exercises | None = None
        self.case_id = ""
        self.alone: dict[str, Progress] = {}
        """How far one is, alone, with each set that was begun."""
        self.together: Progress | None = None
        """How far one is in the session that is attended."""
        self.screens_seen = 0
        """How often another screen has come: each time the focus goes to its heading."""
        self._steps_taken = 0
        self.attendance = (
            Attendance(reach, self.heard, self.note_recording, self.welcomed) if reach else None
        )
        super().__init__(_first_flows(training))
        # A set decides its flow: there is none to choose.
        self.flows = {}
        self._last_seen = (self.screen, self.case_id)

    @property
    def attending(self) -> Attendance | None:
        """The session that is attended; None where one practises alone."""
        return self.attendance if self.attendance and self.attendance.attending else None

    @property
    def screen(self) -> Screen:
        """What is looked at."""
        return screen_of(self)

    @property
    def case(self) -> Case | None:
        """The present case."""
        return self.exercises.cases.get(self.case_id) if self.exercises else None

    @property
    def progress(self) -> Progress:
        """How far one is with the present set.

        Raises:
            ValueError: There is no set.
        """
        if self.exercises is None:
            raise ValueError("no set is practised")
        return self.together if self.attending and self.together else self.with_set(self.exercises)

    @property
    def counted(self) -> Progress:
        """How far one is with the cases that count: of a session that ended, those it treated."""
        session = self.attending
        if session and self.over and not self.own_pace:
            return self.progress.only(session.openings.cases)
        return self.progress

    def with_set(self, exercises: Exercises) -> Progress:
        """Return how far one is, alone, with a set."""
        flow = self.training.flows[exercises.flow]
        return self.alone.get(exercises.id, Progress(flow, exercises))

    @property
    def own_pace(self) -> bool:
        """Whether one chooses the cases oneself."""
        return self.attending is None or self.attending.openings.pace == "own"

    @property
    def over(self) -> bool:
        """Whether the session that is attended has ended."""
        return self.attending is not None and self.attending.openings.ended is not None

    @property
    def rereads(self) -> bool:
        """Whether a case is read again that a session treated which has ended."""
        return self.over and self.beside == "case" and self.case_id in self.counted.exercises.cases

    @property
    def heading(self) -> str:
        """What stands at the top: the set, and before one is chosen what the page is for."""
        if self.exercises is None:
            return self.words["training_title"]
        return markdown.plain(self.exercises.title, self.language)

    @property
    def title(self) -> str:
        """What the browser calls the page."""
        case = self.case if self.screen in OF_ONE_CASE else None
        named = markdown.plain(case.title, self.language) if case else ""
        shown = named or self.words[f"training_screen_{self.screen}"]
        return " | ".join(dict.fromkeys([shown, self.heading, self.words["training_title"]]))

    @property
    def steps_taken(self) -> int:
        """How often another step of the same case has come: each time the focus goes there."""
        return self._steps_taken

    def take_set(self, exercises: Exercises) -> None:
        """Turn to a set, without a case yet."""
        self.exercises, self.case_id = exercises, ""
        self.walk = Walk(self.training.flows[exercises.flow])
        if self.language not in self.flow.languages:
            self.language = self.flow.language

    def no_set(self) -> None:
        """Turn away from the present set; what was done with it stays."""
        self.exercises, self.case_id = None, ""

    def take_progress(self, progress: Progress) -> None:
        """Take how far one is, alone, with a set."""
        self.alone[progress.exercises.id] = progress

    def enter(self, case: str) -> None:
        """Turn to a case of the present set; it is begun where it can be walked."""
        self.case_id = case
        self.walk = self.progress.of(case).walk
        if self.screen == "case" and not self.progress.begun(case):
            self.did("began")

    def take_walk(self, walk: Walk) -> None:
        """Walk the present case as an address says."""
        if self.walks(self.case_id) and str(walk) != str(self.walk):
            self.walk = walk
            self.did("went_back", step=walk.current.id)

    def walks(self, case: str) -> bool:
        """Tell whether a case is walked at the moment."""
        return bool(case) and self.screen == "case" and case == self.case_id

    def did(self, kind: PracticeKind, **values: Any) -> None:
        """Take it that something was done with the present case."""
        event = self.event(kind, **values)
        progress = self.progress.after(event)
        if self.attending:
            self.together = progress
            self.attending.record(event)
        else:
            self.take_progress(progress)

    def event(self, kind: PracticeKind, **values: Any) -> Event:
        """Return what is done with the present case as an event."""
        about = {"flow": self.flow.id, "version": self.flow.version, "case": self.case_id}
        who = self.attending
        session = str(who.session["id"]) if who else ""
        named = {"participant": who.participant} if who else {}
        return Event(kind, session, **{**named, **about, "walk": str(self.walk), **values})

    def settle(self, *, moved: bool = True) -> None:
        """Have everything drawn as it is now; the focus goes to a screen that is another."""
        seen = (self.screen, self.case_id)
        if seen != self._last_seen and moved:
            self.screens_seen += 1
            self.moves += 1
            self.message = ""
        self._last_seen = seen
        self.revision += 1

    def tell(self, message: str) -> None:
        """Show a message."""
        self.message = message
        self.revision += 1

    def dismiss(self) -> None:
        """Take the message away."""
        self.tell("")

    def fail(self) -> None:
        """Tell that something went wrong."""
        self.tell(self.words["failed"])

    def note_recording(self) -> None:
        """Have it told whether all is recorded."""
        self.recording += 1

    def heard(self) -> None:
        """Follow what a session has told."""
        raise NotImplementedError

    def welcomed(self, events: Sequence[Event]) -> None:
        """Go on in a session with what was done there before."""
        raise NotImplementedError

    def _move(self, walk: Walk, question: str = "", choice: str = "") -> None:
        if not self.walks(self.case_id) or str(walk) == str(self.walk):
            return
        step = question or walk.current.id
        self.walk = walk
        self.did("answered" if question else "went_back", step=step, choice=choice)
        self._steps_taken += 1
        self.moves += 1
        self.settle()


def _first_flows(training: Training) -> list[Flow]:
    """The flow of the first set, or, where there is none, all of them."""
    of_sets = [training.flows[each.flow] for each in training.sets.values()]
    return of_sets[:1] or list(training.flows.values())
