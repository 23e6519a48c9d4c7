"""The headers of every kind of answer: a page, a file, a redirect, a refusal, an error."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from raw import cookies_of, exchange, upgrade
from sample_notebooks import STEPS, notebook
from scene import Scene, helpful
from served import Answer, Served, served

KERNEL = "00000000-0000-4000-8000-000000000000"
ASKED = {
    "a page": ("GET", "/", 200),
    "another page": ("GET", "/scenarios", 200),
    "a page without its body": ("HEAD", "/", 200),
    "a redirect": ("GET", "/scenarios/", 302),
    "a file": ("GET", "/page/boot.js", 200),
    "a file that is nowhere": ("GET", "/page/nowhere.js", 404),
    "a file of Voilà": ("GET", "/voila/static/voila.js", 200),
    "a file of a widget": ("GET", "/voila/labextensions/anywidget/package.json", 200),
    "health": ("GET", "/healthz", 200),
    "figures": ("GET", "/metrics", 200),
    "no such page": ("GET", "/nowhere", 404),
    "no such kernel": ("GET", f"/api/kernels/{KERNEL}", 404),
    "a method that a page does not know": ("DELETE", "/", 403),
    "a forged goodbye": ("POST", f"/voila/api/shutdown/{KERNEL}", 403),
    "a folder": ("GET", "/page/", 403),
}


def directives(headers: Message) -> dict[str, set[str]]:
    """What the content security policy says, by directive."""
    policies = headers.get_all("Content-Security-Policy", [])
    assert len(policies) == 1
    parts = [part.split() for part in policies[0].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def is_guarded(told: Answer) -> None:
    policy = directives(told.headers)
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] <= {"'self'", "blob:"}
    assert policy["style-src"] <= {"'self'", "'unsafe-inline'"}
    assert policy["connect-src"] <= {"'self'"}
    for closed in ("frame-ancestors", "object-src", "base-uri", "form-action"):
        assert policy[closed] == {"'none'"}, closed
    for name, sources in policy.items():
        assert not sources & {"*", "http:", "https:", "'unsafe-eval'"}, name
        assert name == "style-src" or "'unsafe-inline'" not in sources, name
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Referrer-Policy"] == "no-referrer"
    assert told.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in told.headers["Permissions-Policy"]
    for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        assert name not in told.headers, name
    for cookie in told.headers.get_all("Set-Cookie", []):
        assert "SameSite=Strict" in cookie
        assert cookie.partition("=")[0] in ("_xsrf", "visit", "goodbye")
        assert cookie.startswith("_xsrf=") or "HttpOnly" in cookie
    assert helpful(str(told.headers)) == []


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_answer_is_guarded(scene: Scene, asked: tuple[str, str, int]) -> None:
    method, path, status = asked
    told = exchange(scene.app, method, path)
    assert told.status == status
    is_guarded(told)
    if status >= 400:
        assert helpful(told.text) == []


def test_the_state_of_ones_own_kernel_is_guarded(scene: Scene) -> None:
    own = cookies_of(scene.neighbour)
    told = exchange(scene.app, "GET", f"/api/kernels/{scene.neighbour.kernel}", own)
    assert told.status == 200
    is_guarded(told)
    assert helpful(told.text) == []


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_refused_line_is_guarded(scene: Scene, origin: str) -> None:
    told = upgrade(
        scene.app, scene.neighbour.kernel, cookies_of(scene.neighbour), f"Origin: {origin}"
    )
    assert told.status == 403
    is_guarded(told)


def test_a_line_to_nowhere_is_guarded(scene: Scene) -> None:
    told = upgrade(scene.app, KERNEL, f"Origin: {scene.app.url.rstrip('/')}")
    assert told.status == 404
    is_guarded(told)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Served]:
    """A server with one place."""
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"visitors": 1}) as running:
        yield running


def test_a_full_server_is_guarded(full: Served) -> None:
    answers = [exchange(full, "GET", "/") for _ in range(3)]
    (told, *_) = [told for told in answers if told.status == 503]
    is_guarded(told)
    assert helpful(told.text) == []
    assert "Retry-After" in told.headers


def test_a_page_that_cannot_be_made_is_guarded(tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"fork": False}) as running:
        path.unlink()
        told = exchange(running, "GET", "/")
    assert told.status == 500
    is_guarded(told)
    assert helpful(told.text) == []
