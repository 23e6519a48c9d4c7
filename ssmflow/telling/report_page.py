"""A report as one HTML page that needs nothing beside itself: blocks under what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ssmflow.telling import markdown
from ssmflow.telling.blocks import Block, Table, lines_of
from ssmflow.telling.languages import direction

Fact: TypeAlias = tuple[str, str, str | None]
"""A name, what it says, and an address where there is one."""

_FOLDER = Path(__file__).parent
_STYLES = ("report.css", "pictures.css")
SHORT_TABLE = 14
"""Lines of a table that stays on one page."""


def report_page(
    blocks: Iterable[Block],
    *,
    title: str,
    language: str,
    words: Mapping[str, str],
    facts: Sequence[Fact],
    remarks: Sequence[str],
) -> str:
    """Return a page without scripts, to read and to print.

    Args:
        blocks: What it says.
        title: What it is called.
        language: The language of what it says.
        words: The words of the interface.
        facts: What it is about.
        remarks: What must not be overlooked; the first stands below as well.
    """
    return _template().render(
        title=title,
        language=language,
        direction=direction(language),
        facts=facts,
        remarks=remarks,
        report=words["tell_report"],
        contents=words["tell_report_contents"],
        blocks=list(blocks),
        prose=lambda text: Markup(markdown.block(text, language)),  # noqa: S704 - it is cleaned
        svg=Markup,
        lines=lines_of,
        kind=_kind,
        style=Markup("\n".join(_style(name) for name in _STYLES)),  # noqa: S704 - they are ours
        made=words["tell_report_made"],
    )


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _is_short(table: Table) -> bool:
    """Tell whether a table is better moved to the next page than broken."""
    return sum(max(map(len, map(lines_of, row)), default=1) for row in table.rows) <= SHORT_TABLE


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["short"] = _is_short
    return environment.get_template("report.html.j2")


@cache
def _style(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
