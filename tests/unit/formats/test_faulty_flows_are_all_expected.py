from __future__ import annotations

from pathlib import Path

from test_faults_of_keys import EXPECTED as OF_KEYS
from test_faults_of_meaning import EXPECTED as OF_MEANING
from test_faults_of_values import EXPECTED as OF_VALUES
from test_faults_of_yaml import EXPECTED as OF_YAML

FAULTY = Path(__file__).parents[2] / "flows" / "faulty"


def test_every_faulty_flow_has_its_expectation() -> None:
    named = {*OF_KEYS, *OF_MEANING, *OF_VALUES, *OF_YAML, "ten-faults"}
    assert {file.stem for file in FAULTY.glob("*.yaml")} == named
