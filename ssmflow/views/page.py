"""What the page that walks shows: which walk, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from traitlets import Instance

from ssmflow.flow.address import replay
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.telling import markdown
from ssmflow.telling.words import words_for
from ssmflow.views.shown import FLOW_KEY, LANGUAGE_KEY, Shown


class Page(Shown):
    """Holds the current walk.

    Args:
        flows: The flows that the page offers, at least one; the first is shown.
    """

    walk = Instance(Walk)
    keeps: ClassVar[bool] = True
    """Whether an outcome offers to keep the walk and to begin again."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self.flows = {flow.id: flow for flow in flows}
        first = flows[0]
        super().__init__(walk=Walk(first), language=first.language)

    @property
    def flow(self) -> Flow:
        """The flow that is walked."""
        return self.walk.flow

    @property
    def title(self) -> str:
        """What the browser calls the page."""
        step, flow = self.walk.current.text, self.flow.title
        return f"{markdown.plain(step, self.language)} | {markdown.plain(flow, self.language)}"

    @property
    def steps_taken(self) -> int:
        """How often the visitor has come to another step: each time the focus goes there."""
        return self.moves

    @property
    def fragment(self) -> str:
        """What stands behind the `#` of the page's address: it brings anyone to this page."""
        beside = {}
        if len(self.flows) > 1:
            beside[FLOW_KEY] = self.flow.id
        if self.language != self.flow.language:
            beside[LANGUAGE_KEY] = self.language
        return "&".join(filter(None, [str(self.walk), urlencode(beside)]))

    def answer(self, question: str, choice: str) -> None:
        """Take an answer to the present question."""
        if question == self.walk.current.id:
            self.change(question, choice)

    def change(self, question: str, choice: str) -> None:
        """Take an answer to a question on the walk, the present or an earlier one."""
        step = self.flow.steps.get(question)
        if step and choice in step.choices and self.walk.passes(question):
            self._move(self.walk.answer(question, choice), question, choice)

    def back(self, step: str) -> None:
        """Go one answer back from the present step."""
        if step == self.walk.current.id:
            self._move(self.walk.back())

    def return_to(self, question: str) -> None:
        """Go back to an earlier question."""
        if question in self.walk.counted:
            self._move(self.walk.return_to(question))

    def restart(self, step: str) -> None:
        """Start again from the present step."""
        if step == self.walk.current.id:
            self._move(self.walk.restart())

    def open_flow(self, flow: str) -> None:
        """Change to another flow, at its start, in the same language where it has that."""
        if flow in self.flows:
            self._move(Walk(self.flows[flow]))

    def arrive(self, fragment: str) -> None:
        """Show what an address leads to, as the page opens: nobody has moved yet."""
        self._open(fragment, None, moved=False)

    def follow(self, fragment: str) -> None:
        """Go where an address leads that the visitor has given."""
        self._open(fragment, None)

    def travel(self, fragment: str) -> None:
        """Go where the history of the browser leads, in the page's present language."""
        self._open(fragment, self.language)

    def _open(self, fragment: str, language: str | None, *, moved: bool = True) -> None:
        parts = fragment.removeprefix("#").split("&")
        beside = dict(parse_qsl("&".join(part for part in parts if part.startswith("~"))))
        flow = self.flows.get(beside.get(FLOW_KEY, ""), next(iter(self.flows.values())))
        replayed = replay(flow, "&".join(part for part in parts if not part.startswith("~")))
        spoken = language or beside.get(LANGUAGE_KEY, flow.language)
        lost = replayed.ignored or beside.get(FLOW_KEY, flow.id) != flow.id
        words = words_for(spoken if spoken in flow.languages else flow.language, flow.language)
        self._show(replayed.walk, spoken, words["link_ignored"] if lost else "", moved=moved)

    def _move(self, walk: Walk, question: str = "", choice: str = "") -> None:
        """Walk on: by an answer to a question, or back where there is none."""
        del question, choice
        self._show(walk, self.language, "")

    def _show(self, walk: Walk, language: str, notice: str, *, moved: bool = True) -> None:
        self.walk = walk
        self.language = language if language in walk.flow.languages else walk.flow.language
        self.notice = notice
        self.moves += moved
        self.revision += 1
