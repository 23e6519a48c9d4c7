"""The two sets of shares of a scenario: of the flow, and of its variant where it needs others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ssmflow.analysis.shares import Distribution, distribution
from ssmflow.flow.model import Flow, Step
from ssmflow.flow.study import Scenario, ShareRule, Shares
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.shares_moves import rules_at, with_rules

SideName = Literal["flow", "variant"]


@dataclass(frozen=True)
class Side:
    """A flow with the shares that count on it.

    Args:
        name: Which of the two it is.
        flow: The flow, or what the variant makes of it.
        shares: The shares that count.
        scenario: The scenario that they belong to.
        base: The flow without the variant.
    """

    name: SideName
    flow: Flow
    shares: Shares
    scenario: Scenario
    base: Flow

    @cached_property
    def found(self) -> Distribution:
        """How people divide.

        Raises:
            TooEntangledError: The flow has too many states.
        """
        return distribution(self.flow, self.shares)

    @property
    def questions(self) -> tuple[Step, ...]:
        """The questions in the order of the flow."""
        return tuple(step for step in self.flow.steps.values() if step.choices)

    def rules(self, question: str) -> tuple[ShareRule, ...]:
        """Return the rules that count at a question; the last has no condition."""
        return rules_at(self.flow, self.shares, question)

    def differs(self, question: str) -> bool:
        """Tell whether only the variant has a question, or it has other choices there."""
        other = self.base.steps.get(question)
        return other is None or [*other.choices] != [*self.flow.steps[question].choices]

    def is_own(self, question: str) -> bool:
        """Tell whether shares for a question are given on this side."""
        given = question in self.scenario.variant_shares
        return self.name == "flow" or given or self.differs(question)

    def with_rules(self, question: str, rules: tuple[ShareRule, ...] | None) -> Scenario:
        """Return the scenario with other rules at a question; None for none of its own."""
        if self.name == "flow":
            shares = with_rules(self.flow, self.scenario.shares, question, rules)
            return replace(self.scenario, shares=shares)
        shares = with_rules(self.flow, self.scenario.variant_shares, question, rules)
        return replace(self.scenario, variant_shares=shares)


def sides_of(lab: Lab) -> tuple[Side, ...]:
    """Return the flow's side, and the variant's where that is sound."""
    scenario, flow = lab.scenario, lab.flow
    sides = (Side("flow", flow, scenario.shares, scenario, flow),)
    if lab.changed is None:
        return sides
    shares = {**scenario.shares, **scenario.variant_shares}
    return (*sides, Side("variant", lab.changed, shares, scenario, flow))
