from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from ssmflow import load_study
from ssmflow.flow.study import ShareRule
from ssmflow.formats.study import Study
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.shares import SharesPanel

EID = "Ik heb een Belgische eID"
EIGHT = {"ja": Fraction(92, 100), "neen": Fraction(8, 100)}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


@pytest.fixture
def lab(study: Study) -> Lab:
    lab = Lab(study)
    lab.open_tab("shares")
    return lab


@pytest.fixture
def panel(lab: Lab) -> SharesPanel:
    return SharesPanel(lab)


def send(panel: SharesPanel, act: str, **values: Any) -> None:
    panel._handle_custom_msg({"act": act, **values}, [])


def move(panel: SharesPanel, percent: str, **other: str) -> None:
    values = {"side": "flow", "question": "eid", "set": "0", "choice": "neen", **other}
    send(panel, "move", percent=percent, **values)


def question(panel: SharesPanel, id_: str, side: int = 0) -> Any:
    questions = panel.data["form"]["sides"][side]["questions"]
    return next(each for each in questions if each["id"] == id_)


def dead_ends(panel: SharesPanel) -> list[str]:
    return [cell["told"] for cell in panel.data["results"]["ends"]["dead"]["cells"]]


def test_a_share_that_is_moved_is_saved_and_its_results_are_told(
    lab: Lab, panel: SharesPanel
) -> None:
    move(panel, "8")
    assert lab.scenario.shares == {"eid": (ShareRule(EIGHT),)}
    assert panel.data["values"]["flow|eid|0|ja"]["typed"] == "92"
    first = panel.data["results"]["ends"]["rows"][0]
    assert first["cells"] == [{"told": "8,0\N{NO-BREAK SPACE}%", "thousand": "80 van 1000"}]


def test_a_slider_drawn_to_its_end_and_back_leaves_the_others_as_they_were(
    lab: Lab, panel: SharesPanel
) -> None:
    lab.open_scenario("eid-lacking")
    key = {"side": "variant", "question": "other-key", "choice": "neen"}
    before = lab.scenario.variant_shares["other-key"][0].shares
    for percent in ("60", "100", "25"):
        move(panel, percent, **key)
    assert lab.scenario.variant_shares["other-key"][0].shares == before


def test_moves_of_one_question_are_undone_as_one(lab: Lab, panel: SharesPanel) -> None:
    begin = lab.scenario
    for percent in ("8", "9", "10"):
        move(panel, percent)
    move(panel, "70", question="role", choice="mandaatbeheerder")
    lab.undo()
    assert [*lab.scenario.shares] == ["eid"]
    lab.undo()
    assert lab.scenario == begin
    assert not lab.can_undo


def test_what_is_typed_wrongly_is_told_beside_its_field_and_changes_nothing(
    lab: Lab, panel: SharesPanel
) -> None:
    begin = lab.scenario
    move(panel, "acht")
    assert lab.scenario is begin
    assert [*panel.data["refused"]] == ["flow|eid|0|neen"]
    move(panel, "8")
    assert panel.data["refused"] == {}


def test_shares_are_given_by_an_answer_that_a_later_rule_remembers(
    lab: Lab, panel: SharesPanel
) -> None:
    assert [split["by"] for split in question(panel, "eid")["splits"]] == ["role"]
    assert question(panel, "conclude-mandate")["splits"] == []
    send(panel, "split", side="flow", question="eid", by="role", on="yes")
    move(panel, "8", set="1")
    rules = lab.scenario.shares["eid"]
    assert [rule.when for rule in rules] == [
        {"role": ("lokale-beheerder",)},
        {"role": ("mandaatbeheerder",)},
        {},
    ]
    assert rules[1].shares == EIGHT
    # Everyone chose a role, so nothing is asked of those who did not.
    assert [group["index"] for group in question(panel, "eid")["sets"]] == ["0", "1"]
    send(panel, "split", side="flow", question="eid", by="role", on="")
    assert [rule.when for rule in lab.scenario.shares["eid"]] == [{}]


