"""What an analyst does to a variant: each act is another variant, and so can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from ssmflow.flow.model import Flow
from ssmflow.formats.documents import CONTROL_CHARACTER
from ssmflow.formats.flow_data import patch_on
from ssmflow.views.lab import edits, edits_of_rules
from ssmflow.views.lab.changes_form import RESTART, RULES, SAME, TO, fingerprint
from ssmflow.views.lab.lab import with_variant
from ssmflow.views.lab.panel import Panel

OPEN = "changes-step"
"""The key of the address that tells which step is open."""
LONGEST_TEXT = 2_000
MAXIMUM_STEPS = 1_000


def cleaned(words: str) -> str:
    """Return words as a file can hold them: without control characters and outer blanks."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_CHARACTER.sub("", lines)[:LONGEST_TEXT].strip()


class ChangingPanel(Panel):
    """A panel whose acts change the steps of the scenario's variant."""

    editing: ClassVar[dict[str, tuple[str, tuple[str, ...]]]] = {
        "open": ("open_step", ("step",)),
        "step_add": ("add_step", ("kind", "text", "count")),
        "step_remove": ("remove_step", ("step",)),
        "step_restore": ("restore_step", ("step",)),
        "step_say": ("say_step", ("step", "what", "language", "text")),
        "step_kind": ("turn_step", ("step", "kind")),
        "step_start": ("begin_at", ("step",)),
        "link_add": ("add_link", ("step", "label", "url")),
        "link_say": ("say_link", ("step", "index", "language", "text")),
        "link_remove": ("remove_link", ("step", "index", "mark")),
        "choice_add": ("add_choice", ("step", "text", "count")),
        "choice_remove": ("remove_choice", ("step", "choice")),
        "choice_restore": ("restore_choice", ("step", "choice")),
        "choice_say": ("say_choice", ("step", "choice", "what", "language", "text")),
        "choice_basis": ("call_basis", ("step", "choice", "basis")),
        "choice_lead": ("lead_choice", ("step", "choice", "target")),
        "rule_add": ("add_rule", ("step", "choice", "mark")),
        "rule_remove": ("remove_rule", ("step", "choice", "index", "mark")),
        "rule_move": ("move_rule", ("step", "choice", "index", "by", "mark")),
        "rule_lead": ("lead_rule", ("step", "choice", "index", "target")),
        "rule_ask": ("ask_about", ("step", "choice", "index", "question")),
        "rule_forget": ("forget", ("step", "choice", "index", "question")),
        "rule_tick": ("tick", ("step", "choice", "index", "question", "answer", "on")),
    }

    def change(self, edit: Callable[[Flow, Flow], Flow]) -> bool:
        """Make the variant what an edit makes of the present flow and the one without changes.

        Returns:
            Whether the edit fits: what is late or names nothing does nothing.
        """
        lab = self.lab
        variant, applied, base = lab.scenario.variant, lab.applied, lab.base.flow
        if variant is None or applied is None or applied.flow is None or base is None:
            return False
        try:
            after = edit(applied.flow, base)
        except edits.NoSuchPlaceError:
            return False
        changed = replace(variant, patch=patch_on(lab.base, after))
        lab.edit(with_variant(lab.scenario, changed))
        return True

    def open_step(self, step: str) -> None:
        """Show the form of a step."""
        flow = self._flow()
        base = self.lab.base.flow
        if (flow and step in flow.steps) or (base and step in base.steps):
            self.lab.look(**{OPEN: step})

    def _flow(self) -> Flow | None:
        applied = self.lab.applied
        return applied.flow if applied else None

    def add_step(self, kind: str, text: str, count: str) -> None:
        """Add a step, and show its form."""
        flow, words, language = self._flow(), cleaned(text), self.lab.language
        if flow is None or count != str(len(flow.steps)):
            return
        if not words or len(flow.steps) >= MAXIMUM_STEPS:
            self.lab.tell(self.lab.words["changes_needs_text"])
            return
        added = ""

        def edit(flow: Flow, base: Flow) -> Flow:
            nonlocal added
            after, added = edits.add_step(flow, base, kind, language, words)
            return after

        if self.change(edit):
            self.open_step(added)

    def remove_step(self, step: str) -> None:
        """Remove a step; what leads to it is then told as a problem."""
        self.change(lambda flow, _: edits.remove_step(flow, step))

    def restore_step(self, step: str) -> None:
        """Make a step what it is without the variant."""
        self.change(lambda flow, base: edits.restore_step(flow, base, step))

    def say_step(self, step: str, what: str, language: str, text: str) -> None:
        """Change a text of a step."""
        words = cleaned(text)
        if language in self.lab.flow.languages:
            self.change(lambda flow, _: edits.say_step(flow, step, what, language, words))

    def turn_step(self, step: str, kind: str) -> None:
        """Make a step a question or another kind of outcome."""
        self.change(lambda flow, _: edits.turn(flow, step, kind))

    def begin_at(self, step: str) -> None:
        """Let every walk begin at a step."""
        self.change(lambda flow, _: edits.begin_at(flow, step))

    def add_link(self, step: str, label: str, url: str) -> None:
        """Give an outcome one more link."""
        language, words, address = self.lab.language, cleaned(label), cleaned(url)
        if not words or not address:
            self.lab.tell(self.lab.words["changes_needs_link"])
            return
        self.change(lambda flow, _: edits.add_link(flow, step, language, words, address))

    def say_link(self, step: str, index: str, language: str, text: str) -> None:
        """Change the words of a link in a language; its address where that is left empty."""
        words, at = cleaned(text), number(index)
        if language in ("", *self.lab.flow.languages):
            self.change(lambda flow, _: edits.edit_link(flow, step, at, language, words))

    def remove_link(self, step: str, index: str, mark: str) -> None:
        """Take a link away; `mark` is that of the link as it was seen."""
        at = number(index)

        def edit(flow: Flow, _: Flow) -> Flow:
            links = edits.step_of(flow, step).links
            seen = 0 <= at < len(links) and fingerprint(links[at]) == mark
            return edits.remove_link(flow, step, at if seen else -1)

        self.change(edit)

    def add_choice(self, step: str, text: str, count: str) -> None:
        """Give a question one more choice; `count` is how many were seen."""
        words, language, flow = cleaned(text), self.lab.language, self._flow()
        if flow is None or step not in flow.steps or count != str(len(flow.steps[step].choices)):
            return
        if not words:
            self.lab.tell(self.lab.words["changes_needs_text"])
            return
        self.change(lambda flow, base: edits.add_choice(flow, base, step, language, words))

    def remove_choice(self, step: str, choice: str) -> None:
        """Take a choice away."""
        self.change(lambda flow, _: edits.remove_choice(flow, step, choice))

    def restore_choice(self, step: str, choice: str) -> None:
        """Make a choice what it is without the variant."""
        self.change(lambda flow, base: edits.restore_choice(flow, base, step, choice))

    def say_choice(self, step: str, choice: str, what: str, language: str, text: str) -> None:
        """Change the label of a choice, or why it leads where it does."""
        words = cleaned(text)
        if language in self.lab.flow.languages:
            self.change(lambda flow, _: edits.say_choice(flow, step, choice, what, language, words))

    def call_basis(self, step: str, choice: str, basis: str) -> None:
        """Say whether the source shows where a choice leads."""
        self.change(lambda flow, _: edits.call_basis(flow, step, choice, basis))

    def lead_choice(self, step: str, choice: str, target: str) -> None:
        """Let a choice lead to a step, to the beginning, where another does, or where rules say."""
        rules = edits_of_rules

        def edit(flow: Flow, base: Flow) -> Flow:
            if target == RESTART:
                return rules.lead_back(flow, base, step, choice)
            if target == RULES:
                return rules.make_conditional(flow, base, step, choice)
            if target.startswith(SAME):
                other = target.removeprefix(SAME)
                return rules.lead_alike(flow, base, step, choice, other)
            if not target.startswith(TO):
                raise edits.NoSuchPlaceError(target)
            return rules.lead_to(flow, base, step, choice, target.removeprefix(TO))

        self.change(edit)

    def _rules(self, step: str, choice: str, mark: str, edit: Callable[[Flow, Flow], Flow]) -> None:
        """Edit rules by their number: only where they still are as they were seen."""

        def seen(flow: Flow, base: Flow) -> Flow:
            if fingerprint(edits.choice_of(flow, step, choice).rules) != mark:
                raise edits.NoSuchPlaceError(mark)
            return edit(flow, base)

        self.change(seen)

    def add_rule(self, step: str, choice: str, mark: str) -> None:
        """Give a choice one more rule."""
        rules = edits_of_rules
        self._rules(step, choice, mark, lambda flow, base: rules.add_rule(flow, base, step, choice))

    def remove_rule(self, step: str, choice: str, index: str, mark: str) -> None:
        """Take a rule away."""
        rules, at = edits_of_rules, number(index)
        self._rules(
            step, choice, mark, lambda flow, base: rules.remove_rule(flow, base, step, choice, at)
        )

    def move_rule(self, step: str, choice: str, index: str, by: str, mark: str) -> None:
        """Let a rule be asked earlier or later."""
        rules, at = edits_of_rules, number(index)
        if by in ("up", "down"):
            step_by = -1 if by == "up" else 1
            self._rules(
                step,
                choice,
                mark,
                lambda flow, base: rules.move_rule(flow, base, step, choice, at, step_by),
            )

    def lead_rule(self, step: str, choice: str, index: str, target: str) -> None:
        """Let a rule lead to a step."""
        rules, at, to = edits_of_rules, number(index), target.removeprefix(TO)
        self.change(lambda flow, base: rules.point_rule(flow, base, step, choice, at, to))

    def ask_about(self, step: str, choice: str, index: str, question: str) -> None:
        """Let a rule ask about one more earlier question."""
        rules, at = edits_of_rules, number(index)
        self.change(lambda flow, base: rules.ask_about(flow, base, step, choice, at, question))

    def forget(self, step: str, choice: str, index: str, question: str) -> None:
        """Let a rule ask about one question less."""
        rules, at = edits_of_rules, number(index)
        self.change(lambda flow, base: rules.forget(flow, base, step, choice, at, question))

    def tick(self, step: str, choice: str, index: str, question: str, answer: str, on: str) -> None:
        """Let a rule take one answer more or less to a question."""
        rules, at, ticked = edits_of_rules, number(index), on == "true"
        self.change(
            lambda flow, base: rules.tick(flow, base, step, choice, at, question, answer, ticked)
        )


def number(written: str) -> int:
    """Return a whole number as a browser writes it; -1, which is the number of nothing, else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else -1
