"""Counts and other numbers as a language writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from ssmflow.telling.languages import locale_of
from ssmflow.telling.numbers import half_up


def whole(number: int, language: str) -> str:
    """Return a whole number with its thousands apart."""
    return format_decimal(number, locale=locale_of(language))


def rounded(number: Fraction, language: str) -> str:
    """Return a number with at most two digits behind the comma."""
    return format_decimal(half_up(number, 2), "#,##0.##", locale=locale_of(language))


def slope(number: Fraction, language: str) -> str:
    """Return a slope with its sign and two digits; what is not nothing never reads so."""
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    size = abs(number)
    if 0 < size < Fraction(1, 200):
        return f"{sign}<\N{NO-BREAK SPACE}{_two_digits(Decimal('0.01'), language)}"
    return sign + _two_digits(half_up(size, 2), language)


def _two_digits(number: Decimal, language: str) -> str:
    return format_decimal(number, "#,##0.00", locale=locale_of(language))