def test_a_question_divides_evenly_again(lab: Lab, panel: SharesPanel) -> None:
    assert "flow|eid" in panel.data["evenly"]
    move(panel, "8")
    assert "flow|eid" not in panel.data["evenly"]
    send(panel, "even", side="flow", question="eid")
    assert lab.scenario.shares == {}
    assert "flow|eid" in panel.data["evenly"]


def test_a_variant_follows_the_flow_unless_it_is_given_its_own_shares(
    lab: Lab, panel: SharesPanel
) -> None:
    lab.open_scenario("eid-lacking")
    assert question(panel, "role", 1)["sets"] == []
    assert question(panel, "other-key", 1)["own"] is None
    move(panel, "70", side="variant", question="role", choice="mandaatbeheerder")
    assert "role" not in lab.scenario.variant_shares
    send(panel, "own", question="role", on="yes")
    move(panel, "70", side="variant", question="role", choice="mandaatbeheerder")
    given = lab.scenario.variant_shares["role"][0].shares
    assert given["mandaatbeheerder"] == Fraction(7, 10)
    send(panel, "own", question="role", on="")
    assert "role" not in lab.scenario.variant_shares


def test_the_dead_ends_of_flow_and_variant_stand_side_by_side(lab: Lab, panel: SharesPanel) -> None:
    lab.open_scenario("eid-lacking")
    space = "\N{NO-BREAK SPACE}"
    assert dead_ends(panel) == [f"59,8{space}%", f"57,1{space}%", "\N{MINUS SIGN}2,6"]


def test_the_heaviest_share_of_an_end_is_told(lab: Lab, panel: SharesPanel) -> None:
    move(panel, "8")
    send(panel, "choose", end="no-eid")
    weights = panel.data["results"]["weights"]
    assert weights["chosen"] == "no-eid"
    assert weights["tables"][0]["rows"] == [
        [lab.words["shares_more_of"].format(choice="Neen", question=EID), "+1,00"]
    ]
    send(panel, "choose", end="*")
    assert panel.data["results"]["weights"]["chosen"] == "*"
    assert "weighed=%2A" in lab.fragment


def test_the_whole_is_told_in_english_too(lab: Lab, panel: SharesPanel) -> None:
    lab.open_scenario("eid-lacking")
    lab.speak("en")
    assert panel.data["values"]["flow|eid|0|ja"]["told"] == "92.0%"
    assert dead_ends(panel)[0] == "59.8%"


HOSTILE = [
    ("move", {"side": "other"}),
    ("move", {"side": "variant"}),
    ("move", {"question": "nowhere"}),
    ("move", {"question": "no-eid"}),
    ("move", {"set": "1"}),
    ("move", {"set": "-1"}),
    ("move", {"set": "0.0"}),
    ("move", {"choice": "nothing"}),
    ("even", {"side": "flow", "question": "nowhere"}),
    ("split", {"side": "flow", "question": "eid", "by": "eid", "on": "yes"}),
    ("split", {"side": "flow", "question": "role", "by": "eid", "on": "yes"}),
    ("own", {"question": "role", "on": "yes"}),
    ("choose", {"end": "role"}),
    ("choose", {"end": "<script>"}),
]


@pytest.mark.parametrize(("act", "values"), HOSTILE, ids=str)
def test_a_crafted_message_changes_nothing(
    lab: Lab, panel: SharesPanel, act: str, values: dict[str, str]
) -> None:
    begin = (lab.scenario, lab.view, lab.notice)
    if act == "move":
        move(panel, "8", **values)
    else:
        send(panel, act, **values)
    assert (lab.scenario, lab.view, lab.notice) == begin


def test_an_endless_number_is_refused_beside_its_field(lab: Lab, panel: SharesPanel) -> None:
    move(panel, "1" * 5000)
    assert lab.scenario.shares == {}
    assert panel.data["refused"]
