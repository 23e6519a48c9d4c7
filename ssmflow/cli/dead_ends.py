"""The command `ssmflow dead-ends`."""

from __future__ import annotations

import click

from ssmflow.analysis.reverse import count_ends
from ssmflow.analysis.reverse import dead_ends as find_dead_ends
from ssmflow.cli.lookup import find_flow
from ssmflow.cli.options import (
    format_option,
    language_option,
    quiet_pipe,
    refusals,
    the_language,
)
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.telling.findings_data import dead_ends_data
from ssmflow.telling.reverse_text import dead_ends_blocks
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for


@click.command(name="dead-ends")
@click.argument("flow", required=False)
@language_option
@format_option
def dead_ends(flow: str | None, language: str | None, form: str) -> None:
    """Say where a flow leads nowhere: outcomes of kind stop and refer, and how one gets there.

    FLOW is a flow file, a variant file, or the id of a known flow or variant. Questions whose
    answer changes nothing are told too.

    \b
    Examples:
      ssmflow dead-ends
      ssmflow dead-ends no-lokale-beheerder
      ssmflow dead-ends my-flow.yaml --format json | jq '.outcomes[] | {outcome, paths}'
    """
    found = find_flow(flow)
    language = the_language(found.flow, language)
    with refusals():
        ends = find_dead_ends(found.flow)
        paths = sum(count_ends(found.flow).values())
    teller = Teller(language, words_for(language, found.flow.language), (found.flow,))
    with quiet_pipe():
        if form == "json":
            print_json({"paths": paths, **dead_ends_data(ends)})
        else:
            blocks = dead_ends_blocks(ends, paths, teller)
            print_blocks(blocks, language, teller.text(found.title))
