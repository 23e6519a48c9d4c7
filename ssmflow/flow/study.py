"""The words of a study as frozen data: persona, share, variant, scenario.

They say what is asked of a flow; `ssmflow.analysis` finds the answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from ssmflow.flow.model import Text


@dataclass(frozen=True, slots=True)
class Persona:
    """A named set of answers, in any order, not necessarily complete.

    Args:
        id: Its id, unique among the personas that it stands with.
        title: Who it is.
        answers: A choice for each question that has a known answer; all others are unknown.
    """

    id: str
    title: Text
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShareRule:
    """How those who come to a question divide over its choices.

    Args:
        shares: For each choice its share, from 0 to 1; together they are 1.
        when: The earlier answers for which this counts, as a rule of a choice has them; empty where
            it always does.
    """

    shares: Mapping[str, Fraction]
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Shares: TypeAlias = Mapping[str, tuple[ShareRule, ...]]
"""For each question its rules: the first that holds counts, the last always holds. A question that
is left out divides evenly over its choices."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A flow made from another by a merge patch (RFC 7396).

    Args:
        id: Its slug.
        of: The id of the flow that it changes.
        title: Its title.
        patch: The patch on the flow's file, as plain data; None removes.
        why: What it asks.
    """

    id: str
    of: str
    title: Text
    patch: Mapping[str, Any]
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A flow, a change to it, people, shares and notes, kept together.

    Args:
        id: Its slug.
        flow: The id of the flow.
        title: Its title.
        version: The version of the flow that it was made with; None where that was left out.
        variant: The change that is looked at; None where there is none.
        people: The personas that are looked at.
        shares: How people divide over the choices of the flow.
        variant_shares: Where the variant needs others: they stand in for `shares` at the questions
            that they name.
        notes: What its author wants said with it.
    """

    id: str
    flow: str
    title: Text
    version: str | None = None
    variant: Variant | None = None
    people: Sequence[Persona] = ()
    shares: Shares = field(default_factory=dict)
    variant_shares: Shares = field(default_factory=dict)
    notes: Text | None = None
