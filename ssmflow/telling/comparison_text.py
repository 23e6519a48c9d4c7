"""What differs between two flows, told: in the flow, and, what counts, in where people end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ssmflow.analysis.compare import Comparison, Shift, each_change_alone
from ssmflow.analysis.joint import Missing
from ssmflow.analysis.states import End
from ssmflow.flow.study import Persona
from ssmflow.formats import markdown
from ssmflow.telling.amounts import whole
from ssmflow.telling.blocks import Block, Cell, Heading, Listing, Paragraph, Table
from ssmflow.telling.blocks_markdown import blocks_as_markdown
from ssmflow.telling.differences_text import differences_blocks
from ssmflow.telling.people_text import elsewhere, elsewhere_blocks, person, reconstructed_meaning
from ssmflow.telling.teller import Teller

MOST_ALONE = 12
"""Changed choices that are looked at on their own, at most."""


def tellers(
    comparison: Comparison, language: str, words: Mapping[str, str]
) -> tuple[Teller, Teller]:
    """Return who tells about the earlier flow and who about the later one."""
    before, after = comparison.before, comparison.after
    return (
        Teller(language, words, (before, after)),
        Teller(language, words, (after, before)),
    )


def comparison_as_markdown(
    comparison: Comparison,
    people: Sequence[Persona],
    language: str,
    words: Mapping[str, str],
    names: tuple[str, str] | None = None,
) -> str:
    """Return a comparison as a Markdown note.

    Args:
        comparison: The comparison.
        people: The personas that are looked at; none are told where it is empty.
        language: The language of the flow's texts.
        words: The words of the interface.
        names: What the two flows are called; by default before and after.
    """
    told = names or (words["tell_before"], words["tell_after"])
    title = words["tell_comparison_title"].format(before=told[0], after=told[1])
    blocks = list(comparison_blocks(comparison, people, language, words, names))
    return f"# {markdown.escape(title)}\n\n{blocks_as_markdown(blocks, language)}"


def comparison_blocks(
    comparison: Comparison,
    people: Sequence[Persona],
    language: str,
    words: Mapping[str, str],
    names: tuple[str, str] | None = None,
) -> Iterator[Block]:
    """Yield a comparison, as `comparison_as_markdown` takes it: what differs, and who it moves."""
    before, after = tellers(comparison, language, words)
    yield Heading(words["tell_heading_shifts"])
    yield from shifts_blocks(comparison, before, after)
    yield from alone_blocks(comparison, people, after)
    if people:
        yield Heading(words["tell_heading_situations"])
        moved = elsewhere(comparison.before, comparison.after, people)
        told = names or (words["tell_before"], words["tell_after"])
        yield from elsewhere_blocks(moved, len(people), before, after, told)
    yield Heading(words["tell_heading_differences"])
    yield from differences_blocks(comparison.differences, before, after)


def shifts_blocks(comparison: Comparison, before: Teller, after: Teller) -> Iterator[Block]:
    """Yield how many paths end elsewhere, from where to where, each with a smallest example."""
    words, language = before.words, before.language
    counted = {
        "moved": whole(comparison.elsewhere, language),
        "all": whole(comparison.total, language),
    }
    key = "tell_paths_moved" if comparison.elsewhere else "tell_paths_same"
    yield Paragraph(words[key].format(**counted), "key")
    moved = [shift for shift in comparison.shifts if shift.kind != "same"]
    if not moved:
        return
    if comparison.who:
        yield Paragraph(words["tell_who_moves" if comparison.complete else "tell_some_who_move"])
        yield Listing(tuple(after.answers(answers) for answers in comparison.who))
    keys = ("tell_was", "tell_is", "tell_count", "tell_who")
    columns = tuple(words[key] for key in keys)
    rows = tuple(_shift(shift, before, after) for shift in moved)
    yield Table(words["tell_shifts_table"], columns, rows, (2,))
    yield Paragraph(words["tell_paths_meaning"], "quiet")
    if after.marks_reconstructed(pair for shift in moved for pair in shift.example.items()):
        yield reconstructed_meaning(after)


def alone_blocks(
    comparison: Comparison, people: Sequence[Persona], after: Teller
) -> Iterator[Block]:
    """Yield what each changed choice changes on its own, where there are a few."""
    words, language = after.words, after.language
    changed = [
        each
        for each in comparison.differences.found
        if each.choice is not None and each.kind == "changed"
    ]
    if not 2 <= len(changed) <= MOST_ALONE:
        return
    rows: list[tuple[Cell, ...]] = []
    for alone in each_change_alone(comparison.before, comparison.after):
        where = after.answer(alone.question, alone.choice)
        if alone.comparison is None:
            rows.append((where, words["tell_unsound_alone"], ""))
            continue
        moved = elsewhere(comparison.before, alone.comparison.after, people)
        counted = {
            "moved": whole(alone.comparison.elsewhere, language),
            "all": whole(alone.comparison.total, language),
        }
        names = tuple(person(each.persona, language) for each, _ in moved)
        rows.append((where, words["tell_of"].format(**counted), names or words["tell_nobody"]))
    columns = (words["tell_one_change"], words["tell_paths_elsewhere"], words["tell_whom"])
    width = 3 if people else 2
    yield Table(words["tell_alone_table"], columns[:width], tuple(row[:width] for row in rows))


def _who(shift: Shift, teller: Teller) -> Cell:
    """Return the smallest set of answers that leads to both ends, and that there are others."""
    words = teller.words
    if not shift.who:
        return (words["tell_for_example"], *teller.answers(shift.example))
    more = len(shift.who) - 1
    if not more and shift.complete:
        return teller.answers(shift.who[0])
    key = "tell_more_sets" if shift.complete else "tell_more_sets_at_least"
    return (*teller.answers(shift.who[0]), words[key].format(more=more))


def _shift(shift: Shift, before: Teller, after: Teller) -> tuple[Cell, ...]:
    return (
        end_or_missing(shift.before, before),
        end_or_missing(shift.after, after),
        whole(shift.count, before.language),
        _who(shift, after),
    )


def end_or_missing(end: End | Missing, teller: Teller) -> str:
    """Return an end; a word where the answers can't be given there."""
    return teller.words["tell_missing"] if isinstance(end, Missing) else teller.short_end(end)
