from __future__ import annotations

from hypothesis import HealthCheck, settings

# Shared machines are slow at times: what a property means has nothing to do with how long it takes.
settings.register_profile(
    "flows", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.load_profile("flows")
