"""The tab of changes, as an analyst uses it who never saw a variant's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lab_visits import saved, settled
from open_tab import expect_no_fault
from playwright.sync_api import FilePayload, Locator, Page, expect

from ssmflow.formats.study import load_study
from ssmflow.formats.variant_file import read_variant_text

AT = "~tab=changes"
EID = "~tab=changes&~changes-step=eid"
WIDTHS = [1280, 320]


def begun(page: Page, title: str = "Zonder eID-eis") -> Locator:
    """Begin a variant; returns the panel."""
    panel = page.get_by_role("tabpanel")
    panel.get_by_label("Titel van je variant").fill(title)
    panel.get_by_role("button", name="Begin", exact=True).click()
    expect(panel.get_by_role("heading", name="Stap: ")).to_be_focused()
    settled(page)
    return panel


def state(page: Page) -> Locator:
    return page.locator(".ssmflow-changes > [role=status]")


def choice(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("group", name=f"Keuze ‘{name}’")  # noqa: RUF001 - as it is shown


def opens(panel: Locator, step: str) -> None:
    panel.get_by_role("list", name="Stappen").get_by_role("button", name=step).click()
    expect(panel.get_by_role("heading", name=f"Stap: {step}")).to_be_focused()


def test_an_analyst_retargets_a_choice_and_undoes_it(
    lab_visit: Callable[[str], Page],
) -> None:
    page = lab_visit(EID)
    panel = begun(page)
    target = choice(panel, "Neen").get_by_label("Waar ze naartoe leidt")
    target.focus()
    target.select_option("to:conclude-mandate")
    expect(state(page)).to_contain_text("1 wijziging.")
    expect(state(page)).to_contain_text("Nog 1 fout.")
    expect(target).to_be_focused()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(state(page)).to_have_text("Nog geen wijzigingen. De variant klopt.")


def test_a_rule_is_made_by_ticking_and_choosing(lab_visit: Callable[[str], Page]) -> None:
    page = lab_visit(EID)
    neen = choice(begun(page), "Neen")
    neen.get_by_label("Waar ze naartoe leidt").select_option("hangt af van eerdere antwoorden")
    neen.get_by_role("button", name="Voeg de voorwaarde toe").click()
    expect(neen.get_by_role("checkbox").first).to_be_focused()
    neen.get_by_role("checkbox", name="Mandaatbeheerder").check()
    neen.get_by_label("Dan naar").focus()
    neen.get_by_label("Dan naar").select_option("to:conclude-mandate")
    expect(state(page)).to_have_text("1 wijziging. De variant klopt.")
    expect(neen.get_by_label("Dan naar")).to_be_focused()


def test_what_is_typed_outlives_a_click_elsewhere_and_a_reload(
    lab_visit: Callable[[str], Page],
) -> None:
    page = lab_visit(EID)
    panel = begun(page)
    panel.get_by_label("Tekst (Nederlands)", exact=True).fill("Heb ik een eID?")
    panel.get_by_label("Nieuwe keuze").fill("Misschien")
    # A button that is drawn anew while it is pressed is not pressed.
    settled(page)
    panel.get_by_role("button", name="Voeg toe", exact=True).last.click()
    expect(panel.get_by_role("heading", name="Stap: Heb ik een eID?")).to_be_visible()
    expect(choice(panel, "Misschien")).to_be_visible()
    expect(panel.get_by_label("Nieuwe keuze")).to_have_value("")
    problem = panel.get_by_role("listitem").filter(has_text="leidt nog nergens naartoe")
    expect(problem).to_be_visible()
    settled(page).reload()
    expect(choice(panel, "Misschien")).to_be_visible(timeout=60_000)
    expect(panel.get_by_label("Tekst (Nederlands)", exact=True)).to_have_value("Heb ik een eID?")
    expect(problem).to_be_visible()


def test_a_problem_leads_to_its_step(lab_visit: Callable[[str], Page]) -> None:
    page = lab_visit(EID)
    panel = begun(page)
    panel.get_by_role("button", name="Schrap deze stap").click()
    expect(panel.get_by_text("Deze stap is geschrapt.")).to_be_visible()
    problems = panel.get_by_role("heading", name="Wat nog niet klopt")
    expect(problems).to_be_focused()
    expect(problems).to_be_in_viewport()
    panel.get_by_role("button", name="Ga naar ‘Ik wens").first.click()  # noqa: RUF001
    expect(panel.get_by_role("heading", name="Stap: Ik wens")).to_be_focused()
    expect(choice(panel, "Lokale beheerder").get_by_label("Waar ze naartoe leidt")).to_have_value(
        "to:eid"
    )
    expect(panel.get_by_text("Ik heb een Belgische eID (bestaat niet)").first).to_be_attached()


def test_a_variant_is_saved_and_opened_again(
    lab_visit: Callable[[str], Page], tmp_path: Path
) -> None:
    page = lab_visit(EID)
    panel = begun(page)
    panel.get_by_label("Soort stap").last.select_option("Uitkomst: deze weg stopt hier")
    expect(state(page)).to_contain_text("wijziging")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(state(page)).to_have_text("Nog geen wijzigingen. De variant klopt.")
    choice(panel, "Ja").get_by_label("Wat op de knop staat (Nederlands)").fill("Jazeker")
    save = panel.get_by_role("button", name="Bewaar als bestand")
    save.focus()
    settled(page)
    file = saved(page, save, tmp_path)
    assert file.name == "zonder-eid-eis.yaml"
    assert "Jazeker" in file.read_text("utf-8")
    reading = read_variant_text(file.read_text("utf-8"), "v", load_study().readings)
    assert reading.sound
    other = lab_visit(AT)
    other.get_by_label("Bestand van een variant").set_input_files(file)
    expect(state(other)).to_have_text("1 wijziging. De variant klopt.")


def test_a_file_with_faults_is_told_line_by_line(lab_visit: Callable[[str], Page]) -> None:
    page = lab_visit(AT)
    wrong = FilePayload(name="x.yaml", mimeType="", buffer=b"variant: x\nof: nowhere\n")
    page.get_by_label("Bestand van een variant").set_input_files(wrong)
    told = page.get_by_role("tabpanel").get_by_role("alert")
    expect(told).to_contain_text("Regel 2, kolom 5: Deze variant hoort bij een andere beslisboom")
    settled(page)
    large = FilePayload(name="x.yaml", mimeType="", buffer=b"x" * 1_000_001)
    page.get_by_label("Bestand van een variant").set_input_files(large)
    expect(told).to_contain_text("te groot")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "&~lang=en"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    lab_visit: Callable[[str], Page], width: int, language: str
) -> None:
    page = lab_visit(AT + language)
    page.set_viewport_size({"width": width, "height": 900})
    expect_no_fault(page)
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Open").last.click()
    expect(panel.locator(".ssmflow-changes-form h3")).to_be_focused()
    expect_no_fault(page)
    panel.locator(".ssmflow-steps button").nth(1).click()
    expect(panel.locator(".ssmflow-steps button").nth(1)).to_have_attribute("aria-current", "true")
    panel.locator(".ssmflow-changes-form summary").first.click()
    panel.get_by_role("button", name="Schrap deze stap").or_(
        panel.get_by_role("button", name="Remove this step")
    ).click()
    expect(panel.locator(".ssmflow-problems").first).to_be_visible()
    expect_no_fault(page)
