"""Findings and the controls beside them as plain data, in the shapes that findings.js declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ssmflow.telling.blocks import Block, Cell, Heading, Listing, Paragraph, Table, lines_of
from ssmflow.telling.teller import Teller

Data: TypeAlias = dict[str, Any]
Sets: TypeAlias = Sequence[Mapping[str, str]]
FEW = 10
"""Sets of answers that are seen at once; the others are opened."""


def paragraph(text: str, tone: str = "plain") -> Data:
    """Return a paragraph; its tone is `plain`, `key`, `quiet` or `failure`."""
    return {"is": "paragraph", "text": text, "tone": tone}


def listing(items: Iterable[Cell], *, ordered: bool = False) -> Data:
    """Return a list; an item of several texts is a list within it."""
    return {"is": "listing", "items": [[*lines_of(item)] for item in items], "ordered": ordered}


def details(key: str, summary: str, *parts: Data) -> Data:
    """Return what is opened by its summary.

    Args:
        key: What it is called, so that it stays open when the page is drawn anew.
        summary: What is always seen.
        parts: What is seen once it is open.
    """
    return {"is": "details", "key": key, "summary": summary, "parts": [*parts]}


def picture(label: str, svg: str) -> Data:
    """Return a picture that was made here, in a frame that moves it."""
    return {"is": "picture", "label": label, "svg": svg}


def cell(text: Cell, kind: str = "", *more: Data) -> Data:
    """Return a cell of a table.

    Args:
        text: Its lines.
        kind: The kind of the outcome that it names, if any.
        more: What follows below.
    """
    return {"lines": [*lines_of(text)], "kind": kind, "more": [*more]}


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Data]],
    numbers: Sequence[int] = (),
) -> Data:
    """Return a table of cells; the first of each row names it.

    Args:
        caption: What it holds.
        columns: The names of the columns.
        rows: The cells of each row, one for each column.
        numbers: The places of the columns that hold numbers, counted from 0.
    """
    found = {"caption": caption, "columns": [*columns], "numbers": [*numbers]}
    return {"is": "table", **found, "rows": [[*row] for row in rows]}


def from_blocks(blocks: Iterable[Block]) -> list[Data]:
    """Return blocks that hold texts and tables."""
    return [data for block in blocks if (data := _from_block(block)) is not None]


def _from_block(block: Block) -> Data | None:
    match block:
        case Heading(text):
            return {"is": "heading", "text": text}
        case Paragraph(text, tone):
            return paragraph(text, tone)
        case Listing(items):
            return listing(items)
        case Table(caption, columns, rows, numbers):
            return table(caption, columns, [[*map(cell, row)] for row in rows], numbers)
        case _:
            return None


def section(
    key: str, heading: str, parts: Iterable[Data], form: Iterable[Data] = (), lead: str = ""
) -> Data:
    """Return a section: a heading, what one can do there, controls, and what is found."""
    found = {"key": key, "heading": heading, "lead": lead}
    return {**found, "form": [*form], "parts": [*parts]}


def select(
    key: str,
    label: str,
    value: str,
    options: Iterable[tuple[str, str]],
    act: str,
    **values: str,
) -> Data:
    """Return a choice of one out of several; the act carries what is chosen as `chosen`.

    Args:
        key: What the control is called on the page.
        label: Its label.
        value: What is chosen now.
        options: For each option its value and its name.
        act: The act that a choice sends.
        values: What the act carries beside.
    """
    named = [{"value": each, "name": name} for each, name in options]
    found = {"is": "select", "key": key, "label": label, "value": value, "options": named}
    return {**found, "act": act, "values": values}


def radios(key: str, label: str, value: str, options: Iterable[tuple[str, str]], act: str) -> Data:
    """Return a choice of one out of a few, all seen, as `select` takes it."""
    return {**select(key, label, value, options, act), "is": "radios"}


def button(key: str, label: str, act: str, look: str = "", **values: str) -> Data:
    """Return a button; its look is empty, `primary` or `quiet`."""
    return {"is": "button", "key": key, "label": label, "act": act, "look": look, "values": values}


def field(
    key: str, label: str, act: str, send: str, *, longest: int, hint: str, refused: str = ""
) -> Data:
    """Return a field for a line of text with a button that sends it as `text`.

    Args:
        key: What the control is called on the page.
        label: Its label.
        act: The act that the button sends.
        send: The label of the button.
        longest: How many letters it takes.
        hint: What stands below it.
        refused: What is wrong with what was sent last.
    """
    found = {"is": "field", "key": key, "label": label, "act": act, "send": send}
    return {**found, "longest": longest, "hint": hint, "refused": refused}


def upload(
    key: str,
    label: str,
    act: str,
    *,
    longest: int,
    hint: str,
    too_large: str,
    refused: Sequence[str],
) -> Data:
    """Return a field for a file of text; the act carries its `name` and its `text`.

    Args:
        key: What the control is called on the page.
        label: Its label.
        act: The act that a file sends.
        longest: How many bytes it takes.
        hint: What stands below it.
        too_large: What is said of a larger file.
        refused: What is wrong with the file that was sent last, line by line.
    """
    found = {"is": "upload", "key": key, "label": label, "act": act, "longest": longest}
    return {**found, "hint": hint, "too_large": too_large, "refused": [*refused]}


def answer_sets(key: str, sets: Sets, teller: Teller) -> list[Data]:
    """Return sets of answers in words: one as a list, several as a list of lists.

    Args:
        key: What the list is called, where a part of it is to be opened.
        sets: The sets.
        teller: Tells about the flow.
    """
    told = [teller.answers(answers) for answers in sets]
    if len(told) == 1:
        return [listing(told[0])]
    few = [listing(told[:FEW], ordered=True)] if told else []
    if len(told) <= FEW:
        return few
    words = teller.words
    summary = words["compare_more_sets"].format(count=len(told) - FEW)
    return [*few, details(key, summary, listing(told[FEW:], ordered=True))]


def outcome_kind(teller: Teller, end: object) -> str:
    """Return the kind of an outcome, for its colour; empty for all else."""
    for flow in teller.flows:
        if isinstance(end, str) and end in flow.steps:
            return flow.steps[end].outcome or ""
    return ""
