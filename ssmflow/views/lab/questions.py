"""The tab where questions are turned round: how one gets there, what decided, where it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.analysis.states import End
from ssmflow.flow.model import Flow
from ssmflow.telling import markdown
from ssmflow.telling.people_text import person
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.findings import Data, button, field, paragraph, radios, section, select
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.questions_arrows import ArrowParts
from ssmflow.views.lab.questions_parts import closed_parts, decided_parts, ways_parts
from ssmflow.views.lab.questions_walk import (
    LONGEST_LINK,
    Given,
    answered,
    given,
    linked,
    of_persona,
)

HERE = Path(__file__).parent
ASKED, GOAL, WALKED = "asked", "goal", "answered"
"""Keys of the view: which flow, which end, which walk."""
OWN, FLOW = "own", "flow"
RESTART = "*"
"""How a browser and an address name the end that starts again; no step's id has a '*'."""


class QuestionsPanel(Panel):
    """Asks a flow, or the open variant of it, what its walks do not tell."""

    tab = "questions"
    _esm = HERE / "findings.js"
    _css = HERE / "findings.css"
    acts: ClassVar = {
        "ask": ("ask", ("chosen",)),
        "goal": ("choose_goal", ("chosen",)),
        "answer": ("answer", ("question", "chosen")),
        "person": ("take_person", ("chosen",)),
        "link": ("take_link", ("text",)),
        "clear": ("clear", ()),
    }

    def __init__(self, page: Lab) -> None:
        self._refused = ""
        super().__init__(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the four questions with their answers."""
        words, flow = page.words, self._flow(page)
        teller = Teller(page.language, words, (flow, page.flow))
        walk = given(flow, page.view.get(WALKED, ""))
        end = self._goal(page, flow)
        sections = [
            section(
                "ways",
                words["questions_ways"],
                ways_parts(flow, end, teller),
                [_goals(flow, end, teller)],
            ),
            section(
                "decided",
                words["questions_decided"],
                decided_parts(walk, teller),
                self._walk_form(page, walk, teller),
                words["questions_decided_lead"],
            ),
            section("closed", words["questions_closed"], closed_parts(flow, teller)),
            section("arrows", words["questions_arrows"], self._arrows(page, flow, teller)),
        ]
        if page.changed:
            sections.insert(0, section("ask", "", [], [_flows(page, flow)]))
        return {
            "lead": words["questions_lead"],
            "sections": sections,
            "status": _status(walk, teller),
            "file": None,
        }

    def ask(self, chosen: str) -> None:
        """Ask the flow as it is, or the open variant."""
        self.lab.look(**{ASKED: OWN if chosen == OWN else ""})

    def choose_goal(self, chosen: str) -> None:
        """Ask how one gets to another end."""
        step = self._flow(self.lab).steps.get(chosen)
        if chosen == RESTART or (step and step.outcome):
            self.lab.look(**{GOAL: chosen})

    def answer(self, question: str, chosen: str) -> None:
        """Give another answer on the walk; the empty one takes it back."""
        self._walk(answered(self._given(), question, chosen))

    def take_person(self, chosen: str) -> None:
        """Walk as one of the people would."""
        found = next((each for each in self.lab.scenario.people if each.id == chosen), None)
        if found or not chosen:
            self._walk(of_persona(self._flow(self.lab), found) if found else "")

    def take_link(self, text: str) -> None:
        """Walk as a link of the walk page does."""
        words = self.lab.words
        walked, fits = (
            linked(self._flow(self.lab), text) if len(text) <= LONGEST_LINK else ("", False)
        )
        if walked:
            self._walk(walked, "" if fits else words["questions_link_partly"])
        else:
            self._refused = words["questions_link_refused"]
            self.refresh()

    def clear(self) -> None:
        """Begin the walk anew."""
        self._walk("")

    def _walk(self, text: str, refused: str = "") -> None:
        self._refused = refused
        self.lab.look(**{WALKED: text})

    def _given(self) -> Given:
        return given(self._flow(self.lab), self.lab.view.get(WALKED, ""))

    @staticmethod
    def _flow(page: Lab) -> Flow:
        """Return the flow that is asked."""
        own = page.view.get(ASKED, "") == OWN
        return page.changed if own and page.changed else page.flow

    @staticmethod
    def _goal(page: Lab, flow: Flow) -> End:
        """Return the end that is asked about: by default the first outcome."""
        asked = page.view.get(GOAL, "")
        if asked == RESTART and _restarts(flow):
            return None
        outcomes = [step.id for step in flow.steps.values() if step.outcome]
        return asked if asked in outcomes else next(iter(outcomes), None)

    def _walk_form(self, page: Lab, walk: Given, teller: Teller) -> Iterator[Data]:
        words, flow = page.words, walk.walk.flow
        passed = dict(walk.walk.counted)
        if walk.walk.current.choices:
            passed[walk.walk.current.id] = walk.restarting
        for question, choice in passed.items():
            options = [
                (each, teller.label(question, each)) for each in flow.steps[question].choices
            ]
            label = teller.numbered(question, teller.step(question))
            empty = ("", words["questions_choose"])
            yield select(
                f"walk-{question}", label, choice, [empty, *options], "answer", question=question
            )
        people = page.scenario.people
        if people:
            named = [(each.id, person(each, page.language)) for each in people]
            options = [("", words["questions_nobody"]), *named]
            yield select("person", words["questions_person"], self._person(walk), options, "person")
        yield field(
            "link",
            words["questions_link"],
            "link",
            words["questions_link_use"],
            longest=LONGEST_LINK,
            hint=words["questions_link_hint"],
            refused=self._refused,
        )
        if walk.text:
            yield button("clear", words["questions_clear"], "clear")

    def _person(self, walk: Given) -> str:
        """Return whose walk it is; nothing where it is nobody's."""
        people = self.lab.scenario.people if walk.text else ()
        walks = {each.id: of_persona(walk.walk.flow, each) for each in people}
        return next((id_ for id_, text in walks.items() if text == walk.text), "")

    @staticmethod
    def _arrows(page: Lab, flow: Flow, teller: Teller) -> Iterator[Data]:
        """Yield the reconstructed arrows; what variants do with them, of the flow as it is."""
        own = flow is not page.flow
        others = {} if own else _readings(page)
        yield from ArrowParts(flow, others, page.scenario.people, teller).parts()
        if own:
            yield paragraph(page.words["questions_arrows_own"], "quiet")


def _readings(page: Lab) -> Mapping[str, Flow]:
    """Return what the variants make of the page's flow, by name."""
    found = {
        markdown.plain(variant.title, page.language): flow
        for variant, flow in page.variants.values()
        if variant.of == page.flow.id
    }
    variant = page.scenario.variant
    if page.changed and variant and variant not in [each for each, _ in page.variants.values()]:
        title = markdown.plain(variant.title, page.language)
        found[page.words["compare_own"].format(title=title)] = page.changed
    return found


def _flows(page: Lab, flow: Flow) -> Data:
    words, variant = page.words, page.scenario.variant
    title = markdown.plain(variant.title, page.language) if variant else ""
    options = [
        (FLOW, words["questions_flow"]),
        (OWN, words["questions_own"].format(title=title)),
    ]
    return radios(
        "ask", words["questions_which"], FLOW if flow is page.flow else OWN, options, "ask"
    )


def _goals(flow: Flow, end: End, teller: Teller) -> Data:
    options = [
        (step.id, teller.numbered(step.id, teller.end(step.id)))
        for step in flow.steps.values()
        if step.outcome
    ]
    if _restarts(flow):
        options.append((RESTART, teller.end(None)))
    return select("goal", teller.words["questions_goal"], end or RESTART, options, "goal")


def _restarts(flow: Flow) -> bool:
    return any(choice.restart for step in flow.steps.values() for choice in step.choices.values())


def _status(walk: Given, teller: Teller) -> str:
    """Say where the walk stands."""
    step = walk.walk.current
    return teller.end(step.id) if step.outcome else teller.numbered(step.id, teller.step(step.id))
