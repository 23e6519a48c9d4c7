"""After a session its cases can be read again, and nothing can be done with them any more."""

from __future__ import annotations

from dataclasses import replace

from asking import Asker, Scene
from attended import Participant, in_session, kinds, told
from practice_room import ANN, BOB, hand_in, practice

from ssmflow.views.training.case_view import CaseView
from ssmflow.views.training.marking_view import MarkingView
from ssmflow.views.training.summary_view import SummaryView
from ssmflow.views.training.top import TopView


async def ended(trainer: Asker, one: Participant) -> None:
    """Have Bob's case handed in with a wrong answer, and the session end."""
    await trainer.act("opened", case="bob")
    await one.at("case")
    hand_in(one.page, ANN)
    await one.recorded()
    await trainer.act("ended")
    await one.at("summary")


def offered(one: Participant) -> list[str]:
    """The cases that the summary leads to."""
    return [row["case"] for row in SummaryView(one.page).data["rows"] if row["case"]]


def test_the_summary_leads_to_the_cases_that_were_treated_and_to_no_other(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await ended(trainer, one)
        assert offered(one) == ["bob"]
        one.page.open_case("ann")
        assert one.page.screen == "summary"
        one.page.open_case("bob")
        await one.at("marking")
        shown = MarkingView(one.page).data
        assert (shown["mark"], shown["astray"]["question"]) == ("wrong", "Woon je in de stad?")
        assert CaseView(one.page).data["shown"]

    in_session(url, "step", scene)


def test_from_a_case_one_goes_back_to_the_summary(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await ended(trainer, one)
        one.page.open_case("bob")
        shown = MarkingView(one.page).data
        assert (shown["retry"], shown["next"], shown["wait"]) == ("", "", "")
        assert shown["summary"] == "Naar het overzicht"
        assert "sum_up" in [way["act"] for way in TopView(one.page).data["ways"]]
        one.page.sum_up()
        assert one.page.screen == "summary"

    in_session(url, "step", scene)


def test_nothing_can_be_done_with_it_at_ones_own_pace_either(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        one.page.open_case("bob")
        hand_in(one.page, ANN)
        await one.recorded()
        await trainer.act("ended")
        await one.at("summary")
        before = kinds(await told(trainer))
        assert offered(one) == ["ann", "bob", "cas"]
        one.page.open_case("bob")
        one.page.retry("bob")
        one.page.go_on("bob")
        one.page.answer("resident", "neen")
        one.page.hand_in("bob", "no-permit")
        assert (one.page.screen, one.page.case_id) == ("marking", "bob")
        assert one.page.progress.mark("bob") == "wrong"
        assert kinds(await told(trainer)) == before

    in_session(url, "own", scene)


def test_a_reload_and_the_way_back_lead_to_the_same_place(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        await ended(trainer, one)
        summary = one.page.fragment
        one.page.open_case("bob")
        again = Participant(of.service)
        again.page.arrive(one.page.fragment)
        again.says("resume", code=again.session.code, token=one.session.token)
        await again.at("marking")
        assert again.page.case_id == "bob"
        one.page.travel(summary)
        assert one.page.screen == "summary"
        one.page.travel(again.page.fragment)
        assert (one.page.screen, one.page.case_id) == ("marking", "bob")

    in_session(url, "step", scene)


def test_the_case_of_the_address_is_forgotten_once_another_is_read(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("ended")
        await one.at("summary")
        one.page.open_case("bob")
        again = Participant(of.service)
        again.page.arrive(one.page.fragment)
        again.says("resume", code=again.session.code, token=one.session.token)
        await again.at("marking")
        again.page.open_case("ann")
        again.page.heard()
        assert again.page.case_id == "ann"

    in_session(url, "own", scene)


def test_what_one_reads_about_oneself_meanwhile_leads_back_to_the_case(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await ended(trainer, one)
        one.page.open_case("bob")
        one.page.explain_privacy()
        one.page.close_privacy()
        assert (one.page.screen, one.page.case_id) == ("marking", "bob")

    in_session(url, "step", scene)


def test_an_address_of_a_case_read_again_is_one_of_that_case_while_a_session_goes_on(
    url: str,
) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("opened", case="bob")
        await one.at("case")
        again = Participant(of.service)
        again.page.arrive(f"~join={one.session.code}&~case=bob&~at=case")
        again.says("resume", code=one.session.code, token=one.session.token)
        await again.at("case")
        await trainer.act("ended")
        await again.at("summary")

    in_session(url, "step", scene)


def test_where_the_cases_of_the_session_are_unknown_there_is_nothing_to_read(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("ended")
        await one.at("summary")
        elsewhere = Participant(of.service)
        elsewhere.page.training = replace(elsewhere.page.training, sets={})
        elsewhere.page.arrive(f"~join={one.session.code}&~case=bob&~at=case")
        elsewhere.says("resume", code=one.session.code, token=one.session.token)
        await elsewhere.at("out")
        elsewhere.page.open_case("bob")
        assert elsewhere.heading == elsewhere.page.words["training_out_unknown_set"]

    in_session(url, "own", scene)


def test_alone_such_an_address_leads_to_the_case() -> None:
    page = practice()
    hand_in(page, BOB)
    page.arrive(f"{page.fragment}&~at=case")
    assert page.screen == "marking"
    assert "~at" not in page.fragment


def test_an_address_stays_what_it_was_until_one_is_in_the_session(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        await ended(trainer, one)
        one.page.open_case("bob")
        again = Participant(of.service)
        again.page.arrive(one.page.fragment)
        await again.until(lambda _: bool(again.session.session))
        assert again.page.fragment == one.page.fragment
        again.says("alone")
        assert again.page.fragment == ""

    in_session(url, "step", scene)
