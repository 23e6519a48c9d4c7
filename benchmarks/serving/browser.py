"""What a visitor with a real browser waits for."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.serving.move import Move
from benchmarks.serving.servers import Running

WATCH = Path(__file__).with_name("watch.js")
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds
REST = 3.0  # seconds that a server has to come to rest between two visits
STILL = 1.0  # seconds in which nothing comes, after which a first load is over
SHORTEST, LONGEST = 3.0, 10.0  # seconds that it takes at least and at most, once one can read


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    given = os.environ.get("SSMFLOW_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise RuntimeError("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def arrivals(
    browser: Browser, running: Running, first: str, move: Move, times: int
) -> dict[str, list[float]]:
    """Load the page anew, then with what the browser has kept, some times.

    Returns:
        Milliseconds from the start of the navigation: `readable_cold`, `readable_warm`, until the
        first step's heading was painted; `answered_cold`, `answered_warm`, until that of the step
        after the first click was; `alive_cold`, `alive_warm`, until it was painted by the app
        itself, where the page had brought an answer along. `clicks` counts the clicks that an
        answer took: one, where none was lost.
    """
    found: dict[str, list[float]] = {}
    for _ in range(times):
        with browser.new_context(locale="nl-BE") as context:
            context.add_init_script(_watch(first, move))
            for cache in ("cold", "warm"):
                running.tree.rest(REST)
                page = context.new_page()
                page.goto(running.url, wait_until="commit")
                told = _watched(context.new_cdp_session(page), "visit.arrival()")
                page.close()
                found.setdefault(f"readable_{cache}", []).append(told["readable"])
                found.setdefault(f"answered_{cache}", []).append(told["answered"])
                found.setdefault(f"alive_{cache}", []).append(told["alive"])
                found.setdefault("clicks", []).append(told["clicks"])
    return found


def clicks(
    browser: Browser, running: Running, first: str, route: Sequence[Move], times: int
) -> dict[str, list[float]]:
    """Click through the flow on one page.

    Returns:
        Milliseconds from each click until the next step stood in the page, `shown`, and until it
        was painted, `painted`.
    """
    with browser.new_context(locale="nl-BE") as context:
        context.add_init_script(_watch(first, route[0]))
        page = context.new_page()
        page.goto(running.url, wait_until="commit")
        page.evaluate("visit.arrival()")
        running.tree.rest(REST)
        found: dict[str, list[float]] = {"shown": [], "painted": []}
        for number in range(1, times + 1):
            move = route[number % len(route)]
            told = page.evaluate("move => visit.click(move.label, move.heading)", vars_of(move))
            for key, value in told.items():
                found[key].append(value)
        return found


def _watched(session: CDPSession, asked: str) -> Any:
    """Ask what watches a page.

    Playwright's own `evaluate` first has the page take in a large script of its own, in the very
    moment that is measured.
    """
    asks = {"expression": asked, "awaitPromise": True, "returnByValue": True}
    told = session.send("Runtime.evaluate", asks)
    if "exceptionDetails" in told:
        raise RuntimeError(told["exceptionDetails"]["exception"]["description"])
    return told["result"]["value"]


def vars_of(move: Move) -> dict[str, str]:
    """Return a move as JavaScript takes it."""
    return {"label": move.label, "heading": move.heading}


class Wire:
    """Counts what comes over the wire for one page.

    Args:
        session: A connection to Chromium's tools for that page, before it is loaded.
    """

    def __init__(self, session: CDPSession) -> None:
        self.requests = 0
        self.bytes = 0
        self.socket_bytes = 0
        self.latest = monotonic()
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._heard)
        session.send("Network.enable")

    @property
    def all_bytes(self) -> int:
        """What came by both; by websocket it is less on the wire where that is compressed."""
        return self.bytes + self.socket_bytes

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.requests += 1

    def _loaded(self, event: dict[str, Any]) -> None:
        self.latest = monotonic()
        self.bytes += event["encodedDataLength"]

    def _heard(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        size = len(frame["payloadData"])
        # Binary payloads are told in base64: four characters for three bytes.
        self.latest = monotonic()
        self.socket_bytes += size if frame["opcode"] == 1 else size * 3 // 4


def first_load(
    browser: Browser, running: Running, first: str, move: Move, times: int
) -> dict[str, list[float]]:
    """Load the page anew, and let it come to rest.

    Returns:
        `requests` by HTTP; their `bytes` over the wire, headers and compression included; the
        `socket_bytes` that came by websocket, not compressed; and both together, `all_bytes`.
    """
    keys = ("requests", "bytes", "socket_bytes", "all_bytes")
    found: dict[str, list[float]] = {key: [] for key in keys}
    for _ in range(times):
        running.tree.rest(REST)
        with browser.new_context(locale="nl-BE") as context:
            context.add_init_script(_watch(first, move))
            page = context.new_page()
            wire = Wire(context.new_cdp_session(page))
            page.goto(running.url, wait_until="commit")
            page.evaluate("visit.reading()")
            _still(page, wire)
            for key, values in found.items():
                values.append(getattr(wire, key))
    return found


def _still(page: Page, wire: Wire) -> None:
    start = monotonic()
    while monotonic() < min(start + LONGEST, max(start + SHORTEST, wire.latest + STILL)):
        page.wait_for_timeout(100)


def _watch(first: str, move: Move) -> str:
    given = {"first": first, "patience": PATIENCE, **vars_of(move)}
    return WATCH.read_text(encoding="utf-8").replace('"GIVEN"', json.dumps(given))
