"""A report on a scenario: one page that needs nothing beside itself, or a Markdown document.

The same scenario, study, language and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ssmflow.flow.model import Flow
from ssmflow.flow.study import Scenario
from ssmflow.formats import markdown as markdown_format
from ssmflow.formats.markdown import link
from ssmflow.formats.study import Study
from ssmflow.telling import markdown
from ssmflow.telling.blocks import Block, Table, lines_of
from ssmflow.telling.blocks_markdown import blocks_as_markdown
from ssmflow.telling.languages import direction, locale_of
from ssmflow.telling.report_findings import Findings, findings_of
from ssmflow.telling.report_parts import Parts
from ssmflow.telling.words import words_for

_FOLDER = Path(__file__).parent
_STYLES = ("report.css", "pictures.css")
SHORT_TABLE = 14
"""Lines of a table that stays on one page."""


def report_as_html(scenario: Scenario, study: Study, language: str, day: date) -> str:
    """Return the report on a scenario as one HTML page without scripts, to read and to print.

    Args:
        scenario: The scenario.
        study: The study that holds its flow.
        language: The language of the flow's texts; where there is a catalogue, of all words.
        day: The date that it bears.

    Raises:
        UnsoundFileError: The scenario's variant has errors.
        TooEntangledError: The flow has too many states.
    """
    found = findings_of(scenario, study)
    words = words_for(language, found.flow.language)
    return _template().render(
        title=markdown.plain(scenario.title, language),
        language=language,
        direction=direction(language),
        facts=_facts(found, language, words, day),
        remarks=_remarks(found, words),
        report=words["tell_report"],
        contents=words["tell_report_contents"],
        blocks=list(Parts(found, language, words).all()),
        prose=lambda text: Markup(markdown.block(text, language)),  # noqa: S704 - it is cleaned
        svg=Markup,
        lines=lines_of,
        kind=_kind,
        style=Markup("\n".join(_style(name) for name in _STYLES)),  # noqa: S704 - they are ours
        made=words["tell_report_made"],
    )


def report_as_markdown(scenario: Scenario, study: Study, language: str, day: date) -> str:
    """Return the report on a scenario as Markdown, as `report_as_html` takes it."""
    found = findings_of(scenario, study)
    words = words_for(language, found.flow.language)
    facts = [
        f"- {markdown_format.escape(name)}: {link(markdown_format.escape(said), url)}"
        if url
        else f"- {markdown_format.escape(name)}: {markdown_format.escape(said)}"
        for name, said, url in _facts(found, language, words, day)
    ]
    parts = [
        f"# {markdown_format.words(scenario.title.in_language(language))}",
        "\n".join(facts),
        *map(markdown_format.escape, _remarks(found, words)),
        blocks_as_markdown(Parts(found, language, words).all(), language),
        "---",
        markdown_format.escape(words["tell_report_made"]),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _facts(
    found: Findings, language: str, words: Mapping[str, str], day: date
) -> list[tuple[str, str, str | None]]:
    """Return what the report is about: names, what they say, and an address where there is one."""
    flow = found.flow
    facts: list[tuple[str, str, str | None]] = [
        (words["tell_report_flow"], markdown.plain(flow.title, language), None),
        (words["tell_report_version"], flow.version, None),
    ]
    if flow.source:
        named = (flow.source.publisher, flow.source.title)
        source = ", ".join(markdown.plain(text, language) for text in named)
        facts.append((words["tell_report_source"], source, _address(flow)))
    written = format_date(day, "long", locale=locale_of(language))
    return [*facts, (words["tell_report_date"], written, None)]


def _address(flow: Flow) -> str | None:
    url = flow.source.url if flow.source else None
    return url if url and markdown.is_safe_link(url) else None


def _remarks(found: Findings, words: Mapping[str, str]) -> list[str]:
    remarks = [words["no_official_publication"]]
    made, now = found.scenario.version, found.flow.version
    if made is not None and made != now:
        remarks.append(words["tell_report_other_version"].format(made=made, now=now))
    return remarks


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
