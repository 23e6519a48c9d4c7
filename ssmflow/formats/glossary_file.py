"""A glossary file: the terms that the steps of flows use."""

from __future__ import annotations

from pathlib import Path

from ssmflow.errors import Problem
from ssmflow.flow.check import SLUG
from ssmflow.flow.model import Term
from ssmflow.formats.documents import Node, Scalar, read_document
from ssmflow.formats.fields import Fields, Keys
from ssmflow.formats.shipped import shipped

TERM_KEYS = Keys(("label", "meaning"), ("url",))


def glossary_for(flow_file: Path) -> Path:
    """Return the glossary of a flow file: beside it, else one folder up, else the shipped one."""
    beside = (folder / "glossary.yaml" for folder in flow_file.absolute().parents[:2])
    return next((file for file in beside if file.is_file()), shipped("data") / "glossary.yaml")


def read_glossary(path: Path, language: str) -> tuple[dict[str, Term], list[Problem]]:
    """Read a glossary file; return its terms by id, and every problem with its place.

    Args:
        path: The file.
        language: The language of its plain texts: that of the flow that uses it.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
    """
    document = read_document(path)
    fields = Fields(document, language)
    entries = fields.entries(document.root, "the glossary") if document.root else {}
    terms = {id_: _term(fields, key, value) for id_, (key, value) in entries.items()}
    return terms, [*document.problems, *fields.problems]


def _term(fields: Fields, name: Scalar, node: Node) -> Term:
    if not SLUG.fullmatch(name.value):
        fields.complain(name, f"{name.value!r} is no slug: an id has a-z, 0-9, '-' and '_'")
    entries = fields.known(node, f"term {name.value!r}", TERM_KEYS, name)
    return Term(
        name.value,
        fields.text(entries.get("label"), "label"),
        fields.text(entries.get("meaning"), "meaning"),
        fields.string(entries.get("url"), "url") or None,
    )
