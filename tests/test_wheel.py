"""The wheel: what is in it, and that it works where the checkout is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

import pytest
from served import Served, started

ROOT = Path(__file__).parents[1]
# What the package is made of, and where each folder of the checkout stands in the wheel.
FOLDERS = {
    "ssmflow": "ssmflow",
    "data": "ssmflow/shipped/data",
    "notebooks": "ssmflow/shipped/notebooks",
}
MADE_BY_TOOLS = {"__pycache__", ".ipynb_checkpoints"}
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def run(*command: str | Path, folder: Path, **variables: str) -> str:
    """Run a command that must succeed, and return what it says."""
    told = subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Where the build tool is installed, nothing more needs to be fetched.
    here = ["--no-isolation"] if find_spec("hatchling") else []
    run(sys.executable, "-m", "build", "--wheel", *here, "--outdir", folder, ROOT, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def held(wheel: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(wheel) as archive:
        yield archive


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment that has the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, folder=folder)
    programs = folder / "bin"
    pip: list[str | Path] = [programs / "python", "-m", "pip", "install", "--quiet", "--no-input"]
    run(*pip, "--constraint", ROOT / "constraints.txt", wheel, folder=folder)
    return programs


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, str]:
    """Variables with which nothing leads back to the checkout or to who runs the tests."""
    home = tmp_path / "home"
    home.mkdir()
    return {"HOME": str(home), "PYTHONPATH": ""}


@pytest.fixture
def app(installed: Path, elsewhere: Path, alone: dict[str, str]) -> Iterator[Served]:
    command = [str(installed / "ssmflow"), "serve", "--port", "0", "--no-browser"]
    with started(command, folder=elsewhere, variables=alone) as served:
        yield served


def test_the_wheel_holds_all_of_the_package_and_nothing_else(held: zipfile.ZipFile) -> None:
    ours = {
        f"{place}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, place in FOLDERS.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and not MADE_BY_TOOLS & set(file.parts)
    }
    assert {name for name in held.namelist() if ".dist-info/" not in name} == ours


@pytest.mark.parametrize(
    "name",
    [
        "ssmflow/py.typed",
        "ssmflow/formats/flow.schema.json",
        "ssmflow/serving/built/app.css",
        "ssmflow/serving/built/app.js",
        "ssmflow/serving/built/licences.txt",
        "ssmflow/serving/built/widgets.js",
        "ssmflow/serving/template/index.html.j2",
        "ssmflow/serving/template/static/page.css",
        "ssmflow/formats/exercises.schema.json",
        "ssmflow/formats/personas.schema.json",
        "ssmflow/formats/scenario.schema.json",
        "ssmflow/formats/variant.schema.json",
        "ssmflow/shipped/data/exercises/externe-dienstverlener.yaml",
        "ssmflow/shipped/data/flows/externe-dienstverlener.yaml",
        "ssmflow/shipped/data/personas/externe-dienstverlener.yaml",
        "ssmflow/shipped/data/scenarios/eid-lacking.yaml",
        "ssmflow/shipped/data/variants/chain.yaml",
        "ssmflow/shipped/data/glossary.yaml",
        "ssmflow/shipped/notebooks/scenarios.ipynb",
        "ssmflow/shipped/notebooks/training.ipynb",
        "ssmflow/shipped/notebooks/walk.ipynb",
        "ssmflow/telling/pictures.css",
        "ssmflow/views/map.js",
        "ssmflow/telling/words/nl/walk.yaml",
    ],
)
def test_the_wheel_holds_files_that_are_no_python(held: zipfile.ZipFile, name: str) -> None:
    assert name in held.namelist()


def test_the_wheel_holds_its_licence(held: zipfile.ZipFile) -> None:
    (licence,) = (name for name in held.namelist() if name.endswith("/licenses/LICENSE"))
    assert held.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_installed_package_is_not_the_checkout(
    installed: Path, elsewhere: Path, alone: dict[str, str]
) -> None:
    where = "import ssmflow; print(ssmflow.__file__)"
    told = run(installed / "python", "-c", where, folder=elsewhere, **alone)
    assert Path(told.strip()).is_relative_to(installed.parent)


def test_the_installed_command_finds_the_shipped_flow_sound(
    installed: Path, elsewhere: Path, alone: dict[str, str]
) -> None:
    run(installed / "ssmflow", "check", folder=elsewhere, **alone)


def test_the_installed_package_makes_the_tables_of_a_store(
    installed: Path, elsewhere: Path, alone: dict[str, str]
) -> None:
    opens = "from ssmflow.training.store import open_store; open_store('sqlite:///kept').close()"
    run(installed / "python", "-c", opens, folder=elsewhere, **alone)
    assert (elsewhere / "kept").stat().st_size


def test_the_installed_command_serves_the_app(app: Served) -> None:
    answer = app.ask("/")
    assert answer.status == HTTPStatus.OK
    (title,) = TITLE.findall(answer.text)
    assert "Externe dienstverlener" in title
