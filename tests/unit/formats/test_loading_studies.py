from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssmflow.errors import UnsoundFileError
from ssmflow.formats.library import FLOWS_VARIABLE
from ssmflow.formats.shipped import shipped
from ssmflow.formats.study import load_study

TESTS = Path(__file__).parents[2]
KINDS = ("variants", "personas", "scenarios")


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FLOWS_VARIABLE, raising=False)


def copy(folder: Path, *kinds: str) -> Path:
    """Copy the parking permit, its glossary, and some kinds of files beside it."""
    for name in ("parking-permit", "glossary"):
        shutil.copy(TESTS / "flows" / f"{name}.yaml", folder)
    for kind in kinds:
        shutil.copytree(TESTS / kind, folder / kind, ignore=shutil.ignore_patterns("faulty"))
    return folder


def test_what_stands_one_folder_up_belongs_to_the_flows() -> None:
    study = load_study(TESTS / "flows")
    assert [flow.id for flow in study.flows] == list(study.readings)
    assert list(study.variants) == ["everyone-parks", "other-words"]
    assert {name: flow for name, (flow, _) in study.personas.items()} == {
        "parking": "parking-permit",
        "parking-table": "parking-permit",
    }
    assert list(study.scenarios) == ["half-park", "inline"]


def test_what_stands_beside_a_flow_goes_before_what_stands_one_folder_up(tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    copy(tmp_path, *KINDS)
    copy(flows)
    assert len(load_study(flows).variants) == 2
    (flows / "variants").mkdir()
    (flows / "personas").mkdir()
    (flows / "scenarios").mkdir()
    assert load_study(flows).variants == {}


def test_flows_may_stand_alone(tmp_path: Path) -> None:
    study = load_study(copy(tmp_path) / "parking-permit.yaml")
    assert [flow.id for flow in study.flows] == ["parking-permit"]
    assert (study.variants, study.personas, study.scenarios) == ({}, {}, {})


def test_what_belongs_to_a_flow_that_is_not_loaded_is_left_out() -> None:
    study = load_study(TESTS / "flows" / "remembered-answer.yaml")
    assert (study.variants, study.personas, study.scenarios) == ({}, {}, {})


def test_the_problems_of_all_files_are_told_at_once_and_each_once(tmp_path: Path) -> None:
    copy(tmp_path, *KINDS)
    for file, slip in {
        "variants/everyone-parks.yaml": ("to: vehicle", "to: nowhere"),
        "personas/parking.yaml": ("zone: a", "zone: q"),
        "scenarios/half-park.yaml": ("ja: 92.5", "ja: 92.6"),
    }.items():
        path = tmp_path / file
        path.write_text(path.read_text(encoding="utf-8").replace(*slip), encoding="utf-8")
    with pytest.raises(UnsoundFileError) as refusal:
        load_study(tmp_path)
    errors = [one for one in refusal.value.problems if one.severity == "error"]
    assert [Path(one.place.file).name for one in errors if one.place] == [
        "everyone-parks.yaml",
        "parking.yaml",
        "half-park.yaml",
    ]


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    copy(tmp_path, "personas")
    shutil.copy(tmp_path / "personas/parking.yaml", tmp_path / "personas/parking-table.yaml")
    with pytest.raises(UnsoundFileError, match="personas named 'parking-table' already"):
        load_study(tmp_path)
    shutil.rmtree(tmp_path / "personas")
    shutil.copy(tmp_path / "parking-permit.yaml", tmp_path / "parking-permit.yml")
    with pytest.raises(UnsoundFileError, match="a flow 'parking-permit' already"):
        load_study(tmp_path)


def test_the_shipped_study_is_sound_and_loaded_by_default() -> None:
    study = load_study()
    assert [flow.id for flow in study.flows] == ["externe-dienstverlener"]
    for kind, loaded in zip(KINDS, (study.variants, study.personas, study.scenarios), strict=True):
        files = {file.stem for file in (shipped("data") / kind).glob("*.*")}
        assert set(loaded) == files


def test_the_environment_names_another_study(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOWS_VARIABLE, str(TESTS / "flows"))
    assert "parking" in load_study().personas
