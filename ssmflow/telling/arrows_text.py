"""The arrows that the source does not show, told with the reason for each."""

from __future__ import annotations

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


def arrows_table(flow: Flow, teller: Teller) -> Table:
    """Return the reconstructed arrows as a table."""
    words = teller.words
    rows = tuple(_row(question, choice, teller) for question, choice in reconstructed_arrows(flow))
    columns = (words["tell_arrow"], words["tell_leads_to"], words["why"])
    return Table(words["tell_arrows_table"], columns, rows)


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
