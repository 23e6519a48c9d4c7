"""What differs between two flows, told step by step: how it was and how it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ssmflow.analysis.differences import Difference, Differences
from ssmflow.flow.model import Choice, Flow, Step, Text
from ssmflow.telling import markdown
from ssmflow.telling.arrows_text import target
from ssmflow.telling.blocks import Block, Cell, Paragraph, Table, lines_of
from ssmflow.telling.flow_sketch import StepMark
from ssmflow.telling.teller import Teller

_KINDS = {
    "added": "tell_added",
    "removed": "tell_removed",
    "renamed": "tell_renamed",
    "reworded": "tell_reworded",
    "changed": "tell_changed",
}
_DETAILS = {
    "id": "tell_detail_id",
    "text": "tell_detail_text",
    "note": "tell_detail_note",
    "label": "tell_detail_label",
    "to": "tell_detail_to",
    "outcome": "tell_detail_outcome",
    "basis": "tell_detail_basis",
    "why": "tell_detail_why",
    "terms": "tell_detail_terms",
    "page": "tell_detail_page",
    "links": "tell_detail_links",
    "restart": "tell_detail_restart",
    "title": "tell_detail_title",
    "version": "tell_detail_version",
    "start": "tell_detail_start",
}
_TEXTS = ("text", "note", "label", "why", "restart")
_ASIDE = ("basis", "why")
"""What explains a change, and is told only where nothing else differs."""
_WEIGHTS: Mapping[StepMark, int] = {
    "reworded": 0,
    "renamed": 1,
    "changed": 2,
    "added": 3,
    "removed": 3,
}


def differences_blocks(differences: Differences, before: Teller, after: Teller) -> Iterator[Block]:
    """Yield what differs as a table.

    Args:
        differences: What differs.
        before: Tells about the earlier flow, and about what it lacks.
        after: Tells about the later flow, and about what it lacks.
    """
    words = after.words
    if not differences.found and not differences.flow:
        yield Paragraph(words["tell_no_differences"])
        return
    telling = _Telling(differences, before, after)
    columns = (words["tell_where"], words["tell_what"], words["tell_before"], words["tell_after"])
    yield Table(words["tell_differences_table"], columns, tuple(telling.rows()))


def step_marks(differences: Differences) -> dict[str, StepMark]:
    """Return what became of each step, by its earlier id, for a picture; what weighs most."""
    marks: dict[str, StepMark] = {}
    for difference in differences.found:
        wording = difference.kind == "reworded"
        mark: StepMark = difference.kind if difference.choice is None or wording else "changed"
        step = differences.renamed_steps.get(difference.step, difference.step)
        if step not in marks or _WEIGHTS[mark] > _WEIGHTS[marks[step]]:
            marks[step] = mark
    return marks


@dataclass(frozen=True)
class _Telling:
    """Finds the texts of a difference in the language that is spoken, where the flows have them."""

    differences: Differences
    before: Teller
    after: Teller

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        words = self.after.words
        flow = [detail for detail in self.differences.flow if detail[1] != detail[2]]
        if flow:
            was = tuple(self._line(what, old) for what, old, _ in flow)
            now = tuple(self._line(what, new) for what, _, new in flow)
            yield words["tell_flow"], words["tell_changed"], was, now
        for difference in self.differences.found:
            yield self._row(difference)

    def _row(self, difference: Difference) -> tuple[Cell, ...]:
        telling = [detail for detail in difference.details if detail[0] not in _ASIDE]
        was: list[str] = []
        now: list[str] = []
        for what, old, new in telling or difference.details:
            one, other = self._sides(difference, what)
            # Where only the texts of another language differ, those are what is told.
            same = one == other
            was += self._lines(what, old if same or one is None else one)
            now += self._lines(what, new if same or other is None else other)
        kind = self.after.words[_KINDS[difference.kind]]
        return self._where(difference), kind, tuple(was), tuple(now)

    def _where(self, difference: Difference) -> str:
        teller = self.before if difference.kind == "removed" else self.after
        step, choice = self._earlier(difference)
        return teller.step(step) if choice is None else teller.answer(step, choice)

    def _earlier(self, difference: Difference) -> tuple[str, str | None]:
        """Return the ids that both flows of a comparison have."""
        step, choice, renames = difference.step, difference.choice, self.differences.renames
        earlier = renames.choices.get((step, choice), choice) if choice is not None else None
        return renames.steps.get(step, step), earlier

    def _lines(self, what: str, value: str | tuple[str, ...]) -> Iterator[str]:
        for line in lines_of(value):
            if line:
                yield self._line(what, line)

    def _line(self, what: str, value: str) -> str:
        named = self.after.words[_DETAILS[what]] if what in _DETAILS else what
        return f"{named}: {value}"

    def _sides(self, difference: Difference, what: str) -> tuple[Cell | None, Cell | None]:
        earlier = _found(self.before.flows[0], *self._earlier(difference))
        later = _found(self.after.flows[0], *self._earlier(difference))
        return _value(what, earlier, self.before), _value(what, later, self.after)


def _found(flow: Flow, step: str, choice: str | None) -> Step | Choice | None:
    found = flow.steps.get(step)
    return found if choice is None or found is None else found.choices.get(choice)


def _value(what: str, found: Step | Choice | None, teller: Teller) -> Cell | None:
    """Return what a step or choice has in words; None where it is told as it stands."""
    if what == "to" and isinstance(found, Choice):
        return target(found, teller)
    if what == "outcome" and isinstance(found, Step):
        return teller.kind(found.id)
    if what == "basis" and isinstance(found, Choice):
        return teller.words["reconstructed" if found.basis == "reconstructed" else "tell_sourced"]
    text = getattr(found, what, None) if what in _TEXTS else None
    return markdown.plain(text, teller.language) if isinstance(text, Text) else None
