"""A table as a file for a spreadsheet: nothing in it is ever calculated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for Windows-1252."""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would calculate; a text with ' before it stays as it stands."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
WIDEST = 60
"""Characters of the widest column."""
Cell: TypeAlias = str | int
"""A text, or a number that may be added up."""


def table_as_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], separator: str = ","
) -> str:
    """Return a table as separated values, its cells safe for a spreadsheet.

    Args:
        columns: The names of the columns.
        rows: For each row a cell for each column.
        separator: What stands between two cells.
    """
    stream = io.StringIO(newline="")
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=separator)
    for row in (columns, *rows):
        writer.writerow([f"'{cell}" if _calculated(cell) else cell for cell in row])
    return stream.getvalue()


def table_as_xlsx(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as a spreadsheet, its first row fixed and ready to filter.

    Args:
        name: The name of the sheet.
        columns: The names of the columns.
        rows: For each row a cell for each column.
    """
    # Loading it takes a quarter of a second, and few visitors ask for a spreadsheet.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, NamedStyle
    from openpyxl.utils import get_column_letter

    book = Workbook()
    # A style with a name: setting each cell's alignment takes four times as long.
    folded = NamedStyle("folded", alignment=Alignment(wrap_text=True, vertical="top"))
    book.add_named_style(folded)
    sheet = book.worksheets[0]
    sheet.title = NOT_IN_NAMES.sub(" ", NOT_IN_XML.sub("", name))[:LONGEST_NAME].strip() or "-"
    table = [[_fitting(cell) for cell in row] for row in (columns, *rows)]
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            # The type comes last: a text that begins with = would become a formula.
            cell.value, cell.data_type = value, "s" if isinstance(value, str) else "n"
            cell.style = "Headline 4" if number == 1 else folded.name
            if _calculated(value):
                # Else it would become one as soon as somebody edits the cell.
                cell.quotePrefix = True
    for column, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _calculated(cell: Cell) -> bool:
    return isinstance(cell, str) and FORMULA.match(cell) is not None


def _fitting(cell: Cell) -> Cell:
    return NOT_IN_XML.sub("", cell)[:LONGEST_CELL] if isinstance(cell, str) else cell


def _widths(table: Sequence[Sequence[Cell]]) -> Iterator[int]:
    for column in zip(*table, strict=True):
        longest = max(len(line) for cell in column for line in (str(cell) or " ").splitlines())
        yield min(longest + 3, WIDEST)
