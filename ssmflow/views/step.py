"""The step: its heading, text, terms and outcome, and the buttons under it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from ipywidgets import Button, ButtonStyle, VBox

from ssmflow.flow.model import Step, Term
from ssmflow.flow.walk import Walk
from ssmflow.telling import markdown
from ssmflow.telling.languages import direction
from ssmflow.views.keep import Keep
from ssmflow.views.map import numbers_on_map
from ssmflow.views.page import Page
from ssmflow.views.part import Part, guarded


class StepText(Part[Page]):
    """What a step says. It takes the focus when the visitor has moved."""

    _esm = Path(__file__).with_name("step.js")
    _css = Path(__file__).with_name("step.css")
    acts: ClassVar = {"dismiss": ("dismiss", ())}

    def describe(self, page: Page) -> dict[str, Any]:
        """Return the step with its texts as HTML, and what is announced of it."""
        return described(page)


class Way(NamedTuple):
    """What a button under a step is for.

    Args:
        label: What it says.
        act: What a click on it does.
        leads: Tells the walk that is walked from then on.
    """

    label: str
    act: partial[None]
    leads: Callable[[], Walk]


class StepView(VBox):
    """A step with its buttons: one for each choice, then one back and one to start again.

    The buttons are made anew for each step, each knowing the step that it belongs to, so that a
    click that comes late finds another step and does nothing.

    Args:
        page: What it shows, and asks.
        offers: What stands below an outcome; without it, what a visitor may take along.
    """

    def __init__(self, page: Page, offers: Part[Page] | None = None) -> None:
        self._page = page
        self._text = StepText(page)
        self._choices = VBox(layout=page.layout).add_class("ssmflow-choices")
        self._ways = VBox(layout=page.layout).add_class("ssmflow-ways")
        self._shown: tuple[str, str] | None = None
        # All buttons share these: each of its own would be two more widgets to make with each.
        self._look = {"layout": page.layout, "style": ButtonStyle()}
        parts = [self._text, offers or Keep(page), self._choices, self._ways]
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
        self._choices.children = self._buttons(choices(page), "ssmflow-choice")
        self._ways.children = self._buttons(ways_back(page), "ssmflow-way")
        for button in old:
            button.close()

    def _buttons(self, ways: list[Way], style: str) -> list[Button]:
        return [self._button(way, style) for way in ways]

    def _button(self, way: Way, style: str) -> Button:
        button = Button(description=way.label, **self._look)
        button.add_class(style)
        button.on_click(lambda _: guarded(self._page, way.act))
        return button


def choices(page: Page) -> list[Way]:
    """What can be chosen at the present step, in the order of the flow."""
    walk, step = page.walk, page.walk.current
    ways = [
        Way(
            markdown.plain(choice.label, page.language),
            partial(page.answer, step.id, choice.id),
            partial(walk.answer, step.id, choice.id),
        )
        for choice in step.choices.values()
    ]
    if step.restart and page.keeps:
        label = markdown.plain(step.restart, page.language)
        ways.append(Way(label, partial(page.restart, step.id), walk.restart))
    return ways


def ways_back(page: Page) -> list[Way]:
    """One answer back, and a new start, where there is anything to go back from."""
    walk, step, words = page.walk, page.walk.current, page.words
    if not walk.answers or (step.outcome and not page.keeps):
        return []
    back = Way(words["back"], partial(page.back, step.id), walk.back)
    again = Way(words["restart"], partial(page.restart, step.id), walk.restart)
    ways = [back] if walk.trace else []
    return ways if step.restart else [*ways, again]


def described(page: Page) -> dict[str, Any]:
    """Return the step with its texts as HTML, and what is announced of it."""
    step, language, words = page.walk.current, page.language, page.words
    number = len(page.walk.trace) + 1
    kind = "announce_outcome" if step.outcome else "announce_question"
    return {
        "moves": page.steps_taken,
        "language": language,
        "direction": direction(language),
        "title": page.title,
        "overline": words["outcome"] if step.outcome else words["question"].format(number=number),
        "page": _place(page, step),
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


def _place(page: Page, step: Step) -> str:
    """Say where a step stands: in the source, or, where it is discussed by a map, on that map."""
    if not page.keeps:
        return page.words["step_number"].format(number=numbers_on_map(page.flow)[step.id])
    return page.words["source_page"].format(page=step.page) if step.page else ""


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
