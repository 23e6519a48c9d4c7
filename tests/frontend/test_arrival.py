"""What stands on the page before its front end is there, and what becomes of it then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserType, FloatRect, Locator, Page, Route, expect
from served import Served
from visits import faults, fits

SCRIPTS = re.compile(r"/built/(app|widgets)\.js")
FIRST = "Ik wens rechten toe te kennen"
SECOND = "Ik heb een Belgische eID."
ARRIVAL = 60_000  # milliseconds

Release = Callable[[], None]


class Held:
    """Keeps scripts back until it is called."""

    def __init__(self, page: Page, scripts: re.Pattern[str]) -> None:
        self._waiting: list[Route] = []
        self._released = False
        page.route(scripts, self._take)

    def _take(self, route: Route) -> None:
        if self._released:
            route.continue_()
        else:
            self._waiting.append(route)

    def __call__(self) -> None:
        self._released = True
        while self._waiting:
            self._waiting.pop().continue_()


@pytest.fixture
def held(visitor: Page) -> Iterator[Release]:
    """Keeps the front end's scripts back, until it is called."""
    yield Held(visitor, SCRIPTS)
    visitor.unroute_all(behavior="ignoreErrors")


def still(page: Page) -> Locator:
    return page.locator(".page-still")


def choice(page: Page, label: str) -> Locator:
    return still(page).get_by_role("button", name=label, exact=True)


def app(page: Page) -> Locator:
    return page.locator(".page-ready .ssmflow")


def open_still(page: Page, url: str) -> None:
    # Scripts that are held back keep it from having loaded; a click needs all that stands in it.
    page.goto(url, wait_until="domcontentloaded", timeout=ARRIVAL)
    expect(still(page)).to_be_visible()


@pytest.mark.usefixtures("held")
def test_the_first_step_is_readable_before_the_front_end_is_there(
    visitor: Page, ours: Served
) -> None:
    open_still(visitor, ours.url)
    expect(still(visitor).get_by_role("heading", level=2)).to_contain_text(FIRST)
    expect(choice(visitor, "Mandaatbeheerder")).to_be_visible()
    assert faults(visitor) == []
    assert fits(visitor)


def test_a_click_before_the_front_end_is_there_is_answered_at_once(
    visitor: Page, held: Release, ours: Served
) -> None:
    open_still(visitor, ours.url)
    choice(visitor, "Mandaatbeheerder").click()
    heading = still(visitor).get_by_role("heading", level=2)
    expect(heading).to_have_text(SECOND)
    expect(heading).to_be_focused()
    expect(visitor).to_have_title(re.compile(re.escape(SECOND)))
    assert visitor.url.endswith("#role=mandaatbeheerder")
    assert faults(visitor) == []
    held()
    live = app(visitor).get_by_role("heading", level=2).first
    expect(live).to_have_text(SECOND, timeout=ARRIVAL)
    expect(live).to_be_focused()
    visitor.go_back()
    expect(live).to_contain_text(FIRST)


def test_a_walk_before_the_front_end_is_there_goes_on_in_the_app(
    visitor: Page, held: Release, ours: Served
) -> None:
    open_still(visitor, ours.url)
    heading = still(visitor).get_by_role("heading", level=2)
    choice(visitor, "Lokale beheerder").click()
    choice(visitor, "Vorige stap").click()
    expect(heading).to_contain_text(FIRST)
    choice(visitor, "Mandaatbeheerder").click()
    choice(visitor, "Neen").click()
    expect(still(visitor).locator(".ssmflow-outcome")).to_be_visible()
    assert faults(visitor) == []
    visitor.go_back(wait_until="commit")
    expect(heading).to_have_text(SECOND)
    visitor.go_forward(wait_until="commit")
    expect(still(visitor).locator(".ssmflow-outcome")).to_be_visible()
    held()
    expect(app(visitor).locator(".ssmflow-outcome")).to_be_visible(timeout=ARRIVAL)
    assert visitor.url.endswith("#role=mandaatbeheerder&eid=neen")
    expect(app(visitor).locator(".ssmflow-trace")).to_contain_text("Mandaatbeheerder")


@pytest.mark.usefixtures("held")
def test_the_second_click_of_a_double_click_is_not_for_the_next_step(
    visitor: Page, ours: Served
) -> None:
    open_still(visitor, ours.url)
    choice(visitor, "Mandaatbeheerder").dblclick()
    expect(still(visitor).get_by_role("heading", level=2)).to_have_text(SECOND)
    assert visitor.url.endswith("#role=mandaatbeheerder")


def test_a_click_to_a_step_that_the_page_did_not_bring_is_answered_by_the_app(
    visitor: Page, held: Release, ours: Served
) -> None:
    open_still(visitor, ours.url)
    steps = visitor.locator("template[data-ssmflow-step]")
    assert steps.evaluate_all("all => all.map(each => each.remove()).length") > 0
    choice(visitor, "Mandaatbeheerder").click()
    expect(choice(visitor, "Mandaatbeheerder")).to_have_attribute("aria-pressed", "true")
    expect(still(visitor).get_by_role("status")).to_contain_text("Je antwoord is ontvangen.")
    choice(visitor, "Lokale beheerder").click()
    held()
    heading = app(visitor).get_by_role("heading", level=2).first
    expect(heading).to_have_text(SECOND, timeout=ARRIVAL)
    expect(heading).to_be_focused()
    assert visitor.url.endswith("#role=mandaatbeheerder")


