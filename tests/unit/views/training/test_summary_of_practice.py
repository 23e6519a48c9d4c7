from __future__ import annotations

from practice_room import ANN, BOB, CAS, hand_in, practice, reloaded, walk

from ssmflow.views.training.summary_view import SummaryView


def test_after_the_last_case_comes_the_summary() -> None:
    page = practice()
    for answers in (ANN, BOB, BOB):
        hand_in(page, answers)
        page.go_on(page.case_id)
    assert page.screen == "summary"
    told = SummaryView(page).data
    assert told["total"] == "9 van de 12 punten"
    assert [row["told"] for row in told["rows"]] == [
        "juist",
        "juist",
        "juiste uitkomst, verkeerde weg",
    ]
    assert told["study"]["questions"] == ["Woon je in de stad?"]
    assert [term["label"] for term in told["study"]["terms"]] == ["domicilie"]


def test_the_record_says_what_it_covers_and_that_it_is_no_certificate() -> None:
    page = practice()
    hand_in(page, ANN)
    page.sum_up()
    record = SummaryView(page).data["record"]
    assert record["result"] == "Resultaat: 4 van de 12 punten."
    assert "1 van de 3 casussen, waarvan 1 meteen" in record["right"]
    assert record["cases"][0] == "Geval ann (4 punten)"
    assert "geen officieel attest" in record["unofficial"]


def test_nobody_is_praised_before_all_cases_are_done() -> None:
    page = practice()
    hand_in(page, ANN)
    page.sum_up()
    assert not SummaryView(page).data["study"]["shown"]
    for case, answers in {"bob": BOB, "cas": CAS}.items():
        page.open_case(case)
        hand_in(page, answers)
    page.sum_up()
    assert SummaryView(page).data["study"]["none"].startswith("Je week nergens af")


def test_what_went_astray_at_an_earlier_try_is_still_to_be_studied() -> None:
    page = practice()
    for answers in ({**ANN, "zone": "c"}, BOB, ANN):
        hand_in(page, answers)
        page.retry("ann")
    for case, answers in {"bob": BOB, "cas": CAS}.items():
        page.open_case(case)
        hand_in(page, answers)
    page.sum_up()
    for each in (page, reloaded(page)):
        told = SummaryView(each).data["study"]
        assert told["questions"] == ["In welke zone woon je?", "Woon je in de stad?"]
        assert told["none"] == ""


def test_there_is_no_record_of_nothing() -> None:
    page = practice()
    page.sum_up()
    assert SummaryView(page).data["record"] is None


def test_from_the_summary_one_goes_on_where_one_was() -> None:
    page = practice()
    hand_in(page, BOB)
    page.go_on("ann")
    walk(page, {"resident": "ja"})
    page.sum_up()
    told = SummaryView(page).data
    assert [way["act"] for way in told["ways"]] == ["carry_on", "again", "leave_set"]
    assert told["record"]["cases"] == [
        "Geval ann (0 punten)",
        "Geval bob (niet ingediend)",
        "Geval cas (niet ingediend)",
    ]
    page.carry_on()
    assert (page.screen, page.case_id, page.walk.counted) == ("case", "bob", {"resident": "ja"})
    hand_in(page, {"zone": "a", "vehicle": "auto"})
    page.sum_up()
    page.carry_on()
    assert (page.screen, page.case_id) == ("case", "cas")


def test_what_was_not_handed_in_is_not_practised_again() -> None:
    page = practice()
    page.open_case("bob")
    hand_in(page, ANN)
    page.sum_up()
    page.practise_missed()
    assert (page.screen, page.case_id) == ("case", "bob")
    assert page.progress.of("bob").walking


def test_only_the_missed_cases_are_practised_again() -> None:
    page = practice()
    for answers in (ANN, ANN, BOB):
        hand_in(page, answers)
        page.go_on(page.case_id)
    page.practise_missed()
    assert (page.screen, page.case_id) == ("case", "bob")
    hand_in(page, BOB)
    page.go_on("bob")
    assert (page.screen, page.case_id) == ("case", "cas")
    hand_in(page, CAS)
    page.go_on("cas")
    assert page.screen == "summary"
    assert [page.progress.of(name).tries for name in ("ann", "bob", "cas")] == [1, 2, 2]
