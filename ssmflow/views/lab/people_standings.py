"""Where everybody stands, found in slices and kept: many answers are given by several people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ssmflow.analysis.people import Standing, stand
from ssmflow.analysis.states import states_of
from ssmflow.errors import TooEntangledError
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona
from ssmflow.views.lab.people_slices import SLICE, Slices
from ssmflow.views.shown import Shown


class Standings:
    """Finds where people stand in one flow or several.

    Args:
        page: What tells the visitor where that fails.
        tell: Called when more is known.
        slice_seconds: How long it works at a time.
    """

    def __init__(self, page: Shown, tell: Callable[[], None], slice_seconds: float = SLICE) -> None:
        self._slices = Slices(page, tell, slice_seconds)
        self._found: dict[tuple[Flow, frozenset[tuple[str, str]]], Standing] = {}
        self._tangles: dict[Flow, TooEntangledError | None] = {}
        self._people: Sequence[Persona] = ()
        self._flows: tuple[Flow, ...] = ()
        self._missing: list[Persona] = []
        self.stopped = False

    @property
    def total(self) -> int:
        """How many people there are."""
        return len(self._people)

    @property
    def done(self) -> int:
        """How many of them are known in every flow."""
        return self.total - len(self._missing)

    def look_at(self, people: Sequence[Persona], flows: tuple[Flow, ...]) -> None:
        """Find where people stand in these flows, as far as that is not known or under way.

        Raises:
            TooEntangledError: A flow has too many states.
        """
        for flow in flows:
            self._follow(flow)
        if people is not self._people or flows != self._flows:
            self.pause()
            self._people, self._flows, self.stopped = people, flows, False
            self._forget_other_flows()
            self._missing = [each for each in people if not self._knows(each)]
            self._missing.reverse()
        if self._missing and not self.stopped and not self._slices.running:
            self._slices.run(self._work())

    def of(self, flow: Flow, persona: Persona) -> Standing | None:
        """Return where somebody stands; None where that is not known yet."""
        return self._found.get((flow, frozenset(persona.answers.items())))

    def pause(self) -> None:
        """Do no more until `look_at` asks for it."""
        self._slices.stop()

    def stop(self) -> None:
        """Do no more until `go_on`, or until there are other people or flows."""
        self.pause()
        self.stopped = bool(self._missing)

    def go_on(self) -> None:
        """Take the work up again where it was stopped."""
        self.stopped = False

    def _work(self) -> Iterator[None]:
        while self._missing:
            persona = self._missing[-1]
            for flow in self._flows:
                key = (flow, frozenset(persona.answers.items()))
                if key not in self._found:
                    self._found[key] = stand(flow, persona)
            self._missing.pop()
            yield

    def _knows(self, persona: Persona) -> bool:
        return all(self.of(flow, persona) for flow in self._flows)

    def _forget_other_flows(self) -> None:
        kept = {key: found for key, found in self._found.items() if key[0] in self._flows}
        self._found = kept
        self._tangles = {flow: self._tangles[flow] for flow in self._flows}

    def _follow(self, flow: Flow) -> None:
        """Make sure that a flow can be followed; that it can't is found out once."""
        if flow not in self._tangles:
            try:
                states_of(flow)
                self._tangles[flow] = None
            except TooEntangledError as tangle:
                self._tangles[flow] = tangle
        known = self._tangles[flow]
        if known:
            raise known
