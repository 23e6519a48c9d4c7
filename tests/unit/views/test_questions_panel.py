"""The tab of questions turned round, by what a browser is told and sends."""

from __future__ import annotations

from typing import Any

import pytest
from findings_told import control_of, section_of, sections_of, send, table_of, texts_of
from people_lab import EVERYONE_PARKS, change, lab_of_three

from ssmflow import load_study
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.questions import QuestionsPanel
from ssmflow.views.lab.questions_walk import LONGEST_LINK

ELSEWHERE = "resident=ja&zone=c&vehicle=auto"


@pytest.fixture
def lab() -> Lab:
    lab = lab_of_three()
    lab.open_tab("questions")
    return lab


@pytest.fixture
def panel(lab: Lab) -> QuestionsPanel:
    return QuestionsPanel(lab)


def walked(panel: QuestionsPanel) -> list[tuple[str, str]]:
    """Return the questions on the walk, each with its answer."""
    controls = (each for each in section_of(panel, "decided")["form"])
    return [
        (each["values"]["question"], each["value"])
        for each in controls
        if each["key"].startswith("walk-")
    ]


def test_every_minimal_set_of_answers_leads_to_the_chosen_outcome(panel: QuestionsPanel) -> None:
    told = texts_of(panel, "ways")
    assert told[0] == "Er zijn 2 manieren om hier te komen."
    assert [answer.rpartition(" → ")[2] for answer in told[2:8]] == [
        *("Ja", "Zone A", "Auto †".replace(" ", "\N{NO-BREAK SPACE}")),
        *("Ja", "Zone B", "Auto †".replace(" ", "\N{NO-BREAK SPACE}")),
    ]


def test_one_can_ask_how_to_come_to_start_again(lab: Lab, panel: QuestionsPanel) -> None:
    send(panel, "goal", chosen="*")
    assert lab.view == {"goal": "*"}
    assert texts_of(panel, "ways")[0] == "Er is 1 manier om hier te komen."
    assert control_of(panel, "goal")["value"] == "*"


def test_the_next_question_comes_up_as_one_answers(lab: Lab, panel: QuestionsPanel) -> None:
    assert walked(panel) == [("resident", "")]
    send(panel, "answer", question="resident", chosen="ja")
    assert walked(panel) == [("resident", "ja"), ("zone", "")]
    send(panel, "answer", question="resident", chosen="")
    assert walked(panel) == [("resident", "")]
    assert lab.view == {}


def test_what_is_still_possible_is_told_before_the_end(panel: QuestionsPanel) -> None:
    send(panel, "answer", question="resident", chosen="ja")
    assert "Zoveel uitkomsten zijn nog mogelijk: 3" in texts_of(panel, "decided")[0]


def test_at_the_end_it_is_told_which_single_answer_would_change_it(
    lab: Lab, panel: QuestionsPanel
) -> None:
    send(panel, "link", text=f"https://example.org/#{ELSEWHERE}&~lang=nl")
    assert lab.view == {"answered": ELSEWHERE}
    assert [row[0].rpartition(" → ")[2] for row in table_of(panel, "decided")] == [
        "Zone A",
        "Zone B",
        "Terug naar het begin",
    ]
    assert [text for text in texts_of(panel, "decided") if text.endswith("stad?’ → Ja")]  # noqa: RUF001


def test_an_answer_that_starts_again_can_be_taken_back(panel: QuestionsPanel) -> None:
    send(panel, "link", text="resident=ja&zone=c")
    send(panel, "answer", question="vehicle", chosen="terug")
    assert walked(panel)[-1] == ("vehicle", "terug")
    assert texts_of(panel, "decided")[0].startswith("Met dit antwoord begin je opnieuw")
    send(panel, "answer", question="vehicle", chosen="auto")
    assert walked(panel)[-1] == ("vehicle", "auto")


def test_the_answers_of_a_person_count_as_soon_as_their_question_comes_up(
    panel: QuestionsPanel,
) -> None:
    send(panel, "person", chosen="bert")
    assert walked(panel) == [("resident", "ja"), ("zone", "")]
    assert "Deze antwoorden tellen mee zodra hun vraag langskomt:" in texts_of(panel, "decided")
    assert control_of(panel, "person")["value"] == "bert"
    send(panel, "answer", question="zone", chosen="c")
    assert walked(panel) == [("resident", "ja"), ("zone", "c"), ("vehicle", "auto")]
    assert control_of(panel, "person")["value"] == ""


