"""A scenario file: a flow, a change to it, people, shares and notes, read, checked and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssmflow.errors import Problem, UnsoundFileError
from ssmflow.flow.check import listed
from ssmflow.flow.model import Choice, Flow, Rule, Step, Text
from ssmflow.flow.study import Persona, Scenario, Shares, Variant
from ssmflow.formats import documents
from ssmflow.formats.documents import Document, Node, compose_bounded, read_document
from ssmflow.formats.fields import Fields, Keys
from ssmflow.formats.flow_file import Reading
from ssmflow.formats.known_answers import KnownAnswers
from ssmflow.formats.personas_file import people_data, people_of
from ssmflow.formats.shares import ShareReader, shares_data
from ssmflow.formats.variant_file import in_order, key_of, patched, slug_of, variant_of
from ssmflow.formats.yaml_text import as_yaml, text_data

if TYPE_CHECKING:
    from ssmflow.formats.study import Study

SCENARIO_KEYS = Keys(
    ("scenario", "flow", "title"),
    ("version", "variant", "personas", "shares", "variant-shares", "notes"),
)
INLINE_VARIANT_KEYS = Keys(("title", "patch"), ("variant", "why"))


@dataclass
class ScenarioReading:
    """What reading a scenario gave.

    Args:
        scenario: The scenario, sound or not; None where the file holds nothing like one.
        flow: Its flow; None where it names none.
        changed: The flow after its variant; None where it has none, or that has errors.
        problems: All that was found, in the order of the file.
    """

    scenario: Scenario | None
    flow: Flow | None = None
    changed: Flow | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there is a scenario, with no error."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return self.scenario is not None and not errors


def read_scenario(path: Path, study: Study) -> ScenarioReading:
    """Read a scenario file and check it: every problem is listed with its place.

    Args:
        path: The file; its name without ending must be the scenario's slug.
        study: The flows, variants and personas that it may name.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
    """
    return _Reader(read_document(path), study, path.stem).read()


def read_scenario_text(text: str, name: str, study: Study) -> ScenarioReading:
    """Read a scenario that came from no file, as `read_scenario` does; its slug may be any.

    Args:
        text: The YAML text.
        name: The name that problems tell.
        study: The flows, variants and personas that it may name.
    """
    return _Reader(compose_bounded(text, name), study, None).read()


def load_scenario(path: Path | str, study: Study) -> Scenario:
    """Return the sound scenario of a file.

    Args:
        path: As `read_scenario` takes it.
        study: As `read_scenario` takes it.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_scenario(Path(path), study)
    if reading.scenario is None or not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.scenario


