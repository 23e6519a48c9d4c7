"""What a report is made from: everything that is asked of a scenario, found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ssmflow.analysis.compare import Comparison, compare
from ssmflow.analysis.people import Standing, stand
from ssmflow.analysis.shares import Distribution, distribution
from ssmflow.errors import UnsoundFileError
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Scenario, Shares
from ssmflow.formats.study import Study
from ssmflow.formats.variant_file import apply
from ssmflow.telling.people_text import elsewhere


@dataclass(frozen=True)
class Findings:
    """A scenario with its flows; what is found of them is found when it is asked for.

    Args:
        scenario: The scenario.
        flow: Its flow.
        changed: What its variant makes of the flow; None where it has no variant.
    """

    scenario: Scenario
    flow: Flow
    changed: Flow | None

    @property
    def changed_shares(self) -> Shares:
        """The shares as they count on the variant."""
        return {**self.scenario.shares, **self.scenario.variant_shares}

    @cached_property
    def comparison(self) -> Comparison | None:
        """The flow beside its variant."""
        return compare(self.flow, self.changed) if self.changed else None

    @cached_property
    def distribution(self) -> Distribution:
        """How people divide over the flow."""
        return distribution(self.flow, self.scenario.shares)

    @cached_property
    def changed_distribution(self) -> Distribution | None:
        """How people divide over the variant."""
        return distribution(self.changed, self.changed_shares) if self.changed else None

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """Where the scenario's people stand in the flow."""
        return tuple(stand(self.flow, persona) for persona in self.scenario.people)

    @cached_property
    def moved(self) -> Sequence[tuple[Standing, Standing]]:
        """Where those stand, before and after, for whom the variant makes a difference."""
        if self.comparison is None:
            return ()
        return elsewhere(self.flow, self.comparison.after, self.scenario.people)


def findings_of(scenario: Scenario, study: Study) -> Findings:
    """Return what a report on a scenario is made from.

    Args:
        scenario: The scenario.
        study: The study that holds its flow.

    Raises:
        UnsoundFileError: Its variant has errors; all of them are carried.
    """
    base = study.readings[scenario.flow]
    if base.flow is None:
        raise ValueError(f"the study holds no sound flow {scenario.flow!r}")
    if scenario.variant is None:
        return Findings(scenario, base.flow, None)
    reading = apply(base, scenario.variant)
    if reading.flow is None or not reading.sound:
        raise UnsoundFileError(scenario.id, reading.problems)
    return Findings(scenario, base.flow, reading.flow)
