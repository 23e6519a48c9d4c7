"""Blocks as a Markdown document; pictures are left out, for their tables say the same."""

from __future__ import annotations

from collections.abc import Iterable

from ssmflow.formats import markdown
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


def blocks_as_markdown(blocks: Iterable[Block], language: str) -> str:
    """Return blocks as Markdown.

    Args:
        blocks: The blocks.
        language: The language of the authors' texts.
    """
    return "\n\n".join(filter(None, (_block(block, language) for block in blocks))) + "\n"


def _block(block: Block, language: str) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {markdown.escape(text)}"
        case Paragraph(text, tone):
            return f"**{markdown.escape(text)}**" if tone == "key" else _line(text)
        case Prose(text):
            return markdown.blocks(text.in_language(language))
        case Listing(items):
            return "\n".join(f"- {_cell(item)}" for item in items)
        case Table():
            return _table(block)
        case Picture():
            return ""


def _line(text: str) -> str:
    # Words that happen to begin with a mark of Markdown open no list and no heading.
    return markdown.words(markdown.escape(text))


def _cell(cell: Cell) -> str:
    return "; ".join(markdown.escape(line) for line in lines_of(cell))


def _table(table: Table) -> str:
    aligned = ("---:" if place in table.numbers else "---" for place in range(len(table.columns)))
    lines = [map(markdown.escape, table.columns), aligned, *(map(_cell, row) for row in table.rows)]
    caption = f"*{markdown.escape(table.caption)}*\n\n" if table.caption else ""
    return caption + "\n".join(f"| {' | '.join(line)} |" for line in lines)
