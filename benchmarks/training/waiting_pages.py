"""What it costs that three hundred people and five boards are there, each with a kernel."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from benchmarks.serving.environments import ROOT
from benchmarks.serving.processes import ProcessTree
from benchmarks.training.alone import PASSPHRASE
from benchmarks.training.figures import Plan, spread
from benchmarks.training.places import Place
from benchmarks.training.server import options_of, serving
from ssmflow.training.line import ServiceLine
from ssmflow.training.wire import SERVICE_VARIABLE, Address


def waiting_pages(place: Place, plan: Plan) -> dict[str, Any]:
    """Measure what pages that wait cost, and how soon a board shows that somebody has joined."""
    with serving(*options_of(place)) as server:
        server.tree.rest(20)
        code, session = asyncio.run(_session_of(server.tree))
        told = (server.url, code, session, plan.participants, plan.boards, plan.seconds)
        process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "benchmarks.training.crowd.waiting", *map(str, told)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                return _measured(map(json.loads, process.stdout or ()), server.tree, place)
            finally:
                process.terminate()


def _measured(said: Iterator[dict[str, Any]], tree: ProcessTree, place: Place) -> dict[str, Any]:
    trees = {"server": tree, **({"database": place.tree} if place.tree else {})}
    shares: dict[str, Any] = {}
    before: dict[str, float] = {}
    phase, since, memory = "", 0.0, 0
    for each in said:
        if "phase" not in each:
            answers, heard = spread(each["answers"]), spread(each["heard"])
            return {**shares, "memory": memory, "click to answer": answers, "board": heard}
        now, times = perf_counter(), {name: one.processor_time() for name, one in trees.items()}
        if phase:
            shares[phase] = {name: (times[name] - before[name]) / (now - since) for name in trees}
        if each["phase"] == "newcomers":
            memory = tree.memory()
        # What it took to look is not counted.
        times = {name: one.processor_time() for name, one in trees.items()}
        phase, since, before = each["phase"], perf_counter(), times
    raise RuntimeError("those who waited ended without a word")


async def _session_of(tree: ProcessTree) -> tuple[str, str]:
    """Make a session, over the line that kernels have; return its code and its id."""
    address = next(
        told for process in tree if (told := process.environ().get(SERVICE_VARIABLE)) is not None
    )
    line = ServiceLine(Address.of(address))
    signed_in = (await line.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
    about = {"title": "Wachten", "exercises": "externe-dienstverlener", "version": "1"}
    about |= {"flow": "externe-dienstverlener", "pace": "own"}
    session = (await line.ask("create", sign_in=signed_in, **about))["session"]
    return session["code"], session["id"]
