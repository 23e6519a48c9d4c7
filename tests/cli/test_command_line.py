"""What every command has: help, exit codes, one clear line for wrong use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands_run import FLOWS, REPOSITORY, SHIPPED, process, ssmflow

from ssmflow import __version__

COMMANDS = ["serve", "check", "show", "paths", "walk"]
ANALYSES = ["compare", "people", "reach", "decide", "dead-ends", "shares", "report"]
FAULTY = FLOWS / "faulty" / "ten-faults.yaml"


def test_the_version_is_told() -> None:
    assert ssmflow("--version").output == f"ssmflow, version {__version__}\n"


def test_the_help_names_every_command_and_the_exit_codes() -> None:
    for asked in ("--help", "-h"):
        help_ = ssmflow(asked).output
        assert all(f"\n  {command} " in help_ for command in [*COMMANDS, *ANALYSES, "exercises"])
        assert "Exit codes: 0 all is well, 1 problems were found, 2 wrong use." in help_


@pytest.mark.parametrize("command", [*COMMANDS, *ANALYSES, "exercises check", "exercises draft"])
def test_the_help_of_a_command_has_examples(command: str) -> None:
    help_ = ssmflow(*command.split(), "--help").output
    assert help_.startswith(f"Usage: ssmflow {command} ")
    assert f"Examples:\n    ssmflow {command}" in help_


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", str(SHIPPED)], 0),
        (["check", str(FAULTY)], 1),
        (["check", "nothing.yaml"], 2),
        (["show", str(FAULTY)], 1),
        (["paths", "--limit", "-1"], 2),
        (["walk", "role=nobody"], 2),
        (["dance"], 2),
        (["show", "--format", "xml"], 2),
        (["walk", "one", "two", "three"], 2),
    ],
)
def test_a_script_learns_from_the_exit_code(arguments: list[str], code: int) -> None:
    result = process(*arguments)
    assert result.returncode == code
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("command", "code"), [("show", 1), ("paths", 1), ("walk", 1), ("serve", 2)]
)
def test_an_unsound_flow_is_refused_with_all_its_problems(command: str, code: int) -> None:
    result = ssmflow(command, FAULTY)
    assert result.exit_code == code
    assert result.stdout == ""
    problems = [line for line in result.stderr.splitlines() if ": error: " in line]
    assert len([line for line in problems if line.startswith(f"{FAULTY}:")]) == 10


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there_is_one_line(command: str) -> None:
    result = ssmflow(command, "nothing.yaml")
    assert result.exit_code == 2
    assert result.stderr == "nothing.yaml: error: there is no such file\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_no_system_takes_is_one_line(command: str) -> None:
    name = "x" * 300
    result = process(command, name)
    assert result.returncode == 2
    assert result.stderr == f"{name}: error: it cannot be read: File name too long\n"


@pytest.mark.parametrize("command", ["show", "paths", "walk"])
def test_a_folder_with_several_flows_asks_for_one(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"ssmflow: error: {FLOWS} holds several flows; name one of parking-permit.yaml, "
    assert ssmflow(command, FLOWS).stderr.startswith(told)
    monkeypatch.setenv("SSMFLOW_FLOWS", str(FLOWS))
    by_variable = ssmflow(command)
    assert by_variable.exit_code == 2
    assert by_variable.stderr.startswith(told)


def test_a_folder_with_one_flow_stands_for_it() -> None:
    assert ssmflow("paths", SHIPPED.parent, "--count").output == "11\n"


@pytest.mark.parametrize("command", ["show", "walk"])
def test_a_language_that_the_flow_lacks_is_one_line(command: str) -> None:
    result = ssmflow(command, SHIPPED, "--language", "de")
    assert result.exit_code == 2
    told = "flow 'externe-dienstverlener' has no 'de'; it has nl, en"
    assert result.stderr == f"ssmflow: error: {told}\n"


@pytest.mark.parametrize("command", ["show", "paths", "walk"])
def test_a_disk_that_is_full_is_one_line(command: str) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "ssmflow", command],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            timeout=60,
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr == "ssmflow: error: No space left on device\n"


@pytest.mark.parametrize("version", ["(3, 9, 0)", "(3, 10, 14)"])
def test_a_python_that_is_too_old_is_one_line(version: str) -> None:
    program = f"import sys; sys.version_info = {version}; from ssmflow.__main__ import main; main()"
    result = process("check", program=("-c", program))
    assert result.returncode == 2
    assert result.stdout == ""
    found = ".".join(version.strip("()").split(", ")[:2])
    told = f"ssmflow: error: Python 3.11 or later is needed, this is {found}\n"
    assert result.stderr == told


@pytest.mark.parametrize("command", ["check", "show", "paths", "walk", "--help"])
def test_only_serving_loads_the_libraries_of_widgets_and_servers(command: str) -> None:
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from ssmflow.__main__ import main\n"
        "main()\n"
    )
    result = process(command, program=("-c", program))
    assert result.returncode == 0
    loaded = set(json.loads(result.stderr.splitlines()[-1]))
    assert "ssmflow.cli" in loaded
    assert loaded.isdisjoint(
        {"voila", "ipywidgets", "anywidget", "IPython", "jupyter_server", "tornado", "traitlets"}
    )
