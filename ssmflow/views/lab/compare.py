"""The tab where two flows stand beside each other: which paths end elsewhere, and whose."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.errors import TooEntangledError
from ssmflow.flow.model import Flow
from ssmflow.telling.comparison_text import comparison_as_markdown
from ssmflow.views.lab.compare_parts import ComparisonParts, compared
from ssmflow.views.lab.compare_sides import (
    LARGEST_FILE,
    LEFT,
    RIGHT,
    Side,
    chosen,
    file_name,
    read_file,
    sides_of,
)
from ssmflow.views.lab.findings import Data, button, paragraph, section, select, upload
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panel import Panel

HERE = Path(__file__).parent
PICTURES = Path(__file__).parents[2] / "telling" / "pictures.css"
MOST_FILES = 4
MOST_PROBLEMS = 20


class ComparePanel(Panel):
    """Any two of the flows, variants and opened files, compared path by path.

    Opened files are kept here, for this visit and this visitor alone.
    """

    tab = "compare"
    longest = 1_500_000
    _esm = HERE / "findings.js"
    _css = (HERE / "findings.css").read_text("utf-8") + PICTURES.read_text("utf-8")
    acts: ClassVar = {
        "choose": ("choose", ("side", "chosen")),
        "swap": ("swap", ()),
        "open": ("open_file", ("name", "text")),
        "note": ("save_note", ()),
    }

    def __init__(self, page: Lab) -> None:
        self._files: dict[str, tuple[str, Flow]] = {}
        self._opened = 0
        self._refused: list[str] = []
        self._file: dict[str, Any] | None = None
        super().__init__(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the two selects and what the comparison tells."""
        words = page.words
        sides = sides_of(page, self._files)
        pair = chosen(page, sides)
        unsound = page.scenario.variant is not None and page.changed is None
        if unsound and pair[0].flow is pair[1].flow:
            told = page.words["compare_own_unsound"]
            found, status = [section("result", "", [paragraph(told, "failure")])], told
        else:
            found, status = self._found(page, pair)
        return {
            "lead": words["compare_lead"],
            "sections": [
                section("choose", "", self._lost(page, sides), self._form(page, pair)),
                *found,
            ],
            "status": status,
            "file": self._file,
        }

    def choose(self, side: str, chosen: str) -> None:
        """Take another flow on one side."""
        if side in (LEFT, RIGHT) and chosen in sides_of(self.lab, self._files):
            self._refused = []
            self.lab.look(**{side: chosen})

    def swap(self) -> None:
        """Let the two change places."""
        left, right = self._pair()
        self.lab.look(**{LEFT: right.key, RIGHT: left.key})

    def open_file(self, name: str, text: str) -> None:
        """Open a flow file and compare it with the page's flow; or tell what is wrong with it."""
        name = file_name(name)
        reading = read_file(text, name, self.lab)
        if reading.flow is None or not reading.sound:
            self._refuse([str(each) for each in reading.problems if each.severity == "error"])
            return
        self._refused = []
        self._opened += 1
        key = f"file.{self._opened}"
        self._files = {**self._files, key: (name, reading.flow)}
        for old in [*self._files][:-MOST_FILES]:
            del self._files[old]
        self.lab.look(**{LEFT: key, RIGHT: f"flow.{self.lab.flow.id}"})

    def save_note(self) -> None:
        """Give the comparison as a Markdown file."""
        lab, (left, right) = self.lab, self._pair()
        people = lab.scenario.people
        names = (left.name, right.name)
        try:
            found = compared(left.flow, right.flow)
            text = comparison_as_markdown(found, people, lab.language, lab.words, names)
        except TooEntangledError as tangle:
            lab.tell(lab.words["lab_entangled"].format(reason=str(tangle)))
            return
        number = self._file["number"] + 1 if self._file else 1
        name = f"{left.key}-{right.key}".replace(".", "-") + ".md"
        kind = "text/markdown;charset=utf-8"
        self._file = {"number": number, "name": name, "type": kind, "content": text}
        self.refresh()

    def _pair(self) -> tuple[Side, Side]:
        return chosen(self.lab, sides_of(self.lab, self._files))

    def _refuse(self, problems: list[str]) -> None:
        words = self.lab.words
        shown = problems[:MOST_PROBLEMS]
        if len(problems) > len(shown):
            shown.append(words["compare_more_problems"].format(count=len(problems) - len(shown)))
        self._refused = [words["compare_refused"], *shown]
        self.refresh()

    def _found(self, page: Lab, pair: tuple[Side, Side]) -> tuple[list[Data], str]:
        """Return the sections, and the headline; where it is too entangled, that."""
        flows = (pair[0].flow, pair[1].flow)
        people = page.scenario.people
        ours = any(flow.id == page.flow.id for flow in flows)
        try:
            parts = ComparisonParts(
                flows, people if ours else (), page.language, page.flow.language
            )
            return [*parts.sections()], parts.headline
        except TooEntangledError as tangle:
            # The selects stay: another pair may do.
            told = page.words["lab_entangled"].format(reason=str(tangle))
            return [section("result", "", [paragraph(told, "failure")])], told

    @staticmethod
    def _lost(page: Lab, sides: dict[str, Side] | Any) -> list[Data]:
        """Say where the address names what is not there any more, such as an opened file."""
        asked = (page.view.get(key, "") for key in (LEFT, RIGHT))
        lost = any(key and key not in sides for key in asked)
        return [paragraph(page.words["compare_lost"], "quiet")] if lost else []

    def _form(self, page: Lab, pair: tuple[Side, Side]) -> list[Data]:
        words = page.words
        options = [(side.key, side.name) for side in sides_of(page, self._files).values()]
        left, right = pair
        return [
            select("left", words["compare_left"], left.key, options, "choose", side=LEFT),
            select("right", words["compare_right"], right.key, options, "choose", side=RIGHT),
            button("swap", words["compare_swap"], "swap"),
            button("note", words["compare_note"], "note"),
            upload(
                "file",
                words["compare_open"],
                "open",
                longest=LARGEST_FILE,
                hint=words["compare_open_hint"],
                too_large=words["compare_too_large"],
                refused=self._refused,
            ),
        ]
