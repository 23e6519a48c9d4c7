"""What the server says to those who ask, with a browser or without."""

from __future__ import annotations

import http.client
import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sample_notebooks import DIES, STEPS, TELLS, notebook
from served import Served, served
from visitor import kernel_of
from watching import until

STARTED = 'ssmflow_kernel_start_seconds_count{way="ordinary"}'
KERNEL = "00000000-0000-4000-8000-000000000000"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FRIENDLY = ("De beslisboom kon niet worden geladen.", "The decision tree could not be loaded.")


def configuration(html: str) -> dict[str, Any]:
    found = re.search(r'id="jupyter-config-data" type="application/json">(.*?)</script>', html)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_the_ready_line_gives_title_and_address(page_of_steps: Served) -> None:
    line = page_of_steps.ready_line
    assert line == f'ssmflow serves "Stappen & <proef>" at http://127.0.0.1:{page_of_steps.port}/'


def test_the_page_has_the_title_and_speaks_the_language(page_of_steps: Served) -> None:
    html = page_of_steps.ask("/").text
    assert "<title>Stappen &amp; &lt;proef&gt;</title>" in html
    assert "<proef>" not in html
    assert '<html lang="nl">' in html
    assert "De beslisboom wordt geladen…" in html


def test_the_frame_speaks_english_where_the_page_does(steps: Path) -> None:
    with served(steps, language="en-GB") as page:
        html = page.ask("/").text
    assert '<html lang="en">' in html
    assert "The decision tree is loading…" in html


def begin(page: Served, until: bytes) -> None:
    """Ask for the page, and go away as soon as that much of it has come."""
    with closing(http.client.HTTPConnection("127.0.0.1", page.port, timeout=20)) as connection:
        connection.request("GET", "/")
        with connection.getresponse() as response:
            html = b""
            while until not in html:
                html += response.read1()


def test_the_frame_is_sent_before_the_notebook_has_run(page_that_loads: Served) -> None:
    begin(page_that_loads, until=b"page-coming-map")


def test_who_leaves_while_the_page_loads_leaves_no_kernel(tmp_path: Path) -> None:
    slow = notebook(tmp_path / "slow.ipynb", "import time\ntime.sleep(2)")
    log = tmp_path / "log"
    with served(slow, log=log, how={"fork": False}) as page:
        begin(page, until=b"kernelId")
        # Told for good, while the kernel itself may have come and gone before anybody looks.
        until(lambda: page.figure(STARTED) == 1, "no kernel starts", within=60)
        until(lambda: '"ended": "left"' in log.read_text(), "nobody has left", within=60)
        until(lambda: not page.kernels(), "the kernel is left")
    assert "ERROR" not in log.read_text()


def test_the_source_of_the_notebook_stays_behind(page_of_steps: Served) -> None:
    text = page_of_steps.ask("/").text
    assert "traitlets" in STEPS
    assert "traitlets" not in text


def test_voilas_own_front_end_loads_three_labextensions(page_by_voila: Served) -> None:
    extensions = configuration(page_by_voila.ask("/").text)["federated_extensions"]
    assert {extension["name"] for extension in extensions} == {
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
        "anywidget",
    }


