"""What stands around the table of people: how far it is, what it can be limited to, its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ssmflow.analysis.states import End
from ssmflow.telling.amounts import whole
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.people_rows import RESTART, ROWS, Names, Wanted
from ssmflow.views.lab.people_standings import Standings


def progress(standings: Standings, page: Lab) -> dict[str, Any] | None:
    """Return how many people are known, and the button that stops or goes on; None at the end.

    Args:
        standings: What is worked on.
        page: What is shown.
    """
    if standings.done == standings.total:
        return None
    words, language, stopped = page.words, page.language, standings.stopped
    text = words["people_stopped" if stopped else "people_progress"]
    done, total = whole(standings.done, language), whole(standings.total, language)
    return {
        "text": text.format(done=done, all=total),
        "done": standings.done,
        "total": standings.total,
        "act": "continue" if stopped else "stop",
        "button": words["people_continue" if stopped else "people_stop"],
    }


def filters(page: Lab, wanted: Wanted, ends: Sequence[End], names: Names) -> dict[str, Any]:
    """Return the fields that limit the table.

    Args:
        page: What is shown.
        wanted: What they hold.
        ends: The ends to choose from.
        names: What those are called.
    """
    words = page.words
    options = [{"id": "", "text": words["people_any_end"]}]
    options += [{"id": end_key(end), "text": names.end(end)} for end in ends]
    only = [{"id": "open", "text": words["people_only_open"], "on": wanted.open}]
    if page.changed:
        only.append({"id": "moved", "text": words["people_only_moved"], "on": wanted.moved})
    return {
        "find": {"label": words["people_find"], "value": wanted.text},
        "end": {"label": words["people_end"], "value": wanted.end, "options": options},
        "only": only,
        "clear": words["people_clear"],
        "filtered": bool(wanted.text or wanted.end or wanted.open or wanted.moved),
    }


def turning(page: Lab, number: int, pages: int, found: int) -> dict[str, Any] | None:
    """Return the buttons that turn the pages; None where there is one page.

    Args:
        page: What is shown.
        number: The present page of the table, counted from 1.
        pages: How many there are.
        found: How many rows they hold.
    """
    if pages == 1:
        return None
    words, language = page.words, page.language
    first, last = (number - 1) * ROWS + 1, min(number * ROWS, found)
    told = {"first": first, "last": last, "all": found}
    told_as = {key: whole(value, language) for key, value in told.items()}
    turns = (
        ("previous", words["people_previous"], number - 1, number > 1),
        ("following", words["people_following"], number + 1, number < pages),
    )
    return {
        "text": words["people_rows"].format(**told_as),
        "label": words["people_pages"],
        "turns": [
            {"id": id_, "name": name, "to": str(to), "on": possible}
            for id_, name, to, possible in turns
        ],
    }


def end_key(end: End) -> str:
    """Return an end as it stands in an address."""
    return RESTART if end is None else end


def sorted_as(column: str, wanted: Wanted) -> str:
    """Return how a column orders the rows, in the words of ARIA."""
    if column != wanted.column:
        return "none"
    return "descending" if wanted.descending else "ascending"
