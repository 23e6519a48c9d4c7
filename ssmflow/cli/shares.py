"""The command `ssmflow shares`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from ssmflow.analysis.shares import Distribution, levers
from ssmflow.analysis.states import End
from ssmflow.cli.lookup import find_flow, find_scenario
from ssmflow.cli.options import (
    an_end,
    format_option,
    language_option,
    quiet_pipe,
    refusals,
    the_language,
)
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Scenario, Shares
from ssmflow.telling.blocks import Block, Heading, Paragraph
from ssmflow.telling.findings_data import distribution_data, levers_data
from ssmflow.telling.report_findings import Findings, findings_of
from ssmflow.telling.shares_text import ends_table, levers_blocks, levers_meaning, steps_table
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for


@click.command
@click.argument("scenario", metavar="[SCENARIO or FLOW]", required=False)
@click.option("--outcome", help="Say which shares move an outcome most; its id, or 'restart'.")
@language_option
@format_option
def shares(scenario: str | None, outcome: str | None, language: str | None, form: str) -> None:
    """Say which part of all people ends where, exactly, from the shares of a scenario.

    SCENARIO is a scenario file or the id of a known one; beside its flow stands its variant. For a
    flow file, a variant file, or the id of one, people divide evenly at each question.

    \b
    Examples:
      ssmflow shares eid-lacking
      ssmflow shares my-scenario.yaml --outcome no-eid
      ssmflow shares my-flow.yaml --format json | jq '.flow.ends'
    """
    found = _findings(scenario)
    language = the_language(found.flow, language)
    flows = (found.flow, *((found.changed,) if found.changed else ()))
    end = an_end(flows[-1] if _only_there(flows, outcome) else found.flow, outcome)
    with refusals(), quiet_pipe():
        if form == "json":
            print_json(_as_data(found, outcome is not None, end))
        else:
            teller = Teller(language, words_for(language, found.flow.language), flows)
            title = teller.text(found.scenario.title)
            print_blocks(_blocks(found, outcome is not None, end, teller), language, title)


def _findings(name: str | None) -> Findings:
    known = find_scenario(name) if name is not None else None
    if known is not None:
        with refusals():
            return findings_of(*known)
    found = find_flow(name)
    return Findings(Scenario(found.flow.id, found.flow.id, found.title), found.flow, None)


def _only_there(flows: tuple[Flow, ...], outcome: str | None) -> bool:
    return outcome is not None and outcome not in flows[0].steps and outcome in flows[-1].steps


def _sides(found: Findings) -> Iterator[tuple[str, Flow, Shares, Distribution]]:
    yield "flow", found.flow, found.scenario.shares, found.distribution
    if found.changed and found.changed_distribution:
        yield "variant", found.changed, found.changed_shares, found.changed_distribution


def _as_data(found: Findings, moved: bool, end: End) -> dict[str, Any]:
    data: dict[str, Any] = {"scenario": found.scenario.id}
    for side, flow, given, divided in _sides(found):
        data[side] = distribution_data(flow, divided)
        if moved:
            data[side]["levers"] = levers_data(end, levers(flow, given, end))["levers"]
    return data


def _blocks(found: Findings, moved: bool, end: End, teller: Teller) -> Iterator[Block]:
    words = teller.words
    names = (words["tell_as_is"], words["tell_with_change"])
    beside = found.changed_distribution
    yield Paragraph(words["tell_assumptions_meaning"])
    yield ends_table(found.distribution, beside, teller, names)
    yield steps_table(found.distribution, beside, teller, names)
    if not moved:
        return
    yield Heading(words["tell_part_levers"])
    for (_, flow, given, divided), name in zip(_sides(found), names, strict=False):
        if beside:
            yield Heading(name, 3)
        share = divided.ends.get(end)
        if share is not None:
            own = Teller(teller.language, words, (flow,))
            yield from levers_blocks(levers(flow, given, end), end, share, own)
    yield levers_meaning(teller)
