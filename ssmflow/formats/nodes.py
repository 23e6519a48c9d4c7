"""Nodes made from plain data and back, and one merged into another (RFC 7396)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ssmflow.errors import Location
from ssmflow.formats.documents import (
    MAXIMUM_BYTES,
    MAXIMUM_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from ssmflow.formats.fields import NULLS

TRUE = ("true", "True", "TRUE")
NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def nodes_of(data: object, locations: list[Location] | None = None, at: Location = ()) -> Node:
    """Return plain data as nodes.

    Args:
        data: Mappings, lists, texts, whole numbers, True and None, no deeper than a file may be.
        locations: Grows by the location of each node; a node's line is its number in this list,
            counted from 1. So a problem of data that stands in no file is told where it is.
        at: The location of the data itself.
    """
    found = [] if locations is None else locations
    found.append(at)
    line = len(found)
    if isinstance(data, dict):
        made = Mapping(line, 1)
        for name, value in data.items():
            node = nodes_of(value, found, (*at, str(name)))
            made.items[str(name)] = (Scalar(str(name), node.line, 1, plain=False), node)
        return made
    if isinstance(data, list | tuple):
        items = [nodes_of(item, found, (*at, index)) for index, item in enumerate(data)]
        return Sequence(line, 1, items)
    if isinstance(data, str):
        return Scalar(data, line, 1, plain=False)
    return Scalar(_written(data), line, 1, plain=True)


def _written(data: object) -> str:
    if data is None:
        return ""
    return str(data).lower() if isinstance(data, bool) else str(data)


def data_of(node: Node, key: str = "", *, listed: bool = False) -> Any:
    """Return a node as plain data: every scalar a text, but for `restart`, `page` and null.

    Args:
        node: The node.
        key: The key that it stands under.
        listed: Whether it stands in a list, where null removes nothing and so is a text.
    """
    if isinstance(node, Mapping):
        return {
            name: data_of(value, name, listed=listed) for name, (_, value) in node.items.items()
        }
    if isinstance(node, Sequence):
        return [data_of(item, listed=True) for item in node.items]
    if node.plain and (not node.value or (removes(node) and not listed)):
        return None
    if node.plain and key == "restart" and node.value in TRUE:
        return True
    if node.plain and key == "page" and NUMBER.fullmatch(node.value):
        return int(node.value)
    return node.value


def removes(node: Node) -> bool:
    """Tell whether a node of a patch is null."""
    return isinstance(node, Scalar) and node.plain and node.value in ("", *NULLS)


def too_large(data: object) -> str | None:
    """Tell what a file of such data would be refused for; None where there is nothing."""
    size = 0
    for value, depth in _parts(data):
        if depth > MAXIMUM_DEPTH:
            return f"nested deeper than {MAXIMUM_DEPTH} levels"
        size += len(value) + 1 if isinstance(value, str) else 1
        if size > MAXIMUM_BYTES:
            return "it is larger than 5 MB, the most that is read"
    return None


def _parts(data: object) -> Iterator[tuple[object, int]]:
    """Yield every value and key with its depth; it keeps its own stack, whatever the depth."""
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if isinstance(value, dict):
            waiting.extend((part, depth + 1) for part in (*value, *value.values()))
        elif isinstance(value, list | tuple):
            waiting.extend((part, depth + 1) for part in value)


def merged(base: Node | None, patch: Node, at: Node | None = None) -> Node:
    """Return a node after a merge patch: null removes, mappings merge, all else replaces.

    What the patch names has its place in the patch; what it leaves alone has that of the nearest
    entry around it, so that every problem of the result is told where the patch is.

    Args:
        base: What is patched; None where there is nothing yet.
        patch: The patch.
        at: Where the patch's own entry stands; by default the patch itself.
    """
    if not isinstance(patch, Mapping):
        return patch
    result = Mapping(patch.line, patch.column)
    kept = base.items if isinstance(base, Mapping) else {}
    for name, (key, node) in kept.items():
        if name not in patch.items:
            result.items[name] = (_moved_key(key, at or patch), _moved(node, at or patch))
    for name, (key, change) in patch.items.items():
        if not removes(change):
            _, before = kept.get(name, (None, None))
            result.items[name] = (key, merged(before, change, key))
    # A patch adds at the end; what it changes keeps its place among the others.
    order = [name for name in kept if name in result.items]
    result.items = {name: result.items[name] for name in dict.fromkeys([*order, *result.items])}
    return result


def _moved(node: Node, to: Node) -> Node:
    """Return a copy of a node with everything in it at the place of another."""
    if isinstance(node, Scalar):
        return _moved_key(node, to)
    if isinstance(node, Sequence):
        return Sequence(to.line, to.column, [_moved(item, to) for item in node.items])
    result = Mapping(to.line, to.column)
    for name, (key, value) in node.items.items():
        result.items[name] = (_moved_key(key, to), _moved(value, to))
    return result


def _moved_key(key: Scalar, to: Node) -> Scalar:
    return Scalar(key.value, to.line, to.column, key.plain)


def idle_removals(base: Node | None, patch: Mapping) -> Iterator[Scalar]:
    """Yield the keys of a patch that remove what isn't there."""
    kept = base.items if isinstance(base, Mapping) else {}
    for name, (key, change) in patch.items.items():
        if removes(change) and name not in kept:
            yield key
        if isinstance(change, Mapping):
            yield from idle_removals(kept[name][1] if name in kept else None, change)
