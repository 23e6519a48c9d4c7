"""What the cells of the table of people say: for the browser, and as plain texts for a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from ssmflow.analysis.people import Standing
from ssmflow.analysis.states import End
from ssmflow.telling.amounts import rounded
from ssmflow.views.lab.people_rows import Names, Row

SAME, DIFFERS = "=", "\N{NOT EQUAL TO}"


class Cells:
    """Says what stands in the cells.

    Args:
        names: What things are called.
        words: The words of the interface.
        varied: Whether there is a changed flow beside.
        waiting: What stands where nothing is known yet.
        beside: What a link to the walk needs beside the answers.
    """

    def __init__(
        self,
        names: Names,
        words: Mapping[str, str],
        *,
        varied: bool,
        waiting: str,
        beside: Mapping[str, str],
    ) -> None:
        self.names = names
        self.words = words
        self.varied = varied
        self.waiting = waiting
        self.beside = urlencode(beside)

    def row(self, row: Row) -> dict[str, Any]:
        """Return a row as the browser draws it."""
        title, words, standing = self.names.person(row.persona), self.words, row.before
        frame = {
            "id": row.persona.id,
            "title": title,
            "edit_name": words["people_edit_name"].format(title=title),
            "remove_name": words["people_remove_name"].format(title=title),
            "walk_name": words["people_walk_name"].format(title=title),
            "after": self._after(row),
        }
        if standing is None:
            nothing = {"outcome": self._unknown(), "next": None, "path": None, "walk": ""}
            return frame | nothing
        walk = "&".join(filter(None, [str(standing.walk), self.beside]))
        outcome = self._outcome(standing, "")
        return frame | {
            "outcome": outcome,
            "next": self._next(standing),
            "path": self._path(standing),
            "walk": walk,
        }

    def columns(self) -> list[str]:
        """Return the names of the columns of a file."""
        words = self.words
        columns = ["people_who", "people_outcome", "people_number", "people_next", "people_left_of"]
        varied = ["people_after", "people_moves"] if self.varied else []
        return [words[key] for key in (*columns, "people_path", *varied)]

    def texts(self, row: Row) -> list[str]:
        """Return a row of a file, a text for each of the columns."""
        title, standing, after = self.names.person(row.persona), row.before, row.after
        if standing is None:
            return [title, self.waiting, *[""] * (len(self.columns()) - 2)]
        question, expected = standing.next_question, standing.expected
        found = [
            title,
            self._lines(standing),
            str(len(standing.ends)),
            self.names.question(question) if question else "",
            rounded(expected, self.names.teller.language) if expected else "",
            "\n".join(self.names.answers(standing.walk.counted)),
        ]
        if self.varied:
            found += [self._lines(after) if after else self.waiting, self._verdict(row)]
        return found

    def _lines(self, standing: Standing) -> str:
        return "\n".join(self.names.end(end) for end in standing.ends)

    def _verdict(self, row: Row) -> str:
        if row.after is None:
            return ""
        if row.moved:
            both = len(row.before.ends if row.before else ()) == len(row.after.ends) == 1
            return self.words["people_differs" if both else "people_differs_open"]
        return self.words["people_same_open" if row.open else "people_same"]

    def _unknown(self) -> dict[str, Any]:
        return {"lead": self.waiting, "ends": []}

    def _outcome(self, standing: Standing, lead: str) -> dict[str, Any]:
        ends = [self._end(end) for end in standing.ends]
        if len(ends) > 1:
            count = self.words["people_possible"].format(count=len(ends))
            lead = f"{lead}: {count}" if lead else count
        return {"lead": lead, "ends": ends}

    def _end(self, end: End) -> dict[str, str]:
        teller = self.names.teller
        if end is None:
            return {"text": teller.end(end), "word": "", "kind": ""}
        found = (flow.steps[end] for flow in teller.flows if end in flow.steps)
        step = next(found)
        return {"text": teller.step(end), "word": teller.kind(end), "kind": step.outcome or ""}

    def _next(self, standing: Standing) -> dict[str, str] | None:
        if standing.next_question is None or standing.expected is None:
            return None
        expected = rounded(standing.expected, self.names.teller.language)
        left = self.words["people_left"].format(expected=expected, all=len(standing.ends))
        return {"question": self.names.question(standing.next_question), "left": left}

    def _path(self, standing: Standing) -> dict[str, Any]:
        words, walk, number = self.words, standing.walk, len(standing.walk.trace)
        counts = {0: words["people_no_answers"], 1: words["people_one_answer"]}
        groups = (
            ("", walk.counted),
            (words["people_unused"], walk.unused),
            (words["people_unknown"], standing.unknown),
        )
        summary = counts.get(number, words["people_answers"].format(count=number))
        if walk.unused:
            summary += words["people_others"].format(count=len(walk.unused))
        return {
            "summary": summary,
            "groups": self._groups(groups),
        }

    def _groups(
        self, groups: Sequence[tuple[str, Mapping[str, str]]]
    ) -> list[dict[str, str | list[str]]]:
        return [
            {"name": name, "answers": self.names.answers(answers)}
            for name, answers in groups
            if answers
        ]

    def _after(self, row: Row) -> dict[str, Any] | None:
        if not self.varied:
            return None
        if row.before is None or row.after is None:
            return {**self._unknown(), "moved": False}
        verdict = f"{DIFFERS if row.moved else SAME} {self._verdict(row)}"
        if not row.moved:
            return {"lead": verdict, "ends": [], "moved": False}
        return {**self._outcome(row.after, verdict), "moved": True}
