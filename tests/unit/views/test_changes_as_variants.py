from __future__ import annotations

import pytest
from changes_lab import STUDY, TESTS, Analyst, plainly

from ssmflow.flow.model import Text
from ssmflow.formats.scenario_file import read_scenario_text
from ssmflow.formats.study import load_study
from ssmflow.formats.variant_file import read_variant_text

FILE = (TESTS / "variants" / "everyone-parks.yaml").read_text(encoding="utf-8")


@pytest.fixture
def analyst() -> Analyst:
    return Analyst()


def test_the_variants_of_the_study_can_be_opened_and_left(analyst: Analyst) -> None:
    offered = [one["id"] for one in analyst.panel.data["shipped"]]
    assert offered == ["everyone-parks", "other-words"]
    analyst.does("choose", variant="everyone-parks")
    assert analyst.lab.scenario.variant == STUDY.variants["everyone-parks"][0]
    assert analyst.panel.data["shipped"][0]["open"]
    analyst.does("drop", variant="other-words")
    assert analyst.lab.scenario.variant is not None
    analyst.does("drop", variant="everyone-parks")
    assert analyst.panel.data["variant"] is None
    analyst.does("undo")
    assert analyst.shown["id"] == "everyone-parks"


def test_a_variant_needs_a_title_and_its_file_is_called_after_it(analyst: Analyst) -> None:
    analyst.does("begin", title="  ")
    assert analyst.lab.notice == "Geef je variant eerst een titel."
    assert analyst.panel.data["variant"] is None
    analyst.does("begin", title="Géén parkeerplaats!")
    assert analyst.shown["id"] == "geen-parkeerplaats"
    analyst.does("say", what="title", language="nl", text="Wél één")
    assert analyst.shown["id"] == "wel-een"
    analyst.does("name", name="Mijn Bestand.yaml").does(
        "say", what="title", language="nl", text="Nog een titel"
    )
    assert analyst.shown["id"] == "mijn-bestand-yaml"
    analyst.does("say", what="why", language="en", text="What if?")
    assert analyst.lab.scenario.variant is not None
    assert analyst.lab.scenario.variant.why == Text({"en": "What if?"}, "nl")


def test_a_new_variant_takes_the_name_of_no_other(analyst: Analyst) -> None:
    assert analyst.does("begin", title="Everyone parks").shown["id"] == "everyone-parks-2"


def test_what_is_saved_opens_again(analyst: Analyst) -> None:
    analyst.begins().does("choice_lead", step="resident", choice="neen", target="to:zone")
    variant = analyst.lab.scenario.variant
    file = analyst.does("save").panel.data["file"]
    assert (file["number"], file["name"]) == ("1", "mijn-variant.yaml")
    reading = read_variant_text(file["content"], "v", STUDY.readings)
    assert reading.variant == variant
    other = Analyst().does("read", text=file["content"], name=file["name"])
    assert other.lab.scenario.variant == variant
    assert analyst.does("save").panel.data["file"]["number"] == "2"


def test_a_variant_without_title_is_not_saved(analyst: Analyst) -> None:
    analyst.begins().does("say", what="title", language="nl", text="").does("save")
    assert analyst.panel.data["file"] == {}
    assert "Geef ze een titel" in analyst.lab.notice


def test_an_unsound_variant_is_saved_with_a_warning(analyst: Analyst) -> None:
    analyst.begins().does("step_remove", step="permit").does("save")
    assert analyst.panel.data["file"]["number"] == "1"
    assert "nog fouten" in analyst.lab.notice


def test_a_file_that_is_unsound_changes_nothing_and_tells_line_and_column(
    analyst: Analyst,
) -> None:
    analyst.begins()
    before = analyst.lab.scenario
    analyst.does("read", text=FILE.replace("to: vehicle", "to: nowhere"), name="x.yaml")
    assert analyst.lab.scenario is before
    assert [plainly(line) for line in analyst.panel.data["refused"]] == [
        (
            "Regel 6, kolom 43: Hier leidt iets naar 'nowhere', maar die stap bestaat niet. "
            "Kies een andere stap."
        )
    ]
    analyst.does("read", text="{", name="x.yaml")
    assert analyst.panel.data["refused"] == ["Regel 2, kolom 1: Dit is geen leesbaar YAML-bestand."]
    analyst.does("read", text=FILE, name="x.yaml")
    assert analyst.panel.data["refused"] == []
    assert analyst.shown["id"] == "everyone-parks"


def test_a_file_that_is_too_large_is_refused_in_words(analyst: Analyst) -> None:
    analyst.does("read", text="x" * 1_000_001, name="x.yaml")
    assert "te groot" in analyst.panel.data["refused"][0]


def test_a_half_made_variant_outlives_a_reload_with_its_open_step(analyst: Analyst) -> None:
    analyst.begins().does("step_add", kind="question", text="Student?", count="5")
    analyst.does("step_remove", step="permit").does("open", step="student")
    again = analyst.reloads()
    assert again.lab.scenario == analyst.lab.scenario
    assert again.form == analyst.form
    assert again.errors == analyst.errors
    assert again.errors


def test_a_variant_that_leaves_no_flow_shows_how_to_go_back(analyst: Analyst) -> None:
    text = "scenario: s\nflow: parking-permit\ntitle: t\nvariant: {title: v, patch: {steps: null}}"
    reading = read_scenario_text(text, "s", STUDY)
    assert reading.scenario is not None
    analyst.lab.edit(reading.scenario)
    assert not analyst.shown["readable"]
    assert analyst.shown["step"] is None
    assert analyst.shown["problems"]
    analyst.does("step_remove", step="zone").does("save")
    assert analyst.does("undo").panel.data["variant"] is None


def test_each_act_on_the_shipped_flow_is_answered_in_its_language() -> None:
    study = load_study()
    analyst = Analyst(study)
    analyst.lab.speak("en")
    for variant, (found, _) in study.variants.items():
        analyst.does("choose", variant=variant)
        assert analyst.shown["name"] == found.title.in_language("en")
        assert analyst.errors == []
        assert analyst.shown["state"].endswith("The variant is sound.")
        assert analyst.reads_back()
