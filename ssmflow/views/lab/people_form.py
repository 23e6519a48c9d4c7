"""Below the table of people: one of them to change, more to add, all of them as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.analysis.states import possible_ends
from ssmflow.errors import Problem, TooEntangledError
from ssmflow.flow.model import Choice, Flow, Text
from ssmflow.flow.study import Persona
from ssmflow.formats.personas_file import personas_as_yaml
from ssmflow.formats.personas_table import MAXIMUM_CELL, MAXIMUM_PEOPLE, personas_as_csv
from ssmflow.telling import markdown
from ssmflow.telling.amounts import whole
from ssmflow.telling.people_text import person
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.people_opening import Opened, free_id, open_file, open_text

PROBLEMS_SHOWN = 50
HOWS = ("add", "replace")
LARGEST = 1_000_000
"""Bytes of a file, as the reader takes them."""


class PeopleForm(Panel):
    """Changes who is looked at. Every change counts at once, and can be undone."""

    tab = "people"
    longest: ClassVar = 1_500_000
    _esm = Path(__file__).with_name("people_form.js")
    _css = Path(__file__).with_name("people_form.css")
    acts: ClassVar = {
        "new": ("new", ()),
        "close": ("finish", ()),
        "remove": ("remove", ("person",)),
        "title": ("entitle", ("person", "title")),
        "answer": ("answer", ("person", "question", "choice")),
        "open": ("take_file", ("name", "content", "how")),
        "paste": ("take_text", ("text", "how")),
        "save": ("save", ("kind",)),
    }

    def __init__(self, page: Lab) -> None:
        self._problems: Sequence[Problem] = ()
        self._said = ""
        self._refused_title = ""
        self._opened = 0
        self._entangled: set[Flow] = set()
        self._file: dict[str, Any] | None = None
        self._files = 0
        super().__init__(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the form of the persona that is open, and what opens and saves many."""
        words = page.words
        file, self._file = self._file, None
        persona = self._persona(page.view.get("people-edit", ""))
        return {
            "title": words["people_form"],
            "said": self._said,
            "new": words["people_new"],
            "person": self._form(persona) if persona else None,
            "opening": self._opening(),
            "saving": {
                "title": words["people_keep"],
                "kinds": [
                    {"kind": "yaml", "name": words["people_keep_yaml"]},
                    {"kind": "csv", "name": words["people_keep_csv"]},
                ],
            },
            "file": file,
        }

    # What a visitor asks for.

    def new(self) -> None:
        """Add somebody of whom nothing is known, and open their form."""
        scenario, words = self.lab.scenario, self.lab.words
        if len(scenario.people) >= MAXIMUM_PEOPLE:
            self._say(words["people_full"].format(most=whole(MAXIMUM_PEOPLE, self.lab.language)))
            return
        taken = {persona.id for persona in scenario.people}
        id_ = "persona" if "persona" not in taken else free_id(taken, "persona")
        title = words["people_new_title"].format(number=len(taken) + 1)
        persona = Persona(id_, Text({self.lab.language: title}, self.lab.flow.language))
        self._clear()
        self.lab.look(**{"people-edit": id_})
        self.lab.edit(replace(scenario, people=(*scenario.people, persona)))

    def finish(self) -> None:
        """Close the form; all that was changed counts already."""
        self._clear()
        self.lab.look(**{"people-edit": ""})

    def remove(self, person: str) -> None:
        """Take somebody out of the scenario."""
        people = self.lab.scenario.people
        kept = tuple(persona for persona in people if persona.id != person)
        if len(kept) < len(people):
            self._clear()
            self.lab.edit(replace(self.lab.scenario, people=kept))

    def entitle(self, person: str, title: str) -> None:
        """Give somebody another title, in the language that is shown of it."""
        persona, said = self._persona(person), title.strip()
        if persona is None:
            return
        self._clear()
        if not said or len(said) > MAXIMUM_CELL:
            most = whole(MAXIMUM_CELL, self.lab.language)
            self._refused_title = self.lab.words["people_title_refused"].format(most=most)
            self.refresh()
            return
        text = persona.title
        spoken = {**text.by_language, text.language_for(self.lab.language): said}
        self._replace(replace(persona, title=Text(spoken, text.own)))

    def answer(self, person: str, question: str, choice: str) -> None:
        """Give somebody another answer; the empty text is for one that is unknown."""
        persona, choices = self._persona(person), self._questions().get(question, {})
        if persona is None or (choice and choice not in choices):
            return
        kept = {name: given for name, given in persona.answers.items() if name != question}
        self._clear()
        self._replace(replace(persona, answers={**kept, question: choice} if choice else kept))

    def take_file(self, name: str, content: str, how: str) -> None:
        """Open a file with personas, in base64."""
        if how in HOWS:
            self._take(open_file(self.lab, name, content, how))

    def take_text(self, text: str, how: str) -> None:
        """Open a pasted text with personas."""
        if how in HOWS:
            self._take(open_text(self.lab, self.lab.words["people_pasted"], text, how))

    def save(self, kind: str) -> None:
        """Hand everybody to the browser as a file that can be opened again."""
        flow, people = self.lab.flow, self.lab.scenario.people
        files: dict[str, Callable[[], tuple[str, str]]] = {
            "yaml": lambda: ("application/yaml", personas_as_yaml(flow.id, people)),
            "csv": lambda: ("text/csv", personas_as_csv(flow, people)),
        }
        if kind in files:
            type_, content = files[kind]()
            self._files += 1
            name = f"{flow.id}.{kind}"
            head = {"number": self._files, "name": name, "type": f"{type_};charset=utf-8"}
            self._file = {**head, "content": content}
            self.refresh()

    # How that is done.

    def _persona(self, id_: str) -> Persona | None:
        return next((each for each in self.lab.scenario.people if each.id == id_), None)

    def _replace(self, persona: Persona) -> None:
        scenario = self.lab.scenario
        people = [persona if each.id == persona.id else each for each in scenario.people]
        self.lab.edit(replace(scenario, people=tuple(people)))

    def _take(self, opened: Opened) -> None:
        words, language = self.lab.words, self.lab.language
        self._clear()
        self._problems = opened.problems
        self._said = words["people_refused"]
        if opened.scenario is not None:
            self._said = words["people_opened"].format(count=whole(opened.count, language))
            self._opened += 1
            self.lab.edit(opened.scenario)
        else:
            self.refresh()

    def _say(self, said: str) -> None:
        self._clear()
        self._said = said
        self.refresh()

    def _clear(self) -> None:
        self._problems, self._said, self._refused_title = (), "", ""

    # What the browser draws.

    def _flows(self) -> tuple[Flow, ...]:
        changed = self.lab.changed
        return (self.lab.flow, changed) if changed else (self.lab.flow,)

    def _questions(self) -> dict[str, dict[str, Choice]]:
        """Return the questions in the order of the flow, those of the variant's own after them."""
        found: dict[str, dict[str, Choice]] = {}
        for flow in self._flows():
            for step in flow.steps.values():
                if step.choices:
                    found[step.id] = {**step.choices, **found.get(step.id, {})}
        return found

    def _form(self, persona: Persona) -> dict[str, Any]:
        page, words = self.lab, self.lab.words
        teller = Teller(page.language, words, self._flows())
        unknown = {"id": "", "text": words["people_not_known"]}
        questions = [
            {
                "id": question,
                "label": teller.step(question),
                "value": persona.answers.get(question, ""),
                "options": [unknown]
                + [
                    {"id": each, "text": markdown.plain(choice.label, page.language) or each}
                    for each, choice in choices.items()
                ],
            }
            for question, choices in self._questions().items()
        ]
        return {
            "id": persona.id,
            "heading": words["people_change"].format(title=person(persona, page.language)),
            "help": words["people_change_help"],
            "title": {
                "label": words["people_title"],
                "value": persona.title.in_language(page.language),
                "problem": self._refused_title,
            },
            "questions": questions,
            "now": self._now(persona, teller),
            "done": words["people_done"],
            "remove": words["people_remove_person"],
        }

    def _now(self, persona: Persona, teller: Teller) -> str:
        """Say where somebody ends now, beside what changes it."""
        flow, words = self.lab.flow, self.lab.words
        try:
            ends = () if flow in self._entangled else possible_ends(flow, persona.answers)
        except TooEntangledError:
            self._entangled.add(flow)
            return ""
        if len(ends) == 1:
            return words["people_now"].format(end=teller.end(ends[0]))
        return words["people_now_open"].format(count=len(ends)) if ends else ""

    def _opening(self) -> dict[str, Any]:
        words = self.lab.words
        lines = [self._line(problem) for problem in self._problems[:PROBLEMS_SHOWN]]
        more = len(self._problems) - len(lines)
        return {
            "title": words["people_open_file"],
            "help": words["people_open_help"],
            "file": words["people_file_field"],
            "text": words["people_text_field"],
            "take": words["people_take"],
            "how": words["people_how"],
            "hows": [
                {"id": "add", "text": words["people_how_add"]},
                {"id": "replace", "text": words["people_how_replace"]},
            ],
            "problems": lines,
            "more": words["people_more_problems"].format(count=more) if more else "",
            "largest": LARGEST,
            "too_large": words["people_too_large"],
            "opened": self._opened,
        }

    def _line(self, problem: Problem) -> dict[str, str]:
        place, words = problem.place, self.lab.words
        told = {"line": place.line, "column": place.column} if place else {}
        where = words["people_place"].format(**told) if told else ""
        return {"where": where, "message": problem.message}
