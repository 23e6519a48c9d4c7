"""A variant: a flow made from another by a merge patch, read, applied, checked and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ssmflow.errors import Location, Place, Problem, UnsoundFileError
from ssmflow.flow.check import FLOW_SLUG, listed
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Variant
from ssmflow.formats import documents
from ssmflow.formats.documents import Document, Node, compose_bounded, read_document
from ssmflow.formats.fields import Fields, Keys
from ssmflow.formats.flow_data import flow_data
from ssmflow.formats.flow_file import Reading, checked
from ssmflow.formats.nodes import data_of, idle_removals, merged, nodes_of, too_large
from ssmflow.formats.yaml_text import as_yaml, text_data

VARIANT_KEYS = Keys(("variant", "of", "title", "patch"), ("why",))


@dataclass
class VariantReading:
    """What reading a variant gave.

    Args:
        variant: The variant, sound or not; None where the file holds nothing like one.
        flow: The flow after the patch, sound or not; None where there is none.
        problems: All that was found, in the order of the file.
    """

    variant: Variant | None
    flow: Flow | None
    problems: list[Problem]

    @property
    def sound(self) -> bool:
        """Whether there is a variant and its flow, with no error."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return self.variant is not None and self.flow is not None and not errors


def read_variant(path: Path, bases: Mapping[str, Reading]) -> VariantReading:
    """Read a variant file, apply it and check the flow: every problem has its place in this file.

    Args:
        path: The file; its name without ending must be the variant's slug.
        bases: The flows that it may change, by id.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
    """
    return _read(read_document(path), bases, path.stem)


def read_variant_text(text: str, name: str, bases: Mapping[str, Reading]) -> VariantReading:
    """Read a variant that came from no file, as `read_variant` does; its slug may be any.

    Args:
        text: The YAML text.
        name: The name that problems tell.
        bases: The flows that it may change, by id.
    """
    return _read(compose_bounded(text, name), bases, None)


def load_variant(path: Path | str, bases: Mapping[str, Reading]) -> tuple[Variant, Flow]:
    """Return the sound variant of a file, and its flow.

    Args:
        path: As `read_variant` takes it.
        bases: As `read_variant` takes them.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_variant(Path(path), bases)
    if reading.variant is None or reading.flow is None or not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.variant, reading.flow


def apply(base: Reading, variant: Variant) -> Reading:
    """Apply a variant that was made in memory, and check the flow.

    Args:
        base: The flow that it changes.
        variant: The variant; problems have the location in its patch, which begins with "patch".
    """
    at: Location = ("patch",)
    reason = too_large(variant.patch)
    bases = {base.flow.id: base} if base.flow else {}
    if variant.of not in bases or not base.sound:
        return Reading(None, [Problem(_no_base(variant.of, bases), ("of",))])
    if reason:
        return Reading(None, [Problem(reason, at)])
    locations: list[Location] = []
    patch = nodes_of(dict(variant.patch), locations, at)
    reading = patched(base, patch, patch, "")
    reading.problems = [
        replace(problem, location=locations[problem.place.line - 1], place=None)
        for problem in reading.problems
        if problem.place
    ]
    return reading


def patched(base: Reading, patch: Node, at: Node, file: str) -> Reading:
    """Return the flow that a patch makes of another, checked.

    Args:
        base: A sound flow, as it was read.
        patch: The patch; a mapping.
        at: Where it stands: what it leaves alone is told there.
        file: The name that problems tell.
    """
    flow = base.flow
    if flow is None or not isinstance(patch, documents.Mapping):
        return Reading(None)
    root = base.root or nodes_of(flow_data(flow))
    told = list(_misuses(root, patch, file))
    items = {name: entry for name, entry in patch.items.items() if name != "flow"}
    change = documents.Mapping(patch.line, patch.column, items)
    document = Document(file, merged(root, change, at), [])
    reading = checked(document, flow.id, lambda _: (flow.glossary, []))
    reading.problems = in_order([*told, *reading.problems])
    return reading


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems in the order of their file, each once."""
    found = dict.fromkeys(problems)
    return sorted(found, key=lambda problem: problem.place or Place("", 1, 1))


