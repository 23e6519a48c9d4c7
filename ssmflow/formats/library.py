"""Where flows stand: the shipped ones, a file, or a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ssmflow.errors import Place, Problem, UnreadableFileError, UnsoundFileError
from ssmflow.flow.model import Flow
from ssmflow.formats.flow_file import Reading, read_flow
from ssmflow.formats.shipped import shipped

ENDINGS = (".yaml", ".yml")
FLOWS_VARIABLE = "SSMFLOW_FLOWS"
"""The environment variable that names the file or folder that `load_flows` reads by default."""


def flows_path(path: Path | None = None) -> Path:
    """Return where flows are read from: what is given, else what SSMFLOW_FLOWS names, else ours."""
    named = os.environ.get(FLOWS_VARIABLE)
    return path or (Path(named) if named else shipped("data") / "flows")


def flow_files(path: Path | None = None) -> list[Path]:
    """Return the flow files that a path names.

    Args:
        path: A file, or a folder whose YAML files are all flows, `glossary.yaml` aside; by default
            as `flows_path` finds it.

    Raises:
        UnreadableFileError: There is nothing there, or a folder without a flow.
    """
    path = flows_path(path)
    try:
        files = sorted(filter(_is_flow_file, path.iterdir())) if path.is_dir() else [path]
    except OSError as error:
        raise UnreadableFileError(str(path), f"it cannot be read: {error.strerror}") from None
    if not files:
        raise UnreadableFileError(str(path), f"the folder holds no flow ({' or '.join(ENDINGS)})")
    return files


def _is_flow_file(file: Path) -> bool:
    return file.suffix in ENDINGS and file.stem != "glossary" and file.is_file()


def load_flows(path: Path | str | None = None) -> Sequence[Flow]:
    """Return the sound flows of a file or folder, at least one.

    Args:
        path: As `flow_files` takes it.

    Raises:
        UnreadableFileError: There is nothing there, or a file is too large or no text.
        UnsoundFileError: Some flow has errors; those of all files are carried.
    """
    files = flow_files(Path(path) if path is not None else None)
    readings = [read_flow(file) for file in files]
    # Flows may share a glossary, and so its problems.
    problems = dict.fromkeys(problem for reading in readings for problem in reading.problems)
    if not all(reading.sound for reading in readings):
        raise UnsoundFileError(str(path or files[0]), problems)
    return [reading.flow for reading in readings if reading.flow]


def sound_readings(files: Iterable[Path], problems: list[Problem]) -> dict[str, Reading]:
    """Return what is read in flow files that are sound, by the id of the flow.

    Args:
        files: The flow files.
        problems: Takes the problems of all files; two flows by one id are one of them.

    Raises:
        UnreadableFileError: A file is too large or no text.
    """
    readings: dict[str, Reading] = {}
    for file in files:
        reading = read_flow(file)
        problems += reading.problems
        if reading.flow and reading.flow.id in readings:
            reason = f"there is a flow {reading.flow.id!r} already, in another file"
            problems.append(Problem(reason, place=Place(str(file), 1, 1)))
        elif reading.flow and reading.sound:
            readings[reading.flow.id] = reading
    return readings
