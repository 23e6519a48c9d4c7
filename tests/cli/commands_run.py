"""How these tests run the command: inside the test, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from ssmflow.cli import commands

REPOSITORY = Path(__file__).parents[2]
FLOWS = REPOSITORY / "tests" / "flows"
SHIPPED = REPOSITORY / "data" / "flows" / "externe-dienstverlener.yaml"


def ssmflow(*arguments: str | Path) -> Result:
    """Run the command inside the test; what it did not mean to raise fails the test."""
    result = CliRunner().invoke(commands, [*map(str, arguments)], prog_name="ssmflow")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(
    *arguments: str | Path, program: tuple[str, ...] = ("-m", "ssmflow"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a process, with its output read as UTF-8."""
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