def _misuses(root: Node, patch: documents.Mapping, file: str) -> Iterator[Problem]:
    if "flow" in patch.items:
        key, _ = patch.items["flow"]
        reason = "a variant keeps the id of its flow: leave 'flow' out of the patch"
        yield Problem(reason, place=Place(file, key.line, key.column))
    for key in idle_removals(root, patch):
        reason = f"there is no {key.value!r} here, so nothing is removed"
        yield Problem(reason, (), "warning", Place(file, key.line, key.column))


def _read(document: Document, bases: Mapping[str, Reading], stem: str | None) -> VariantReading:
    fields = Fields(document)
    if document.root is None:
        problems = document.problems or [Problem("the file is empty", place=document.place(()))]
        return VariantReading(None, None, problems)
    entries = fields.known(document.root, "the variant", VARIANT_KEYS)
    of = fields.string(entries.get("of"), "of")
    base = bases.get(of)
    if of and (base is None or base.flow is None or not base.sound):
        fields.complain(entries["of"], _no_base(of, bases))
        base = None
    fields.language = base.flow.language if base and base.flow else ""
    slug = slug_of(fields, entries.get("variant"), "variant", stem)
    variant = variant_of(fields, entries, slug, of)
    reading = Reading(None)
    if base and "patch" in entries:
        reading = patched(base, entries["patch"], key_of(document.root, "patch"), document.file)
    problems = in_order([*document.problems, *fields.problems, *reading.problems])
    return VariantReading(variant, reading.flow, problems)


def slug_of(fields: Fields, node: Node | None, what: str, stem: str | None) -> str:
    """Return the slug of a file's own entry; it must be that of the file, where there is one.

    Args:
        fields: Where problems are collected.
        node: The entry.
        what: How a problem calls it.
        stem: The file's name without its ending; None where any slug will do.
    """
    slug = fields.string(node, what)
    if slug and node is not None and not FLOW_SLUG.fullmatch(slug):
        fields.complain(node, f"{slug!r} is no slug: a {what} has a-z, 0-9 and '-'")
    elif slug and node is not None and stem is not None and slug != stem:
        fields.complain(node, f"{what} {slug!r} must be equal to the file's name, {stem!r}")
    return slug or stem or ""


def variant_of(fields: Fields, entries: Mapping[str, Node], slug: str, of: str) -> Variant:
    """Return the variant that the entries of a mapping tell: its title, why and patch.

    Args:
        fields: Where problems are collected.
        entries: The entries by key.
        slug: Its id.
        of: The id of the flow that it changes.
    """
    patch = entries.get("patch")
    if patch is not None:
        fields.entries(patch, "patch")
    return Variant(
        slug,
        of,
        fields.text(entries["title"], "title") if "title" in entries else Text({"": ""}, ""),
        data_of(patch) if isinstance(patch, documents.Mapping) else {},
        fields.optional_text(entries.get("why"), "why"),
    )


def key_of(root: Node, name: str) -> Node:
    """Return the key of an entry of a mapping; the node itself where there is none."""
    known = isinstance(root, documents.Mapping) and name in root.items
    return root.items[name][0] if isinstance(root, documents.Mapping) and known else root


def _no_base(of: str, bases: Mapping[str, Reading]) -> str:
    if of in bases:
        return f"flow {of!r} has errors of its own: they come first"
    return f"of {of!r} names no flow; there is {listed(bases) or 'none'}"


def variant_as_yaml(variant: Variant) -> str:
    """Return a variant as the text of its file."""
    data = {"variant": variant.id, "of": variant.of, "title": text_data(variant.title)}
    why = {"why": text_data(variant.why)} if variant.why else {}
    return as_yaml({**data, **why, "patch": dict(variant.patch)})
