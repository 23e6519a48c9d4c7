"""What several commands share: their file, their format, how they refuse."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ssmflow.errors import FileError, SsmflowError, UnsoundFileError
from ssmflow.flow.model import Flow, Text
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.library import flow_files

CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

file_argument: Decorator = click.argument("file", required=False, type=click.Path(path_type=Path))
format_option: Decorator = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
glossary_option: Decorator = click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    help="The glossary; by default glossary.yaml beside the flow or one folder up.",
)
language_option: Decorator = click.option(
    "--language", help="The language of the texts; by default the flow's own."
)

personas_option: Decorator = click.option(
    "--personas",
    type=click.Path(path_type=Path),
    help="The people: a YAML file, or a table of comma-separated values.",
)
RESTART = "restart"


class WrongUse(click.ClickException):
    """Ends a command with exit code 2 and what is wrong on standard error, one line each."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print what is wrong."""
        click.echo(printable(self.message), err=True, file=file)


class Unsound(WrongUse):
    """Ends a command with exit code 1 and the problems of the flow that it was given."""

    exit_code = 1


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the library refuses into a clear message and an exit code."""
    try:
        yield
    except UnsoundFileError as error:
        raise Unsound(str(error)) from None
    except FileError as error:
        raise WrongUse(str(error)) from None
    except SsmflowError as error:
        raise WrongUse(f"ssmflow: error: {error}") from None


def the_flow(file: Path | None, glossary: Path | None = None) -> Flow:
    """Return the flow of a file; without one, the shipped flow.

    Raises:
        WrongUse: There is no such file, it is unsound, or a folder holds more than one.
    """
    with refusals():
        files = flow_files(file)
        if len(files) > 1:
            names = ", ".join(each.name for each in files)
            folder = files[0].parent
            raise WrongUse(f"ssmflow: error: {folder} holds several flows; name one of {names}")
        return load_flow(files[0], glossary)


def the_language(flow: Flow, language: str | None) -> str:
    """Return the language asked for, else the flow's own.

    Raises:
        WrongUse: The flow has no such language.
    """
    if language is not None and language not in flow.languages:
        known = ", ".join(flow.languages)
        raise WrongUse(f"ssmflow: error: flow {flow.id!r} has no {language!r}; it has {known}")
    return language or flow.language


def an_end(flow: Flow, name: str | None) -> str | None:
    """Return the end that a name stands for: an outcome's id, or None for a restart.

    Raises:
        WrongUse: The flow has no such outcome.
    """
    outcomes = [step.id for step in flow.steps.values() if step.outcome]
    if name is None or (name == RESTART and name not in outcomes):
        return None
    if name not in outcomes:
        known = ", ".join(outcomes)
        reason = f"flow {flow.id!r} has no outcome {name!r}; it has {known}, and {RESTART}"
        raise WrongUse(f"ssmflow: error: {reason}")
    return name


def of_address(answers: str) -> str:
    """Return the answers of an address that was copied whole, without what stands beside them."""
    parts = answers.rpartition("#")[2].split("&")
    return "&".join(part for part in parts if not part.startswith("~"))


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Let who reads the output stop when they have seen enough, without a word about it."""
    try:
        yield
    except BrokenPipeError:
        forget_unwritten_output()


def forget_unwritten_output() -> None:
    """Leave nothing for Python to write as it ends that cannot be written: it would say so."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def one_line(text: Text, language: str) -> str:
    """Return a text on one line, as a terminal may show it."""
    return printable(" ".join(text.in_language(language).split()))


def printable(text: str) -> str:
    """Return what a terminal shows of a text: a control character in it commands nothing."""
    return CONTROL_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
