"""The reconstructed arrows, and for whom they matter, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ssmflow.analysis.arrows import Arrow, Certainty, paths_through, taken_by
from ssmflow.analysis.compare import Alone
from ssmflow.analysis.differences import differences
from ssmflow.flow.model import Choice, Flow
from ssmflow.flow.study import Persona
from ssmflow.telling.amounts import whole
from ssmflow.telling.arrows_text import reconstructed_arrows, target
from ssmflow.telling.people_text import person
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.compare_alone import alone_cells
from ssmflow.views.lab.compare_parts import changed_alone
from ssmflow.views.lab.findings import Data, cell, details, listing, paragraph, table
from ssmflow.views.lab.questions_parts import every_path

MOST_ARROWS = 60
MOST_CHANGED = 12
"""Choices that a variant changes and that are looked at one by one, at most."""


@lru_cache(maxsize=8)
def counted(flow: Flow) -> Mapping[Arrow, int]:
    """Return how many paths take each choice, counted once."""
    return paths_through(flow)


@lru_cache(maxsize=256)
def takes(flow: Flow, answers: tuple[tuple[str, str], ...]) -> Mapping[Arrow, Certainty]:
    """Return which choices someone takes, found once for these answers."""
    return taken_by(flow, dict(answers))


class ArrowParts:
    """Tells of each reconstructed arrow what hangs on it.

    Args:
        flow: The flow.
        others: Other readings of the flow, by name.
        people: The people that are looked at.
        teller: Tells about the flow.
    """

    def __init__(
        self,
        flow: Flow,
        others: Mapping[str, Flow],
        people: Sequence[Persona],
        teller: Teller,
    ) -> None:
        self.flow = flow
        self.others = others
        self.people = people
        self.teller = teller
        self.words = teller.words
        self.arrows = reconstructed_arrows(flow)

    def parts(self) -> Iterator[Data]:
        """Yield the arrows as a table, and before it which of them matter."""
        words = self.words
        if not self.arrows:
            yield paragraph(words["tell_no_arrows"])
            return
        yield paragraph(words["tell_arrows_meaning"])
        if self.others:
            yield from self._weighty()
        keys = ["questions_arrow", "tell_count", "questions_takers"]
        keys += ["questions_otherwise"] if self.others else []
        shown = self.arrows[:MOST_ARROWS]
        rows = [self._row(question, choice) for question, choice in shown]
        yield table(words["tell_arrows_table"], [words[key] for key in keys], rows, (1,))
        if self.others:
            yield paragraph(words["compare_alone_note"], "quiet")
        if len(shown) < len(self.arrows):
            told = {"shown": len(shown), "all": len(self.arrows)}
            yield paragraph(words["compare_shifts_shown"].format(**told), "quiet")

    def _weighty(self) -> Iterator[Data]:
        """Yield which arrows change an end in some other reading."""
        words = self.words
        found = [
            self.teller.plain_answer(question, choice.id)
            for question, choice in self.arrows
            if any(
                alone.comparison is not None and alone.comparison.elsewhere
                for _, _, alone in self._readings((question, choice.id))
            )
        ]
        if not found:
            yield paragraph(words["questions_none_weighs"], "key")
            return
        told = {"count": len(found), "all": len(self.arrows)}
        yield paragraph(words["questions_weighs"].format(**told), "key")
        yield listing(found)

    def _row(self, question: str, choice: Choice) -> list[Data]:
        words, teller = self.words, self.teller
        arrow = question, choice.id
        leads = target(choice, teller)
        said = (leads,) if isinstance(leads, str) else leads
        why = []
        if choice.why:
            told = paragraph(teller.text(choice.why))
            why = [details(f"why-{question}-{choice.id}", words["why"], told)]
        named = (teller.plain_answer(*arrow), *(words["questions_to"].format(to=to) for to in said))
        language = teller.language
        of = {
            "moved": whole(counted(self.flow)[arrow], language),
            "all": whole(every_path(self.flow), language),
        }
        row = [cell(named, "", *why), cell(words["tell_of"].format(**of)), self._takers(arrow)]
        return [*row, cell((), "", *self._otherwise(arrow))] if self.others else row

    def _takers(self, arrow: Arrow) -> Data:
        """Return who of the people takes an arrow."""
        words = self.words
        found: dict[Certainty, list[str]] = {"surely": [], "perhaps": [], "never": []}
        for persona in self.people:
            answers = tuple(sorted(persona.answers.items()))
            found[takes(self.flow, answers)[arrow]].append(person(persona, self.teller.language))
        parts = []
        keys = {"surely": "questions_surely", "perhaps": "questions_perhaps"}
        for certainty, names in found.items():
            key = keys.get(certainty)
            if names and key:
                told = words[key].format(count=len(names))
                parts.append(details(f"{certainty}-{'-'.join(arrow)}", told, listing(names)))
        return cell((), "", *parts) if parts else cell(words["tell_nobody"])

    def _otherwise(self, arrow: Arrow) -> Iterator[Data]:
        """Yield for each reading in which an arrow leads elsewhere, who ends elsewhere by it."""
        anywhere = False
        for name, other, alone in self._readings(arrow):
            anywhere = True
            yield paragraph(name)
            yield from self._reading(arrow, name, other, alone)
        if not anywhere:
            yield paragraph(self.words["questions_nowhere_else"])

    def _reading(self, arrow: Arrow, name: str, other: Flow, alone: Alone) -> Iterator[Data]:
        words = self.words
        teller = Teller(self.teller.language, words, (other, self.flow))
        now = target(other.steps[arrow[0]].choices[arrow[1]], teller)
        said = (now,) if isinstance(now, str) else now
        leads = [words["questions_to"].format(to=to) for to in said]
        if alone.comparison is None:
            yield listing([*leads, words["questions_not_alone"]])
            return
        told, who = alone_cells(alone, self.people, teller)
        moved = words["questions_moved"].format(count="; ".join(told["lines"]))
        names = "; ".join(who["lines"]) or words["tell_nobody"]
        situations = [words["questions_situations"].format(people=names)] if self.people else []
        yield listing([*leads, moved, *situations])
        yield from _keyed(who["more"], name)

    def _readings(self, arrow: Arrow) -> Iterator[tuple[str, Flow, Alone]]:
        """Yield each other reading in which an arrow leads elsewhere, and what that does."""
        for name, other in self.others.items():
            if not _is_other(self.flow, other, arrow):
                continue
            for alone in changed_alone(self.flow, other):
                if (alone.question, alone.choice) == arrow:
                    yield name, other, alone


def _is_other(flow: Flow, other: Flow, arrow: Arrow) -> bool:
    """Tell whether an arrow leads elsewhere in another flow that is not all too different."""
    question, choice = arrow
    step = other.steps.get(question)
    found = step.choices.get(choice) if step else None
    own = flow.steps[question].choices[choice]
    if found is None or (found.rules, found.restart) == (own.rules, own.restart):
        return False
    return _changed(flow, other) <= MOST_CHANGED


@lru_cache(maxsize=32)
def _changed(flow: Flow, other: Flow) -> int:
    found = differences(flow, other).found
    return sum(each.choice is not None and each.kind == "changed" for each in found)


def _keyed(parts: Sequence[Data], name: str) -> Iterator[Data]:
    """Yield parts that are opened under a key of their own for each reading."""
    for part in parts:
        yield {**part, "key": f"{part['key']}-{name}"}
