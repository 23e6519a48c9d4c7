"""The notebooks of training in JupyterLab, where no server of ours keeps a store for them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_jupyter import PATIENCE, jupyter, run_all
from playwright.sync_api import Page, expect
from right_ways import right_way, title

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab with an empty home and copies of both notebooks."""
    home = tmp_path_factory.mktemp("home")
    for name in ("training", "trainer"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", home)
    with jupyter(home) as found:
        yield f"{found}lab/tree/{{}}.ipynb?reset"  # without what was open before


def test_a_case_is_practised_in_a_notebook(page: Page, lab: str) -> None:
    run_all(page, lab.format("training"))
    page.locator(".ssmflow-sets button").first.click()
    expect(page.locator(".ssmflow-case h2")).to_have_text(title("els"), timeout=PATIENCE)
    choices, answered = page.locator("button.ssmflow-choice"), page.locator(".ssmflow-trace strong")
    for place, label in enumerate(right_way("els"), 1):
        choices.filter(has_text=re.compile(f"^{re.escape(label)}$")).click()
        expect(answered).to_have_count(place, timeout=PATIENCE)
    page.get_by_role("button", name="Dien dit in als antwoord").click()
    expect(page.locator(".ssmflow-verdict h2")).to_have_text("Juist", timeout=PATIENCE)


def test_the_notebook_of_trainers_tells_that_nobody_has_set_a_passphrase(
    page: Page, lab: str
) -> None:
    run_all(page, lab.format("trainer"))
    page.get_by_label("Wachtzin").fill("vier gewone woorden samen")
    page.get_by_role("button", name="Meld je aan").click()
    told = page.locator(".ssmflow-trainer [role=alert]").first
    expect(told).to_contain_text("nog geen wachtzin", timeout=PATIENCE)
