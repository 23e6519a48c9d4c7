"""What is said, before it is known where: headings, paragraphs, lists, tables and pictures.

Each finding is told once, as blocks; a page, a terminal and a Markdown note show the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ssmflow.flow.model import Text

Cell: TypeAlias = str | tuple[str, ...]
"""Plain text, or several that stand below each other."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 opens a part of its own, level 3 stands within it."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text.

    Args:
        text: What it says.
        tone: `key` for what somebody in a hurry must read, `quiet` for what explains.
    """

    text: str
    tone: Literal["plain", "key", "quiet"] = "plain"


@dataclass(frozen=True, slots=True)
class Prose:
    """The Markdown of an author, such as the notes of a scenario."""

    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of plain texts."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first cell of a row names it.

    Args:
        caption: What it holds.
        columns: The names of the columns.
        rows: The cells of each row, one for each column.
        numbers: The places of the columns that hold numbers, counted from 0.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; what it shows always stands in a table or a list as well.

    Args:
        svg: The picture.
        caption: What it shows, and where that stands in words.
        moved: Whether it may be wider than the page and is moved in a frame.
    """

    svg: str
    caption: str
    moved: bool = False


Block: TypeAlias = Heading | Paragraph | Prose | Listing | Table | Picture


def lines_of(cell: Cell) -> tuple[str, ...]:
    """Return the texts of a cell."""
    return (cell,) if isinstance(cell, str) else cell
