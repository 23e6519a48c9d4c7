"""The arrows that the source does not show, told with the reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ssmflow.flow.model import Choice, Flow
from ssmflow.telling.blocks import Cell, Table
from ssmflow.telling.teller import Teller


def reconstructed_arrows(flow: Flow) -> tuple[tuple[str, Choice], ...]:
    """Return the reconstructed choices of a flow, each with its question, in its order."""
    return tuple(
        (step.id, choice)
        for step in flow.steps.values()
        for choice in step.choices.values()
        if choice.basis == "reconstructed"
    )


def arrows_of_variant(
    before: Flow, after: Flow, renamed: Mapping[str, str]
) -> tuple[tuple[str, Choice], ...]:
    """Return the reconstructed choices whose arrow a variant adds or changes.

    Args:
        before: The flow.
        after: The flow of the variant.
        renamed: The earlier ids of the steps that the variant renames, by their later ones.
    """
    known = {
        (question, each.id): _arrow(each, {}) for question, each in reconstructed_arrows(before)
    }
    return tuple(
        (question, choice)
        for question, choice in reconstructed_arrows(after)
        if known.get((renamed.get(question, question), choice.id)) != _arrow(choice, renamed)
    )


def _arrow(choice: Choice, renamed: Mapping[str, str]) -> tuple[object, ...]:
    """Return where a choice leads, and when, by the earlier ids of the steps."""
    rules = [
        (
            renamed.get(rule.to, rule.to),
            {renamed.get(step, step): set(choices) for step, choices in rule.when.items()},
        )
        for rule in choice.rules
    ]
    return rules, choice.restart


def arrows_table(arrows: Iterable[tuple[str, Choice]], caption: str, teller: Teller) -> Table:
    """Return reconstructed arrows as a table.

    Args:
        arrows: The choices, each with its question.
        caption: What the table holds.
        teller: Tells about their flow.
    """
    words = teller.words
    rows = tuple(_row(question, choice, teller) for question, choice in arrows)
    columns = (words["tell_arrow"], words["tell_leads_to"], words["why"])
    return Table(caption, columns, rows)


def _row(question: str, choice: Choice, teller: Teller) -> tuple[Cell, ...]:
    why = teller.text(choice.why) if choice.why else ""
    return teller.plain_answer(question, choice.id), target(choice, teller), why


def target(choice: Choice, teller: Teller) -> Cell:
    """Return where a choice leads: a step, or a line for each rule."""
    words = teller.words
    if choice.restart:
        return words["tell_restart"]
    if len(choice.rules) == 1:
        return teller.question(choice.rules[0].to)
    told = []
    for rule in choice.rules:
        to = teller.question(rule.to)
        when = words["tell_and"].join(teller.condition(rule.when))
        told.append(words["tell_if" if rule.when else "tell_else"].format(to=to, when=when))
    return tuple(told)
