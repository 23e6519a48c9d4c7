"""The app for who learns to route a caller: cases to practise on, alone or in a session."""

from __future__ import annotations

from ipywidgets import Box, VBox

from ssmflow.formats.training import Training
from ssmflow.training.line import Line, line_here
from ssmflow.views.address import Address
from ssmflow.views.source_line import SourceLine
from ssmflow.views.step import StepView
from ssmflow.views.title_bar import TitleBar
from ssmflow.views.trace import TraceView
from ssmflow.views.training.case_view import CaseView
from ssmflow.views.training.hand_in import HandIn
from ssmflow.views.training.marking_view import MarkingView
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.privacy_view import PrivacyView
from ssmflow.views.training.session_view import SessionView
from ssmflow.views.training.start import StartView
from ssmflow.views.training.summary_view import SummaryView
from ssmflow.views.training.top import TopView


class TrainingApp(VBox):
    """Practises a set of cases on a flow, alone or in a session with a trainer.

    Args:
        training: The flows and the sets of cases, as `load_training` gives them.
        line: The line to the service that keeps sessions; without it, the one that is at hand.

    Raises:
        ValueError: There is no flow.
    """

    def __init__(self, training: Training, line: Line | None = None) -> None:
        if not training.flows:
            raise ValueError("TrainingApp needs at least one flow")
        self.page = Practice(training, (lambda: line) if line else line_here)
        layout = self.page.layout
        # It hears of a move before all others, so that what is seen stands in the history.
        address = Address(self.page)
        bars = [TitleBar(self.page), TopView(self.page)]
        screens = [StartView(self.page), SummaryView(self.page), PrivacyView(self.page)]
        parts = [*bars, *screens, CaseScreens(self.page), SourceLine(self.page), address]
        super().__init__(parts, layout=layout)
        self.add_class("ssmflow")


class CaseScreens(Box):
    """The case with what stands beside it: the step and the trace, the marking, or a wait.

    Args:
        page: What it shows, and asks.
    """

    def __init__(self, page: Practice) -> None:
        self._page = page
        super().__init__(layout=page.layout)
        # It hears of a move before its parts, for what is not shown cannot take the focus.
        page.observe(lambda _: self.refresh(), "revision")
        step = StepView(page, HandIn(page))
        parts = [CaseView(page), step, TraceView(page), MarkingView(page), SessionView(page)]
        self.children = parts
        self.refresh()

    def refresh(self) -> None:
        """Say which screen is shown; the style knows what stands on it."""
        self._dom_classes = ("ssmflow-practice", f"ssmflow-at-{self._page.screen}")
