"""The same notebook in JupyterLab and in Notebook 7, run as a person would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_jupyter import PATIENCE, jupyter, run_all
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
# Each has a copy of its own: one notebook open in both places has one kernel, and so one walk.
PLACES = {"JupyterLab": "lab/tree/in-lab.ipynb", "Notebook": "notebooks/in-notebook.ipynb"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Jupyter server with an empty home and copies of the notebook."""
    home = tmp_path_factory.mktemp("home")
    for place in PLACES.values():
        shutil.copy(ROOT / "notebooks" / "walk.ipynb", home / Path(place).name)
    with jupyter(home) as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
def test_the_notebook_runs_and_walks(page: Page, address: str, place: str) -> None:
    run_all(page, address + PLACES[place])
    heading = page.locator(".ssmflow-text h2")
    expect(heading).to_contain_text("Ik wens rechten toe te kennen", timeout=PATIENCE)
    page.locator("button.ssmflow-choice", has_text="Mandaatbeheerder").click()
    expect(heading).to_have_text("Ik heb een Belgische eID.", timeout=PATIENCE)
    expect(page.locator(".ssmflow-trace li strong")).to_have_text(["Mandaatbeheerder"])
    present = page.locator(".ssmflow-frame [aria-current=step]")
    expect(present).to_have_attribute("data-step", "eid")
    expect(page).to_have_url(re.compile(r"#role=mandaatbeheerder$"))

    page.locator("button.ssmflow-choice", has_text="Neen").click()
    expect(page.locator(".ssmflow-outcome")).to_contain_text(
        "Deze weg stopt hier", timeout=PATIENCE
    )
    # The question before had two of these: what is said to it now would come too late.
    back = page.locator("button.ssmflow-way")
    expect(back).to_have_text(["Vorige stap"], timeout=PATIENCE)
    back.click()
    expect(heading).to_have_text("Ik heb een Belgische eID.", timeout=PATIENCE)
