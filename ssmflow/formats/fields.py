"""Reading typed fields from nodes: what is wrong is noted with its place, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar, cast

from ssmflow.errors import Place, Problem
from ssmflow.flow.model import Text
from ssmflow.formats import documents
from ssmflow.formats.documents import Document, Mapping, Node, Scalar

LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""The shape of a language tag (BCP 47, RFC 5646 section 2.1)."""
NULLS = ("~", "null", "Null", "NULL")
"""How YAML writes that there is no value; an id may look like that, a text does not."""

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a mapping must and may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that is allowed."""
        return self.required + self.optional


@dataclass
class Fields:
    """Reads fields of one document and collects what is wrong with them.

    Args:
        document: The document that is read.
        language: The language of its plain texts.
    """

    document: Document
    language: str = ""
    problems: list[Problem] = field(default_factory=list)

    def complain(self, node: Node, message: str) -> None:
        """Note a problem at the place of a node."""
        place = Place(self.document.file, node.line, node.column)
        self.problems.append(Problem(message, place=place))

    def entries(self, node: Node, what: str) -> dict[str, tuple[Scalar, Node]]:
        """Return the entries of a mapping with free keys; nothing where it is none."""
        if isinstance(node, Mapping):
            return node.items
        self.complain(node, f"{what} must be a mapping, {_found(node)}")
        return {}

    def known(
        self, node: Node, what: str, keys: Keys, name: Scalar | None = None
    ) -> dict[str, Node]:
        """Return the entries of a mapping with known keys; note unknown and missing ones.

        A key that resembles one that is missing counts as that one, so that one slip is one error.

        Args:
            node: What should be that mapping.
            what: How a problem calls it.
            keys: The keys that it must and may have.
            name: Its own key, where a missing key is told; by default the mapping itself.
        """
        entries = self.entries(node, what)
        found = {key: value for key, (_, value) in entries.items() if key in keys.all}
        for key, (spot, value) in entries.items():
            if key not in keys.all:
                close = get_close_matches(key, keys.all, n=1, cutoff=0.75)
                hint = f"did you mean {close[0]!r}?" if close else f"allowed are {_listed(keys)}"
                self.complain(spot, f"unknown key {key!r} in {what}; {hint}")
                found |= {meant: value for meant in close if meant not in found}
        for key in keys.required if isinstance(node, Mapping) else ():
            if key not in found:
                self.complain(name or node, f"{what} has no {key!r}")
        return found

    def string(self, node: Node | None, what: str) -> str:
        """Return a text as it stands; empty where it is missing or none."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.complain(node, f"{what} must be a text, {_found(node)}")
            return ""
        if not node.value.strip():
            self.complain(node, f"{what} has no value")
            return ""
        return node.value

    def text(self, node: Node | None, what: str) -> Text:
        """Return a text in one language or more."""
        if not isinstance(node, Mapping):
            if isinstance(node, documents.Sequence):
                self.complain(node, f"{what} must be a text, or one for each language, not a list")
                return Text({self.language: ""}, self.language)
            return Text({self.language: self._said(node, what)}, self.language)
        if not node.items:
            self.complain(node, f"{what} has no value")
        by_language = {}
        for tag, (key, value) in node.items.items():
            if not LANGUAGE_TAG.fullmatch(tag):
                self.complain(key, f"{tag!r} is no language tag such as nl, en or fr-BE")
                continue
            by_language[tag] = self._said(value, f"{what}, {tag},")
        return Text(by_language or {self.language: ""}, self.language)

    def _said(self, node: Node | None, what: str) -> str:
        if isinstance(node, Scalar) and node.plain and node.value in NULLS:
            self.complain(node, f"{what} has no value")
            return ""
        return self.string(node, what)

    def optional_text(self, node: Node | None, what: str) -> Text | None:
        """Return a text, or None where the key was left out."""
        return None if node is None else self.text(node, what)

    def word(self, node: Node | None, what: str, allowed: Sequence[Word]) -> Word | None:
        """Return one of a few words, or None where it is missing or another."""
        value = self.string(node, what)
        if value in allowed:
            return cast(Word, value)
        if value and node is not None:
            self.complain(node, f"{what} {value!r} is not one of {', '.join(allowed)}")
        return None

    def true(self, node: Node, what: str) -> bool:
        """Return True for `true`, the one value allowed."""
        if isinstance(node, Scalar) and node.plain and node.value in ("true", "True", "TRUE"):
            return True
        self.complain(node, f"{what} must be true, or left out")
        return False

    def positive(self, node: Node | None, what: str) -> int | None:
        """Return a whole number from 1, or None where it is missing or another."""
        if node is None:
            return None
        if isinstance(node, Scalar) and node.plain and re.fullmatch(r"[1-9][0-9]{0,8}", node.value):
            return int(node.value)
        self.complain(node, f"{what} must be a whole number from 1")
        return None

    def list(self, node: Node | None, what: str) -> Iterator[Node]:
        """Yield the items of a list; nothing where it is missing or none."""
        if isinstance(node, documents.Sequence):
            yield from node.items
        elif node is not None:
            self.complain(node, f"{what} must be a list, {_found(node)}")


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"not the text {node.value!r}" if node.value else "and has no value"
    return "not a mapping" if isinstance(node, Mapping) else "not a list"


def _listed(keys: Keys) -> str:
    return ", ".join(keys.all)
