"""A line that breaks and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cut_wire import Wire, wire
from playwright.sync_api import Locator, Page, Route, expect
from sample_notebooks import notebook
from served import Served, served
from visits import arrive, go_further
from watching import until

POLL = 21_000  # milliseconds: a little more than from one look at the kernel to the next
WITHIN = 30_000  # milliseconds: the longest wait between two tries, and an answer
SLOW = """
import time
from pathlib import Path
import ipywidgets

told = ipywidgets.HTML("<p>Nog niets</p>")
work = ipywidgets.Button(description="Werk")


def do(_):
    Path("begun").touch()
    while not Path("may-end").exists():
        time.sleep(0.01)
    told.value = "<p>Gedaan</p>"
    Path("said").touch()


work.on_click(do)
ipywidgets.VBox([work, told])
"""


@pytest.fixture
def line(steps: Served) -> Iterator[Wire]:
    with wire(steps.port) as laid:
        yield laid


def banner(page: Page) -> Locator:
    return page.get_by_role("alert")


def app(page: Page) -> Locator:
    return page.locator("#main")


def test_a_line_that_was_cut_comes_back_by_itself(visitor: Page, line: Wire) -> None:
    arrive(visitor, line.url)
    go_further(visitor, 1)
    line.cut()
    expect(app(visitor)).to_have_js_property("inert", True)
    expect(banner(visitor)).to_contain_text("De verbinding is weg.")
    line.mend()
    expect(app(visitor)).to_have_js_property("inert", False, timeout=WITHIN)
    expect(banner(visitor)).to_be_hidden()
    go_further(visitor, 2)


def stand_still(page: Page) -> None:
    """Has the page's own time stand still, when it has just asked how its kernel is."""
    page.evaluate(
        """() => document.addEventListener("ssmflow-polled", () => { window.polled = true; })"""
    )
    page.clock.pause_at(page.evaluate("Date.now() + 60_000"))
    # What is still asked when the line is cut would fail with it.
    page.wait_for_function("() => window.polled")


def is_cut(page: Page) -> None:
    """Waits until the page knows that its line is cut."""
    page.wait_for_function("() => window.wasCut")


@pytest.fixture
def said(visitor: Page, line: Wire) -> list[str]:
    """What the banner says from now on, on a page whose time can stand still."""
    words: list[str] = []
    visitor.expose_function("said", lambda text: words.append(text))
    visitor.clock.install()
    arrive(visitor, line.url)
    expect(visitor.locator(".page-ready")).to_be_attached(timeout=WITHIN)
    visitor.evaluate(
        """() => {
          new MutationObserver(() => said(document.body.innerText))
            .observe(document.getElementById("page-banner"), { childList: true });
          document.addEventListener("ssmflow-connection", ({ detail }) => {
            window.wasCut ||= detail.status === "disconnected";
          });
        }"""
    )
    return words


# After a whole second there is a word. On a slow machine that may be over before the line is back,
# so the page's own time stands still but for half of one.
def test_a_line_that_is_back_at_once_is_not_worth_a_word(
    visitor: Page, line: Wire, said: list[str]
) -> None:
    stand_still(visitor)
    line.cut()
    is_cut(visitor)
    line.mend()
    visitor.clock.run_for(500)
    expect(app(visitor)).to_have_js_property("inert", False, timeout=WITHIN)
    visitor.clock.resume()
    go_further(visitor, 1)
    assert said == []


def test_nor_is_one_that_is_cut_while_the_page_asks_how_its_kernel_is(
    visitor: Page, line: Wire, said: list[str]
) -> None:
    stand_still(visitor)
    asked: list[Route] = []
    visitor.route("**/api/kernels/*", lambda route: asked.append(route), times=1)
    with visitor.expect_request("**/api/kernels/*"):
        visitor.clock.run_for(POLL)
    line.cut()
    is_cut(visitor)
    with visitor.expect_event("requestfailed"):
        asked[0].abort()
    line.mend()
    visitor.clock.run_for(500)
    expect(app(visitor)).to_have_js_property("inert", False, timeout=WITHIN)
    visitor.clock.resume()
    go_further(visitor, 1)
    assert said == []


def test_what_is_done_on_a_line_that_is_cut_is_not_done_late(visitor: Page, line: Wire) -> None:
    arrive(visitor, line.url)
    go_further(visitor, 1)
    line.cut()
    expect(app(visitor)).to_have_js_property("inert", True)
    # A person can't press it any more; a script can.
    visitor.get_by_text("Verder", exact=True).evaluate("button => button.click()")
    line.mend()
    expect(app(visitor)).to_have_js_property("inert", False, timeout=WITHIN)
    go_further(visitor, 2)
    expect(visitor.get_by_role("heading", name="Stap 3")).to_have_count(0)


def test_going_back_on_a_line_that_is_cut_is_followed_when_it_is_back(
    visitor: Page, ours: Served
) -> None:
    heading = visitor.locator(".page-ready .ssmflow-text h2")
    with wire(ours.port) as line:
        visitor.goto(line.url)
        visitor.locator(".page-ready button.ssmflow-choice").first.click(timeout=20_000)
        expect(heading).to_have_text("Ik heb een Belgische eID.")
        line.cut()
        expect(app(visitor)).to_have_js_property("inert", True)
        visitor.evaluate("history.back()")
        line.mend()
        expect(heading).to_contain_text("Ik wens rechten toe te kennen", timeout=WITHIN)


def test_what_python_said_while_the_line_was_cut_is_heard(visitor: Page, tmp_path: Path) -> None:
    path = notebook(tmp_path / "slow.ipynb", SLOW)
    with served(path) as app_that_works, wire(app_that_works.port) as line:
        visitor.goto(line.url)
        visitor.locator(".page-ready").get_by_role("button", name="Werk").click(timeout=20_000)
        expect(visitor.locator("#page-main[data-busy]")).to_have_count(1)
        until((tmp_path / "begun").exists, "Python has not heard of it")
        line.cut()
        expect(visitor.locator("#main")).to_have_js_property("inert", True)
        expect(banner(visitor)).to_contain_text("De verbinding is weg.", timeout=WITHIN)
        (tmp_path / "may-end").touch()
        until((tmp_path / "said").exists, "Python says nothing")
        line.mend()
        expect(visitor.get_by_text("Gedaan")).to_be_visible(timeout=WITHIN)
        expect(visitor.locator("#page-main[data-busy]")).to_have_count(0)
