"""The rules of docs/design.md that a program can hold the tree to."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {
    contract["type"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]
}
LONGEST_FILE = 300  # lines
PYTHON_FILES = sorted(
    file for folder in ("ssmflow", "tests", "benchmarks") for file in (ROOT / folder).rglob("*.py")
)
SCRIPTS = sorted(
    script for script in (ROOT / "ssmflow").rglob("*.js") if script.parent.name != "built"
)
# The specifier of `import … from "x"`, `import "x"`, `export … from "x"` and `import("x")`.
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`]([^"'`]*)["'`]""")


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_every_contract_about_imports_is_kept() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_what_a_flow_is_may_import_none_of_the_dependencies() -> None:
    declared = {
        canonicalize_name(Requirement(dependency).name)
        for dependency in SETTINGS["project"]["dependencies"]
    }
    imported = {
        package
        for package, distributions in packages_distributions().items()
        for distribution in distributions
        if canonicalize_name(distribution) in declared and package.isidentifier()
    }
    public = {package for package in imported if not package.startswith("_")}
    assert public - set(CONTRACTS["forbidden"]["forbidden_modules"]) == set()


def test_a_python_file_is_no_longer_than_can_be_overseen() -> None:
    lengths = {relative(file): len(file.read_text().splitlines()) for file in PYTHON_FILES}
    assert "ssmflow/errors.py" in lengths
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_types_of_every_conftest_are_checked() -> None:
    told = re.findall(r"import (tests\S+)", (ROOT / "tests" / "every_conftest.py").read_text())
    files = {relative(file) for file in PYTHON_FILES if file.name == "conftest.py"}
    assert {f"{module.replace('.', '/')}.py" for module in told} == files


def test_there_are_scripts_to_hold_to_the_rule() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=relative)
def test_a_script_imports_nothing(script: Path) -> None:
    assert IMPORTED.findall(script.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        'import { draw } from "./map.js";',
        "import './map.js'",
        'export * from "./map.js";',
        'const map = await import("./map.js");',
        "import(`./map.js`)",
    ],
)
def test_every_way_to_import_a_script_is_seen(line: str) -> None:
    assert IMPORTED.findall(line) == ["./map.js"]
