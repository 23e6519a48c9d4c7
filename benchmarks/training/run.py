"""Measures training sessions in one run: python -m benchmarks.training.run.

With --tables, writes the page anew from results that are there.
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.serving.environments import ROOT
from benchmarks.serving.run import as_json, machine
from benchmarks.serving.servers import end_servers_when_told_to_stop
from benchmarks.training.figures import QUICK, Plan, confirming, waiting
from benchmarks.training.places import PLACES
from benchmarks.training.room import THINKS, held
from benchmarks.training.tables import tables
from benchmarks.training.waiting_pages import waiting_pages

RESULTS = ROOT / "docs" / "performance-training.json"
PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- training: written by benchmarks/training -->", "<!-- training: end -->"
ROOM = 100
FEW = 4


def main() -> None:
    """Measure, keep the results, and write the tables."""
    end_servers_when_told_to_stop()
    options = _options()
    if options.tables:
        write(json.loads(options.results.read_text("utf-8")))
        return
    plan = QUICK if options.quick else Plan()
    found: dict[str, Any] = {"stores": {name: {} for name in PLACES}}
    if options.only:
        found = json.loads(options.results.read_text("utf-8"))
    found |= {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": machine(),
        "plan": {"participants": plan.participants, "boards": plan.boards},
    }
    for part in options.only or PARTS:
        PARTS[part](found, plan)
    options.results.write_text(as_json(found), "utf-8")
    if options.results == RESULTS:
        write(found)
    else:
        print(tables(found))


def _measure_stores(found: dict[str, Any], plan: Plan) -> None:
    for name, told in found["stores"].items():
        told["waiting"] = _fresh(name, lambda place: waiting(place, plan))
        told["confirming"] = _fresh(name, lambda place: confirming(place, plan))


def _measure_pages(found: dict[str, Any], plan: Plan) -> None:
    found["pages"] = _fresh("SQLite", lambda place: waiting_pages(place, plan))


def _measure_room(found: dict[str, Any], plan: Plan) -> None:
    people, thinks = (FEW, 1.0) if plan is QUICK else (ROOM, THINKS)
    found["room"] = held(people, thinks, "SQLite")
    print(f"  room: {found['room']['faults'] or 'nothing wrong'}", flush=True)


PARTS = {"stores": _measure_stores, "pages": _measure_pages, "room": _measure_room}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of all: does it work?")
    parser.add_argument("--only", action="append", choices=PARTS, help="keep the other parts")
    parser.add_argument("--results", type=Path, default=RESULTS, help="elsewhere: no page")
    parser.add_argument("--tables", action="store_true", help="measure nothing")
    return parser.parse_args()


def _fresh(name: str, measure: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    start = time.monotonic()
    with PLACES[name]() as place:
        told = measure(place)
    print(f"  {name}: {time.monotonic() - start:.0f} s", flush=True)
    return told


def write(found: dict[str, Any]) -> None:
    """Put the results into the page, between two marks."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n\n{tables(found)}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
