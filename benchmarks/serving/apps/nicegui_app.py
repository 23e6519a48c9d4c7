"""The flow as a NiceGUI app: python nicegui_app.py PORT."""

from __future__ import annotations

import sys

import steps
from nicegui import ui


@ui.page("/", title=steps.TITLE)
def page() -> None:
    """Show the flow to one visitor."""
    walk = steps.begin()

    @ui.refreshable
    def shown() -> None:
        with ui.row(wrap=False):
            with ui.column():
                with ui.element("h2"):
                    ui.html(steps.heading(walk), sanitize=False)
                ui.label(steps.note(walk))
                for choice, label in steps.choices(walk).items():
                    ui.button(label, on_click=lambda choice=choice: move(choice))
            with ui.column():
                for line in steps.trace(walk):
                    ui.label(line)

    def move(choice: str) -> None:
        nonlocal walk
        walk = steps.choose(walk, choice)
        shown.refresh()

    shown()


ui.run(host="127.0.0.1", port=int(sys.argv[1]), reload=False, show=False)
