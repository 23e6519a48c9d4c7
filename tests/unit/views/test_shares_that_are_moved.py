from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.views.lab.shares_moves import as_typed, moved, typed_percentage


def percent(**shares: str) -> dict[str, Fraction]:
    return {choice: Fraction(share) / 100 for choice, share in shares.items()}


def test_the_others_change_in_proportion() -> None:
    now = moved(percent(a="20", b="60", c="20"), "a", Fraction(60, 100))
    assert now == percent(a="60", b="30", c="10")


def test_others_that_are_nothing_divide_evenly() -> None:
    assert moved(percent(a="100", b="0", c="0"), "a", Fraction(4, 5)) == percent(
        a="80", b="10", c="10"
    )


def test_the_largest_other_takes_what_rounding_leaves() -> None:
    now = moved(percent(a="0", b="50", c="25", d="25"), "a", Fraction(1, 10000))
    assert now == percent(a="0.01", b="50.01", c="24.99", d="24.99")


def test_decimals_that_were_typed_are_kept() -> None:
    now = moved(percent(a="50", b="50"), "a", Fraction("0.12345678"))
    assert now == percent(a="12.345678", b="87.654322")


SHARES = st.lists(st.integers(0, 10**8), min_size=2, max_size=9).filter(any)


@given(parts=SHARES, share=st.integers(0, 10**8))
def test_whatever_is_moved_shares_are_a_whole_and_none_is_less_than_nothing(
    parts: list[int], share: int
) -> None:
    before = {str(index): Fraction(part, sum(parts)) for index, part in enumerate(parts)}
    now = moved(before, "0", Fraction(share, 10**8))
    assert sum(now.values()) == 1
    assert min(now.values()) >= 0
    assert now["0"] == Fraction(share, 10**8)


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("92,5", "0.925"),
        ("92.5", "0.925"),
        (" 8 % ", "0.08"),
        ("0", "0"),
        ("100", "1"),
        ("12,345678", "0.12345678"),
    ],
)
def test_a_percentage_is_read_with_a_comma_or_a_point(typed: str, share: str) -> None:
    assert typed_percentage(typed) == Fraction(share)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "-1",
        "100,1",
        "1,2345678",
        "1e2",
        "1/2",
        "NaN",
        "1,5,5",
        "\N{ARABIC-INDIC DIGIT FIVE}",
        "1" * 40,
    ],
)
def test_what_is_no_percentage_is_none(typed: str) -> None:
    assert typed_percentage(typed) is None


def test_a_share_is_written_as_the_language_types_it() -> None:
    assert as_typed(Fraction("0.925"), "nl") == "92,5"
    assert as_typed(Fraction("0.925"), "en") == "92.5"
    assert as_typed(Fraction("0.12345678"), "nl") == "12,345678"
    assert as_typed(Fraction(1, 3), "nl") == "33,33"
