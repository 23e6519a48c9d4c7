"""What nginx adds to the app's answers, what it leaves alone, and what it keeps to itself."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import pytest
from handshake import cookies_of, shakes_hands
from proxy import CONFIGURATION, HERE, Answer, Proxy, command, proxied
from served import Served
from visitor import kernel_of
from watching import until

from ssmflow.serving.settings import HEADERS, configuration

ELSEWHERE, FLOODING = "127.0.0.2", "127.0.0.3"
GZIP = {"Accept-Encoding": "gzip"}
SCRIPT = re.compile(r'src="(/walk/page/built/[^"]+)"')
PLACES = ["", "page/page.css", "nowhere", "api/kernels/0-0-0-0-0"]


def script_of(page: str) -> str:
    """The address of the front end's script."""
    (found,) = set(SCRIPT.findall(page))
    return str(found)


@pytest.fixture(scope="module")
def page(proxy: Proxy) -> Answer:
    return proxy.ask(proxy.base_url)


@pytest.fixture
def beside_another_site(app: Served, tmp_path: Path) -> Iterator[Proxy]:
    """nginx where only a path belongs to the app."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    with proxied(folder, app.port, "/walk/", path="/walk/") as running:
        yield running


def test_the_configuration_is_sound(proxy: Proxy) -> None:
    assert "[warn]" not in command(proxy.folder, "-t").stderr


def test_http_leads_to_the_same_place_over_https(proxy: Proxy) -> None:
    answer = proxy.ask_plainly("/walk/scenarios?a=b")
    assert answer.status == 301
    assert answer.header("Location") == f"https://{HERE}/walk/scenarios?a=b"


def test_a_certificate_is_renewed_over_http(proxy: Proxy) -> None:
    assert proxy.ask_plainly("/.well-known/acme-challenge/none").status == 404


def test_the_connection_is_of_the_newest_tls_and_offers_http_2(proxy: Proxy) -> None:
    trust = proxy.trust
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection((HERE, proxy.secure)) as line,
        trust.wrap_socket(line, server_hostname=HERE) as secured,
    ):
        assert (secured.version(), secured.selected_alpn_protocol()) == ("TLSv1.3", "h2")


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_has_each_security_header_exactly_once(proxy: Proxy, place: str) -> None:
    answer = proxy.ask(proxy.base_url + place)
    assert {name: answer.header(name) for name in HEADERS} == dict(HEADERS)
    assert answer.header("Strict-Transport-Security").startswith("max-age=31536000")
    assert answer.header("Server") == "nginx"


def test_the_page_for_when_the_app_is_away_has_security_headers_too(proxy: Proxy) -> None:
    answer = proxy.ask("/ssmflow-away/away.js")
    assert answer.header("Strict-Transport-Security").startswith("max-age=31536000")
    assert answer.header("Content-Security-Policy").startswith("default-src 'none'; ")
    assert answer.header("X-Content-Type-Options") == "nosniff"


def test_the_cookies_of_a_page_travel_over_https_alone(page: Answer) -> None:
    told = [cookie.split("; ") for cookie in page.headers.get_all("Set-Cookie", [])]
    assert [cookie[0].partition("=")[0] for cookie in told] == ["_xsrf", "visit", "goodbye"]
    assert all({"Secure", "SameSite=Strict"} <= set(cookie) for cookie in told)


def test_a_page_is_compressed_once_and_never_kept(proxy: Proxy) -> None:
    answer = proxy.ask(proxy.base_url, headers=GZIP)
    assert answer.header("Content-Encoding") == "gzip"
    assert gzip.decompress(answer.body).startswith(b"<!DOCTYPE html>")
    assert answer.header("Cache-Control") == "no-store"


def test_a_script_is_compressed_once_and_kept_for_good(proxy: Proxy, page: Answer) -> None:
    address = script_of(page.body.decode())
    plain, answer = proxy.ask(address), proxy.ask(address, headers=GZIP)
    assert answer.header("Content-Encoding") == "gzip"
    assert gzip.decompress(answer.body) == plain.body
    assert len(answer.body) < len(plain.body) / 2
    assert answer.header("Cache-Control").endswith("immutable")
    assert answer.header("Etag") == plain.header("Etag")


def test_what_nginx_itself_sends_is_compressed(proxy: Proxy) -> None:
    answer = proxy.ask("/ssmflow-away/away.css", headers=GZIP)
    assert answer.header("Content-Encoding") == "gzip"
    assert b"font" in gzip.decompress(answer.body)


def test_a_websocket_is_for_pages_of_this_site_alone(proxy: Proxy, page: Answer) -> None:
    kernel = kernel_of(page.body.decode())
    assert shakes_hands(proxy, kernel, proxy.origin, cookies_of(page)) == 101
    assert shakes_hands(proxy, kernel, "https://elsewhere.example", cookies_of(page)) == 403
    assert shakes_hands(proxy, kernel, proxy.origin) == 404


def test_nginx_waits_longer_for_a_silent_websocket_than_the_app_lets_it_be_silent() -> None:
    (told,) = re.findall(r"^ +proxy_read_timeout (\d+)s;$", CONFIGURATION.read_text(), re.MULTILINE)
    config = configuration(Path("walk.ipynb"), title="", language="nl", host=HERE, port=1)
    settings = config.Voila.tornado_settings
    silent = settings["ws_ping_interval"] + settings["ws_ping_timeout"]  # milliseconds
    assert 1000 * int(told) > silent


@pytest.mark.parametrize(
    "path",
    ["metrics", "healthz", "metrics/", "metrics?a", "%6detrics", "/metrics", "page/../metrics"],
)
def test_how_the_app_is_nobody_elsewhere_learns(proxy: Proxy, path: str) -> None:
    answer = proxy.ask(proxy.base_url + path, source=ELSEWHERE)
    assert answer.status == 403
    assert b"ssmflow" not in answer.body


@pytest.mark.parametrize("path", ["metrics", "healthz"])
def test_how_the_app_is_this_machine_learns(proxy: Proxy, path: str) -> None:
    assert proxy.ask(proxy.base_url + path).status == 200


def test_thirty_visitors_at_once_from_one_address_are_all_let_in(proxy: Proxy) -> None:
    def visit(_: int) -> list[int]:
        page = proxy.ask(proxy.base_url)
        files = [script_of(page.body.decode()), *["/walk/page/page.css"] * 9]
        return [page.status, *(proxy.ask(file).status for file in files)]

    with ThreadPoolExecutor(30) as visitors:
        assert set(chain.from_iterable(visitors.map(visit, range(30)))) == {200}


def test_one_address_that_never_stops_is_sent_away_and_others_are_not(proxy: Proxy) -> None:
    def ask(_: int) -> Answer:
        return proxy.ask("/walk/nowhere", source=FLOODING)

    answers: list[Answer] = []

    def is_sent_away() -> bool:
        answers.extend(asking.map(ask, range(100)))
        return any(answer.status == 429 for answer in answers)

    # How many that takes depends on how fast one can ask.
    with ThreadPoolExecutor(8) as asking:
        until(is_sent_away, "nobody is sent away", within=180)
    refused = [answer for answer in answers if answer.status == 429]
    assert len(answers) - len(refused) >= 600
    assert b"Even niet bereikbaar" in refused[0].body
    assert proxy.ask("/walk/nowhere", source=ELSEWHERE).status == 404


def test_a_large_body_is_refused(proxy: Proxy) -> None:
    claimed = {"Content-Length": "100000"}
    assert proxy.ask("/walk/api/kernels/0-0-0-0-0/stay", "POST", claimed).status == 413


def test_the_logs_tell_neither_who_came_nor_what_opens_their_walk(proxy: Proxy) -> None:
    # A visit of its own: the kernel of an earlier one may have ended by now.
    page = proxy.ask(proxy.base_url)
    kernel, before = kernel_of(page.body.decode()), len(proxy.requests())
    assert shakes_hands(proxy, kernel, proxy.origin, cookies_of(page)) == 101
    proxy.ask(f"/walk/api/kernels/{kernel}/last", source=ELSEWHERE)

    def told() -> set[tuple[str, int]]:
        return {(line["place"], line["status"]) for line in proxy.requests()[before:]}

    # Each worker of nginx writes when it gets to it.
    until(lambda: ("/walk/api/kernels/-/channels", 101) in told(), "no websocket is in the log")
    until(lambda: ("/walk/api/kernels/-/last", 404) in told(), "the visit is not in the log")
    for log in (proxy.log(), proxy.log("ssmflow-error.log")):
        assert not re.search(r"127\.0\.0\.|client:", log)
        assert kernel not in log


def test_beside_another_site_only_its_path_is_the_apps(beside_another_site: Proxy) -> None:
    assert beside_another_site.ask("/walk/").status == 200
    assert beside_another_site.ask("/walk").header("Location").endswith("/walk/")
    assert beside_another_site.ask("/").status == 404
    assert beside_another_site.ask("/").headers["Content-Security-Policy"] is None
