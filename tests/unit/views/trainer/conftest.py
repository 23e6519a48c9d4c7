from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Who asks the service of sessions, and a tiny set of cases, other tests know.
TESTS = Path(__file__).parents[3]
for folder in ("sessions", "unit/training", "unit/views/training", "unit/flow"):
    sys.path.append(str(TESTS / folder))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"
