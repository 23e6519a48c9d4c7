"""The command `ssmflow check`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ssmflow.cli.options import format_option, glossary_option, printable, quiet_pipe
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
    unreadable: dict[str, None] = {}
    for file in _every_file(files or (None,), unreadable):
        try:
            problems.update(dict.fromkeys(read_flow(file, glossary).problems))
        except UnreadableFileError as error:
            unreadable[str(error)] = None
    errors = sum(problem.severity == "error" for problem in problems)
    with quiet_pipe():
        _tell(list(problems), form)
    for message in unreadable:
        click.echo(printable(message), err=True)
    if form == "text" and not unreadable:
        click.echo(
            f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True
        )
    context.exit(2 if unreadable else 1 if errors else 0)


def _every_file(given: Iterable[Path | None], unreadable: dict[str, None]) -> Iterator[Path]:
    for path in given:
        try:
            yield from flow_files(path)
        except UnreadableFileError as error:
            unreadable[str(error)] = None


def _tell(problems: list[Problem], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(printable(str(problem)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _as_data(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": problem.severity,
        "message": problem.message,
    }
