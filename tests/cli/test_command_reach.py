"""What `ssmflow reach`, `decide` and `dead-ends` say: questions turned round."""

# ruff: noqa: RUF001 - what is told has typographic quotes and minus signs

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands_run import FLOWS, process, ssmflow

from ssmflow.analysis.decide import what_decided
from ssmflow.analysis.reverse import count_ends, dead_ends, ways_to
from ssmflow.flow.walk import Walk
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.study import load_study
from ssmflow.telling.findings_data import dead_ends_data, decision_data, ways_data

PERMIT = FLOWS / "parking-permit.yaml"
REACHED = {"resident": "ja", "zone": "c", "vehicle": "auto"}
ANSWERS = "resident=ja&zone=c&vehicle=auto"


def told(*arguments: str | Path) -> Any:
    result = process(*arguments, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads(result.stdout)


@pytest.mark.parametrize(("outcome", "end"), [("no-permit", "no-permit"), ("restart", None)])
def test_reach_says_what_the_library_says(outcome: str, end: str | None) -> None:
    assert told("reach", outcome, PERMIT) == ways_data(ways_to(load_flow(PERMIT), end))


def test_reach_tells_each_minimal_set_in_words() -> None:
    output = ssmflow("reach", "no-permit", PERMIT).output
    assert "1 · ‘Woon je in de stad?’ → Neen" in output
    assert "3 · ‘Wat voor voertuig heb je?’ → Auto †" in output
    assert "† De bron toont deze pijl niet." in output


def test_reach_takes_the_id_of_a_variant() -> None:
    changed = load_study().variants["other-digital-keys"][1]
    expected = ways_data(ways_to(changed, "no-eid"))
    assert told("reach", "no-eid", "other-digital-keys") == expected


def test_an_outcome_that_is_not_there_is_one_line() -> None:
    result = ssmflow("reach", "zone", PERMIT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "ssmflow: error: flow 'parking-permit' has no outcome 'zone'; it has permit, no-permit, "
        "and restart\n"
    )


def test_decide_says_what_the_library_says() -> None:
    walk = Walk(load_flow(PERMIT), REACHED)
    assert told("decide", ANSWERS, PERMIT) == decision_data(what_decided(walk))


def test_decide_tells_which_other_answer_leads_elsewhere() -> None:
    output = ssmflow("decide", ANSWERS, PERMIT, "--language", "en").output
    assert "Where these answers end: You cannot get a permit. (ends here)" in output
    rows = [line.strip() for line in output.splitlines() if "4 · You can apply" in line]
    assert [row.split("→")[0].rstrip() for row in rows] == ["2 · ‘Which zone do you live in?’"] * 2
    assert "1 · ‘Do you live in the city?’ → Yes" in output.partition("made no difference")[2]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("resident=ja", "these answers lead to question 'zone', not to an outcome"),
        ("resident=ja&zone=a&vehicle=terug", "these answers end in a restart, not to an outcome"),
        ("resident=misschien", "question 'resident' has no choice 'misschien'; it has ja, neen"),
    ],
)
def test_answers_that_lead_to_no_outcome_are_wrong_use(answers: str, reason: str) -> None:
    result = ssmflow("decide", answers, PERMIT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"ssmflow: error: {reason}\n"


def test_a_whole_address_of_the_page_will_do() -> None:
    address = f"http://localhost:8866/#{ANSWERS}&~lang=en"
    assert told("decide", address, PERMIT) == told("decide", ANSWERS, PERMIT)


def test_dead_ends_says_what_the_library_says() -> None:
    flow = load_flow(PERMIT)
    found = {"paths": sum(count_ends(flow).values()), **dead_ends_data(dead_ends(flow))}
    assert told("dead-ends", PERMIT) == found


def test_dead_ends_are_told_with_how_many_paths_end_there() -> None:
    output = ssmflow("dead-ends", PERMIT).output
    assert "5 · Je kunt geen bewonerskaart krijgen. (stopt hier)" in output
    assert "Wegen die hier eindigen: 2 van de 7." in output
