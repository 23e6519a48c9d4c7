"""The keys of a flow file, and how its nodes become a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from ssmflow.errors import Location
from ssmflow.flow.check_reach import Unread
from ssmflow.flow.model import Basis, Choice, Flow, Link, OutcomeKind, Rule, Source, Step
from ssmflow.formats.documents import Document, Node, Scalar, Sequence
from ssmflow.formats.fields import LANGUAGE_TAG, Fields, Keys

MAXIMUM_STEPS = 20_000

FLOW_KEYS = Keys(("flow", "version", "language", "title", "start", "steps"), ("source",))
SOURCE_KEYS = Keys(("publisher", "title"), ("url",))
STEP_KEYS = Keys(("text",), ("page", "note", "terms", "choices", "outcome", "links", "restart"))
OUTCOME_ONLY = ("links", "restart")
CHOICE_KEYS = Keys(("label",), ("to", "restart", "basis", "why"))
RULE_KEYS = Keys(("to",), ("when",))
LINK_KEYS = Keys(("label", "url"))


class FlowReader:
    """Turns the nodes of one document into a flow.

    Args:
        document: The document; what is wrong in it is collected in `fields` and `unread`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fields = Fields(document)
        self.unread = Unread()

    def read(self, stem: str) -> Flow | None:
        """Return the flow, sound or not, without its glossary; None where there is none.

        Args:
            stem: The file's name without its ending, which must be the flow's slug.
        """
        root = self.document.root
        if root is None:
            if not self.document.problems:
                self.fields.complain(Scalar("", 1, 1, plain=True), "the file is empty")
            return None
        entries = self.fields.known(root, "the flow", FLOW_KEYS)
        self.fields.language = self._language(entries.get("language"))
        slug = self._slug(entries.get("flow"), stem)
        version = self.fields.string(entries.get("version"), "version")
        title = self.fields.text(entries.get("title"), "title")
        source = self._source(entries.get("source"))
        steps = self._steps(entries["steps"]) if "steps" in entries else {}
        if not steps:
            return None
        start = self._start(entries.get("start"), steps)
        language = self.fields.language
        return Flow(slug, version, language, title, start, steps, source)

    def _slug(self, node: Node | None, stem: str) -> str:
        slug = self.fields.string(node, "flow")
        if slug and node is not None and slug != stem:
            self.fields.complain(node, f"flow {slug!r} must be equal to the file's name, {stem!r}")
        return slug or stem

    def _language(self, node: Node | None) -> str:
        language = self.fields.string(node, "language")
        if language and node is not None and not LANGUAGE_TAG.fullmatch(language):
            self.fields.complain(node, f"{language!r} is no language tag such as nl, en or fr-BE")
        return language

    def _start(self, node: Node | None, steps: Mapping[str, Step]) -> str:
        """Return the start; a step that none leads to stands in for a missing one."""
        given = self.fields.string(node, "start")
        if given:
            return given
        targets = {to for named in self.unread.mentions.values() for to in named}
        for step in steps.values():
            targets |= {rule.to for choice in step.choices.values() for rule in choice.rules}
        return next((step for step in steps if step not in targets), next(iter(steps)))

    def _source(self, node: Node | None) -> Source | None:
        if node is None:
            return None
        entries = self.fields.known(node, "source", SOURCE_KEYS)
        return Source(
            self.fields.text(entries.get("publisher"), "publisher"),
            self.fields.text(entries.get("title"), "title"),
            self.fields.string(entries.get("url"), "url") or None,
        )

    def _steps(self, node: Node) -> dict[str, Step]:
        entries = self.fields.entries(node, "steps")
        if len(entries) > MAXIMUM_STEPS:
            count = f"{len(entries):,} steps; at most {MAXIMUM_STEPS:,} are read"
            self.fields.complain(node, f"the flow has {count}")
            return {}
        if not entries and not self.fields.problems:
            self.fields.complain(node, "the flow has no steps")
        return {id_: self._step(name, value) for id_, (name, value) in entries.items()}

    def _step(self, name: Scalar, node: Node) -> Step:
        what = f"step {name.value!r}"
        entries = self.fields.known(node, what, STEP_KEYS, name)
        outcome = self._outcome(entries, name)
        choices = self.fields.entries(entries["choices"], "choices") if "choices" in entries else {}
        if not entries or not _is_mapping(entries.get("choices", node)):
            self.unread.mentions[name.value] = set(_ids_in(node))
        at = ("steps", name.value, "choices")
        return Step(
            id=name.value,
            text=self.fields.text(entries.get("text"), "text"),
            choices={id_: self._choice(key, value, at) for id_, (key, value) in choices.items()},
            outcome=outcome,
            note=self.fields.optional_text(entries.get("note"), "note"),
            terms=tuple(self._ids(entries.get("terms"), "terms")),
            page=self.fields.positive(entries.get("page"), "page"),
            links=tuple(map(self._link, self.fields.list(entries.get("links"), "links"))),
            restart=self.fields.optional_text(entries.get("restart"), "restart"),
        )

    def _outcome(self, entries: Mapping[str, Node], name: Scalar) -> OutcomeKind | None:
        """Return the kind; a step that cannot be read counts as one, so one fault is one error."""
        node, choices = entries.get("outcome"), entries.get("choices")
        if node is None:
            for key in OUTCOME_ONLY if choices is not None else ():
                if key in entries:
                    reason = f"{key!r} stands at an outcome; a question has choices"
                    self.fields.complain(entries[key], reason)
            unreadable = not entries or (choices is not None and not _is_mapping(choices))
            return "stop" if unreadable else None
        if choices is not None:
            self.fields.complain(name, "a step has 'choices' or 'outcome', not both")
            return None
        return self.fields.word(node, "outcome", get_args(OutcomeKind)) or "stop"

    def _choice(self, name: Scalar, node: Node, choices: Location) -> Choice:
        what = f"choice {name.value!r}"
        entries = self.fields.known(node, what, CHOICE_KEYS, name)
        if entries and ("to" in entries) == ("restart" in entries):
            self.fields.complain(name, f"{what} must have one of 'to' and 'restart'")
        restarts = "restart" in entries and self.fields.true(entries["restart"], "restart")
        rules = self._rules(entries.get("to"), (*choices, name.value, "to"))
        if not rules and not restarts:
            self.unread.mentions.setdefault(str(choices[1]), set()).update(_ids_in(node))
        basis = self.fields.word(entries.get("basis"), "basis", get_args(Basis))
        return Choice(
            id=name.value,
            label=self.fields.text(entries.get("label"), "label"),
            rules=rules,
            restart=restarts and not rules,
            basis=basis or "source",
            why=self.fields.optional_text(entries.get("why"), "why"),
        )

    def _rules(self, node: Node | None, at: Location) -> tuple[Rule, ...]:
        if not isinstance(node, Sequence):
            to = self.fields.string(node, "to")
            return (Rule(to),) if to else ()
        if not node.items:
            self.fields.complain(node, "'to' has no value: it is a step, or a list of rules")
        return tuple(self._rule(item, (*at, index)) for index, item in enumerate(node.items))

    def _rule(self, node: Node, at: Location) -> Rule:
        told = len(self.fields.problems)
        rule = self._rule_as_read(node)
        if len(self.fields.problems) > told:
            self.unread.rules.add(at)
            self.unread.mentions.setdefault(str(at[1]), set()).update(_ids_in(node))
        return rule

    def _rule_as_read(self, node: Node) -> Rule:
        entries = self.fields.known(node, "a rule", RULE_KEYS)
        to = self.fields.string(entries.get("to"), "to")
        if "when" not in entries:
            return Rule(to)
        when = self.fields.entries(entries["when"], "when")
        if not when and _is_mapping(entries["when"]):
            self.fields.complain(entries["when"], "'when' names no question")
        named = {id_: self._when(value, id_) for id_, (_, value) in when.items()}
        return Rule(to, named)

    def _when(self, node: Node, question: str) -> tuple[str, ...]:
        if isinstance(node, Scalar):
            return tuple(filter(None, [self.fields.string(node, f"the answer to {question!r}")]))
        choices = tuple(self._ids(node, f"answers to {question!r}"))
        if isinstance(node, Sequence) and not node.items:
            self.fields.complain(node, f"the rule names no answer to {question!r}")
        return choices

    def _ids(self, node: Node | None, what: str) -> list[str]:
        items = self.fields.list(node, what)
        ids = (self.fields.string(item, f"one of the {what}") for item in items)
        return list(filter(None, ids))

    def _link(self, node: Node) -> Link:
        entries = self.fields.known(node, "a link", LINK_KEYS)
        label = self.fields.text(entries.get("label"), "label")
        return Link(label, self.fields.string(entries.get("url"), "url"))


def _ids_in(node: Node) -> Iterator[str]:
    """Yield every text that may be the id of a target, in a part that could not be read."""
    if isinstance(node, Scalar):
        yield node.value
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _ids_in(item)
    else:
        for key, (_, value) in node.items.items():
            if key not in ("label", "why", "text", "note", "when"):
                yield from _ids_in(value)


def _is_mapping(node: Node) -> bool:
    return not isinstance(node, Scalar | Sequence)
