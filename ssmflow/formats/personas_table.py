"""Personas as a table: comma-separated values as spreadsheets write them, and written for them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ssmflow.errors import Place, Problem
from ssmflow.flow.check import SLUG
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Persona
from ssmflow.formats.known_answers import KnownAnswers

DELIMITERS = ",;\t"
MAXIMUM_PEOPLE = 5_000
MAXIMUM_CELL = 2_000
"""Characters of one cell, or one title."""
HEADER = 100_000
"""Characters of the first row that are looked at to see what separates."""
SPARE_COLUMNS = 100
"""Columns that name nothing are told one by one, up to this many."""
SHOWN = 60
"""Characters of a cell that a problem repeats."""
OWN_COLUMNS = ("persona", "title")
OWN = {name: f"{name}:" for name in OWN_COLUMNS}
"""As they are kept apart from questions of these names; no id has a colon."""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would calculate; it takes a text with ' before it as it stands."""

Row: TypeAlias = tuple[int, list[str]]
"""The line where a row begins, counted from 1, and its cells."""


def read_table(text: str, name: str, known: KnownAnswers) -> tuple[list[Persona], list[Problem]]:
    """Read personas from a table: one a row, its first row naming the columns.

    Args:
        text: The table, separated by ',', ';' or tabs.
        name: The name that problems tell; a place's column is the number of the cell.
        known: What can be answered.
    """
    problems: list[Problem] = []
    rows = _rows(text, known, problems, name)
    if not rows:
        if not problems:
            problems.append(Problem("the table is empty", place=Place(name, 1, 1)))
        return [], problems
    if len(rows) - 1 > MAXIMUM_PEOPLE:
        reason = f"there are {len(rows) - 1:,} personas; at most {MAXIMUM_PEOPLE:,} are read"
        problems.append(Problem(reason, place=Place(name, 1, 1)))
    table = _Table(name, known, problems)
    table.take_header(*rows[0])
    for line, cells in rows[1 : MAXIMUM_PEOPLE + 1]:
        table.take_row(line, cells)
    problems.sort(key=lambda problem: problem.place or Place(name, 1, 1))
    return table.people, problems


def _rows(text: str, known: KnownAnswers, problems: list[Problem], name: str) -> list[Row]:
    """Return the rows that are not empty; where a quote is not closed, those before it."""
    # Excel's own first line, where it says what separates.
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE)
    body = text[told.end() if told else 0 :]
    lines = 1 if told else 0
    reader = csv.reader(
        io.StringIO(body, newline=""),
        delimiter=told[1] if told else _delimiter(body, known),
        strict=True,
    )
    rows: list[Row] = []
    line = lines + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + lines + 1
    except csv.Error:
        reason = 'a quote is not closed, or stands in the middle of a cell; "" is a quote in quotes'
        problems.append(Problem(f"this row cannot be read: {reason}", place=Place(name, line, 1)))
    return rows


