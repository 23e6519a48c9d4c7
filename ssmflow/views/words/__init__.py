"""What the interface says: one catalogue for each language, beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("nl", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the words of one catalogue, by key.

    Args:
        language: One of `LANGUAGES`.
    """
    text = (files(__package__) / f"{language}.yaml").read_text(encoding="utf-8")
    words: dict[str, str] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return words


def words_for(*languages: str) -> Mapping[str, str]:
    """Return the words of the first language that has a catalogue, Dutch where none has.

    Args:
        languages: BCP 47 tags, the most wanted first; `nl-BE` finds the words of `nl`.
    """
    primary = (tag.split("-")[0].lower() for tag in languages)
    return catalogue(next((tag for tag in primary if tag in LANGUAGES), LANGUAGES[0]))
