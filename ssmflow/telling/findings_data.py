"""Findings as plain data, for programs: what the texts tell, with ids and exact numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ssmflow.analysis.compare import Comparison, Shift
from ssmflow.analysis.decide import Decision
from ssmflow.analysis.differences import Difference
from ssmflow.analysis.joint import Missing
from ssmflow.analysis.people import Standing
from ssmflow.analysis.reverse import AnswerSets, DeadEnds
from ssmflow.analysis.shares import Distribution, Lever
from ssmflow.analysis.states import End
from ssmflow.flow.model import Flow


def end_data(end: End | Missing) -> dict[str, Any]:
    """Return an end: the id of its outcome, or that it restarts, or that there is none."""
    if isinstance(end, Missing):
        return {"missing": True}
    return {"restart": True} if end is None else {"outcome": end}


def share_data(share: Fraction) -> dict[str, Any]:
    """Return a share: exactly, as a fraction, and as a percentage."""
    return {"share": str(share), "percent": float(share * 100)}


def standing_data(standing: Standing) -> dict[str, Any]:
    """Return where a persona stands."""
    persona = standing.persona
    return {
        "persona": persona.id,
        "title": dict(persona.title.by_language),
        "answers": dict(persona.answers),
        "path": dict(standing.walk.counted),
        "step": standing.walk.current.id,
        "ends": [end_data(end) for end in standing.ends],
        "unknown": dict(standing.unknown),
        "next_question": standing.next_question,
        "expected": None if standing.expected is None else str(standing.expected),
    }


def moved_data(moved: Iterable[tuple[Standing, Standing]]) -> list[dict[str, Any]]:
    """Return the people for whom other ends are possible, with those before and after."""
    return [
        {
            "persona": before.persona.id,
            "before": [end_data(end) for end in before.ends],
            "after": [end_data(end) for end in after.ends],
        }
        for before, after in moved
    ]


def ways_data(ways: AnswerSets) -> dict[str, Any]:
    """Return the minimal sets of answers that lead to an end."""
    sets = [dict(answers) for answers in ways.sets]
    return {**end_data(ways.end), "sets": sets, "total": ways.total, "complete": ways.complete}


def decision_data(decision: Decision) -> dict[str, Any]:
    """Return what decided where a walk ends."""
    turns = [
        {
            "question": turn.question,
            "choice": turn.choice,
            "ends": [end_data(end) for end in turn.ends],
        }
        for turn in decision.turns
    ]
    walk = decision.walk
    end = None if walk.restarted else walk.current.id
    return {**end_data(end), "path": dict(walk.counted), "turns": turns, "idle": [*decision.idle]}


def dead_ends_data(found: DeadEnds) -> dict[str, Any]:
    """Return the dead ends of a flow, and the questions whose answer changes nothing."""
    outcomes = [
        {"kind": each.kind, "paths": each.paths, **ways_data(each.ways)} for each in found.outcomes
    ]
    return {"outcomes": outcomes, "idle": list(found.idle)}


def distribution_data(flow: Flow, found: Distribution) -> dict[str, Any]:
    """Return how people divide over the ends, steps, choices and edges of a flow."""
    return {
        "flow": flow.id,
        "ends": [{**end_data(end), **share_data(share)} for end, share in found.ends.items()],
        "steps": {step: share_data(share) for step, share in found.steps.items()},
        "choices": _nested(found.choices),
        "edges": _nested(found.edges),
    }


def _nested(shares: Mapping[tuple[str, str], Fraction]) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {}
    for (question, to), share in shares.items():
        nested.setdefault(question, {})[to] = share_data(share)
    return nested


def levers_data(end: End, found: Iterable[Lever]) -> dict[str, Any]:
    """Return what each share weighs for an end: percentage points for one percentage point."""
    levers = [
        {
            "question": lever.question,
            "choice": lever.choice,
            "when": {question: list(choices) for question, choices in lever.when.items()},
            "slope": str(lever.slope),
        }
        for lever in found
    ]
    return {**end_data(end), "levers": levers}


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return what differs between two flows, and which paths end elsewhere."""
    listing = comparison.listing
    renames = comparison.differences.renames
    return {
        "paths": comparison.total,
        "elsewhere": comparison.elsewhere,
        "shifts": [_shift_data(shift) for shift in comparison.shifts],
        "listing": listing
        and [
            {
                "answers": dict(line.answers),
                "before": end_data(line.before),
                "after": end_data(line.after),
            }
            for line in listing
        ],
        "differences": [_difference_data(each) for each in comparison.differences.found],
        "flow": [_detail(each) for each in comparison.differences.flow],
        "renamed": {
            "steps": dict(renames.steps),
            "choices": [
                {"step": step, "choice": choice, "before": earlier}
                for (step, choice), earlier in renames.choices.items()
            ],
        },
    }


def _shift_data(shift: Shift) -> dict[str, Any]:
    return {
        "kind": shift.kind,
        "before": end_data(shift.before),
        "after": end_data(shift.after),
        "count": shift.count,
        "example": dict(shift.example),
        "who": [dict(answers) for answers in shift.who],
        "complete": shift.complete,
    }


def _difference_data(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "step": difference.step,
        "choice": difference.choice,
        "details": [_detail(each) for each in difference.details],
    }


def _detail(detail: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("what", "before", "after"), detail, strict=True))
