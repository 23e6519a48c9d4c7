from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_event_loop_of_others() -> Iterator[None]:
    """Unit tests begin without an event loop: a browser of other tests leaves its own running."""
    left_running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left_running)
