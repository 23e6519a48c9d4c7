"""The tab where an analyst changes the flow: a variant, made and checked without its file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.errors import Problem
from ssmflow.flow.check import FLOW_SLUG
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Scenario, Variant
from ssmflow.formats.variant_file import read_variant_text, variant_as_yaml
from ssmflow.telling import markdown
from ssmflow.views.lab.changes_acts import OPEN, ChangingPanel, cleaned
from ssmflow.views.lab.changes_form import Naming, step_form, step_list, text_fields
from ssmflow.views.lab.changes_keys import keys
from ssmflow.views.lab.changes_told import changes_told, in_words, problems_told
from ssmflow.views.lab.edits import said, said_at_least, slug
from ssmflow.views.lab.lab import Lab, with_variant

LONGEST_FILE = 1_000_000
"""Characters of a variant file that is opened here; our own have some thousands."""
MAXIMUM_TOLD = 20
"""Problems of a file that are listed at most."""
NAME = "variant"


class ChangesPanel(ChangingPanel):
    """Chooses, makes, checks and saves a variant."""

    _esm = Path(__file__).with_name("changes.js")
    _css = Path(__file__).with_name("changes.css")
    tab: ClassVar = "changes"
    longest: ClassVar = 1_500_000
    acts: ClassVar = {
        "choose": ("choose", ("variant",)),
        "begin": ("begin", ("title",)),
        "read": ("read", ("text", "name")),
        "drop": ("drop", ("variant",)),
        "save": ("save", ()),
        "say": ("say", ("what", "language", "text")),
        "name": ("name_file", ("name",)),
        "undo": ("undo", ()),
        **ChangingPanel.editing,
    }

    def __init__(self, page: Lab) -> None:
        self._file: dict[str, str] = {}
        self._saved = 0
        self._refused: tuple[Scenario | None, tuple[str, ...]] = (None, ())
        super().__init__(page)

    def choose(self, variant: str) -> None:
        """Look at a variant that the study brings."""
        found = self.lab.variants.get(variant)
        if found and found[0].of == self.lab.flow.id:
            self._take(found[0])

    def begin(self, title: str) -> None:
        """Begin a variant that changes nothing yet."""
        words, flow = cleaned(title), self.lab.flow
        if not words:
            self.lab.tell(self.lab.words["changes_needs_title"])
            return
        id_ = slug(words, self.lab.variants, NAME)
        self._take(Variant(id_, flow.id, Text({self.lab.language: words}, flow.language), {}))

    def _take(self, variant: Variant | None) -> None:
        self._refused = (None, ())
        self.lab.edit(with_variant(self.lab.scenario, variant))

    def drop(self, variant: str) -> None:
        """Go back to the flow as it is; `variant` is the id of the one that is taken away."""
        present = self.lab.scenario.variant
        if present and present.id == variant:
            self._take(None)

    def read(self, text: str, name: str) -> None:
        """Open a variant file; where it is unsound, nothing changes and what is wrong is told."""
        lab = self.lab
        if len(text) > LONGEST_FILE:
            self._refuse([lab.words["changes_too_large"]])
            return
        reading = read_variant_text(text, cleaned(name)[:200], {lab.flow.id: lab.base})
        if reading.variant and reading.sound:
            self._take(reading.variant)
            return
        wrong = (problem for problem in reading.problems if problem.severity == "error")
        told = [*dict.fromkeys(map(self._refusal, wrong))]
        more = len(told) - MAXIMUM_TOLD
        rest = [lab.words["changes_more_problems"].format(count=more)] if more > 0 else []
        self._refuse([*told[:MAXIMUM_TOLD], *rest])

    def _refuse(self, lines: list[str]) -> None:
        self._refused = (self.lab.scenario, tuple(lines))
        self.refresh()

    def _refusal(self, problem: Problem) -> str:
        said = in_words(self._naming(self.lab.flow), problem.message)
        if problem.place is None:
            return said
        at = self.lab.words["changes_line"]
        return at.format(line=problem.place.line, column=problem.place.column, problem=said)

    def say(self, what: str, language: str, text: str) -> None:
        """Change the title of the variant, or what it asks; its file is called after its title."""
        variant, lab, words = self.lab.scenario.variant, self.lab, cleaned(text)
        if variant is None or language not in lab.flow.languages:
            return
        own = lab.flow.language
        if what == "why":
            self._become(replace(variant, why=said(variant.why, language, words, own)))
        elif what == "title":
            title = said_at_least(variant.title, language, words, own)
            named = variant.id in (slug(_plain(variant.title), (), NAME), NAME)
            id_ = slug(_plain(title), self.lab.variants, NAME) if named else variant.id
            self._become(replace(variant, title=title, id=id_))

    def name_file(self, name: str) -> None:
        """Give the variant another id, after which its file is called."""
        variant = self.lab.scenario.variant
        if variant:
            self._become(
                replace(variant, id=slug(cleaned(name) or _plain(variant.title), (), NAME))
            )

    def _become(self, variant: Variant) -> None:
        """Go on with the same variant under other words: the shares stay with it."""
        self.lab.edit(replace(self.lab.scenario, variant=variant))

    def save(self) -> None:
        """Make the file of the variant, which the browser then saves."""
        variant, words = self.lab.scenario.variant, self.lab.words
        if variant is None:
            return
        if not _titled(variant) or not FLOW_SLUG.fullmatch(variant.id):
            self.lab.tell(words["changes_needs_name"])
            return
        self._saved += 1
        self._file = {
            "number": str(self._saved),
            "name": f"{variant.id}.yaml",
            "type": "application/yaml;charset=utf-8",
            "content": variant_as_yaml(variant),
        }
        errors = any(problem.severity == "error" for problem in self.lab.problems)
        self.lab.tell(words["changes_saved_unsound"] if errors else "")

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the variants to choose from, and the one that is edited."""
        scenario, lines = self._refused
        return {
            "words": {key.removeprefix("changes_"): page.words[key] for key in keys},
            "shipped": [
                _offered(page, variant)
                for variant, _ in page.variants.values()
                if variant.of == page.flow.id
            ],
            "refused": list(lines) if scenario is page.scenario else [],
            "longest": str(LONGEST_FILE),
            "variant": self._variant(page),
            "file": self._file,
        }

    def _variant(self, page: Lab) -> dict[str, Any] | None:
        variant, languages = page.scenario.variant, page.flow.languages
        if variant is None:
            return None
        return {
            "id": variant.id,
            "name": _plain(variant.title, page.language) or variant.id,
            "titled": _titled(variant),
            "title": text_fields(variant.title, languages),
            "why": text_fields(variant.why, languages),
            "can_undo": page.can_undo,
            **self._editor(page),
        }

    def _editor(self, page: Lab) -> dict[str, Any]:
        applied = page.applied
        flow = applied.flow if applied else None
        naming = self._naming(flow or page.flow)
        problems = problems_told(naming, page.problems)
        errors = Counter(one["step"] for one in problems if one["severity"] == "error")
        told = changes_told(naming) if flow else []
        opened = page.view.get(OPEN, "")
        return {
            "readable": flow is not None,
            "problems": problems,
            "summary": told,
            "state": self._state(page, len(told), errors.total()),
            "steps": step_list(naming, errors) if flow else [],
            "step": (step_form(naming, opened) or step_form(naming, _first(flow)))
            if flow
            else None,
        }

    def _state(self, page: Lab, changes: int, errors: int) -> str:
        words = page.words
        one = words["changes_one"] if changes == 1 else words["changes_many"]
        wrong = words["changes_one_error"] if errors == 1 else words["changes_many_errors"]
        state = wrong.format(count=errors) if errors else words["changes_sound"]
        return f"{one.format(count=changes) if changes else words['changes_none']} {state}"

    def _naming(self, flow: Flow) -> Naming:
        return Naming(self.lab.language, self.lab.words, flow, self.lab.flow)


def _first(flow: Flow) -> str:
    return flow.start if flow.start in flow.steps else next(iter(flow.steps))


def _offered(page: Lab, variant: Variant) -> dict[str, Any]:
    why = markdown.block(variant.why, page.language) if variant.why else ""
    present = page.scenario.variant == variant
    title = markdown.plain(variant.title, page.language) or variant.id
    return {"id": variant.id, "title": title, "why": why, "open": present}


def _plain(title: Text, language: str = "") -> str:
    return markdown.plain(title, language or title.own)


def _titled(variant: Variant) -> bool:
    return any(one.strip() for one in variant.title.by_language.values())
