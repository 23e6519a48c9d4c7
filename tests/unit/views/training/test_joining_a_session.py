from __future__ import annotations

from pathlib import Path

import pytest
from asking import Asker, Scene, play
from attended import Participant, in_session, reached_at


def test_a_link_opens_the_form_with_the_code_filled_in(url: str) -> None:
    async def scene(of: Scene) -> None:
        code = (await of.trainer()).session["code"]
        one = Participant(of.service)
        one.page.arrive(f"#~join={code.lower()}&~lang=en")
        form = one.view.data["form"]
        assert (one.page.screen, form["code"], one.view.data["seek"]) == ("joining", code, code)
        assert form["button"] == "Join"
        assert one.page.fragment == f"~join={code}&~lang=en"

    play(url, scene)


def test_a_nickname_is_asked_only_once_the_code_is_known(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        one = Participant(of.service)
        one.page.find_session("CCCC-CCC")
        assert one.view.data["form"]["stage"] == "search"
        await one.until(lambda _: one.view.data["form"]["stage"] == "code")
        assert "geen sessie met deze code" in one.view.data["form"]["refused"]
        one.says("find", code=trainer.session["code"])
        await one.until(lambda _: one.view.data["form"]["stage"] == "nickname")
        assert one.view.data["form"]["refused"] == ""

    play(url, scene)


def test_a_code_that_was_not_found_can_be_looked_for_again(url: str, tmp_path: Path) -> None:
    async def scene(of: Scene) -> None:
        code = (await of.trainer()).session["code"]
        async with reached_at(of.service, tmp_path) as (socket, line):
            await socket.close()
            one = Participant(of.service, line)
            one.page.find_session(code)
            await one.until(lambda _: one.view.data["form"]["stage"] == "code")
            await socket.open()
            one.says("find", code=code)
            await one.until(lambda _: one.view.data["form"]["stage"] == "nickname")

    play(url, scene)


def test_a_session_that_has_ended_asks_nobody_for_a_nickname(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        was_in = await Participant(of.service).join(trainer.session["code"])
        await trainer.act("ended")
        one = Participant(of.service)
        one.page.find_session(trainer.session["code"])
        await one.until(lambda _: one.heading == "Deze sessie is afgelopen")
        assert (one.view.data["form"], one.view.data["again"]) == (None, "")
        # Who took part still sees how it went.
        assert one.view.data["seek"] == trainer.session["code"]
        one.says("resume", code=one.session.code, token=was_in.session.token)
        await one.at("summary")

    play(url, scene)


@pytest.mark.parametrize("nickname", ["", "x" * 25, "!?"])
def test_a_nickname_that_is_none_is_told_at_once(url: str, nickname: str) -> None:
    async def scene(of: Scene) -> None:
        one = Participant(of.service)
        one.page.find_session("bestaat niet")
        one.says("join", code=one.session.code, nickname=nickname)
        assert one.view.data["form"]["refused"].startswith("Een bijnaam heeft 1 tot 24 tekens")

    play(url, scene)


def test_a_code_of_no_session_and_a_nickname_in_use_are_told(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        one = Participant(of.service)
        one.page.find_session("CCCC-CCC")
        one.says("join", code="CCCCCCC", nickname="Uil")
        await one.until(lambda _: one.session.why == "unknown_code")
        assert "geen sessie met deze code" in one.view.data["form"]["refused"]
        await of.participant(trainer.session, "Uil")
        one.page.find_session(trainer.session["code"])
        one.says("join", code=one.session.code, nickname="uil")
        await one.until(lambda _: one.session.why == "nickname_taken")
        assert one.page.screen == "joining"
        one.says("join", code=one.session.code, nickname="Uil 2")
        await one.at("case")

    play(url, scene)


def test_before_one_joins_the_form_tells_which_session_that_is(url: str) -> None:
    async def scene(of: Scene) -> None:
        one = Participant(of.service)
        one.page.find_session((await of.trainer()).session["code"])
        await one.until(lambda _: one.view.data["form"]["title"] == "Sessie: Maandag")
        one.page.find_session("CCCC-CCC")
        await one.until(lambda _: bool(one.view.data["form"]["refused"]))
        assert one.view.data["form"]["title"] == ""

    play(url, scene)


def test_who_comes_back_while_the_service_is_away_waits_and_goes_on(
    url: str, tmp_path: Path
) -> None:
    async def scene(of: Scene, _: Asker, one: Participant) -> None:
        async with reached_at(of.service, tmp_path) as (socket, line):
            await socket.close()
            again = Participant(of.service, line)
            again.page.find_session(one.session.code)
            again.says("resume", code=one.session.code, token=one.session.token)
            await again.until(lambda _: again.session.why == "unavailable")
            assert "niet bereikbaar" in again.view.data["form"]["refused"]
            await socket.open()
            await again.at("case")

    in_session(url, "own", scene)
