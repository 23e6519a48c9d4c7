"""How many may come, who is sent away, and what an operator is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacker import Line, Network, network
from playwright.sync_api import Browser, Page, expect
from sample_notebooks import STEPS, notebook
from served import Served, served
from tellers import TELLER, Asker
from visitor import kernel_of
from visits import ARRIVAL, arrive, faults, fits, go_further, go_on
from watching import until

from ssmflow.serving.forking import AVAILABLE

BUSY = "Het is even druk"


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as own:
        yield own


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room for two."""
    path = notebook(tmp_path_factory.mktemp("small") / "steps.ipynb", STEPS)
    with served(path, how={"visitors": 2, "ahead": 1}) as page:
        yield page


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room for one, who stays."""
    path = notebook(tmp_path_factory.mktemp("full") / "teller.ipynb", TELLER)
    with network() as own, served(path, how={"visitors": 1}) as page:
        visitor = Asker(own, page)
        yield page
        visitor.line.close()


def test_a_full_room_is_told_in_a_friendly_way_and_starts_no_kernel(tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"visitors": 2, "ahead": 1}) as page:
        assert [page.ask("/").status for _ in range(2)] == [200, 200]
        refused = page.ask("/")
        assert refused.status == 503
        assert refused.headers["Retry-After"] == "10"
        assert refused.headers["Cache-Control"] == "no-store"
        assert BUSY in refused.text
        assert "It is busy right now" in refused.text
        assert page.ask("/", method="HEAD").status == 503
        assert page.figure("ssmflow_visits_refused_total") == 1
        assert page.figure('ssmflow_kernels{state="visited"}') == 2
        until(lambda: len(page.kernels()) == 2, "a kernel waits for which there is no place")


def test_who_waits_gets_in_by_itself_once_somebody_leaves(browser: Browser, small: Served) -> None:
    with browser.new_context() as context:
        first, second, third = (context.new_page() for _ in range(3))
        arrive(first, small.url)
        arrive(second, small.url)
        third.goto(f"{small.url}#step=3")
        expect(third.get_by_role("heading", level=1, name=BUSY)).to_be_visible()
        assert not faults(third)
        first.close()
        expect(third.get_by_role("heading", name="Stap 3", exact=True)).to_be_visible(
            timeout=ARRIVAL
        )


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_a_full_room_fits(browser: Browser, full: Served, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(full.url)
        expect(page.get_by_role("heading", level=1, name=BUSY)).to_be_visible()
        assert fits(page)


def test_who_leaves_frees_the_kernel_within_seconds(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    before = page_of_steps.figure('ssmflow_visits_ended_total{why="left"}')
    page.goto("about:blank")
    until(
        lambda: page_of_steps.figure('ssmflow_visits_ended_total{why="left"}') > before,
        "the kernel is kept",
    )


def test_a_silent_visitor_is_warned_sent_away_and_brought_back_by_one_click(
    page: Page, tmp_path: Path
) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"idle": 60}) as served_page:
        arrive(page, served_page.url)
        go_further(page, 1)
        warned = page.get_by_role("status").filter(has_text="Ben je er nog?")
        expect(warned).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="Ja, ik ben er nog").click()
        expect(warned).to_be_hidden(timeout=10_000)
        again = page.get_by_role("button", name="Verdergaan waar je was")
        expect(again).to_be_visible(timeout=120_000)
        go_on(page)
        expect(page.get_by_role("heading", name="Stap 1", exact=True)).to_be_visible(timeout=30_000)


def test_a_server_tells_whether_it_is_alive_and_ready(page_of_steps: Served) -> None:
    answer = page_of_steps.ask("/healthz")
    assert answer.status == 200
    assert json.loads(answer.text) == {"alive": True, "ready": True}


def test_a_full_server_is_alive_but_not_ready(tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"visitors": 1}) as page:
        page.ask("/")
        answer = page.ask("/healthz")
    assert answer.status == 503
    assert json.loads(answer.text) == {"alive": True, "ready": False}


def test_figures_are_told_in_the_way_of_prometheus(page_of_steps: Served) -> None:
    page_of_steps.ask("/")
    answer = page_of_steps.ask("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert page_of_steps.figure('ssmflow_kernels{state="visited"}') >= 1
    assert page_of_steps.figure("ssmflow_memory_bytes") > 50_000_000
    started = [
        f'ssmflow_kernel_start_seconds_count{{way="{way}"}}' for way in ("forked", "ordinary")
    ]
    # A page does not wait for the kernel that is forked for it.
    until(lambda: sum(map(page_of_steps.figure, started)) >= 1, "no kernel has started")


def test_a_visit_is_one_line_of_the_log_without_addresses_or_answers(
    tmp_path: Path, net: Network
) -> None:
    log = tmp_path / "log"
    with served(notebook(tmp_path / "teller.ipynb", TELLER), log=log) as page:
        visitor = Asker(net, page)
        visitor.ask()
        page.ask(
            f"/voila/api/shutdown/{visitor.kernel}?_xsrf=x",
            method="POST",
            headers={"Cookie": f"{visitor.cookies}; _xsrf=x"},
        )
        visitor.line.close()
    (line,) = [line for line in log.read_text().splitlines() if line.startswith("{")]
    told = json.loads(line)
    assert told["event"] == "visit"
    assert told["page"] == "teller"
    assert told["ended"] == "left"
    assert "127.0.0.1" not in line
    assert visitor.kernel not in line


def test_kernels_ahead_of_visitors_are_never_sent_away(tmp_path: Path, net: Network) -> None:
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path, how={"idle": 1, "ahead": 2}) as page:
        ahead = 2 if AVAILABLE else 0
        until(lambda: page.figure('ssmflow_kernels{state="waiting"}') == ahead, "none waits")
        waiting = {kernel.pid for kernel in page.kernels()}
        # No Asker: who waits for an answer for longer than they may be silent is sent away too.
        visit = page.ask("/")
        line = Line(net, page, kernel_of(visit.text), visit.cookies)
        until(lambda: not line.open, "a silent visitor stays")
        line.close()
        assert len(waiting & {kernel.pid for kernel in page.kernels()}) >= len(waiting) - 1


def test_everything_works_below_a_path(page: Page, tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, others={"more": path}, base_url="/a/b/") as below:
        assert below.url.endswith("/a/b/")
        arrive(page, below.url)
        go_further(page, 1)
        page.get_by_role("link", name="Page more").or_(
            page.get_by_role("link", name="Pagina more")
        ).click()
        # The first page has such a button too.
        expect(page).to_have_url(f"{below.url}more", timeout=ARRIVAL)
        expect(page.get_by_role("button", name="Verder", exact=True)).to_be_visible(timeout=ARRIVAL)
