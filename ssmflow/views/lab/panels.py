"""The tabs of the lab, in their order."""

from __future__ import annotations

from ssmflow.views.lab.changes import ChangesPanel
from ssmflow.views.lab.compare import ComparePanel
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.people import PeoplePanel
from ssmflow.views.lab.people_form import PeopleForm
from ssmflow.views.lab.questions import QuestionsPanel
from ssmflow.views.lab.report import ReportPanel
from ssmflow.views.lab.shares import SharesPanel

PANELS: tuple[type[Panel], ...] = (
    PeoplePanel,
    PeopleForm,
    ChangesPanel,
    ComparePanel,
    QuestionsPanel,
    SharesPanel,
    ReportPanel,
)
