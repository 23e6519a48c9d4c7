"""What `ssmflow compare` says and how it exits, so that a team can gate a change on it."""

# ruff: noqa: RUF001 - what is told has typographic quotes and minus signs

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands_run import FLOWS, SHIPPED, process, ssmflow

from ssmflow.analysis.compare import compare
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.study import load_study
from ssmflow.telling.findings_data import comparison_data

PERMIT = FLOWS / "parking-permit.yaml"
VARIANT = FLOWS.parent / "variants" / "everyone-parks.yaml"
PEOPLE = FLOWS.parent / "personas" / "parking.yaml"


def compared(*arguments: str | Path) -> Any:
    return json.loads(process("compare", *arguments, "--format", "json").stdout)


def test_a_path_that_ends_elsewhere_makes_the_exit_code_1() -> None:
    result = process("compare", PERMIT, VARIANT)
    assert (result.returncode, result.stderr) == (1, "")
    assert "Wegen die ergens anders eindigen: 1 van de 8." in result.stdout


def test_the_same_paths_make_the_exit_code_0_though_words_differ(tmp_path: Path) -> None:
    file = tmp_path / "worded.yaml"
    patch = "{steps: {zone: {text: {en: Which zone is yours?}}}}"
    file.write_text(f"variant: worded\nof: parking-permit\ntitle: Anders\npatch: {patch}\n")
    result = process("compare", PERMIT, file, "--language", "en")
    assert (result.returncode, result.stderr) == (0, "")
    assert "All 7 paths end where they ended." in result.stdout
    assert "other text" in result.stdout


def test_json_says_what_the_library_says() -> None:
    study = load_study(PERMIT)
    flow = study.flows[0]
    _, changed = study.variants["everyone-parks"]
    assert compared(PERMIT, VARIANT) == comparison_data(compare(flow, changed))


def test_known_flows_and_variants_are_named_by_their_ids() -> None:
    study = load_study()
    flow, chain = load_flow(SHIPPED), study.variants["chain"][1]
    assert compared("externe-dienstverlener", "chain") == comparison_data(compare(flow, chain))
    assert compared(SHIPPED, "chain")["elsewhere"] == 9


def test_people_who_end_elsewhere_are_told_where_people_are_given() -> None:
    found = compared(PERMIT, VARIANT, "--personas", PEOPLE)
    assert found["people"] == [
        {
            "persona": "student-op-kot",
            "before": [{"outcome": "no-permit"}],
            "after": [{"outcome": "no-permit"}, {"restart": True}],
        }
    ]
    told = ssmflow("compare", PERMIT, VARIANT, "--personas", PEOPLE).output
    assert "Situaties die ergens anders eindigen, of dat kunnen: 1 van de 2." in told


def test_a_smallest_set_of_answers_tells_who_ends_elsewhere() -> None:
    lines = ssmflow("compare", PERMIT, VARIANT, "--language", "en").output.splitlines()
    at = lines.index("Who answers this:")
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [
        "1 · ‘Do you live in the city?’ → No",
        "3 · ‘What kind of vehicle do you have?’ → Back to the beginning",
    ]


def test_markdown_is_a_note_with_tables() -> None:
    note = ssmflow("compare", PERMIT, VARIANT, "--format", "markdown").output
    assert note.startswith("# Vergelijking: Bewonerskaart en Zonder domicilie-eis\n\n## ")
    assert "| 1 · ‘Woon je in de stad?’ → Neen | gewijzigd |" in note


@pytest.mark.parametrize("name", ["nothing", "nothing.yaml"])
def test_what_is_not_there_is_one_line_and_exit_code_2(name: str) -> None:
    result = ssmflow("compare", PERMIT, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_an_unsound_variant_is_refused_with_its_problems() -> None:
    result = ssmflow("compare", PERMIT, FLOWS.parent / "variants" / "faulty" / "no-such-flow.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "names no flow" in result.stderr
