"""What the tests of training stand on: the tiny and small flows of the tests of flows."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "flow"))
