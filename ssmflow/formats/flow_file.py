"""A flow file: read, checked, and refused with every problem where it is unsound."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssmflow.errors import Place, Problem, UnsoundFileError
from ssmflow.flow.check import check
from ssmflow.flow.model import Flow
from ssmflow.formats.documents import read_document
from ssmflow.formats.flow_reader import FlowReader
from ssmflow.formats.glossary_file import glossary_for, read_glossary


@dataclass
class Reading:
    """What reading a flow file gave.

    Args:
        flow: The flow, sound or not; None where the file holds nothing like one.
        problems: All that was found, in the order of the file.
    """

    flow: Flow | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there is a flow, with no error."""
        return self.flow is not None and all(p.severity == "warning" for p in self.problems)


def read_flow(path: Path, glossary: Path | None = None) -> Reading:
    """Read a flow file and its glossary, and check them: every problem is listed with its place.

    Args:
        path: The file; its name without ending must be the flow's slug.
        glossary: The glossary file; by default as `glossary_for` finds it.

    Raises:
        UnreadableFileError: Either is missing, too large, or no text.
    """
    with _without_collecting():
        return _read_flow(path, glossary)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector away: it would walk all nodes again and again, and free none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_flow(path: Path, glossary: Path | None) -> Reading:
    document = read_document(path)
    reader = FlowReader(document)
    flow = reader.read(path.stem)
    refused = {problem.place for problem in document.problems}
    told = [problem for problem in reader.fields.problems if problem.place not in refused]
    problems = [*document.problems, *told]
    if flow is not None:
        terms, more = read_glossary(glossary or glossary_for(path), flow.language)
        flow = replace(flow, glossary=terms)
        found = (
            replace(problem, place=document.place(problem.location))
            for problem in check(flow, reader.unread)
        )
        problems += [*more, *(problem for problem in found if problem.place not in refused)]
    problems.sort(key=lambda problem: problem.place or Place(str(path), 1, 1))
    return Reading(flow, problems)


def load_flow(path: Path | str, glossary: Path | None = None) -> Flow:
    """Return the sound flow of a file.

    Args:
        path: As `read_flow` takes it.
        glossary: As `read_flow` takes it.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_flow(Path(path), glossary)
    if reading.flow is None or not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.flow
