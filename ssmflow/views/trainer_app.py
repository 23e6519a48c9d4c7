"""The app for the trainer: to lead a session, and to see how everyone does."""

from __future__ import annotations

from ipywidgets import VBox

from ssmflow.formats.training import Training
from ssmflow.training.line import Line, line_here
from ssmflow.views.address import Address
from ssmflow.views.source_line import SourceLine
from ssmflow.views.title_bar import TitleBar
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.controls import Controls
from ssmflow.views.trainer.door import Door
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.invitation import Invitation
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.people import People
from ssmflow.views.trainer.session_map import SessionMap

PARTS = (Bar, Door, Hall, Invitation, Controls, BoardView, SessionMap, People, After)


class TrainerApp(VBox):
    """Leads training sessions: invites, opens cases, and shows how everyone does.

    Args:
        training: The flows and the sets of cases, as `load_training` gives them.
        line: The line to the service that keeps sessions; where it is left out, the server's, or
            else one of our own.

    Raises:
        ValueError: There is no flow.
    """

    def __init__(self, training: Training, line: Line | None = None) -> None:
        if not training.flows:
            raise ValueError("TrainerApp needs at least one flow")
        self.lead = Lead(training, (lambda: line) if line else line_here)
        # It hears of a move before all others, so that what is seen stands in the history.
        address = Address(self.lead)
        parts = [part(self.lead) for part in PARTS]
        shown = [TitleBar(self.lead), *parts, SourceLine(self.lead), address]
        super().__init__(shown, layout=self.lead.layout)
        self.add_class("ssmflow")
        self.add_class("ssmflow-trainer")
        self.add_class("ssmflow-wide")
