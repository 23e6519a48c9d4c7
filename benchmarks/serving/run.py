"""Measures every server in one run: python -m benchmarks.serving.run.

With --tables, writes the page and the picture anew from results that are there.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.serving.browser import chromium
from benchmarks.serving.environments import ROOT, version
from benchmarks.serving.figures import QUICK, Plan, kept, tasks
from benchmarks.serving.pages import write
from benchmarks.serving.route import first_heading, moves
from benchmarks.serving.servers import SERVERS, Server, end_servers_when_told_to_stop
from benchmarks.serving.table import tables

RESULTS = ROOT / "docs" / "performance.json"


def main() -> None:
    """Measure, keep the results, and write the tables and the plot."""
    end_servers_when_told_to_stop()
    options = _options()
    if options.tables:
        write(json.loads(options.results.read_text("utf-8")))
        return
    plan = QUICK if options.quick else Plan()
    chosen = [server for server in SERVERS if not options.only or server.name in options.only]
    with chromium() as browser:
        found = {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "machine": machine(),
            "chromium": browser.version,
            "quick": options.quick,
            "servers": {server.name: _measured(server, plan, browser) for server in chosen},
        }
    options.results.write_text(as_json(found), "utf-8")
    if options.results == RESULTS:
        write(found)
    else:
        print(tables(found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=lambda text: text.split(","), help="names, with commas")
    parser.add_argument("--quick", action="store_true", help="few of everything: does it work?")
    parser.add_argument("--results", type=Path, default=RESULTS, help="elsewhere: no page")
    parser.add_argument("--tables", action="store_true", help="measure nothing")
    return parser.parse_args()


def _measured(server: Server, plan: Plan, browser: Browser) -> dict[str, Any]:
    print(server.title, flush=True)
    told: dict[str, Any] = {"title": server.title, "figures": {}, "failed": {}}
    try:
        told["version"] = version(server.environment, server.package)
    except Exception as error:  # a peer that cannot be had is told, and the rest goes on
        told["failed"]["environment"] = _one_line(error)
        print(f"  {error}", flush=True)
        return told
    for task in tasks(server, plan, browser, first_heading(), moves()):
        start = time.monotonic()
        try:
            told["figures"] |= {key: kept(values) for key, values in task.measure().items()}
            said = ""
        except Exception as error:  # one series that fails is told, and the rest goes on
            said = told["failed"][task.name] = _one_line(error)
        print(f"  {task.name}: {time.monotonic() - start:.0f} s {said}".rstrip(), flush=True)
    return told


def as_json(found: dict[str, Any]) -> str:
    """Return results as they are kept: each figure on a line of its own."""
    text = json.dumps(found, indent=1, ensure_ascii=False)
    flat = re.sub(r"\[[^\[\]{}]*\]", lambda values: " ".join(values[0].split()), text)
    return (
        re.sub(r"\{[^{}]*\"median\"[^{}]*\}", lambda each: " ".join(each[0].split()), flat) + "\n"
    )


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:400]


def machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    facts = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in facts if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    main()
