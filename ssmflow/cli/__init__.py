"""The command line: each command calls one function, and says what it found."""

from __future__ import annotations

import sys
from typing import Any

import click

from ssmflow import __version__
from ssmflow.cli.check import check
from ssmflow.cli.compare import compare_flows
from ssmflow.cli.dead_ends import dead_ends
from ssmflow.cli.decide import decide
from ssmflow.cli.exercises import exercises
from ssmflow.cli.options import WrongUse, forget_unwritten_output
from ssmflow.cli.paths import paths
from ssmflow.cli.people import people
from ssmflow.cli.reach import reach
from ssmflow.cli.report import report
from ssmflow.cli.serve import serve
from ssmflow.cli.shares import shares
from ssmflow.cli.show import show
from ssmflow.cli.walk import walk

__all__ = ["commands"]


class _Commands(click.Group):
    def invoke(self, context: click.Context) -> Any:
        """Tell what the system refuses, such as a full disk or a folder that is not ours."""
        try:
            return super().invoke(context)
        except BrokenPipeError:
            raise
        except OSError as error:
            forget_unwritten_output()
            at = f"{error.filename}: " if error.filename else ""
            raise WrongUse(f"ssmflow: error: {at}{error.strerror or error}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ssmflow")
def commands() -> None:
    """Walk people through a decision tree, and study one.

    Without a file, the commands take the shipped flow.

    \b
    Exit codes: 0 all is well, 1 problems were found, 2 wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows a question mark, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


for command in (
    *(serve, check, show, paths, walk),
    *(people, compare_flows, reach, decide, dead_ends, shares, report),
    exercises,
):
    commands.add_command(command)
