"""Steps as plain HTML, for where nothing is alive: before the page's scripts run, on paper."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ssmflow.flow.walk import Walk
from ssmflow.telling.languages import direction
from ssmflow.views.keep import labels
from ssmflow.views.page import Page
from ssmflow.views.step import Way, choices, described, ways_back

HERE = Path(__file__).parent
STYLES = ("walk_app.css", "step.css", "keep.css")
LONGEST = 20_000
"""Characters of steps that a page carries along: some kilobytes once it is compressed."""


def still(page: Page, longest: int = LONGEST) -> str:
    """The present step, and behind it those that the next answers lead to, the nearest first.

    A button carries the address of the step that it leads to, and each step behind its own, so that
    whoever hears of a click can show that step, or go there.

    Args:
        page: What is shown.
        longest: How many characters of steps there are at most; the present step always is.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined
    )
    one = environment.get_template("still_step.html.j2")
    steps: list[dict[str, str]] = []
    length = 0
    for walk in _onward(page.walk):
        drawn = _drawn(_standing_at(page, walk))
        html = one.render(drawn)
        length += len(html)
        if steps and length > longest:
            break
        steps.append({"address": str(walk), "title": drawn["step"]["title"], "html": html})
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in STYLES)
    whole = environment.get_template("still.html.j2")
    return whole.render(
        steps=steps, style=style, language=page.language, direction=direction(page.language)
    )


def _onward(start: Walk) -> Iterator[Walk]:
    """A walk and all that answers make of it, the shortest first."""
    waiting, met = deque([start]), {str(start)}
    while waiting:
        walk = waiting.popleft()
        yield walk
        for choice in walk.current.choices:
            further = walk.answer(walk.current.id, choice)
            if str(further) not in met:
                met.add(str(further))
                waiting.append(further)


def _standing_at(page: Page, walk: Walk) -> Page:
    other = Page([page.flow])
    other.walk, other.language = walk, page.language
    return other


def _drawn(page: Page) -> dict[str, Any]:
    return {
        "step": described(page),
        "keep": {"heading": page.words["keep"], "labels": labels(page)},
        "choices": [_button(way) for way in choices(page)],
        "ways": [_button(way) for way in ways_back(page)],
    }


def _button(way: Way) -> dict[str, str]:
    return {"label": way.label, "address": str(way.leads())}
