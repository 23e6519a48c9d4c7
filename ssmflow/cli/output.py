"""How commands print what was found: blocks for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from ssmflow.cli.options import printable
from ssmflow.telling.blocks import (
    Block,
    Cell,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Prose,
    Table,
    lines_of,
)

ROOMY = 130
"""Columns in which a table of long cells can be read."""


class PipedConsole(Console):
    """A console that leaves a broken pipe to `quiet_pipe`."""

    def on_broken_pipe(self) -> None:
        """Let `quiet_pipe` end it: rich would end with the exit code for problems found."""
        raise BrokenPipeError


def print_json(data: Any) -> None:
    """Print plain data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_blocks(blocks: Iterable[Block], language: str, title: str = "") -> None:
    """Print blocks as text, as wide as the terminal; pictures are left out.

    Args:
        blocks: The blocks.
        language: The language of the authors' texts.
        title: What stands above them.
    """
    console = PipedConsole(highlight=False)
    if title:
        console.print(_text(title, "bold"))
        console.print()
    for block in blocks:
        _print(console, block, language)


def _print(console: Console, block: Block, language: str) -> None:
    match block:
        case Heading(text, _):
            console.print(_text(text, "bold underline"))
        case Paragraph(text, tone):
            console.print(_text(text, {"key": "bold", "quiet": "dim"}.get(tone, "")))
        case Prose(text):
            console.print(_text(text.in_language(language)))
        case Listing(items):
            for item in items:
                console.print(_text(f"- {'; '.join(lines_of(item))}"))
        case Table():
            _print_table(console, block)
            return
        case Picture():
            return
    console.print()


def _print_table(console: Console, table: Table) -> None:
    """Print a table as one where its cells are short, else row by row."""
    long = any(len(lines_of(cell)) > 1 for row in table.rows for cell in row)
    if not long or console.width >= ROOMY:
        console.print(_table(table))
        return
    console.print(_text(table.caption, "bold"))
    for row in table.rows:
        console.print()
        for column, cell in zip(table.columns, row, strict=True):
            if any(lines_of(cell)):
                console.print(_text(f"{column}:", "dim"), *_indented(cell))
    console.print()


def _indented(cell: Cell) -> list[Padding | RichText]:
    lines = lines_of(cell)
    if len(lines) == 1:
        return [_text(lines[0])]
    return [Padding(_cell(cell), (0, 0, 0, 2), expand=False)]


def _table(table: Table) -> RichTable:
    drawn = RichTable(
        title=_text(table.caption, "bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        show_lines=any(len(lines_of(cell)) > 1 for row in table.rows for cell in row),
    )
    for place, column in enumerate(table.columns):
        right = place in table.numbers
        drawn.add_column(
            _text(column), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    for row in table.rows:
        drawn.add_row(*map(_cell, row))
    return drawn


def _cell(cell: Cell) -> RichText:
    return _text("\n".join(lines_of(cell)))


def _text(text: str, style: str = "") -> RichText:
    # A space that must not break is no space to a program that looks for words.
    return RichText(printable(text.replace("\N{NO-BREAK SPACE}", " ")), style)
