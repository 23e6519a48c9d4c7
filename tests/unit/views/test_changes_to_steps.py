from __future__ import annotations

import pytest
from changes_lab import Analyst


@pytest.fixture
def analyst() -> Analyst:
    return Analyst().begins()


def test_a_new_variant_is_called_after_its_title_and_changes_nothing(analyst: Analyst) -> None:
    assert analyst.shown["id"] == "mijn-variant"
    assert analyst.shown["name"] == "Mijn variant"
    assert analyst.shown["state"] == "Nog geen wijzigingen. De variant klopt."
    assert analyst.patch == {}


def test_the_first_step_stands_open_and_another_is_opened(analyst: Analyst) -> None:
    assert analyst.form["id"] == "resident"
    assert analyst.does("open", step="vehicle").form["name"] == "Wat voor voertuig heb je?"
    assert analyst.does("open", step="nowhere").form["id"] == "vehicle"


def test_a_retargeted_choice_is_reconstructed_and_a_patch_says_no_more(analyst: Analyst) -> None:
    analyst.does("choice_lead", step="resident", choice="neen", target="to:zone")
    assert analyst.patch == {
        "steps": {"resident": {"choices": {"neen": {"to": "zone", "basis": "reconstructed"}}}}
    }
    assert analyst.summary == [
        (
            "'Neen' bij 'Woon je in de stad?' leidt nu naar: "
            "'2\N{NO-BREAK SPACE}· In welke zone woon je?'"
        )
    ]
    analyst.does("choice_basis", step="resident", choice="neen", basis="source")
    assert analyst.patch == {"steps": {"resident": {"choices": {"neen": {"to": "zone"}}}}}


def test_a_choice_that_leads_where_it_led_is_as_it_was(analyst: Analyst) -> None:
    analyst.does("open", step="vehicle")
    why = analyst.choice("auto")["why"]
    analyst.does("choice_lead", step="vehicle", choice="auto", target="to:permit")
    assert [field["value"] for field in analyst.choice("auto")["why"]] == ["", ""]
    analyst.does("choice_lead", step="vehicle", choice="auto", target="rules")
    assert analyst.choice("auto")["why"] == why
    assert analyst.patch == {}


def test_a_text_changes_in_one_language_and_an_optional_one_can_go(analyst: Analyst) -> None:
    said = {"step": "resident", "what": "text", "language": "en"}
    analyst.does("step_say", **said, text="  Are you a\r\nresident?\x00 ")
    assert analyst.patch == {"steps": {"resident": {"text": {"en": "Are you a\nresident?"}}}}
    for language in ("nl", "en"):
        analyst.does("step_say", step="resident", what="note", language=language, text="")
    assert analyst.patch["steps"]["resident"]["note"] is None
    assert analyst.does("step_restore", step="resident").patch == {}


def test_a_text_that_must_be_there_is_missed(analyst: Analyst) -> None:
    for language in ("nl", "en"):
        said = {"what": "label", "language": language, "text": ""}
        analyst.does("choice_say", step="zone", choice="a", **said)
    assert analyst.errors == [
        "stap 'In welke zone woon je?', keuze 'a': Er ontbreekt nog een tekst."
    ]
    assert analyst.reads_back()


def test_a_step_is_added_with_choices_and_led_to(analyst: Analyst) -> None:
    analyst.does("step_add", kind="question", text="Ben je student?", count="5")
    assert analyst.form["id"] == "ben-je-student"
    assert analyst.errors == [
        "stap 'Ben je student?': Deze vraag heeft nog geen keuze. Voeg er een toe.",
        (
            "stap 'Ben je student?': Geen enkele weg komt nog bij 'Ben je student?'. Laat er een "
            "keuze naartoe leiden of schrap de stap."
        ),
    ]
    analyst.does("choice_add", step="ben-je-student", text="Ja", count="0")
    assert analyst.choice("ja")["basis"] == "reconstructed"
    assert analyst.errors[-1].endswith("Deze keuze leidt nog nergens naartoe. Kies een stap.")
    analyst.does("choice_add", step="ben-je-student", text="Neen", count="1")
    analyst.does("choice_lead", step="ben-je-student", choice="ja", target="to:permit")
    analyst.does("choice_lead", step="ben-je-student", choice="neen", target="restart")
    analyst.does("choice_lead", step="resident", choice="neen", target="to:ben-je-student")
    assert analyst.errors == []
    order = [step["id"] for step in analyst.shown["steps"]]
    assert order == ["resident", "ben-je-student", "zone", "vehicle", "permit", "no-permit"]
    assert analyst.reads_back()


