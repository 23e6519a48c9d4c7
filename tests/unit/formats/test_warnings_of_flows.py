from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.formats.flow_file import load_flow, read_flow

WARNED = Path(__file__).parents[2] / "flows" / "warned"

NEVER_TAKEN = "warning: this rule can never be the one taken, so nothing leads here to"
LACKS = "warning: the text has no"

EXPECTED = {
    "single-choice": ["7:3: warning: question 'q' has a single choice: there is nothing to choose"],
    "not-https": ["12:63: warning: link 'http://example.org' is not https"],
    "source-not-https": ["6:39: warning: link 'http://example.org' is not https"],
    "lacking-language": [
        f"8:11: {LACKS} en; it falls back to 'nl'",
        f"10:19: {LACKS} en; it falls back to 'nl'",
        f"11:21: {LACKS} en; it falls back to 'nl'",
        f"12:13: {LACKS} en; it falls back to 'nl'",
        f"13:13: {LACKS} en; it falls back to 'nl'",
    ],
    "lacking-own-language": [f"8:5: {LACKS} nl; it falls back to 'en'"],
    "shadowed-rule": [f"19:13: {NEVER_TAKEN} 'b'"],
    "last-rule-never-asked": [f"19:13: {NEVER_TAKEN} 'b'"],
    "rule-that-contradicts-the-way": [f"18:13: {NEVER_TAKEN} 'a'"],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_doubt_is_told_with_its_line_and_column_and_refuses_nothing(name: str) -> None:
    file = WARNED / f"{name}.yaml"
    told = [str(problem).removeprefix(f"{file}:") for problem in read_flow(file).problems]
    assert told == EXPECTED[name]
    assert load_flow(file).id == name


def test_every_warned_file_has_its_expectation() -> None:
    assert {file.stem for file in WARNED.glob("*.yaml")} == EXPECTED.keys()
