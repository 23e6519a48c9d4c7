"""Holds a room of visitors for some time, and checks each answer against the walk itself.

python -m benchmarks.serving.room --visitors 100 --minutes 10 --kill-parent
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path

from benchmarks.serving.environments import ROOT, python
from benchmarks.serving.processes import ProcessTree
from benchmarks.serving.servers import (
    SERVERS,
    Running,
    Server,
    end_servers_when_told_to_stop,
    running,
)

PARENT = "ssmflow.serving.forking"
NEWCOMERS = 5  # who arrive after the parent was killed
REPLACED = 30.0  # seconds in which the forking parent is to be replaced


def main() -> None:
    """Serve, hold the room, and say what came of it."""
    end_servers_when_told_to_stop()
    options = _options()
    server = next(each for each in SERVERS if each.name == options.server)
    with running(server) as there:
        there.tree.rest(10)
        told = asyncio.run(_held(there, options))
    print(json.dumps(told, indent=1))
    if options.results:
        options.results.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    sys.exit(bool(told["wrong answers"] or told["lost walks"] or told["failures"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kill-parent", action="store_true", help="kill -9, in the middle")
    parser.add_argument("--server", default="ours", help="the name of one of our servers")
    parser.add_argument("--results", type=Path, help="a file for the results, in JSON")
    return parser.parse_args()


async def _held(there: Running, options: argparse.Namespace) -> dict[str, object]:
    program = [str(python(Server.visitors)), "-m", "benchmarks.serving.crowd.room", there.url]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        *program,
        *(str(options.visitors), str(60 * options.minutes), str(NEWCOMERS)),
        cwd=ROOT,
        env=variables,
        stdout=asyncio.subprocess.PIPE,
    )
    begun = time.monotonic()
    killed: dict[str, object] = {}
    try:
        if options.kill_parent:
            await asyncio.sleep(30 * options.minutes)
            killed = await _without_parent(there.tree)
        said = await process.communicate()
        told: dict[str, object] = json.loads(said[0])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return {"seconds": round(time.monotonic() - begun, 1), **told, **killed}


async def _without_parent(tree: ProcessTree) -> dict[str, object]:
    """Kill the forking parents, and wait until others have taken their place."""
    parents = tree.started(PARENT)
    if not parents:
        return {"killed": [], "replaced after": None}
    for parent in parents:
        parent.kill()
    start = time.monotonic()
    old = {parent.pid for parent in parents}
    while time.monotonic() < start + REPLACED:
        await asyncio.sleep(0.1)
        found = {parent.pid for parent in tree.started(PARENT)} - old
        if len(found) >= len(old):
            return {"killed": sorted(old), "replaced after": round(time.monotonic() - start, 2)}
    return {"killed": sorted(old), "replaced after": None}


if __name__ == "__main__":
    main()
