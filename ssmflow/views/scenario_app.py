"""The app for the policy analyst: the scenario lab."""

from __future__ import annotations

from ipywidgets import VBox

from ssmflow.formats.study import Study
from ssmflow.views.address import Address
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panels import PANELS
from ssmflow.views.lab.tab_bar import TabBar
from ssmflow.views.source_line import SourceLine
from ssmflow.views.title_bar import TitleBar


class ScenarioApp(VBox):
    """Explores what-ifs: who ends where, what if a rule changed, which answer decides.

    Args:
        study: The flows with their variants, personas and scenarios, as `load_study` gives them.

    Raises:
        ValueError: There is no flow.
    """

    def __init__(self, study: Study) -> None:
        if not study.flows:
            raise ValueError("ScenarioApp needs at least one flow")
        self.lab = Lab(study)
        # It hears of a move before all others, so that what is seen stands in the history.
        address = Address(self.lab)
        bars = [TitleBar(self.lab), TabBar(self.lab)]
        panels = [panel(self.lab) for panel in PANELS]
        parts = [*bars, *panels, SourceLine(self.lab), address]
        super().__init__(parts, layout=self.lab.layout)
        self.add_class("ssmflow")
        self.add_class("ssmflow-lab")
