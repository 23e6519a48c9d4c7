"""What a comparison shows, as plain data, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from ssmflow.analysis.compare import (
    Alone,
    Comparison,
    Line,
    Shift,
    ShiftKind,
    compare,
    each_change_alone,
)
from ssmflow.analysis.verdict import Verdict, verdict, verdicts
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona
from ssmflow.telling.amounts import whole
from ssmflow.telling.comparison_text import MOST_ALONE, end_or_missing, tellers
from ssmflow.telling.differences_text import differences_blocks, step_marks
from ssmflow.telling.flow_picture import comparison_picture
from ssmflow.telling.people_text import person, reconstructed_meaning
from ssmflow.telling.words import words_for
from ssmflow.views.lab.compare_alone import alone_rows
from ssmflow.views.lab.compare_people import moved_people
from ssmflow.views.lab.findings import (
    Data,
    answer_sets,
    cell,
    details,
    from_blocks,
    listing,
    outcome_kind,
    paragraph,
    picture,
    section,
    table,
)

MOST_SHIFTS = 60
_VERDICTS: Mapping[Verdict, str] = {
    "farther": "compare_farther",
    "less_far": "compare_less_far",
    "as_far": "compare_as_far",
}
_KINDS: Mapping[ShiftKind, str] = {
    "changed": "compare_changed",
    "new": "compare_new",
    "gone": "compare_gone",
}


@lru_cache(maxsize=8)
def compared(before: Flow, after: Flow) -> Comparison:
    """Return the comparison of two flows, made once."""
    return compare(before, after)


@lru_cache(maxsize=32)
def changed_alone(before: Flow, after: Flow) -> tuple[Alone, ...]:
    """Return what each changed choice does on its own, found once."""
    return each_change_alone(before, after)


@lru_cache(maxsize=8)
def drawn(before: Flow, after: Flow, languages: tuple[str, str]) -> str:
    """Return the picture of two flows in one, drawn once; nothing where they are too large.

    Args:
        before: The earlier flow.
        after: The later flow.
        languages: The language of the flows' texts, and the one that words fall back to.
    """
    words, comparison = words_for(*languages), compared(before, after)
    return comparison_picture(
        comparison.before,
        comparison.after,
        languages[0],
        title=words["compare_picture"],
        words=words,
        marks=step_marks(comparison.differences),
    )


class ComparisonParts:
    """Tells a comparison.

    Args:
        flows: The two flows, the earlier first.
        people: The people that are looked at.
        language: The language of the flows' texts.
        own_language: The language that the words fall back to.

    Raises:
        TooEntangledError: The flows are too much to be compared exactly.
    """

    def __init__(
        self,
        flows: tuple[Flow, Flow],
        people: Sequence[Persona],
        language: str,
        own_language: str,
    ) -> None:
        self.flows = flows
        self.people = people
        self.language = language
        self.own_language = own_language
        self.words = words_for(language, own_language)
        self.comparison = compared(*flows)
        self.before, self.after = tellers(self.comparison, language, self.words)

    @property
    def headline(self) -> str:
        """How many paths end elsewhere, in one sentence."""
        moved, every = self.comparison.elsewhere, self.comparison.total
        counted = {"moved": self._whole(moved), "all": self._whole(every)}
        if not moved:
            return self.words["compare_none"].format(**counted)
        return self.words["compare_one" if moved == 1 else "compare_some"].format(**counted)

    def sections(self) -> Iterator[Data]:
        """Yield all sections."""
        words = self.words
        yield section("result", words["compare_result"], self._result())
        if self._moved:
            yield section("shifts", words["compare_shifts"], self._shifts())
        if self.people:
            yield section("people", words["compare_people"], self._people())
        if self._changed_choices:
            yield section("alone", words["compare_alone"], self._alone())
        yield section("differences", words["compare_differences"], self._differences())
        svg = drawn(*self.flows, (self.language, self.own_language))
        if svg:
            named = words["compare_picture"]
            hint = paragraph(words["compare_picture_hint"], "quiet")
            yield section("picture", named, [hint, picture(named, svg)])
        if self.comparison.listing:
            yield section("pairs", words["compare_pairs"], self._pairs(self.comparison.listing))

    @cached_property
    def _moved(self) -> list[Shift]:
        return [shift for shift in self.comparison.shifts if shift.kind != "same"]

    @cached_property
    def _changed_choices(self) -> int:
        found = self.comparison.differences.found
        return sum(each.choice is not None and each.kind == "changed" for each in found)

    def _whole(self, number: int) -> str:
        return whole(number, self.language)

    def _result(self) -> Iterator[Data]:
        words, comparison = self.words, self.comparison
        yield paragraph(self.headline, "key")
        if comparison.elsewhere:
            yield from self._who("who", comparison.who, complete=comparison.complete)
            counts = {name: self._whole(count) for name, count in verdicts(comparison).items()}
            yield paragraph(words["compare_verdict"].format(**counts))
            yield paragraph(words["compare_verdict_meaning"], "quiet")
        shown = [pair for answers in comparison.who for pair in answers.items()]
        if self.after.marks_reconstructed(shown):
            yield from from_blocks([reconstructed_meaning(self.after)])
        note = words["compare_pair_note"]
        yield details("pair-note", words["compare_pair_summary"], paragraph(note))

    def _who(
        self, key: str, sets: Sequence[Mapping[str, str]], *, complete: bool
    ) -> Iterator[Data]:
        """Yield who is moved: the minimal sets of answers."""
        words = self.words
        if not sets:
            yield paragraph(words["compare_who_unknown"])
            return
        yield paragraph(words["compare_who_one" if len(sets) == 1 else "compare_who_some"])
        yield from answer_sets(key, sets, self.after)
        if not complete:
            yield paragraph(words["compare_who_more"], "quiet")

    def _shifts(self) -> Iterator[Data]:
        words = self.words
        keys = ("tell_was", "tell_is", "compare_kind", "tell_count", "tell_who")
        columns = [words[key] for key in keys]
        shown = self._moved[:MOST_SHIFTS]
        rows = [self._shift(shift, place) for place, shift in enumerate(shown)]
        yield table(words["tell_shifts_table"], columns, rows, (3,))
        if len(self._moved) > len(shown):
            told = {"shown": len(shown), "all": self._whole(len(self._moved))}
            yield paragraph(words["compare_shifts_shown"].format(**told), "quiet")
        same = self.comparison.total - self.comparison.elsewhere
        if same:
            key = "compare_same_one" if same == 1 else "compare_same"
            yield paragraph(words[key].format(count=self._whole(same)))

    def _shift(self, shift: Shift, place: int) -> list[Data]:
        words = self.words
        example = [
            paragraph(words["compare_example"]),
            listing(self.after.answers(shift.example)),
        ]
        if [*map(dict, shift.who)] == [dict(shift.example)]:
            example = []
        who = [*self._who(f"who-{place}", shift.who, complete=shift.complete)] if shift.who else []
        return [
            self._end(shift.before, earlier=True),
            self._end(shift.after, earlier=False),
            cell(self._kind(shift)),
            cell(self._whole(shift.count)),
            cell((), "", details(f"shift-{place}", words["compare_who_show"], *who, *example)),
        ]

    def _kind(self, shift: Shift) -> str:
        words, judged = self.words, verdict(self.comparison, shift)
        named = words[_KINDS[shift.kind]]
        return named if judged == "other" else f"{named}, {words[_VERDICTS[judged]]}"

    def _end(self, end: object, *, earlier: bool) -> Data:
        teller = self.before if earlier else self.after
        return cell(end_or_missing(end, teller), outcome_kind(teller, end))  # type: ignore[arg-type]

    def _people(self) -> Iterator[Data]:
        words = self.words
        moved = moved_people(self.comparison, self.people)
        told = {"moved": len(moved), "all": len(self.people)}
        yield paragraph(words["tell_people_moved"].format(**told))
        if not moved:
            return
        columns = (words["tell_person"], words["tell_was"], words["tell_is"])
        rows = [
            [
                cell(person(old.persona, self.language)),
                cell(self.before.short_ends(old.ends)),
                cell(self.after.short_ends(new.ends)),
            ]
            for old, new in moved
        ]
        yield table(words["tell_moved_table"], columns, rows)
        left = len(self.people) - len(moved)
        if left:
            key = "compare_others_one" if left == 1 else "compare_others"
            yield paragraph(words[key].format(count=left))

    def _alone(self) -> Iterator[Data]:
        words = self.words
        if self._changed_choices > MOST_ALONE:
            told = {"count": self._changed_choices, "most": MOST_ALONE}
            yield paragraph(words["compare_alone_many"].format(**told))
            return
        keys = (
            "compare_choice",
            "compare_led",
            "compare_leads",
            "tell_paths_elsewhere",
            "tell_who",
        )
        rows = alone_rows(changed_alone(*self.flows), self.comparison, self.people, self.after)
        yield table(words["tell_alone_table"], [words[key] for key in keys], rows, (3,))
        yield paragraph(words["compare_alone_note"], "quiet")

    def _differences(self) -> list[Data]:
        found = self.comparison.differences
        return from_blocks(differences_blocks(found, self.before, self.after))

    def _pairs(self, lines: Sequence[Line]) -> Iterator[Data]:
        words = self.words
        columns = (words["tell_answers"], words["tell_was"], words["tell_is"])
        rows = [
            [
                cell(self.after.answers(line.answers)),
                self._end(line.before, earlier=True),
                self._end(line.after, earlier=False),
            ]
            for line in lines
        ]
        summary = words["compare_pairs_show"].format(count=self._whole(len(lines)))
        yield details("pairs", summary, table(words["tell_shifts_table"], columns, rows))
