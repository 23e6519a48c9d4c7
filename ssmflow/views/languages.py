"""What is known of a language beside its words: its own name, its direction, its dates."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def own_name(tag: str) -> str:
    """Return what a language calls itself; its tag where that is not known."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else tag


def locale_of(tag: str) -> Locale:
    """Return the locale of a language; the Dutch one where it is not known."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("nl")


def direction(language: str) -> str:
    """Return `ltr` or `rtl`, the way a language is written; `ltr` where that is not known."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"
