"""What `ssmflow people` says of where people stand, and the tables that it writes."""

# ruff: noqa: RUF001 - what is told has typographic quotes and minus signs

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands_run import FLOWS, process, ssmflow
from openpyxl import load_workbook

from ssmflow.analysis.people import stand
from ssmflow.formats.study import load_study
from ssmflow.telling.findings_data import standing_data

PERMIT = FLOWS / "parking-permit.yaml"
PEOPLE = FLOWS.parent / "personas" / "parking.yaml"
TABLE = FLOWS.parent / "personas" / "parking-table.csv"
VARIANT = FLOWS.parent / "variants" / "everyone-parks.yaml"


def test_json_says_what_the_library_says() -> None:
    study = load_study()
    flow, (_, people) = study.flows[0], study.personas["externe-dienstverlener"]
    told = json.loads(process("people", "--format", "json").stdout)
    assert told == [standing_data(stand(flow, persona)) for persona in people]


def test_people_who_are_not_settled_are_told_what_to_ask_next() -> None:
    told = ssmflow("people", PERMIT, "--personas", PEOPLE, "--language", "en").output
    assert "In 1 of the 2 situations the outcome is settled." in told
    assert "What to ask next: 3 · ‘What kind of vehicle do you have?’: from 2 to 1" in told


@pytest.mark.parametrize("arguments", [[PERMIT, "--variant", VARIANT], [VARIANT]])
def test_a_variant_can_be_asked_about(arguments: list[str | Path]) -> None:
    result = ssmflow("people", *arguments, "--personas", PEOPLE, "--format", "json")
    student, _ = json.loads(result.output)
    assert student["ends"] == [{"outcome": "no-permit"}, {"restart": True}]
    assert student["next_question"] == "vehicle"


def test_a_variant_of_another_flow_is_wrong_use() -> None:
    result = ssmflow("people", PERMIT, "--variant", "chain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "one of 'externe-dienstverlener', not of 'parking-permit'" in result.stderr


def test_people_can_be_given_as_a_table() -> None:
    result = ssmflow("people", PERMIT, "--personas", TABLE, "--format", "json")
    assert [one["persona"] for one in json.loads(result.output)] == ["student-op-kot", "bewoner"]


def test_csv_has_a_row_for_each_persona() -> None:
    text = ssmflow("people", PERMIT, "--personas", PEOPLE, "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["Kenmerk"], row["Mogelijke uitkomsten"]) for row in rows] == [
        ("student-op-kot", "1"),
        ("bewoner", "2"),
    ]


def test_a_spreadsheet_has_the_same_rows(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    result = ssmflow("people", PERMIT, "--personas", PEOPLE, "-o", file)
    assert (result.exit_code, result.output) == (0, "")
    sheet = load_workbook(file).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["Kenmerk", "student-op-kot", "bewoner"]


def test_a_file_of_no_known_kind_is_wrong_use(tmp_path: Path) -> None:
    result = ssmflow("people", "-o", tmp_path / "people.doc")
    assert result.exit_code == 2
    assert result.stderr.endswith("must end in .xlsx or .csv\n")


def test_a_table_with_faults_is_refused_with_row_and_column() -> None:
    faulty = FLOWS.parent / "personas" / "faulty" / "five-faults.csv"
    result = ssmflow("people", PERMIT, "--personas", faulty)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{faulty}:2:1: error: " in result.stderr
