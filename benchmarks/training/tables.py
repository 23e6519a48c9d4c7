"""The tables of what was measured, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LIVE = 1.0  # second in which a board is to show what happened
POLLING = 0.5  # of a core
ANSWER = 0.150  # seconds from a click to its answer, for 95 in a hundred
HEARD = {
    "board, one answers": "until a board hears of an answer, when that is the only one",
    "board of another server, one answers": "the same, at another server",
    "board, all answer": "the same, while everyone answers every 5 s",
}


def tables(found: dict[str, Any]) -> str:
    """Return all tables.

    Args:
        found: What was measured, as `benchmarks.training.run` keeps it.
    """
    machine, plan = found["machine"], found["plan"]
    about = (
        f"Measured on {found['date']}: {machine['processor']}, {machine['memory']},"
        f" {machine['system']}, Python {machine['python']}."
        f" {plan['participants']} participants, {plan['boards']} boards. Where three times stand"
        " together, they are those of half of all, of 95 in a hundred, and the longest."
    )
    stores = found["stores"]
    parts = [_waiting(stores), _confirming(stores), _pages(found["pages"]), _room(found["room"])]
    return "\n\n".join([about, *parts])


def _waiting(stores: dict[str, Any]) -> str:
    rows = [row for name, told in stores.items() for row in _waiting_rows(name, told["waiting"])]
    head = ["what", "measured", "target", ""]
    return f"### What waiting costs, and how live a board is\n\n{_table(head, rows)}"


def _waiting_rows(name: str, told: dict[str, Any]) -> list[list[str]]:
    idle, busy = _taken(told["idle"]), _taken(told["busy"])
    another, asked = told["idle"]["another"], f"{POLLING} of a core"
    costs = [
        ["the service, while nobody does anything", _core(idle), asked, _met(idle < POLLING)],
        ["the service of another server on the same store, then", _core(another), "", ""],
        ["the service, while everyone answers every 5 s", _core(busy), "", ""],
    ]
    live = [
        [
            what,
            _times(told[key]),
            f"95 in a hundred within {LIVE:g} s",
            _met(told[key]["p95"] < LIVE),
        ]
        for key, what in HEARD.items()
    ]
    return [[f"{name}: {what}", *rest] for what, *rest in costs + live]


def _taken(shares: dict[str, Any]) -> float:
    """Return what a service takes, with its database."""
    return float(shares["service"] + shares.get("database", 0))


def _confirming(stores: dict[str, Any]) -> str:
    rows = []
    for name, told in stores.items():
        writes = told["confirming"]["writes a second"]
        bare = sorted(writes)[len(writes) // 2]
        for at_once, each in told["confirming"].items():
            if at_once != "writes a second":
                rows.append(
                    [
                        f"{name}, {at_once} at once",
                        f"{each['a second']:,.0f}",
                        _times(each),
                        _core(each["core"]),
                        f"{bare:,.0f}",
                        f"{each['a second'] / bare:.2f}",
                    ]
                )
    head = [
        "answers that wait",
        "confirmed a second",
        "until confirmed",
        "the service takes",
        "bare writes a second",
        "ratio",
    ]
    return "### Confirmed answers\n\n" + _table(head, rows)


def _pages(told: dict[str, Any]) -> str:
    rows = [
        ["all processes, while nobody does anything", _core(told["waiting"]["server"])],
        ["all processes, while everyone clicks every 5 s", _core(told["answering"]["server"])],
        ["their memory (PSS)", f"{told['memory'] / 1e6:,.0f} MB"],
        ["from a click to its answer, then", _times(told["click to answer"])],
        ["from a click on *join* until a board counts one more", _times(told["board"])],
    ]
    head = ["what", "measured"]
    return f"### With their pages, each at a kernel of its own\n\n{_table(head, rows)}"


def _room(room: dict[str, Any]) -> str:
    alone, together = room["alone"], room["together"]
    answers, again = together["click to answer"], together["clicks made again"]
    rows = [
        ["participants who came to the end", f"{together['done']} of {together['people']}", ""],
        ["clicks", f"{together['clicks']:,}", ""],
        ["events that are missing, or other than what was done", _faults(room), "none"],
        [
            "from a click to its answer",
            _times(answers),
            f"95 in a hundred within {1000 * ANSWER:.0f} ms: {_met(answers['p95'] < ANSWER)}",
        ],
        ["the same, for one alone", _times(alone["click to answer"]), ""],
        ["from the kill until the server served again", f"{_there(together)} s", ""],
        ["until the trainer's board was back", f"{_back(together)} s", ""],
        ["until a participant went on", _times(together["back after the kill"]), ""],
        ["clicks that were lost with the server, and made again", str(again), ""],
    ]
    return "### A session with a kill in the middle\n\n" + _table(["what", "measured", ""], rows)


def _there(together: dict[str, Any]) -> float:
    return float(together["server there again after"])


def _back(together: dict[str, Any]) -> float:
    return float(together["trainer's board back after"])


def _faults(room: dict[str, Any]) -> str:
    return str(len(room["faults"])) if room["faults"] else "0"


def _core(share: float) -> str:
    return f"{share:.3f} of a core" if share < 0.1 else f"{share:.2f} of a core"


def _times(each: dict[str, float]) -> str:
    return " / ".join(_time(each[key]) for key in ("p50", "p95", "longest"))


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def _met(met: bool) -> str:
    return "met" if met else "**not met**"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
