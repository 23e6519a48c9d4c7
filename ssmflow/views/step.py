"""The step: its heading, text, terms and outcome, and the buttons under it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from ipywidgets import Button, ButtonStyle, VBox

from ssmflow.flow.model import Step, Term
from ssmflow.telling import markdown
from ssmflow.telling.languages import direction
from ssmflow.views.keep import Keep
from ssmflow.views.page import Page
from ssmflow.views.part import Part, guarded


class StepText(Part[Page]):
    """What a step says. It takes the focus when the visitor has moved."""

    _esm = Path(__file__).with_name("step.js")
    _css = Path(__file__).with_name("step.css")
    acts: ClassVar = {"dismiss": ("dismiss", ())}

    def describe(self, page: Page) -> dict[str, Any]:
        """Return the step with its texts as HTML, and what is announced of it."""
        step, language, words = page.walk.current, page.language, page.words
        number = len(page.walk.trace) + 1
        kind = "announce_outcome" if step.outcome else "announce_question"
        return {
            "moves": page.moves,
            "language": language,
            "direction": direction(language),
            "title": _title(page),
            "overline": words["outcome"]
            if step.outcome
            else words["question"].format(number=number),
            "page": words["source_page"].format(page=step.page) if step.page else "",
            "heading": markdown.inline(step.text, language),
            "body": markdown.rest(step.text, language),
            "note": markdown.block(step.note, language) if step.note else "",
            "terms": [_term(page, page.flow.glossary[term]) for term in step.terms],
            "terms_label": words["terms"],
            "outcome": _outcome(page, step) if step.outcome else None,
            "announce": words[kind].format(number=number, text=markdown.plain(step.text, language)),
            "notice": page.notice,
            "dismiss": words["dismiss"],
            "new_tab": words["new_tab"],
        }


class StepView(VBox):
    """A step with its buttons: one for each choice, then one back and one to start again.

    The buttons are made anew for each step, each knowing the step that it belongs to, so that a
    click that comes late finds another step and does nothing.

    Args:
        page: What it shows, and asks.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._text = StepText(page)
        self._choices = VBox(layout=page.layout).add_class("ssmflow-choices")
        self._ways = VBox(layout=page.layout).add_class("ssmflow-ways")
        self._shown: tuple[str, str] | None = None
        # All buttons share these: each of its own would be two more widgets to make with each.
        self._look = {"layout": page.layout, "style": ButtonStyle()}
        parts = [self._text, Keep(page), self._choices, self._ways]
        super().__init__(parts, layout=page.layout)
        self.add_class("ssmflow-step")
        page.observe(lambda _: self.refresh(), "revision")
        self.refresh()

    def refresh(self) -> None:
        """Replace the buttons where the step or the language is another."""
        page = self._page
        shown = (f"{page.flow.id} {page.walk}", page.language)
        if shown == self._shown:
            return
        self._shown = shown
        old = (*self._choices.children, *self._ways.children)
        self._choices.children = self._choice_buttons()
        self._ways.children = self._way_buttons()
        for button in old:
            button.close()

    def described(self) -> dict[str, Any]:
        """What the browser draws of the step, above its buttons."""
        return self._text.describe(self._page)

    def _choice_buttons(self) -> list[Button]:
        step = self._page.walk.current
        buttons = [
            self._button(
                markdown.plain(choice.label, self._page.language),
                partial(self._page.answer, step.id, choice.id),
                "ssmflow-choice",
            )
            for choice in step.choices.values()
        ]
        if step.restart:
            label = markdown.plain(step.restart, self._page.language)
            again = partial(self._page.restart, step.id)
            buttons.append(self._button(label, again, "ssmflow-choice"))
        return buttons

    def _way_buttons(self) -> list[Button]:
        page, step = self._page, self._page.walk.current
        if not page.walk.answers:
            return []
        back = self._button(page.words["back"], partial(page.back, step.id), "ssmflow-way")
        again = self._button(page.words["restart"], partial(page.restart, step.id), "ssmflow-way")
        ways = [back] if page.walk.trace else []
        return ways if step.restart else [*ways, again]

    def _button(self, label: str, act: partial[None], style: str) -> Button:
        button = Button(description=label, **self._look)
        button.add_class(style)
        button.on_click(lambda _: guarded(self._page, act))
        return button


def _title(page: Page) -> str:
    step, flow = page.walk.current.text, page.flow.title
    return f"{markdown.plain(step, page.language)} | {markdown.plain(flow, page.language)}"


def _term(page: Page, term: Term) -> dict[str, str]:
    label = markdown.plain(term.label, page.language)
    safe = bool(term.url and markdown.is_safe_link(term.url))
    return {
        "label": label,
        "meaning": markdown.block(term.meaning, page.language),
        "url": term.url if safe and term.url else "",
        "source": page.words["term_source"].format(term=label),
    }


def _outcome(page: Page, step: Step) -> dict[str, Any]:
    words = page.words
    links = [
        {"label": markdown.plain(link.label, page.language), "url": link.url}
        for link in step.links
        if markdown.is_safe_link(link.url)
    ]
    return {
        "kind": step.outcome,
        "title": words[str(step.outcome)],
        "who": words[f"{step.outcome}_who"],
        "links_label": words["links"],
        "links": links,
    }
