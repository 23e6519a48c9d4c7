"""When the kernel, the server or the network goes, and when it comes back."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Served, served
from visits import arrive, faults, fits, go_further, go_on, kernel_of
from watching import until

WITHIN = 22_000  # milliseconds: a poll of 20 s, and its answer


def banner(page: Page) -> Locator:
    return page.get_by_role("alert")


def app(page: Page) -> Locator:
    return page.locator("#main")


def kernels_of(page: Page, served_page: Served) -> list[psutil.Process]:
    kernel_id = kernel_of(page)
    return served_page.kernels_of(kernel_id)


def kill_the_kernel_of(page: Page, served_page: Served) -> None:
    """Kill it, once it has answered: one that was just given may still be starting."""
    (kernel,) = kernels_of(page, served_page)
    kernel.kill()


def test_a_dead_kernel_is_told_and_one_button_brings_back_to_the_same_step(
    page: Page, page_of_steps: Served
) -> None:
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    go_further(page, 2)
    kill_the_kernel_of(page, page_of_steps)
    expect(banner(page)).to_contain_text("Je bezoek is afgesloten.", timeout=WITHIN)
    expect(app(page)).to_have_js_property("inert", True)
    expect(banner(page).get_by_role("button")).to_have_count(1)
    assert kernels_of(page, page_of_steps) == []
    go_on(page)
    expect(page.get_by_role("heading", name="Stap 2")).to_be_visible(timeout=20_000)
    expect(banner(page)).to_be_hidden()
    assert page.url.endswith("#step=2")
    go_further(page, 3)


def test_a_kernel_that_never_starts_is_told_and_one_button_brings_another(
    page: Page, steps: Path
) -> None:
    with served(steps, how={"ahead": 0}) as server:
        until(lambda: server.ask("/healthz").status == 200, "no kernel can be forked", within=60)
        parent = server.forking_parent()
        assert parent
        parent.suspend()
        page.goto(server.url, wait_until="commit")
        parent.kill()
        expect(banner(page)).to_contain_text("Je bezoek is afgesloten.", timeout=60_000)
        go_on(page)
        go_further(page, 1)


def test_a_kernel_that_was_ended_is_told(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    page.evaluate(
        """kernel => {
          const form = new FormData();
          form.append("_xsrf", document.cookie.match("_xsrf=([^;]*)")[1]);
          return fetch(`/voila/api/shutdown/${kernel}`, { method: "POST", body: form });
        }""",
        kernel_of(page),
    )
    expect(banner(page)).to_contain_text("Je bezoek is afgesloten.", timeout=WITHIN)


def test_the_banner_speaks_the_language_that_the_app_gave_the_document(
    page: Page, page_of_steps: Served
) -> None:
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    page.evaluate("document.documentElement.lang = 'en'")
    kill_the_kernel_of(page, page_of_steps)
    expect(banner(page)).to_contain_text("Your visit has ended.", timeout=WITHIN)


def test_a_network_that_drops_and_returns_leaves_the_app_usable(
    page: Page, context: BrowserContext, page_of_steps: Served
) -> None:
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    page.get_by_role("button", name="Verder").focus()
    context.set_offline(True)
    expect(app(page)).to_have_js_property("inert", True)
    expect(banner(page)).to_contain_text("De verbinding is weg.", timeout=WITHIN)
    context.set_offline(False)
    expect(banner(page)).to_be_hidden(timeout=WITHIN)
    expect(app(page)).to_have_js_property("inert", False)
    expect(page.get_by_role("button", name="Verder")).to_be_focused()
    go_further(page, 2)


def test_a_server_that_stops_and_starts_again_brings_back_to_the_same_step(
    page: Page, steps: Path
) -> None:
    with served(steps) as first:
        arrive(page, f"{first.url}#step=5")
        port = first.port
    expect(banner(page)).to_contain_text("De verbinding is weg.", timeout=WITHIN)
    banner(page).get_by_role("button").click()
    expect(banner(page)).to_contain_text("nog niet bereikbaar")
    with served(steps, port=port):
        expect(banner(page)).to_contain_text("Je bezoek is afgesloten.", timeout=WITHIN)
        go_on(page)
        expect(page.get_by_role("heading", name="Stap 5")).to_be_visible(timeout=20_000)


def test_focus_goes_from_the_app_to_the_button(page: Page, page_of_steps: Served) -> None:
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    page.get_by_role("button", name="Verder").focus()
    kill_the_kernel_of(page, page_of_steps)
    expect(banner(page).get_by_role("button")).to_be_focused(timeout=WITHIN)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_banner_is_accessible_stays_in_view_and_fits(
    page: Page, page_of_steps: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    arrive(page, page_of_steps.url)
    go_further(page, 1)
    page.keyboard.press("End")
    kill_the_kernel_of(page, page_of_steps)
    # Where that takes long, the banner says first that the line is gone.
    expect(banner(page)).to_contain_text("Je bezoek is afgesloten.", timeout=WITHIN)
    expect(banner(page).get_by_role("button")).to_be_in_viewport(ratio=1)
    assert faults(page) == []
    assert fits(page)
