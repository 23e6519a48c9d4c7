"""What can be compared: the flows of the study, its variants, the open one, and opened files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ssmflow.errors import Place, Problem
from ssmflow.flow.model import Flow
from ssmflow.formats.documents import Document, Scalar, compose
from ssmflow.formats.documents import Mapping as MappingNode
from ssmflow.formats.flow_file import Reading, checked
from ssmflow.telling import markdown
from ssmflow.views.lab.lab import Lab

OWN = "own"
LARGEST_FILE = 1_000_000  # bytes
LONGEST_NAME = 60
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    Args:
        key: How the address and the browser call it.
        name: What it is called.
        flow: Its flow.
    """

    key: str
    name: str
    flow: Flow


def sides_of(lab: Lab, files: Mapping[str, tuple[str, Flow]]) -> Mapping[str, Side]:
    """Return all that can be compared, by key.

    Args:
        lab: What the page shows.
        files: The flows of opened files by key, each with the file's name.
    """
    return {side.key: side for side in _sides(lab, files)}


def _sides(lab: Lab, files: Mapping[str, tuple[str, Flow]]) -> Iterator[Side]:
    words, language = lab.words, lab.language
    for flow in lab.flows.values():
        title = markdown.plain(flow.title, language)
        name = words["compare_flow"].format(title=title, version=flow.version)
        yield Side(f"flow.{flow.id}", name, flow)
    if lab.changed and lab.scenario.variant:
        title = markdown.plain(lab.scenario.variant.title, language)
        yield Side(OWN, words["compare_own"].format(title=title), lab.changed)
    for id_, (variant, flow) in lab.variants.items():
        title = markdown.plain(variant.title, language)
        yield Side(f"variant.{id_}", words["compare_variant"].format(title=title), flow)
    for key, (name, flow) in files.items():
        told = words["compare_file"].format(name=name, version=flow.version)
        yield Side(key, told, flow)


def chosen(lab: Lab, sides: Mapping[str, Side]) -> tuple[Side, Side]:
    """Return the two that are compared: by default the flow, and the open variant or a first."""
    first = f"flow.{lab.flow.id}"
    variants = (
        f"variant.{id_}" for id_, (each, _) in lab.variants.items() if each.of == lab.flow.id
    )
    # A change that is not sound yet is no reason to compare with somebody else's.
    second = OWN if OWN in sides else first if lab.scenario.variant else next(variants, first)
    left, right = (lab.view.get(key, "") for key in (LEFT, RIGHT))
    return sides[left if left in sides else first], sides[right if right in sides else second]


def read_file(text: str, name: str, lab: Lab) -> Reading:
    """Read a flow from the text of a file; it may have any slug, and the terms of the page's flow.

    Args:
        text: The text.
        name: The file's name, which problems tell.
        lab: What the page shows.
    """
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        return Reading(None, [Problem(lab.words["compare_too_large"], place=Place(name, 1, 1))])
    document = compose(text, name)
    return checked(document, _slug(document), lambda _: (lab.flow.glossary, []))


def file_name(given: str) -> str:
    """Return the name of a file as it is told: without its folders, and not too long."""
    name = PurePosixPath(given.replace("\\", "/")).name
    return (
        name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}\N{HORIZONTAL ELLIPSIS}"
    ) or "?"


def _slug(document: Document) -> str:
    """Return the flow's own slug: what the file is called when it is opened says nothing."""
    root = document.root
    entry = root.items.get("flow") if isinstance(root, MappingNode) else None
    return entry[1].value if entry and isinstance(entry[1], Scalar) else ""
