"""Below the table: somebody changed, people added by hand or from outside, all of them saved."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

import pytest
from people_lab import EVERYONE_PARKS, PEOPLE, change, lab_of_three, people_of, send

from ssmflow.flow.study import Variant
from ssmflow.formats.personas_file import read_personas_text
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.people_form import PeopleForm

NEW_QUESTION = Variant(
    "new-question",
    "parking-permit",
    PEOPLE[0].title,
    {
        "steps": {
            "resident": {"choices": {"soms": {"label": "Soms", "to": "often"}}},
            "often": {"text": "Hoe vaak?", "choices": {"veel": {"label": "Veel", "to": "zone"}}},
        }
    },
)


@pytest.fixture
def lab() -> Lab:
    return lab_of_three()


@pytest.fixture
def form(lab: Lab) -> PeopleForm:
    return PeopleForm(lab)


def people(lab: Lab) -> dict[str, Mapping[str, str]]:
    return {persona.id: dict(persona.answers) for persona in lab.scenario.people}


def opened(form: PeopleForm, content: bytes, name: str = "list.csv", how: str = "add") -> None:
    send(form, "open", name=name, content=b64encode(content).decode(), how=how)


def lines(form: PeopleForm) -> list[tuple[str, str]]:
    problems = form.data["opening"]["problems"]
    return [(each["where"], each["message"]) for each in problems]


def test_the_form_of_a_persona_asks_every_question_in_the_order_of_the_flow(
    lab: Lab, form: PeopleForm
) -> None:
    nobody = form.data["person"]
    assert nobody is None
    lab.look(**{"people-edit": "bert"})
    person = form.data["person"]
    assert person["title"]["value"] == "Bert"
    assert [each["id"] for each in person["questions"]] == ["resident", "zone", "vehicle"]
    assert [each["value"] for each in person["questions"]] == ["ja", "", "auto"]
    assert person["questions"][0]["options"] == [
        {"id": "", "text": "onbekend"},
        {"id": "ja", "text": "Ja"},
        {"id": "neen", "text": "Neen"},
    ]
    assert person["now"] == "Nog 2 uitkomsten mogelijk."


def test_an_answer_counts_at_once_and_can_be_undone(lab: Lab, form: PeopleForm) -> None:
    lab.look(**{"people-edit": "bert"})
    send(form, "answer", person="bert", question="zone", choice="c")
    assert people(lab)["bert"] == {"resident": "ja", "vehicle": "auto", "zone": "c"}
    assert form.data["person"]["now"].startswith("Eindigt nu bij: Je kunt geen bewonerskaart")
    send(form, "answer", person="bert", question="resident", choice="")
    assert people(lab)["bert"] == {"vehicle": "auto", "zone": "c"}
    lab.undo()
    lab.undo()
    assert people(lab)["bert"] == {"resident": "ja", "vehicle": "auto"}


def test_the_questions_and_choices_of_a_variant_can_be_answered_too(
    lab: Lab, form: PeopleForm
) -> None:
    change(lab, NEW_QUESTION)
    lab.look(**{"people-edit": "bert"})
    questions = form.data["person"]["questions"]
    assert [each["id"] for each in questions] == ["resident", "zone", "vehicle", "often"]
    assert {"id": "soms", "text": "Soms"} in questions[0]["options"]
    send(form, "answer", person="bert", question="often", choice="veel")
    assert people(lab)["bert"]["often"] == "veel"


def test_a_title_is_changed_in_the_language_that_is_shown(lab: Lab, form: PeopleForm) -> None:
    lab.speak("en")
    send(form, "title", person="anna", title="  Annie ")
    send(form, "title", person="bert", title="Bertie")
    anna, bert, _ = lab.scenario.people
    assert anna.title.by_language == {"nl": "Anna", "en": "Annie"}
    assert bert.title.by_language == {"nl": "Bertie"}


@pytest.mark.parametrize("title", ["", "  ", "x" * 2001])
def test_a_title_that_cannot_be_is_told_beside_its_field(
    lab: Lab, form: PeopleForm, title: str
) -> None:
    lab.look(**{"people-edit": "bert"})
    send(form, "title", person="bert", title=title)
    assert lab.scenario.people == PEOPLE
    assert "2.000" in form.data["person"]["title"]["problem"]
    send(form, "title", person="bert", title="Bertus")
    assert form.data["person"]["title"]["problem"] == ""


def test_somebody_new_has_a_form_at_once_and_can_be_removed(lab: Lab, form: PeopleForm) -> None:
    send(form, "new")
    send(form, "new")
    assert [*people(lab)] == ["anna", "bert", "cleo", "persona", "persona-2"]
    assert form.data["person"]["heading"] == "Wijzig: Nieuwe persoon 5"
    send(form, "remove", person="persona-2")
    assert form.data["person"] is None
    send(form, "close")
    assert lab.view == {}


def test_a_scenario_that_is_full_takes_nobody_more(lab: Lab, form: PeopleForm) -> None:
    people_of(lab, 5000)
    scenario = lab.scenario
    send(form, "new")
    assert lab.scenario is scenario
    assert "5.000" in form.data["said"]
    opened(form, b"persona,resident\nx,ja\n")
    assert lab.scenario is scenario
    assert lines(form) == [("", "together there would be 5,001 people; at most 5,000 fit")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_added_and_taken_ids_are_kept_apart(
    lab: Lab, form: PeopleForm, separator: str
) -> None:
    rows = ["persona,title,resident,zone", "anna,Zoë,Ja,Zone B", "dirk,Dirk,neen,"]
    opened(form, "\r\n".join(rows).replace(",", separator).encode("cp1252"))
    assert [*people(lab)] == ["anna", "bert", "cleo", "anna-2", "dirk"]
    assert people(lab)["anna-2"] == {"resident": "ja", "zone": "b"}
    assert lab.scenario.people[3].title.in_language("nl") == "Zoë"
    assert form.data["said"] == "Overgenomen: 2 mensen."
    lab.undo()
    assert lab.scenario.people == PEOPLE


def test_a_pasted_text_takes_the_place_of_all(lab: Lab, form: PeopleForm) -> None:
    text = "personas: parking-permit\npeople:\n  eva: {title: Eva, answers: {zone: a}}\n"
    send(form, "paste", text=text, how="replace")
    assert people(lab) == {"eva": {"zone": "a"}}


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_changes(
    lab: Lab, form: PeopleForm
) -> None:
    opened(form, b"persona,resident,zone\nx,ja,q\ny,misschien,a\n", how="replace")
    assert lab.scenario.people == PEOPLE
    assert form.data["said"] == lab.words["people_refused"]
    assert [where for where, _ in lines(form)] == ["Rij 2, kolom 3", "Rij 3, kolom 2"]
    assert "'q' is no choice" in lines(form)[0][1]


def test_of_very_many_problems_some_are_told_and_the_rest_counted(form: PeopleForm) -> None:
    opened(form, b"persona,resident\n" + b"x y,perhaps\n" * 60)
    assert len(lines(form)) == 50
    assert form.data["opening"]["more"] == "en nog 70 andere."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("%%%", "did not arrive whole"),
        (b64encode(b"x" * 1_000_001).decode(), "larger than 1 MB"),
        (b64encode(b"\xff\xfe\x00").decode(), "no text"),
        ("", "the table is empty"),
    ],
)
def test_what_is_no_list_is_told(lab: Lab, form: PeopleForm, content: str, reason: str) -> None:
    send(form, "open", name="x.csv", content=content, how="add")
    assert lab.scenario.people == PEOPLE
    assert reason in lines(form)[0][1]


@pytest.mark.parametrize("kind", ["yaml", "csv"])
def test_a_saved_file_holds_everybody_and_can_be_read_again(form: PeopleForm, kind: str) -> None:
    send(form, "save", kind=kind)
    file = form.data["file"]
    reading = read_personas_text(file["content"], file["name"], form.lab.flow)
    assert [each.answers for each in reading.people] == [each.answers for each in PEOPLE]
    assert file["name"] == f"parking-permit.{kind}"
    form.refresh()
    assert form.data["file"] is None


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("answer", {"person": "bert", "question": "zone", "choice": "q"}),
        ("answer", {"person": "bert", "question": "permit", "choice": "ja"}),
        ("answer", {"person": "nobody", "question": "zone", "choice": "a"}),
        ("answer", {"person": "bert", "question": ["zone"], "choice": "a"}),
        ("title", {"person": "nobody", "title": "x"}),
        ("remove", {"person": "nobody"}),
        ("open", {"name": "x", "content": "", "how": "destroy"}),
        ("paste", {"text": "persona\n", "how": ""}),
        ("paste", {"text": "x" * 1_500_001, "how": "add"}),
        ("save", {"kind": "../x"}),
        ("finish", {}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_crafted_message_changes_nothing(
    lab: Lab, form: PeopleForm, act: str, values: Mapping[str, object]
) -> None:
    before = (lab.scenario, lab.view, lab.notice, form.data)
    send(form, act, **values)
    assert (lab.scenario, lab.view, lab.notice, form.data) == before


def test_the_form_goes_with_the_tab(lab: Lab, form: PeopleForm) -> None:
    change(lab, EVERYONE_PARKS)
    lab.open_tab("shares")
    assert form.data == {"shown": False}
