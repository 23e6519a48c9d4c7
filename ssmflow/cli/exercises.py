"""The commands `ssmflow exercises check` and `ssmflow exercises draft`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ssmflow.cli.check import problems_of_exercises, tell_problems
from ssmflow.cli.lookup import find_flow
from ssmflow.cli.options import WrongUse, format_option, printable, quiet_pipe, refusals
from ssmflow.errors import UnreadableFileError
from ssmflow.flow.check import FLOW_SLUG, listed
from ssmflow.formats.exercises_yaml import exercises_as_yaml
from ssmflow.formats.library import ENDINGS
from ssmflow.formats.training import exercises_files
from ssmflow.training.covering import Answer
from ssmflow.training.draft import Draft
from ssmflow.training.draft import draft as draft_of


@click.group
def exercises() -> None:
    """Check cases to practise on, and propose some."""


@exercises.command
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@format_option
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], form: str) -> None:
    """List every problem of exercises, each with file, line and column.

    Each case is walked: its truth must lead where it says, and its story must hold the words that
    tell it. Without a file, the exercises beside the known flows are checked. A folder stands for
    all exercises in it.

    \b
    Examples:
      ssmflow exercises check
      ssmflow exercises check my-exercises.yaml
    """
    unreadable: dict[str, None] = {}
    every = _every_file(files, unreadable)
    tell_problems(context, every, problems_of_exercises, form, unreadable)


def _every_file(given: Iterable[Path], unreadable: dict[str, None]) -> Sequence[Path]:
    if not given:
        try:
            return exercises_files()
        except UnreadableFileError as error:
            unreadable[str(error)] = None
            return []
    found: list[Path] = []
    for path in given:
        try:
            found += _in_folder(path) if path.is_dir() else [path]
        except OSError as error:
            unreadable[f"{path}: error: it cannot be read: {error.strerror}"] = None
    return found


def _in_folder(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.suffix in ENDINGS and file.is_file()]


@exercises.command
@click.argument("flow", required=False)
@click.option(
    "-o", "--output", help="The file to write, which ends in .yaml; by default standard output."
)
def draft(flow: str | None, output: str | None) -> None:
    """Propose cases that together visit every choice that leads to an outcome.

    FLOW is a flow file, or the id of a known flow; by default the shipped one. The stories say
    each answer in the flow's own words: tell them as a caller would, and add hints.

    \b
    Examples:
      ssmflow exercises draft
      ssmflow exercises draft my-flow.yaml -o exercises/my-flow.yaml
    """
    slug = None if output is None else _slug(Path(output))
    found = find_flow(flow)
    if found.variant:
        reason = f"{found.variant.id!r} is a variant: exercises are about a flow itself"
        raise WrongUse(f"ssmflow: error: {reason}")
    with refusals():
        made = draft_of(found.flow, slug)
    if not made.exercises.cases:
        raise WrongUse("ssmflow: error: no choice of this flow leads to an outcome")
    text = exercises_as_yaml(made.exercises)
    if output is None:
        with quiet_pipe():
            click.echo(text, nl=False)
    else:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    _tell(made)


def _slug(file: Path) -> str:
    """Return the slug of exercises in a file: its name without ending.

    Raises:
        WrongUse: No exercises can be named so.
    """
    if file.suffix not in ENDINGS or not FLOW_SLUG.fullmatch(file.stem):
        reason = "is no name for exercises: a-z, 0-9 and '-', and .yaml behind it"
        raise WrongUse(f"ssmflow: error: {file.name!r} {reason}")
    return file.stem


def _tell(made: Draft) -> None:
    cases = len(made.exercises.cases)
    click.echo(f"{cases} {'case' if cases == 1 else 'cases'}", err=True)
    if made.uncoverable:
        told = f"no path to an outcome takes {_listed(made.uncoverable)}"
        click.echo(printable(told), err=True)
    if made.left_out:
        told = f"no room in one file for {len(made.left_out):,} choices: {_listed(made.left_out)}"
        click.echo(printable(told), err=True)


def _listed(answers: Iterable[Answer]) -> str:
    return listed("=".join(answer) for answer in answers)
