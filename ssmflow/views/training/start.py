"""The choice of a set to practise, and the code of a session."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.exercise import Exercises
from ssmflow.telling import markdown
from ssmflow.views.training.panel import Panel
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.whereabouts import LONGEST_CODE

LEVELS = ("easy", "medium", "tricky")


class StartView(Panel):
    """The sets that can be practised, each with how far one is, and where to type a code."""

    screens = ("start",)
    _esm = Path(__file__).with_name("start.js")
    _css = Path(__file__).with_name("start.css")
    acts: ClassVar = {"open": ("open_set", ("exercises",)), "find": ("find_session", ("code",))}
    longest: ClassVar = 200

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the sets, and the words of the form where there are sessions."""
        words = page.words
        sets = [_described(page, each) for each in page.training.sets.values()]
        return {
            "heading": words["training_choose"],
            "lead": words["training_choose_lead" if sets else "training_none"],
            "sets": sets,
            "join": {
                "heading": words["training_join_question"],
                "lead": words["training_join_lead"],
                "label": words["training_code"],
                "longest": LONGEST_CODE,
                "button": words["training_join"],
                "resume": words["training_resume"],
            }
            if page.attendance
            else None,
        }


def _described(page: Practice, exercises: Exercises) -> dict[str, str]:
    words, progress = page.words, page.with_set(exercises)
    title = markdown.plain(exercises.title, page.language)
    begun = "continue" if progress.attempts else "begin"
    way = begun if progress.open_after("") else "look_back"
    done, count = len(progress.handed_in), len(exercises.cases)
    so_far = words["training_so_far"].format(done=done, count=count)
    return {
        "id": exercises.id,
        "title": title,
        "about": markdown.block(exercises.about, page.language) if exercises.about else "",
        "cases": _cases(page, exercises),
        "so_far": so_far if progress.attempts else "",
        "button": words[f"training_{way}"],
        "button_name": words[f"training_{way}_name"].format(title=title),
    }


def _cases(page: Practice, exercises: Exercises) -> str:
    """Say how many cases there are, and of which levels."""
    words, count = page.words, len(exercises.cases)
    levels = Counter[str](case.level for case in exercises.cases.values())
    found = [(levels[level], words[f"training_level_{level}"]) for level in LEVELS if levels[level]]
    each = [f"{number} {level}" for number, level in found]
    told = words["training_cases_one" if count == 1 else "training_cases"].format(count=count)
    return f"{told}: {', '.join(each)}" if len(each) > 1 else told
