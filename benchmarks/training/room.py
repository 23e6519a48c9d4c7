"""A session of a hundred people and a trainer, with a server that is killed in the middle.

python -m benchmarks.training.room --people 100
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.serving.browser import chromium
from benchmarks.training.figures import spread
from benchmarks.training.places import PLACES, Place
from benchmarks.training.server import Server, options_of, serving
from benchmarks.training.session import crowd, faults, walked
from benchmarks.training.trainer import Trainer

ACTS = 80  # of each, or so, through all cases
THINKS = 6.0  # seconds at the longest
ALONE_THINKS = 0.6
LONGEST = 3600.0  # seconds


def main() -> None:
    """Hold the session, and say what came of it."""
    options = _options()
    told = held(options.people, options.thinks, options.store)
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if options.results:
        options.results.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(bool(told["faults"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--thinks", type=float, default=THINKS, help="seconds at the longest")
    parser.add_argument("--store", choices=PLACES, default="SQLite")
    parser.add_argument("--results", type=Path, help="a file for the results, in JSON")
    return parser.parse_args()


def held(people: int, thinks: float, store: str) -> dict[str, Any]:
    """Hold a session with one person, then one with many, in which the server is killed.

    Args:
        people: How many.
        thinks: How long somebody thinks at the longest, in seconds.
        store: The name of the store.

    Returns:
        What was measured, and under `faults` all that was wrong.
    """
    with PLACES[store]() as place, chromium() as browser:
        with serving(*options_of(place)) as server:
            server.tree.rest(10)
            page = browser.new_page()
            alone = _session(Trainer(page, server.url), server, place, 1, ALONE_THINKS)
            page.close()
        with serving(*options_of(place)) as server:
            server.tree.rest(10)
            trainer = Trainer(browser.new_page(), server.url)
            many = _session(trainer, server, place, people, thinks, kills=True)
    wrong = [*alone.pop("faults"), *many.pop("faults")]
    return {"store": store, "alone": alone, "together": many, "faults": wrong}


def _session(
    trainer: Trainer,
    server: Server,
    place: Place,
    people: int,
    thinks: float,
    *,
    kills: bool = False,
) -> dict[str, Any]:
    start = time.monotonic()
    code, session = trainer.begin("Een hele klas" if kills else "Alleen")
    trainer.look_at_board()
    killed: dict[str, Any] = {}
    with crowd(server.url, code, people, thinks) as there:
        if kills:
            there.wait_for_acts(ACTS * people // 2, LONGEST)
            killed = _kill(server, trainer)
        told = walked(there, LONGEST)
    counts = there.counts
    return {
        "people": people,
        "seconds": round(time.monotonic() - start, 1),
        "clicks": len(told["answers"]),
        "deeds": sum(len(each["deeds"]) for each in told["people"]),
        "done": counts.get("done", 0),
        "click to answer": spread(told["answers"]),
        **({"back after the kill": spread(told["returns"])} if told["returns"] else {}),
        "clicks made again": told["dropped"],
        **killed,
        "faults": faults(trainer, told, place.url, session),
    }


def _kill(server: Server, trainer: Trainer) -> dict[str, Any]:
    server.kill()
    start = time.monotonic()
    server.start()
    there = time.monotonic() - start
    trainer.come_back()
    return {
        "server there again after": round(there, 2),
        "trainer's board back after": round(time.monotonic() - start, 2),
    }


if __name__ == "__main__":
    main()
