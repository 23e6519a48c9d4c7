"""The same notebook in JupyterLab and in Notebook 7, run as a person would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
READY = re.compile(r"(http://127\.0\.0\.1:\d+/)")
READY_WITHIN = 60.0  # seconds
PATIENCE = 60_000  # milliseconds
# Each has a copy of its own: one notebook open in both places has one kernel, and so one walk.
PLACES = {"JupyterLab": "lab/tree/in-lab.ipynb", "Notebook": "notebooks/in-notebook.ipynb"}


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Jupyter server with an empty home and copies of the notebook."""
    home = tmp_path_factory.mktemp("home")
    for place in PLACES.values():
        shutil.copy(ROOT / "notebooks" / "walk.ipynb", home / Path(place).name)
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    settings = ["--ServerApp.token=", "--ServerApp.password=", "--ip=127.0.0.1", "--port=0"]
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")
    }
    process = subprocess.Popen(
        [*command, *settings],
        cwd=home,
        env={**variables, "HOME": str(home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    late = threading.Timer(READY_WITHIN, process.kill)
    late.start()
    assert process.stderr
    with process, process.stderr:
        try:
            found = next(filter(None, map(READY.search, process.stderr)), None)
            late.cancel()
            assert found, "Jupyter has not started"
            # Nobody reads on, so that what it says must go somewhere.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield found[1]
        finally:
            late.cancel()
            process.terminate()
            process.wait(timeout=30)


@pytest.mark.parametrize("place", PLACES)
def test_the_notebook_runs_and_walks(page: Page, jupyter: str, place: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(jupyter + PLACES[place])
    # Before there is a kernel the indicator says idle too, and running asks which one to take.
    kernel = page.locator(".jp-Toolbar-kernelName")
    expect(kernel).to_contain_text("Python 3", timeout=PATIENCE)
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    expect(idle).to_be_visible(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    heading = page.locator(".ssmflow-text h2")
    expect(heading).to_contain_text("Ik wens rechten toe te kennen", timeout=PATIENCE)
    page.locator("button.ssmflow-choice", has_text="Mandaatbeheerder").click()
    expect(heading).to_have_text("Ik heb een Belgische eID.", timeout=PATIENCE)
    expect(page.locator(".ssmflow-trace li strong")).to_have_text(["Mandaatbeheerder"])
    present = page.locator(".ssmflow-frame [aria-current=step]")
    expect(present).to_have_attribute("data-step", "eid")
    expect(page).to_have_url(re.compile(r"#role=mandaatbeheerder$"))

    page.locator("button.ssmflow-choice", has_text="Neen").click()
    expect(page.locator(".ssmflow-outcome")).to_contain_text("Deze weg stopt hier")
    page.locator("button.ssmflow-way", has_text="Vorige stap").click()
    expect(heading).to_have_text("Ik heb een Belgische eID.")
