"""A report on a scenario: one page that needs nothing beside itself, or a Markdown document.

The same scenario, study, language and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from ssmflow.flow.model import Flow
from ssmflow.flow.study import Scenario
from ssmflow.formats import markdown as markdown_format
from ssmflow.formats.markdown import link
from ssmflow.formats.study import Study
from ssmflow.telling import markdown
from ssmflow.telling.blocks_markdown import blocks_as_markdown
from ssmflow.telling.languages import locale_of
from ssmflow.telling.report_findings import Findings, findings_of
from ssmflow.telling.report_page import Fact, report_page
from ssmflow.telling.report_parts import Parts
from ssmflow.telling.words import words_for


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
    return report_page(
        Parts(found, language, words).all(),
        title=markdown.plain(scenario.title, language),
        language=language,
        words=words,
        facts=_facts(found, language, words, day),
        remarks=_remarks(found, words),
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


def _facts(found: Findings, language: str, words: Mapping[str, str], day: date) -> list[Fact]:
    """Return what the report is about."""
    flow = found.flow
    facts: list[Fact] = [
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
