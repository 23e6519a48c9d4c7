"""After a session: its end, the results, the report, the coverage, and its deletion."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from babel.dates import format_date

from ssmflow.errors import TooEntangledError
from ssmflow.flow.model import Flow
from ssmflow.formats.exercises_yaml import exercises_as_yaml
from ssmflow.telling.board_picture import coverage_picture
from ssmflow.telling.board_text import BoardTeller
from ssmflow.telling.draft_text import answers_told, proposals_told
from ssmflow.telling.languages import locale_of
from ssmflow.telling.results_table import results_as_csv, results_as_xlsx
from ssmflow.telling.session_report import SessionReport, session_report
from ssmflow.training.coverage import Coverage, missing_cases, visited
from ssmflow.training.draft import Draft
from ssmflow.training.results import results_of
from ssmflow.views.part import Part
from ssmflow.views.trainer.controls import open_case
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_SLUG = re.compile(r"[^a-z0-9]+")
KEYS = (
    "trainer_end",
    "trainer_end_ask",
    "trainer_end_what",
    "trainer_cancel",
    "trainer_results",
    "trainer_results_help",
    "trainer_report",
    "trainer_report_help",
    "trainer_coverage",
    "trainer_coverage_caption",
    "trainer_not_visited",
    "trainer_cases_to_add",
    "trainer_case_road",
    "trainer_erase",
    "trainer_erase_ask",
    "trainer_erase_what",
    "trainer_as_csv",
    "trainer_as_xlsx",
    "trainer_as_report",
    "trainer_print_report",
    "trainer_as_cases",
    "trainer_report_frame",
    "trainer_deleting",
)


class After(Part[Lead]):
    """Ends a session, gives what came of it, and deletes it."""

    _esm = Path(__file__).with_name("after.js")
    longest: ClassVar = 100
    acts: ClassVar = {
        "end": ("end", ("session",)),
        "erase": ("erase", ("session",)),
        "make": ("make", ("kind",)),
    }

    def __init__(self, page: Lead) -> None:
        self._drafted: tuple[object, Draft | None] = (None, None)
        super().__init__(page)

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return what can be had and done; nothing while something else is looked at."""
        if page.exercises is None or page.standings is None or page.view != "after":
            return {"shown": False}
        words = page.words
        teller = BoardTeller(page.flow, page.exercises, page.language, words)
        found = visited(page.flow, page.standings.walks)
        draft = self._draft(page, found)
        present = open_case(page)
        counted = {"count": len(found.visited), "all": len(found.visited) + len(found.not_visited)}
        return {
            "shown": True,
            "heading": words["trainer_view_after"],
            "moves": page.moves,
            "session": page.session_id,
            "words": wording(words, KEYS),
            "ended": words["trainer_is_ended"] if page.ended else "",
            "open": words["trainer_end_open"].format(case=teller.case(present)) if present else "",
            "coverage": words["trainer_coverage_count"].format(**counted),
            "svg": coverage_picture(page.flow, page.standings.walks, page.language, words),
            "not_visited": list(answers_told(found.not_visited, teller)),
            "cases": _told(draft, found, teller),
            "deleted": _deleted(page),
        }

    def make(self, kind: str) -> None:
        """Give a file to save, or a report to print."""
        page = self._page
        if page.exercises is None or page.standings is None or page.view != "after":
            return
        teller = BoardTeller(page.flow, page.exercises, page.language, page.words)
        name = NO_SLUG.sub("-", page.session["title"].lower()).strip("-")[:40] or "training"
        results = results_of(page.standings)
        if kind == "csv":
            self._give(f"{name}.csv", "text/csv", results_as_csv(results, teller).encode())
        elif kind == "xlsx":
            made = results_as_xlsx(results, teller, page.session["title"])
            self._give(f"{name}.xlsx", SPREADSHEET, made)
        elif kind in ("report", "print"):
            report = SessionReport(page.session["title"], page.standings, teller, datetime.now(UTC))
            made = session_report(report, date.today()).encode()
            self._give(f"{name}.html", "text/html", made, prints=kind == "print")
        elif kind == "cases":
            draft = self._draft(page, visited(page.flow, page.standings.walks))
            if draft:
                made = exercises_as_yaml(draft.exercises).encode()
                self._give(f"{draft.exercises.id}.yaml", "application/yaml", made)

    def _draft(self, page: Lead, found: Coverage) -> Draft | None:
        """Return cases that visit what nobody has visited; None where there are none."""
        asked = (page.flow, found.not_visited)
        if self._drafted[0] != asked:
            self._drafted = (asked, _drafted(*asked))
        return self._drafted[1]

    def _give(self, name: str, kind: str, content: bytes, *, prints: bool = False) -> None:
        packed = b64encode(content).decode("ascii")
        file = {"name": name, "type": kind, "content": packed, "prints": prints}
        self.send({"file": file})


def _drafted(flow: Flow, answers: Sequence[tuple[str, str]]) -> Draft | None:
    try:
        draft = missing_cases(flow, answers) if answers else None
    except TooEntangledError:
        return None
    return draft if draft and draft.exercises.cases else None


def _told(draft: Draft | None, found: Coverage, teller: BoardTeller) -> list[dict[str, Any]]:
    """Return each proposed case: what it adds, and its whole road."""
    proposals = proposals_told(draft, found.not_visited, teller)
    return [{"adds": each.adds, "road": list(each.road)} for each in proposals]


def _deleted(page: Lead) -> str:
    created = datetime.fromisoformat(page.session["created"])
    day = created.date() + timedelta(days=page.keep_days)
    written = format_date(day, "long", locale=locale_of(page.language))
    return page.words["trainer_deleted_on"].format(day=written)
