from __future__ import annotations

import pytest
from changes_lab import Analyst, plainly

AT = {"step": "vehicle", "choice": "auto"}


@pytest.fixture
def analyst() -> Analyst:
    return Analyst().begins().does("open", step="vehicle")


def rules(analyst: Analyst) -> object:
    return analyst.flow["steps"]["vehicle"]["choices"]["auto"]["to"]


def mark(analyst: Analyst) -> str:
    return str(analyst.choice("auto")["rules_mark"])


def test_the_rules_of_the_flow_are_shown_with_every_answer(analyst: Analyst) -> None:
    first, last = analyst.choice("auto")["rules"]
    assert (first["to"], last["to"], last["conditions"]) == ("permit", "no-permit", [])
    assert first["conditions"][1] == {
        "question": "zone",
        "name": "In welke zone woon je?",
        "answers": [
            {"id": "a", "name": "Zone A", "on": True},
            {"id": "b", "name": "Zone B", "on": True},
            {"id": "c", "name": "Zone C", "on": False},
        ],
    }
    assert [one["id"] for one in analyst.form["earlier"]] == ["resident", "zone"]


def test_a_rule_is_made_from_nothing(analyst: Analyst) -> None:
    at = {"step": "vehicle", "choice": "terug"}
    analyst.does("choice_lead", **at, target="to:no-permit")
    analyst.does("choice_lead", **at, target="rules")
    assert analyst.errors[0].endswith("Voeg een voorwaarde toe of schrap de regel.")
    analyst.does("rule_ask", **at, index="0", question="zone")
    assert analyst.errors[0].endswith("Vink aan bij welk antwoord ze past.")
    asked = {**at, "index": "0", "question": "zone"}
    analyst.does("rule_tick", **asked, answer="c", on="true")
    analyst.does("rule_tick", **asked, answer="a", on="true")
    analyst.does("rule_lead", **at, index="0", target="to:permit")
    assert analyst.errors == []
    assert analyst.patch["steps"]["vehicle"]["choices"]["terug"]["to"] == [
        {"when": {"zone": ["a", "c"]}, "to": "permit"},
        {"to": "no-permit"},
    ]
    assert analyst.reads_back()


def test_rules_move_and_go_only_as_they_were_seen(analyst: Analyst) -> None:
    old = mark(analyst)
    analyst.does("rule_add", **AT, mark=old).does("rule_add", **AT, mark=old)
    assert len(analyst.choice("auto")["rules"]) == 3
    analyst.does("rule_move", **AT, index="1", by="up", mark=mark(analyst))
    assert [rule["to"] for rule in analyst.choice("auto")["rules"]] == [
        "no-permit",
        "permit",
        "no-permit",
    ]
    for index, by in (("0", "up"), ("1", "down"), ("2", "up"), ("0", "sideways"), ("9", "up")):
        before = rules(analyst)
        analyst.does("rule_move", **AT, index=index, by=by, mark=mark(analyst))
        assert rules(analyst) == before
    analyst.does("rule_remove", **AT, index="0", mark=mark(analyst))
    assert analyst.patch == {}


def test_the_last_rule_left_has_no_condition(analyst: Analyst) -> None:
    analyst.does("rule_remove", **AT, index="1", mark=mark(analyst))
    assert rules(analyst) == "permit"
    assert analyst.choice("auto")["target"] == "to:permit"


def test_conditions_go_and_answers_are_unticked(analyst: Analyst) -> None:
    at = {**AT, "index": "0"}
    analyst.does("rule_tick", **at, question="zone", answer="b", on="false")
    analyst.does("rule_forget", **at, question="resident")
    assert rules(analyst) == [{"when": {"zone": "a"}, "to": "permit"}, {"to": "no-permit"}]
    analyst.does("rule_forget", **at, question="resident")
    analyst.does("rule_tick", **at, question="resident", answer="ja", on="true")
    analyst.does("rule_tick", **at, question="zone", answer="z", on="true")
    assert rules(analyst) == [{"when": {"zone": "a"}, "to": "permit"}, {"to": "no-permit"}]


def test_a_rule_on_what_was_removed_can_still_be_seen_and_mended(analyst: Analyst) -> None:
    analyst.does("choice_remove", step="zone", choice="b")
    answers = analyst.choice("auto")["rules"][0]["conditions"][1]["answers"]
    assert answers[2] == {"id": "b", "name": "Zone B (bestaat niet)", "on": True}
    assert analyst.errors == [
        (
            "stap 'Wat voor voertuig heb je?', keuze 'Auto', regel 1: Een regel past bij het "
            "antwoord 'Zone B' op 'In welke zone woon je?', maar die keuze bestaat niet. "
            "Vink ze uit."
        )
    ]
    analyst.does("rule_tick", **AT, index="0", question="zone", answer="b", on="false")
    assert analyst.errors == []


def test_a_choice_leads_where_another_does_rules_and_all(analyst: Analyst) -> None:
    offered = [plainly(one["name"]) for one in analyst.choice("terug")["same"]]
    assert "zoals bij 'Auto'" in offered
    ruled = rules(analyst)
    analyst.does("choice_lead", step="vehicle", choice="terug", target="same:auto")
    terug = analyst.flow["steps"]["vehicle"]["choices"]["terug"]
    assert terug["to"] == ruled
    assert not terug.get("restart")
    assert analyst.choice("terug")["target"] == "rules"
    assert "same:auto" not in [one["id"] for one in analyst.choice("terug")["same"]]
    assert analyst.reads_back()
    analyst.does("choice_restore", step="vehicle", choice="terug")
    analyst.does("choice_lead", **AT, target="same:terug")
    assert analyst.choice("auto")["target"] == "restart"


@pytest.mark.parametrize("target", ["same:", "same:auto", "same:new", "same:nowhere", "same:zone"])
def test_a_choice_leads_as_no_choice_that_leads_nowhere(analyst: Analyst, target: str) -> None:
    count = analyst.form["count"]
    analyst.does("choice_add", step="vehicle", text="New", count=count)
    assert "same:new" not in [one["id"] for one in analyst.choice("auto")["same"]]
    before = analyst.patch
    analyst.does("choice_lead", **AT, target=target)
    assert analyst.patch == before


def test_the_summary_tells_other_rules_from_another_target(analyst: Analyst) -> None:
    at = {**AT, "index": "0", "question": "zone"}
    analyst.does("rule_tick", **at, answer="a", on="false")
    assert analyst.summary == ["Andere regels bij de keuze 'Auto' van 'Wat voor voertuig heb je?'"]
    analyst.does("rule_tick", **at, answer="a", on="true")
    assert (analyst.summary, analyst.patch) == ([], {})


def test_a_rule_asks_about_earlier_questions_only(analyst: Analyst) -> None:
    analyst.does("choice_lead", step="resident", choice="neen", target="rules")
    for question in ("vehicle", "resident", "permit", "nowhere"):
        analyst.does("rule_ask", step="resident", choice="neen", index="0", question=question)
    assert analyst.flow["steps"]["resident"]["choices"]["neen"]["to"] == [
        {"to": "no-permit"},
        {"to": "no-permit"},
    ]
