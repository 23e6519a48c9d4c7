from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Who asks the service of sessions, other tests know.
sys.path.append(str(Path(__file__).parents[3] / "sessions"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of an empty store."""
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"
