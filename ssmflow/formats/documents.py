"""A YAML file as nodes with marks: every scalar a text, nothing guessed, nothing lost.

YAML's usual loaders turn `no` into a boolean, `012` into a number and a repeated key into the last
one, and follow aliases without end. So the file is composed here from the parser's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from ssmflow.errors import Location, Place, Problem, UnreadableFileError

MAXIMUM_BYTES = 5_000_000
MAXIMUM_DEPTH = 32
STRING_TAG = "tag:yaml.org,2002:str"

CONTROL_CHARACTER = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow in a stream (YAML 1.1, section 5.1)."""

# The parser in C: some ten times as fast, and the only one that reads `{nl: Echt?, en: Really?}`.
LOADER = yaml.CSafeLoader

Node: TypeAlias = "Scalar | Sequence | Mapping"


@dataclass(slots=True)
class Scalar:
    """A text, with its place; `plain` where it stood without quotes."""

    value: str
    line: int
    column: int
    plain: bool


@dataclass(slots=True)
class Sequence:
    """A list of nodes, with its place."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Pairs of key and value, with its place; of a repeated key the first stays."""

    line: int
    column: int
    items: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass
class Document:
    """A file that was read as YAML.

    Args:
        file: Its name, as it is told in problems.
        root: Its outermost node; None where the file is empty or is no YAML.
        problems: What was wrong with it as YAML.
    """

    file: str
    root: Node | None
    problems: list[Problem]

    def place(self, location: Location) -> Place:
        """Return where a location is: a mapping's entry at its key, all else at its value."""
        node, line, column = self.root, 1, 1
        for key in location:
            spot: Node
            if isinstance(node, Mapping) and key in node.items:
                name, node = node.items[str(key)]
                spot = node if isinstance(node, Scalar) else name
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                spot = node = node.items[key]
            else:
                break
            line, column = spot.line, spot.column
        return Place(self.file, line, column)


def read_document(path: Path, most: int = MAXIMUM_BYTES) -> Document:
    """Read a YAML file.

    Args:
        path: The file.
        most: The bytes that are read at most, whole megabytes.

    Raises:
        UnreadableFileError: It is missing, no file, too large, or not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFileError(str(path), "it is no file")
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise UnreadableFileError(str(path), "there is no such file") from None
    except OSError as error:
        raise UnreadableFileError(str(path), f"it cannot be read: {error.strerror}") from None
    if len(content) > most:
        raise UnreadableFileError(str(path), _larger_than(most))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(f"{path}:{line}", "it is not UTF-8 text") from None
    return compose(text, str(path))


def compose(text: str, file: str) -> Document:
    """Compose the nodes of a YAML text, and list what the formats here refuse in it.

    Args:
        text: The YAML text.
        file: The name that problems tell.
    """
    composer = _Composer(file)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            composer.take(event)
    except _RefusedError:
        composer.root = None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        # Half of a surrogate pair, which a text from a browser may hold, has no UTF-8.
        composer.root = None
        composer.problems.append(_syntax_problem(error, text, file))
    return Document(file, composer.root, composer.problems)


def compose_bounded(text: str, file: str, most: int = MAXIMUM_BYTES) -> Document:
    """Compose a text that came from no file, and refuse one that is larger than a file may be.

    Args:
        text: The YAML text.
        file: The name that problems tell.
        most: The bytes that are read at most, whole megabytes.
    """
    if len(text.encode("utf-8", "replace")) <= most:
        return compose(text, file)
    return Document(file, None, [Problem(_larger_than(most), place=Place(file, 1, 1))])


def _larger_than(most: int) -> str:
    return f"it is larger than {most // 1_000_000} MB, the most that is read"


class _RefusedError(Exception):
    """The rest of the file makes no sense any more."""


class _Composer:
    """Builds nodes from events, with a stack of its own: a file may be nested to any depth."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            line, column = self._check(event)
            if event.tag not in (None, "!", STRING_TAG):
                self._refuse(event, f"a tag ({event.tag}) is no part of the format")
            self._place(Scalar(event.value, line, column, not event.style))
        elif isinstance(event, yaml.MappingStartEvent):
            self._push(Mapping(*self._check(event)), event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._push(Sequence(*self._check(event)), event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._place_closed(self._open.pop())
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"an alias (*{event.anchor}) is refused: write the value out")
            self._place(Scalar("", *_spot(event), plain=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document ('---'): a file holds one")
                raise _RefusedError

    def _check(self, event: yaml.NodeEvent) -> tuple[int, int]:
        if event.anchor is not None:
            self._refuse(event, f"an anchor (&{event.anchor}) is refused: write the value out")
        return _spot(event)

    def _push(self, node: Sequence | Mapping, event: yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, "!") and not event.implicit:
            self._refuse(event, f"a tag ({event.tag}) is no part of the format")
        if len(self._open) >= MAXIMUM_DEPTH:
            self._refuse(event, f"nested deeper than {MAXIMUM_DEPTH} levels")
            raise _RefusedError
        self._open.append(node)
        self._keys.append(None)

    def _place_closed(self, node: Sequence | Mapping) -> None:
        self._keys.pop()
        self._place(node)

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(node)
        else:
            key = self._keys[-1]
            self._keys[-1] = None
            if key.value in parent.items:
                first = parent.items[key.value][0].line
                self._add(f"key {key.value!r} was given already, in line {first}", key)
            else:
                parent.items[key.value] = (key, node)

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self._add("a key is a text, not a list or a mapping", node)
        return Scalar(f"?{node.line}:{node.column}", node.line, node.column, plain=False)

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self._add(message, Scalar("", *_spot(event), plain=True))

    def _add(self, message: str, node: Node) -> None:
        self.problems.append(Problem(message, place=Place(self.file, node.line, node.column)))


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_problem(error: Exception, text: str, file: str) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        return Problem(f"this is no YAML: {error.problem}", place=place)
    place = _place_of_control_character(text, file)
    return Problem("this is no YAML: a control character is not allowed", place=place)


def _place_of_control_character(text: str, file: str) -> Place:
    found = CONTROL_CHARACTER.search(text)
    before = text[: found.start()] if found else ""
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
