"""The command `ssmflow walk`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ssmflow.cli.options import (
    WrongUse,
    format_option,
    language_option,
    of_address,
    one_line,
    quiet_pipe,
    refusals,
    the_flow,
    the_language,
)
from ssmflow.flow.address import replay
from ssmflow.flow.walk import Passage, Walk
from ssmflow.formats.exports import passage_as_data


@click.command
@click.argument("file_and_answers", nargs=-1, metavar="[FILE] ANSWERS")
@language_option
@format_option
def walk(file_and_answers: tuple[str, ...], language: str | None, form: str) -> None:
    """Say where answers lead: the step, the trace, and what is still reachable.

    ANSWERS are question=choice pairs joined by '&', in any order, as they stand in the address of
    the walk page; a whole address will do. Those that the walk does not pass are kept, not counted.
    Where rules relate too many answers to follow them all, what is reachable is an upper bound, and
    "exact" is false.

    \b
    Examples:
      ssmflow walk 'role=mandaatbeheerder&eid=ja'
      ssmflow walk my-flow.yaml 'resident=ja&vehicle=auto'
      ssmflow walk my-flow.yaml ''
      ssmflow walk 'role=mandaatbeheerder' --format json | jq .reachable
    """
    file, answers = _divide(file_and_answers)
    flow = the_flow(file)
    language = the_language(flow, language)
    replayed = replay(flow, of_address(answers))
    if replayed.ignored:
        raise WrongUse("\n".join(f"ssmflow: error: {reason}" for reason in replayed.ignored))
    with refusals():
        found = _as_data(replayed.walk, language)
    with quiet_pipe():
        if form == "json":
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_as_lines(replayed.walk, found, language)))


def _divide(arguments: tuple[str, ...]) -> tuple[Path | None, str]:
    """Tell the file from the answers: one argument is a file unless it has a '=' or is empty."""
    match arguments:
        case (file, answers):
            return Path(file), answers
        case (answers,) if "=" in answers or not answers:
            return None, answers
        case (file,):
            return Path(file), ""
        case ():
            return None, ""
        case _:
            raise click.UsageError("give a file and answers; quote the answers, for their '&'")


def _as_data(walk: Walk, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "step": walk.current.id,
        "outcome": walk.current.outcome,
        "trace": [passage_as_data(passage, language) for passage in walk.trace],
        "unused": dict(walk.unused),
        "reachable": [step for step in walk.flow.steps if step in walk.reachable],
    }
    if walk.restarted:
        found["restart"] = True
    if not walk.ahead.exact:
        found["exact"] = False
    return found


def _as_lines(walk: Walk, found: dict[str, Any], language: str) -> list[str]:
    lines = [_passage(passage, language) for passage in walk.trace]
    if walk.restarted:
        lines.append("(these answers end in a restart, which clears them)")
    kind = f" ({walk.current.outcome})" if walk.current.outcome else ""
    lines.append(f"{walk.current.id}{kind}: {one_line(walk.current.text, language)}")
    if walk.unused:
        unused = ", ".join(f"{name}={choice}" for name, choice in walk.unused.items())
        lines.append(f"unused: {unused}")
    if found["reachable"]:
        most = "" if walk.ahead.exact else ", at most"
        lines.append(f"reachable{most}: {', '.join(found['reachable'])}")
    return lines


def _passage(passage: Passage, language: str) -> str:
    question, choice, rule = passage.question, passage.choice, passage.rule
    line = f"{question.id}={choice.id} ({one_line(choice.label, language)}) → {rule.to}"
    if choice.conditional:
        named = [f"{name}={'|'.join(choices)}" for name, choices in rule.when.items()]
        line += f", because {' and '.join(named) or 'no other rule holds'}"
    return line + (", reconstructed" if choice.basis == "reconstructed" else "")
