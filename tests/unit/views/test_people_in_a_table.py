"""The table of people: what it says of each, how it is sorted, limited, turned and compared."""

from __future__ import annotations

import csv
import io
from base64 import b64decode
from collections.abc import Mapping

import openpyxl
import pytest
from people_lab import EVERYONE_PARKS, UNSOUND, change, lab_of_three, people_of, row_of, send, who

from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.people import PeoplePanel


@pytest.fixture
def lab() -> Lab:
    return lab_of_three()


@pytest.fixture
def panel(lab: Lab) -> PeoplePanel:
    return PeoplePanel(lab)


def test_a_row_tells_the_outcome_with_its_kind_in_words(panel: PeoplePanel) -> None:
    anna = row_of(panel, "anna")
    assert anna["title"] == "Anna"
    assert anna["outcome"]["lead"] == ""
    (end,) = anna["outcome"]["ends"]
    assert end == {
        "text": "Je kunt geen bewonerskaart krijgen.",
        "kind": "stop",
        "word": panel.lab.words["tell_stop"],
    }
    assert anna["next"] is None


def test_whose_answers_are_missing_has_the_exact_list_and_what_to_ask_first(
    panel: PeoplePanel,
) -> None:
    bert = row_of(panel, "bert")
    assert bert["outcome"]["lead"] == "nog 2 mogelijk"
    assert [end["kind"] for end in bert["outcome"]["ends"]] == ["act", "stop"]
    assert "In welke zone woon je?" in bert["next"]["question"]
    assert bert["next"]["left"] == "nog ongeveer 1 van de 2 over"


def test_a_path_is_told_in_answers_and_what_is_beside_it_apart(panel: PeoplePanel) -> None:
    path = row_of(panel, "bert")["path"]
    assert path["summary"] == "1 antwoord, 1 ander bekend"
    on_path, beside = path["groups"]
    assert [len(on_path["answers"]), len(beside["answers"])] == [1, 1]
    assert on_path["name"] == ""
    assert beside["name"]


def test_a_link_leads_to_the_walk_with_these_answers_in_this_language(
    lab: Lab, panel: PeoplePanel
) -> None:
    assert row_of(panel, "bert")["walk"] == "resident=ja&vehicle=auto"
    lab.speak("en")
    assert row_of(panel, "bert")["walk"] == "resident=ja&vehicle=auto&~lang=en"
    assert row_of(panel, "anna")["title"] == "Anne"


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("who", ["anna", "bert", "cleo"]),
        ("outcome", ["cleo", "anna", "bert"]),
        ("next", ["bert", "anna", "cleo"]),
        ("path", ["bert", "anna", "cleo"]),
    ],
)
def test_each_column_sorts_then_turns_round_then_lets_go(
    lab: Lab, panel: PeoplePanel, column: str, order: list[str]
) -> None:
    def told() -> str:
        columns = panel.data["table"]["columns"]
        return str(next(each["sort"] for each in columns if each["id"] == column))

    send(panel, "sort", column=column)
    assert (who(panel), told()) == (order, "ascending")
    send(panel, "sort", column=column)
    assert told() == "descending"
    assert who(panel)[-1] == order[0]
    send(panel, "sort", column=column)
    assert (who(panel), told(), lab.view) == (["anna", "bert", "cleo"], "none", {})


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ({"people-find": "BERT"}, ["bert"]),
        ({"people-find": "geen kaart"}, ["anna", "bert"]),
        ({"people-open": "1"}, ["bert"]),
        ({"people-end": "permit"}, ["bert", "cleo"]),
        ({"people-end": "~restart"}, []),
        ({"people-find": "nobody"}, []),
        ({"people-moved": "1", "people-sort": "-after"}, ["anna", "bert", "cleo"]),
        ({"people-sort": "nonsense", "people-page": "-3"}, ["anna", "bert", "cleo"]),
        ({"people-page": "99999"}, ["anna", "bert", "cleo"]),
    ],
    ids=str,
)
def test_what_is_looked_for_stands_in_the_address(
    lab: Lab, panel: PeoplePanel, view: Mapping[str, str], found: list[str]
) -> None:
    lab.look(**view)
    assert who(panel) == found
    again = lab_of_three()
    again.arrive(lab.fragment)
    assert again.view == lab.view == view


