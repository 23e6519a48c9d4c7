"""Personas: named sets of answers, as YAML or as a table, read with every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from ssmflow.errors import Place, Problem, UnreadableFileError, UnsoundFileError
from ssmflow.flow.check import SLUG
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Persona
from ssmflow.formats.documents import Document, Node, Scalar, compose
from ssmflow.formats.fields import NULLS, Fields, Keys
from ssmflow.formats.known_answers import KnownAnswers
from ssmflow.formats.personas_table import MAXIMUM_CELL, MAXIMUM_PEOPLE, read_table
from ssmflow.formats.yaml_text import as_yaml, text_data

MAXIMUM_BYTES = 1_000_000

Kind = Literal["yaml", "csv"]
YAML_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".csv", ".tsv", ".txt")
PERSONAS_KEYS = Keys(("personas", "people"))
PERSONA_KEYS = Keys(("title",), ("answers",))


@dataclass
class PersonasReading:
    """What reading personas gave.

    Args:
        people: Those that could be read, in the order of the file.
        problems: All that was found, in the order of the file.
    """

    people: tuple[Persona, ...]
    problems: list[Problem]

    @property
    def sound(self) -> bool:
        """Whether no error was found."""
        return all(problem.severity == "warning" for problem in self.problems)


def read_personas_text(
    text: str, name: str, flow: Flow, kind: Kind | None = None, others: Sequence[Flow] = ()
) -> PersonasReading:
    """Read personas that were pasted or uploaded.

    Args:
        text: YAML, or a table of comma-, semicolon- or tab-separated values.
        name: The name that problems tell; its ending tells the kind, where none is given.
        flow: The flow that they answer.
        kind: What the text is; by default as its name or else its shape tells.
        others: Variants of the flow: their questions and choices may be answered too.
    """
    if len(text.encode("utf-8", "replace")) > MAXIMUM_BYTES:
        reason = "it is larger than 1 MB, the most that is read of personas"
        return PersonasReading((), [Problem(reason, place=Place(name, 1, 1))])
    known = KnownAnswers((flow, *others))
    if (kind or _kind_of(text, name)) == "yaml":
        people, problems = _read_yaml(compose(text, name), flow, known)
    else:
        people, problems = read_table(text, name, known)
    return PersonasReading(tuple(people), problems)


def _kind_of(text: str, name: str) -> Kind:
    ending = Path(name).suffix.lower()
    if ending in (*YAML_ENDINGS, *TABLE_ENDINGS):
        return "yaml" if ending in YAML_ENDINGS else "csv"
    starts = ("personas:", "people:")
    return "yaml" if any(line.startswith(starts) for line in text.splitlines()) else "csv"


def decoded(content: bytes, name: str) -> str:
    """Return the text of a personas file, as people's programs write it.

    Args:
        content: UTF-8 or UTF-16 with a byte order mark, UTF-8 without, else Windows-1252.
        name: The file's name.

    Raises:
        UnreadableFileError: It is too large, or none of these.
    """
    if len(content) > MAXIMUM_BYTES:
        raise UnreadableFileError(name, "it is larger than 1 MB, the most that is read of personas")
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(name, "it is no text: save it as CSV in UTF-8")


def read_personas_bytes(path: Path) -> str:
    """Return the text of a personas file.

    Raises:
        UnreadableFileError: It is missing, no file, larger than 1 MB, or no text.
    """
    try:
        with path.open("rb") as stream:
            return decoded(stream.read(MAXIMUM_BYTES + 1), str(path))
    except FileNotFoundError:
        raise UnreadableFileError(str(path), "there is no such file") from None
    except OSError as error:
        raise UnreadableFileError(str(path), f"it cannot be read: {error.strerror}") from None


def read_personas(path: Path, flow: Flow, others: Sequence[Flow] = ()) -> PersonasReading:
    """Read a personas file, YAML or a table, as its ending tells.

    Args:
        path: The file.
        flow: The flow that they answer.
        others: As `read_personas_text` takes them.

    Raises:
        UnreadableFileError: It is missing, no file, larger than 1 MB, or no text.
    """
    return read_personas_text(read_personas_bytes(path), str(path), flow, others=others)


def load_personas(path: Path | str, flow: Flow, others: Sequence[Flow] = ()) -> tuple[Persona, ...]:
    """Return the sound personas of a file.

    Args:
        path: As `read_personas` takes it.
        flow: The flow that they answer.
        others: As `read_personas_text` takes them.

    Raises:
        UnreadableFileError: It is missing, no file, larger than 1 MB, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_personas(Path(path), flow, others)
    if not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.people


