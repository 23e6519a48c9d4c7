from __future__ import annotations

from pathlib import Path

import pytest
from asking import Asker, Scene, events_in, play
from attended import Participant, in_session, kinds, reached_at, told
from practice_room import ANN, CAS, hand_in, walk

from ssmflow.errors import RefusedError
from ssmflow.views.training.case_view import CaseView
from ssmflow.views.training.marking_view import MarkingView
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.privacy_view import PrivacyView
from ssmflow.views.training.session_view import SessionView
from ssmflow.views.training.summary_view import SummaryView
from ssmflow.views.training.top import TopView

UNKNOWN = "verzonnen"


def test_at_ones_own_pace_each_act_is_recorded_with_the_walk_after_it(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        page = one.page
        assert (page.screen, page.case_id) == ("case", "ann")
        page.take_hint("ann", "1")
        walk(page, {"resident": "ja", "zone": "c"})
        page.back("vehicle")
        hand_in(page, {"zone": "a", "vehicle": "auto"})
        page.go_on("ann")
        hand_in(page, ANN)
        page.retry("bob")
        await one.recorded()
        own = [
            each for each in await told(trainer) if each["participant"] == one.session.participant
        ]
        assert kinds(own) == [
            *("joined", "began", "hinted", "answered", "answered", "went_back", "answered"),
            *(
                "answered",
                "marked",
                "began",
                "answered",
                "answered",
                "answered",
                "marked",
                "retried",
            ),
        ]
        back = own[5]
        assert (back["step"], back["walk"]) == ("zone", "resident=ja")
        assert own[8]["walk"] == "resident=ja&zone=a&vehicle=auto"
        assert own[8]["data"] == {"mark": "right"}
        assert TopView(page).data["session"]["told"] == "Alles is bewaard"

    in_session(url, "own", scene)


def test_who_comes_back_with_their_token_goes_on_where_they_were(url: str) -> None:
    async def scene(of: Scene, _: Asker, one: Participant) -> None:
        hand_in(one.page, ANN)
        one.page.go_on("ann")
        walk(one.page, {"resident": "ja"})
        await one.recorded()
        again = Participant(of.service)
        again.page.arrive(one.page.fragment)
        code = again.view.data["seek"]
        again.says("resume", code=code, token=one.view.data["keep"]["token"])
        await again.at("case")
        assert (again.page.case_id, again.page.walk.counted) == ("bob", {"resident": "ja"})
        assert again.page.progress.mark("ann") == "right"
        assert again.session.nickname == "Uil"

    in_session(url, "own", scene)


def test_who_is_removed_is_told_and_their_browser_forgets_the_token(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.act("removed", participant=one.session.participant)
        await one.at("out")
        assert one.heading == "De lesgever heeft je bijnaam verwijderd"
        assert [way["act"] for way in TopView(one.page).data["ways"]] == ["privacy"]
        assert (one.view.data["drop"], one.view.data["keep"]) == (trainer.session["code"], None)
        one.says("again")
        assert one.page.screen == "joining"
        one.says("join", code=one.session.code, nickname="Uil 2")
        await one.at("case")

    in_session(url, "own", scene)


def test_a_session_that_is_deleted_is_told(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        await trainer.lead("erase", session=trainer.session["id"])
        await one.at("out")
        assert one.heading == "Deze sessie bestaat niet meer"
        assert one.view.data["again"] == ""
        one.says("alone")
        assert (one.page.screen, one.page.fragment) == ("start", "")

    in_session(url, "own", scene)


def test_a_token_that_nobody_has_and_an_ended_session_have_a_screen_each(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        one = Participant(of.service)
        one.page.find_session(trainer.session["code"])
        one.says("resume", code=one.session.code, token=UNKNOWN)
        await one.at("out")
        assert one.heading == "We kennen je deelname niet meer"
        await trainer.act("ended")
        other = Participant(of.service)
        other.page.find_session(trainer.session["code"])
        other.says("join", code=other.session.code, nickname="Uil")
        await other.at("out")
        assert other.heading == "Deze sessie is afgelopen"

    play(url, scene)


def test_the_page_tells_what_erasing_does_not_reach_and_whom_to_ask(url: str) -> None:
    async def scene(_: Scene, __: Asker, one: Participant) -> None:
        one.page.explain_privacy()
        *_, who, long, ask = PrivacyView(one.page).data["sections"]
        assert who["text"].startswith("Elke lesgever van deze server ziet alle sessies")
        assert "Een tabel die een lesgever al meenam, blijft ook dan bestaan." in long["text"]
        assert "wie de sessie organiseert" in ask["text"]

    in_session(url, "own", scene)


def test_erasing_asks_for_the_right_code_and_leaves_nothing(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        hand_in(one.page, ANN)
        await one.recorded()
        me, token = one.session.participant, one.session.token
        one.page.explain_privacy()
        view = PrivacyView(one.page)
        assert "Uil" in view.data["forget"]["sure"]
        view._receive(None, {"act": "forget", "code": "iets anders"}, [])
        assert one.page.screen == "privacy"
        view._receive(None, {"act": "forget", "code": one.session.code}, [])
        await one.at("out")
        assert one.heading == "Je gegevens zijn gewist"
        assert await of.anyone().refused("resume", token=token) == "unknown_token"
        left = [each for each in await told(trainer) if each["participant"] == me]
        assert kinds(left) == ["erased"]

    in_session(url, "own", scene)


def test_a_browser_may_forget_somebody_of_whom_all_is_kept(url: str) -> None:
    async def scene(of: Scene, trainer: Asker, one: Participant) -> None:
        hand_in(one.page, ANN)
        await one.recorded()
        me, token = one.session.participant, one.session.token
        one.page.explain_privacy()
        view = PrivacyView(one.page)
        view._receive(None, {"act": "step_aside", "code": "iets anders"}, [])
        assert one.page.screen == "privacy"
        view._receive(None, {"act": "step_aside", "code": one.session.code}, [])
        assert one.heading == "Deze browser kent je niet meer"
        assert SessionView(one.page).data["drop"] == one.session.code
        assert (await of.anyone().ask("resume", token=token))["participant"] == me
        left = [each for each in await told(trainer) if each["participant"] == me]
        assert kinds(left)[-1] == "marked"

    in_session(url, "own", scene)


def test_while_the_service_is_away_one_goes_on_and_is_told(url: str, tmp_path: Path) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        async with reached_at(of.service, tmp_path) as (socket, line):
            one = await Participant(of.service, line).join(trainer.session["code"])
            await one.at("case")
            await socket.close()
            hand_in(one.page, ANN)
            assert one.page.screen == "marking"
            await one.until(lambda page: saved(page)["told"].startswith("Nog niet bewaard"))
            # One request waits for the other: what was handed in has been refused by then.
            with pytest.raises(RefusedError, match="unavailable"):
                await line.ask("look", code=trainer.session["code"])
            assert saved(one.page)["state"] == "waiting"
            await socket.open()
            await one.until(lambda page: saved(page)["state"] == "recorded")
            assert kinds(await told(trainer)).count("marked") == 1

    play(url, scene)


def saved(page: Practice) -> dict[str, str]:
    """What is told of what was saved."""
    return dict(TopView(page).data["session"])


def test_a_session_with_a_set_that_is_not_here_says_so(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        about = {"title": "Z", "exercises": "andere", "flow": "x", "version": "1", "pace": "own"}
        session = (await trainer.lead("create", **about))["session"]
        one = await Participant(of.service).join(session["code"])
        await one.at("out")
        assert one.heading == "Deze sessie gebruikt oefeningen die hier niet staan"

    play(url, scene)


def test_practice_alone_and_in_a_session_do_not_mix(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        one = Participant(of.service)
        one.page.open_set("cases")
        hand_in(one.page, CAS)
        one.page.leave_set()
        await one.join(trainer.session["code"])
        await one.at("case")
        assert one.page.progress.mark("ann") is None
        one.page.leave_session()
        one.page.open_set("cases")
        assert one.page.progress.mark("ann") == "wrong"

    play(url, scene)


def test_the_browser_is_told_to_keep_the_token_and_no_other_screen_shows_it(url: str) -> None:
    async def scene(_: Scene, __: Asker, one: Participant) -> None:
        token = one.session.token
        assert SessionView(one.page).data["keep"] == {"code": one.session.code, "token": token}
        others = (TopView, CaseView, PrivacyView, SummaryView, MarkingView)
        assert all(token not in str(view(one.page).data) for view in others)
        assert token not in one.page.fragment

    in_session(url, "own", scene)


def test_the_trainer_hears_of_a_walk_as_it_goes(url: str) -> None:
    async def scene(_: Scene, trainer: Asker, one: Participant) -> None:
        walk(one.page, {"resident": "ja"})
        answered = await trainer.until_told("answered")
        assert (answered["step"], answered["choice"]) == ("resident", "ja")
        assert events_in(trainer.heard, "joined")

    in_session(url, "own", scene)
