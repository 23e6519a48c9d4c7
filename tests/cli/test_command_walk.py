from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands_run import FLOWS, ssmflow

PERMIT = FLOWS / "parking-permit.yaml"
REMEMBERED = FLOWS / "remembered-answer.yaml"
RESTARTS = FLOWS / "restart-ends-a-path.yaml"


def walk(*arguments: str | Path) -> Any:
    result = ssmflow("walk", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_json_tells_the_step_the_trace_what_is_unused_and_what_is_reachable() -> None:
    found = walk(PERMIT, "resident=ja&zone=c&vehicle=auto")
    assert list(found) == ["step", "outcome", "trace", "unused", "reachable"]
    assert {**found, "trace": found["trace"][-1]} == {
        "step": "no-permit",
        "outcome": "stop",
        "trace": {
            "question": "vehicle",
            "text": "Wat voor voertuig heb je?",
            "answer": "auto",
            "label": "Auto",
            "to": "no-permit",
            "rule": {},
            "basis": "reconstructed",
            "why": "De folder toont geen pijl; enkel zone A en B geven kaarten uit.",
        },
        "unused": {},
        "reachable": [],
    }
    assert [passage["question"] for passage in found["trace"]] == ["resident", "zone", "vehicle"]


def test_the_rule_that_decided_is_told() -> None:
    found = walk(REMEMBERED, "first=b&extra=ja&shared=door")
    assert [passage["rule"] for passage in found["trace"]] == [
        None,
        None,
        {"first": ["b", "c"], "extra": ["ja"]},
    ]


def test_at_a_question_there_is_no_outcome_and_the_rest_is_reachable_in_the_flow_s_order() -> None:
    found = walk(REMEMBERED, "first=b")
    assert (found["step"], found["outcome"]) == ("extra", None)
    assert found["reachable"] == ["shared", "out-b", "out-other"]


def test_answers_in_any_order_lead_to_the_same_step() -> None:
    assert walk(REMEMBERED, "shared=door&extra=ja&first=b")["step"] == "out-b"


def test_answers_that_the_walk_does_not_pass_are_unused() -> None:
    found = walk(REMEMBERED, "first=a&extra=ja")
    assert (found["step"], found["unused"]) == ("shared", {"extra": "ja"})
    assert "unused: extra=ja" in ssmflow("walk", REMEMBERED, "first=a&extra=ja").output


def test_answers_that_end_in_a_restart_stand_at_the_start_and_say_so() -> None:
    found = walk(RESTARTS, "q=ja&r=terug")
    assert found == {
        "step": "q",
        "outcome": None,
        "trace": [],
        "unused": {},
        "reachable": ["r", "b"],
        "restart": True,
    }
    assert ssmflow("walk", RESTARTS, "q=ja&r=terug").output.splitlines() == [
        "(these answers end in a restart, which clears them)",
        "q: Vraag?",
        "reachable: r, b",
    ]


def test_people_read_a_line_for_each_answer_and_where_it_led() -> None:
    assert ssmflow("walk", PERMIT, "resident=ja&zone=a&vehicle=auto").output.splitlines() == [
        "resident=ja (Ja) → zone",
        "zone=a (Zone A) → vehicle",
        "vehicle=auto (Auto) → permit, because resident=ja and zone=a|b, reconstructed",
        "permit (act): Je kunt een bewonerskaart aanvragen.",
    ]


def test_the_last_rule_is_told_as_what_is_left() -> None:
    output = ssmflow("walk", PERMIT, "resident=ja&zone=c&vehicle=auto").output
    assert "vehicle=auto (Auto) → no-permit, because no other rule holds, reconstructed" in output


def test_another_language_gives_its_texts() -> None:
    found = walk(PERMIT, "resident=ja", "--language", "en")
    assert found["trace"][0]["text"] == "Do you live in the city?"


def test_a_file_alone_and_no_answers_stand_at_the_start() -> None:
    assert walk(PERMIT) == walk(PERMIT, "")
    assert walk(PERMIT)["step"] == "resident"


def test_answers_alone_are_those_of_the_shipped_flow() -> None:
    assert walk("role=mandaatbeheerder&eid=neen")["step"] == "no-eid"
    assert walk("")["step"] == walk()["step"] == "role"


def test_the_fragment_of_an_address_can_be_given_as_it_stands() -> None:
    assert walk("#role=mandaatbeheerder&eid=neen")["step"] == "no-eid"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            "role=baas",
            ["question 'role' has no choice 'baas'; it has lokale-beheerder, mandaatbeheerder"],
        ),
        ("rol=x&ied=ja", ["the flow has no question 'rol'", "the flow has no question 'ied'"]),
        ("eid=ja&eid=neen", ["question 'eid' is answered twice, differently"]),
    ],
)
def test_answers_that_make_no_sense_are_told_a_line_each(answers: str, told: list[str]) -> None:
    result = ssmflow("walk", answers)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [f"ssmflow: error: {reason}" for reason in told]


def test_unquoted_answers_are_wrong_use_that_says_what_to_do() -> None:
    result = ssmflow("walk", PERMIT, "resident=ja", "zone=a")
    assert result.exit_code == 2
    assert "quote the answers, for their '&'" in result.stderr


def test_a_chain_of_ten_thousand_steps_is_walked(chain: Path) -> None:
    found = walk(chain, "&".join(f"q{number}=ja" for number in range(9_000)))
    assert found["step"] == "q9000"
    assert len(found["trace"]) == 9_000
    assert len(found["reachable"]) == 999


def test_a_whole_address_of_the_page_will_do() -> None:
    address = "http://localhost:8866/#resident=ja&zone=c&~lang=en&~flow=parking-permit"
    assert walk(PERMIT, address) == walk(PERMIT, "resident=ja&zone=c")
