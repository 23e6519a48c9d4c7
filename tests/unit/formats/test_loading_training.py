from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssmflow.errors import UnreadableFileError, UnsoundFileError
from ssmflow.formats.library import FLOWS_VARIABLE
from ssmflow.formats.training import exercises_files, load_training

TESTS = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FLOWS_VARIABLE, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the parking permit, and its exercises beside it."""
    for name in ("parking-permit", "glossary"):
        shutil.copy(TESTS / "flows" / f"{name}.yaml", tmp_path)
    (tmp_path / "exercises").mkdir()
    shutil.copy(TESTS / "exercises" / "parking.yaml", tmp_path / "exercises")
    return tmp_path


def test_exercises_one_folder_up_belong_to_the_flows() -> None:
    training = load_training(TESTS / "flows")
    assert "remembered-answer" in training.flows
    assert {name: one.flow for name, one in training.sets.items()} == {"parking": "parking-permit"}


def test_exercises_beside_a_flow_belong_to_it(folder: Path) -> None:
    training = load_training(folder / "parking-permit.yaml")
    assert list(training.flows) == ["parking-permit"]
    assert list(training.sets["parking"].cases) == ["mila", "wout"]
    assert exercises_files(folder) == [folder / "exercises" / "parking.yaml"]


def test_exercises_on_a_flow_that_is_not_loaded_are_left_out() -> None:
    assert load_training(TESTS / "flows" / "remembered-answer.yaml").sets == {}


def test_flows_may_have_no_exercises(folder: Path) -> None:
    shutil.rmtree(folder / "exercises")
    assert load_training(folder).sets == {}


def test_the_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    exercises = folder / "exercises" / "parking.yaml"
    text = exercises.read_text(encoding="utf-8")
    exercises.write_text(text.replace("outcome: permit", "outcome: no-permit"), encoding="utf-8")
    shutil.copy(TESTS / "flows" / "faulty" / "one-label-twice.yaml", folder)
    with pytest.raises(UnsoundFileError) as refusal:
        load_training(folder)
    assert {Path(one.place.file).name for one in refusal.value.problems if one.place} == {
        *("one-label-twice.yaml", "parking.yaml")
    }


def test_exercises_that_are_there_twice_are_refused(folder: Path) -> None:
    shutil.copy(folder / "exercises" / "parking.yaml", folder / "exercises" / "parking.yml")
    with pytest.raises(UnsoundFileError, match="there are exercises 'parking' already"):
        load_training(folder)


def test_where_there_is_no_flow_there_is_nothing_to_practise(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="holds no flow"):
        load_training(tmp_path)
