"""A flow file: its keys, and how they become a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from ssmflow.errors import Place, Problem, UnsoundFileError
from ssmflow.flow.check import check
from ssmflow.flow.model import Basis, Choice, Flow, Link, OutcomeKind, Rule, Source, Step
from ssmflow.formats.documents import Document, Node, Scalar, Sequence, read_document
from ssmflow.formats.fields import LANGUAGE_TAG, Fields, Keys
from ssmflow.formats.glossary_file import glossary_for, read_glossary

MAXIMUM_STEPS = 20_000

FLOW_KEYS = Keys(("flow", "version", "language", "title", "start", "steps"), ("source",))
SOURCE_KEYS = Keys(("publisher", "title"), ("url",))
STEP_KEYS = Keys(("text",), ("page", "note", "terms", "choices", "outcome", "links", "restart"))
OUTCOME_ONLY = ("links", "restart")
CHOICE_KEYS = Keys(("label",), ("to", "restart", "basis", "why"))
RULE_KEYS = Keys(("to",), ("when",))
LINK_KEYS = Keys(("label", "url"))


@dataclass
class Reading:
    """What reading a flow file gave.

    Args:
        flow: The flow, sound or not; None where the file holds nothing like one.
        problems: All that was found, in the order of the file.
    """

    flow: Flow | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there is a flow, with no error."""
        return self.flow is not None and all(p.severity == "warning" for p in self.problems)


def read_flow(path: Path, glossary: Path | None = None) -> Reading:
    """Read a flow file and its glossary, and check them: every problem is listed with its place.

    Args:
        path: The file; its name without ending must be the flow's slug.
        glossary: The glossary file; by default as `glossary_for` finds it.

    Raises:
        UnreadableFileError: Either is missing, too large, or no text.
    """
    document = read_document(path)
    reader = _FlowReader(document)
    flow = reader.read(path.stem)
    problems = [*document.problems, *reader.fields.problems]
    if flow is not None:
        terms, more = read_glossary(glossary or glossary_for(path), flow.language)
        flow = replace(flow, glossary=terms)
        found = [
            replace(problem, place=document.place(problem.location)) for problem in check(flow)
        ]
        problems += more + found
    problems.sort(key=lambda problem: problem.place or Place(str(path), 1, 1))
    return Reading(flow, problems)


def load_flow(path: Path | str, glossary: Path | None = None) -> Flow:
    """Return the sound flow of a file.

    Args:
        path: As `read_flow` takes it.
        glossary: As `read_flow` takes it.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_flow(Path(path), glossary)
    if reading.flow is None or not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.flow


class _FlowReader:
    """Turns the nodes of one document into a flow."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fields = Fields(document)

    def read(self, stem: str) -> Flow | None:
        root = self.document.root
        if root is None:
            if not self.document.problems:
                self.fields.complain(Scalar("", 1, 1, plain=True), "the file is empty")
            return None
        entries = self.fields.known(root, "the flow", FLOW_KEYS)
        if "steps" not in entries:
            return None
        self.fields.language = self._language(entries.get("language"))
        steps = self._steps(entries["steps"])
        if not steps:
            return None
        return Flow(
            id=self._slug(entries.get("flow"), stem),
            version=self.fields.string(entries.get("version"), "version"),
            language=self.fields.language,
            title=self.fields.text(entries.get("title"), "title"),
            start=self._start(entries.get("start"), steps),
            steps=steps,
            source=self._source(entries.get("source")),
        )

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
        """Return the start; the first step stands in for a missing one, that was told already."""
        return self.fields.string(node, "start") or next(iter(steps))

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
        return Step(
            id=name.value,
            text=self.fields.text(entries.get("text"), "text"),
            choices={id_: self._choice(key, value) for id_, (key, value) in choices.items()},
            outcome=outcome,
            note=self.fields.optional_text(entries.get("note"), "note"),
            terms=tuple(self._ids(entries.get("terms"), "a term")),
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

    def _choice(self, name: Scalar, node: Node) -> Choice:
        what = f"choice {name.value!r}"
        entries = self.fields.known(node, what, CHOICE_KEYS, name)
        if entries and ("to" in entries) == ("restart" in entries):
            self.fields.complain(name, f"{what} must have one of 'to' and 'restart'")
        restart = entries.get("restart")
        basis = self.fields.word(entries.get("basis"), "basis", get_args(Basis))
        return Choice(
            id=name.value,
            label=self.fields.text(entries.get("label"), "label"),
            rules=self._rules(entries.get("to")),
            restart=restart is not None and self.fields.true(restart, "restart"),
            basis=basis or "source",
            why=self.fields.optional_text(entries.get("why"), "why"),
        )

    def _rules(self, node: Node | None) -> tuple[Rule, ...]:
        if not isinstance(node, Sequence):
            to = self.fields.string(node, "to")
            return (Rule(to),) if to else ()
        if not node.items:
            self.fields.complain(node, "'to' has no value: it is a step, or a list of rules")
        rules = map(self._rule, node.items)
        return tuple(rule for rule in rules if rule.to)

    def _rule(self, node: Node) -> Rule:
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
        choices = tuple(self._ids(node, f"an answer to {question!r}"))
        if isinstance(node, Sequence) and not node.items:
            self.fields.complain(node, f"the rule names no answer to {question!r}")
        return choices

    def _ids(self, node: Node | None, what: str) -> list[str]:
        ids = (self.fields.string(item, what) for item in self.fields.list(node, f"{what}s"))
        return list(filter(None, ids))

    def _link(self, node: Node) -> Link:
        entries = self.fields.known(node, "a link", LINK_KEYS)
        label = self.fields.text(entries.get("label"), "label")
        return Link(label, self.fields.string(entries.get("url"), "url"))


def _is_mapping(node: Node) -> bool:
    return not isinstance(node, Scalar | Sequence)
