"""Tiny flows as models, for tests: texts are their ids, and no file is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

When: TypeAlias = Mapping[str, tuple[str, ...]]
Target: TypeAlias = str | list[tuple[When, str]] | None
"""A step, None for a restart, or rules: each its condition and its step."""


def text(words: str) -> Text:
    return Text({"nl": words}, "nl")


def choice(id_: str, target: Target) -> Choice:
    if target is None:
        return Choice(id_, text(id_), restart=True)
    rules = [({}, target)] if isinstance(target, str) else target
    return Choice(id_, text(id_), tuple(Rule(to, dict(when)) for when, to in rules))


def step(id_: str, choices: Mapping[str, Target]) -> Step:
    made = {name: choice(name, target) for name, target in choices.items()}
    return Step(id_, text(id_), made, outcome=None if made else "stop")


def flow(start: str, steps: Mapping[str, Mapping[str, Target]]) -> Flow:
    """Return a flow of steps: each a mapping of choice to target, empty for an outcome."""
    made = {id_: step(id_, choices) for id_, choices in steps.items()}
    return Flow("tiny", "1", "nl", text("tiny"), start, made)


def shared_question() -> Flow:
    """Return a flow whose last question is shared, and whose first answer decides after it."""
    return flow(
        "first",
        {
            "first": {"a": "shared", "b": "extra", "c": "shared"},
            "extra": {"ja": "shared", "neen": "shared"},
            "shared": {
                "door": [
                    ({"first": ("a",)}, "out-a"),
                    ({"first": ("b", "c"), "extra": ("ja",)}, "out-b"),
                    ({}, "out-other"),
                ],
                "terug": None,
            },
            "out-a": {},
            "out-b": {},
            "out-other": {},
        },
    )
