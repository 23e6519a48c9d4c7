"""What follows from the shares, as plain data: tables, pictures, and which share weighs most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from ssmflow.analysis.shares import Lever, levers
from ssmflow.analysis.states import End
from ssmflow.telling.amounts import slope, whole
from ssmflow.telling.bar_picture import bar_picture
from ssmflow.telling.flow_picture import flow_picture
from ssmflow.telling.numbers import half_up, percentage, points
from ssmflow.telling.shares_text import (
    dead_ends_told,
    end_bars,
    share_of_dead_ends,
    steps_table,
    together,
)
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.shares_sides import Side

END_KEY = "weighed"
RESTART = "*"
"""How a browser and an address name the end that starts again; no step's id has a '*'."""
MOST_LEVERS = 8
_SMALLEST = Fraction(1, 2000)


class Results:
    """What follows from the shares of one side or two.

    Args:
        sides: The flow's side, and the variant's where there is one.
        language: The language of the flow's texts.
        words: The words of the interface.
        asked: The end of which is asked what moves it most; any text.
    """

    def __init__(
        self, sides: tuple[Side, ...], language: str, words: Mapping[str, str], asked: str
    ) -> None:
        self.flow, self.variant = sides[0], sides[1] if len(sides) > 1 else None
        self.sides = sides
        self.language = language
        self.words = words
        self.asked = asked
        self.teller = Teller(language, words, tuple(side.flow for side in sides))
        self.beside = self.variant.found if self.variant else None

    def data(self) -> dict[str, Any]:
        """Return all of it."""
        steps = steps_table(self.flow.found, self.beside, self.teller, self._names)
        return {
            "heading": self.words["shares_results"],
            "ends": self._ends(),
            "status": dead_ends_told([(s.flow, s.found) for s in self.sides], self.teller),
            "bars": self._bars(),
            "flow_heading": self.words["shares_flow_heading"],
            "flows": [*self._flows()],
            "steps": {
                "summary": self.words["shares_steps"],
                "caption": steps.caption,
                "columns": steps.columns,
                "rows": [[*row] for row in steps.rows],
            },
            "weights": self._weights(),
        }

    @property
    def _names(self) -> tuple[str, str]:
        return self.words["shares_flow"], self.words["shares_variant"]

    def _ends(self) -> dict[str, Any]:
        """Return where people end, a row for each end, and the dead ends together."""
        words = self.words
        first = words["shares_end"]
        one = (words["shares_share"],)
        two = (*self._names, words["shares_difference"])
        ends = together(self.flow.found.ends, self.beside.ends if self.beside else None)
        dead = [share_of_dead_ends(side.flow, side.found) for side in self.sides]
        return {
            "caption": words["shares_ends"],
            "columns": (first, *(two if self.variant else one)),
            "rows": [
                {
                    "end": self.teller.step(end) if end else self.teller.end(end),
                    "kind": self._outcome(end),
                    "kind_told": self.teller.kind(end),
                    "cells": self._cells(share, other),
                }
                for end, share, other in ends
            ],
            "dead": {
                "end": words["shares_dead"],
                "cells": self._cells(dead[0], dead[1] if self.variant else None),
            },
        }

    def _outcome(self, end: End) -> str:
        if end is None:
            return ""
        step = next((side.flow.steps[end] for side in self.sides if end in side.flow.steps), None)
        return (step.outcome if step else None) or ""

    def _cells(self, share: Fraction, other: Fraction | None) -> list[dict[str, str]]:
        found = [self._cell(share)]
        if other is not None:
            gained = points(other - share, self.language)
            found += [self._cell(other), {"told": gained, "thousand": ""}]
        return found

    def _cell(self, share: Fraction) -> dict[str, str]:
        few = 0 < share < _SMALLEST
        count = whole(max(1, int(half_up(share * 1000, 0))), self.language) if share else "0"
        words = self.words["shares_few" if few else "shares_of_thousand"]
        told = percentage(share, self.language)
        return {"told": told, "thousand": words.format(count=count)}

    def _bars(self) -> str:
        bars = end_bars(self.flow.found, self.beside, self.teller)
        names = self._names if self.variant else None
        title = self.words["shares_bars"]
        return bar_picture(bars, self.language, title=title, names=names)

    def _flows(self) -> Iterator[dict[str, str]]:
        for side in self.sides:
            words = self.words
            caption = words["shares_picture" if side.name == "flow" else "shares_picture_variant"]
            notes = {s: percentage(share, self.language) for s, share in side.found.steps.items()}
            svg = flow_picture(
                side.flow,
                self.language,
                title=caption,
                words=words,
                widths=side.found.edges,
                step_notes=notes,
            )
            if svg:
                yield {"caption": caption, "svg": svg}

    @cached_property
    def _every_end(self) -> tuple[End, ...]:
        ends = together(self.flow.found.ends, self.beside.ends if self.beside else None)
        return tuple(end for end, _, _ in ends)

    @property
    def _weighed(self) -> End:
        """The end that is asked about; else the first where people can't go on, or the first."""
        asked = None if self.asked == RESTART else self.asked
        if asked in self._every_end and self.asked:
            return asked
        dead = (end for end in self._every_end if self._outcome(end) in ("stop", "refer"))
        return next(dead, self._every_end[0])

    def _weights(self) -> dict[str, Any]:
        words, end = self.words, self._weighed
        options = [{"id": e or RESTART, "name": self.teller.end(e)} for e in self._every_end]
        return {
            "heading": words["shares_weights"],
            "label": words["shares_weighed"],
            "options": options,
            "chosen": end or RESTART,
            "meaning": words["tell_levers_meaning"],
            "tables": [self._weights_of(side, end) for side in self.sides],
        }

    def _weights_of(self, side: Side, end: End) -> dict[str, Any]:
        words, teller = self.words, Teller(self.language, self.words, (side.flow,))
        heavy = [each for each in levers(side.flow, side.shares, end) if _counts(each, side)]
        conditional = any(lever.when for lever in heavy[:MOST_LEVERS])
        when = (words["tell_when"],) if conditional else ()
        name = self._names[0 if side.name == "flow" else 1]
        share = percentage(side.found.ends.get(end, Fraction(0)), self.language)
        return {
            "caption": words["shares_weights_of"].format(side=name, share=share),
            "none": "" if heavy else words["tell_no_levers"],
            "columns": [words["shares_one_more"], *when, words["shares_gives"]],
            "rows": [
                [
                    words["shares_more_of"].format(
                        choice=teller.label(lever.question, lever.choice),
                        question=teller.question(lever.question),
                    ),
                    *(["; ".join(teller.condition(lever.when))] if conditional else []),
                    slope(lever.slope, self.language),
                ]
                for lever in heavy[:MOST_LEVERS]
            ],
        }


def _counts(lever: Lever, side: Side) -> bool:
    """Tell whether a lever says anything that another of its question doesn't say already."""
    if len(side.flow.steps[lever.question].choices) == 2:
        return lever.slope > 0
    return lever.slope != 0