@pytest.mark.parametrize(
    "link", ["", "#", "nonsense", "https://example.org/#a=b", "\x00", "%ff=%ff"]
)
def test_a_link_without_an_answer_is_refused_beside_its_field(
    lab: Lab, panel: QuestionsPanel, link: str
) -> None:
    send(panel, "link", text=link)
    assert control_of(panel, "link")["refused"].startswith("In deze link staat geen antwoord")
    assert (lab.view, lab.notice) == ({}, "")


def test_what_fits_of_a_link_is_used(panel: QuestionsPanel) -> None:
    send(panel, "link", text="#resident=ja&colour=red")
    assert walked(panel) == [("resident", "ja"), ("zone", "")]
    assert control_of(panel, "link")["refused"].startswith("Niet alles in deze link past")


def test_dead_ends_are_told_with_their_paths(panel: QuestionsPanel) -> None:
    (row,) = table_of(panel, "closed")
    assert row[0].endswith("(stopt hier)")
    assert row[1] == "2 van 7"
    assert "Elke vraag kan de uitkomst veranderen." in texts_of(panel, "closed")


def test_a_reconstructed_arrow_is_told_with_its_reason_and_who_takes_it(
    panel: QuestionsPanel,
) -> None:
    (row,) = table_of(panel, "arrows")
    assert row[1] == "3 van 7"
    told = texts_of(panel, "arrows")
    assert "De folder toont geen pijl; enkel zone A en B geven kaarten uit." in told
    assert {"zeker: 2", "Bert", "Cleo"} <= set(told)
    assert "misschien: 1" not in told


def test_the_open_change_can_be_asked_instead(lab: Lab, panel: QuestionsPanel) -> None:
    assert "ask" not in sections_of(panel)
    send(panel, "ask", chosen="own")
    change(lab, EVERYONE_PARKS)
    assert control_of(panel, "ask")["value"] == "own"
    assert table_of(panel, "closed")[0][1] == "4 van 12"
    send(panel, "ask", chosen="flow")
    assert table_of(panel, "closed")[0][1] == "2 van 7"


@pytest.mark.parametrize(
    "content",
    [
        {"act": "goal", "chosen": "resident"},
        {"act": "goal", "chosen": "<b>"},
        {"act": "answer", "question": "zone", "chosen": "a"},
        {"act": "answer", "question": "resident", "chosen": "perhaps"},
        {"act": "answer", "question": "permit", "chosen": ""},
        {"act": "person", "chosen": "nobody"},
        {"act": "person", "chosen": ["anna"]},
        {"act": "_walk", "text": "resident=ja"},
    ],
    ids=str,
)
def test_a_crafted_message_changes_nothing(lab: Lab, panel: QuestionsPanel, content: Any) -> None:
    panel._handle_custom_msg(content, [])
    assert (lab.view, lab.notice) == ({}, "")


@pytest.mark.parametrize("text", ["x" * 50_000, "resident=" + "ja" * LONGEST_LINK, "a=b&&&=%00"])
def test_nonsense_in_an_address_is_passed_over(lab: Lab, text: str) -> None:
    lab.view = {"answered": text, "goal": text, "asked": text}
    panel = QuestionsPanel(lab)
    assert walked(panel) == [("resident", "")]
    assert panel.data["failure"] == ""


def test_of_the_shipped_arrows_those_that_matter_are_named() -> None:
    lab = Lab(load_study())
    lab.open_tab("questions")
    panel = QuestionsPanel(lab)
    told = texts_of(panel, "arrows")
    assert told[1] == "Deze pijlen maken een verschil in een van de wijzigingen (2 van de 5):"
    assert [text.rpartition(" → ")[2] for text in told[2:4]] == ["Mandaatbeheerder", "Ja"]
    rows = table_of(panel, "arrows")
    assert [row[1] for row in rows] == ["7 van 11", "4 van 11", "9 van 11", "3 van 11", "4 van 11"]
