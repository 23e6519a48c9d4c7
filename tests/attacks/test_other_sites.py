"""Another site, open in the same browser: it gets no line to a kernel, and no page to read.

A browser sends `Origin` with every websocket, so who sends none is no browser: such a program
could as well send a right one, and nothing is won by refusing it. `null` is what a sandboxed
frame or a file sends, and is nobody of ours.
"""

from __future__ import annotations

import pytest
from raw import cookies_of, exchange, upgrade
from scene import Scene, helpful

STRANGE = [
    "https://elsewhere.example",
    "http://elsewhere.example:{port}",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://127.0.0.1:{port}.elsewhere.example",
    "http://elsewhere.example/127.0.0.1:{port}",
    "http://127.0.0.1:{port}@elsewhere.example",
    "http://localhost:{port}",
    "null",
    "file://",
    "chrome-extension://abc",
    "",
    "%",
]
HOSTS = ["elsewhere.example", "elsewhere.example:{port}", "127.0.0.1.elsewhere.example", "10.0.0.9"]
ODD_HOSTS = ["%2Fetc%2Fpasswd", "%2Fetc%2Fnowhere", "[::1", "a b", "127.0.0.1:{port}@elsewhere"]


@pytest.mark.parametrize("origin", STRANGE)
def test_another_origin_gets_no_line(scene: Scene, origin: str) -> None:
    header = f"Origin: {origin.format(port=scene.app.port)}"
    told = upgrade(scene.app, scene.neighbour.kernel, cookies_of(scene.neighbour), header)
    assert told.status == 403
    assert helpful(told.text) == []
    scene.is_unharmed()


def test_two_origins_get_no_line(scene: Scene) -> None:
    ours = f"Origin: {scene.app.url.rstrip('/')}"
    told = upgrade(
        scene.app,
        scene.neighbour.kernel,
        cookies_of(scene.neighbour),
        ours,
        "Origin: https://elsewhere.example",
    )
    assert told.status in (400, 403)
    scene.is_unharmed()


@pytest.mark.parametrize("path", ["/", "/api/kernels/{kernel}", "/page/boot.js", "/healthz"])
def test_no_answer_lets_another_origin_read_it(scene: Scene, path: str) -> None:
    there = path.format(kernel=scene.neighbour.kernel)
    told = exchange(scene.app, "HEAD", there, "Origin: https://elsewhere.example")
    allowed = [name for name in told.headers if name.lower().startswith("access-control-")]
    assert allowed == []
    assert told.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/scenarios", "/healthz", "/page/boot.js"])
def test_a_server_of_this_machine_alone_answers_to_no_other_name(
    scene: Scene, host: str, path: str
) -> None:
    """Else a site whose name leads to 127.0.0.1 is of the same origin, and reads all."""
    told = exchange(scene.app, "GET", path, host=host.format(port=scene.app.port))
    assert told.status in (400, 403, 404, 421)
    assert "kernelId" not in told.text


@pytest.mark.parametrize("host", HOSTS)
def test_a_server_of_this_machine_alone_gives_no_line_under_another_name(
    scene: Scene, host: str
) -> None:
    name = host.format(port=scene.app.port)
    told = upgrade(
        scene.app,
        scene.neighbour.kernel,
        cookies_of(scene.neighbour),
        f"Origin: http://{name}",
        host=name,
    )
    assert told.status in (400, 403, 404, 421)
    scene.is_unharmed()


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_this_machine_goes_by_its_own_names(scene: Scene, host: str) -> None:
    told = exchange(scene.app, "HEAD", "/", host=host.format(port=scene.app.port))
    assert told.status == 200


@pytest.mark.parametrize("host", ODD_HOSTS)
def test_a_host_that_is_none_tells_nothing_of_the_machine(scene: Scene, host: str) -> None:
    told = exchange(scene.app, "GET", "/nowhere", host=host.format(port=scene.app.port))
    assert told.status in (400, 403, 404, 421)
    assert helpful(told.text) == []


def test_whether_a_file_exists_cannot_be_asked_by_a_host(scene: Scene) -> None:
    there, nowhere = (
        exchange(scene.app, "HEAD", "/", host=host).status
        for host in ("%2Fetc%2Fpasswd", "%2Fetc%2Fnowhere")
    )
    assert there == nowhere
