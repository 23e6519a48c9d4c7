"""The sources of the front end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
MADE_BY_TOOLS = ("node_modules", "__pycache__")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources beside the package, where nothing is installed or built yet."""
    folder = tmp_path / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns(*MADE_BY_TOOLS))
    return folder


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [sys.executable, script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_types_are_sound(copy: Path) -> None:
    told = run(copy / "build.py", "check")
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_fault_in_the_types_is_found(copy: Path) -> None:
    (copy / "src" / "fault.ts").write_text('export const number: number = "text";\n')
    told = run(copy / "build.py", "check")
    assert told.returncode != 0
    assert "fault.ts" in told.stdout + told.stderr


def test_it_is_small(copy: Path) -> None:
    told = run(copy / "build.py")
    assert told.stderr == ""
    built = copy.parent / "ssmflow" / "serving" / "built"
    sizes = {file.name: file.stat().st_size for file in built.iterdir()}
    assert sizes.keys() == {"app.css", "app.js", "licences.txt", "widgets.js"}
    assert sizes["app.js"] < 10_000
    assert sizes["app.css"] + sizes["widgets.js"] < 180_000
    assert "anywidget" in (built / "licences.txt").read_text()


def test_where_it_cannot_be_built_that_is_told_and_no_more(copy: Path) -> None:
    (copy / "package-lock.json").write_text("{}")
    told = run(copy / "build.py")
    assert told.returncode == 0
    assert "The lean front end was not built: npm ci failed" in told.stderr


def test_the_lock_names_no_place_to_fetch_from() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    assert len(packages) > 10
    assert [name for name, package in packages.items() if "resolved" in package] == []
