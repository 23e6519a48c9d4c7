"""The command `ssmflow people`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ssmflow.analysis.people import Standing, stand_all
from ssmflow.cli.lookup import find_flow, find_people
from ssmflow.cli.options import (
    WrongUse,
    language_option,
    personas_option,
    quiet_pipe,
    refusals,
    the_language,
)
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.telling.findings_data import standing_data
from ssmflow.telling.people_table import table_as_csv, table_as_xlsx
from ssmflow.telling.people_text import people_blocks, people_rows
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for


@click.command
@click.argument("flow", required=False)
@personas_option
@click.option("--variant", help="Ask where they stand in a variant of the flow: its file or id.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a table to a file that ends in .xlsx or .csv.",
)
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs, CSV for a spreadsheet.",
)
def people(
    flow: str | None,
    personas: Path | None,
    variant: str | None,
    output: Path | None,
    language: str | None,
    form: str,
) -> None:
    """Say where people stand: their outcome, or what is still possible and what to ask them next.

    FLOW is a flow file, a variant file, or the id of a known flow or variant. Without --personas,
    the people are those that stand beside the flow.

    \b
    Examples:
      ssmflow people
      ssmflow people --variant other-digital-keys
      ssmflow people my-flow.yaml --personas people.csv -o outcomes.xlsx
      ssmflow people --format json | jq '.[] | {persona, ends}'
    """
    if output is not None and output.suffix not in (".xlsx", ".csv"):
        raise WrongUse(f"ssmflow: error: {output} must end in .xlsx or .csv")
    base = find_flow(flow)
    found = find_flow(variant, base.bases) if variant else base
    if found.base.flow is not None and base.base.flow is not None:
        named, of = found.base.flow.id, base.base.flow.id
        if flow is not None and named != of:
            raise WrongUse(
                f"ssmflow: error: variant {variant!r} is one of {named!r}, not of {of!r}"
            )
    language = the_language(found.flow, language)
    who = find_people(found, personas)
    with refusals():
        standings = list(stand_all(found.flow, who))
    teller = Teller(language, words_for(language, found.flow.language), (found.flow,))
    if output is not None:
        _write(output, standings, teller)
        return
    with quiet_pipe():
        if form == "json":
            print_json([standing_data(standing) for standing in standings])
        elif form == "csv":
            click.echo(table_as_csv(*people_rows(standings, teller)), nl=False)
        else:
            print_blocks(people_blocks(standings, teller), language, teller.text(found.title))


def _write(output: Path, standings: Sequence[Standing], teller: Teller) -> None:
    columns, rows = people_rows(standings, teller)
    if output.suffix == ".xlsx":
        name = teller.words["tell_heading_situations"]
        output.write_bytes(table_as_xlsx(name, columns, rows))
    else:
        output.write_text(table_as_csv(columns, rows), encoding="utf-8", newline="")
