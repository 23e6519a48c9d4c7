"""The rows of the table of people: who is in it, in which order, and what each row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ssmflow.analysis.people import Standing
from ssmflow.analysis.states import End
from ssmflow.flow.study import Persona
from ssmflow.telling.people_text import person
from ssmflow.telling.teller import Teller

COLUMNS = ("who", "outcome", "next", "path", "after")
RESTART = "~restart"
"""Stands for a restart among the ids of outcomes; no id has a '~'."""
ROWS = 50
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One persona with what is known of it.

    Args:
        persona: The persona.
        before: Where it stands in the flow; None where that is not known yet.
        after: Where it stands in the changed flow; None without one, too.
    """

    persona: Persona
    before: Standing | None
    after: Standing | None = None

    @property
    def open(self) -> bool:
        """Whether several ends are possible."""
        return self.before is not None and len(self.before.ends) > 1

    @property
    def moved(self) -> bool:
        """Whether other ends are possible in the changed flow."""
        known = self.before is not None and self.after is not None
        return known and self.before.ends != self.after.ends  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are looked at, as the address tells it.

    Args:
        text: What a row must say; every word of it.
        end: The end that must be possible; empty for any, `RESTART` for a restart.
        open: Whether several ends must be possible.
        moved: Whether the ends must be others in the changed flow.
        column: The column that orders the rows; empty for the order of the scenario.
        descending: Whether that order is turned round.
        page: The page, counted from 1.
    """

    text: str = ""
    end: str = ""
    open: bool = False
    moved: bool = False
    column: str = ""
    descending: bool = False
    page: int = 1

    @classmethod
    def in_view(cls, view: Mapping[str, str]) -> Wanted:
        """Return what the small texts of an address ask for; what makes no sense is left out."""
        sort = view.get("people-sort", "")
        column = sort.removeprefix("-")
        page = view.get("people-page", "")
        return cls(
            view.get("people-find", ""),
            view.get("people-end", ""),
            "people-open" in view,
            "people-moved" in view,
            column if column in COLUMNS else "",
            sort.startswith("-"),
            int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )


class Names:
    """What rows say, each text made once.

    Args:
        teller: Calls things by their names.
    """

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.end = lru_cache(maxsize=None)(teller.end)
        self.question = lru_cache(maxsize=None)(teller.question)
        self.answer = lru_cache(maxsize=None)(teller.answer)
        self._titles: dict[str, tuple[Persona, str]] = {}
        steps = dict.fromkeys(step for flow in teller.flows for step in flow.steps)
        self.ranks: dict[End, int] = {step: rank for rank, step in enumerate(steps)}
        self.ranks[None] = len(steps)

    def person(self, persona: Persona) -> str:
        """Return what a persona is called."""
        known = self._titles.get(persona.id)
        if known is None or known[0].title is not persona.title:
            known = self._titles[persona.id] = (persona, person(persona, self.teller.language))
        return known[1]

    def answers(self, answers: Mapping[str, str]) -> list[str]:
        """Return answers one by one."""
        return [self.answer(question, choice) for question, choice in answers.items()]

    def everything(self, row: Row) -> str:
        """Return all that a row says, as it is searched."""
        said = [self.person(row.persona), row.persona.id, *self.answers(row.persona.answers)]
        for standing in (row.before, row.after):
            said += [self.end(end) for end in standing.ends] if standing else []
        return "\n".join(said).casefold()


def looked_at(rows: Sequence[Row], wanted: Wanted, names: Names) -> list[Row]:
    """Return the rows that are wanted, in the order that is wanted.

    Args:
        rows: All rows.
        wanted: Which, and in which order.
        names: What they say.
    """
    words = wanted.text.casefold().split()
    found = [row for row in rows if _fits(row, wanted)]
    if words:
        said = ((row, names.everything(row)) for row in found)
        found = [row for row, text in said if all(word in text for word in words)]
    if wanted.column:
        found.sort(key=lambda row: _rank(row, wanted.column, names), reverse=wanted.descending)
    return found


def _fits(row: Row, wanted: Wanted) -> bool:
    end = None if wanted.end == RESTART else wanted.end
    ends = {*row.before.ends} if row.before else set()
    ends |= {*row.after.ends} if row.after else set()
    possible = not wanted.end or end in ends
    return possible and (row.open or not wanted.open) and (row.moved or not wanted.moved)


def _rank(row: Row, column: str, names: Names) -> Any:
    """Return what orders the rows by a column; those not known yet come last."""
    standing = row.before
    if column == "who":
        return names.person(row.persona).casefold()
    if standing is None:
        return (True,)
    if column == "next":
        question = standing.next_question
        return False, question is None, names.ranks.get(question, 0), standing.expected or 0
    if column == "path":
        return False, len(standing.walk.trace), names.answers(standing.walk.counted)
    if column == "after":
        return False, not row.moved, _ends_rank(row.after, names)
    return False, _ends_rank(standing, names)


def _ends_rank(standing: Standing | None, names: Names) -> tuple[int, list[int]]:
    """Return the order of ends: those that are certain as the flow has them, then by number."""
    ends = standing.ends if standing else ()
    return len(ends), [names.ranks[end] for end in ends]
