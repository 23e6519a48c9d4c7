"""The tab of the scenario and its report, as an analyst uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab_visits import settled
from open_tab import expect_no_fault, open_tab
from playwright.sync_api import Browser, FilePayload, Page, expect
from served import Served
from walker import ARRIVAL
from watch import Watch

HEADING = "Scenario en rapport"


@pytest.fixture(scope="module")
def any_page(
    browser: Browser, context_arguments: dict[str, Any], shipped_app: Served
) -> Iterator[Page]:
    with browser.new_context(**context_arguments) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        watch = Watch(shipped_app.url).over(context)
        yield context.new_page()
        watch.expect_nothing()


@pytest.fixture
def page(any_page: Page, shipped_app: Served) -> Page:
    any_page.set_viewport_size({"width": 1280, "height": 800})
    return open_tab(any_page, shipped_app.url, "~tab=report", HEADING)


def press(page: Page, name: str) -> None:
    """Press a button that is not drawn anew meanwhile, for then it would not be pressed."""
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def title(page: Page) -> Any:
    return page.get_by_label("Titel (Nederlands)")


def test_a_scenario_is_named_saved_left_and_opened_again(page: Page, tmp_path: Path) -> None:
    title(page).fill("Wie verliest er?")
    page.get_by_label("Notities (Nederlands)").click()
    expect(page.get_by_text("wie-verliest-er.yaml")).to_be_visible()
    titled = settled(page).url
    page.keyboard.insert_text("Nog na te kijken.")
    page.keyboard.press("Tab")
    # What was typed is taken once there is a pause.
    expect(page).not_to_have_url(titled)
    with page.expect_download() as saving:
        press(page, "Bewaar als bestand")
    assert saving.value.suggested_filename == "wie-verliest-er.yaml"
    file = tmp_path / "wie-verliest-er.yaml"
    saving.value.save_as(file)
    press(page, "Begin opnieuw")
    expect(title(page)).not_to_have_value("Wie verliest er?")
    page.get_by_label("Bestand van je computer").set_input_files(file)
    expect(title(page)).to_have_value("Wie verliest er?")
    expect(page.get_by_label("Notities (Nederlands)")).to_have_value("Nog na te kijken.")
    press(page, "Kopieer de link")
    expect(page.locator(".ssmflow-report [role=status]")).to_contain_text("gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_file_that_is_none_is_told_and_one_that_is_too_large_is_not_sent(page: Page) -> None:
    choose = page.get_by_label("Bestand van je computer")
    wrong = FilePayload(name="fout.yaml", mimeType="text/yaml", buffer=b"scenario: Fout")
    choose.set_input_files(wrong)
    expect(page.get_by_role("alert").first).to_contain_text("fout.yaml")
    large = FilePayload(name="fout.yaml", mimeType="text/yaml", buffer=b"x" * 1_000_001)
    choose.set_input_files(large)
    expect(page.locator(".ssmflow-report [role=status]")).to_contain_text("te groot")


def test_a_shipped_scenario_gives_a_report_to_see_and_to_take_along(page: Page) -> None:
    page.get_by_label("Meegeleverd scenario").select_option("eid-lacking")
    press(page, "Open")
    expect(title(page)).to_have_value("Acht procent heeft geen Belgische eID")
    page.get_by_label("Datum op het rapport").fill("2026-02-03")
    page.get_by_label("Taal van het rapport").select_option("en")
    for name, ending in (("Download als webpagina", "html"), ("Download als Markdown", "md")):
        with page.expect_download() as saving:
            press(page, name)
        assert saving.value.suggested_filename == f"eid-lacking.{ending}"
    press(page, "Toon hier")
    report = page.frame_locator("iframe")
    expect(report.locator("h1")).to_have_text("Eight per cent lack a Belgian eID")
    expect(report.locator("body")).to_contain_text("3 February 2026")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("language", "heading"), [("nl", HEADING), ("en", "Scenario and report")])
def test_the_tab_has_no_fault(
    page: Page, shipped_app: Served, language: str, heading: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_tab(page, shipped_app.url, f"~tab=report&~lang={language}", heading)
    page.locator("details summary", has_text="plak" if language == "nl" else "paste").click()
    expect_no_fault(page)


def test_what_is_being_typed_survives_a_reload(page: Page) -> None:
    notes = page.get_by_label("Notities (Nederlands)")
    notes.click()
    field = notes.element_handle()
    # All at once: between letters a slow machine may take a pause for the end of the typing.
    page.keyboard.insert_text("Half af")
    page.wait_for_url("**~work=**")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_enabled()
    expect(notes).to_be_focused()
    assert field.evaluate("field => field.isConnected && field.selectionStart") == len("Half af")
    page.reload()
    expect(notes).to_have_value("Half af", timeout=ARRIVAL)
