"""A flow as plain data in the shape of a flow file, and the patch between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssmflow.flow.model import Choice, Flow, Link, Rule, Source, Step, Text
from ssmflow.formats import documents
from ssmflow.formats.documents import Node
from ssmflow.formats.flow_file import Reading


def flow_data(flow: Flow) -> dict[str, Any]:
    """Return a flow as plain data in the shape of a flow file; its glossary is another file.

    Every text is a mapping of language to text; what has its default value is left out.
    """
    return _filled(
        flow=flow.id,
        version=flow.version,
        language=flow.language,
        title=_text(flow.title),
        source=_source(flow.source) if flow.source else None,
        start=flow.start,
        steps={id_: _step(step) for id_, step in flow.steps.items()},
    )


def _filled(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value is not None}


def _text(text: Text | None) -> dict[str, str] | None:
    return dict(text.by_language) if text else None


def _source(source: Source) -> dict[str, Any]:
    return _filled(publisher=_text(source.publisher), title=_text(source.title), url=source.url)


def _step(step: Step) -> dict[str, Any]:
    return _filled(
        page=step.page,
        text=_text(step.text),
        note=_text(step.note),
        terms=list(step.terms) or None,
        choices={id_: _choice(choice) for id_, choice in step.choices.items()} or None,
        outcome=step.outcome,
        links=[_link(link) for link in step.links] or None,
        restart=_text(step.restart),
    )


def _link(link: Link) -> dict[str, Any]:
    return {"label": _text(link.label), "url": link.url}


def _choice(choice: Choice) -> dict[str, Any]:
    return _filled(
        label=_text(choice.label),
        to=_target(choice.rules),
        restart=choice.restart or None,
        basis=None if choice.basis == "source" else choice.basis,
        why=_text(choice.why),
    )


def _target(rules: tuple[Rule, ...]) -> str | list[dict[str, Any]] | None:
    if not rules:
        return None
    if len(rules) == 1 and not rules[0].when:
        return rules[0].to
    return [_filled(when=when_data(rule.when) or None, to=rule.to) for rule in rules]


def when_data(when: Mapping[str, tuple[str, ...]]) -> dict[str, str | list[str]]:
    """Return a condition as a file has it: one choice plain, more as a list."""
    return {
        question: choices[0] if len(choices) == 1 else list(choices)
        for question, choices in when.items()
    }


def patch_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the smallest merge patch (RFC 7396) that makes one the other.

    Args:
        before: Plain data without None.
        after: Plain data without None. A patch says nothing of the order of keys.
    """
    patch: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
        elif before[key] != value:
            both = isinstance(before[key], Mapping) and isinstance(value, Mapping)
            patch[key] = patch_between(before[key], value) if both else value
    return patch


def patch_on(base: Reading, after: Flow) -> dict[str, Any]:
    """Return the patch that makes the flow of a file another, as a variant of it holds it.

    A text that stands plain in the file is replaced as a whole: a mapping would not merge with it.

    Args:
        base: The flow that is changed, as it was read.
        after: The flow that it becomes.
    """
    if base.flow is None:
        raise ValueError("only a flow that was read can be patched")
    changed = flow_data(after)
    patch = patch_between(flow_data(base.flow), changed)
    return _completed(patch, changed, base.root) if base.root else patch


def _completed(patch: dict[str, Any], after: dict[str, Any], node: Node) -> dict[str, Any]:
    items = node.items if isinstance(node, documents.Mapping) else {}
    result: dict[str, Any] = {}
    for key, change in patch.items():
        _, before = items.get(key, (None, None))
        if isinstance(change, dict) and isinstance(before, documents.Mapping):
            result[key] = _completed(change, after[key], before)
        else:
            result[key] = after.get(key) if isinstance(change, dict) else change
    return result
