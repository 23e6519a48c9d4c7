"""The trace: each question, its answer, and why it led where it did."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.model import Step
from ssmflow.flow.walk import Passage
from ssmflow.telling import markdown
from ssmflow.views.page import Page
from ssmflow.views.part import Part


class TraceView(Part[Page]):
    """The walk so far, where each earlier answer can be changed."""

    _esm = Path(__file__).with_name("trace.js")
    _css = Path(__file__).with_name("trace.css")
    acts: ClassVar = {"change": ("change", ("question", "choice"))}

    def describe(self, page: Page) -> dict[str, Any]:
        """Return the lines of the trace, the step where it stands, and what is set aside."""
        walk, language = page.walk, page.language
        keys = ("change", "trace", "trace_empty", "why", "set_aside", "set_aside_meaning")
        return {
            "words": {key: page.words[key] for key in (*keys, "reconstructed", "your_answer")},
            "lines": [_line(page, passage) for passage in walk.trace],
            "now": {
                "label": page.words["trace_outcome" if walk.current.outcome else "trace_now"],
                "text": markdown.plain(walk.current.text, language),
                "kind": walk.current.outcome or "question",
            },
            "set_aside": [
                {"question": question, "answer": answer}
                for question, answer in _named_answers(page, walk.unused)
            ],
        }


def because(page: Page, passage: Passage) -> str:
    """Say which earlier answers decided where a passage led; empty where none did."""
    if not passage.choice.conditional:
        return ""
    rules = [passage.rule] if passage.rule.when else passage.choice.rules
    named = {question for rule in rules for question in rule.when}
    told = [
        {"number": number, "answer": markdown.plain(each.choice.label, page.language)}
        for number, each in enumerate(page.walk.trace, start=1)
        if each.question.id in named
    ]
    if not told:
        return page.words["because_default"]
    if len(told) == 1:
        return page.words["because"].format(**told[0])
    pairs = [page.words["because_pair"].format(**each) for each in told]
    return page.words["because_and"].format(answers=", ".join(pairs))


def _named_answers(page: Page, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    steps, language = page.flow.steps, page.language
    return [
        (
            markdown.plain(steps[question].text, language),
            markdown.plain(steps[question].choices[choice].label, language),
        )
        for question, choice in answers.items()
    ]


def _line(page: Page, passage: Passage) -> dict[str, Any]:
    question, choice, language, words = passage.question, passage.choice, page.language, page.words
    text = markdown.plain(question.text, language)
    reconstructed = choice.basis == "reconstructed"
    return {
        "question": question.id,
        "text": text,
        "answer": markdown.plain(choice.label, language),
        "because": because(page, passage),
        "reconstructed": words["reconstructed_meaning"] if reconstructed else "",
        "why": markdown.block(choice.why, language) if choice.why else "",
        "change_name": words["change_answer"].format(question=text),
        "choices_name": words["change_choices"].format(question=text),
        "choices": _choices(question, choice.id, language),
    }


def _choices(question: Step, taken: str, language: str) -> list[dict[str, Any]]:
    return [
        {
            "choice": choice.id,
            "label": markdown.plain(choice.label, language),
            "taken": choice.id == taken,
        }
        for choice in question.choices.values()
    ]
