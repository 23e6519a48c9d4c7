"""Which files are watched: those that the notebook has read, and none of Python's own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ssmflow.serving.forking.reads import recorded_reads, stamp


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    file = tmp_path / "flow.yaml"
    file.write_text("id: first")
    return file


def test_a_file_that_is_read_is_recorded(flow: Path) -> None:
    with recorded_reads() as reads:
        flow.read_text()
    assert reads == {str(flow): stamp(str(flow))}


def test_a_folder_that_is_listed_is_recorded(flow: Path) -> None:
    with recorded_reads() as reads:
        list(flow.parent.iterdir())
    assert set(reads) == {str(flow.parent)}


def test_a_relative_path_is_recorded_as_what_it_was(
    flow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(flow.parent)
    with recorded_reads() as reads:
        Path("flow.yaml").read_text()
    assert set(reads) == {str(flow)}


def test_a_file_that_is_looked_for_in_vain_is_recorded_as_missing(flow: Path) -> None:
    missing = flow.with_name("glossary.yaml")
    with recorded_reads() as reads, pytest.raises(FileNotFoundError):
        missing.read_text()
    assert reads == {str(missing): None}


def test_what_is_written_is_not_recorded(flow: Path) -> None:
    with recorded_reads() as reads:
        flow.with_name("out").write_text("1")
        os.close(os.open(flow.with_name("more"), os.O_WRONLY | os.O_CREAT))
    assert reads == {}


def test_what_belongs_to_python_is_not_recorded() -> None:
    with recorded_reads() as reads:
        Path(json.__file__).read_text()
        Path(json.__file__).with_name("tool.py").read_text()
    assert reads == {}


def test_nothing_is_recorded_afterwards(flow: Path) -> None:
    with recorded_reads() as reads:
        pass
    flow.read_text()
    assert reads == {}


def test_a_stamp_changes_with_the_file(flow: Path) -> None:
    before = stamp(str(flow))
    flow.write_text("id: second, and longer")
    assert stamp(str(flow)) != before
    flow.unlink()
    assert stamp(str(flow)) is None
