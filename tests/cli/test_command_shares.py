"""What `ssmflow shares` says of how people divide over outcomes."""

# ruff: noqa: RUF001 - what is told has typographic quotes and minus signs

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands_run import FLOWS, process, ssmflow

from ssmflow.analysis.shares import distribution, levers
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.study import load_study
from ssmflow.telling.findings_data import distribution_data, levers_data

PERMIT = FLOWS / "parking-permit.yaml"
SCENARIO = FLOWS.parent / "scenarios" / "half-park.yaml"


def told(*arguments: str | Path) -> Any:
    result = process("shares", *arguments, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_json_says_what_the_library_says_of_flow_and_variant() -> None:
    study = load_study(PERMIT)
    scenario, (_, changed) = study.scenarios["half-park"], study.variants["everyone-parks"]
    shares = {**scenario.shares, **scenario.variant_shares}
    found = told(SCENARIO)
    assert found["flow"] == distribution_data(
        study.flows[0], distribution(study.flows[0], scenario.shares)
    )
    assert found["variant"] == distribution_data(changed, distribution(changed, shares))


def test_with_an_outcome_the_shares_that_move_it_are_told() -> None:
    study = load_study(PERMIT)
    flow, scenario = study.flows[0], study.scenarios["half-park"]
    found = told(SCENARIO, "--outcome", "no-permit")
    moved = levers_data("no-permit", levers(flow, scenario.shares, "no-permit"))
    assert found["flow"]["levers"] == moved["levers"]


def test_a_flow_divides_evenly() -> None:
    flow = load_flow(PERMIT)
    assert told(PERMIT) == {
        "scenario": "parking-permit",
        "flow": distribution_data(flow, distribution(flow, {})),
    }


def test_a_known_scenario_is_named_by_its_id_and_says_8_per_cent() -> None:
    ends = told("eid-lacking")["flow"]["ends"]
    assert {"outcome": "no-eid", "share": "2/25", "percent": 8.0} in ends


def test_people_read_both_and_the_difference() -> None:
    output = ssmflow("shares", "eid-lacking").output
    row = next(line for line in output.splitlines() if line.startswith(" 3 · Je kunt geen"))
    assert row.split("rechten")[1].split() == [
        *("8,0", "%"),
        *("2,0", "%"),
        "−6,0",
    ]


def test_shares_of_a_rule_say_for_whom_they_count() -> None:
    output = ssmflow("shares", SCENARIO, "--outcome", "no-permit", "--language", "en").output
    assert "For whom" in output
    assert "other cases" in output


def test_an_outcome_that_is_not_there_is_one_line() -> None:
    result = ssmflow("shares", SCENARIO, "--outcome", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has no outcome 'nowhere'" in result.stderr
