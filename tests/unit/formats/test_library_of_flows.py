from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.errors import UnreadableFileError, UnsoundFileError
from ssmflow.formats.library import FLOWS_VARIABLE, flow_files, flows_path, load_flows
from ssmflow.formats.shipped import shipped

FLOWS = Path(__file__).parents[2] / "flows"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FLOWS_VARIABLE, raising=False)


def copy(name: str, folder: Path, *, ending: str = ".yaml") -> Path:
    file = folder / f"{name}{ending}"
    file.write_text((FLOWS / f"{name}.yaml").read_text())
    return file


def test_the_shipped_flows_are_loaded_by_default() -> None:
    assert [flow.id for flow in load_flows()] == ["externe-dienstverlener"]


def test_the_environment_names_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOWS_VARIABLE, str(FLOWS))
    assert "parking-permit" in [flow.id for flow in load_flows()]


def test_the_environment_names_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOWS_VARIABLE, str(FLOWS / "smallest.yaml"))
    assert [flow.id for flow in load_flows()] == ["smallest"]


def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOWS_VARIABLE, "")
    assert [flow.id for flow in load_flows()] == ["externe-dienstverlener"]


def test_a_path_that_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOWS_VARIABLE, "/nowhere")
    assert [flow.id for flow in load_flows(str(FLOWS / "smallest.yaml"))] == ["smallest"]


def test_a_folder_s_flows_are_its_yaml_files_by_name_the_glossary_aside(tmp_path: Path) -> None:
    copy("smallest", tmp_path)
    copy("remembered-answer", tmp_path, ending=".yml")
    copy("glossary", tmp_path)
    (tmp_path / "README.md").write_text("geen flow")
    assert [file.name for file in flow_files(tmp_path)] == [
        "remembered-answer.yml",
        "smallest.yaml",
    ]
    assert [flow.id for flow in load_flows(tmp_path)] == ["remembered-answer", "smallest"]


def test_a_folder_named_as_a_flow_is_passed_over(tmp_path: Path) -> None:
    copy("smallest", tmp_path)
    (tmp_path / "archive.yaml").mkdir()
    assert [flow.id for flow in load_flows(tmp_path)] == ["smallest"]


def test_a_folder_without_a_flow_is_told(tmp_path: Path) -> None:
    copy("glossary", tmp_path)
    with pytest.raises(UnreadableFileError, match="the folder holds no flow"):
        load_flows(tmp_path)


def test_a_path_where_nothing_stands_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        load_flows(tmp_path / "nothing")


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("smallest", "restart-ends-a-path"):
        file = copy(name, tmp_path)
        file.write_text(file.read_text().replace("title:", "titel:"))
    with pytest.raises(UnsoundFileError) as refusal:
        load_flows(tmp_path)
    files = [problem.place.file for problem in refusal.value.problems if problem.place]
    assert files == [str(tmp_path / "restart-ends-a-path.yaml"), str(tmp_path / "smallest.yaml")]


def test_a_fault_of_the_glossary_that_flows_share_is_told_once(tmp_path: Path) -> None:
    for name in ("smallest", "restart-ends-a-path"):
        copy(name, tmp_path)
    (tmp_path / "glossary.yaml").write_text("term: {label: Term}\n")
    with pytest.raises(UnsoundFileError) as refusal:
        load_flows(tmp_path)
    assert len(refusal.value.problems) == 1


def test_where_flows_are_read_from_is_what_is_given_else_the_variable_else_the_shipped_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(FLOWS_VARIABLE, raising=False)
    assert flows_path() == shipped("data") / "flows"
    monkeypatch.setenv(FLOWS_VARIABLE, "named.yaml")
    assert flows_path() == Path("named.yaml")
    assert flows_path(Path("given.yaml")) == Path("given.yaml")
