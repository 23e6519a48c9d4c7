"""Shares as a file has them: percentages as plain decimals or fractions, exact either way."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ssmflow.flow.check import listed
from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Flow, Step
from ssmflow.flow.study import ShareRule, Shares
from ssmflow.formats import documents
from ssmflow.formats.documents import Node, Scalar, Sequence
from ssmflow.formats.fields import Fields, Keys
from ssmflow.formats.flow_data import when_data
from ssmflow.formats.known_answers import KnownAnswers
from ssmflow.formats.yaml_text import Number

SHARE_RULE_KEYS = Keys(("shares",), ("when",))
DECIMAL = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")
FRACTION = re.compile(r"[0-9]{1,40}/[0-9]{1,40}")
MAXIMUM_DENOMINATOR = 10**60
"""Of all shares of a question together: sums of fractions that have less in common grow endless."""
WHOLE = 100
DECIMALS = 6


def percent_of(written: str) -> Fraction | None:
    """Return a percentage as a share from 0 to 1; None where it is written in no way allowed."""
    if not (DECIMAL.fullmatch(written) or FRACTION.fullmatch(written)):
        return None
    if "/" in written and int(written.partition("/")[2]) == 0:
        return None
    share = Fraction(written) / WHOLE
    return share if share <= 1 else None


def percent_text(share: Fraction) -> str:
    """Return a share as a percentage: a decimal where six decimals tell it exactly."""
    percent = share * WHOLE
    millionths = percent * 10**DECIMALS
    if millionths.denominator != 1:
        return f"{percent.numerator}/{percent.denominator}"
    whole, rest = divmod(millionths.numerator, 10**DECIMALS)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")


def shares_data(shares: Shares) -> dict[str, Any]:
    """Return shares as plain data in the shape of a file."""
    return {question: _rules_data(rules) for question, rules in shares.items()}


def _rules_data(rules: tuple[ShareRule, ...]) -> Any:
    if len(rules) == 1 and not rules[0].when:
        return _percentages(rules[0].shares)
    return [_rule_data(rule) for rule in rules]


def _rule_data(rule: ShareRule) -> dict[str, Any]:
    when = {"when": when_data(rule.when)} if rule.when else {}
    return {**when, "shares": _percentages(rule.shares)}


def _percentages(shares: Mapping[str, Fraction]) -> dict[str, Number]:
    return {choice: Number(percent_text(share)) for choice, share in shares.items()}


class ShareReader:
    """Reads shares of one flow from nodes; what is wrong is collected in `fields`.

    Args:
        fields: Where problems are collected.
        flow: The flow whose questions they divide.
    """

    def __init__(self, fields: Fields, flow: Flow) -> None:
        self.fields = fields
        self.flow = flow
        self._known = KnownAnswers([flow])
        self._after: dict[str, set[str]] = {}

    def read(self, node: Node | None, what: str) -> Shares:
        """Return the shares of a mapping of question to percentages or rules.

        Args:
            node: The mapping; None where it was left out.
            what: How a problem calls it.
        """
        entries = self.fields.entries(node, what) if node is not None else {}
        shares: dict[str, tuple[ShareRule, ...]] = {}
        for name, (key, value) in entries.items():
            if name in self._known.choices:
                shares[name] = self._rules(self.flow.steps[name], value)
            else:
                self.fields.complain(key, self._known.unknown_question(name))
        return shares

    def _rules(self, question: Step, node: Node) -> tuple[ShareRule, ...]:
        if not isinstance(node, Sequence):
            return (ShareRule(self._percentages(question, node, node)),)
        if not node.items:
            self.fields.complain(node, f"question {question.id!r} has no rules")
        last = len(node.items) - 1
        return tuple(
            self._rule(question, item, last=index == last) for index, item in enumerate(node.items)
        )

    def _rule(self, question: Step, node: Node, *, last: bool) -> ShareRule:
        entries = self.fields.known(node, "a rule of shares", SHARE_RULE_KEYS)
        when = self._when(question, entries["when"]) if "when" in entries else {}
        if last and "when" in entries:
            self.fields.complain(node, "the last rule has a 'when': where none holds, none counts")
        if not last and entries and "when" not in entries:
            reason = "this rule has no 'when', so those after it never count; it must be last"
            self.fields.complain(node, reason)
        shares = entries.get("shares")
        return ShareRule(self._percentages(question, shares, node) if shares else {}, when)

    def _when(self, question: Step, node: Node) -> dict[str, tuple[str, ...]]:
        entries = self.fields.entries(node, "when")
        if not entries and isinstance(node, documents.Mapping):
            self.fields.complain(node, "'when' names no question")
        when = {}
        for name, (key, value) in entries.items():
            if name not in self._known.choices:
                self.fields.complain(key, self._known.unknown_question(name))
            elif not self._before(name, question.id):
                reason = f"the rule names {name!r}, which can't come before {question.id!r}"
                self.fields.complain(key, reason)
            else:
                when[name] = self._choices(name, value)
        return when

    def _before(self, earlier: str, later: str) -> bool:
        if earlier not in self._after:
            self._after[earlier] = graph_of(self.flow).reached_from(earlier)
        return earlier != later and later in self._after[earlier]

    def _choices(self, question: str, node: Node) -> tuple[str, ...]:
        items = node.items if isinstance(node, Sequence) else [node]
        if not items:
            self.fields.complain(node, f"the rule names no answer to {question!r}")
        chosen = []
        for item in items:
            choice = self.fields.string(item, f"the answer to {question!r}")
            if choice and choice not in self._known.choices[question]:
                self.fields.complain(item, self._known.unknown_choice(question, choice))
            chosen.append(choice)
        return tuple(chosen)

    def _percentages(self, question: Step, node: Node, at: Node) -> dict[str, Fraction]:
        told = len(self.fields.problems)
        entries = self.fields.entries(node, f"the shares of {question.id!r}")
        for name, (key, _) in entries.items():
            if name not in question.choices:
                self.fields.complain(key, self._known.unknown_choice(question.id, name))
        given = {name: self._percentage(value) for name, (_, value) in entries.items()}
        lacking = [choice for choice in question.choices if choice not in given]
        if lacking and isinstance(node, documents.Mapping) and len(self.fields.problems) == told:
            reason = (
                f"each choice of {question.id!r} has a share, 0 too; lacking: {listed(lacking)}"
            )
            self.fields.complain(_first(node, at), reason)
        shares = {name: share for name, share in given.items() if share is not None}
        if len(self.fields.problems) == told:
            self._check_sum(question, shares, _first(node, at))
        return shares

    def _check_sum(self, question: Step, shares: Mapping[str, Fraction], at: Node) -> None:
        common = 1
        for share in shares.values():
            common = math.lcm(common, share.denominator)
            if common > MAXIMUM_DENOMINATOR:
                reason = f"the fractions of {question.id!r} have too large a common denominator"
                self.fields.complain(at, f"{reason}: at most 10^60")
                return
        total = sum(shares.values(), Fraction(0))
        if total != 1:
            reason = f"the shares of {question.id!r} sum to {percent_text(total)}, not to 100"
            self.fields.complain(at, reason)

    def _percentage(self, node: Node) -> Fraction | None:
        share = percent_of(node.value) if isinstance(node, Scalar) else None
        if share is None:
            given = f" {node.value!r}" if isinstance(node, Scalar) and node.value else ""
            reason = (
                f"the share{given} is no percentage: a number from 0 to 100 with a point and at "
                "most 6 decimals, such as 92.5, or a fraction, such as 100/3"
            )
            self.fields.complain(node, reason)
        return share


def _first(node: Node, at: Node) -> Node:
    """Return where a fault of the shares together is told: at the first of them."""
    if isinstance(node, documents.Mapping):
        return next((key for key, _ in node.items.values()), at)
    return at
