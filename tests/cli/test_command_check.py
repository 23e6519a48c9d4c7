from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands_run import FLOWS, SHIPPED, ssmflow

TEN_FAULTS = FLOWS / "faulty" / "ten-faults.yaml"
WARNED = FLOWS / "warned" / "single-choice.yaml"
UNSOUND = FLOWS / "faulty" / "one-label-twice.yaml"


def test_a_sound_flow_has_no_problem_and_says_so() -> None:
    result = ssmflow("check", SHIPPED)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 errors, 0 warnings\n"


def test_without_a_file_the_shipped_flow_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ssmflow("check").exit_code == 0
    monkeypatch.setenv("SSMFLOW_FLOWS", str(UNSOUND))
    assert ssmflow("check").exit_code == 1


def test_ten_faults_are_ten_lines_each_with_file_line_and_column() -> None:
    result = ssmflow("check", TEN_FAULTS)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [int(line.removeprefix(f"{TEN_FAULTS}:").split(":")[0]) for line in lines] == [
        *(2, 5, 10, 13, 14, 16, 22, 23, 25, 28)
    ]
    assert lines[3] == f"{TEN_FAULTS}:13:18: error: choices 'a' and 'b' have one label, 'A'"
    assert result.stderr == "10 errors, 0 warnings\n"


def test_warnings_alone_leave_a_flow_sound() -> None:
    result = ssmflow("check", WARNED)
    assert result.exit_code == 0
    assert ": warning: question 'q' has a single choice" in result.stdout
    assert result.stderr == "0 errors, 1 warning\n"


def test_one_error_is_counted_as_one() -> None:
    assert ssmflow("check", UNSOUND).stderr == "1 error, 0 warnings\n"


def test_a_program_reads_the_problems_as_json() -> None:
    result = ssmflow("check", UNSOUND, WARNED, "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert json.loads(result.stdout) == [
        {
            "file": str(UNSOUND),
            "line": 11,
            "column": 21,
            "severity": "error",
            "message": "choices 'ja' and 'neen' have one label, 'Ja'",
        },
        {
            "file": str(WARNED),
            "line": 7,
            "column": 3,
            "severity": "warning",
            "message": "question 'q' has a single choice: there is nothing to choose",
        },
    ]


def test_a_sound_flow_is_an_empty_list_of_json() -> None:
    assert json.loads(ssmflow("check", SHIPPED, "--format", "json").stdout) == []


def test_a_folder_stands_for_every_flow_in_it() -> None:
    result = ssmflow("check", FLOWS / "warned")
    assert result.exit_code == 0
    files = {line.split(":")[0] for line in result.stdout.splitlines()}
    assert files == {str(file) for file in (FLOWS / "warned").glob("*.yaml")}


def test_a_file_given_twice_is_told_once() -> None:
    assert len(ssmflow("check", UNSOUND, UNSOUND.parent / UNSOUND.name).stdout.splitlines()) == 1


def test_what_is_unreadable_does_not_hide_the_problems_of_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"flow: \xff\n")
    (tmp_path / UNSOUND.name).write_text(UNSOUND.read_text())
    result = ssmflow("check", "nothing.yaml", tmp_path)
    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        f"{tmp_path / UNSOUND.name}:11:21"
    ]
    assert result.stderr.splitlines() == [
        "nothing.yaml: error: there is no such file",
        f"{tmp_path / 'a.yaml'}:1: error: it is not UTF-8 text",
    ]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("variants/everyone-parks.yaml", 0),
        ("personas/parking.yaml", 0),
        ("scenarios/half-park.yaml", 0),
        ("personas/faulty/five-faults.yaml", 1),
        ("scenarios/faulty/ten-faults.yaml", 1),
        ("variants/faulty/no-such-flow.yaml", 1),
    ],
)
def test_what_stands_beside_a_flow_is_known_by_its_first_key(file: str, told: int) -> None:
    result = ssmflow("check", FLOWS.parent / file)
    assert result.exit_code == told
    assert bool(result.stdout) == bool(told)


def test_people_of_a_table_are_checked_against_the_shipped_flow(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("title,eid\nIemand,ja\nIemand anders,misschien\n")
    result = ssmflow("check", table)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{table}:3:2: error: column 'eid': 'misschien' is no choice")


def test_a_folder_without_a_flow_is_one_line(tmp_path: Path) -> None:
    result = ssmflow("check", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{tmp_path}: error: the folder holds no flow (.yaml or .yml)\n"


def test_another_glossary_can_be_given(tmp_path: Path) -> None:
    glossary = tmp_path / "words.yaml"
    glossary.write_text("domicilie: {label: Domicilie, meaning: Waar je woont.}\n")
    result = ssmflow("check", FLOWS / "parking-permit.yaml", "--glossary", glossary)
    assert result.exit_code == 1
    told = "error: term 'zone' names nothing: the glossary has domicilie"
    assert [line.split(": ", 1)[1] for line in result.stdout.splitlines()] == [told]


def test_a_glossary_that_is_not_there_is_one_line() -> None:
    result = ssmflow("check", FLOWS / "parking-permit.yaml", "--glossary", "nothing.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "nothing.yaml: error: there is no such file\n"


def test_control_characters_of_a_file_command_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "wild.yaml"
    sound = (FLOWS / "restart-ends-a-path.yaml").read_text().replace("restart-ends-a-path", "wild")
    file.write_text(sound.replace("neen: {", '"\\e[31m": {'))
    result = ssmflow("check", file)
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout


def test_a_chain_of_ten_thousand_steps_is_checked(chain: Path) -> None:
    result = ssmflow("check", chain)
    assert (result.exit_code, result.stderr) == (0, "0 errors, 0 warnings\n")


def test_a_name_that_no_system_takes_keeps_no_other_file_from_being_checked() -> None:
    result = ssmflow("check", "x" * 300, FLOWS / "faulty" / "one-label-twice.yaml")
    assert result.exit_code == 2
    assert "File name too long" in result.stderr
    assert "have one label" in result.stdout
