"""Two servers behind nginx: visits go to both, and whoever has a server stays there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from free_ports import free_port
from handshake import shakes_hands
from playwright.sync_api import Page, expect
from proxy import Proxy, command, proxied
from several import COOKIE, Servers, as_header, given, told, two_servers
from visitor import kernel_of as kernel_in
from visits import go_on, kernel_of
from walker import ARRIVAL, Walker
from watching import until

GONE = "Je bezoek is afgesloten."
ELSEWHERE = "https://elsewhere.example/"
HTML = "text/html"
LINK = '<!DOCTYPE html><html lang="nl"><title>Elders</title><a href="{url}">Naar de app</a>'
OTHER = {"1": "2", "2": "1"}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Two servers that stay."""
    folder = tmp_path_factory.mktemp("several")
    with two_servers(folder, "--visitors", "40") as running:
        yield running


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Servers]:
    """Two servers for one test alone, which may kill them."""
    with two_servers(tmp_path, "--visitors", "20") as running:
        yield running


@pytest.fixture
def uneven(tmp_path: Path) -> Iterator[Servers]:
    """Two servers, the first for one visitor at a time."""
    with two_servers(tmp_path, alone=[("--visitors", "1"), ("--visitors", "20")]) as running:
        yield running


@pytest.fixture
def deserted_by_both(tmp_path: Path) -> Iterator[Proxy]:
    """nginx in front of two servers that are not there."""
    with proxied(tmp_path / "nginx", [free_port(), free_port()]) as running:
        yield running


def asked(proxy: Proxy, since: int) -> list[tuple[str, str]]:
    """Which places were asked for at which servers, from a line of the log on."""
    return [(line["place"], line["asked"]) for line in proxy.requests()[since:] if line["asked"]]


def goodbyes(proxy: Proxy) -> int:
    return sum("/voila/api/shutdown/" in line["place"] for line in proxy.requests())


def has_cut(proxy: Proxy, since: int) -> bool:
    """Whether a websocket is over: the log tells of one only then."""
    return any(place.endswith("/channels") for place, _ in asked(proxy, since))


def second_knows(servers: Servers, kernels: list[str]) -> bool:
    """Whether the second server has all these kernels."""
    return all(servers.home(kernel) == 1 for kernel in kernels)


def test_the_configuration_for_several_servers_is_sound(servers: Servers) -> None:
    assert "[warn]" not in command(servers.proxy.folder, "-t").stderr


def test_visits_from_one_address_go_to_each_server_in_turn(servers: Servers) -> None:
    homes = [servers.home(servers.visit()[0]) for _ in range(8)]
    assert homes in ([0, 1] * 4, [1, 0] * 4)


def test_whoever_comes_back_comes_to_the_same_server(servers: Servers) -> None:
    kernel, cookie = servers.visit()
    homes = {servers.home(servers.visit(cookie)[0]) for _ in range(4)}
    assert homes == {servers.home(kernel)}


def visited(servers: Servers, person: Page) -> tuple[int, set[str]]:
    """Come, answer and leave: the server that had the kernel, and the addresses that were asked."""
    before, left = len(servers.proxy.requests()), goodbyes(servers.proxy)
    Walker(person, servers.proxy.url).open().answer("Lokale beheerder")
    home = servers.home(kernel_of(person))
    person.goto("about:blank")
    until(lambda: goodbyes(servers.proxy) > left, "nobody said goodbye")
    until(lambda: has_cut(servers.proxy, before), "no websocket was closed")
    return home, {at for _, at in asked(servers.proxy, before)}


def test_all_that_a_browser_asks_reaches_the_server_of_its_page(
    servers: Servers, people: list[Page]
) -> None:
    homes = []
    for person in people:
        home, places = visited(servers, person)
        assert places == {f"127.0.0.1:{servers.each[home].port}"}
        homes.append(home)
    assert sorted(homes) == [0, 1]


