"""The tab where a scenario is named, opened and saved, and where its report is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.errors import TooEntangledError
from ssmflow.formats.scenario_file import read_scenario_text, scenario_as_yaml
from ssmflow.telling import markdown
from ssmflow.telling.languages import own_name
from ssmflow.telling.report import report_as_html, report_as_markdown
from ssmflow.views.lab.lab import Lab, blank
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.report_holds import holdings
from ssmflow.views.lab.report_texts import annotated, cleaned, retitled, tidied, with_language

DAY_KEY, LANGUAGE_KEY = "day", "told-in"
LONGEST_TITLE = 200
LONGEST_NOTES = 10_000
LARGEST_FILE = 1_000_000
"""Characters of a scenario file that is opened here."""
LONGEST_NAME = 200
WORDS = (
    "report_title",
    "report_notes",
    "report_notes_help",
    "report_shipped",
    "report_open",
    "report_file",
    "report_too_large",
    "report_paste",
    "report_paste_open",
    "report_save",
    "report_link",
    "report_link_too_large",
    "report_anew",
    "report_day",
    "report_language",
    "report_as_html",
    "report_as_markdown",
    "report_preview",
    "report_print",
    "report_frame",
    "report_scenario",
    "report_opening",
    "report_making",
    "report_holds",
    "report_yes",
    "report_no",
    "report_working",
    "copied",
    "copy_by_hand",
)


class ReportPanel(Panel):
    """The scenario as a file, and the report on it."""

    tab = "report"
    _esm = Path(__file__).with_name("report.js")
    _css = Path(__file__).with_name("report.css")
    longest: ClassVar = 1_500_000
    acts: ClassVar = {
        "title": ("retitle", ("language", "text")),
        "notes": ("annotate", ("language", "text")),
        "shipped": ("open_shipped", ("scenario",)),
        "file": ("open_file", ("name", "text")),
        "anew": ("begin_anew", ()),
        "save": ("save", ()),
        "day": ("choose_day", ("day",)),
        "language": ("choose_language", ("language",)),
        "make": ("make", ("kind",)),
    }

    def __init__(self, page: Lab) -> None:
        self._file: dict[str, Any] = {"number": 0}
        self._told = ""
        super().__init__(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the fields, the scenarios that can be opened, and what a report will hold."""
        scenario, words = page.scenario, page.words
        title = markdown.plain(scenario.title, page.language)
        sound = scenario.variant is None or page.changed is not None
        told, self._told = self._told, ""
        return {
            "revision": page.revision,
            "lead": words["report_lead"],
            "words": {key: words[key] for key in WORDS},
            "open": words[self._state(page)].format(title=title),
            "file_name": words["report_saved_as"].format(name=f"{scenario.id}.yaml"),
            # The page's language first: the others are translations.
            "texts": [
                self._texts(language)
                for language in sorted(page.flow.languages, key=lambda tag: tag != page.language)
            ],
            "longest": {"title": LONGEST_TITLE, "notes": LONGEST_NOTES, "file": LARGEST_FILE},
            "shipped": [
                {"id": each.id, "title": markdown.plain(each.title, page.language)}
                for each in page.study.scenarios.values()
            ],
            "needs_work": self._state(page) == "report_open_own",
            "day": self.day.isoformat(),
            "language": self.told_in,
            "languages": [{"id": tag, "name": own_name(tag)} for tag in page.flow.languages],
            "holds": [{"holds": holds, "told": told} for holds, told in holdings(page)],
            "unsound": "" if sound else words["report_unsound"],
            "status": told,
            "file": self._file,
        }

    @property
    def day(self) -> date:
        """The date that the report bears: the one that was chosen, else today."""
        try:
            return date.fromisoformat(self.lab.view.get(DAY_KEY, ""))
        except ValueError:
            return date.today()

    @property
    def told_in(self) -> str:
        """The language of the report: the one that was chosen, else the page's."""
        chosen = self.lab.view.get(LANGUAGE_KEY, "")
        return chosen if chosen in self.lab.flow.languages else self.lab.language

    def retitle(self, language: str, text: str) -> None:
        """Give the scenario another title in one language."""
        flow, words = self.lab.flow, self.lab.words
        if language not in flow.languages:
            return
        typed = " ".join(cleaned(text).split())
        if len(typed) > LONGEST_TITLE:
            self.lab.tell(words["report_title_too_long"].format(count=LONGEST_TITLE))
            return
        title = with_language(self.lab.scenario.title, language, typed, flow.language)
        if title is None:
            self.lab.tell(words["report_title_needed"])
            return
        self.lab.edit(retitled(self.lab, title), merging=f"title {language}")

    def annotate(self, language: str, text: str) -> None:
        """Give the scenario other notes in one language."""
        scenario, flow = self.lab.scenario, self.lab.flow
        if language not in flow.languages:
            return
        typed = cleaned(text)
        if len(typed) > LONGEST_NOTES:
            told = self.lab.words["report_notes_too_long"].format(count=LONGEST_NOTES)
            self.lab.tell(told)
            return
        notes = with_language(scenario.notes, language, typed, flow.language)
        self.lab.edit(annotated(scenario, notes), merging=f"notes {language}")

    def open_shipped(self, scenario: str) -> None:
        """Open a scenario that comes with the flow."""
        if scenario in self.lab.study.scenarios:
            self._told = self.lab.words["report_opened"]
            self.lab.open_scenario(scenario)

    def open_file(self, name: str, text: str) -> None:
        """Open the text of a scenario file; what is wrong with it is told."""
        words = self.lab.words
        if len(text) > LARGEST_FILE:
            self.lab.tell(words["report_too_large"])
        elif not text.strip():
            self.lab.tell(words["report_empty"])
        else:
            known = cleaned(name)[:LONGEST_NAME] or "scenario.yaml"
            before = self.lab.scenario
            self.lab.open_text(text, known)
            if self.lab.scenario is not before:
                self._told = words["report_opened"]
                self.refresh()

    def begin_anew(self) -> None:
        """Begin with the flow as it is; undo brings the present scenario back."""
        self._told = self.lab.words["report_begun"]
        self.lab.open_scenario("")

    def choose_day(self, day: str) -> None:
        """Choose the date that the report bears; anything else means today."""
        try:
            chosen = date.fromisoformat(day).isoformat()
        except ValueError:
            chosen = ""
        self.lab.look(**{DAY_KEY: chosen})

    def choose_language(self, language: str) -> None:
        """Choose the language of the report."""
        if language in self.lab.flow.languages:
            self.lab.look(**{LANGUAGE_KEY: language})

    def save(self) -> None:
        """Give the scenario as a file."""
        scenario = tidied(self.lab)
        text = scenario_as_yaml(scenario)
        self._give("save", f"{scenario.id}.yaml", "application/yaml", text)
        if not read_scenario_text(text, scenario.id, self.lab.study).sound:
            self.lab.tell(self.lab.words["report_saved_unsound"])

    def make(self, kind: str) -> None:
        """Make the report: to save as `html` or `markdown`, or to `show` or `print` as a page."""
        if self.lab.scenario.variant is not None and self.lab.changed is None:
            self.lab.tell(self.lab.words["report_unsound"])
            return
        about = (tidied(self.lab), self.lab.study, self.told_in, self.day)
        name = self.lab.scenario.id
        try:
            if kind == "markdown":
                self._give("save", f"{name}.md", "text/markdown", report_as_markdown(*about))
            elif kind in ("html", "show", "print"):
                use = "save" if kind == "html" else kind
                self._give(use, f"{name}.html", "text/html", report_as_html(*about))
        except TooEntangledError as tangle:
            self.lab.tell(self.lab.words["lab_entangled"].format(reason=str(tangle)))

    def _give(self, use: str, name: str, kind: str, content: str) -> None:
        number = self._file["number"] + 1
        told = {"use": use, "name": name, "type": f"{kind};charset=utf-8", "content": content}
        self._file = {"number": number, **told}
        self._told = self.lab.words["report_ready"].format(name=name)
        self.refresh()
        # It is sent once: not again with each redraw.
        self._file = {"number": number}

    def _texts(self, language: str) -> dict[str, str]:
        scenario = self.lab.scenario
        notes = scenario.notes.by_language.get(language, "") if scenario.notes else ""
        title = scenario.title.by_language.get(language, "")
        return {"language": language, "name": own_name(language), "title": title, "notes": notes}

    def _state(self, page: Lab) -> str:
        """Return the word for which scenario is open: none yet, a shipped one, one's own."""
        if page.study.scenarios.get(page.scenario.id) == page.scenario:
            return "report_open_shipped"
        new = page.scenario == blank(page.study, page.flow)
        return "report_open_new" if new else "report_open_own"
