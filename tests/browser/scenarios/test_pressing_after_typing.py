"""Leaving a field sends what was typed; whatever is pressed to leave it is pressed all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lab_visits import settled
from playwright.sync_api import Locator, Page, expect

NOTES = "Nog na te kijken."
FOUND = re.compile("people-find=eID")


@pytest.fixture
def report(lab_visit: Callable[[str], Page]) -> Page:
    return lab_visit("~tab=report")


def name_of(control: Locator) -> str:
    return control.get_attribute("id") or ""


def hold(page: Page, control: Locator, click: int = 1) -> None:
    """Press a mouse button on a control, and do not let it go yet."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down(click_count=click)


@pytest.mark.parametrize("role", ["checkbox", "label"])
def test_a_box_that_is_drawn_anew_while_it_is_held_is_ticked(lab_page: Page, role: str) -> None:
    lab_page.get_by_label("Zoek in de tabel").press_sequentially("eID")
    box = lab_page.get_by_label("Alleen wie nog open is")
    hold(lab_page, box if role == "checkbox" else lab_page.locator(f"label[for={name_of(box)}]"))
    expect(lab_page).to_have_url(FOUND)
    settled(lab_page).mouse.up()
    expect(box).to_be_checked()
    expect(lab_page.locator(".ssmflow-people tbody tr")).to_have_count(3)


def test_who_lets_go_elsewhere_has_pressed_nothing(lab_page: Page) -> None:
    lab_page.get_by_label("Zoek in de tabel").press_sequentially("eID")
    hold(lab_page, lab_page.get_by_label("Alleen wie nog open is"))
    expect(lab_page).to_have_url(FOUND)
    settled(lab_page).mouse.move(5, 5)
    lab_page.mouse.up()
    settled(lab_page)
    expect(lab_page.get_by_label("Alleen wie nog open is")).not_to_be_checked()


def test_the_second_press_of_a_double_click_is_no_press_of_what_came_meanwhile(
    lab_page: Page,
) -> None:
    lab_page.get_by_label("Zoek in de tabel").press_sequentially("eID")
    hold(lab_page, lab_page.get_by_label("Alleen wie nog open is"), click=2)
    expect(lab_page).to_have_url(FOUND)
    settled(lab_page).mouse.up(click_count=2)
    settled(lab_page)
    expect(lab_page.get_by_label("Alleen wie nog open is")).not_to_be_checked()


def test_a_file_has_what_was_typed_right_before_it_was_saved(report: Page, tmp_path: Path) -> None:
    report.get_by_label("Titel (Nederlands)").fill("Proef")
    report.get_by_label("Notities (Nederlands)").fill(NOTES)
    with report.expect_download() as saving:
        report.get_by_role("button", name="Bewaar als bestand").click()
    saving.value.save_as(tmp_path / "saved.yaml")
    assert NOTES in (tmp_path / "saved.yaml").read_text("utf-8")


def test_a_button_that_is_held_while_the_answer_comes_saves_too(
    report: Page, tmp_path: Path
) -> None:
    before = report.url
    report.get_by_label("Notities (Nederlands)").fill(NOTES)
    hold(report, report.get_by_role("button", name="Bewaar als bestand"))
    expect(report).not_to_have_url(before)
    settled(report)
    with report.expect_download() as saving:
        report.mouse.up()
    saving.value.save_as(tmp_path / "saved.yaml")
    assert NOTES in (tmp_path / "saved.yaml").read_text("utf-8")
