"""The command `ssmflow check`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ssmflow.cli.lookup import bases_of, kind_of
from ssmflow.cli.options import format_option, glossary_option, printable, quiet_pipe
from ssmflow.errors import Problem, UnreadableFileError, UnsoundFileError
from ssmflow.formats.exercises_file import read_exercises
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.library import flow_files
from ssmflow.formats.personas_file import read_personas
from ssmflow.formats.scenario_file import read_scenario
from ssmflow.formats.study import load_study
from ssmflow.formats.variant_file import read_variant


@click.command
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@glossary_option
@format_option
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], glossary: Path | None, form: str
) -> None:
    """List every problem of flow files, each with file, line and column.

    Files of variants, personas, scenarios and exercises are checked too, with the flow that they
    name. A folder stands for all flows in it. Warnings alone leave a flow sound.

    \b
    Examples:
      ssmflow check
      ssmflow check my-flow.yaml
      ssmflow check my-variant.yaml people.csv my-scenario.yaml
      ssmflow check --format json flows/ | jq '.[].message'
    """
    unreadable: dict[str, None] = {}
    files_given = _every_file(files or (None,), unreadable)
    tell_problems(context, files_given, lambda file: _problems(file, glossary), form, unreadable)


def tell_problems(
    context: click.Context,
    files: Iterable[Path],
    problems_of: Callable[[Path], Iterable[Problem]],
    form: str,
    unreadable: dict[str, None],
) -> None:
    """Print the problems of files, each once, and end with the exit code that they mean.

    Args:
        context: The command that ends.
        files: The files.
        problems_of: Reads a file and returns what is wrong with it.
        form: "text" or "json".
        unreadable: What could not be read so far; more is added.
    """
    problems: dict[Problem, None] = {}
    for file in files:
        try:
            problems.update(dict.fromkeys(problems_of(file)))
        except UnsoundFileError as error:
            # What stands beside the file, and is needed to check it, has errors of its own.
            problems.update(dict.fromkeys(error.problems))
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


def _problems(file: Path, glossary: Path | None) -> Iterable[Problem]:
    """Return what is wrong with a file, whichever kind its first key says that it is."""
    match kind_of(file):
        case "variant":
            return read_variant(file, bases_of(file, "of")[0]).problems
        case "scenario":
            return read_scenario(file, load_study(bases_of(file, "flow")[1])).problems
        case "personas":
            base = bases_of(file, "personas")[1]
            study = load_study(base)
            flow = study.readings[base.stem].flow if base.stem in study.readings else None
            flow = flow or study.flows[0]
            return read_personas(file, flow, study.changed(flow.id)).problems
        case "exercises":
            return problems_of_exercises(file)
        case _:
            return read_flow(file, glossary).problems


def problems_of_exercises(file: Path) -> Iterable[Problem]:
    """Return what is wrong with exercises, or with the flow that they name.

    Args:
        file: Their file.

    Raises:
        UnreadableFileError: It or the file of its flow is missing, too large, or no text.
    """
    readings = bases_of(file, "flow")[0]
    unsound = [problem for one in readings.values() if not one.sound for problem in one.problems]
    flows = {id_: one.flow for id_, one in readings.items() if one.flow and one.sound}
    return unsound or read_exercises(file, flows).problems


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
