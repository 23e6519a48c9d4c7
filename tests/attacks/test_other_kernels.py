"""The kernels of others: nothing lists them, nothing but their own page reaches or ends them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from raw import cookies_of, exchange, upgrade
from scene import Scene, helpful

UNKNOWN = "3f1c9a52-0000-4000-8000-000000000000"
WRONG_IDS = [
    UNKNOWN,
    UNKNOWN.upper(),
    "a-b-c-d-e",
    "0",
    "*",
    "%2a",
    "..",
    "%00",
    "é-b-c-d-e",
    f"{UNKNOWN}%00",
    "a" * 4_000,
]


def own(scene: Scene) -> str:
    return f"Origin: {scene.app.url.rstrip('/')}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/kernels", "/api/kernels/", "/api/sessions", "/api/status"])
def test_nothing_lists_kernels(scene: Scene, path: str, method: str) -> None:
    told = exchange(scene.app, method, path, "Content-Length: 2", body=b"{}")
    assert told.status in (403, 404, 405)
    assert scene.neighbour.kernel not in told.text + str(told.headers)
    scene.is_unharmed()


@pytest.mark.parametrize("kernel", WRONG_IDS, ids=lambda kernel: kernel[:20])
def test_a_guess_reaches_nothing(scene: Scene, kernel: str) -> None:
    kernel = kernel.encode().decode("latin-1")
    socket_told = upgrade(scene.app, kernel, own(scene))
    told = exchange(scene.app, "GET", f"/api/kernels/{kernel}")
    assert (socket_told.status, told.status) == (404, 404)
    assert helpful(told.text + socket_told.text) == []
    scene.is_unharmed()


def test_ids_are_not_counted_up(scene: Scene) -> None:
    """They are random: all but the version and the variant of two of them differ."""
    first, second = (scene.neighbour.kernel, scene.attacker().kernel)
    assert first[14] == second[14] == "4"
    alike = sum(one == other for one, other in zip(first, second, strict=True) if one != "-")
    assert alike < 16


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST", "OPTIONS", "TRACE"])
def test_a_kernel_takes_no_orders(scene: Scene, method: str) -> None:
    path = f"/api/kernels/{scene.neighbour.kernel}"
    told = exchange(scene.app, method, path, "Content-Length: 2", body=b"{}")
    assert told.status in (403, 404, 405)
    assert helpful(told.text) == []
    scene.is_unharmed()


@pytest.mark.parametrize("order", ["restart", "interrupt", "shutdown", "execute", "channels"])
def test_a_kernel_takes_no_order_by_name(scene: Scene, order: str) -> None:
    path = f"/api/kernels/{scene.neighbour.kernel}/{order}"
    told = exchange(scene.app, "POST", path, "Content-Length: 2", body=b"{}")
    assert told.status in (403, 404, 405)
    scene.is_unharmed()


FORGED = ["", "_xsrf=", "_xsrf=guess", "_xsrf=2|00000000|00000000000000000000000000000000|1"]


@pytest.mark.parametrize("field", FORGED)
@pytest.mark.parametrize("cookie", ["", "Cookie: _xsrf=other", "X-XSRFToken: guess"])
@pytest.mark.parametrize("action", ["shutdown", "keep"])
def test_only_a_page_of_ours_says_that_its_visitor_leaves(
    scene: Scene, field: str, cookie: str, action: str
) -> None:
    path = f"/voila/api/{action}/{scene.neighbour.kernel}"
    headers = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(field)}"]
    told = exchange(scene.app, "POST", path, *headers, *filter(None, [cookie]), body=field.encode())
    assert told.status in (403, 404)
    assert helpful(told.text) == []
    scene.is_unharmed()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_another_site_ends_no_visit_even_with_a_fitting_cookie(scene: Scene, origin: str) -> None:
    path = f"/voila/api/shutdown/{scene.neighbour.kernel}"
    token = uuid4().hex
    headers = [
        f"Origin: {origin}",
        f"Cookie: _xsrf={token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(token) + 6}",
    ]
    told = exchange(scene.app, "POST", path, *headers, body=f"_xsrf={token}".encode())
    assert told.status in (403, 404)
    scene.is_unharmed()


def test_a_kernel_of_another_ends_for_nobody_who_reads_a_page(scene: Scene) -> None:
    assert scene.neighbour.kernel not in scene.app.ask("/").text
    assert scene.neighbour.kernel not in scene.app.ask("/metrics").text
    assert scene.neighbour.kernel not in scene.app.ask("/healthz").text


FOREIGN = ["nothing", "their own", "a guess", "nearly"]


def cookies_that_do_not_fit(scene: Scene, which: str) -> list[str]:
    """The cookies of somebody who knows the id of a kernel, and has not its browser."""
    if which == "nothing":
        return []
    if which == "their own":
        return [cookies_of(scene.attacker())]
    key = "A" * 32 if which == "a guess" else scene.neighbour.cookies.split("visit=")[1][:31]
    return [f"Cookie: visit={key}; goodbye={key}"]


@pytest.mark.parametrize("which", FOREIGN)
def test_who_knows_the_id_of_a_kernel_gets_no_line_to_it(scene: Scene, which: str) -> None:
    """Ids stand in the names of sockets, which every user of the machine can list."""
    cookies = cookies_that_do_not_fit(scene, which)
    kernel = scene.neighbour.kernel
    assert upgrade(scene.app, kernel, own(scene), *cookies).status == 404
    assert exchange(scene.app, "GET", f"/api/kernels/{kernel}", *cookies).status == 404
    scene.is_unharmed()


@pytest.mark.parametrize("which", FOREIGN)
def test_who_knows_the_id_of_a_kernel_does_not_end_its_visit(scene: Scene, which: str) -> None:
    others = [each.partition(": ")[2] for each in cookies_that_do_not_fit(scene, which)]
    headers = [
        own(scene),
        # Of two cookies by one name the server takes the last.
        f"Cookie: {'; '.join([*others, '_xsrf=x'])}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 7",
    ]
    path = f"/voila/api/shutdown/{scene.neighbour.kernel}"
    assert exchange(scene.app, "POST", path, *headers, body=b"_xsrf=x").status == 204
    scene.is_unharmed()


def test_the_browser_that_was_given_a_kernel_comes_back_to_it(scene: Scene) -> None:
    told = upgrade(scene.app, scene.neighbour.kernel, own(scene), cookies_of(scene.neighbour))
    assert told.status == 101
    scene.is_unharmed()
