"""The flow as a Dash app: the answers are kept in the browser, and sent with every click."""

from __future__ import annotations

from typing import Any

import dash
import steps
from dash import ALL, Input, Output, State, dcc, html

from ssmflow.flow.walk import Walk

app = dash.Dash(__name__, title=steps.TITLE)
server = app.server


def shown(walk: Walk) -> list[Any]:
    """Return what the page shows."""
    buttons = [
        html.Button(label, id={"step": walk.current.id, "choice": choice})
        for choice, label in steps.choices(walk).items()
    ]
    step = [html.H2(steps.heading(walk)), html.P(steps.note(walk)), *buttons]
    trace = html.Ol([html.Li(line) for line in steps.trace(walk)])
    return [html.Div(step, style={"flex": 2}), html.Div(trace, style={"flex": 1})]


@app.callback(
    Output("page", "children"),
    Output("answers", "data"),
    Input({"step": ALL, "choice": ALL}, "n_clicks"),
    State("answers", "data"),
    prevent_initial_call=True,
)
def move(clicks: list[int | None], answers: dict[str, str]) -> tuple[list[Any], dict[str, str]]:
    """Answer a click; that new buttons have come is none."""
    if not any(clicks):
        raise dash.exceptions.PreventUpdate
    choice = dash.ctx.triggered_id["choice"]
    walk = steps.choose(steps.replayed(answers), choice)
    return shown(walk), dict(walk.answers)


app.layout = html.Div(
    [
        dcc.Store(id="answers", data={}),
        html.Div(shown(steps.begin()), id="page", style={"display": "flex"}),
    ]
)
