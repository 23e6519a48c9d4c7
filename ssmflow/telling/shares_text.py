"""How many of a thousand, told: where people end, which share weighs most, what was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from ssmflow.analysis.shares import Distribution, Lever
from ssmflow.analysis.states import End
from ssmflow.flow.model import Flow
from ssmflow.flow.study import ShareRule, Shares
from ssmflow.telling.amounts import slope
from ssmflow.telling.bar_picture import Bar
from ssmflow.telling.blocks import Block, Cell, Paragraph, Table
from ssmflow.telling.numbers import percentage, points
from ssmflow.telling.teller import Teller

Key = TypeVar("Key")
NOTHING = Fraction(0)
MOST_LEVERS = 6


def share_of_dead_ends(flow: Flow, found: Distribution) -> Fraction:
    """Return the part of all walks that ends where somebody else must act, or the way is closed."""
    return sum(dead_end_parts(flow, found), NOTHING)


def dead_end_parts(flow: Flow, found: Distribution) -> tuple[Fraction, Fraction]:
    """Return the part of all walks that stops, and the part where somebody else must act."""
    ends = [(flow.steps[end].outcome, share) for end, share in found.ends.items() if end]
    stops = sum((share for outcome, share in ends if outcome == "stop"), NOTHING)
    refers = sum((share for outcome, share in ends if outcome == "refer"), NOTHING)
    return stops, refers


def dead_ends_told(sides: Sequence[tuple[Flow, Distribution]], teller: Teller) -> str:
    """Return which part comes to a dead end, in its two parts and together, in sentences.

    Args:
        sides: The flow and how they divide over it, and its variant's where there is one.
        teller: Gives the words.
    """
    words = teller.words
    columns = [_dead(flow, found) for flow, found in sides]
    each = [
        [percentage(share, teller.language) for share in shares]
        for shares in zip(*columns, strict=True)
    ]
    key = "tell_dead_pair" if len(sides) > 1 else "tell_dead"
    names = ("share", "beside")
    told = [words[key].format(**dict(zip(names, shares, strict=False))) for shares in each]
    return words["tell_dead_parts"].format(stop=told[0], refer=told[1], both=told[2])


def _dead(flow: Flow, found: Distribution) -> tuple[Fraction, Fraction, Fraction]:
    """Return the two parts of the dead ends, and what they are together."""
    return *dead_end_parts(flow, found), share_of_dead_ends(flow, found)


def ends_table(
    found: Distribution,
    beside: Distribution | None,
    teller: Teller,
    names: tuple[str, str],
) -> Table:
    """Return where people end as a table, beside a variant with the difference.

    Args:
        found: How they divide over the flow.
        beside: How they divide over the variant; None where there is none.
        teller: Tells about both flows, the flow's first.
        names: What the two are called.
    """
    words = teller.words
    rows = [
        (_end(end, teller), *_numbers(share, other, teller.language))
        for end, share, other in together(found.ends, beside.ends if beside else None)
    ]
    ours = _dead(teller.flows[0], found)
    theirs = _dead(teller.flows[-1], beside) if beside else (None, None, None)
    totals = (words["tell_all_stop"], words["tell_all_refer"], words["tell_all_dead"])
    rows += [
        (name, *_numbers(share, other, teller.language))
        for name, share, other in zip(totals, ours, theirs, strict=True)
    ]
    columns = _columns(words["tell_end"], beside is not None, names, words)
    return Table(words["tell_ends_table"], columns, tuple(rows), _places(columns))


def steps_table(
    found: Distribution, beside: Distribution | None, teller: Teller, names: tuple[str, str]
) -> Table:
    """Return which part comes by each question, as `ends_table` does."""
    every = together(found.steps, beside.steps if beside else None)
    rows = (
        (teller.numbered(step, teller.step(step)), *_numbers(share, other, teller.language))
        for step, share, other in every
        if step not in found.ends and (beside is None or step not in beside.ends)
    )
    words = teller.words
    columns = _columns(words["tell_question"], beside is not None, names, words)
    return Table(words["tell_steps_table"], columns, tuple(rows), _places(columns))


def end_bars(found: Distribution, beside: Distribution | None, teller: Teller) -> list[Bar]:
    """Return a bar for each end, as `ends_table` has rows."""
    every = together(found.ends, beside.ends if beside else None)
    return [Bar(teller.short_end(end), share, other) for end, share, other in every]


def _end(end: End, teller: Teller) -> str:
    return teller.end(end) if end is None else teller.numbered(end, teller.end(end))


def together(
    one: Mapping[Key, Fraction], other: Mapping[Key, Fraction] | None
) -> Iterator[tuple[Key, Fraction, Fraction | None]]:
    """Yield every key with its share in both; a restart, None, last."""
    keys = sorted({**one, **(other or {})}, key=lambda key: key is None)
    for key in keys:
        yield key, one.get(key, NOTHING), other.get(key, NOTHING) if other is not None else None


def _columns(
    first: str, paired: bool, names: tuple[str, str], words: Mapping[str, str]
) -> tuple[str, ...]:
    return (first, *names, words["tell_difference"]) if paired else (first, words["tell_share"])


def _places(columns: Sequence[str]) -> tuple[int, ...]:
    return tuple(range(1, len(columns)))


def _numbers(share: Fraction, other: Fraction | None, language: str) -> tuple[str, ...]:
    if other is None:
        return (percentage(share, language),)
    return percentage(share, language), percentage(other, language), points(other - share, language)


def levers_blocks(
    found: Sequence[Lever], end: End, share: Fraction, teller: Teller
) -> Iterator[Block]:
    """Yield which shares move an end most, heaviest first.

    Args:
        found: The levers.
        end: The end.
        share: The part that ends there.
        teller: Tells about the flow.
    """
    words = teller.words
    told = {"end": teller.short_end(end), "share": percentage(share, teller.language)}
    yield Paragraph(words["tell_levers_of"].format(**told), "key")
    heavy = [lever for lever in found if _counts(lever, teller)][:MOST_LEVERS]
    if not heavy:
        yield Paragraph(words["tell_no_levers"])
        return
    divided = {lever.question for lever in found if lever.when}
    conditional = any(lever.question in divided for lever in heavy)
    condition = (words["tell_when"],) if conditional else ()
    columns = (words["tell_more_of"], *condition, words["tell_slope"])
    rows = tuple(
        (
            teller.answer(lever.question, lever.choice),
            *((_condition(lever.when, lever.question in divided, teller),) if conditional else ()),
            slope(lever.slope, teller.language),
        )
        for lever in heavy
    )
    yield Table(words["tell_levers_table"], columns, rows, (len(columns) - 1,))


def _counts(lever: Lever, teller: Teller) -> bool:
    """Tell whether a lever says something: of two choices one gains what the other loses."""
    return lever.slope > 0 or (lever.slope < 0 and teller.choices(lever.question) > 2)


def levers_meaning(teller: Teller) -> Paragraph:
    """Return how levers are to be read."""
    return Paragraph(teller.words["tell_levers_meaning"], "quiet")


def assumptions_table(shares: Shares, caption: str, teller: Teller) -> Table | None:
    """Return the shares that were given, as a table; None where there are none."""
    rows = tuple(
        (
            teller.numbered(question, teller.question(question)),
            _parts(rule, question, teller),
            _condition(rule.when, len(rules) > 1, teller),
        )
        for question, rules in shares.items()
        for rule in rules
    )
    words = teller.words
    conditional = any(rule.when for rules in shares.values() for rule in rules)
    columns = (words["tell_question"], words["tell_shares"], words["tell_when"])
    width = 3 if conditional else 2
    return Table(caption, columns[:width], tuple(row[:width] for row in rows)) if rows else None


def _condition(when: Mapping[str, tuple[str, ...]], divided: bool, teller: Teller) -> Cell:
    """Return when a rule of shares counts; of several, the last one counts in all other cases."""
    if not when and divided:
        return teller.words["tell_otherwise"]
    return teller.condition(when)


def _parts(rule: ShareRule, question: str, teller: Teller) -> Cell:
    return tuple(
        f"{teller.label(question, choice)}: {percentage(share, teller.language)}"
        for choice, share in rule.shares.items()
    )
