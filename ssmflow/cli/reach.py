"""The command `ssmflow reach`."""

from __future__ import annotations

import click

from ssmflow.analysis.reverse import ways_to
from ssmflow.cli.lookup import find_flow
from ssmflow.cli.options import (
    an_end,
    format_option,
    language_option,
    quiet_pipe,
    refusals,
    the_language,
)
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.telling.findings_data import ways_data
from ssmflow.telling.reverse_text import ways_blocks
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for


@click.command
@click.argument("outcome")
@click.argument("flow", required=False)
@language_option
@format_option
def reach(outcome: str, flow: str | None, language: str | None, form: str) -> None:
    """Say how one gets to an outcome: every minimal set of answers that leads there.

    OUTCOME is the id of an outcome, or "restart" for the way back to the start. FLOW is a flow
    file, a variant file, or the id of a known flow or variant. Whoever gives the answers of a set
    ends there, whatever they answer elsewhere.

    \b
    Examples:
      ssmflow reach no-eid
      ssmflow reach restart
      ssmflow reach no-permit my-flow.yaml --format json | jq '.sets[0]'
    """
    found = find_flow(flow)
    language = the_language(found.flow, language)
    end = an_end(found.flow, outcome)
    with refusals():
        ways = ways_to(found.flow, end)
    teller = Teller(language, words_for(language, found.flow.language), (found.flow,))
    with quiet_pipe():
        if form == "json":
            print_json(ways_data(ways))
        else:
            print_blocks(ways_blocks(ways, teller), language)
