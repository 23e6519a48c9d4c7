"""A flow file: read, checked, and refused with every problem where it is unsound."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssmflow.errors import Place, Problem, UnsoundFileError
from ssmflow.flow.check import check
from ssmflow.flow.model import Flow, Term
from ssmflow.formats.documents import Document, Node, read_document
from ssmflow.formats.flow_reader import FlowReader
from ssmflow.formats.glossary_file import glossary_for, read_glossary


@dataclass
class Reading:
    """What reading a flow file gave.

    Args:
        flow: The flow, sound or not; None where the file holds nothing like one.
        problems: All that was found, in the order of the file.
        root: The outermost node of the file, which a variant's patch is applied to; None where the
            file is no YAML, or the flow came from no file.
    """

    flow: Flow | None
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = field(default=None, repr=False)

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


def _read_flow(path: Path, glossary: Path | None) -> Reading:
    def terms(language: str) -> tuple[dict[str, Term], list[Problem]]:
        return read_glossary(glossary or glossary_for(path), language)

    return checked(read_document(path), path.stem, terms)


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


def checked(
    document: Document,
    slug: str,
    terms: Callable[[str], tuple[Mapping[str, Term], list[Problem]]],
) -> Reading:
    """Turn a document into a flow and check it.

    Args:
        document: The document.
        slug: What the flow's id must be.
        terms: Gives the glossary, and what is wrong with it, for the language of the flow.
    """
    reader = FlowReader(document)
    flow = reader.read(slug)
    refused = {problem.place for problem in document.problems}
    told = [problem for problem in reader.fields.problems if problem.place not in refused]
    problems = [*document.problems, *told]
    if flow is not None:
        glossary, more = terms(flow.language)
        flow = replace(flow, glossary=glossary)
        found = (
            replace(problem, place=document.place(problem.location))
            for problem in check(flow, reader.unread)
        )
        problems += [*more, *(problem for problem in found if problem.place not in refused)]
    problems.sort(key=lambda problem: problem.place or Place(document.file, 1, 1))
    return Reading(flow, problems, document.root)


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