def test_the_counts_say_how_many_are_open_and_how_many_are_shown(
    lab: Lab, panel: PeoplePanel
) -> None:
    assert panel.data["status"] == "3 mensen, 1 nog open"
    send(panel, "only", what="open", on="1")
    assert panel.data["status"] == "3 mensen, 1 nog open, 1 in de tabel"
    send(panel, "clear")
    assert lab.view == {}


def test_a_change_tells_by_word_and_sign_who_ends_elsewhere(lab: Lab, panel: PeoplePanel) -> None:
    change(lab, EVERYONE_PARKS)
    assert panel.data["status"] == "3 mensen, 1 nog open, 1 elders door de wijziging"
    anna, cleo = row_of(panel, "anna")["after"], row_of(panel, "cleo")["after"]
    assert anna["moved"]
    assert anna["lead"].startswith("≠ andere mogelijkheden: nog ")
    assert (cleo["moved"], cleo["lead"]) == (False, "= eindigt bij hetzelfde")
    send(panel, "only", what="moved", on="1")
    assert who(panel) == ["anna"]


def test_an_unsound_change_is_told_and_not_looked_at(lab: Lab, panel: PeoplePanel) -> None:
    change(lab, UNSOUND)
    assert row_of(panel, "anna")["after"] is None
    assert panel.data["notes"][0] == lab.words["people_variant_unsound"]


def test_of_many_people_one_page_is_shown(lab: Lab, panel: PeoplePanel) -> None:
    people_of(lab, 120)
    assert len(who(panel)) == 50
    assert panel.data["pages"]["text"] == "Rij 1 tot 50 van 120"
    send(panel, "page", page="3")
    assert who(panel)[0] == "p-100"
    assert [turn["on"] for turn in panel.data["pages"]["turns"]] == [True, False]
    send(panel, "sort", column="who")
    assert panel.data["pages"]["text"] == "Rij 1 tot 50 van 120"


def test_the_files_hold_every_row_that_is_looked_at_in_its_order(
    lab: Lab, panel: PeoplePanel
) -> None:
    change(lab, EVERYONE_PARKS)
    send(panel, "sort", column="outcome")
    send(panel, "save", kind="csv")
    file = panel.data["file"]
    rows = list(csv.reader(io.StringIO(file["content"].removeprefix("\ufeff"))))
    assert file["name"] == "mensen.csv"
    assert [row[0] for row in rows] == ["Wie", "Cleo", "Anna", "Bert"]
    assert {len(row) for row in rows} == {8}
    send(panel, "save", kind="xlsx")
    file = panel.data["file"]
    sheet = openpyxl.load_workbook(io.BytesIO(b64decode(file["content"]))).worksheets[0]
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == [
        [cell.replace("\r\n", "\n") for cell in row] for row in rows
    ]
    panel.refresh()
    assert panel.data["file"] is None


def test_a_row_is_edited_below_and_removed_with_a_way_back(lab: Lab, panel: PeoplePanel) -> None:
    send(panel, "edit", person="bert")
    assert lab.view == {"people-edit": "bert"}
    send(panel, "remove", person="bert")
    assert who(panel) == ["anna", "cleo"]
    lab.undo()
    assert who(panel) == ["anna", "bert", "cleo"]


def test_while_another_tab_is_open_nothing_is_told(lab: Lab, panel: PeoplePanel) -> None:
    lab.open_tab("shares")
    assert panel.data == {"shown": False}


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("sort", {"column": "__class__"}),
        ("sort", {"column": 1}),
        ("end", {"end": "resident"}),
        ("only", {"what": "page", "on": "1"}),
        ("page", {"page": "1e9"}),
        ("page", {"page": "٣"}),
        ("save", {"kind": "exe"}),
        ("edit", {"person": "nobody"}),
        ("remove", {"person": "nobody"}),
        ("remove", {}),
        ("_rows", {}),
    ],
)
def test_a_crafted_message_changes_nothing(
    lab: Lab, panel: PeoplePanel, act: str, values: Mapping[str, object]
) -> None:
    before = (lab.scenario, lab.view, lab.notice, panel.data)
    send(panel, act, **values)
    assert (lab.scenario, lab.view, lab.notice, panel.data) == before


def test_an_endless_search_is_cut(lab: Lab, panel: PeoplePanel) -> None:
    send(panel, "find", text="x" * 10_000)
    assert len(lab.view["people-find"]) == 200
