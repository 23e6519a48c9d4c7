"""The tab where two flows stand beside each other, as an analyst uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from open_tab import expect_no_fault, open_tab
from playwright.sync_api import Browser, Page, expect
from served import Served
from watch import Watch

FLOW = Path(__file__).parents[3] / "data" / "flows" / "externe-dienstverlener.yaml"
CHAIN = "~tab=compare&~right=variant.chain"
IN_ITS_FRAME = """() => {
  const frame = document.querySelector(".ssmflow-picture-frame");
  const step = frame.querySelector(".ssmflow-box").getBoundingClientRect();
  const { left, right } = frame.getBoundingClientRect();
  return left <= step.left && step.right <= right + 1;
}"""


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
    return open_tab(any_page, shipped_app.url, CHAIN, "Vergelijken")


def test_another_choice_is_told_at_once_and_stands_in_the_address(page: Page) -> None:
    headline = page.locator('[data-section="result"] .ssmflow-tone-key')
    expect(headline).to_have_text("9 van de 20 wegen eindigen ergens anders.")
    other = page.get_by_label("Met dit")
    other.focus()
    other.select_option(
        label="Wijziging: Andere lezing: de mandaatbeheerder slaat de eID-vraag over"
    )
    expect(headline).to_have_text("3 van de 13 wegen eindigen ergens anders.")
    expect(page.locator("#ssmflow-panel [role=status]")).to_have_text(headline.inner_text())
    expect(other).to_be_focused()
    expect(page).to_have_url(re.compile("~right=variant.direct"))
    page.get_by_role("button", name="Wissel om").press("Enter")
    expect(page.get_by_label("Dit", exact=True)).to_have_value("variant.direct")
    expect(page.get_by_role("button", name="Wissel om")).to_be_focused()


def test_what_is_open_stays_open_while_the_rest_is_drawn_anew(page: Page) -> None:
    page.locator("summary", has_text="Wat telt hier als een weg?").click()
    page.get_by_role("button", name="Wissel om").click()
    expect(page.get_by_label("Dit", exact=True)).to_have_value("variant.chain")
    expect(page.get_by_text("Eén persoon loopt beide versies.")).to_be_visible()


def test_an_older_file_is_opened_and_compared(page: Page, tmp_path: Path) -> None:
    text = FLOW.read_text("utf-8")
    older = tmp_path / "vroeger.yaml"
    older.write_text(text.replace('version: "1"', 'version: "0"', 1), "utf-8")
    upload = page.get_by_label("Of open een bestand van deze beslisboom")
    upload.set_input_files(older)
    expect(page.get_by_label("Dit", exact=True)).to_have_value("file.1")
    expect(page.locator('[data-section="result"]')).to_contain_text("Geen enkele van de 11 wegen")
    older.write_text("flow: [", "utf-8")
    upload.set_input_files(older)
    expect(page.locator(".ssmflow-refused").first).to_have_text("Dit bestand is niet geopend:")
    older.write_text("#" * 1_000_001, "utf-8")
    upload.set_input_files(older)
    expect(page.locator(".ssmflow-refused")).to_contain_text("groter dan 1 MB")
    expect_no_fault(page)


def test_the_comparison_is_saved_as_a_note(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download als Markdown").click()
    name = download.value.suggested_filename
    assert name == "flow-externe-dienstverlener-variant-chain.md"
    assert Path(download.value.path()).read_text("utf-8").startswith("# Vergelijking")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("language", "heading"), [("nl", "Vergelijken"), ("en", "Compare")])
def test_all_is_told_without_a_fault(
    page: Page, shipped_app: Served, language: str, heading: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_tab(page, shipped_app.url, f"{CHAIN}&~lang={language}", heading)
    expect(page.locator(".ssmflow-picture-frame svg")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    expect_no_fault(page)


def test_the_map_shows_the_first_step_in_a_narrow_window(page: Page, shipped_app: Served) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    open_tab(page, shipped_app.url, CHAIN, "Vergelijken")
    # The frame is moved once the picture stands in it, a moment later.
    page.wait_for_function(IN_ITS_FRAME)
    frame, step = (
        page.locator(each).bounding_box()
        for each in (".ssmflow-picture-frame", ".ssmflow-picture-frame .ssmflow-box >> nth=0")
    )
    assert frame
    assert step
    assert frame["x"] <= step["x"]
    assert step["x"] + step["width"] <= frame["x"] + frame["width"] + 1


def test_on_paper_stand_the_results_and_no_form(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_label("Met dit")).to_be_hidden()
    expect(page.locator('[data-section="shifts"] table')).to_be_visible()
    page.emulate_media(media="null")
