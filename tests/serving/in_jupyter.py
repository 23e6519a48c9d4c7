"""A notebook in JupyterLab or Notebook 7, run as a person would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

READY = re.compile(r"(http://127\.0\.0\.1:\d+/)")
READY_WITHIN = 180.0  # seconds
PATIENCE = 60_000  # milliseconds


@contextmanager
def jupyter(home: Path) -> Iterator[str]:
    """The address of a Jupyter server whose home and folder this is."""
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


def run_all(page: Page, address: str) -> None:
    """Open a notebook, and run its cells by the menu."""
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(address)
    # Before there is a kernel the indicator says idle too, and running asks which one to take.
    kernel = page.locator(".jp-Toolbar-kernelName")
    expect(kernel).to_contain_text("Python 3", timeout=PATIENCE)
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    expect(idle).to_be_visible(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