def test_a_link_on_another_site_leads_to_the_server_of_the_browsers_other_pages(
    servers: Servers, visitor: Page
) -> None:
    home = servers.home(kernel_of(Walker(visitor, servers.proxy.url).open().page))
    page = LINK.format(url=servers.proxy.url)
    visitor.context.route(
        ELSEWHERE, lambda route: route.fulfill(body=page, content_type="text/html")
    )
    # Who comes new gets each server in turn, so twice is enough to tell.
    for _ in range(2):
        another = visitor.context.new_page()
        another.goto(ELSEWHERE)
        another.get_by_role("link").click()
        assert servers.home(kernel_of(Walker(another, servers.proxy.url).arrived().page)) == home


def test_the_cookie_tells_the_number_of_a_server_and_nothing_else(servers: Servers) -> None:
    cookie = told(servers.proxy.ask("/"))[COOKIE]
    assert cookie.value in OTHER
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert (cookie["expires"], cookie["max-age"], cookie["domain"]) == ("", "", "")


@pytest.mark.parametrize("path", ["/page/page.css", "/ssmflow-away/away.css"])
def test_only_a_visit_decides_which_server_a_browser_has(servers: Servers, path: str) -> None:
    answer = servers.proxy.ask(path)
    assert answer.status == 200
    assert COOKIE not in told(answer)


@pytest.mark.parametrize("made_up", ["3", "ssmflow_1", "127.0.0.1:22", "1.1", "%31"])
def test_a_cookie_that_was_made_up_counts_as_none(servers: Servers, made_up: str) -> None:
    kernels = [servers.visit(made_up) for _ in range(2)]
    assert {servers.home(kernel) for kernel, _ in kernels} == {0, 1}
    assert {cookie for _, cookie in kernels} == {"1", "2"}


def test_a_page_whose_browser_has_another_server_by_now_still_finds_its_kernel(
    servers: Servers,
) -> None:
    visit = servers.proxy.ask("/")
    kernel, cookie = kernel_in(visit.body.decode()), given(visit)
    for known in (OTHER[cookie], OTHER[cookie], "", ""):
        kept = {name: cookie.value for name, cookie in told(visit).items()} | {COOKIE: known}
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items() if value)}
        answer = servers.proxy.ask(f"/api/kernels/{kernel}", headers=own)
        assert answer.status == 200
        assert shakes_hands(servers.proxy, kernel, servers.proxy.origin, own) == 101


def test_a_kernel_that_no_server_has_is_not_found(servers: Servers) -> None:
    assert servers.proxy.ask("/api/kernels/0-0-0-0-0").status == 404


def test_when_a_server_dies_its_people_go_on_at_the_other(
    mortal: Servers, people: list[Page]
) -> None:
    walkers = [Walker(person, mortal.proxy.url).open() for person in people]
    homes = [mortal.home(kernel_of(person)) for person in people]
    for walker in walkers:
        walker.answer("Lokale beheerder")
    step = walkers[0].heading.inner_text()
    lost, kept = walkers[homes.index(0)], walkers[homes.index(1)]
    mortal.each[0].process.kill()
    expect(lost.page.locator("#page-banner h1")).to_have_text(GONE, timeout=ARRIVAL)
    go_on(lost.page)
    expect(lost.page.locator(".page-ready .ssmflow-text h2")).to_have_text(step, timeout=ARRIVAL)
    assert second_knows(mortal, [kernel_of(lost.page), kernel_of(kept.page)])
    lost.answer("Neen")
    expect(kept.page.locator("#page-banner")).to_be_empty()
    kept.answer("Neen")


def test_while_a_server_is_away_all_visits_go_to_the_other_and_stay_there(
    mortal: Servers,
) -> None:
    mortal.each[0].process.kill()
    mortal.each[0].process.wait()
    visits = [mortal.visit(cookie) for cookie in ("", "", "1", "2")]
    assert second_knows(mortal, [kernel for kernel, _ in visits])
    assert {cookie for _, cookie in visits} == {"2"}


def test_when_both_servers_are_away_a_friendly_page_says_so(deserted_by_both: Proxy) -> None:
    answer = deserted_by_both.ask("/", headers=as_header("1"))
    assert answer.status == 503
    assert "Even niet bereikbaar" in answer.body.decode()


def test_who_finds_a_server_full_is_let_in_by_the_other(uneven: Servers) -> None:
    answers = [uneven.proxy.ask("/") for _ in range(4)]
    assert [answer.status for answer in answers] == [200] * 4
    assert sorted(map(given, answers)) == ["1", "2", "2", "2"]
