"""The tab where each choice gets a share: how many of a thousand end where."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.study import ShareRule
from ssmflow.telling import markdown
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.panel import Panel
from ssmflow.views.lab.shares_form import Form
from ssmflow.views.lab.shares_moves import evened, moved, split, typed_percentage, with_share
from ssmflow.views.lab.shares_results import END_KEY, RESTART, Results
from ssmflow.views.lab.shares_sides import Side, sides_of

MAXIMUM_TYPED = 40
PICTURES = Path(__file__).parents[2] / "telling" / "pictures.css"


class SharesPanel(Panel):
    """Shares of choices, and beside them what follows for outcomes and steps."""

    tab = "shares"
    _esm = Path(__file__).with_name("shares.js")
    _css = Path(__file__).with_name("shares.css").read_text("utf-8") + PICTURES.read_text("utf-8")
    acts: ClassVar = {
        "move": ("move", ("side", "question", "set", "choice", "percent")),
        "even": ("even_out", ("side", "question")),
        "split": ("split_by", ("side", "question", "by", "on")),
        "own": ("give_own", ("question", "on")),
        "choose": ("choose", ("end",)),
    }

    def __init__(self, page: Lab) -> None:
        self._refused: dict[str, str] = {}
        self._held: tuple[tuple[str, ...], Mapping[str, Fraction], Mapping[str, Fraction]] | None
        self._held = None
        super().__init__(page)

    def content(self, page: Lab) -> dict[str, Any]:
        """Return the form, what stands in it, and the results."""
        words, language = page.words, page.language
        sides = sides_of(page)
        form = Form(sides, language, words)
        title = markdown.plain(page.scenario.title, language)
        return {
            "revision": page.revision,
            "lead": words["shares_lead"],
            "named": words["shares_named"].format(title=title),
            "form": form.structure(),
            "values": form.values(),
            "evenly": form.evenly(),
            "refused": self._refused,
            "results": Results(sides, language, words, page.view.get(END_KEY, "")).data(),
        }

    def move(self, side: str, question: str, index: str, choice: str, percent: str) -> None:
        """Set the share of a choice; the others of its question change in proportion."""
        found = self._side(side, question)
        rules = found.rules(question) if found else ()
        if found is None or index not in map(str, range(len(rules))):
            return
        old = rules[int(index)].shares
        if choice not in old or len(old) < 2:
            return
        key = (side, question, index, choice)
        share = typed_percentage(percent) if len(percent) <= MAXIMUM_TYPED else None
        if share is None:
            self._refuse("|".join(key))
            return
        new = moved(self._before(key, old), choice, share)
        self._held = (key, new, self._before(key, old))
        self._take(found, question, with_share(rules, int(index), new), side)

    def even_out(self, side: str, question: str) -> None:
        """Divide evenly over the choices of a question."""
        found = self._side(side, question)
        if found:
            rules = evened(found.rules(question), found.flow.steps[question])
            # A question of the flow that is left out divides evenly.
            plain = side == "flow" and len(rules) == 1
            self._take(found, question, None if plain else rules)

    def split_by(self, side: str, question: str, by: str, on: str) -> None:
        """Give shares by the answer to an earlier question, or the same to all again."""
        found = self._side(side, question)
        if found is None:
            return
        rules = found.rules(question)
        if not on:
            self._take(found, question, (ShareRule(rules[-1].shares),))
        elif by in Form.earlier(found, question):
            self._take(found, question, split(rules, found.flow.steps[by]))

    def give_own(self, question: str, on: str) -> None:
        """Give a question other shares in the variant, or the flow's again."""
        side = next((each for each in sides_of(self.lab) if each.name == "variant"), None)
        step = side.flow.steps.get(question) if side else None
        if side and step and step.choices and not side.differs(question):
            self._take(side, question, side.rules(question) if on else None)

    def choose(self, end: str) -> None:
        """Ask which shares move an end most."""
        known = any(
            end in side.flow.steps and not side.flow.steps[end].choices
            for side in sides_of(self.lab)
        )
        if known or end == RESTART:
            self.lab.look(**{END_KEY: end})

    def _side(self, name: str, question: str) -> Side | None:
        """Return the side on which a question has shares of its own; None where there is none."""
        for side in sides_of(self.lab):
            step = side.flow.steps.get(question)
            if side.name == name and step and step.choices and side.is_own(question):
                return side
        return None

    def _before(self, key: tuple[str, ...], now: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """Return the shares from before this one was taken up.

        A slider that is drawn to its end and back so leaves the others as they were.
        """
        held = self._held
        return held[2] if held and held[0] == key and held[1] == now else now

    def _take(
        self,
        side: Side,
        question: str,
        rules: tuple[ShareRule, ...] | None,
        merging: str = "",
    ) -> None:
        self._refused = {}
        merged = f"shares {merging} {question}" if merging else ""
        self.lab.edit(side.with_rules(question, rules), merged)

    def _refuse(self, key: str) -> None:
        self._refused = {key: self.lab.words["shares_refused"]}
        # Told beside the field; a fresh revision makes it an answer also where it was told before.
        self.lab.tell("")
