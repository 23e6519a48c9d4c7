"""The command `ssmflow check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ssmflow.cli.options import format_option, glossary_option
from ssmflow.errors import Problem, UnreadableFileError
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.library import flow_files


@click.command
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@glossary_option
@format_option
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], glossary: Path | None, form: str
) -> None:
    """List every problem of flow files, each with file, line and column.

    A folder stands for all flows in it. Warnings alone leave a flow sound.

    \b
    Examples:
      ssmflow check
      ssmflow check my-flow.yaml
      ssmflow check --format json flows/ | jq '.[].message'
    """
    problems: dict[Problem, None] = {}
    unreadable: list[str] = []
    for file in files or (None,):
        try:
            for each in flow_files(file):
                problems.update(dict.fromkeys(read_flow(each, glossary).problems))
        except UnreadableFileError as error:
            unreadable.append(str(error))
    _tell(list(problems), form)
    for message in unreadable:
        click.echo(message, err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    context.exit(2 if unreadable else 1 if errors else 0)


def _tell(problems: list[Problem], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)


def _as_data(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": problem.severity,
        "message": problem.message,
    }
