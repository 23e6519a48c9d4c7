"""Where the results go: the tables into the page on performance, the picture beside it."""

from __future__ import annotations

from benchmarks.serving.environments import ROOT
from benchmarks.serving.plot import plot
from benchmarks.serving.table import tables
from benchmarks.serving.told import Results
from ssmflow.telling.svg import written

PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "performance-serving.svg"
START, END = "<!-- serving: written by benchmarks/serving -->", "<!-- serving: end -->"


def write(results: Results) -> None:
    """Put the results into the page, between two marks, and draw the picture."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    alternative = "Bars for six figures and each server; the tables below tell the same."
    told = f"![{alternative}]({PICTURE.name})\n\n{tables(results)}"
    PAGE.write_text(f"{before}{START}\n\n{told}\n\n{END}{after}", "utf-8")
    PICTURE.write_text(written(plot(results)) + "\n", "utf-8")
