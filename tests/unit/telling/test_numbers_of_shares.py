from __future__ import annotations

from fractions import Fraction

import pytest

from ssmflow.telling.numbers import percentage, points


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [
        (Fraction(452, 1000), "45,2 %", "45.2%"),
        (Fraction(1, 3), "33,3 %", "33.3%"),
        (Fraction(0), "0 %", "0%"),
        (Fraction(1), "100 %", "100%"),
        (Fraction(1, 10**9), "< 0,1 %", "< 0.1%"),
        (1 - Fraction(1, 10**9), "> 99,9 %", "> 99.9%"),
        (Fraction(1, 2000), "0,1 %", "0.1%"),
        (1 - Fraction(1, 2000), "> 99,9 %", "> 99.9%"),
        (Fraction(1725, 10000), "17,3 %", "17.3%"),
        (Fraction(575, 10000), "5,8 %", "5.8%"),
        (Fraction(5625, 10000), "56,3 %", "56.3%"),
    ],
)
def test_a_share_reads_as_its_language_writes_it(share: Fraction, dutch: str, english: str) -> None:
    assert percentage(share, "nl").replace("\u00a0", " ") == dutch
    assert percentage(share, "en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (Fraction(32, 1000), "+3,2"),
        (Fraction(-32, 1000), "\u22123,2"),
        (Fraction(-345, 10000), "\u22123,5"),
        (Fraction(0), "="),
        (Fraction(1, 10**6), "+< 0,1"),
    ],
)
def test_a_difference_has_its_sign(difference: Fraction, told: str) -> None:
    assert points(difference, "nl").replace("\u00a0", " ") == told
