"""The figures of a board counted the slow way: each from all events, with none remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ssmflow.flow.address import replay
from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.training.events import PRACTICE, Event


class Naive:
    """Counts over the events of a session."""

    def __init__(self, flow: Flow, exercises: Exercises, events: Sequence[Event]) -> None:
        self.flow, self.exercises, self.events = flow, exercises, events

    def present(self) -> list[str]:
        """Who has joined, and was neither removed nor erased after that."""
        names: list[str] = []
        gone: set[str] = set()
        for event in self.events:
            if event.kind == "joined" and event.participant not in names:
                names.append(event.participant)
                gone.discard(event.participant)
            if event.kind == "removed" and event.participant in names:
                gone.add(event.participant)
            if event.kind == "erased" and event.participant in names:
                names.remove(event.participant)
        return [name for name in names if name not in gone]

    def of(self, name: str, case: str = "") -> list[Event]:
        """What somebody has done in a case since they joined."""
        places = [place for place, each in enumerate(self.events) if each.participant == name]
        erased = [place for place in places if self.events[place].kind == "erased"]
        after = max(erased, default=-1)
        joined = min(
            place for place in places if place > after and self.events[place].kind == "joined"
        )
        mine = [self.events[place] for place in places if place > joined]
        known = [
            each for each in mine if each.kind in PRACTICE and each.case in self.exercises.cases
        ]
        return [each for each in known if each.case == case or not case]

    def walked(self, text: str) -> Walk:
        return replay(self.flow, text).walk

    def handed(self, name: str, case: str) -> list[Walk]:
        found = [each for each in self.of(name, case) if each.kind == "marked"]
        walks = [self.walked(each.walk) for each in found]
        return [walk for walk in walks if walk.current.outcome]

    def now(self, name: str, case: str) -> Walk | None:
        """The walk on which somebody is in a case; None where they have not begun it."""
        done = self.of(name, case)
        if not done:
            return None
        for event in reversed(done):
            if event.kind == "retried":
                return self.walked("")
            walk = self.walked(event.walk)
            if event.kind in ("answered", "went_back") or (
                event.kind == "marked" and walk.current.outcome
            ):
                return walk
        return self.walked("")

    def mark(self, case: str, walk: Walk) -> str:
        truth = self.exercises.cases[case]
        if walk.current.id != truth.outcome:
            return "wrong"
        fits = all(choice in truth.answers.get(step, ()) for step, choice in walk.counted.items())
        return "right" if fits else "ground"

    def turns(self, case: str) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for name in self.present():
            mine = set()
            for walk in self.handed(name, case):
                answers = self.exercises.cases[case].answers
                wrong = [
                    (step, choice)
                    for step, choice in walk.counted.items()
                    if choice not in answers.get(step, ())
                ]
                mine |= set(wrong[:1])
            found.update(mine)
        return found