def _delimiter(text: str, known: KnownAnswers) -> str:
    """Return what separates the cells: with what the first row names most that is known."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:HEADER]
    names = {*known.choices, *OWN_COLUMNS}

    def fitting(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(_cell(cell) in names for cell in cells), len(cells)

    return max(DELIMITERS, key=fitting)


def table_fits(text: str, known: KnownAnswers) -> int:
    """Return how many questions the first row of a table names."""
    rows = _rows(text, known, [], "")
    return sum(_cell(cell) in known.choices for cell in rows[0][1]) if rows else 0


def _cell(cell: str) -> str:
    return cell.strip().casefold()


class _Table:
    """Takes the rows of a table, one by one, and notes what is wrong with them."""

    def __init__(self, name: str, known: KnownAnswers, problems: list[Problem]) -> None:
        self.name = name
        self.known = known
        self.problems = problems
        self.people: list[Persona] = []
        self._columns: list[str | None] = []
        self._ids: dict[str, int] = {}

    def _complain(self, line: int, column: int, message: str) -> None:
        self.problems.append(Problem(message, place=Place(self.name, line, column)))

    def take_header(self, line: int, cells: list[str]) -> None:
        """Take the row that names the columns; a column that names nothing is passed over."""
        most = len(self.known.choices) + len(OWN_COLUMNS) + SPARE_COLUMNS
        if len(cells) > most:
            asked = f"the flow asks {len(self.known.choices):,} questions"
            self._complain(line, most + 1, f"there are {len(cells):,} columns; {asked}")
        for number, cell in enumerate(cells[:most], start=1):
            self._columns.append(self._column(line, number, cell))
        if not any(name in self.known.choices for name in self._columns) and not self.problems:
            asks = self.known.unknown_question(cells[0].strip()[:SHOWN]).partition("; ")[2]
            self._complain(line, 1, f"no column names a question; {asks}")

    def _column(self, line: int, number: int, cell: str) -> str | None:
        name = _cell(_unescaped(cell.strip()))
        if name in OWN_COLUMNS and OWN[name] not in self._columns:
            return OWN[name]
        if not name:
            return ""
        if name in self.known.choices and name not in self._columns:
            return name
        known = name in self.known.choices or name in OWN_COLUMNS
        told = f"{name!r} was given already" if known else self.known.unknown_question(name[:SHOWN])
        self._complain(line, number, f"column {told}")
        return None

    def take_row(self, line: int, cells: list[str]) -> None:
        """Take a row as a persona."""
        found: dict[str, str] = {}
        for number, cell in enumerate(cells[: len(self._columns) + 1], start=1):
            column = self._columns[number - 1] if number <= len(self._columns) else ""
            if len(cell) > MAXIMUM_CELL:
                self._complain(
                    line,
                    number,
                    f"{self._where(column)} holds more than {MAXIMUM_CELL:,} characters",
                )
            elif column == "" and cell.strip():
                self._complain(line, number, f"{_shown(cell)} stands in a column without a name")
            elif column and column in OWN.values():
                found[column] = _unescaped(cell.strip())
            elif column and cell.strip():
                found[column] = self._choice(line, number, column, _unescaped(cell.strip()))
        self._add(line, found)

    def _where(self, column: str | None) -> str:
        return f"column {column!r}" if column else "a cell"

    def _choice(self, line: int, number: int, question: str, cell: str) -> str:
        meant = self.known.meant(question, cell)
        if len(meant) == 1:
            return meant[0]
        allowed = f"allowed are {self.known.allowed(question)}, or empty where it is unknown"
        if meant:
            reason = f"{_shown(cell)} is the label of more than one choice"
        else:
            reason = f"{_shown(cell)} is no choice"
        self._complain(line, number, f"column {question!r}: {reason}; {allowed}")
        return ""

    def _add(self, line: int, found: dict[str, str]) -> None:
        id_, title = (found.pop(column, "") for column in OWN.values())
        if id_ and not SLUG.fullmatch(id_):
            column = self._columns.index(OWN["persona"]) + 1
            reason = f"{_shown(id_)} is no slug: an id has a-z, 0-9, '-' and '_'"
            self._complain(line, column, f"column 'persona': {reason}; a name goes in 'title'")
        elif id_ in self._ids:
            column = self._columns.index(OWN["persona"]) + 1
            reason = f"{id_!r} was given already, in row {self._ids[id_]}"
            self._complain(line, column, f"column 'persona': {reason}")
        id_ = id_ or self._free_id()
        self._ids.setdefault(id_, line)
        text = Text({self.known.language: title or id_}, self.known.language)
        self.people.append(Persona(id_, text, {name: one for name, one in found.items() if one}))

    def _free_id(self) -> str:
        number = len(self.people) + 1
        while f"persona-{number}" in self._ids:
            number += 1
        return f"persona-{number}"


def _shown(cell: str) -> str:
    said = cell.strip()
    return repr(said if len(said) <= SHOWN else f"{said[:SHOWN]}…")


def _escaped(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def personas_as_csv(flow: Flow, people: Sequence[Persona]) -> str:
    """Return personas as the text of a table, its cells safe for a spreadsheet.

    Args:
        flow: The flow that they answer: a column for each of its questions, in its order.
        people: The personas; an answer that is unknown is an empty cell.
    """
    questions = list(dict.fromkeys([*_questions(flow), *_answered(people)]))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(map(_escaped, [*OWN_COLUMNS, *questions]))
    for persona in people:
        answers = (persona.answers.get(question, "") for question in questions)
        title = persona.title.in_language(flow.language)
        writer.writerow(map(_escaped, [persona.id, title, *answers]))
    return stream.getvalue()


def _questions(flow: Flow) -> Iterator[str]:
    return (step.id for step in flow.steps.values() if step.choices)


def _answered(people: Sequence[Persona]) -> Iterator[str]:
    return (question for persona in people for question in persona.answers)
