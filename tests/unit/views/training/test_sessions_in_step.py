from __future__ import annotations

from datetime import UTC, datetime, timedelta

from asking import Asker, Scene, play
from attended import Participant, in_session, kinds, told
from practice_room import ANN, BOB, hand_in, walk

from ssmflow.views.training.case_view import CaseView
from ssmflow.views.training.marking_view import MarkingView
from ssmflow.views.training.summary_view import SummaryView
from ssmflow.views.training.top import TopView


def test_in_step_the_trainer_opens_closes_and_reveals(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        assert (one.page.screen, one.page.case_id) == ("waiting", "")
        await trainer.act("opened", case="bob")
        await one.at("case")
        hand_in(one.page, BOB)
        assert (one.page.screen, one.page.case_id) == ("answered", "bob")
        assert "mark" not in MarkingView(one.page).data
        await one.recorded()
        await trainer.act("closed", case="bob")
        await trainer.act("revealed", case="bob")
        await one.at("marking")
        assert MarkingView(one.page).data["mark"] == "right"
        assert MarkingView(one.page).data["retry"] == ""
        one.page.retry("bob")
        one.page.go_on("bob")
        assert one.page.screen == "marking"
        await trainer.act("opened", case="cas")
        await one.until(lambda page: page.case_id == "cas" and page.screen == "case")
        await trainer.act("ended")
        await one.at("summary")
        assert "afgelopen" in SummaryView(one.page).data["over"]

    in_session(url, "step", scene)


def test_without_an_answer_the_case_closes_and_is_explained(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("opened", case="ann")
        await one.at("case")
        walk(one.page, {"resident": "ja"})
        await trainer.act("closed", case="ann")
        await one.at("closed")
        assert one.heading == "Deze casus is gesloten"
        before = str(one.page.walk)
        one.page.answer("zone", "a")
        assert str(one.page.walk) == before
        await trainer.act("revealed", case="ann")
        await one.at("marking")
        assert MarkingView(one.page).data["heading"] == "Je diende deze casus niet in"

    in_session(url, "step", scene)


def test_a_case_with_a_time_closes_by_itself_and_can_be_extended(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        in_time = datetime.now(UTC) + timedelta(minutes=5)
        await trainer.act("opened", case="ann", until=in_time.isoformat())
        await one.at("case")
        left = CaseView(one.page).data["left"]
        assert 60 < left <= 300
        # Now that the case is seen to be open, it may close before long.
        soon = datetime.now(UTC) + timedelta(seconds=1)
        await trainer.act("extended", case="ann", until=soon.isoformat())
        await one.at("closed")
        await one.until(lambda _: one.heading == "De tijd is om")
        later = datetime.now(UTC) + timedelta(minutes=2)
        await trainer.act("extended", case="ann", until=later.isoformat())
        await one.at("case")
        assert CaseView(one.page).data["left"] > 60

    in_session(url, "step", scene)


def test_who_joins_late_is_at_the_case_that_is_open(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer("step")
        await trainer.act("opened", case="cas")
        one = await Participant(of.service).join(trainer.session["code"])
        await one.at("case")
        assert one.page.case_id == "cas"

    play(url, scene)


def test_in_step_one_chooses_no_case_oneself(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("opened", case="ann")
        await one.at("case")
        one.page.open_case("cas")
        one.page.sum_up()
        one.page.travel(f"~join={one.session.code}&~case=cas")
        one.page.practise_missed()
        assert (one.page.screen, one.page.case_id) == ("case", "ann")
        assert CaseView(one.page).data["cases"] == []

    in_session(url, "step", scene)


def test_after_the_line_was_lost_one_hears_the_trainer_again(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        one.line.lose()
        await trainer.act("opened", case="ann")
        await one.at("case")
        one.line.lose()
        hand_in(one.page, ANN)
        await one.recorded()
        await trainer.act("revealed", case="ann")
        await one.at("marking")
        assert kinds(await told(trainer)).count("marked") == 1

    in_session(url, "step", scene)


def test_what_came_after_the_case_was_closed_did_not_happen(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("opened", case="bob")
        await one.at("case")
        one.line.listen(lambda _: None)  # the news of the closing is late
        await trainer.act("closed", case="bob")
        hand_in(one.page, BOB)
        assert one.page.screen == "answered"
        await one.at("closed")
        assert one.page.progress.mark("bob") is None
        assert TopView(one.page).data["session"]["told"].startswith("Je laatste klik kwam nadat")

    in_session(url, "step", scene)


def test_a_session_that_ends_early_counts_only_the_cases_that_it_treated(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("opened", case="bob")
        await one.at("case")
        hand_in(one.page, BOB)
        await one.recorded()
        await trainer.act("ended")
        await one.at("summary")
        told = SummaryView(one.page).data
        assert told["total"] == "4 van de 4 punten"
        assert [row["told"] for row in told["rows"]] == [
            "niet behandeld",
            "juist",
            "niet behandeld",
        ]
        assert [row["numbers"] for row in told["rows"]] == [[], [1, 0, 4], []]
        assert "1 van de 3 casussen" in told["lead"]
        assert told["record"]["cases"] == ["Geval bob (4 punten)"]
        assert told["study"]["shown"]

    in_session(url, "step", scene)


def test_a_session_that_ends_before_its_first_case_counts_nothing(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("ended")
        await one.at("summary")
        told = SummaryView(one.page).data
        assert (told["total"], told["record"], told["rows"]) == ("", None, [])
        assert told["lead"] == "Er werd geen enkele casus geopend."

    in_session(url, "step", scene)
