"""The command `ssmflow decide`."""

from __future__ import annotations

import click

from ssmflow.analysis.decide import what_decided
from ssmflow.cli.lookup import find_flow
from ssmflow.cli.options import (
    WrongUse,
    format_option,
    language_option,
    of_address,
    quiet_pipe,
    refusals,
    the_language,
)
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.flow.address import replay
from ssmflow.telling.findings_data import decision_data
from ssmflow.telling.reverse_text import decision_blocks
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for


@click.command
@click.argument("answers")
@click.argument("flow", required=False)
@language_option
@format_option
def decide(answers: str, flow: str | None, language: str | None, form: str) -> None:
    """Say what decided: which single other answer would have led elsewhere, and which not.

    ANSWERS are question=choice pairs joined by '&', as `ssmflow walk` takes them; they must lead to
    an outcome. FLOW is a flow file, a variant file, or the id of a known flow or variant.

    \b
    Examples:
      ssmflow decide 'role=mandaatbeheerder&eid=neen'
      ssmflow decide 'resident=ja&zone=c&vehicle=auto' my-flow.yaml
      ssmflow decide 'role=mandaatbeheerder&eid=neen' --format json | jq .turns
    """
    found = find_flow(flow)
    language = the_language(found.flow, language)
    replayed = replay(found.flow, of_address(answers))
    if replayed.ignored:
        raise WrongUse("\n".join(f"ssmflow: error: {reason}" for reason in replayed.ignored))
    walk = replayed.walk
    if walk.restarted or walk.current.choices:
        where = "end in a restart" if walk.restarted else f"lead to question {walk.current.id!r}"
        raise WrongUse(f"ssmflow: error: these answers {where}, not to an outcome")
    with refusals():
        decision = what_decided(walk)
    teller = Teller(language, words_for(language, found.flow.language), (found.flow,))
    with quiet_pipe():
        if form == "json":
            print_json(decision_data(decision))
        else:
            print_blocks(decision_blocks(decision, teller), language)
