"""What the tables say of results."""

from __future__ import annotations

from typing import Any

from benchmarks.serving.figures import kept
from benchmarks.serving.plot import plot
from benchmarks.serving.table import tables
from ssmflow.telling.svg import written

CIRCUMSTANCES = {
    "date": "2026-01-01",
    "chromium": "150",
    "machine": {"processor": "2 cores", "memory": "24 GiB", "system": "Linux", "python": "3.11"},
}


def server(title: str, failed: dict[str, str] | None = None, **figures: float) -> dict[str, Any]:
    kept_figures = {key: kept([value]) for key, value in figures.items()}
    return {"title": title, "version": "1", "figures": kept_figures, "failed": failed or {}}


def results(**servers: dict[str, Any]) -> dict[str, Any]:
    return {**CIRCUMSTANCES, "servers": servers}


def row(results: dict[str, Any], start: str) -> list[str]:
    """The last row that starts so."""
    lines = [line for line in tables(results).splitlines() if line.startswith(f"| {start}")]
    return [cell.strip() for cell in lines[-1].strip("|").split("|")]


def test_a_target_is_met_from_the_ratio_that_it_names() -> None:
    voila = server("Voilà", last_30=10.0, memory=35e6)
    told = results(voila=voila, ours=server("ssmflow", last_30=1.0, memory=10.1e6))
    assert row(told, "30 at once")[-2:] == ["10 \N{MULTIPLICATION SIGN}", "met"]
    assert row(told, "memory (PSS) a visitor")[-1] == "**not met**"


def test_three_hundred_at_once_are_held_against_a_hundred_of_default_voila() -> None:
    voila = server("Voilà", last_100=30.0)
    fast = results(voila=voila, ours=server("ssmflow", last_300=15.0, failed_300=0))
    lossy = results(voila=voila, ours=server("ssmflow", last_300=15.0, failed_300=1))
    assert row(fast, "300 at once")[-1] == "met"
    assert row(lossy, "300 at once")[-1] == "**not met**"


def test_a_peer_that_is_ahead_is_named_with_by_how_much() -> None:
    told = results(ours=server("ssmflow", painted=12.0), dash=server("Dash", painted=8.0))
    assert row(told, "click to next step painted")[-1] == "**Dash**, 1.5 \N{MULTIPLICATION SIGN}"


def test_what_could_not_be_measured_is_told_with_its_reason() -> None:
    told = results(panel=server("Panel", {"30 at once": "no answer"}, last_100=2.0))
    assert "- Panel, 30 at once: no answer" in tables(told)
    assert row(told, "Panel")[1] == "\N{EN DASH}"


def test_visitors_who_failed_are_counted_over_all_tries() -> None:
    told = results(panel=server("Panel"))
    told["servers"]["panel"]["figures"]["failed_30"] = kept([0, 0, 1])
    assert "- Panel: 1 of 90 who came 30 at once failed." in tables(told)


def test_the_picture_names_every_server_and_survives_a_missing_figure() -> None:
    picture = written(plot(results(voila=server("Voilà", last_30=9.4), dash=server("Dash"))))
    assert picture.count("Dash") == picture.count("Voilà") == 6
