"""What is needed to run and to test, written once and held together."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = SETTINGS["project"]
EXACTLY = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[A-Za-z0-9.+!]+)")
# In two parts each, for this file is one of those that are read.
HOSTS_OF_REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
        ("anaconda", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
    ]
]


def needed(requirements: list[str]) -> dict[str, SpecifierSet]:
    parsed = map(Requirement, requirements)
    return {canonicalize_name(each.name): each.specifier for each in parsed}


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [EXACTLY.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(pins), "every line is a comment or name==version"
    return {canonicalize_name(pin["name"]): pin["version"] for pin in pins if pin}


def all_that_come_with(requirement: Requirement, seen: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the names of what a requirement needs here, itself included."""
    for extra in ("", *sorted(requirement.extras)):
        name = canonicalize_name(requirement.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        yield name
        try:
            further = [Requirement(each) for each in requires(name) or []]
        except PackageNotFoundError:
            continue
        for each in further:
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                yield from all_that_come_with(each, seen)


def files_of_the_project() -> Iterator[Path]:
    """Yield every file that is not made by a tool."""
    ignored = (ROOT / ".gitignore").read_text().split()
    folders = {".git", *(name.rstrip("/") for name in ignored if name.endswith("/"))}
    for folder, within, files in os.walk(ROOT):
        within[:] = [name for name in within if name not in folders]
        yield from (Path(folder, name) for name in files)


DIRECT = [
    *SETTINGS["build-system"]["requires"],
    *PROJECT["dependencies"],
    *PROJECT["optional-dependencies"]["test"],
]


def test_conda_gets_the_same_dependencies_as_pip() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    through_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    through_conda = [entry for entry in listed if isinstance(entry, str)]
    assert through_pip.pop() == "-e ."
    python = f"python{PROJECT['requires-python']}"
    assert needed([*through_conda, *through_pip]) == needed(
        [*PROJECT["dependencies"], python, "pip"]
    )


def test_everything_that_is_installed_for_the_tests_has_its_version_pinned() -> None:
    seen: set[tuple[str, str]] = set()
    all_needed = {name for each in DIRECT for name in all_that_come_with(Requirement(each), seen)}
    assert "jupyter-client" in all_needed, "what a dependency needs is followed"
    assert all_needed - set(pinned()) == set()


@pytest.mark.parametrize(("name", "allowed"), needed(DIRECT).items(), ids=needed(DIRECT))
def test_a_pinned_version_is_one_that_is_allowed(name: str, allowed: SpecifierSet) -> None:
    assert pinned()[name] in allowed


def test_the_files_of_the_project_are_found() -> None:
    found = set(files_of_the_project())
    assert {Path(__file__), ROOT / "pyproject.toml", ROOT / ".ci" / "run"} <= found


@pytest.mark.parametrize("host", HOSTS_OF_REGISTRIES)
def test_no_file_names_the_host_of_a_registry(host: str) -> None:
    naming = [file for file in files_of_the_project() if host.encode() in file.read_bytes()]
    assert naming == []
