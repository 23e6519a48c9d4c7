from __future__ import annotations

import pytest
from practice_room import ANN, BOB, CAS, hand_in, practice, training, walk

from ssmflow import load_training
from ssmflow.formats.training import Training
from ssmflow.views.step import described
from ssmflow.views.training.case_view import CaseView
from ssmflow.views.training.hand_in import HandIn
from ssmflow.views.training.marking_view import MarkingView
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.start import StartView


def test_a_set_begins_with_its_first_case() -> None:
    page = practice()
    assert (page.screen, page.case_id, page.walk.current.id) == ("case", "ann", "resident")
    assert page.title == "Geval ann | Drie buren | Oefenen"


def test_a_case_is_handed_in_only_from_an_outcome_and_only_as_what_it_is() -> None:
    page = practice()
    page.hand_in("ann", "resident")
    walk(page, ANN)
    for elsewhere in (("bob", "permit"), ("ann", "no-permit"), ("", "")):
        page.hand_in(*elsewhere)
    assert (page.screen, page.case_id) == ("case", "ann")
    page.hand_in("ann", "permit")
    assert page.screen == "marking"


@pytest.mark.parametrize(
    ("answers", "mark", "astray"),
    [
        (CAS, "right", None),
        (BOB, "ground", "Woon je in de stad?"),
        ({**CAS, "zone": "b"}, "wrong", "In welke zone woon je?"),
    ],
)
def test_the_way_is_marked_and_not_only_its_end(
    answers: dict[str, str], mark: str, astray: str | None
) -> None:
    page = practice()
    page.open_case("cas")
    hand_in(page, answers)
    told = MarkingView(page).data
    assert told["mark"] == mark
    assert (told["astray"]["question"] if told["astray"] else None) == astray


def test_what_went_astray_is_told_beside_the_words_of_the_case() -> None:
    page = practice()
    hand_in(page, BOB)
    astray = MarkingView(page).data["astray"]
    assert (astray["chosen"], astray["fits"]) == ("Neen", "Ja")
    assert astray["words"] == "woont al jaren in de stad"
    assert "Het domicilie telt." in astray["why"]
    assert "<mark>woont al jaren in de stad</mark>" in CaseView(page).data["story"]


def test_where_the_arrow_was_inferred_that_is_told_with_the_explanation() -> None:
    page = Practice(load_training())
    page.open_set("externe-dienstverlener")
    hand_in(page, {"role": "lokale-beheerder", "eid": "neen"})
    told = MarkingView(page).data
    assert told["astray"]["question"].endswith("Ik ben:")
    assert told["astray"]["flow_why"] == ""
    assert "De bron toont deze pijl niet." in told["inferred"]
    assert "Mandaatbeheerder" in told["inferred_label"]


def test_each_mistake_in_a_shipped_case_is_explained_by_the_case_itself() -> None:
    (exercises,) = load_training().sets.values()
    for case in exercises.cases.values():
        assert set(case.grounds) == set(case.path), case.id
        assert all(ground.why for ground in case.grounds.values()), case.id


def test_a_step_is_called_by_its_number_on_the_map() -> None:
    page = Practice(load_training())
    page.open_set("externe-dienstverlener")
    walk(page, {"role": "mandaatbeheerder", "eid": "ja", "conclude-mandate": "ja"})
    told = described(page)
    assert (told["overline"], told["page"]) == ("Vraag 4", "stap 11")


def test_every_choice_that_fits_is_told() -> None:
    page = practice()
    hand_in(page, {**ANN, "zone": "c"})
    assert MarkingView(page).data["astray"]["fits"] == "Zone A of Zone B"


def test_a_hint_costs_a_point_and_says_so_before() -> None:
    page = practice()
    assert CaseView(page).data["next_hint"] == "Toon een hint (kost 1 punt)"
    page.take_hint("ann", "1")
    page.take_hint("ann", "1")
    page.take_hint("ann", "3")
    page.take_hint("bob", "2")
    told = CaseView(page).data
    assert [hint["label"] for hint in told["hints"]] == ["Hint 1 van 2"]
    assert told["worth"] == "Nog te verdienen: 3 punten"
    hand_in(page, ANN)
    assert MarkingView(page).data["earned"] == "3 van 4 punten"


def test_there_is_no_hint_beyond_the_last() -> None:
    page = practice()
    for number in ("1", "2", "3"):
        page.take_hint("ann", number)
    assert page.progress.of("ann").hints == 2
    assert CaseView(page).data["next_hint"] == ""


def test_another_try_starts_anew_and_is_counted() -> None:
    page = practice()
    hand_in(page, BOB)
    page.retry("bob")
    assert page.screen == "marking"
    page.retry("ann")
    assert (page.screen, page.fragment.split("&")[0]) == ("case", "~set=cases")
    hand_in(page, ANN)
    assert MarkingView(page).data["earned"] == "3 van 4 punten · poging 2"


def test_a_handed_in_walk_can_no_more_be_changed() -> None:
    page = practice()
    hand_in(page, ANN)
    before = page.fragment
    page.change("resident", "neen")
    page.back("permit")
    page.restart("permit")
    page.return_to("zone")
    page.take_hint("ann", "1")
    page.hand_in("ann", "permit")
    assert page.fragment == before
    assert page.walk.counted == ANN


def test_a_late_click_of_another_screen_does_nothing() -> None:
    page = practice()
    before = page.fragment
    page.go_on("ann")
    page.retry("ann")
    page.practise_missed()
    page.open_set("cases")
    page.open_set("nergens")
    page.open_case("nergens")
    page.close_privacy()
    assert page.fragment == before


def test_another_set_is_chosen_without_losing_this_one() -> None:
    page = practice()
    hand_in(page, ANN)
    page.leave_set()
    assert page.screen == "start"
    assert StartView(page).data["sets"][0]["so_far"] == "1 van 3 ingediend"
    page.open_set("cases")
    assert (page.screen, page.case_id) == ("case", "bob")


def test_a_case_that_was_begun_is_gone_on_with() -> None:
    page = practice()
    walk(page, {"resident": "ja"})
    page.open_case("cas")
    page.open_case("ann")
    assert page.walk.counted == {"resident": "ja"}


def test_the_language_changes_and_all_else_stays() -> None:
    page = practice()
    walk(page, ANN)
    page.speak("en")
    assert page.walk.counted == ANN
    assert HandIn(page).data["question"] == "What should happen next?"
    assert CaseView(page).data["title"] == "Geval ann (en)"


def test_the_focus_follows_a_step_and_a_screen_each_on_its_own() -> None:
    page = practice()
    assert (page.screens_seen, page.steps_taken) == (1, 0)
    walk(page, {"resident": "ja"})
    assert (page.screens_seen, page.steps_taken) == (1, 1)
    page.take_hint("ann", "1")
    assert (page.screens_seen, page.steps_taken) == (1, 1)


def test_a_flow_without_exercises_says_so() -> None:
    page = Practice(Training(training().flows))
    told = StartView(page).data
    assert told["sets"] == []
    assert "nog geen oefeningen" in told["lead"]
    assert told["join"] is None
