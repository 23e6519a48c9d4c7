"""The case: where it stands among the others, its story, its hints."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.exercise import Case
from ssmflow.telling import markdown
from ssmflow.training.marking import WORTH, points
from ssmflow.views.training.highlight import highlighted
from ssmflow.views.training.panel import Panel, points_told
from ssmflow.views.training.practice import Practice

MOST_STEPS = 40
"""Cases that can be chosen from a row of numbers; beyond that there would be too many."""


class CaseView(Panel):
    """The story of the present case, and what helps to read it."""

    screens = ("case", "marking", "answered", "closed")
    leads = ("case",)
    _esm = Path(__file__).with_name("case_view.js")
    _css = Path(__file__).with_name("case_view.css")
    acts: ClassVar = {"hint": ("take_hint", ("case", "number")), "open": ("open_case", ("case",))}

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the case, the hints that were taken, and the row of all cases."""
        case, words = page.case, page.words
        if case is None or page.exercises is None:
            return {"case": ""}
        cases = list(page.exercises.cases)
        number = cases.index(case.id) + 1
        open_now = page.screen == "case"
        return {
            "case": case.id,
            "overline": words["training_case_of"].format(number=number, count=len(cases)),
            "level": words[f"training_level_{case.level}"],
            "title": markdown.plain(case.title, page.language),
            "story": _story(page, case),
            "worth": _worth(page, case) if open_now else "",
            "left": _left(page) if open_now else None,
            "left_words": words["training_time_left"],
            "hints": _hints(page, case),
            "hints_label": words["training_hints"],
            "next_hint": _next_hint(page, case) if open_now else "",
            "all_cases": words["training_all_cases"],
            "cases": _row(page) if page.own_pace and 1 < len(cases) <= MOST_STEPS else [],
        }


def _story(page: Practice, case: Case) -> str:
    """Return the story; in the marking, with the words that tell what went astray marked."""
    html = markdown.block(case.story, page.language)
    found = page.progress.of(case.id).marked(case) if page.screen == "marking" else None
    ground = case.grounds.get(found.astray.question.id) if found and found.astray else None
    return highlighted(html, ground.words.in_language(page.language)) if ground else html


def _worth(page: Practice, case: Case) -> str:
    attempt = page.progress.of(case.id)
    most = points("right", attempt.tries + 1, attempt.hints)
    return page.words["training_worth"].format(points=points_told(page, most))


def _left(page: Practice) -> float | None:
    return page.attending.time_left if page.attending else None


def _hints(page: Practice, case: Case) -> list[dict[str, str]]:
    shown = case.hints[: page.progress.of(case.id).hints]
    return [
        {
            "label": page.words["training_hint_number"].format(number=at, count=len(case.hints)),
            "text": markdown.block(hint, page.language),
        }
        for at, hint in enumerate(shown, start=1)
    ]


def _next_hint(page: Practice, case: Case) -> str:
    """Say what the next hint costs; empty where there is none."""
    attempt = page.progress.of(case.id)
    if attempt.hints >= len(case.hints):
        return ""
    costs = attempt.hints + attempt.tries < WORTH - 1
    return page.words["training_hint" if costs else "training_hint_free"]


def _row(page: Practice) -> list[dict[str, Any]]:
    cases = page.exercises.cases.values() if page.exercises else ()
    return [
        {
            "case": case.id,
            "number": number,
            "state": _state(page, case.id),
            "present": case.id == page.case_id,
            "name": page.words["training_case_name"].format(
                number=number,
                title=markdown.plain(case.title, page.language),
                state=page.words[f"training_state_{_state(page, case.id)}"],
            ),
        }
        for number, case in enumerate(cases, start=1)
    ]


def _state(page: Practice, case: str) -> str:
    progress = page.progress
    if progress.is_handed_in(case):
        return str(progress.mark(case))
    return "walking" if progress.begun(case) else "new"
