"""The command `ssmflow paths`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import urlencode

import click

from ssmflow.cli.options import file_argument, format_option, quiet_pipe, refusals, the_flow
from ssmflow.flow.paths import Path, count_paths
from ssmflow.flow.paths import paths as every_path


@click.command
@file_argument
@click.option("--limit", type=click.IntRange(min=0), help="List so many paths at most.")
@click.option("--count", is_flag=True, help="Only tell how many there are, exactly.")
@format_option
def paths(file: FilePath | None, limit: int | None, count: bool, form: str) -> None:
    """List every complete walk: its answers, and the outcome or restart where it ends.

    As JSON, each line is one object: the answers, and the outcome's id or "restart": true.

    \b
    Examples:
      ssmflow paths
      ssmflow paths my-flow.yaml --count
      ssmflow paths --format json | jq 'select(.outcome == "no-eid").answers'
    """
    flow = the_flow(file)
    if count:
        with refusals():
            number = count_paths(flow)
        click.echo(json.dumps({"paths": number}) if form == "json" else str(number))
        return
    with quiet_pipe():
        for path in islice(every_path(flow), limit):
            click.echo(json.dumps(_as_data(path)) if form == "json" else _as_line(path))


def _as_data(path: Path) -> dict[str, Any]:
    answers: Mapping[str, str] = path.answers
    if path.outcome is None:
        return {"answers": answers, "restart": True}
    return {"answers": answers, "outcome": path.outcome}


def _as_line(path: Path) -> str:
    return f"{urlencode(path.answers)} → {path.outcome or '(restart)'}"