class _Reader:
    """Turns the nodes of one document into a scenario."""

    def __init__(self, document: Document, study: Study, stem: str | None) -> None:
        self.document = document
        self.study = study
        self.stem = stem
        self.fields = Fields(document)
        self._more: list[Problem] = []
        self._unsound: Flow | None = None

    def read(self) -> ScenarioReading:
        root = self.document.root
        if root is None:
            empty = Problem("the file is empty", place=self.document.place(()))
            return ScenarioReading(None, problems=self.document.problems or [empty])
        entries = self.fields.known(root, "the scenario", SCENARIO_KEYS)
        id_ = slug_of(self.fields, entries.get("scenario"), "scenario", self.stem)
        base = self._base(entries.get("flow"))
        if base is None or base.flow is None:
            return ScenarioReading(None, problems=self._problems())
        flow = base.flow
        self.fields.language = flow.language
        title = entries.get("title")
        variant, changed = self._variant(entries.get("variant"), base, id_)
        scenario = Scenario(
            id_,
            flow.id,
            self.fields.text(title, "title") if title else Text({flow.language: ""}, flow.language),
            self._version(entries.get("version"), flow),
            variant,
            self._people(entries.get("personas"), flow, changed),
            ShareReader(self.fields, flow).read(entries.get("shares"), "shares"),
            self._variant_shares(entries, variant, changed),
            self.fields.optional_text(entries.get("notes"), "notes"),
        )
        return ScenarioReading(scenario, flow, changed, self._problems())

    def _problems(self) -> list[Problem]:
        return in_order([*self.document.problems, *self.fields.problems, *self._more])

    def _base(self, node: Node | None) -> Reading | None:
        name = self.fields.string(node, "flow")
        if name and node is not None and name not in self.study.readings:
            known = listed(self.study.readings) or "none"
            self.fields.complain(node, f"flow {name!r} names no flow; there is {known}")
        return self.study.readings.get(name)

    def _version(self, node: Node | None, flow: Flow) -> str | None:
        version = self.fields.string(node, "version")
        if version and version != flow.version:
            reason = f"made with version {version!r} of the flow; this is {flow.version!r}"
            place = self.document.place(("version",))
            self._more.append(Problem(reason, ("version",), "warning", place))
        return version or None

    def _variant(
        self, node: Node | None, base: Reading, id_: str
    ) -> tuple[Variant | None, Flow | None]:
        of = base.flow.id if base.flow else ""
        if isinstance(node, documents.Mapping):
            return self._inline_variant(node, base, id_, of)
        name = self.fields.string(node, "variant")
        known = {key: one for key, one in self.study.variants.items() if one[0].of == of}
        if name and node is not None and name not in known:
            reason = f"variant {name!r} names no variant of {of!r}; there is "
            self.fields.complain(node, reason + (listed(known) or "none"))
        return known.get(name, (None, None))

    def _inline_variant(
        self, node: documents.Mapping, base: Reading, id_: str, of: str
    ) -> tuple[Variant | None, Flow | None]:
        entries = self.fields.known(node, "the variant", INLINE_VARIANT_KEYS)
        own = entries.get("variant")
        slug = slug_of(self.fields, own, "variant", None) if own else id_
        variant = variant_of(self.fields, entries, slug, of)
        if not isinstance(entries.get("patch"), documents.Mapping):
            return variant, None
        at = key_of(node, "patch")
        reading = patched(base, entries["patch"], at, self.document.file)
        self._more += reading.problems
        self._unsound = reading.flow if not reading.sound else None
        return variant, reading.flow if reading.sound else None

    def _people(self, node: Node | None, flow: Flow, changed: Flow | None) -> Sequence[Persona]:
        if isinstance(node, documents.Mapping):
            others = self.study.changed(flow.id)
            made = changed or self._unsound
            known = KnownAnswers([flow, *([made] if made else []), *others])
            return tuple(people_of(self.fields, node, known))
        name = self.fields.string(node, "personas")
        known_names = [key for key, (of, _) in self.study.personas.items() if of == flow.id]
        if name and node is not None and name not in known_names:
            reason = f"personas {name!r} names no personas of {flow.id!r}; there are "
            self.fields.complain(node, reason + (listed(known_names) or "none"))
        return self.study.personas[name][1] if name in known_names else ()

    def _variant_shares(
        self, entries: dict[str, Node], variant: Variant | None, changed: Flow | None
    ) -> Shares:
        node = entries.get("variant-shares")
        if node is not None and "variant" not in entries:
            self.fields.complain(node, "variant-shares needs a variant")
        if node is None or variant is None:
            return {}
        # A half-made variant may lack for now what its shares name: they are kept all the same.
        flow = changed or flow_of_shares(node)
        return ShareReader(self.fields, flow).read(node, "variant-shares")


def flow_of_shares(node: Node) -> Flow:
    """Return a flow that has every question and choice that shares name, in any order.

    Args:
        node: The shares as a file has them, well-formed or not.
    """
    named: dict[str, dict[str, None]] = {}
    for question, value in _items(node):
        rules = value.items if isinstance(value, documents.Sequence) else [value]
        for rule in rules:
            told = dict(_items(rule))
            given = told.get("shares") if isinstance(value, documents.Sequence) else rule
            named.setdefault(question, {}).update(dict.fromkeys(key for key, _ in _items(given)))
            for asked, answers in _items(told.get("when") if given is not rule else None):
                several = answers.items if isinstance(answers, documents.Sequence) else [answers]
                ids = (one.value for one in several if isinstance(one, documents.Scalar))
                named.setdefault(asked, {}).update(dict.fromkeys(ids))
    return _in_a_round(named)


def _items(node: Node | None) -> list[tuple[str, Node]]:
    items = node.items if isinstance(node, documents.Mapping) else {}
    return [(key, value) for key, (_, value) in items.items()]


def _in_a_round(named: dict[str, dict[str, None]]) -> Flow:
    """Return a flow of questions that all come before each other: any may name any other."""
    text = Text({"": ""}, "")
    next_ones = dict(zip(named, [*named][1:] + [*named][:1], strict=True))
    steps = {
        question: Step(
            question,
            text,
            {id_: Choice(id_, text, (Rule(next_ones[question]),)) for id_ in choices or ("",)},
        )
        for question, choices in named.items()
    }
    return Flow("", "", "", text, "", steps)


def scenario_as_yaml(scenario: Scenario) -> str:
    """Return a scenario as the text of a file that needs no other but its flow."""
    variant = scenario.variant
    data: dict[str, Any] = {
        "scenario": scenario.id,
        "flow": scenario.flow,
        "version": scenario.version,
        "title": text_data(scenario.title),
        "variant": _variant_data(variant, scenario.id) if variant else None,
        "personas": people_data(scenario.people) or None,
        "shares": shares_data(scenario.shares) or None,
        "variant-shares": shares_data(scenario.variant_shares) or None,
        "notes": text_data(scenario.notes) if scenario.notes else None,
    }
    return as_yaml({key: value for key, value in data.items() if value is not None})


def _variant_data(variant: Variant, own: str) -> dict[str, Any]:
    named = {} if variant.id == own else {"variant": variant.id}
    why = {"why": text_data(variant.why)} if variant.why else {}
    return {**named, "title": text_data(variant.title), **why, "patch": dict(variant.patch)}
