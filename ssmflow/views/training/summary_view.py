"""The summary: how all cases went, what to study again, and a record that prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.exercise import Case
from ssmflow.telling import markdown
from ssmflow.telling.languages import today_in
from ssmflow.views.training.panel import Panel, points_told
from ssmflow.views.training.practice import Practice

COLUMNS = ("case", "mark", "tries", "hints", "points")


class SummaryView(Panel):
    """Points for each case, the questions and terms to study, and the record of achievement."""

    screens = ("summary",)
    _esm = Path(__file__).with_name("summary_view.js")
    _css = Path(__file__).with_name("summary_view.css")
    acts: ClassVar = {
        "open": ("open_case", ("case",)),
        "carry_on": ("carry_on", ()),
        "again": ("practise_missed", ()),
        "leave_set": ("leave_set", ()),
        "leave_session": ("leave_session", ()),
    }

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the table, what to study, the ways on, and what the record says."""
        words, progress = page.words, page.progress
        return {
            "heading": words["training_summary"],
            "over": _over(page),
            "lead": _lead(page),
            "total": _total(page, "training_total") if page.counted.exercises.cases else "",
            "caption": words["training_table"],
            "columns": [words[f"training_column_{column}"] for column in COLUMNS],
            "rows": [_row(page, case) for case in progress.exercises.cases.values()]
            if page.counted.exercises.cases
            else [],
            "study": _study(page),
            "ways": [{"act": act, "label": words[label]} for act, label in _ways(page)],
            "record": _record(page),
            "new_tab": words["new_tab"],
        }


def _over(page: Practice) -> str:
    """Say that the session has ended, and what can still be done; nothing before that."""
    if not page.over:
        return ""
    treated = bool(page.counted.exercises.cases)
    told = ["training_over", "training_reread"] if treated else ["training_over"]
    return " ".join(page.words[key] for key in told)


def _lead(page: Practice) -> str:
    """Say how many cases were handed in, and, where a session left cases out, how many it had."""
    words, progress = page.words, page.counted
    done, treated = len(progress.handed_in), len(progress.exercises.cases)
    count = len(page.progress.exercises.cases)
    key = "training_summary_all" if done == treated else "training_summary_done"
    told = [words[key].format(done=done, count=treated)] if treated else []
    if not treated:
        told.append(words["training_summary_untreated"])
    elif treated < count:
        told.append(words["training_summary_treated"].format(treated=treated, count=count))
    return " ".join(told)


def _total(page: Practice, key: str) -> str:
    earned, most = page.counted.earned
    return page.words[key].format(points=earned, most=most)


def _row(page: Practice, case: Case) -> dict[str, Any]:
    words, attempt = page.words, page.progress.of(case.id)
    mark = page.progress.mark(case.id)
    title = markdown.plain(case.title, page.language)
    may_open = case.id in page.counted.exercises.cases if page.over else page.own_pace
    return {
        "case": case.id if may_open else "",
        "title": title,
        "open_name": words["training_open_case"].format(title=title),
        "mark": mark or "none",
        "told": words[f"training_state_{mark}" if mark else _unmarked(page, case)],
        "numbers": [attempt.tries, attempt.hints, attempt.earned(case)] if mark else [],
    }


def _unmarked(page: Practice, case: Case) -> str:
    treated = case.id in page.counted.exercises.cases
    return "training_mark_none" if treated else "training_mark_untreated"


def _ways(page: Practice) -> list[tuple[str, str]]:
    if page.over:
        return [("leave_session", "training_practise_alone")]
    progress = page.progress
    left = len(progress.handed_in) < len(progress.exercises.cases)
    further = [("carry_on", "training_carry_on")] if left else []
    again = [("again", "training_again")] if progress.missed else []
    other = [] if page.attending else [("leave_set", "training_again_set")]
    return further + again + other


def _study(page: Practice) -> dict[str, Any]:
    words, language, flow = page.words, page.language, page.flow
    progress, questions = page.counted, page.counted.strayed
    all_done = len(progress.handed_in) == len(progress.exercises.cases)
    terms = dict.fromkeys(term for name in questions for term in flow.steps[name].terms)
    return {
        "heading": words["training_study"],
        "none": "" if questions else words["training_study_none"],
        "shown": bool(questions) or bool(progress.handed_in and all_done),
        "questions_label": words["training_study_questions"],
        "questions": [markdown.plain(flow.steps[name].text, language) for name in questions],
        "terms_label": words["training_study_terms"],
        "terms": [_term(page, name) for name in terms],
    }


def _term(page: Practice, name: str) -> dict[str, str]:
    term = page.flow.glossary[name]
    label = markdown.plain(term.label, page.language)
    safe = term.url if term.url and markdown.is_safe_link(term.url) else ""
    return {
        "label": label,
        "meaning": markdown.block(term.meaning, page.language),
        "url": safe,
        "source": page.words["term_source"].format(term=label),
    }


def _record(page: Practice) -> dict[str, Any] | None:
    """Return what the record says; None until something was handed in."""
    words, progress, language = page.words, page.counted, page.language
    if not progress.handed_in:
        return None
    title = markdown.plain(progress.exercises.title, language)
    practised = words["training_record_practised"].format(date=today_in(language), title=title)
    flow = markdown.plain(page.flow.title, language)
    return {
        "heading": words["training_record"],
        "name_label": words["training_record_name"],
        "name_help": words["training_record_help"],
        "print": words["training_record_print"],
        "title": words["training_record_title"],
        "blank": words["training_record_blank"],
        "practised": practised,
        "result": _total(page, "training_record_result"),
        "right": _right(page),
        "covers": words["training_record_covers"].format(flow=flow, version=page.flow.version),
        "cases": [_achieved(page, case) for case in progress.exercises.cases.values()],
        "unofficial": words["training_record_unofficial"],
    }


def _right(page: Practice) -> str:
    progress = page.counted
    right = [name for name in progress.exercises.cases if progress.mark(name) == "right"]
    attempts = [progress.of(name) for name in right]
    first = sum(each.tries == 1 and not each.hints for each in attempts)
    counts = {"right": len(right), "count": len(progress.exercises.cases), "first": first}
    return page.words["training_record_right"].format(**counts)


def _achieved(page: Practice, case: Case) -> str:
    attempt = page.progress.of(case.id)
    none = page.words["training_mark_none"]
    earned = points_told(page, attempt.earned(case)) if attempt.handed else none
    return f"{markdown.plain(case.title, page.language)} ({earned})"
