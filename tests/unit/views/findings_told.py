"""Reads what a tab of findings tells, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ssmflow.views.part import Part


def send(part: Part[Any], act: str, **values: Any) -> None:
    """Send what a browser would."""
    part._handle_custom_msg({"act": act, **values}, [])


def section_of(part: Part[Any], key: str) -> Any:
    return next(each for each in part.data["sections"] if each["key"] == key)


def sections_of(part: Part[Any]) -> list[str]:
    return [each["key"] for each in part.data["sections"]]


def control_of(part: Part[Any], key: str) -> Any:
    controls = (each for section in part.data["sections"] for each in section["form"])
    return next(each for each in controls if each["key"] == key)


def table_of(part: Part[Any], key: str) -> list[list[str]]:
    """Return the table of a section, the lines of each cell joined."""
    tables = [each for each in section_of(part, key)["parts"] if each["is"] == "table"]
    return [["; ".join(cell["lines"]) for cell in row] for row in tables[0]["rows"]]


def texts_of(part: Part[Any], key: str) -> list[str]:
    """Return every text of a section, also of what is to be opened."""
    return [*_texts(section_of(part, key)["parts"])]


def _texts(parts: list[Any]) -> Iterator[str]:
    for each in parts:
        match each["is"]:
            case "paragraph" | "heading":
                yield each["text"]
            case "listing":
                yield from (line for item in each["items"] for line in item)
            case "details":
                yield each["summary"]
                yield from _texts(each["parts"])
            case "table":
                for row in each["rows"]:
                    for cell in row:
                        yield from cell["lines"]
                        yield from _texts(cell["more"])
