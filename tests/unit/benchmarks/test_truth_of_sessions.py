"""What people know that they did, as the board has to show it; worked out by hand."""

from __future__ import annotations

from typing import Any

from benchmarks.training.truth import Row, kept_wrongly, truth_of
from ssmflow.formats.training import load_training

TRAINING = load_training()
EXERCISES = TRAINING.sets["externe-dienstverlener"]
FLOW = TRAINING.flows[EXERCISES.flow]
RIGHT = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=ja"
WRONG = "role=mandaatbeheerder&eid=neen"


def deed(kind: str, walk: str = "", hint: int = 0, case: str = "els") -> dict[str, Any]:
    return {"kind": kind, "case": case, "walk": walk, "hint": hint}


def person(name: str, *deeds: dict[str, Any]) -> dict[str, Any]:
    return {"nickname": name, "deeds": deeds}


ANN = person("Ann", deed("began"), deed("hinted", hint=1), deed("marked", WRONG), deed("retried"))
BEN = person("Ben", deed("began"), deed("marked", WRONG), deed("retried"), deed("marked", RIGHT))
CEM = person("Cem", deed("began"))


def test_the_last_walk_counts_with_the_wrong_turns_of_all() -> None:
    els = truth_of(FLOW, EXERCISES, [ANN, BEN, CEM]).cases["els"]
    assert (els.begun, els.handed_in, els.at_once) == (3, 2, 0)
    assert els.outcomes == {"no-eid": 1, "mandate-in-ssm": 1}
    assert els.marks == {"wrong": 1, "right": 1}
    assert els.turns == {("eid", "neen"): 2}


def test_hints_and_tries_cost_points_of_a_right_walk() -> None:
    rows = truth_of(FLOW, EXERCISES, [ANN, BEN, CEM]).rows
    assert rows == [
        Row("Ann", "els", "no-eid", "wrong", 1, 1, 0),
        Row("Ben", "els", "mandate-in-ssm", "right", 2, 0, 3),
        Row("Cem", "els", "", "", 0, 0, 0),
    ]


def test_the_right_outcome_by_a_wrong_road_is_told_apart() -> None:
    other = "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=neen"
    road = RIGHT.replace("role=mandaatbeheerder&eid=ja", other)
    dia = person("Dia", deed("began"), deed("marked", road))
    els = truth_of(FLOW, EXERCISES, [dia]).cases["els"]
    assert els.marks == {"ground": 1}
    assert els.turns == {("role", "lokale-beheerder"): 1}


def test_what_is_missing_or_double_in_a_store_is_found() -> None:
    event = {"kind": "began", "case": "els", "walk": "", "data": {}}
    assert kept_wrongly([CEM], {"Cem": [event]}) == []
    assert len(kept_wrongly([CEM], {"Cem": []})) == 1
    assert len(kept_wrongly([CEM], {"Cem": [event, event]})) == 1
    assert len(kept_wrongly([CEM], {})) == 1
