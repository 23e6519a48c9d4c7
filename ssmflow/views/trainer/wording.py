"""The words that a part of the trainer's page takes to the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ssmflow.views.trainer.lead import Lead

PREFIX = "trainer_"


def wording(words: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Return the words of these keys, by their keys without what all of them begin with.

    Args:
        words: The words of the interface.
        keys: The keys.
    """
    return {key.removeprefix(PREFIX): words[key] for key in keys}


def pace_told(page: Lead, session: Mapping[str, Any]) -> str:
    """Return the pace of a session, as the form for a new one calls it."""
    return page.words["trainer_pace_step" if session["pace"] == "step" else "trainer_pace_own"]


def joined_told(page: Lead, count: int) -> str:
    """Return how many take part."""
    key = "trainer_has_joined_one" if count == 1 else "trainer_has_joined"
    return page.words[key].format(count=count)