@pytest.mark.parametrize("held_back", ["app", "widgets"])
def test_a_click_while_a_script_is_on_its_way_is_answered(
    visitor: Page, ours: Served, held_back: str
) -> None:
    script = re.compile(rf"/built/{held_back}\.js")
    release = Held(visitor, script)
    with visitor.expect_request(script):
        open_still(visitor, ours.url)
    choice(visitor, "Mandaatbeheerder").click()
    release()
    expect(app(visitor)).to_contain_text(SECOND, timeout=ARRIVAL)
    expect(app(visitor).get_by_role("heading", level=2).first).to_be_focused()


def test_a_page_that_came_over_plain_http_works_too(visitor: Page, ours: Served) -> None:
    # What browsers give to pages over HTTPS, and to those of this machine, alone.
    visitor.add_init_script("delete Crypto.prototype.randomUUID; delete Crypto.prototype.subtle")
    visitor.goto(ours.url)
    heading = app(visitor).get_by_role("heading", level=2).first
    expect(heading).to_contain_text(FIRST, timeout=ARRIVAL)
    app(visitor).get_by_role("button", name="Mandaatbeheerder", exact=True).click()
    expect(heading).to_have_text(SECOND)


def test_a_key_before_the_front_end_is_there_is_answered_when_it_is(
    visitor: Page, held: Release, ours: Served
) -> None:
    open_still(visitor, ours.url)
    choice(visitor, "Mandaatbeheerder").focus()
    visitor.keyboard.press("Enter")
    held()
    expect(app(visitor)).to_contain_text(SECOND, timeout=ARRIVAL)


def test_focus_goes_from_a_button_to_the_same_one_of_the_app(
    visitor: Page, held: Release, ours: Served
) -> None:
    open_still(visitor, ours.url)
    choice(visitor, "Mandaatbeheerder").focus()
    held()
    live = app(visitor).get_by_role("button", name="Mandaatbeheerder", exact=True)
    expect(live).to_be_focused(timeout=ARRIVAL)


def places(page: Page, inside: str) -> list[FloatRect | None]:
    """Where the heading and the buttons stand."""
    step = page.locator(inside)
    parts = [step.get_by_role("heading", level=2).first, *step.get_by_role("button").all()]
    return [part.bounding_box() for part in parts]


@pytest.mark.parametrize("answers", [[], ["Mandaatbeheerder"], ["Mandaatbeheerder", "Neen"]])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_jumps_when_the_app_takes_the_place_of_the_first_step(
    visitor: Page, held: Release, ours: Served, width: int, answers: list[str]
) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    open_still(visitor, ours.url)
    for answer in answers:
        choice(visitor, answer).click()
    before = places(visitor, ".page-still")
    held()
    expect(app(visitor)).to_be_visible(timeout=ARRIVAL)
    expect(visitor.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
    assert places(visitor, ".ssmflow-step") == before


def test_an_address_with_answers_shows_its_own_step_at_once(
    visitor: Page, held: Release, ours: Served
) -> None:
    visitor.goto(f"{ours.url}#role=mandaatbeheerder", wait_until="commit")
    expect(still(visitor).get_by_role("heading", level=2)).to_have_text(SECOND)
    held()
    expect(app(visitor).get_by_role("heading", level=2).first).to_have_text(SECOND, timeout=ARRIVAL)


@pytest.mark.parametrize("address", ["role=mandaatbeheerder&~lang=en", "role=keizer"])
def test_an_address_that_the_page_has_no_step_for_shows_no_other(
    visitor: Page, held: Release, ours: Served, address: str
) -> None:
    visitor.goto(f"{ours.url}#{address}", wait_until="commit")
    expect(visitor.locator(".page-coming-step [role=status]")).to_be_visible()
    expect(still(visitor)).to_be_hidden()
    held()
    expect(app(visitor)).to_be_visible(timeout=ARRIVAL)


def test_without_javascript_the_first_step_can_be_read(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], ours: Served
) -> None:
    # A context without JavaScript would still parse the page as if there were.
    arguments = [*browser_type_launch_args["args"], "--blink-settings=scriptEnabled=false"]
    with browser_type.launch(**{**browser_type_launch_args, "args": arguments}) as browser:
        page = browser.new_page()
        page.goto(ours.url)
        expect(still(page).get_by_role("heading", level=2)).to_be_visible()
        expect(page.locator(".page-script-needed")).to_be_visible()


def test_a_page_whose_kernel_tells_the_states_is_at_rest_once_it_is_shown(
    visitor: Page, without_forks: Served
) -> None:
    visitor.goto(without_forks.url)
    expect(app(visitor)).to_be_visible(timeout=ARRIVAL)
    expect(visitor.locator("#page-main[data-busy]")).to_have_count(0)


def test_a_state_that_does_not_come_is_a_failure_at_once(visitor: Page, ours: Served) -> None:
    visitor.route("**/states/*", lambda route: route.abort())
    visitor.goto(ours.url)
    expect(visitor.get_by_role("alert").first).to_contain_text("kon niet worden geladen")


@pytest.mark.parametrize("place", ["", "scenarios"])
def test_a_first_visit_asks_the_server_at_most_ten_times(
    visitor: Page, ours: Served, place: str
) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.on("websocket", lambda socket: asked.append(socket.url))
    visitor.goto(f"{ours.url}{place}")
    expect(app(visitor)).to_be_visible(timeout=ARRIVAL)
    visitor.wait_for_load_state("networkidle")
    of_the_server = [url for url in asked if url.startswith(("http", "ws"))]
    assert 3 < len(of_the_server) <= 10, of_the_server
