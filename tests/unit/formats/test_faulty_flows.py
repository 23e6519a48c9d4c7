from __future__ import annotations

from pathlib import Path

import faults_of_keys
import faults_of_meaning
import faults_of_values
import faults_of_yaml
import pytest

from ssmflow.errors import UnsoundFileError
from ssmflow.formats.flow_file import load_flow, read_flow

FAULTY = Path(__file__).parents[2] / "flows" / "faulty"
EXPECTED = {
    **faults_of_keys.EXPECTED,
    **faults_of_meaning.EXPECTED,
    **faults_of_values.EXPECTED,
    **faults_of_yaml.EXPECTED,
}


def problems_of(name: str) -> list[str]:
    file = FAULTY / f"{name}.yaml"
    return [str(problem).removeprefix(f"{file}:") for problem in read_flow(file).problems]


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fault_is_told_once_with_its_line_and_column(name: str) -> None:
    assert problems_of(name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_faulty_file_is_refused(name: str) -> None:
    with pytest.raises(UnsoundFileError):
        load_flow(FAULTY / f"{name}.yaml")


def test_every_faulty_flow_has_its_expectation() -> None:
    assert {file.stem for file in FAULTY.glob("*.yaml")} == {*EXPECTED, "ten-faults"}
