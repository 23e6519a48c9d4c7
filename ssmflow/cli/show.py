"""The command `ssmflow show`."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text as RichText
from rich.tree import Tree

from ssmflow.cli.options import (
    file_argument,
    format_option,
    language_option,
    one_line,
    printable,
    quiet_pipe,
    the_flow,
    the_language,
)
from ssmflow.cli.output import PipedConsole
from ssmflow.flow.model import Choice, Flow, Rule, Step

DEEPEST = 30
"""Levels of one tree; a branch that goes deeper goes on in a tree of its own."""
LEVEL = 4
"""Columns that a level takes."""
NARROWEST = 36
"""Columns that a text keeps in the deepest level; with none left, rich would leave it out."""
COLOURS = {"act": "green", "refer": "yellow", "stop": "red"}


@click.command
@file_argument
@language_option
@format_option
def show(file: Path | None, language: str | None, form: str) -> None:
    """Draw a flow as a tree; a step that several ways lead to is drawn once.

    \b
    Examples:
      ssmflow show
      ssmflow show my-flow.yaml --language en
      ssmflow show --format json | jq '.steps | length'
    """
    flow = the_flow(file)
    language = the_language(flow, language)
    with quiet_pipe():
        if form == "json":
            click.echo(json.dumps(_as_data(flow, language), ensure_ascii=False, indent=2))
        else:
            _draw(flow, language)


def _draw(flow: Flow, language: str) -> None:
    console = PipedConsole(highlight=False)
    title = one_line(flow.title, language)
    version = printable(flow.version)
    console.print(RichText(f"{title} ({flow.id}, version {version})", "bold"))
    deepest = max(1, min(DEEPEST, (console.width - NARROWEST) // LEVEL))
    for tree in _trees(flow, language, deepest):
        console.print(tree)


def _trees(flow: Flow, language: str, deepest: int) -> Iterator[Tree]:
    """Yield the start's tree, then one for each step that was too deep in another."""
    drawn: set[str] = set()
    roots = deque([flow.start])
    while roots:
        root = roots.popleft()
        if root in drawn:
            continue
        drawn.add(root)
        tree = Tree(_step(flow.steps[root], language))
        open_steps = [(tree, _branches(flow.steps[root], language))]
        while open_steps:
            node, branches = open_steps[-1]
            for label, to in branches:
                if to is None or to in drawn:
                    node.add(label + RichText(f"{to}, above" if to else "restart", "dim"))
                elif to in roots or len(open_steps) > deepest:
                    roots.append(to)
                    node.add(label + RichText(f"{to}, below", "dim"))
                else:
                    drawn.add(to)
                    child = node.add(label + _step(flow.steps[to], language))
                    open_steps.append((child, _branches(flow.steps[to], language)))
                    break
            else:
                open_steps.pop()
        yield tree


def _branches(step: Step, language: str) -> Iterator[tuple[RichText, str | None]]:
    for choice in step.choices.values():
        for rule in choice.rules:
            yield RichText(f"{_choice(choice, rule, language)} → ", "cyan"), rule.to
        if choice.restart:
            yield RichText(f"{one_line(choice.label, language)} → ", "cyan"), None


def _step(step: Step, language: str) -> RichText:
    text = RichText(step.id, "bold")
    if step.outcome:
        text.append(f" [{step.outcome}]", COLOURS[step.outcome])
    return text.append(f": {one_line(step.text, language)}", "default not bold")


def _choice(choice: Choice, rule: Rule, language: str) -> str:
    marks = [f"{name}={'|'.join(choices)}" for name, choices in rule.when.items()]
    if choice.conditional and not rule.when:
        marks.append("else")
    if choice.basis == "reconstructed":
        marks.append("reconstructed")
    return one_line(choice.label, language) + (f" [{', '.join(marks)}]" if marks else "")


def _as_data(flow: Flow, language: str) -> dict[str, Any]:
    return {
        "flow": flow.id,
        "version": flow.version,
        "title": flow.title.in_language(language),
        "languages": list(flow.languages),
        "start": flow.start,
        "steps": {step.id: _step_as_data(step, language) for step in flow.steps.values()},
    }


def _step_as_data(step: Step, language: str) -> dict[str, Any]:
    return {
        "text": step.text.in_language(language),
        "page": step.page,
        "outcome": step.outcome,
        "choices": {
            choice.id: {
                "label": choice.label.in_language(language),
                "to": [{"when": dict(rule.when), "to": rule.to} for rule in choice.rules],
                "restart": choice.restart,
                "basis": choice.basis,
            }
            for choice in step.choices.values()
        },
    }
