from __future__ import annotations

from dataclasses import asdict

import pytest

from ssmflow.serving.words import WORDS, frame_language


@pytest.mark.parametrize("language", WORDS)
def test_nothing_is_left_unsaid(language: str) -> None:
    assert all(asdict(WORDS[language]).values())


def test_no_text_is_the_same_in_two_languages() -> None:
    dutch, english = asdict(WORDS["nl"]), asdict(WORDS["en"])
    assert [key for key in dutch if dutch[key] == english[key]] == []


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("nl", "nl"), ("nl-BE", "nl"), ("NL", "nl"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_the_frame_speaks_the_language_of_the_page_where_it_can(language: str, spoken: str) -> None:
    assert frame_language(language) == spoken
