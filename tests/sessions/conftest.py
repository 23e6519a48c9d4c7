"""A service on both databases, and people who ask it."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import url
from event_loops import no_event_loop_of_others

from ssmflow.training import attempts, rates

__all__ = ["no_event_loop_of_others", "url"]


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The address of an empty database of SQLite."""
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"


@pytest.fixture
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may ask anything again because time has passed, however slow the machine is."""
    for module in (attempts, rates):
        monkeypatch.setattr(module, "monotonic", lambda: 1000.0)
