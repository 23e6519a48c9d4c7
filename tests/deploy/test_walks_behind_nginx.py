"""Whoever walks, walks on: over https, through a reload of nginx, after the app was away."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from free_ports import free_port
from playwright.sync_api import Page, expect
from proxy import Proxy, proxied
from served import started
from visits import faults, fits
from walker import ARRIVAL, Walker

EID = "Ik heb een Belgische eID."
NO_EID = "Je kunt geen rechten toekennen"
AWAY = "Even niet bereikbaar"
LOADED = "performance.getEntriesByType('navigation')[0].nextHopProtocol"


@pytest.fixture
def port() -> int:
    """A port at which no app listens yet."""
    return free_port()


@pytest.fixture
def deserted(port: int, tmp_path: Path) -> Iterator[Proxy]:
    """nginx in front of an app that is not there."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    with proxied(folder, port) as running:
        yield running


def test_a_visitor_walks_over_https_and_a_secure_websocket(visitor: Page, proxy: Proxy) -> None:
    sockets: list[str] = []
    visitor.on("websocket", lambda socket: sockets.append(socket.url))
    walker = Walker(visitor, proxy.url).open()
    walker.answer("Lokale beheerder")
    expect(walker.heading).to_have_text(EID)
    assert [url.split("/api/")[0] for url in sockets] == [proxy.url.replace("https", "wss")[:-1]]
    assert visitor.evaluate(LOADED) == "h2"


def test_a_walk_goes_on_over_its_line_while_nginx_takes_new_settings(
    visitor: Page, proxy: Proxy
) -> None:
    sockets: list[str] = []
    visitor.on("websocket", lambda socket: sockets.append(socket.url))
    walker = Walker(visitor, proxy.url).open().answer("Lokale beheerder")
    proxy.reload()
    walker.answer("Neen")
    expect(walker.heading).to_contain_text(NO_EID)
    assert len(sockets) == 1


def test_while_the_app_is_away_a_friendly_page_says_so_and_then_goes_on_with_the_walk(
    visitor: Page, deserted: Proxy, port: int, tmp_path: Path
) -> None:
    visitor.goto(f"{deserted.url}#role=lokale-beheerder")
    expect(visitor.get_by_role("heading", name=AWAY)).to_be_visible()
    expect(visitor.get_by_role("heading", name="Away for a moment")).to_be_visible()
    serve = [sys.executable, "-m", "ssmflow", "serve", "--port", str(port), "--no-browser"]
    with started(serve, folder=tmp_path):
        alive = visitor.locator(".page-ready .ssmflow-text h2")
        expect(alive).to_have_text(EID, timeout=ARRIVAL)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_for_when_the_app_is_away_is_accessible_and_fits(
    visitor: Page, deserted: Proxy, width: int
) -> None:
    visitor.set_viewport_size({"width": width, "height": 640})
    visitor.goto(deserted.url)
    expect(visitor.get_by_role("heading", name=AWAY)).to_be_visible()
    assert faults(visitor) == []
    assert fits(visitor)


def test_the_page_for_when_the_app_is_away_is_an_error_for_machines(deserted: Proxy) -> None:
    answer = deserted.ask("/")
    assert answer.status == 503
    assert AWAY in answer.body.decode()
