"""A lab on tiny flows with its tab of changes, and what a browser sends to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ssmflow.formats.flow_data import flow_data
from ssmflow.formats.study import Study, load_study
from ssmflow.formats.variant_file import apply
from ssmflow.views.lab.changes import ChangesPanel
from ssmflow.views.lab.lab import Lab

TESTS = Path(__file__).parents[2]
STUDY = load_study(TESTS / "flows" / "parking-permit.yaml")


def plainly(words: str) -> str:
    """Return words with plain quotes, which are easier to compare with."""
    return words.replace("\N{LEFT SINGLE QUOTATION MARK}", "'").replace(
        "\N{RIGHT SINGLE QUOTATION MARK}", "'"
    )


class Analyst:
    """Somebody who changes the flow of a parking permit.

    Args:
        study: The study that the lab is about.
    """

    def __init__(self, study: Study = STUDY) -> None:
        self.lab = Lab(study)
        self.lab.open_tab("changes")
        self.panel = ChangesPanel(self.lab)

    def does(self, act: object, **values: object) -> Analyst:
        """Send an act, as a browser does; nothing of it may be logged as failed."""
        self.panel._receive(None, {"act": act, **values}, [])
        assert self.lab.notice != self.lab.words["failed"], (act, values)
        return self

    def begins(self) -> Analyst:
        return self.does("begin", title="Mijn variant")

    @property
    def shown(self) -> dict[str, Any]:
        return dict(self.panel.data["variant"])

    @property
    def form(self) -> dict[str, Any]:
        return dict(self.shown["step"])

    def choice(self, id_: str) -> dict[str, Any]:
        return next(choice for choice in self.form["choices"] if choice["id"] == id_)

    @property
    def told(self) -> list[str]:
        return [plainly(f"{one['where']}: {one['text']}") for one in self.shown["problems"]]

    @property
    def errors(self) -> list[str]:
        wrong = [one for one in self.shown["problems"] if one["severity"] == "error"]
        return [plainly(f"{one['where']}: {one['text']}") for one in wrong]

    @property
    def summary(self) -> list[str]:
        return [plainly(line) for line in self.shown["summary"]]

    @property
    def flow(self) -> dict[str, Any]:
        """The flow with its changes as plain data."""
        assert self.lab.applied is not None
        assert self.lab.applied.flow is not None
        return flow_data(self.lab.applied.flow)

    @property
    def patch(self) -> dict[str, Any]:
        assert self.lab.scenario.variant is not None
        return dict(self.lab.scenario.variant.patch)

    def reloads(self) -> Analyst:
        """Open the page anew at the present address."""
        other = Analyst(self.lab.study)
        other.lab.arrive(self.lab.fragment)
        return other

    def reads_back(self) -> bool:
        """Tell whether the patch makes the same flow again, and the address the same scenario."""
        variant = self.lab.scenario.variant
        assert variant is not None
        again = apply(self.lab.base, variant).flow
        assert again is not None
        return flow_data(again) == self.flow and self.reloads().lab.scenario == self.lab.scenario
