from __future__ import annotations

import pytest
from asking import Asker, Scene, play
from attended import Participant, in_session

from ssmflow.errors import RefusedError


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


def test_a_code_that_was_not_found_can_be_looked_for_again(url: str) -> None:
    async def scene(of: Scene) -> None:
        code, away = (await of.trainer()).session["code"], True
        one = Participant(of.service)
        ask = one.line.ask

        async def asked(do: str, **values: object) -> dict[str, object]:
            if away:
                raise RefusedError("unavailable", 0.01)
            return await ask(do, **values)

        one.line.ask = asked  # type: ignore[method-assign]  # the wire is cut
        one.page.find_session(code)
        await one.until(lambda _: one.view.data["form"]["stage"] == "code")
        away = False
        one.says("find", code=code)
        await one.until(lambda _: one.view.data["form"]["stage"] == "nickname")

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


def test_who_comes_back_while_the_service_is_away_waits_and_goes_on(url: str) -> None:
    async def scene(of: Scene, _: Asker, one: Participant) -> None:
        again, away = Participant(of.service), True
        ask = again.line.ask

        async def asked(do: str, **values: object) -> dict[str, object]:
            if away:
                raise RefusedError("unavailable", 0.01)
            return await ask(do, **values)

        again.line.ask = asked  # type: ignore[method-assign]  # the wire is cut
        again.page.find_session(one.session.code)
        again.says("resume", code=one.session.code, token=one.session.token)
        await again.until(lambda _: again.session.why == "unavailable")
        assert "niet bereikbaar" in again.view.data["form"]["refused"]
        away = False
        await again.at("case")

    in_session(url, "own", scene)