@pytest.mark.parametrize(
    "query", ['theme="><script>alert(1)</script>', "theme=dark", "template=nope", "template=reveal"]
)
def test_an_address_chooses_no_theme_or_template(page_by_voila: Served, query: str) -> None:
    answer = page_by_voila.ask("/?" + quote(query, safe="="))
    assert answer.status == 200
    assert 'data-jp-theme-name="JupyterLab Light"' in answer.text
    assert "page-coming-map" in answer.text
    assert "alert(1)" not in answer.text


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere",
        "/page/boot.js",
        "/page/nowhere.js",
        "/voila/static/voila.js",
        "/voila/static/nowhere.js",
        "/voila/templates/lab/static/index.css",
        "/voila/labextensions/anywidget/package.json",
        "/voila/labextensions/anywidget/nowhere.js",
        f"/api/kernels/{KERNEL}",
    ],
)
def test_every_answer_has_the_security_headers(page_of_steps: Served, path: str, name: str) -> None:
    headers = page_of_steps.ask(path, "HEAD" if path == "/" else "GET").headers
    assert headers[name].startswith(HEADERS[name])
    assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/steps.ipynb",
        "/walk",
        "/favicon.ico",
        "/login",
        "/logout",
        "/api/kernels",
        f"/api/kernels/{KERNEL}/restart",
        "/page/",
        "/page/..%2fboot.js",
        "/page/%2e%2e/index.html.j2",
        "/voila/api/contents/",
        "/voila/api/themes/x",
        "/voila/files/steps.ipynb",
        "/voila/files/",
        f"/voila/query/{KERNEL}",
        f"/voila/execution/{KERNEL}",
        "/voila/render/steps.ipynb",
        "/voila/tree",
        "/voila/static/",
        "/voila/static/%2e%2e/index.html.j2",
        "/voila/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/voila/templates/base/static/require.min.js",
        "/voila/labextensions/jupyterlab_pygments/package.json",
        "/voila/labextensions/anywidget/../jupyterlab_pygments/package.json",
    ],
)
def test_every_other_address_is_closed(page_of_steps: Served, path: str) -> None:
    answer = page_of_steps.ask(path)
    assert answer.status in (403, 404)
    assert "Deze pagina bestaat niet." in answer.text
    assert "This page does not exist." in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_the_page_takes_nothing(page_of_steps: Served, path: str, method: str) -> None:
    assert page_of_steps.ask(path, method).status in (403, 404, 405)


def test_asking_whether_the_page_is_there_starts_no_kernel(steps: Path) -> None:
    with served(steps, how={"ahead": 0}) as page:
        assert page.ask("/", "HEAD").status == 200
        assert page.kernels() == []


def test_text_is_compressed(page_of_steps: Served) -> None:
    headers = {"Accept-Encoding": "gzip"}
    for path in ("/", "/voila/static/voila.js", "/page/page.css"):
        assert page_of_steps.ask(path, headers=headers).headers["Content-Encoding"] == "gzip"


def test_the_only_cookies_guard_against_forged_requests(page_of_steps: Served) -> None:
    answer = page_of_steps.ask("/")
    cookies, kernel = answer.headers.get_all("Set-Cookie") or [], kernel_of(answer.text)
    assert [cookie.split("=")[0] for cookie in cookies] == ["_xsrf", "visit", "goodbye"]
    assert all("SameSite=Strict" in cookie and "expires" not in cookie for cookie in cookies)
    assert f"Path=/api/kernels/{kernel};" in cookies[1]
    assert f"Path=/voila/api/shutdown/{kernel};" in cookies[2]
    assert all("HttpOnly" in cookie for cookie in cookies[1:])


def test_the_kernels_get_what_is_added_to_their_environment(tmp_path: Path) -> None:
    tells = notebook(tmp_path / "tells.ipynb", TELLS)
    with served(tells, environment={"FLOWS": "/some/flows"}) as page:
        assert "/some/flows" in page.ask("/").text


def test_a_notebook_that_raises_shows_a_friendly_message(page_that_fails: Served) -> None:
    text = page_that_fails.ask("/").text
    for message in FRIENDLY:
        assert message in text
    for secret in ("Traceback", "ValueError", "told to nobody", "cell-source", "cell [1]"):
        assert secret not in text


def test_a_notebook_that_raises_leaves_no_kernel(page_that_fails: Served) -> None:
    page_that_fails.ask("/")
    assert page_that_fails.kernels() == []


def test_a_kernel_that_dies_while_the_notebook_runs_shows_a_friendly_message(
    tmp_path: Path,
) -> None:
    with served(notebook(tmp_path / "dies.ipynb", DIES)) as page:
        assert FRIENDLY[0] in page.ask("/").text
        assert page.kernels() == []


def test_a_notebook_that_has_gone_still_serves_as_it_ran(steps: Path) -> None:
    with served(steps) as page:
        steps.unlink()
        assert page.ask("/").status == 200


def test_a_notebook_that_has_gone_shows_a_friendly_message(steps: Path) -> None:
    with served(steps, how={"fork": False}) as page:
        steps.unlink()
        answer = page.ask("/")
    assert answer.status == 500
    assert FRIENDLY[0] in answer.text
    assert "steps.ipynb" not in answer.text


def test_what_went_wrong_is_in_the_log_for_the_operator(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = notebook(tmp_path / "raises.ipynb", "raise ValueError('for the operator')")
    with served(steps, log=log) as page:
        page.ask("/")
    assert "for the operator" in log.read_text()
