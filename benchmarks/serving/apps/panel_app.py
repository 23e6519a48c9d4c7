"""The flow as a Panel app."""

from __future__ import annotations

import panel as pn
import steps

pn.extension()


class Visit:
    """The page of one visitor."""

    def __init__(self) -> None:
        self.walk = steps.begin()
        self.page = pn.Row()
        self.show()

    def show(self) -> None:
        """Show where the walk stands."""
        buttons = []
        for choice, label in steps.choices(self.walk).items():
            button = pn.widgets.Button(name=label)
            button.on_click(lambda _, choice=choice: self.move(choice))
            buttons.append(button)
        heading = pn.pane.HTML(f"<h2>{steps.heading(self.walk)}</h2>")
        lines = [pn.pane.Str(line) for line in steps.trace(self.walk)]
        self.page.objects = [
            pn.Column(heading, pn.pane.Str(steps.note(self.walk)), *buttons),
            pn.Column(*lines),
        ]

    def move(self, choice: str) -> None:
        """Answer a click."""
        self.walk = steps.choose(self.walk, choice)
        self.show()


Visit().page.servable(title=steps.TITLE)
