"""A table as a file: every cell stays the text that it is, whatever a spreadsheet makes of it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from ssmflow.telling.people_table import LONGEST_CELL, table_as_csv, table_as_xlsx

TEMPTING = ["=1+1", "+32 2 555", "-1", "@SUM(A1)", "\t=1", "'=1", "2026-01-01", "012", "é\nû"]


def cells(content: bytes) -> list[list[tuple[object, str]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", TEMPTING)
def test_a_spreadsheet_holds_texts_only(text: str) -> None:
    assert cells(table_as_xlsx("Table", ["A"], [[text]]))[1] == [(text, "s")]


@pytest.mark.parametrize("text", TEMPTING)
def test_comma_separated_values_begin_no_formula(text: str) -> None:
    content = table_as_csv(["A"], [[text]])
    assert content.startswith("\ufeff")
    ((_,), (cell,)) = csv.reader(io.StringIO(content[1:], newline=""))
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_what_no_spreadsheet_can_hold_is_left_out() -> None:
    long = "x" * (LONGEST_CELL + 5)
    found = cells(table_as_xlsx("a/b:[c]" * 9, ["A", "B"], [["\x00\x1b[31mred", long]]))
    assert found[1] == [("[31mred", "s"), (long[:LONGEST_CELL], "s")]


def test_a_table_without_rows_is_a_table() -> None:
    assert cells(table_as_xlsx("", ["A"], [])) == [[("A", "s")]]
    assert table_as_csv(["A"], []) == "\ufeffA\r\n"
