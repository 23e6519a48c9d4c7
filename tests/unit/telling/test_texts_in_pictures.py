from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictured_flows import HOSTILE, read

from ssmflow.telling.lettering import width_of, wrapped
from ssmflow.telling.svg import ACTION, ERROR, SECONDARY, TEXT, add, number, picture, written


@given(st.text(max_size=200), st.integers(1, 4))
def test_every_line_fits_and_none_is_too_many(words: str, most: int) -> None:
    lines = wrapped(words, 120.0, 13.0, most)
    assert len(lines) <= most
    assert all(width_of(line, 13.0) <= 120.0 for line in lines)


def test_a_text_that_fits_stands_whole() -> None:
    assert wrapped("een twee drie", 70.0, 13.0, 3) == ("een twee", "drie")


def test_a_text_that_does_not_fit_ends_with_a_mark() -> None:
    assert wrapped("een twee drie vier vijf", 70.0, 13.0, 2)[-1].endswith("…")


def test_a_word_that_no_line_holds_is_broken() -> None:
    lines = wrapped("hottentottententententoonstelling", 80.0, 13.0, 9)
    assert "".join(lines) == "hottentottententententoonstelling"
    assert len(lines) > 1


def test_a_word_of_two_words_is_broken_where_they_meet() -> None:
    assert wrapped("toonstelling-tent", 110.0, 13.0, 3) == ("toonstelling-", "tent")


@given(st.text() | st.just(HOSTILE))
def test_every_text_gives_a_picture_that_can_be_read_back(words: str) -> None:
    root = picture(words, "nl")
    add(root, "text", words, lang=words)
    drawn = written(root)
    assert "<script" not in drawn
    assert "]]>" not in drawn
    read(drawn)


@pytest.mark.parametrize(
    ("value", "shown"), [(1.0, "1"), (-0.04, "0"), (2.25, "2.2"), (-3.5, "-3.5"), (7, "7")]
)
def test_a_measure_is_short(value: float, shown: str) -> None:
    assert number(value) == shown


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [ACTION, ERROR, SECONDARY, TEXT, "#4d86d9"])
def test_what_is_drawn_stands_out_against_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3
