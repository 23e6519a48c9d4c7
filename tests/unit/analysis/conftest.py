"""What the tests of analysis stand on: the tiny and small flows of the tests of flows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.append(str(Path(__file__).parents[1] / "flow"))

# SSMFLOW_EXAMPLES asks for more than a suite has time for.
settings.register_profile(
    "studies",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=int(os.environ.get("SSMFLOW_EXAMPLES", "200")),
)
settings.load_profile("studies")
