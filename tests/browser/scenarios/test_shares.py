"""The tab of shares, as an analyst uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from open_tab import expect_no_fault, open_tab
from playwright.sync_api import Browser, Page, expect
from served import Served
from watch import Watch

EID = "#ssmflow-share-flow-eid-0-neen"


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
    return open_tab(any_page, shipped_app.url, "~tab=shares", "Aandelen")


def dead(page: Page) -> str:
    return page.locator(".ssmflow-dead").inner_text()


def test_eight_per_cent_without_an_eid_is_typed_and_told_and_kept(page: Page) -> None:
    page.locator(f"{EID}-field").fill("8,5")
    page.locator(f"{EID}-field").press("Tab")
    expect(page.locator("#ssmflow-share-flow-eid-0-ja-field")).to_have_value("91,5")
    row = page.locator(".ssmflow-ends tbody tr").first
    expect(row).to_contain_text("8,5\N{NO-BREAK SPACE}%")
    expect(row).to_contain_text("85 van 1000")
    expect(page).to_have_url(re.compile("~work="))
    page.reload()
    expect(page.locator(f"{EID}-field")).to_have_value("8,5", timeout=60_000)


def test_a_slider_keeps_the_focus_while_it_moves_and_is_undone_as_one(page: Page) -> None:
    slider = page.locator(f"{EID}-slider")
    slider.focus()
    for _ in range(12):
        slider.press("ArrowLeft")
    expect(page.locator(f"{EID}-field")).to_have_value("48,8")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "48,8\N{NO-BREAK SPACE}%")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator(f"{EID}-field")).to_have_value("50")


def test_a_wrong_number_stays_to_be_mended_with_a_word_of_help(page: Page) -> None:
    field = page.locator(f"{EID}-field")
    field.fill("acht")
    field.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("acht")
    expect(page.locator(f"{EID}-refused")).to_contain_text("van 0 tot 100")
    expect_no_fault(page)
    field.fill("8")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_shares_by_role_are_asked_at_a_switch_that_keeps_the_focus(page: Page) -> None:
    switch = page.get_by_label(re.compile("Aparte aandelen per antwoord op .Ik wens rechten")).first
    switch.check()
    expect(page.get_by_role("group", name=re.compile("^Bij "))).to_have_count(2)
    expect(switch).to_be_focused()
    expect_no_fault(page)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("language", "heading"), [("nl", "Aandelen"), ("en", "Shares")])
def test_beside_a_variant_all_is_told_without_a_fault(
    page: Page, shipped_app: Served, language: str, heading: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    fragment = f"~tab=shares&~scenario=eid-lacking&~lang={language}"
    open_tab(page, shipped_app.url, fragment, heading)
    expect(page.locator(".ssmflow-flows svg")).to_have_count(2)
    page.locator("details summary", has_text=re.compile("tabel|table")).click()
    told = dead(page)
    assert "59" in told
    assert "57" in told
    expect_no_fault(page)


def test_on_paper_stand_the_results_and_no_form(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".ssmflow-shares-form")).to_be_hidden()
    expect(page.locator(".ssmflow-ends")).to_be_visible()
    page.emulate_media(media="null")
