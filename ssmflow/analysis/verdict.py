"""Whether who ends elsewhere gets farther or less far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from ssmflow.analysis.compare import Comparison, Shift
from ssmflow.flow.model import Flow, OutcomeKind

Verdict = Literal["farther", "less_far", "as_far", "other"]

HOW_FAR: Mapping[OutcomeKind | None, int] = {"stop": 0, "refer": 1, "act": 2}
"""Who can act is farther than who first needs somebody else, and they than who is stuck."""


def verdict(comparison: Comparison, shift: Shift) -> Verdict:
    """Return how far one end of a shift is beside the other, by the kinds of both outcomes.

    Returns:
        `other` where an end is no outcome: a restart, or answers that cannot be given.
    """
    before = _how_far(comparison.before, shift.before)
    after = _how_far(comparison.after, shift.after)
    if before is None or after is None:
        return "other"
    return "as_far" if before == after else "farther" if after > before else "less_far"


def verdicts(comparison: Comparison) -> Mapping[Verdict, int]:
    """Return how many pairs of paths that end elsewhere have each verdict."""
    counts: dict[Verdict, int] = dict.fromkeys(get_args(Verdict), 0)
    for shift in comparison.shifts:
        if shift.kind != "same":
            counts[verdict(comparison, shift)] += shift.count
    return counts


def _how_far(flow: Flow, end: object) -> int | None:
    step = flow.steps.get(end) if isinstance(end, str) else None
    return HOW_FAR.get(step.outcome) if step else None
