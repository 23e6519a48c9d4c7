"""Where people stand, told: their outcome, or what is still possible and what to ask them next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ssmflow.analysis.people import Standing, stand
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona
from ssmflow.telling import markdown
from ssmflow.telling.amounts import rounded
from ssmflow.telling.blocks import Block, Cell, Paragraph, Table, lines_of
from ssmflow.telling.teller import RECONSTRUCTED, Teller


def person(persona: Persona, language: str) -> str:
    """Return what a persona is called."""
    return markdown.plain(persona.title, language) or persona.id


def people_blocks(standings: Sequence[Standing], teller: Teller) -> Iterator[Block]:
    """Yield where people stand as a table, and what it counts."""
    words = teller.words
    if not standings:
        yield Paragraph(words["tell_no_people"])
        return
    decided = sum(len(standing.ends) == 1 for standing in standings)
    yield Paragraph(words["tell_people_decided"].format(decided=decided, all=len(standings)))
    columns = (words["tell_person"], words["tell_answers"], words["tell_ends"])
    rows = tuple(_row(standing, teller) for standing in standings)
    yield Table(words["tell_people_table"], columns, rows)
    if any(standing.next_question for standing in standings):
        yield Paragraph(words["tell_expected_meaning"], "quiet")
    given = (pair for standing in standings for pair in standing.persona.answers.items())
    if teller.marks_reconstructed(given):
        yield reconstructed_meaning(teller)


def people_rows(
    standings: Iterable[Standing], teller: Teller
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return where people stand as columns and rows for a spreadsheet, one row a persona."""
    words = teller.words
    keys = ("tell_id", "tell_person", "tell_answers", "tell_count_ends", "tell_ends", "tell_kind")
    columns = (*(words[key] for key in keys), words["tell_ask_next"], words["tell_expected"])
    return columns, [_spread(standing, teller) for standing in standings]


def _spread(standing: Standing, teller: Teller) -> tuple[str, ...]:
    question, expected = standing.next_question, standing.expected
    kinds = dict.fromkeys(filter(None, map(teller.kind, standing.ends)))
    return (
        standing.persona.id,
        person(standing.persona, teller.language),
        "\n".join(teller.answers(standing.walk.answers)),
        str(len(standing.ends)),
        "\n".join(teller.short_ends(standing.ends)),
        "\n".join(kinds),
        teller.numbered(question, teller.question(question)) if question else "",
        rounded(expected, teller.language) if expected is not None else "",
    )


def reconstructed_meaning(teller: Teller) -> Paragraph:
    """Return what the mark behind an answer means."""
    return Paragraph(f"{RECONSTRUCTED} {teller.words['tell_reconstructed']}", "quiet")


def _row(standing: Standing, teller: Teller) -> tuple[Cell, ...]:
    title = person(standing.persona, teller.language)
    counted = {each: standing.persona.answers[each] for each in standing.walk.answers}
    return title, teller.answers(counted), _ends_and_next(standing, teller)


def _ends_and_next(standing: Standing, teller: Teller) -> Cell:
    ends = _ends(standing, teller)
    if standing.next_question is None:
        return ends
    return (*lines_of(ends), f"{teller.words['tell_ask_next']}: {asked_next(standing, teller)}")


def _ends(standing: Standing, teller: Teller) -> Cell:
    ends = teller.short_ends(standing.ends)
    if len(ends) == 1:
        return ends
    return (teller.words["tell_still_possible"].format(count=len(ends)), *ends)


def asked_next(standing: Standing, teller: Teller) -> str:
    """Return the question that narrows most, with how many ends it leaves; a dash for none."""
    if standing.next_question is None or standing.expected is None:
        return "\N{EN DASH}"
    said = teller.words["tell_next_question"].format(
        question=teller.question(standing.next_question),
        expected=rounded(standing.expected, teller.language),
        now=len(standing.ends),
    )
    return teller.numbered(standing.next_question, said)


def elsewhere(
    before: Flow, after: Flow, people: Iterable[Persona]
) -> tuple[tuple[Standing, Standing], ...]:
    """Return the standings, before and after, of those for whom other ends are possible."""
    pairs = ((stand(before, persona), stand(after, persona)) for persona in people)
    return tuple(pair for pair in pairs if pair[0].ends != pair[1].ends)


def elsewhere_blocks(
    moved: Sequence[tuple[Standing, Standing]],
    people: int,
    before: Teller,
    after: Teller,
    names: tuple[str, str],
) -> Iterator[Block]:
    """Yield which people end elsewhere.

    Args:
        moved: Their standings, before and after.
        people: How many people were looked at.
        before: Tells about the earlier flow.
        after: Tells about the later flow.
        names: What the two flows are called.
    """
    words = before.words
    yield Paragraph(words["tell_people_moved"].format(moved=len(moved), all=people))
    if moved:
        rows = tuple(
            (person(old.persona, before.language), _ends(old, before), _ends(new, after))
            for old, new in moved
        )
        yield Table(words["tell_moved_table"], (words["tell_person"], *names), rows)
