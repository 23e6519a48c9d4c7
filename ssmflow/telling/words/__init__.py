"""What the interface says: a folder of catalogues for each language, beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("nl", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the words of a language, by key; no key stands in two of its files.

    Args:
        language: One of `LANGUAGES`.
    """
    words: dict[str, str] = {}
    for file in sorted((files(__package__) / language).iterdir(), key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        # Texts only: the base loader makes nothing else of them.
        words |= yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return words


def words_for(*languages: str) -> Mapping[str, str]:
    """Return the words of the first language that has a catalogue, Dutch where none has.

    Args:
        languages: BCP 47 tags, the most wanted first; `nl-BE` finds the words of `nl`.
    """
    primary = (tag.split("-")[0].lower() for tag in languages)
    return catalogue(next((tag for tag in primary if tag in LANGUAGES), LANGUAGES[0]))
