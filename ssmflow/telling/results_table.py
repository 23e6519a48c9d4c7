"""The results of a session as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ssmflow.telling.board_text import BoardTeller
from ssmflow.telling.people_table import Cell, table_as_csv, table_as_xlsx
from ssmflow.training.results import Result

SEPARATOR = ";"
"""What Excel expects between cells where numbers have a comma, as they have in Belgium."""
COLUMNS = (
    "trainer_column_nickname",
    "trainer_column_case",
    "trainer_column_outcome",
    "trainer_column_mark",
    "trainer_column_tries",
    "trainer_column_hints",
    "trainer_column_points",
    "trainer_column_astray",
    "trainer_column_begun",
    "trainer_column_handed_in",
)


def results_as_csv(results: Iterable[Result], teller: BoardTeller) -> str:
    """Return results as values that semicolons separate.

    Args:
        results: The results.
        teller: Calls what they hold by its name.
    """
    return table_as_csv(_columns(teller), (_row(each, teller) for each in results), SEPARATOR)


def results_as_xlsx(results: Iterable[Result], teller: BoardTeller, name: str) -> bytes:
    """Return results as a spreadsheet.

    Args:
        results: The results.
        teller: Calls what they hold by its name.
        name: The name of the sheet.
    """
    return table_as_xlsx(name, _columns(teller), [_row(each, teller) for each in results])


def _columns(teller: BoardTeller) -> list[str]:
    return [teller.words[column] for column in COLUMNS]


def _row(result: Result, teller: BoardTeller) -> tuple[Cell, ...]:
    return (
        result.nickname,
        teller.case(result.case) if result.case else "",
        teller.whole_step(result.outcome) if result.outcome else "",
        teller.mark(result.mark),
        result.tries,
        result.hints,
        result.points,
        "; ".join(teller.whole_answer(*each) for each in result.astray),
        _time(result.begun),
        _time(result.handed_in),
    )


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if at else ""
