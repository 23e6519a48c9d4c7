"""The step as plain HTML, for where nothing is alive: before the page's scripts run, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ssmflow.telling import markdown
from ssmflow.views.page import Page

HERE = Path(__file__).parent
STYLES = ("walk_app.css", "step.css")


def still(page: Page, step: dict[str, Any]) -> str:
    """The present step, with a button for each choice.

    A button carries the address of the step that it leads to, so that whoever hears of a click can
    go there.

    Args:
        page: What is shown.
        step: What the live step draws; its HTML is clean.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined
    )
    walk = page.walk
    choices = [
        {
            "label": markdown.plain(choice.label, page.language),
            "address": str(walk.answer(walk.current.id, choice.id)),
        }
        for choice in walk.current.choices.values()
    ]
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in STYLES)
    template = environment.get_template("still.html.j2")
    return template.render(step=step, choices=choices, style=style)
