"""How shares change when one of them is moved: exact, and always a whole together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from ssmflow.analysis.shares import even, fitted
from ssmflow.flow.model import Flow, Step
from ssmflow.flow.study import ShareRule, Shares
from ssmflow.formats.shares import DECIMALS, percent_of
from ssmflow.telling.languages import locale_of

FEWEST = 2
"""Decimals of a percentage that shares are rounded to, unless more were typed."""
ZERO, ONE = Fraction(0), Fraction(1)


def moved(shares: Mapping[str, Fraction], choice: str, share: Fraction) -> Mapping[str, Fraction]:
    """Return shares of a question after one of them is set: the others change in proportion.

    They are rounded to the decimals that are in use already, and the largest of them takes the
    rest, so together they stay exactly a whole. Others that are all nothing divide evenly.

    Args:
        shares: For each choice its share, from 0 to 1; at least two.
        choice: The choice that is set.
        share: Its new share, from 0 to 1.
    """
    others = {name: old for name, old in shares.items() if name != choice}
    total = sum(others.values(), ZERO)
    parts = {
        name: (ONE - share) * (old / total if total else Fraction(1, len(others)))
        for name, old in others.items()
    }
    places = max(FEWEST, *(_places(each) for each in (share, *others.values())))
    unit = Fraction(1, 100 * 10**places)
    # Rounded down, so that what is left for the largest is never less than nothing.
    found = {name: part // unit * unit for name, part in parts.items()}
    largest = max(parts, key=lambda name: parts[name])
    found[largest] += ONE - share - sum(found.values(), ZERO)
    return {name: share if name == choice else found[name] for name in shares}


def _places(share: Fraction) -> int:
    """Return how many decimals tell a share as a percentage; 0 where six don't."""
    exact = (n for n in range(DECIMALS + 1) if (share * 100 * 10**n).denominator == 1)
    return next(exact, 0)


def typed_percentage(text: str) -> Fraction | None:
    """Return the share that a text says in percent, with a comma or a point; None for no share."""
    written = "".join(text.split()).removesuffix("%").replace(",", ".")
    return percent_of(written) if "/" not in written else None


def as_typed(share: Fraction, language: str) -> str:
    """Return a share as one would type it: a percentage without its sign, not longer than needed.

    What six decimals don't tell exactly, such as a third, is rounded.
    """
    exact = (share * 100 * 10**DECIMALS).denominator == 1
    places = DECIMALS if exact else FEWEST
    percent = Decimal(round(share * 100 * 10**places)) / 10**places
    return format_decimal(percent, "0.######", locale=locale_of(language))


def rules_at(flow: Flow, shares: Shares, question: str) -> tuple[ShareRule, ...]:
    """Return the rules that count at a question; the last has no condition."""
    known = {question: shares[question]} if question in shares else {}
    rules = fitted(flow, known).get(question, ())
    if rules and not rules[-1].when:
        return rules
    return (*rules, ShareRule(even(flow.steps[question])))


def with_share(
    rules: tuple[ShareRule, ...], index: int, shares: Mapping[str, Fraction]
) -> tuple[ShareRule, ...]:
    """Return rules of which one has other shares."""
    return (*rules[:index], ShareRule(shares, rules[index].when), *rules[index + 1 :])


def evened(rules: tuple[ShareRule, ...], question: Step) -> tuple[ShareRule, ...]:
    """Return rules that all divide evenly."""
    return tuple(ShareRule(even(question), rule.when) for rule in rules)


def split(rules: tuple[ShareRule, ...], earlier: Step) -> tuple[ShareRule, ...]:
    """Return a rule for each answer to an earlier question, all with the shares for all."""
    common = rules[-1].shares
    apart = (ShareRule(common, {earlier.id: (choice,)}) for choice in earlier.choices)
    return (*apart, ShareRule(common))


def with_rules(
    flow: Flow, shares: Shares, question: str, rules: tuple[ShareRule, ...] | None
) -> Shares:
    """Return shares with other rules at a question, in the order of the flow; None for none.

    Shares of questions that the flow does not have are left out.
    """
    found = {**shares, question: rules}
    every = ((step, found.get(step)) for step in flow.steps)
    return {step: kept for step, kept in every if kept}
