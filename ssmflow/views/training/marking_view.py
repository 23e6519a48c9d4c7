"""The marking: how it went with a case, and where it went astray."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.exercise import Case
from ssmflow.flow.model import Choice, Step
from ssmflow.flow.walk import Passage
from ssmflow.telling import markdown
from ssmflow.training.marking import WORTH, Marked, truth
from ssmflow.views.training.panel import Panel, points_told
from ssmflow.views.training.practice import Practice


class MarkingView(Panel):
    """What was handed in, held beside the case."""

    screens = ("marking",)
    _esm = Path(__file__).with_name("marking_view.js")
    _css = Path(__file__).with_name("marking_view.css")
    acts: ClassVar = {
        "retry": ("retry", ("case",)),
        "next": ("go_on", ("case",)),
        "summary": ("sum_up", ()),
    }

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the mark, the first answer that went astray, the explanation and the ways on."""
        case, words, language = page.case, page.words, page.language
        if case is None:
            return {"case": ""}
        attempt = page.progress.of(case.id)
        found = attempt.marked(case)
        mark = found.mark if found else "missed"
        right = mark in ("right", "missed")
        return {
            "case": case.id,
            "mark": mark,
            "heading": words[f"training_{mark}"],
            "told": words[f"training_{mark}_told"],
            "earned": _earned(page, case) if found else "",
            "astray": _astray(page, case, found.astray) if found and found.astray else None,
            "explanation_label": words["training_explanation"],
            "show_label": "" if right else words["training_show_explanation"],
            "explanation": markdown.block(case.explanation, language),
            **_inferred(page, _reconstructed(case, found.astray) if found and found.astray else []),
            "way_label": words["training_right_way"],
            "way": _way(page, case),
            **_ways_on(page, found),
        }


def _earned(page: Practice, case: Case) -> str:
    attempt, words = page.progress.of(case.id), page.words
    most = points_told(page, WORTH)
    told = words["training_earned"].format(points=attempt.earned(case), most=most)
    number = words["training_try"].format(number=attempt.tries)
    return f"{told} · {number}" if attempt.tries > 1 else told


def _ways_on(page: Practice, found: Marked | None) -> dict[str, str]:
    words, none = page.words, {"retry": "", "next": "", "summary": "", "wait": ""}
    if page.over:
        return {**none, "summary": words["training_to_summary"]}
    if not page.own_pace:
        return {**none, "wait": words["training_wait_next"]}
    last = not page.progress.open_after(page.case_id)
    retry = "" if found is None or found.mark == "right" else words["training_retry"]
    return {**none, "retry": retry, "next": words["training_finish" if last else "training_next"]}


def _astray(page: Practice, case: Case, astray: Passage) -> dict[str, Any]:
    words, language, question = page.words, page.language, astray.question
    ground = case.grounds.get(question.id)
    fitting = _fitting(case, astray)
    why = markdown.block(ground.why, language) if ground and ground.why else ""
    return {
        "label": words["training_astray"],
        "question": markdown.plain(question.text, language),
        "chosen_label": words["training_you_chose"],
        "chosen": markdown.plain(astray.choice.label, language),
        "fits_label": words["training_fits"],
        "fits": words["training_or"].join(markdown.plain(each.label, language) for each in fitting),
        "words_label": words["training_words"],
        "words": markdown.plain(ground.words, language) if ground else "",
        "why_label": words["training_why"],
        "why": why,
        "flow_label": words["training_flow_why"],
        "flow_why": "" if why else "".join(_flow_why(page, each) for each in fitting),
    }


def _fitting(case: Case, astray: Passage) -> list[Choice]:
    return [astray.question.choices[name] for name in case.answers.get(astray.question.id, ())]


def _flow_why(page: Practice, choice: Choice) -> str:
    """Return why a choice leads where it does, where the source shows that."""
    shown = choice.why is not None and choice.basis != "reconstructed"
    return markdown.block(choice.why, page.language) if shown and choice.why else ""


def _reconstructed(case: Case, astray: Passage) -> list[Choice]:
    return [each for each in _fitting(case, astray) if each.basis == "reconstructed"]


def _inferred(page: Practice, choices: list[Choice]) -> dict[str, str]:
    """Return why the arrows of choices were inferred: that explains the tree, not the mistake."""
    words, language = page.words, page.language
    told = [markdown.block(each.why, language) for each in choices if each.why]
    meaning = [f"<p>{words['reconstructed_meaning']}</p>"] if choices else []
    named = words["training_or"].join(markdown.plain(each.label, language) for each in choices)
    return {
        "inferred_label": words["training_inferred"].format(choice=named),
        "inferred": "".join([*meaning, *dict.fromkeys(told)]),
    }


def _way(page: Practice, case: Case) -> list[dict[str, str]]:
    """Return the questions and answers of the case's truth, and the outcome last."""
    language, walk = page.language, truth(page.flow, case)
    lines = [
        {
            "asked": markdown.plain(passage.question.text, language),
            "answer": markdown.plain(passage.choice.label, language),
        }
        for passage in walk.trace
    ]
    return [*lines, _outcome(page, walk.current)]


def _outcome(page: Practice, step: Step) -> dict[str, str]:
    text = markdown.plain(step.text, page.language)
    return {"asked": page.words["training_right_outcome"], "answer": text}
