# ruff: noqa: RUF001 - what is told has typographic quotes and minus signs

from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.formats.flow_file import load_flow
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for

ROOT = Path(__file__).parents[3]
PERMIT = load_flow(ROOT / "tests" / "flows" / "parking-permit.yaml")
OURS = load_flow(ROOT / "data" / "flows" / "externe-dienstverlener.yaml")


def teller(language: str = "nl") -> Teller:
    return Teller(language, words_for(language), (PERMIT,))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_answer_is_its_number_its_question_and_its_choice() -> None:
    assert plain(teller().answer("zone", "a")) == "2 · ‘In welke zone woon je?’ → Zone A"


def test_an_answer_whose_arrow_is_reconstructed_is_marked() -> None:
    told = teller("en").answer("vehicle", "auto")
    assert plain(told) == "3 · ‘What kind of vehicle do you have?’ → Car †"


def test_an_end_is_what_the_outcome_says_and_its_kind() -> None:
    assert teller().end("no-permit") == "Je kunt geen bewonerskaart krijgen. (stopt hier)"
    assert teller("en").end("permit") == "You can apply for a permit. (you can go ahead)"


def test_a_restart_has_a_word() -> None:
    assert teller().end(None) == "terug naar het begin"


def test_a_condition_names_every_choice_that_fits() -> None:
    told = teller().condition({"zone": ("a", "b")})
    assert list(map(plain, told)) == ["2 · ‘In welke zone woon je?’ → Zone A of Zone B"]
    assert teller().condition({}) == ("altijd",)


def test_what_no_flow_has_is_called_by_its_id() -> None:
    assert plain(teller().answer("gone", "x")) == "‘gone’ → x"
    assert teller().step("gone") == "gone"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_like_texts_stay_apart_when_they_are_shortened(language: str) -> None:
    ours = Teller(language, words_for(language), (OURS,))
    short = [ours.numbered(step, ours.question(step)) for step in OURS.steps]
    assert len(set(short)) == len(short)
    assert max(map(len, short)) <= 80


def test_numbers_are_those_of_the_pictures() -> None:
    ours = Teller("nl", words_for("nl"), (OURS,))
    assert [ours.number(step.id) for step in OURS.steps.values()] == [
        str(step.page) for step in OURS.steps.values()
    ]
