from __future__ import annotations

import pytest
from asking import Asker, Scene, play

from ssmflow.training.attempts import FREE
from ssmflow.training.guard import ALPHABET, as_nickname, new_code


def test_a_code_may_be_typed_as_people_type_it(url: str) -> None:
    async def scene(of: Scene) -> None:
        session = (await of.trainer()).session
        code = session["code"]
        typed = f" {code[:4].lower()} - {code[4:].lower()} "
        assert (await of.anyone().ask("look", code=typed))["session"]["id"] == session["id"]

    play(url, scene)


def test_the_trainer_is_told_who_has_joined(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        ann = await of.participant(trainer.session, "  Ann \u2009 B. ")
        joined = await trainer.until_told("joined")
        assert (joined["participant"], joined["data"]) == (ann.me, {"nickname": "Ann B."})
        assert (joined["flow"], joined["version"]) == ("parking", "2")

    play(url, scene)


@pytest.mark.parametrize("again", ["Ann", "ANN", " ann ", "\uff21nn"])
def test_two_people_do_not_have_the_same_nickname(url: str, again: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        await of.participant(trainer.session, "Ann")
        code = trainer.session["code"]
        assert await of.anyone().refused("join", code=code, nickname=again) == "nickname_taken"

    play(url, scene)


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "!?", "a" * 25, "a\u202eb", "a\x00b", "\u200b", "a\u0301\u0301\u0301\u0301", "\n"],
)
def test_a_nickname_that_nobody_could_read_is_none(typed: str) -> None:
    assert as_nickname(typed) is None


@pytest.mark.parametrize("typed", ["Ann", "Özge", "Łukasz 2", "李", "محمد", "Jean-Marc D'hondt"])
def test_a_name_of_any_people_is_a_nickname(typed: str) -> None:
    assert as_nickname(typed) == typed


def test_nobody_joins_a_session_that_has_ended(url: str) -> None:
    async def scene(of: Scene) -> None:
        trainer = await of.trainer()
        await trainer.act("ended")
        code = trainer.session["code"]
        assert await of.anyone().refused("join", code=code, nickname="Ann") == "session_ended"

    play(url, scene)


@pytest.mark.usefixtures("no_time_passes")
def test_who_guesses_codes_has_to_wait_longer_each_time(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        guesser = of.anyone()
        for _ in range(FREE):
            assert await guesser.refused("look", code=new_code()) == "unknown_code"
        assert await guesser.refused("look", code=new_code()) == "slow_down"

    play(file_url, scene)


@pytest.mark.usefixtures("no_time_passes")
def test_who_knows_the_code_gets_in_while_others_guess(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        session = (await of.trainer()).session
        again = await first_wrong_try(of)
        for _ in range(70):
            await first_wrong_try(of)
        assert await again.refused("look", code=session["code"]) == "slow_down"
        assert await of.anyone().ask("look", code=session["code"])

    play(file_url, scene)


async def first_wrong_try(of: Scene) -> Asker:
    guesser = of.anyone()
    assert await guesser.refused("look", code=new_code()) == "unknown_code"
    return guesser


@pytest.mark.usefixtures("no_time_passes")
def test_one_page_does_not_fill_a_session_with_people(file_url: str) -> None:
    async def scene(of: Scene) -> None:
        code = (await of.trainer()).session["code"]
        crowd = of.anyone()
        for number in range(5):
            await crowd.ask("join", code=code, nickname=f"Ann {number}")
        assert await crowd.refused("join", code=code, nickname="Ann 5") == "slow_down"

    play(file_url, scene)


def test_codes_are_made_of_letters_and_digits_that_look_like_no_other() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) <= set(ALPHABET)
    assert set(ALPHABET) & set("0O1IL5S2Z8BUAEIOY") == set()
