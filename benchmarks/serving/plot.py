"""The results as a picture: a few figures, a bar for each server."""

from __future__ import annotations

from benchmarks.serving.table import NOTHING, number
from benchmarks.serving.told import (
    ANSWERED_COLD,
    LAST_30,
    MEMORY,
    PAINTED,
    PROCESSOR,
    ROOM_P95,
    Figure,
    Results,
)
from ssmflow.telling.svg import ACTION, SECONDARY, TEXT, WHITE, Element, add, picture

PLOTTED = (ANSWERED_COLD, PAINTED, LAST_30, ROOM_P95, MEMORY, PROCESSOR)
COLUMNS = 2
WIDTH, NAMES, NUMBERS = 470, 180, 80  # of a panel, its names and its numbers
ROW, HEAD, GAP = 20, 34, 24


def plot(results: Results) -> Element:
    """Draw the figures that matter most, ours in a colour of its own; the tables tell the same."""
    height = HEAD + ROW * len(results["servers"]) + GAP
    whole = (COLUMNS * WIDTH, -(-len(PLOTTED) // COLUMNS) * height)
    title = "How fast and how small each server is: shorter bars are better"
    root = picture(
        title, "en", viewBox=f"0 0 {whole[0]} {whole[1]}", width=whole[0], height=whole[1]
    )
    add(root, "rect", width=whole[0], height=whole[1], fill=WHITE)
    for index, figure in enumerate(PLOTTED):
        x, y = index % COLUMNS * WIDTH, index // COLUMNS * height
        _panel(add(root, "g", transform=f"translate({x} {y})"), results, figure)
    return root


def _panel(panel: Element, results: Results, figure: Figure) -> None:
    add(panel, "text", f"{figure.title}, {figure.unit}", x=8, y=22, font_weight=600)
    values = {name: figure.of(results, name) for name in results["servers"]}
    longest = max((value for value in values.values() if value), default=1)
    room = WIDTH - NAMES - NUMBERS
    for index, (name, value) in enumerate(values.items()):
        server = results["servers"][name]
        y = HEAD + ROW * index
        add(panel, "text", server["title"], x=8, y=y + 14, fill=TEXT)
        length = room * (value or 0) / longest
        fill = ACTION if name.startswith("ours") else SECONDARY
        if value:
            add(panel, "rect", x=NAMES, y=y + 3, width=max(length, 1), height=ROW - 6, fill=fill)
        told = number(value) if value else NOTHING
        add(panel, "text", told, x=NAMES + length + 6, y=y + 14, fill=TEXT)
