"""What is known of a language beside its words: its own name, its direction, its dates."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date


def own_name(tag: str) -> str:
    """Return what a language calls itself; its tag where that is not known."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else tag


def locale_of(tag: str) -> Locale:
    """Return the locale of a language; the Dutch one where it is not known.

    English without a region is that of Europe: its dates begin with the day.
    """
    try:
        return Locale("en", "GB") if tag == "en" else Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("nl")


def today_in(tag: str) -> str:
    """Return today's date in words."""
    return format_date(date.today(), "long", locale=locale_of(tag))


def direction(language: str) -> str:
    """Return `ltr` or `rtl`, the way a language is written; `ltr` where that is not known."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"
