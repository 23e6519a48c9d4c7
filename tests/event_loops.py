"""Event loops, for tests that run one themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_event_loop_of_others(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests without a browser begin without an event loop: a browser leaves its own running."""
    if "playwright" in request.fixturenames:
        yield
        return
    left_running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left_running)