def test_a_removed_step_is_missed_where_something_leads_to_it(analyst: Analyst) -> None:
    analyst.does("step_remove", step="no-permit").does("open", step="resident")
    assert len(analyst.errors) == 2
    assert analyst.errors[0].startswith("stap 'Woon je in de stad?', keuze 'Neen': Hier leidt iets")
    assert analyst.choice("neen")["target"] == "to:no-permit"
    assert analyst.choice("neen")["gone"] == "Je kunt geen bewonerskaart krijgen (bestaat niet)"
    assert analyst.shown["steps"][-1]["mark"] == "removed"
    assert analyst.does("open", step="no-permit").form["removed"]
    assert analyst.does("step_restore", step="no-permit").patch == {}


def test_a_step_that_nothing_reaches_can_be_removed_where_that_is_told(analyst: Analyst) -> None:
    for choice in "abc":
        analyst.does("choice_lead", step="zone", choice=choice, target="to:no-permit")
    offered = [(one["step"], one["remove"]) for one in analyst.shown["problems"]]
    assert offered[0] == ("vehicle", "vehicle")
    analyst.does("choice_remove", step="zone", choice="c").does("step_remove", step="vehicle")
    assert [one["remove"] for one in analyst.shown["problems"]] == ["permit"]
    analyst.does("step_remove", step="permit")
    assert analyst.errors == []


def test_steps_that_begin_alike_read_differently(analyst: Analyst) -> None:
    long = "Mijn straat ligt in een wijk waar bezoekers elke dag betalen om te parkeren, en ik "
    for count, end in enumerate(("werk er.", "woon er."), start=5):
        analyst.does("step_add", kind="stop", text=long + end, count=str(count))
    analyst.does("open", step="zone")
    names = [target["name"] for target in analyst.form["targets"]]
    assert names[-2].endswith("werk er")
    assert names[-1].endswith("woon er")
    assert names[0] == "1\N{NO-BREAK SPACE}· Woon je in de stad?"
    assert len({step["name"] for step in analyst.shown["steps"]}) == 7


def test_steps_that_differ_only_in_the_middle_read_differently(analyst: Analyst) -> None:
    text = "Mijn straat ligt in een wijk waar bezoekers {} betalen, zoals elders in deze stad ook."
    for count, middle in enumerate(("elke dag", "elke week"), start=5):
        said = text.format(middle)
        analyst.does("step_add", kind="stop", text=said, count=str(count))
    names = [target["name"] for target in analyst.form["targets"]]
    assert "dag betalen" in names[-1]
    assert "week betalen" in analyst.form["name"]


def test_what_follows_from_a_cut_is_told_once(analyst: Analyst) -> None:
    for choice in "abc":
        analyst.does("choice_lead", step="zone", choice=choice, target="to:no-permit")
    assert [error.partition(":")[0] for error in analyst.errors] == [
        "stap 'Wat voor voertuig heb je?'"
    ]


def test_the_last_step_stays(analyst: Analyst) -> None:
    for step in ("zone", "vehicle", "permit", "no-permit", "resident"):
        analyst.does("step_remove", step=step)
    assert [*analyst.flow["steps"]] == ["resident"]


def test_a_removed_first_step_is_replaced_by_another(analyst: Analyst) -> None:
    analyst.does("step_remove", step="resident")
    assert any("De weg begint bij 'Woon je in de stad?'" in error for error in analyst.errors)
    analyst.does("step_start", step="zone")
    assert analyst.flow["start"] == "zone"
    assert analyst.summary[0] == "De weg begint bij 'In welke zone woon je?'."


def test_a_question_becomes_an_outcome_and_back_again(analyst: Analyst) -> None:
    analyst.does("step_kind", step="zone", kind="refer").does("open", step="zone")
    assert (analyst.form["kind"], analyst.form["choices"]) == ("refer", [])
    analyst.does("link_add", step="zone", label="Lees dit", url="http://example.org")
    assert "Het adres van een link begint niet met https://." in analyst.told[-1] + analyst.told[-2]
    analyst.does("link_say", step="zone", index="0", language="", text="https://example.org")
    assert analyst.form["links"][0]["url"] == "https://example.org"
    analyst.does("link_remove", step="zone", index="0", mark="late")
    assert len(analyst.form["links"]) == 1
    analyst.does("link_remove", step="zone", index="0", mark=analyst.form["links"][0]["mark"])
    analyst.does("step_kind", step="zone", kind="question")
    assert [choice["name"] for choice in analyst.form["removed_choices"]] == [
        "Zone A",
        "Zone B",
        "Zone C",
    ]
    for choice in "abc":
        analyst.does("choice_restore", step="zone", choice=choice)
    assert analyst.patch == {}


def test_a_removed_choice_is_listed_and_comes_back_in_its_place(analyst: Analyst) -> None:
    analyst.does("choice_remove", step="zone", choice="a").does("open", step="zone")
    assert analyst.form["removed_choices"] == [{"id": "a", "name": "Zone A"}]
    assert any("die keuze bestaat niet" in error for error in analyst.errors)
    analyst.does("choice_restore", step="zone", choice="a")
    assert [*analyst.flow["steps"]["zone"]["choices"]] == ["a", "b", "c"]
