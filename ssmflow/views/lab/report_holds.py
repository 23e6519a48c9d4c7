"""What a report on the open scenario will hold, and what it lacks, told before it is made."""

from __future__ import annotations

from collections.abc import Iterator

from ssmflow.telling import markdown
from ssmflow.views.lab.lab import Lab


def holdings(lab: Lab) -> Iterator[tuple[bool, str]]:
    """Yield the parts of the report, each with whether there is something to tell."""
    words, scenario, language = lab.words, lab.scenario, lab.language
    yield True, words["report_holds_source"].format(version=lab.flow.version)
    title = markdown.plain(scenario.variant.title, language) if scenario.variant else ""
    if title:
        yield True, words["report_holds_variant"].format(variant=title)
    else:
        yield False, words["report_lacks_variant"]
    if scenario.notes:
        yield True, words["report_holds_notes"]
    else:
        yield False, words["report_lacks_notes"]
    given = {*scenario.shares, *scenario.variant_shares}
    if given:
        key = "report_holds_share" if len(given) == 1 else "report_holds_shares"
        yield True, words[key].format(count=len(given))
    else:
        yield False, words["report_lacks_shares"]
    if scenario.people:
        key = "report_holds_person" if len(scenario.people) == 1 else "report_holds_people"
        yield True, words[key].format(count=len(scenario.people))
    else:
        yield False, words["report_lacks_people"]
    yield True, words["report_holds_ends"]
