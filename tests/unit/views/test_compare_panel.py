"""The tab where two flows stand beside each other, by what a browser is told and sends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from findings_told import control_of, section_of, sections_of, send, table_of, texts_of
from people_lab import EVERYONE_PARKS, UNSOUND, change, lab_of_three

from ssmflow import load_study
from ssmflow.flow.model import Text
from ssmflow.flow.study import Persona
from ssmflow.views.lab.compare import MOST_FILES, ComparePanel
from ssmflow.views.lab.lab import Lab

PERMIT = (Path(__file__).parents[2] / "flows" / "parking-permit.yaml").read_text("utf-8")
OLDER = PERMIT.replace('version: "2"', 'version: "1"').replace("zone: [a, b]", "zone: [a]")
RENAMED = (
    OLDER.replace("\n  zone:", "\n  district:")
    .replace("to: zone}", "to: district}")
    .replace("zone: [a]", "district: [a]")
)
DORA = Persona(
    "dora", Text({"nl": "Dora"}, "nl"), {"resident": "ja", "zone": "b", "vehicle": "auto"}
)


@pytest.fixture
def lab() -> Lab:
    lab = lab_of_three()
    change(lab, EVERYONE_PARKS)
    lab.open_tab("compare")
    return lab


@pytest.fixture
def panel(lab: Lab) -> ComparePanel:
    return ComparePanel(lab)


def test_the_flow_stands_beside_the_open_change_and_the_headline_says_how_many(
    panel: ComparePanel,
) -> None:
    assert control_of(panel, "left")["value"] == "flow.parking-permit"
    assert control_of(panel, "right")["value"] == "own"
    assert panel.data["status"] == "3 van de 12 wegen eindigen ergens anders."
    assert texts_of(panel, "result")[0] == panel.data["status"]


def test_who_ends_elsewhere_is_told_in_as_few_answers_as_tell_it(panel: ComparePanel) -> None:
    lead, *answers = texts_of(panel, "result")[1:4]
    assert lead == "Wie dit antwoordt, eindigt ergens anders:"
    assert [answer.rpartition(" → ")[2] for answer in answers] == ["Neen", "Terug naar het begin"]


def test_each_shift_says_from_where_to_where_and_how_many(panel: ComparePanel) -> None:
    rows = table_of(panel, "shifts")
    assert [row[2:4] for row in rows] == [["andere uitkomst", "3"]]
    assert rows[0][0].endswith("(stopt hier)")
    assert rows[0][1] == "terug naar het begin"
    assert texts_of(panel, "shifts")[-1] == "De andere 9 wegen eindigen waar ze eindigden."


def test_of_the_people_those_are_named_whose_ends_differ(panel: ComparePanel) -> None:
    assert [row[0] for row in table_of(panel, "people")] == ["Anna"]
    assert texts_of(panel, "people")[-1] == "Voor de andere 2 verandert er niets."


def test_each_change_is_told_on_its_own(panel: ComparePanel) -> None:
    (row,) = table_of(panel, "alone")
    assert row[0].endswith("→ Neen")
    assert row[3] == "3 van 12"
    assert row[4] == "Anna"


def test_sides_change_places(lab: Lab, panel: ComparePanel) -> None:
    send(panel, "swap")
    assert lab.view == {"left": "own", "right": "flow.parking-permit"}
    assert "left=own" in lab.fragment
    assert [row[0] for row in table_of(panel, "shifts")] == ["terug naar het begin"]


def test_the_same_on_both_sides_ends_nowhere_else(panel: ComparePanel) -> None:
    send(panel, "choose", side="right", chosen="flow.parking-permit")
    assert panel.data["status"].startswith("Geen enkele van de")
    assert sections_of(panel) == ["choose", "result", "people", "differences", "picture"]


def test_an_unsound_change_is_not_offered(lab: Lab, panel: ComparePanel) -> None:
    change(lab, UNSOUND)
    offered = [each["value"] for each in control_of(panel, "right")["options"]]
    assert offered == ["flow.parking-permit"]


def test_an_older_file_is_compared_with_the_flow_and_kept_for_this_visit(
    lab: Lab, panel: ComparePanel
) -> None:
    send(panel, "open", name="C:\\oud\\kaart-1.yaml", text=OLDER)
    options = {each["value"]: each["name"] for each in control_of(panel, "left")["options"]}
    assert options["file.1"] == "Bestand kaart-1.yaml (versie 1)"
    assert lab.view == {"left": "file.1", "right": "flow.parking-permit"}
    assert panel.data["status"] == "1 van de 7 wegen eindigt ergens anders."
    assert "kaart-1" not in lab.fragment
    assert texts_of(ComparePanel(lab), "choose")[0].startswith("Wat deze link wou vergelijken")


def test_people_answer_a_question_by_either_of_its_names(lab: Lab, panel: ComparePanel) -> None:
    lab.edit(replace(lab.scenario, people=(*lab.scenario.people, DORA)))
    send(panel, "open", name="kaart.yaml", text=RENAMED)
    assert control_of(panel, "file")["refused"] == []
    assert "andere naam" in [row[1] for row in table_of(panel, "differences")]
    assert [row[0] for row in table_of(panel, "people")] == ["Dora"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "kaart.yaml:1:1: error: the file is empty"),
        ("flow: [", "kaart.yaml:2:1: error: "),
        ("\ud800", "kaart.yaml"),
        (PERMIT.replace("to: zone", "to: nowhere"), "kaart.yaml:19:"),
        ("# " + "é" * 600_000, "groter dan 1 MB"),
    ],
    ids=["empty", "half", "no-utf-8", "unsound", "large"],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_problems(
    lab: Lab, panel: ComparePanel, text: str, told: str
) -> None:
    send(panel, "open", name="kaart.yaml", text=text)
    refused = control_of(panel, "file")["refused"]
    assert refused[0] == "Dit bestand is niet geopend:"
    assert told in "\n".join(refused)
    assert (lab.view, lab.notice) == ({}, "")


def test_only_the_last_files_stay_open(panel: ComparePanel) -> None:
    for _ in range(MOST_FILES + 2):
        send(panel, "open", name="kaart.yaml", text=OLDER)
    values = [each["value"] for each in control_of(panel, "left")["options"]]
    assert [value for value in values if value.startswith("file")] == [
        f"file.{number}" for number in range(3, MOST_FILES + 3)
    ]


def test_a_note_is_made_when_it_is_asked_for(panel: ComparePanel) -> None:
    nothing = panel.data["file"]
    assert nothing is None
    send(panel, "note")
    first = panel.data["file"]
    assert first["name"] == "flow-parking-permit-own.md"
    assert first["content"].startswith("# Vergelijking")
    send(panel, "note")
    assert panel.data["file"] == {**first, "number": first["number"] + 1}


@pytest.mark.parametrize(
    "content",
    [
        {"act": "choose", "side": "left", "chosen": "variant.nothing"},
        {"act": "choose", "side": "tab", "chosen": "own"},
        {"act": "choose", "side": "left", "chosen": None},
        {"act": "open", "name": "x"},
        {"act": "_refuse", "text": "x"},
    ],
    ids=str,
)
def test_a_crafted_message_changes_nothing(lab: Lab, panel: ComparePanel, content: Any) -> None:
    before = panel.data
    panel._handle_custom_msg(content, [])
    assert (lab.view, lab.notice, panel.data) == ({}, "", before)


def test_a_link_that_names_nonsense_shows_the_usual_pair(lab: Lab) -> None:
    lab.arrive("~tab=compare&~left=<b>&~right=" + "x" * 5_000)
    panel = ComparePanel(lab)
    assert control_of(panel, "left")["value"] == "flow.parking-permit"
    assert texts_of(panel, "choose") != []


def test_texts_of_a_flow_stay_texts(lab: Lab, panel: ComparePanel) -> None:
    title = Text({"nl": "<b>Iedereen</b>"}, "nl")
    change(lab, replace(EVERYONE_PARKS, title=title))
    names = [each["name"] for each in control_of(panel, "right")["options"]]
    assert "Jouw wijziging: <b>Iedereen</b>" in names
    assert "<b>" not in section_of(panel, "picture")["parts"][1]["svg"]


def test_another_tab_hears_nothing(lab: Lab, panel: ComparePanel) -> None:
    lab.open_tab("people")
    assert panel.data == {"shown": False}


def test_the_other_reading_of_the_shipped_flow_is_told_by_its_reconstructed_arrow() -> None:
    lab = Lab(load_study())
    lab.open_tab("compare")
    panel = ComparePanel(lab)
    send(panel, "choose", side="right", chosen="variant.chain")
    assert panel.data["status"] == "9 van de 20 wegen eindigen ergens anders."
    (row,) = table_of(panel, "alone")
    assert "(gereconstrueerd)" in row[0]
    assert row[3] == "9 van 20"
    assert len(table_of(panel, "people")) == 3
