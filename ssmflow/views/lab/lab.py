"""What the page of the scenario lab shows: one scenario, and which part of it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from traitlets import Dict, Instance, Unicode

from ssmflow.errors import Problem
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona, Scenario, Variant
from ssmflow.formats.flow_file import Reading
from ssmflow.formats.scenario_file import read_scenario_text, scenario_as_yaml
from ssmflow.formats.study import Study
from ssmflow.formats.variant_file import apply
from ssmflow.views.lab.packing import pack, unpack
from ssmflow.views.shown import FLOW_KEY, LANGUAGE_KEY, Shown

TABS = ("people", "changes", "compare", "questions", "shares", "report")
TAB_KEY = "~tab"
SCENARIO_KEY = "~scenario"
WORK_KEY = "~work"
LONGEST_FRAGMENT = 90_000
MOST_PEOPLE_IN_ADDRESS = 500
"""Packing takes a millisecond for every two people, and each click would pay for it."""
TOO_LARGE = "-" * LONGEST_FRAGMENT
MAXIMUM_UNDONE = 100
MOST_PROBLEMS = 10


class Lab(Shown):
    """Holds the scenario, which is frozen data: an edit is another scenario, undo the one before.

    Everything that must outlive a reload stands in the address: the scenario where it is not a
    shipped one, packed, and the view.

    Args:
        study: The flows, variants, personas and scenarios that the page offers.
    """

    scenario = Instance(Scenario)
    view: dict[str, str] = Dict()  # type: ignore[assignment]  # traitlets has no types
    """What is looked at beside the tab, by key; short texts that each tab reads with care."""
    tab = Unicode(TABS[0])

    def __init__(self, study: Study) -> None:
        self.study = study
        self.flows = {flow.id: flow for flow in study.flows}
        first = study.flows[0]
        self._undone: list[Scenario] = []
        self._done: list[Scenario] = []
        self._merging = ""
        self._packed: tuple[Scenario | None, str] = (None, "")
        self._applied: tuple[Variant | None, str, Reading | None] = (None, "", None)
        super().__init__(scenario=blank(study, first), language=first.language)

    @property
    def flow(self) -> Flow:
        """The flow that the scenario is about."""
        return self.flows[self.scenario.flow]

    @property
    def base(self) -> Reading:
        """The flow as it was read, which variants are applied to."""
        return self.study.readings[self.scenario.flow]

    @property
    def applied(self) -> Reading | None:
        """What the scenario's variant makes of the flow, with every problem; None without one."""
        variant = self.scenario.variant
        if self._applied[0] is not variant or self._applied[1] != self.scenario.flow:
            made = apply(self.base, variant) if variant else None
            self._applied = (variant, self.scenario.flow, made)
        return self._applied[2]

    @property
    def changed(self) -> Flow | None:
        """The flow of the scenario's variant, where that is sound; None without one."""
        applied = self.applied
        return applied.flow if applied and applied.sound else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the variant, errors and warnings, that the flow has not itself."""
        applied = self.applied
        known = {problem.message for problem in self.base.problems}
        found = applied.problems if applied else []
        return tuple(problem for problem in found if problem.message not in known)

    @cached_property
    def variants(self) -> Mapping[str, tuple[Variant, Flow]]:
        """The variants that the study brings, of every flow."""
        return self.study.variants

    @property
    def fragment(self) -> str:
        """What stands behind the `#` of the page's address."""
        return self._fragment(with_work=True)

    @property
    def fits_in_address(self) -> bool:
        """Whether the address holds the whole scenario; a very large one is saved as a file."""
        return not self._work() or len(self.fragment) > len(self._fragment(with_work=False))

    def edit(self, scenario: Scenario, merging: str = "") -> None:
        """Take another scenario; the present one can be had back by `undo`.

        Args:
            scenario: The scenario.
            merging: What is changed; consecutive edits that say the same are undone as one.
        """
        if scenario != self.scenario:
            if not merging or merging != self._merging:
                self._done = [*self._done[-MAXIMUM_UNDONE:], self.scenario]
            self._undone = []
            self.scenario = scenario
            self._merging = merging
        self.notice = ""
        self.revision += 1

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit to do again."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take the last edit back."""
        if self._done:
            self._undone.append(self.scenario)
            self.scenario = self._done.pop()
            self._merging = ""
            self.revision += 1

    def redo(self) -> None:
        """Do the last undone edit again."""
        if self._undone:
            self._done.append(self.scenario)
            self.scenario = self._undone.pop()
            self._merging = ""
            self.revision += 1

    def look(self, **view: str) -> None:
        """Look at something else; an empty text takes a key away. The scenario stays."""
        merged = {**self.view, **view}
        self.view = {key: value for key, value in merged.items() if value}
        self.revision += 1

    def tell(self, notice: str) -> None:
        """Show a message."""
        self.notice = notice
        self.revision += 1

    def open_tab(self, tab: str) -> None:
        """Look at another part."""
        if tab in TABS and tab != self.tab:
            self.tab = tab
            self.moves += 1
            self.notice = ""
            self.revision += 1

    def open_flow(self, flow: str) -> None:
        """Begin anew with another flow."""
        if flow in self.flows:
            self.edit(blank(self.study, self.flows[flow]))
            self.view = {}
            if self.language not in self.flow.languages:
                self.language = self.flow.language
            self.moves += 1
            self.revision += 1

    def open_scenario(self, scenario: str) -> None:
        """Open a scenario of the study; the empty text begins anew."""
        found = self.study.scenarios.get(scenario)
        if found or not scenario:
            self.edit(found or blank(self.study, self.flow))

    def open_text(self, text: str, name: str) -> None:
        """Open the text of a scenario file; what is wrong with it is told.

        One with a half-made variant is opened as well, to go on with.
        """
        reading = read_scenario_text(text, name, self.study)
        scenario = reading.scenario
        half_made = scenario is not None and scenario.variant and reading.changed is None
        if scenario is not None and (reading.sound or half_made):
            self.edit(scenario)
        if not reading.sound:
            opened = "lab_opened_half_made" if half_made else "lab_not_opened"
            first = self.words[opened].format(name=name)
            self.tell("\n".join([first, *map(str, reading.problems[:MOST_PROBLEMS])]))

    def arrive(self, fragment: str) -> None:
        """Show what an address leads to, as the page opens."""
        self._open(fragment)

    def follow(self, fragment: str) -> None:
        """Go where an address leads that the visitor has given; undo brings the work back."""
        before = self.scenario
        self._open(fragment)
        if self.scenario != before:
            self._done, self._undone = [*self._done, before], []

    def travel(self, fragment: str) -> None:
        """Look where the history of the browser leads; the work and the language stay.

        Whoever goes back a page wants to see what they saw, and not to lose what they made since:
        for that there is undo.
        """
        self._look_at(dict(parse_qsl(fragment.removeprefix("#"))))
        self.notice = ""
        self.revision += 1

    def _fragment(self, *, with_work: bool) -> str:
        beside = {TAB_KEY: self.tab} if self.tab != TABS[0] else {}
        if len(self.flows) > 1:
            beside[FLOW_KEY] = self.flow.id
        if self.language != self.flow.language:
            beside[LANGUAGE_KEY] = self.language
        named = self._named()
        if named:
            beside[SCENARIO_KEY] = named
        work = self._work() if with_work else ""
        text = urlencode({**beside, **{f"~{key}": value for key, value in self.view.items()}})
        whole = "&".join(filter(None, [text, f"{WORK_KEY}={work}" if work else ""]))
        return whole if len(whole) <= LONGEST_FRAGMENT else text

    def _named(self) -> str:
        known = self.study.scenarios.get(self.scenario.id)
        return self.scenario.id if known == self.scenario else ""

    def _work(self) -> str:
        """Return the scenario packed; empty where a name says it all."""
        if self._named() or self.scenario == blank(self.study, self.flow):
            return ""
        if self._packed[0] is not self.scenario:
            fits = len(self.scenario.people) <= MOST_PEOPLE_IN_ADDRESS
            work = pack(scenario_as_yaml(self.scenario)) if fits else TOO_LARGE
            self._packed = self.scenario, work
        return self._packed[1]

    def _open(self, fragment: str) -> None:
        given = dict(parse_qsl(fragment.removeprefix("#")))
        flow = self.flows.get(given.get(FLOW_KEY, ""), next(iter(self.flows.values())))
        self.scenario, lost = self._given(given, flow)
        self._merging = ""
        spoken = given.get(LANGUAGE_KEY, self.flow.language)
        self.language = spoken if spoken in self.flow.languages else self.flow.language
        self._look_at(given)
        self.notice = self.words["lab_link_ignored"] if lost else ""
        self.revision += 1

    def _look_at(self, given: Mapping[str, str]) -> None:
        """Open the tab and the view of an address."""
        tab = given.get(TAB_KEY, TABS[0])
        self.tab = tab if tab in TABS else TABS[0]
        ours = {FLOW_KEY, LANGUAGE_KEY, TAB_KEY, SCENARIO_KEY, WORK_KEY}
        beside = {key: value for key, value in given.items() if key.startswith("~")}
        self.view = {key[1:]: value for key, value in beside.items() if key not in ours}

    def _given(self, given: Mapping[str, str], flow: Flow) -> tuple[Scenario, bool]:
        """Return the scenario of an address, and whether something in it was no use."""
        if WORK_KEY in given:
            text = unpack(given[WORK_KEY])
            reading = read_scenario_text(text, "link", self.study) if text is not None else None
            if reading and reading.scenario:
                return reading.scenario, False
            return blank(self.study, flow), True
        if SCENARIO_KEY in given:
            found = self.study.scenarios.get(given[SCENARIO_KEY])
            return found or blank(self.study, flow), found is None
        return blank(self.study, flow), False


def blank(study: Study, flow: Flow) -> Scenario:
    """Return the scenario of a flow to begin with: as it is, with the people that come with it."""
    people: tuple[Persona, ...] = ()
    for of, found in study.personas.values():
        if of == flow.id:
            people += found
    named = {persona.id: persona for persona in people}
    return Scenario(flow.id, flow.id, flow.title, flow.version, people=tuple(named.values()))


def with_variant(scenario: Scenario, variant: Variant | None) -> Scenario:
    """Return a scenario with another variant; shares that were the old variant's alone go."""
    same = variant and scenario.variant and variant.id == scenario.variant.id
    kept = scenario.variant_shares if same else {}
    return replace(scenario, variant=variant, variant_shares=kept)
