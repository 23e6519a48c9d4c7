"""What somebody remembers of a session: all that they did, and where that has brought them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk


@dataclass(frozen=True)
class Deed:
    """One thing that somebody did: in which case, and the walk after it."""

    kind: str
    case: str
    walk: Walk
    hint: int = 0

    def told(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"kind": self.kind, "case": self.case, "walk": str(self.walk), "hint": self.hint}


@dataclass(frozen=True)
class Effort:
    """What came of a case: its walk, how often which walks were handed in, the hints."""

    walk: Walk
    handed: tuple[Walk, ...] = ()
    hints: int = 0
    walking: bool = True

    def after(self, deed: Deed) -> Effort:
        """Return what comes of it by one more deed."""
        match deed.kind:
            case "marked":
                return replace(self, handed=(*self.handed, deed.walk), walking=False)
            case "retried":
                return replace(self, walk=deed.walk, walking=True)
            case "hinted":
                return replace(self, hints=deed.hint)
        return replace(self, walk=deed.walk)


@dataclass(frozen=True)
class Memory:
    """All that somebody did, in order.

    Args:
        flow: The flow that is walked.
        exercises: The cases.
        deeds: What was done.
        at: The case that is looked at; empty for the summary.
    """

    flow: Flow
    exercises: Exercises
    deeds: tuple[Deed, ...] = ()
    at: str = ""

    def __post_init__(self) -> None:
        efforts: dict[str, Effort] = {}
        for deed in self.deeds:
            before = efforts.get(deed.case, Effort(Walk(self.flow)))
            efforts[deed.case] = before.after(deed)
        object.__setattr__(self, "efforts", efforts)

    efforts: Mapping[str, Effort] = field(init=False)
    """What came of each case that was begun."""

    @property
    def effort(self) -> Effort:
        """What came of the case that is looked at."""
        return self.efforts[self.at]

    def with_deed(self, kind: str, walk: Walk, hint: int = 0) -> Memory:
        """Return it with one more deed in the case that is looked at."""
        return replace(self, deeds=(*self.deeds, Deed(kind, self.at, walk, hint)))

    def turned_to(self, case: str) -> Memory:
        """Return it with another case looked at, which is begun by that."""
        turned = replace(self, at=case)
        if not case or case in self.efforts:
            return turned
        return turned.with_deed("began", Walk(self.flow))

    def next_after(self, case: str) -> str:
        """Return the case that comes after one: the next that is not handed in; else empty."""
        cases = list(self.exercises.cases)
        at = cases.index(case) + 1 if case else 0
        waiting = (each for each in cases[at:] + cases[:at] if not self.is_handed_in(each))
        return next(waiting, "")

    def is_handed_in(self, case: str) -> bool:
        """Tell whether a case is handed in, and not tried again since."""
        return case in self.efforts and not self.efforts[case].walking

    def shortened(self, fewest: int) -> Iterable[Memory]:
        """Return it with ever fewer of the last deeds, but so many at least."""
        for number in range(len(self.deeds), fewest - 1, -1):
            deeds = self.deeds[:number]
            yield replace(self, deeds=deeds, at=deeds[-1].case if deeds else "")
