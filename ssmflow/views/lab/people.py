"""The tab of people: who ends where, what is still open, and what a change does to whom."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.analysis.states import End
from ssmflow.flow.model import Flow
from ssmflow.telling.amounts import whole
from ssmflow.telling.people_table import table_as_csv, table_as_xlsx
from ssmflow.telling.people_text import reconstructed_meaning
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.people_cells import Cells
from ssmflow.views.lab.people_controls import end_key, filters, progress, sorted_as, turning
from ssmflow.views.lab.people_rows import COLUMNS, ROWS, Names, Row, Wanted, looked_at
from ssmflow.views.lab.people_slices import SLICE
from ssmflow.views.lab.people_standings import Standings
from ssmflow.views.shown import FLOW_KEY, LANGUAGE_KEY

LONGEST_SEARCH = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeoplePanel(Panel):
    """A table of everybody: sorted, searched, compared with the changed flow, and downloaded.

    Args:
        page: What it shows, and asks.
        slice_seconds: How long it works at a time.
    """

    tab = "people"
    _esm = Path(__file__).with_name("people.js")
    _css = Path(__file__).with_name("people.css")
    acts: ClassVar = {
        "sort": ("sort", ("column",)),
        "find": ("find", ("text",)),
        "end": ("choose_end", ("end",)),
        "only": ("only", ("what", "on")),
        "clear": ("clear", ()),
        "page": ("turn_to", ("page",)),
        "stop": ("stop", ()),
        "continue": ("go_on", ()),
        "save": ("save", ("kind",)),
        "edit": ("edit", ("person",)),
        "remove": ("remove", ("person",)),
    }

    def __init__(self, page: Lab, slice_seconds: float = SLICE) -> None:
        self._standings = Standings(page, self.refresh, slice_seconds)
        self._names: Names | None = None
        self._told: tuple[str, tuple[Flow, ...]] = ("", ())
        self._file: dict[str, Any] | None = None
        self._files = 0
        super().__init__(page)

    def describe(self, page: Lab) -> dict[str, Any]:
        """Return what the browser draws; while another tab is open, nothing is worked on."""
        if page.tab != self.tab:
            self._standings.pause()
        return super().describe(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the table as it is looked at, and what stands around it."""
        rows, found, wanted = self._rows()
        pages = max(1, -(-len(found) // ROWS))
        number = min(max(wanted.page, 1), pages)
        shown = found[(number - 1) * ROWS : number * ROWS]
        file, self._file = self._file, None
        return {
            "lead": page.words["people_lead"],
            "status": self._status(rows, found),
            "progress": progress(self._standings, page),
            "filters": filters(page, wanted, self._ends(), self._cells().names),
            "table": self._table(shown, rows, wanted),
            "pages": turning(page, number, pages, len(found)),
            "notes": self._notes(shown),
            "saves": self._saves(),
            "file": file,
        }

    # What a visitor asks for.

    def sort(self, column: str) -> None:
        """Order by a column; again: the other way round; once more: as the scenario has it."""
        now = self.lab.view.get("people-sort", "")
        following = {column: f"-{column}", f"-{column}": ""}.get(now, column)
        if column in COLUMNS:
            self.lab.look(**{"people-sort": following, "people-page": ""})

    def find(self, text: str) -> None:
        """Show only the rows that say this."""
        self.lab.look(**{"people-find": text.strip()[:LONGEST_SEARCH], "people-page": ""})

    def choose_end(self, end: str) -> None:
        """Show only who can still come to an end; the empty text is for any."""
        if not end or end in [end_key(each) for each in self._ends()]:
            self.lab.look(**{"people-end": end, "people-page": ""})

    def only(self, what: str, on: str) -> None:
        """Show only who is still open, or only who ends elsewhere."""
        if what in ("open", "moved"):
            self.lab.look(**{f"people-{what}": "1" if on == "1" else "", "people-page": ""})

    def clear(self) -> None:
        """Show everybody again."""
        keys = ("people-find", "people-end", "people-open", "people-moved", "people-page")
        self.lab.look(**dict.fromkeys(keys, ""))

    def turn_to(self, page: str) -> None:
        """Turn to a page of the table."""
        if page.isascii() and page.isdigit() and len(page) < 6:
            self.lab.look(**{"people-page": page if page not in ("0", "1") else ""})

    def stop(self) -> None:
        """Stop working; what is known stays."""
        self._standings.stop()
        self.refresh()

    def go_on(self) -> None:
        """Work on where it was stopped."""
        self._standings.go_on()
        self.refresh()

    def save(self, kind: str) -> None:
        """Hand the table to the browser as a file: every row that is wanted, in its order."""
        makers: dict[str, Callable[[Cells, list[Row]], dict[str, Any]]] = {
            "csv": self._csv,
            "xlsx": self._xlsx,
        }
        if kind in makers:
            _, found, _ = self._rows()
            self._files += 1
            self._file = {"number": self._files, **makers[kind](self._cells(), found)}
            self.refresh()

    def edit(self, person: str) -> None:
        """Open somebody in the form below."""
        if any(persona.id == person for persona in self.lab.scenario.people):
            self.lab.look(**{"people-edit": person})

    def remove(self, person: str) -> None:
        """Take somebody out of the scenario."""
        people = self.lab.scenario.people
        kept = tuple(persona for persona in people if persona.id != person)
        if len(kept) < len(people):
            self.lab.edit(replace(self.lab.scenario, people=kept))

    # What the browser draws.

    def _rows(self) -> tuple[list[Row], list[Row], Wanted]:
        """Return all rows, those that are wanted, and what that is."""
        page, changed = self.lab, self.lab.changed
        flows = (page.flow, changed) if changed else (page.flow,)
        self._standings.look_at(page.scenario.people, flows)
        of = self._standings.of
        rows = [
            Row(each, of(page.flow, each), of(changed, each) if changed else None)
            for each in page.scenario.people
        ]
        wanted = Wanted.in_view(page.view)
        if not changed:
            column = "" if wanted.column == "after" else wanted.column
            wanted = replace(wanted, moved=False, column=column)
        return rows, looked_at(rows, wanted, self._named(flows)), wanted

    def _named(self, flows: tuple[Flow, ...]) -> Names:
        if self._names is None or self._told != (self.lab.language, flows):
            self._told = (self.lab.language, flows)
            self._names = Names(Teller(self.lab.language, self.lab.words, flows))
        return self._names

    def _cells(self) -> Cells:
        page, words = self.lab, self.lab.words
        flows = (page.flow, page.changed) if page.changed else (page.flow,)
        beside = {FLOW_KEY: page.flow.id} if len(page.flows) > 1 else {}
        if page.language != page.flow.language:
            beside[LANGUAGE_KEY] = page.language
        waiting = words["people_stopped_cell" if self._standings.stopped else "people_waiting"]
        return Cells(
            self._named(flows),
            words,
            varied=page.changed is not None,
            waiting=waiting,
            beside=beside,
        )

    def _ends(self) -> list[End]:
        """Return every end that anybody can come to, in the order of the flow."""
        page = self.lab
        flows = (page.flow, page.changed) if page.changed else (page.flow,)
        steps = [step for flow in flows for step in flow.steps.values()]
        ends: list[End] = [*dict.fromkeys(step.id for step in steps if step.outcome)]
        restarts = any(choice.restart for step in steps for choice in step.choices.values())
        return [*ends, None] if restarts else ends

    def _status(self, rows: list[Row], found: list[Row]) -> str:
        words, language = self.lab.words, self.lab.language
        people = words["people_one" if len(rows) == 1 else "people_count"]
        told = [(people, len(rows)), (words["people_open"], sum(row.open for row in rows))]
        if self.lab.changed:
            told.append((words["people_moved"], sum(row.moved for row in rows)))
        if len(found) < len(rows):
            told.append((words["people_shown"], len(found)))
        return ", ".join(text.format(count=whole(count, language)) for text, count in told)

    def _table(self, shown: list[Row], rows: list[Row], wanted: Wanted) -> dict[str, Any]:
        words, cells = self.lab.words, self._cells()
        keys = ("people_who", "people_outcome", "people_next", "people_path", "people_after")
        names = [words[key] for key in keys]
        columns = [
            {"id": column, "name": name, "sort": sorted_as(column, wanted)}
            for column, name in zip(COLUMNS, names, strict=True)
            if column != "after" or self.lab.changed
        ]
        labels = ("people_walk", "people_edit", "people_remove", "people_acts", "people_sort")
        return {
            "caption": words["people_caption"],
            "columns": columns,
            "rows": [cells.row(row) for row in shown],
            "empty": words["people_none_found" if rows else "people_none"],
            "words": {key.removeprefix("people_"): words[key] for key in labels},
        }

    def _notes(self, shown: list[Row]) -> list[str]:
        page, words, cells = self.lab, self.lab.words, self._cells()
        told = []
        if page.applied and not page.changed:
            told.append(words["people_variant_unsound"])
        if any(row.before and row.before.next_question for row in shown):
            told.append(words["people_next_meaning"])
        given = (pair for row in shown for pair in row.persona.answers.items())
        if cells.names.teller.marks_reconstructed(given):
            told.append(reconstructed_meaning(cells.names.teller).text)
        return told

    def _saves(self) -> list[dict[str, str]]:
        words = self.lab.words
        kinds = {"csv": words["people_save_csv"], "xlsx": words["people_save_xlsx"]}
        return [{"kind": kind, "name": name} for kind, name in kinds.items()]

    def _csv(self, cells: Cells, found: list[Row]) -> dict[str, Any]:
        content = table_as_csv(cells.columns(), map(cells.texts, found))
        name = f"{self.lab.words['people_file']}.csv"
        return {"name": name, "type": "text/csv;charset=utf-8", "content": content}

    def _xlsx(self, cells: Cells, found: list[Row]) -> dict[str, Any]:
        name = self.lab.words["people_file"]
        content = table_as_xlsx(name, cells.columns(), map(cells.texts, found))
        packed = b64encode(content).decode("ascii")
        return {"name": f"{name}.xlsx", "type": XLSX, "content": packed, "packed": True}
