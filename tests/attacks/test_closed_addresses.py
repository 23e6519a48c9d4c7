"""Addresses that Jupyter and Voilà have, and that lead nowhere here; and ways out of folders."""

from __future__ import annotations

import pytest
from raw import exchange
from scene import Scene, helpful

KERNEL = "00000000-0000-4000-8000-000000000000"
JUPYTER = [
    "/api",
    "/api/",
    "/api/contents",
    "/api/contents/walk.ipynb",
    "/api/contents/walk.ipynb/checkpoints",
    "/api/sessions",
    "/api/terminals",
    "/api/kernelspecs",
    "/api/kernelspecs/python3",
    "/api/status",
    "/api/me",
    "/api/spec.yaml",
    "/api/config/notebook",
    "/api/security/csp-report",
    "/api/events",
    "/api/events/subscribe",
    "/api/nbconvert",
    "/api/shutdown",
    "/api/collaboration",
    "/kernelspecs/python3/logo-64x64.png",
    "/files/walk.ipynb",
    "/nbconvert/html/walk.ipynb",
    "/nbextensions/",
    "/notebooks/walk.ipynb",
    "/view/walk.ipynb",
    "/edit/walk.ipynb",
    "/terminals/1",
    "/terminals/websocket/1",
    "/login",
    "/logout",
    "/lab",
    "/lab/tree",
    "/lab/api/settings",
    "/tree",
    "/static/",
    "/static/favicon.ico",
    "/custom/custom.css",
    "/robots.txt/..",
    "/lsp/status",
    "/proxy/22/",
]
VOILA = [
    "/voila/",
    "/voila/files/walk.ipynb",
    "/voila/files/..%2fwalk.ipynb",
    f"/voila/query/{KERNEL}",
    "/voila/render/walk.ipynb",
    "/voila/render/..%2f..%2f..%2fetc%2fpasswd",
    "/voila/tree",
    "/voila/tree/..",
    f"/voila/execution/{KERNEL}",
    "/voila/api/contents/",
    "/voila/api/themes/x",
    "/voila/api/shutdown/",
    "/voila/nowhere",
    "/voila/templates/",
    "/voila/templates/default/static/main.js",
]
STATIC = [
    "/page/",
    "/page/built/",
    "/voila/static/",
    "/voila/templates/lab/static/",
    "/voila/labextensions/anywidget/",
    "/voila/labextensions/@jupyter-widgets/jupyterlab-manager/",
]
OUT = [
    "../../settings.py",
    "..%2f..%2fsettings.py",
    "%2e%2e/%2e%2e/settings.py",
    "%2e%2e%2f%2e%2e%2fsettings.py",
    "%252e%252e%252fsettings.py",
    "..%252f..%252fsettings.py",
    "..\\..\\settings.py",
    "..%5c..%5csettings.py",
    "..%c0%af..%c0%afsettings.py",
    "..%ef%bc%8f..%ef%bc%8fsettings.py",
    "....//....//settings.py",
    ".%00./settings.py",
    "boot.js%00.css",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "file:///etc/passwd",
    "../index.html.j2",
    "../__pycache__/",
    "%2e",
    "..",
    "~root/.bashrc",
    "C:%5cWindows%5cwin.ini",
    "a" * 5_000,
]
QUERIES = [
    'theme="><script>window.hacked=1</script>',
    "theme=dark",
    "theme=../../../../etc/passwd",
    "template=nope",
    "template=../../../../../etc",
    'voila-theme="><script>window.hacked=1</script>',
    "voila-theme=dark",
    "voila-template=nope",
    "voila-template=../../../../etc",
    "path=/etc/passwd",
    "token=guess",
    "kernel_id=" + KERNEL,
    "session_id=<script>window.hacked=1</script>",
    "{{7*7}}=%7B%25raw%25%7D",
    "next=https://elsewhere.example",
    "_xsrf=guess",
    "a=" + "b" * 8_000,
    "%ff%00=%0d%0aSet-Cookie:a=b",
]


def is_refused(scene: Scene, path: str, method: str = "GET") -> bool:
    """Whether an address is closed, and the answer tells and leads nowhere."""
    told = exchange(scene.app, method, path, "Content-Length: 0")
    closed = told.status in (400, 403, 404, 405) and "Location" not in told.headers
    return closed and "root:" not in told.text and not helpful(told.text + str(told.headers))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_what_jupyter_and_voila_have_is_closed(scene: Scene, method: str) -> None:
    asked = [*JUPYTER, *VOILA]
    assert [path for path in asked if not is_refused(scene, path, method)] == []
    scene.is_unharmed()


@pytest.mark.parametrize("folder", STATIC)
def test_no_way_leads_out_of_a_folder(scene: Scene, folder: str) -> None:
    asked = [folder + out for out in OUT]
    assert [path for path in asked if not is_refused(scene, path)] == []
    scene.is_unharmed()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
@pytest.mark.parametrize("where", ["/", "/scenarios"])
def test_a_query_changes_no_page(scene: Scene, where: str, query: str) -> None:
    spaced = query.replace(" ", "%20").replace('"', "%22").replace("<", "%3C")
    for asked in (query, spaced):
        told = exchange(scene.app, "HEAD", f"{where}?{asked}")
        assert told.status in (200, 400)
        assert "a" not in [cookie[:1] for cookie in told.headers.get_all("Set-Cookie", [])]


@pytest.mark.parametrize("query", QUERIES[:10], ids=lambda query: query[:30])
def test_a_page_says_nothing_of_its_query(scene: Scene, query: str) -> None:
    plain, asked = (
        exchange(scene.app, "GET", path).text for path in ("/", "/?" + query.replace(" ", "%20"))
    )
    assert "kernelId" in asked
    assert "window.hacked" not in asked
    assert abs(len(plain) - len(asked)) < 100  # ids aside, they are the same
    scene.is_unharmed()


def test_a_redirect_stays_here(scene: Scene) -> None:
    for path in ("/scenarios/", "/scenarios/?next=//elsewhere.example", "//scenarios/"):
        told = exchange(scene.app, "GET", path, "X-Forwarded-Host: elsewhere.example")
        assert told.headers.get("Location", "/scenarios").split("?")[0] == "/scenarios"
        assert told.status in (301, 302, 404)
