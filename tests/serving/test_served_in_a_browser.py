"""What a visitor meets: the page that loads, the app, and the way out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect
from sample_notebooks import STEPS, notebook
from served import Served, served
from visits import ARRIVAL, arrive, faults, fits, go_further, kernel_of, still_loading

WALK = Path(__file__).parents[2] / "notebooks" / "walk.ipynb"


def test_no_other_host_is_asked_for_anything(page: Page, page_of_steps: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    ours = (page_of_steps.url, f"blob:{page_of_steps.url}", "data:")
    assert asked
    assert [address for address in asked if not address.startswith(ours)] == []


def test_the_content_security_policy_stops_nothing_of_ours(
    page: Page, page_of_steps: Served
) -> None:
    told: list[tuple[str, str]] = []
    page.on("console", lambda message: told.append((message.type, message.text)))
    page.on("pageerror", lambda error: told.append(("error", str(error))))
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    assert [text for kind, text in told if kind == "error"] == []


def test_the_app_stands_in_the_main_part_and_the_loading_state_is_gone(
    page: Page, page_of_steps: Served
) -> None:
    arrive(page, page_of_steps.url)
    expect(page.get_by_role("main").get_by_role("heading", name="Stap 0")).to_be_visible()
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_count(0)
    expect(page).to_have_title("Stappen & <proef>")


def test_the_loading_state_says_so_and_gives_the_title(
    browser: Browser, page_that_loads: Served
) -> None:
    with still_loading(browser, page_that_loads) as page:
        expect(page.get_by_role("status")).to_have_text("De beslisboom wordt geladen…")
        expect(page.get_by_role("heading", name="Proef", level=1)).to_be_visible()


def box(page: Page, selector: str) -> tuple[float, float, float]:
    found = page.locator(selector).bounding_box()
    assert found
    return round(found["x"]), round(found["y"]), round(found["width"])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_app_takes_the_places_that_the_loading_state_kept(
    browser: Browser, page: Page, page_that_loads: Served, width: int
) -> None:
    with still_loading(browser, page_that_loads, width) as loading:
        title, step = box(loading, "#page-loading h1"), box(loading, ".page-coming-step")
        trace_x, _, trace_width = box(loading, ".page-coming-trace")
    page.set_viewport_size({"width": width, "height": 640})
    with served(WALK, title="Proef") as walk:
        page.goto(walk.url)
        expect(page.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)
        assert box(page, ".ssmflow-bar")[1:] == (title[1], title[2])
        assert box(page, ".ssmflow-columns > :first-child") == step
        x, _, wide = box(page, ".ssmflow-columns > .ssmflow-trace")
        assert (x, wide) == (trace_x, trace_width)


def test_without_javascript_the_page_says_what_it_needs(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], page_of_steps: Served
) -> None:
    # A context without JavaScript would still parse the page as if there were.
    arguments = [*browser_type_launch_args["args"], "--blink-settings=scriptEnabled=false"]
    with browser_type.launch(**{**browser_type_launch_args, "args": arguments}) as browser:
        page = browser.new_page()
        page.goto(page_of_steps.url)
        expect(page.locator(".page-script-needed")).to_be_visible()
        expect(page.get_by_role("status")).not_to_be_visible()


def test_the_skip_link_leaves_the_answers_in_the_address(page: Page, page_of_steps: Served) -> None:
    arrive(page, f"{page_of_steps.url}#step=3")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert page.url.endswith("#step=3")


def test_leaving_the_page_ends_its_kernel(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    (kernel,) = page_of_steps.kernels_of(kernel_of(page))
    page.goto("about:blank")
    kernel.wait(timeout=30)


def test_a_mail_link_or_a_download_does_not_count_as_leaving(
    page: Page, page_of_steps: Served
) -> None:
    arrive(page, page_of_steps.url)
    page.evaluate("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    go_further(page, 1)


def test_a_browser_runs_no_code_of_its_own_in_the_kernel(
    page: Page, page_by_voila: Served, tmp_path: Path
) -> None:
    written = tmp_path / "written"
    arrive(page, page_by_voila.url)
    page.evaluate(
        "code => { window.jupyterapp.widgetManager.kernel.requestExecute({code}); }",
        f"open({str(written)!r}, 'w')",
    )
    go_further(page, 1)
    assert not written.exists()


def test_the_whole_page_is_printed(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    sheets = re.findall(rb"/Type /Page\b", page.pdf(format="A4"))
    page.emulate_media(media="print")
    assert len(sheets) >= 3
    last = page.get_by_text("Regel 59")
    box = last.bounding_box()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert box
    assert box["y"] + box["height"] <= height


def test_the_document_itself_scrolls(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    page.keyboard.press("End")
    expect(page.get_by_text("Regel 59")).to_be_in_viewport()


def test_a_notebook_that_raises_shows_the_message_in_both_languages(
    page: Page, page_that_fails: Served
) -> None:
    page.goto(page_that_fails.url)
    said = page.get_by_role("alert")
    expect(said.get_by_role("heading", name="De beslisboom kon niet")).to_be_visible()
    expect(said.get_by_role("heading", name="The decision tree could not")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)


def test_trying_again_after_a_failure_keeps_the_answers(page: Page, tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", "raise ValueError")
    with served(path) as served_page:
        page.goto(f"{served_page.url}#step=4")
        expect(page.get_by_role("alert")).to_contain_text("kon niet worden geladen")
        notebook(path, STEPS)
        page.get_by_role("link", name="Opnieuw proberen").click()
        expect(page.get_by_role("heading", name="Stap 4")).to_be_visible(timeout=ARRIVAL)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits_while_it_loads(
    browser: Browser, page_that_loads: Served, width: int
) -> None:
    with still_loading(browser, page_that_loads, width) as page:
        assert faults(page) == []
        assert fits(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits_when_the_app_has_come(
    page: Page, page_of_steps: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    arrive(page, page_of_steps.url)
    assert faults(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_that_does_not_exist_is_accessible_and_fits(
    page: Page, page_of_steps: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{page_of_steps.url}nowhere")
    assert faults(page) == []
    assert fits(page)
    page.get_by_role("link", name="Naar het begin").click()
    expect(page.get_by_role("button", name="Verder")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_a_failure_is_accessible_and_fits(
    page: Page, page_that_fails: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(page_that_fails.url)
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    assert fits(page)
