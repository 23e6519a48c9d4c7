"""A visitor of the Dash app: a click is a POST with all that the callback takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.visitor import Visitor

OUTPUT = "..page.children...answers.data.."
ANY = '{"choice":["ALL"],"step":["ALL"]}'


class DashVisitor(Visitor):
    """Keeps what the page shows, and the answers that it holds."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.shown: Any = None
        self.answers: dict[str, str] = {}

    async def arrive(self) -> None:
        """Load the page, its layout and its callbacks."""
        await self.text()
        self.shown = json.loads(await self.text("_dash-layout"))
        callbacks = json.loads(await self.text("_dash-dependencies"))
        if callbacks[0]["output"] != OUTPUT:
            raise VisitError("the callback is another")

    async def choose(self, label: str, heading: str) -> None:
        """Press a button; the answer brings the next step."""
        buttons = [each["props"] for each in _parts(self.shown) if each["type"] == "Button"]
        pressed = next((each["id"] for each in buttons if each["children"] == label), None)
        asked = self._asked(buttons, found(pressed, f"button {label!r}"))
        async with self.http.post(self.address("_dash-update-component"), json=asked) as answer:
            told = json.loads(await answer.text())
        self.shown = told["response"]["page"]["children"]
        self.answers = told["response"]["answers"]["data"]
        headings = [
            each["props"]["children"] for each in _parts(self.shown) if each["type"] == "H2"
        ]
        if headings != [heading]:
            raise VisitError(f"the step says {headings}")

    def _asked(self, buttons: list[dict[str, Any]], pressed: dict[str, str]) -> dict[str, Any]:
        clicks = [
            {
                "id": each["id"],
                "property": "n_clicks",
                "value": 1 if each["id"] == pressed else None,
            }
            for each in buttons
        ]
        named = json.dumps(pressed, sort_keys=True, separators=(",", ":"))
        return {
            "output": OUTPUT,
            "outputs": [
                {"id": "page", "property": "children"},
                {"id": "answers", "property": "data"},
            ],
            "inputs": [clicks],
            "changedPropIds": [f"{named}.n_clicks"],
            "parsedChangedPropsIds": [f"{named}.n_clicks"],
            "state": [{"id": "answers", "property": "data", "value": self.answers}],
        }


def _parts(shown: Any) -> Iterator[dict[str, Any]]:
    if isinstance(shown, list):
        for each in shown:
            yield from _parts(each)
    elif isinstance(shown, dict) and "props" in shown:
        yield shown
        yield from _parts(shown["props"].get("children"))
