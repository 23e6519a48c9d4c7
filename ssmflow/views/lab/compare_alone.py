"""What each changed choice does on its own, as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ssmflow.analysis.compare import Alone, Comparison
from ssmflow.flow.study import Persona
from ssmflow.telling.amounts import whole
from ssmflow.telling.arrows_text import target
from ssmflow.telling.people_text import person
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.compare_people import moved_people
from ssmflow.views.lab.findings import Data, answer_sets, cell, details, paragraph


def alone_rows(
    changes: Iterable[Alone], comparison: Comparison, people: Sequence[Persona], teller: Teller
) -> Iterator[list[Data]]:
    """Yield a row for each change: the choice, where it led and leads, how many, and who.

    Args:
        changes: The changes.
        comparison: Of the two flows that they are found in.
        people: The people that are looked at.
        teller: Tells about both flows.
    """
    words = teller.words
    for alone in changes:
        question, choice = alone.question, alone.choice
        was = comparison.before.steps[question].choices[choice]
        now = comparison.after.steps[question].choices[choice]
        mark = (words["reconstructed"],) if was.basis == "reconstructed" else ()
        yield [
            cell((teller.plain_answer(question, choice), *(f"({each})" for each in mark))),
            cell(target(was, teller)),
            cell(target(now, teller)),
            *alone_cells(alone, people, teller),
        ]


def alone_cells(alone: Alone, people: Sequence[Persona], teller: Teller) -> tuple[Data, Data]:
    """Return how many pairs of paths end elsewhere by a change alone, and who.

    Args:
        alone: The change.
        people: The people that are looked at.
        teller: Tells about both flows.
    """
    words, found = teller.words, alone.comparison
    if found is None:
        return cell(words["tell_unsound_alone"]), cell("")
    counted = {
        "moved": whole(found.elsewhere, teller.language),
        "all": whole(found.total, teller.language),
    }
    told = cell(words["tell_of"].format(**counted))
    if not found.elsewhere:
        return told, cell(words["tell_nobody"])
    key = f"alone-{alone.question}-{alone.choice}"
    return told, cell(_people(found, people, teller), "", *_who(key, found, teller))


def _people(found: Comparison, people: Sequence[Persona], teller: Teller) -> tuple[str, ...]:
    moved = moved_people(found, people)
    return tuple(person(standing.persona, teller.language) for standing, _ in moved)


def _who(key: str, found: Comparison, teller: Teller) -> list[Data]:
    """Return the minimal sets of answers of those who end elsewhere, to be opened."""
    if not found.who:
        return []
    words = teller.words
    more = [] if found.complete else [paragraph(words["compare_who_more"], "quiet")]
    sets = answer_sets(f"{key}-more", found.who, teller)
    return [details(key, words["compare_who_show"], *sets, *more)]
