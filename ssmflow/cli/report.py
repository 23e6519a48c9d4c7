"""The command `ssmflow report`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import click

from ssmflow.cli.lookup import find_scenario, is_file
from ssmflow.cli.options import WrongUse, language_option, quiet_pipe, refusals, the_language

HTML_ENDINGS = (".html", ".htm")
MARKDOWN_ENDINGS = (".md", ".markdown")


@click.command
@click.argument("scenario")
@click.option(
    "-o",
    "--output",
    required=True,
    help="The file to write, which ends in .html or .md; - for standard output.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    help="What to write; by default as the file's ending tells, and HTML to standard output.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date that it bears, by default today's; with one, the report is always the same.",
)
@language_option
def report(
    scenario: str,
    output: str,
    form: str | None,
    day: datetime.datetime | None,
    language: str | None,
) -> None:
    """Write a report on a scenario: one page that needs nothing beside itself, ready to print.

    SCENARIO is a scenario file, or the id of a known one.

    \b
    Examples:
      ssmflow report eid-lacking -o report.html
      ssmflow report my-scenario.yaml -o report.md --language en
      ssmflow report my-scenario.yaml -o - --format markdown --date 2026-11-24
    """
    kind = _kind(output, form)
    found = find_scenario(scenario)
    if found is None:
        told = f"{scenario} is no scenario" if is_file(scenario) else _unknown(scenario)
        raise WrongUse(f"ssmflow: error: {told}")
    flow = found[1].readings[found[0].flow].flow
    if flow is None:
        raise WrongUse(f"ssmflow: error: there is no flow {found[0].flow!r}")
    date = day.date() if day else datetime.date.today()
    # Loading what makes pages and pictures takes a moment, which other commands need not wait.
    from ssmflow.telling.report import report_as_html, report_as_markdown

    write = report_as_html if kind == "html" else report_as_markdown
    with refusals():
        text = write(*found, the_language(flow, language), date)
    if output == "-":
        with quiet_pipe():
            click.echo(text, nl=False)
    else:
        Path(output).write_text(text, encoding="utf-8", newline="\n")


def _unknown(name: str) -> str:
    return f"{name!r} is no file, and no scenario that is known"


def _kind(output: str, form: str | None) -> Literal["html", "markdown"]:
    ending = Path(output).suffix.lower()
    if form == "markdown" or (form is None and ending in MARKDOWN_ENDINGS):
        return "markdown"
    if form == "html" or output == "-" or ending in HTML_ENDINGS:
        return "html"
    raise WrongUse(f"ssmflow: error: {output} must end in .html or .md, or give --format")
