from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import ssmflow
from ssmflow.flow.exercise import Level
from ssmflow.telling.words import LANGUAGES, catalogue, words_for
from ssmflow.training.marking import Mark
from ssmflow.views.lab.lab import TABS
from ssmflow.views.training.attendance import FINAL
from ssmflow.views.training.privacy_view import SECTIONS
from ssmflow.views.training.screens import Screen
from ssmflow.views.training.summary_view import COLUMNS

PACKAGE = Path(ssmflow.__file__).parent
WORDS = PACKAGE / "telling" / "words"
PYTHON = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("telling", "views", "cli")
    for file in sorted((PACKAGE / folder).rglob("*.py"))
)
# Keys that are put together: `state_` and a state, a kind of outcome and `_who`, a tab of the lab.
COMPOSED = {f"state_{state}" for state in ("walked", "present", "reachable", "closed")} | {
    f"{kind}{ending}" for kind in ("act", "refer", "stop") for ending in ("", "_who")
}
COMPOSED |= {f"lab_tab_{tab}" for tab in TABS}
# On the page of practice: a screen, a level, how far a case is, a mark, a way to begin, a column.
MARKS = get_args(Mark)
TOLD = [
    *(*MARKS, "missed", "waiting", "answered", "closed"),
    *(f"out_{why}" for why in ("removed", "erased", "aside", "gone", "unknown_set", *FINAL)),
    *(f"privacy_{section}" for section in SECTIONS),
]
REFUSED = ("unknown_code", "nickname_taken", "nickname_invalid", "session_full", "slow_down")
COMPOSED |= {f"training_screen_{screen}" for screen in get_args(Screen)}
COMPOSED |= {f"training_level_{level}" for level in get_args(Level)}
COMPOSED |= {f"training_state_{state}" for state in ("new", "walking", *MARKS)}
COMPOSED |= {f"training_{told}{ending}" for told in TOLD for ending in ("", "_told")}
COMPOSED |= {f"training_refused_{why}" for why in (*REFUSED, "unavailable")}
COMPOSED |= {f"training_column_{column}" for column in COLUMNS}
COMPOSED |= {
    f"training_{way}{ending}"
    for way in ("begin", "continue", "look_back")
    for ending in ("", "_name")
}


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert [*catalogue(language)] == [*catalogue("nl")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_placeholders(language: str) -> None:
    told = {key: placeholders(text) for key, text in catalogue(language).items()}
    assert told == {key: placeholders(text) for key, text in catalogue("nl").items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_and_none_is_given_twice(language: str) -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in (WORDS / language).iterdir())
    keys = re.findall(r"^(\w+):", text, re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
    assert all(word.strip() for word in catalogue(language).values())


def test_every_word_is_used_somewhere() -> None:
    used = {key for key in catalogue("nl") if re.search(rf"[\"']{key}[\"']", PYTHON)}
    assert {*catalogue("nl")} - used - COMPOSED == set()


def test_every_word_that_the_code_asks_for_is_there() -> None:
    asked = set(re.findall(r"words\[\"(\w+)\"\]", PYTHON))
    for listed in re.findall(r"keys = \(([^)]*)\)", PYTHON):
        asked |= set(re.findall(r"\"(\w+)\"", listed))
    assert asked
    assert (asked | COMPOSED) - {*catalogue("nl")} == set()


@pytest.mark.parametrize(
    ("tags", "language"),
    [(("nl-BE",), "nl"), (("EN",), "en"), (("fr", "en"), "en"), (("fr", "ar"), "nl"), ((), "nl")],
)
def test_the_first_language_with_words_speaks(tags: tuple[str, ...], language: str) -> None:
    assert words_for(*tags) == catalogue(language)
