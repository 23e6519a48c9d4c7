"""The words that a part of the trainer's page takes to the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PREFIX = "trainer_"


def wording(words: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Return the words of these keys, by their keys without what all of them begin with.

    Args:
        words: The words of the interface.
        keys: The keys.
    """
    return {key.removeprefix(PREFIX): words[key] for key in keys}
