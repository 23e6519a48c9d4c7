"""What `ssmflow exercises check` tells, and what `ssmflow exercises draft` writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands_run import FLOWS, SHIPPED, process, ssmflow

from ssmflow.formats.exercises_file import load_exercises
from ssmflow.formats.flow_file import load_flow

EXERCISES = FLOWS.parent / "exercises"
SHIPPED_SET = SHIPPED.parents[1] / "exercises" / "externe-dienstverlener.yaml"


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The faulty exercises, in the folder beside that of their flow."""
    for folder in ("flows", "exercises"):
        (tmp_path / folder).mkdir()
    shutil.copy(FLOWS / "parking-permit.yaml", tmp_path / "flows")
    shutil.copy(FLOWS / "glossary.yaml", tmp_path / "flows")
    shutil.copy(EXERCISES / "faulty" / "ten-faults.yaml", tmp_path / "exercises")
    return tmp_path


@pytest.mark.parametrize(
    "arguments", [[], [SHIPPED_SET], [EXERCISES], [EXERCISES / "parking.yaml"]]
)
def test_sound_exercises_have_no_problem_and_say_so(arguments: list[Path]) -> None:
    result = ssmflow("exercises", "check", *arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 errors, 0 warnings\n"


@pytest.mark.parametrize("command", [["exercises", "check"], ["check"]])
def test_ten_faults_are_lines_with_file_line_and_column(command: list[str], beside: Path) -> None:
    file = beside / "exercises" / "ten-faults.yaml"
    result = ssmflow(*command, file)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [int(line.removeprefix(f"{file}:").split(":")[0]) for line in lines] == [
        *(3, 4, 8, 10, 18, 27, 30, 36, 38, 39, 40)
    ]
    assert result.stderr == "10 errors, 1 warning\n"


def test_a_program_reads_the_problems_as_json(beside: Path) -> None:
    result = ssmflow("exercises", "check", beside / "exercises", "--format", "json")
    assert result.exit_code == 1
    first, *_ = json.loads(result.stdout)
    assert (first["line"], first["severity"]) == (3, "warning")


def test_an_unsound_flow_is_told_in_place_of_its_exercises(beside: Path) -> None:
    flow = beside / "flows" / "parking-permit.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("to: zone}", "to: zoen}"))
    result = ssmflow("exercises", "check", beside / "exercises" / "ten-faults.yaml")
    assert result.exit_code == 1
    assert {line.split(":")[0] for line in result.stdout.splitlines()} == {str(flow)}


def test_exercises_that_are_not_there_are_one_line() -> None:
    result = ssmflow("exercises", "check", "nothing.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "nothing.yaml: error: there is no such file\n"


def test_a_draft_is_sound_and_tells_what_no_case_can_visit(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    result = ssmflow("exercises", "draft", "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "6 cases",
        "no path to an outcome takes grant-mandaatbeheerder=terug",
    ]
    flow = load_flow(SHIPPED)
    assert len(load_exercises(file, {flow.id: flow}).cases) == 6
    assert ssmflow("exercises", "check", file).exit_code == 0


def test_two_processes_draft_the_same_bytes() -> None:
    arguments = ("exercises", "draft", FLOWS / "parking-permit.yaml")
    one, other = (process(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "4242"))
    assert one.returncode == 0
    assert one.stdout == other.stdout
    assert one.stdout.startswith("exercises: parking-permit\nflow: parking-permit\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chain"], "'chain' is a variant: exercises are about a flow itself"),
        (["nothing"], "'nothing' is no file, and no flow or variant that is known"),
        (["-o", "Draft 1.yaml"], "'Draft 1.yaml' is no name for exercises"),
        (["-o", "draft.txt"], "'draft.txt' is no name for exercises"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], told: str) -> None:
    result = ssmflow("exercises", "draft", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"ssmflow: error: {told}")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "draft"])
def test_the_help_of_a_command_about_exercises_has_examples(command: str) -> None:
    help_ = ssmflow("exercises", command, "--help").output
    assert help_.startswith(f"Usage: ssmflow exercises {command} ")
    assert f"Examples:\n    ssmflow exercises {command}" in help_


def test_choices_for_which_a_file_has_no_room_are_told(tmp_path: Path) -> None:
    file = tmp_path / "wide.yaml"
    choices = "".join(f"c{n}: {{label: Keuze {n}, to: out}}, " for n in range(202))
    head = "flow: wide\nversion: '1'\nlanguage: nl\ntitle: Breed\nstart: q\nsteps:\n"
    question = f"  q: {{text: Welke?, choices: {{{choices}}}}}\n"
    file.write_text(head + question + "  out: {text: Uit, outcome: stop}\n")
    result = ssmflow("exercises", "draft", file)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "200 cases",
        "no room in one file for 2 choices: q=c200, q=c201",
    ]


def test_a_flow_without_a_question_has_no_draft(tmp_path: Path) -> None:
    file = tmp_path / "alone.yaml"
    head = "flow: alone\nversion: '1'\nlanguage: nl\ntitle: Alleen\nstart: out\nsteps:\n"
    file.write_text(head + "  out: {text: Uit, outcome: stop}\n")
    result = ssmflow("exercises", "draft", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "ssmflow: error: no choice of this flow leads to an outcome\n"
