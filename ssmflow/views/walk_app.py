"""The app that walks a flow: the step, the trace beside it, the map below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipywidgets import Box, VBox

from ssmflow.flow.model import Flow
from ssmflow.views.address import Address
from ssmflow.views.map import MapView
from ssmflow.views.page import Page
from ssmflow.views.source_line import SourceLine
from ssmflow.views.step import StepView
from ssmflow.views.still import still
from ssmflow.views.title_bar import TitleBar
from ssmflow.views.trace import TraceView


class WalkApp(VBox):
    """Walks a flow by its buttons, with a live trace and a map; a widget like any other.

    Args:
        flows: One sound flow or several; the first is shown.

    Raises:
        ValueError: There is no flow.
    """

    def __init__(self, flows: Flow | Sequence[Flow]) -> None:
        offered = [flows] if isinstance(flows, Flow) else list(flows)
        if not offered:
            raise ValueError("WalkApp needs at least one flow")
        self.page = Page(offered)
        # It hears of a move before all others, so that a step that is seen stands in the history.
        address = Address(self.page)
        layout = self.page.layout
        columns = Box([StepView(self.page), TraceView(self.page)], layout=layout)
        columns.add_class("ssmflow-columns")
        parts = [TitleBar(self.page), columns, MapView(self.page), SourceLine(self.page)]
        super().__init__([*parts, address], layout=layout)
        self.add_class("ssmflow")

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The app as a widget, and its step as HTML for whatever shows no widgets."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return {**bundle, "text/html": still(self.page)}
