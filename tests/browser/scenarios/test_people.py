"""The tab of people, as a visitor uses it: read, sort, search, edit, open a list, take it along."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from lab_visits import saved, settled
from playwright.sync_api import FilePayload, Locator, Page, expect

LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
STATES = ["", "~people-edit=beide-rollen&~people-sort=-outcome", "~people-find=nobody"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def rows(page: Page) -> Locator:
    return page.locator(".ssmflow-people tbody tr")


def status(page: Page) -> Locator:
    return page.locator(".ssmflow-people > [role=status]")


def open_list(page: Page, name: str, content: str) -> None:
    page.get_by_text("Open een lijst met mensen").click()
    file = FilePayload(name=name, mimeType="text/csv", buffer=content.encode("cp1252"))
    page.get_by_label("Kies een bestand").set_input_files(file)
    settled(page)


def test_a_visitor_sorts_and_the_focus_stays_on_the_title(lab_page: Page) -> None:
    title = lab_page.get_by_role("columnheader").get_by_role("button", name="Wie")
    title.click()
    expect(lab_page.get_by_role("columnheader", name="Wie")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(title).to_be_focused()
    expect(rows(lab_page).first).to_contain_text("Informaticus in het buitenland")
    expect(lab_page).to_have_url(re.compile("~people-sort=who|%7Epeople-sort=who"))


def test_a_visitor_searches_and_a_link_shows_the_same(
    lab_page: Page, lab_visit: Callable[[str], Page]
) -> None:
    lab_page.get_by_label("Zoek in de tabel").fill("eID")
    lab_page.get_by_label("Zoek in de tabel").press("Enter")
    # A box that is drawn anew while it is ticked is not ticked.
    settled(lab_page)
    lab_page.get_by_label("Alleen wie nog open is").check()
    expect(status(lab_page)).to_have_text("11 mensen, 3 nog open, 3 in de tabel")
    again = lab_visit(settled(lab_page).url.partition("#")[2])
    expect(status(again)).to_have_text("11 mensen, 3 nog open, 3 in de tabel")
    expect(again.get_by_label("Zoek in de tabel")).to_have_value("eID")
    again.get_by_role("button", name="Toon iedereen").click()
    expect(rows(again)).to_have_count(11)


def test_a_row_leads_to_the_walk_with_its_answers(lab_page: Page) -> None:
    lab_page.get_by_role(
        "link", name=re.compile("Loop deze weg: Lokale beheerder die niet")
    ).click()
    expect(lab_page.locator(".page-ready .ssmflow-text h2")).to_contain_text(
        "mandaat afsluiten", timeout=60_000
    )
    expect(lab_page.locator(".ssmflow-trace ol > li:not([aria-current])")).to_have_count(3)


def test_what_is_unfolded_stays_unfolded_while_somebody_is_changed(lab_page: Page) -> None:
    row = rows(lab_page).filter(has_text="Nieuwe medewerker")
    row.locator("details").first.locator("summary").click()
    row.get_by_role("button", name="Wijzig: Nieuwe medewerker").click()
    expect(lab_page.get_by_role("heading", level=4, name="Wijzig: Nieuwe")).to_be_focused()
    select = lab_page.get_by_label("Ik wens rechten toe te kennen")
    select.focus()
    select.select_option("Mandaatbeheerder")
    expect(select).to_be_focused()
    expect(row.locator("details").first).to_have_attribute("open", "")
    expect(row).to_contain_text("1 antwoord")
    lab_page.get_by_role("button", name="Ongedaan maken").click()
    expect(select).to_have_value("")


def test_somebody_is_added_from_the_keyboard_and_named(lab_page: Page) -> None:
    lab_page.get_by_role("button", name="Voeg iemand toe").press("Enter")
    name = lab_page.get_by_label("Wie is het?")
    expect(name).to_have_value("Nieuwe persoon 12")
    name.fill("Stagiair")
    name.press("Tab")
    expect(rows(lab_page).last).to_contain_text("Stagiair")
    expect(lab_page.get_by_label("Ik wens rechten toe te kennen")).to_be_focused()
    lab_page.get_by_role("button", name="Verwijder deze persoon").click()
    expect(status(lab_page)).to_have_text("11 mensen, 3 nog open")
    expect(lab_page.get_by_role("button", name="Voeg iemand toe")).to_be_focused()


def test_a_list_is_opened_or_refused_with_its_rows_and_columns(lab_page: Page) -> None:
    open_list(lab_page, "lijst.csv", "title;eid\nZoë;misschien\n")
    problems = lab_page.locator("#ssmflow-people-errors li")
    expect(problems).to_contain_text(["Rij 2, kolom 2: column 'eid': 'misschien' is no choice"])
    expect(status(lab_page)).to_have_text("11 mensen, 3 nog open")
    lab_page.get_by_label("Vervang hen door de nieuwe").check()
    lab_page.get_by_label("Of plak hier tekst").fill("title;eid\nZoë;Neen\n")
    lab_page.get_by_role("button", name="Neem deze tekst over").click()
    expect(status(lab_page)).to_have_text("1 persoon, 0 nog open")
    expect(rows(lab_page)).to_contain_text(["Zoë"])
    expect(problems).to_have_count(0)
    expect(lab_page.get_by_label("Of plak hier tekst")).to_have_value("")


def test_the_table_and_the_people_are_taken_along(lab_page: Page, tmp_path: Path) -> None:
    lab_page.get_by_label("Alleen wie nog open is").check()
    expect(rows(lab_page)).to_have_count(3)
    names = ["Download de tabel (CSV)", "Download de tabel (Excel)", "Download als CSV"]
    buttons = [lab_page.get_by_role("button", name=name) for name in names]
    table, sheet, people = (saved(lab_page, button, tmp_path) for button in buttons)
    told = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert len(told) == 4
    assert openpyxl.load_workbook(sheet).worksheets[0].max_row == 4
    assert len(people.read_text("utf-8").splitlines()) == 12


def test_two_thousand_people_stay_usable(lab_page: Page) -> None:
    lines = [f"Persoon {number};{'Ja' if number % 2 else 'Neen'}" for number in range(1989)]
    open_list(lab_page, "lijst.csv", "\n".join(["title;eid", *lines]))
    expect(status(lab_page)).to_have_text("2.000 mensen, 997 nog open", timeout=60_000)
    expect(rows(lab_page)).to_have_count(50)
    lab_page.get_by_role("button", name="Volgende").click()
    expect(rows(lab_page).first).to_contain_text("Persoon 39")
    expect(lab_page.get_by_role("button", name="Volgende")).to_be_focused()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    lab_visit: Callable[[str], Page], language: str
) -> None:
    page = lab_visit(f"~lang={language}")
    for fragment in STATES:
        page.evaluate("hash => { location.hash = hash; }", f"{fragment}&~lang={language}")
        settled(page)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert Axe().run(page, options=LEVELS).response["violations"] == [], fragment
            assert page.evaluate(SIDEWAYS) <= 0, fragment
