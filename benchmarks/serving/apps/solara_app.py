"""The flow as a Solara app."""

from __future__ import annotations

import solara
import steps


@solara.component
def Page() -> None:  # noqa: N802  # Solara asks for this name
    """Show the flow to one visitor."""
    walk, go = solara.use_state(steps.begin())
    solara.Title(steps.TITLE)
    with solara.Row():
        with solara.Column():
            solara.HTML("h2", steps.heading(walk))
            solara.Text(steps.note(walk))
            for choice, label in steps.choices(walk).items():
                solara.Button(
                    label,
                    on_click=lambda choice=choice: go(steps.choose(walk, choice)),
                    key=f"{walk.current.id} {choice}",
                )
        with solara.Column():
            for line in steps.trace(walk):
                solara.Text(line)