def _read_yaml(
    document: Document, flow: Flow, known: KnownAnswers
) -> tuple[list[Persona], list[Problem]]:
    fields = Fields(document, flow.language)
    root = document.root
    if root is None:
        problems = document.problems or [Problem("the file is empty", place=document.place(()))]
        return [], problems
    entries = fields.known(root, "the file", PERSONAS_KEYS)
    of = fields.string(entries.get("personas"), "personas")
    if of and of != flow.id:
        reason = f"these are personas of flow {of!r}, not of {flow.id!r}"
        fields.complain(entries["personas"], reason)
    people = people_of(fields, entries["people"], known) if "people" in entries else []
    problems = [*document.problems, *fields.problems]
    return people, sorted(problems, key=lambda one: one.place or Place(document.file, 1, 1))


def people_of(fields: Fields, node: Node, known: KnownAnswers) -> list[Persona]:
    """Return the personas of a mapping of id to title and answers.

    Args:
        fields: Where problems are collected.
        node: The mapping.
        known: What can be answered.
    """
    entries = fields.entries(node, "people")
    if len(entries) > MAXIMUM_PEOPLE:
        reason = f"there are {len(entries):,} personas; at most {MAXIMUM_PEOPLE:,} are read"
        fields.complain(node, reason)
    some = islice(entries.values(), MAXIMUM_PEOPLE)
    return [_persona(fields, key, value, known) for key, value in some]


def _persona(fields: Fields, name: Scalar, node: Node, known: KnownAnswers) -> Persona:
    if not SLUG.fullmatch(name.value):
        fields.complain(name, f"{name.value!r} is no slug: an id has a-z, 0-9, '-' and '_'")
    entries = fields.known(node, f"persona {name.value!r}", PERSONA_KEYS, name)
    title = entries.get("title")
    text = fields.text(title, "title") if title else Text({fields.language: ""}, fields.language)
    if title and any(len(said) > MAXIMUM_CELL for said in text.by_language.values()):
        fields.complain(title, f"the title is longer than {MAXIMUM_CELL:,} characters")
    answers = fields.entries(entries["answers"], "answers") if "answers" in entries else {}
    given = {key.value: _answer(fields, key, value, known) for key, value in answers.values()}
    return Persona(name.value, text, {question: one for question, one in given.items() if one})


def _answer(fields: Fields, question: Scalar, node: Node, known: KnownAnswers) -> str | None:
    if question.value not in known.choices:
        fields.complain(question, known.unknown_question(question.value))
        return None
    choices = known.choices[question.value]
    if isinstance(node, Scalar):
        unknown = node.plain and node.value in ("", *NULLS)
        if node.value in choices or unknown:
            return node.value if node.value in choices else None
    choice = fields.string(node, f"the answer to {question.value!r}")
    if choice:
        fields.complain(node, known.unknown_choice(question.value, choice))
    return None


def people_data(people: Sequence[Persona]) -> dict[str, Any]:
    """Return personas as plain data in the shape of a file, by id."""
    return {
        persona.id: {"title": text_data(persona.title), "answers": dict(persona.answers)}
        for persona in people
    }


def personas_as_yaml(flow_id: str, people: Sequence[Persona]) -> str:
    """Return personas as the text of a YAML file."""
    return as_yaml({"personas": flow_id, "people": people_data(people)})
