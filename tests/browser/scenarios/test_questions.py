"""The tab of questions turned round, as an analyst uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from open_tab import expect_no_fault, open_tab
from playwright.sync_api import Browser, Page, expect
from served import Served
from watch import Watch

WALK = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=neen"


@pytest.fixture(scope="module")
def any_page(
    browser: Browser, context_arguments: dict[str, Any], shipped_app: Served
) -> Iterator[Page]:
    with browser.new_context(**context_arguments) as context:
        watch = Watch(shipped_app.url).over(context)
        yield context.new_page()
        watch.expect_nothing()


@pytest.fixture
def page(any_page: Page, shipped_app: Served) -> Page:
    any_page.set_viewport_size({"width": 1280, "height": 800})
    return open_tab(any_page, shipped_app.url, "~tab=questions", "Vragen")


def test_every_way_to_an_outcome_is_told(page: Page) -> None:
    page.get_by_label("Uitkomst").focus()
    page.get_by_label("Uitkomst").select_option("mandate-in-ssm")
    ways = page.locator('[data-section="ways"]')
    expect(ways).to_contain_text("Er zijn 2 manieren om hier te komen.")
    expect(ways.locator("ol > li")).to_have_count(2)
    expect(page.get_by_label("Uitkomst")).to_be_focused()
    expect(page).to_have_url(re.compile("~goal=mandate-in-ssm"))


def test_a_walk_is_made_by_keyboard_and_kept_in_the_address(page: Page) -> None:
    first = page.locator("#ssmflow-ask-walk-role")
    first.focus()
    first.select_option("mandaatbeheerder")
    expect(first).to_be_focused()
    second = page.locator("#ssmflow-ask-walk-eid")
    second.select_option("neen")
    expect(page.locator('[data-section="decided"]')).to_contain_text("(stopt hier)")
    expect(page.locator('[data-section="decided"] tbody tr')).to_have_count(1)
    page.reload()
    expect(second).to_have_value("neen", timeout=60_000)


def test_a_link_of_the_walk_page_is_pasted(page: Page) -> None:
    field = page.get_by_label("Of plak een link van de wandeling door de beslisboom")
    field.fill("https://example.org/#a=b")
    field.press("Enter")
    expect(page.locator(".ssmflow-refused")).to_contain_text("geen antwoord op een vraag")
    expect(field).to_be_focused()
    expect(field).to_have_value("https://example.org/#a=b")
    expect_no_fault(page)
    field.fill(f"https://example.org/#{WALK}&~lang=en")
    page.get_by_role("button", name="Gebruik deze link").click()
    expect(page.locator("#ssmflow-ask-walk-registered-mandaatbeheerder")).to_have_value("neen")
    expect(page.locator(".ssmflow-refused")).to_have_count(0)


def test_the_reconstructed_arrows_tell_for_whom_they_matter(page: Page) -> None:
    arrows = page.locator('[data-section="arrows"]')
    expect(arrows).to_contain_text("Deze pijlen maken een verschil in een van de wijzigingen")
    row = arrows.locator("tbody tr").nth(2)
    row.locator("summary", has_text="zeker: 8").click()
    expect(row).to_contain_text("Mandaatbeheerder die alleen een mandaat wil opzeggen")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("language", "heading"), [("nl", "Vragen"), ("en", "Questions")])
def test_all_is_told_without_a_fault(
    page: Page, shipped_app: Served, language: str, heading: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    answered = WALK.replace("=", "%3D").replace("&", "%26")
    fragment = f"~tab=questions&~scenario=lost-arrows&~answered={answered}&~lang={language}"
    open_tab(page, shipped_app.url, fragment, heading)
    expect(page.locator('[data-section="ask"] input')).to_have_count(2)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    expect_no_fault(page)
