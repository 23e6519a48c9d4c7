"""Shares and their differences in the words of a language: `45,2 %`, `+3,2`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from babel.numbers import format_decimal

from ssmflow.telling.languages import locale_of

NO_BREAK = "\u00a0"
_SMALLEST = Fraction(1, 1000)


def half_up(number: Fraction, digits: int) -> Decimal:
    """Return a number rounded exactly, halves away from zero, as people round.

    Args:
        number: The number.
        digits: The digits that are kept behind the comma.
    """
    # As a fraction: a third has no exact decimal to be rounded from.
    size = floor(abs(number) * 10**digits + Fraction(1, 2))
    return Decimal(size if number >= 0 else -size).scaleb(-digits)


def percentage(share: Fraction, language: str) -> str:
    """Return a share as a percentage with one digit behind the comma.

    What is not exactly nothing or everything never reads so: `< 0,1 %`, `> 99,9 %`.
    """
    if share in (0, 1):
        return _with_sign(format_decimal(int(share * 100), locale=locale_of(language)), language)
    if 0 < share < _SMALLEST / 2:
        return f"<{NO_BREAK}{percentage(_SMALLEST, language)}"
    if 1 - _SMALLEST / 2 <= share < 1:
        return f">{NO_BREAK}{percentage(1 - _SMALLEST, language)}"
    return _with_sign(_decimal(share, "#,##0.0", language), language)


def points(difference: Fraction, language: str) -> str:
    """Return a difference of shares in percentage points with its sign; `=` where there is none."""
    if difference == 0:
        return "="
    sign = "+" if difference > 0 else "\u2212"
    if abs(difference) < _SMALLEST / 2:
        return f"{sign}<{NO_BREAK}{_decimal(_SMALLEST, '0.0', language)}"
    return sign + _decimal(abs(difference), "#,##0.0", language)


def _decimal(share: Fraction, pattern: str, language: str) -> str:
    return format_decimal(half_up(share * 100, 1), pattern, locale=locale_of(language))


def _with_sign(written: str, language: str) -> str:
    """Add the sign: without a space in English, after one elsewhere (ISO 31-0, Taaladvies)."""
    return written + ("%" if locale_of(language).language == "en" else f"{NO_BREAK}%")
