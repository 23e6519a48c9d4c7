"""The results as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.serving.told import (
    BROWSER,
    COMPARED,
    CROWDS,
    DEFAULT,
    LAST_100,
    LAST_300,
    LOAD,
    MOST_REQUESTS,
    ONE_MORE,
    OURS,
    PEERS,
    REQUESTS,
    ROOM,
    TARGETS,
    Figure,
    Results,
)

NOTHING = "\N{EN DASH}"


def tables(results: Results) -> str:
    """Return all that is told of the results, in Markdown."""
    parts = [
        _circumstances(results),
        "### In a browser",
        _table(results, BROWSER),
        "### First load",
        _table(results, LOAD),
        "### One more visitor",
        _table(results, ONE_MORE),
        "### At once",
        _table(results, CROWDS),
        "### A room of 100, each clicking once every two seconds for a minute",
        _room(results),
        "### Against default Voilà",
        _targets(results),
        "### Against the others",
        _others(results),
        *_failures(results),
    ]
    return "\n\n".join(part for part in parts if part)


def _circumstances(results: Results) -> str:
    machine = results["machine"]
    versions = ", ".join(
        f"{server['title']} {server['version']}"
        for server in results["servers"].values()
        if "version" in server
    )
    how = "A quick trial, with few of everything. " if results.get("quick") else ""
    return (
        f"{how}Measured on {results['date']}: {machine['processor']}, {machine['memory']}, "
        f"{machine['system']}, Python {machine['python']}, Chromium {results['chromium']}. "
        f"{versions}."
    )


def _table(results: Results, figures: Sequence[Figure]) -> str:
    heads = ["", *(f"{each.title}, {each.unit}".rstrip(", ") for each in figures)]
    rows = [
        [server["title"], *(_cell(results, name, figure) for figure in figures)]
        for name, server in results["servers"].items()
    ]
    return _markdown(heads, rows)


def _cell(results: Results, server: str, figure: Figure) -> str:
    value = figure.of(results, server)
    if value is None:
        return NOTHING
    kept = figure.kept(results, server)
    low, high = (number(kept[end] / figure.per_unit) for end in ("low", "high"))
    spread = f" ({low}{NOTHING}{high})" if figure.which == "median" and low != high else ""
    against = _against_default(results, server, figure)
    return f"{number(value)}{spread}" + (f", {against}" if against else "")


def _against_default(results: Results, server: str, figure: Figure) -> str:
    """Tell how many times less a figure is than default Voilà's."""
    value, default = figure.of(results, server), figure.of(results, DEFAULT)
    if server == DEFAULT or not value or not default:
        return ""
    return f"**{times(default / value)}**"


def _room(results: Results) -> str:
    heads = ["", *(f"{each.title}, {each.unit}" for each in ROOM), "clicks", "clicked in vain"]
    rows = []
    for name, server in results["servers"].items():
        figures = server["figures"]
        clicks = figures.get("answer_100", {}).get("number", NOTHING)
        lost = figures.get("lost_100", {}).get("median")
        cells = [_cell(results, name, figure) for figure in ROOM]
        rows.append(
            [server["title"], *cells, str(clicks), NOTHING if lost is None else number(lost)]
        )
    return _markdown(heads, rows)


def _targets(results: Results) -> str:
    rows = []
    for target in TARGETS:
        ours = target.figure.of(results, target.server)
        default = target.figure.of(results, DEFAULT)
        ratio = default / ours if ours and default else None
        told = [_with_unit(value, target.figure) for value in (default, ours)]
        reached = NOTHING if ratio is None else times(ratio)
        title = target.figure.title + ("" if target.server == OURS else ", Voilà's own front end")
        rows.append([title, *told, times(target.times), reached, _met(ratio, target.times)])
    return _markdown(
        ["", "default Voilà", "ssmflow", "at least", "times", ""],
        [*rows, _few_requests(results), _everybody(results)],
    )


def _few_requests(results: Results) -> list[str]:
    ours, default = (REQUESTS.of(results, name) for name in (OURS, DEFAULT))
    told = [_with_unit(value, REQUESTS) for value in (default, ours)]
    met = NOTHING if ours is None else _verdict(ours <= MOST_REQUESTS)
    return [REQUESTS.title, *told, f"{MOST_REQUESTS} at most", "", met]


def _everybody(results: Results) -> list[str]:
    """Return the row of 300 visitors: none lost, and in half of what Voilà needs for 100."""
    ours, default = LAST_300.of(results, OURS), LAST_100.of(results, DEFAULT)
    failed = results["servers"].get(OURS, {}).get("figures", {}).get("failed_300", {})
    told = [_with_unit(default, LAST_100), _with_unit(ours, LAST_300)]
    if ours is None or default is None:
        return [LAST_300.title, *told, f"none lost, {times(2)}", NOTHING, NOTHING]
    lost = failed.get("high", 0)
    reached = f"{number(lost)} lost, {times(default / ours)}"
    met = _verdict(not lost and default / ours >= 2)
    return [f"{LAST_300.title}, against 100", *told, f"none lost, {times(2)}", reached, met]


def _met(ratio: float | None, wanted: float) -> str:
    return NOTHING if ratio is None else _verdict(ratio >= wanted)


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def _others(results: Results) -> str:
    rows = []
    for figure in COMPARED:
        ours = figure.of(results, OURS)
        known = {name: figure.of(results, name) for name in PEERS}
        best = min(((value, name) for name, value in known.items() if value), default=None)
        if not ours or best is None:
            continue
        value, name = best
        title = results["servers"][name]["title"]
        ahead = ("ssmflow", value / ours) if ours <= value else (f"**{title}**", ours / value)
        told = [_with_unit(ours, figure), f"{title}, {_with_unit(value, figure)}"]
        rows.append([figure.title, *told, f"{ahead[0]}, {times(ahead[1])}"])
    return _markdown(["", "ssmflow", "the best of the others", "ahead"], rows)


def _failures(results: Results) -> Iterator[str]:
    told = []
    for server in results["servers"].values():
        told += [f"- {server['title']}, {what}: {why}" for what, why in server["failed"].items()]
        again = server["figures"].get("clicks", {})
        lost = sum(clicks > 1 for clicks in again.get("values", ()))
        if lost:
            told.append(
                f"- {server['title']}: at {lost} of {again['number']} arrivals the first click had "
                "no answer within two seconds, and was made again."
            )
        for key, kept in server["figures"].items():
            at_once = key.removeprefix("failed_")
            if key != at_once and any(kept["values"]):
                failed, came = sum(kept["values"]), int(at_once) * kept["number"]
                told.append(
                    f"- {server['title']}: {failed:g} of {came} who came {at_once} at once failed."
                )
    if told:
        yield "### What went wrong"
        yield "\n".join(told)


def _with_unit(value: float | None, figure: Figure) -> str:
    return NOTHING if value is None else f"{number(value)} {figure.unit}".strip()


def times(ratio: float) -> str:
    """Return a ratio as it is told."""
    return f"{number(ratio)} \N{MULTIPLICATION SIGN}"


def number(value: float) -> str:
    """Return a number with three digits that matter, and thousands apart."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
