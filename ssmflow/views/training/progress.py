"""How far somebody is with a set of cases: the sum of what they did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ssmflow.flow.address import replay
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.training.events import Event
from ssmflow.training.marking import Mark, Marked, marked, points, total


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody has made of a case so far.

    Args:
        walk: The present walk.
        handed: The walk that was handed in last; None where none was.
        tries: How often it was handed in.
        hints: How many hints were taken.
        walking: Whether it is walked now; else it is handed in.
        strayed: The questions where a walk that was handed in went astray, the first first.
    """

    walk: Walk
    handed: Walk | None = None
    tries: int = 0
    hints: int = 0
    walking: bool = True
    strayed: tuple[str, ...] = ()

    def marked(self, case: Case) -> Marked | None:
        """Return the mark of what was handed in last; None where nothing was."""
        return marked(case, self.handed) if self.handed else None

    def earned(self, case: Case) -> int:
        """Return the points of what was handed in last."""
        found = self.marked(case)
        return points(found.mark, self.tries, self.hints) if found else 0


@dataclass(frozen=True)
class Progress:
    """What somebody has made of a set; it never changes, each event gives another.

    Args:
        flow: The flow that the set is about.
        exercises: The set.
        attempts: What was made of each case that was begun, by its id.
    """

    flow: Flow
    exercises: Exercises
    attempts: Mapping[str, Attempt] = field(default_factory=dict)

    def after(self, event: Event) -> Progress:
        """Return what comes of it by one more event; by one that makes no sense, the same."""
        if event.case not in self.exercises.cases:
            return self
        case = self.exercises.cases[event.case]
        attempt = self.attempts.get(event.case, Attempt(Walk(self.flow)))
        other = _after(attempt, event, case, replay(self.flow, event.walk).walk)
        return replace(self, attempts={**self.attempts, event.case: other})

    def of(self, case: str) -> Attempt:
        """Return what was made of a case; of one that was not begun, a beginning."""
        return self.attempts.get(case) or Attempt(Walk(self.flow))

    def begun(self, case: str) -> bool:
        """Tell whether a case was begun."""
        return case in self.attempts

    def is_handed_in(self, case: str) -> bool:
        """Tell whether a case is handed in and not tried again since."""
        return case in self.attempts and not self.attempts[case].walking

    def mark(self, case: str) -> Mark | None:
        """Return the mark of what was handed in last of a case; None where nothing was."""
        found = self.of(case).marked(self.exercises.cases[case])
        return found.mark if found else None

    def only(self, cases: Collection[str]) -> Progress:
        """Return how far somebody is with some cases of the set, as if it had no others."""
        kept = {name: case for name, case in self.exercises.cases.items() if name in cases}
        made = {name: attempt for name, attempt in self.attempts.items() if name in kept}
        return Progress(self.flow, replace(self.exercises, cases=kept), made)

    @property
    def earned(self) -> tuple[int, int]:
        """The points so far, and how many there could be."""
        cases = self.exercises.cases
        earned = {name: each.earned(cases[name]) for name, each in self.attempts.items()}
        return total(earned, len(cases))

    @property
    def strayed(self) -> tuple[str, ...]:
        """The questions where any walk that was handed in went astray, each once."""
        found = (self.of(case).strayed for case in self.exercises.cases)
        return tuple(dict.fromkeys(question for each in found for question in each))

    @property
    def missed(self) -> tuple[str, ...]:
        """The cases of which something was handed in that was not right, in their order."""
        return tuple(case for case in self.handed_in if self.mark(case) != "right")

    @property
    def handed_in(self) -> tuple[str, ...]:
        """The cases of which something was handed in, in their order."""
        return tuple(case for case in self.exercises.cases if self.of(case).handed)

    def open_after(self, case: str) -> str:
        """Return the first case after one that is still to be handed in, else the first before it.

        Empty where all are.
        """
        cases = list(self.exercises.cases)
        at = cases.index(case) + 1 if case in cases else 0
        waiting = (each for each in cases[at:] + cases[:at] if not self.is_handed_in(each))
        return next(waiting, "")


def progress_of(flow: Flow, exercises: Exercises, events: Iterable[Event]) -> Progress:
    """Return what a participant's events come to."""
    progress = Progress(flow, exercises)
    for event in events:
        progress = progress.after(event)
    return progress


def astray_at(case: Case, walk: Walk) -> tuple[str, ...]:
    """Return the question where a walk that was handed in went astray; empty where it did not."""
    astray = marked(case, walk).astray
    return (astray.question.id,) if astray else ()


def _after(attempt: Attempt, event: Event, case: Case, walk: Walk) -> Attempt:
    match event.kind:
        case "answered" | "went_back" if attempt.walking:
            return replace(attempt, walk=walk)
        case "hinted":
            hint = event.data.get("hint")
            return replace(attempt, hints=max(attempt.hints, hint if isinstance(hint, int) else 0))
        case "marked" if walk.current.outcome:
            strayed = tuple(dict.fromkeys(attempt.strayed + astray_at(case, walk)))
            return Attempt(walk, walk, attempt.tries + 1, attempt.hints, False, strayed)
        case "retried" if attempt.handed:
            return replace(attempt, walk=Walk(walk.flow), walking=True)
    return attempt
