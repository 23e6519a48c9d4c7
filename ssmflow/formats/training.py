"""What is practised on: flows, and the exercises that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssmflow.errors import Place, Problem, UnsoundFileError
from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.formats.exercises_file import read_exercises
from ssmflow.formats.library import flow_files, sound_readings
from ssmflow.formats.study import files_beside, flow_named_in


@dataclass(frozen=True)
class Training:
    """Flows, and exercises on them.

    Args:
        flows: The flows by id.
        sets: The exercises by id; each is about one of these flows.
    """

    flows: Mapping[str, Flow]
    sets: Mapping[str, Exercises] = field(default_factory=dict)


def load_training(path: Path | str | None = None) -> Training:
    """Return the flows of a file or folder with the exercises that stand beside them.

    The folder `exercises` is looked for beside the flow files, then one folder up. Exercises on a
    flow that isn't loaded are left out.

    Args:
        path: As `load_flows` takes it.

    Raises:
        UnreadableFileError: There is nothing there, or a file is too large or no text.
        UnsoundFileError: Some file has errors; those of all files are carried.
    """
    files = flow_files(Path(path) if path is not None else None)
    problems: list[Problem] = []
    readings = sound_readings(files, problems)
    flows = {name: reading.flow for name, reading in readings.items() if reading.flow}
    sets = _sets_of(flows, files[0], problems)
    if any(problem.severity == "error" for problem in problems):
        raise UnsoundFileError(str(path or files[0]), dict.fromkeys(problems))
    return Training(flows, sets)


def exercises_files(path: Path | None = None) -> list[Path]:
    """Return the files of all exercises that stand beside flow files, by name.

    Args:
        path: As `flow_files` takes it.

    Raises:
        UnreadableFileError: There are no flow files.
    """
    return list(files_beside(flow_files(path)[0], "exercises"))


def _sets_of(
    flows: Mapping[str, Flow], flow_file: Path, problems: list[Problem]
) -> dict[str, Exercises]:
    sets: dict[str, Exercises] = {}
    for file in files_beside(flow_file, "exercises"):
        name = flow_named_in(file, "flow")
        if name is not None and name not in flows:
            continue
        reading = read_exercises(file, flows)
        problems += reading.problems
        if reading.exercises and reading.exercises.id in sets:
            reason = f"there are exercises {reading.exercises.id!r} already, in another file"
            problems.append(Problem(reason, place=Place(str(file), 1, 1)))
        elif reading.exercises:
            sets[reading.exercises.id] = reading.exercises
    return sets
