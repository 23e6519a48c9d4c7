"""Exercises: cases on a flow with the truth behind each, read with every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import get_args

from ssmflow.errors import Problem, UnsoundFileError
from ssmflow.flow.check import SLUG, listed
from ssmflow.flow.check_exercises import check_exercises
from ssmflow.flow.exercise import Case, Exercises, Ground, Level
from ssmflow.flow.model import Flow, Text
from ssmflow.formats import documents
from ssmflow.formats.documents import Document, Node, Scalar, compose_bounded, read_document
from ssmflow.formats.fields import Fields, Keys
from ssmflow.formats.known_answers import KnownAnswers
from ssmflow.formats.variant_file import in_order, slug_of

MAXIMUM_BYTES = 1_000_000
MAXIMUM_CASES = 200
MAXIMUM_HINTS = 10
MAXIMUM_COMPARED = 200
"""Names among which one is looked for that resembles an unknown one."""
MAXIMUM_TITLE = 200
"""Characters of a title, in each language."""
MAXIMUM_TEXT = 4_000
"""Characters of any other text, in each language."""

EXERCISES_KEYS = Keys(("exercises", "flow", "title", "cases"), ("version", "about"))
CASE_KEYS = Keys(
    ("title", "level", "story", "answers", "outcome", "path", "explanation"), ("grounds", "hints")
)
GROUND_KEYS = Keys(("words",), ("why",))
TRUTH_KEYS = {"answers", "outcome", "path"}
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass
class ExercisesReading:
    """What reading exercises gave.

    Args:
        exercises: The exercises, sound or not; None where the file holds nothing like them, or
            names no flow.
        problems: All that was found, in the order of the file.
    """

    exercises: Exercises | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there are exercises, with no error."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return self.exercises is not None and not errors


def read_exercises(path: Path, flows: Mapping[str, Flow]) -> ExercisesReading:
    """Read an exercises file and check it: every problem is listed with its place.

    Args:
        path: The file; its name without ending must be the slug of the exercises.
        flows: The sound flows that they may be about, by id.

    Raises:
        UnreadableFileError: It is missing, larger than 1 MB, or no text.
    """
    return _Reader(read_document(path, MAXIMUM_BYTES), flows, path.stem).read()


def read_exercises_text(text: str, name: str, flows: Mapping[str, Flow]) -> ExercisesReading:
    """Read exercises that came from no file, as `read_exercises` does; their slug may be any.

    Args:
        text: The YAML text.
        name: The name that problems tell.
        flows: The sound flows that they may be about, by id.
    """
    return _Reader(compose_bounded(text, name, MAXIMUM_BYTES), flows, None).read()


def load_exercises(path: Path | str, flows: Mapping[str, Flow]) -> Exercises:
    """Return the sound exercises of a file.

    Args:
        path: As `read_exercises` takes it.
        flows: As `read_exercises` takes them.

    Raises:
        UnreadableFileError: It is missing, larger than 1 MB, or no text.
        UnsoundFileError: It has errors; all of them are carried.
    """
    reading = read_exercises(Path(path), flows)
    if reading.exercises is None or not reading.sound:
        raise UnsoundFileError(str(path), reading.problems)
    return reading.exercises


class _Reader:
    """Turns the nodes of one document into exercises."""

    def __init__(self, document: Document, flows: Mapping[str, Flow], stem: str | None) -> None:
        self.document = document
        self.flows = flows
        self.stem = stem
        self.fields = Fields(document)
        self.unread: set[str] = set()
        self._more: list[Problem] = []

    def read(self) -> ExercisesReading:
        root = self.document.root
        if root is None:
            empty = Problem("the file is empty", place=self.document.place(()))
            return ExercisesReading(None, self.document.problems or [empty])
        entries = self.fields.known(root, "the set of exercises", EXERCISES_KEYS)
        id_ = slug_of(self.fields, entries.get("exercises"), "exercises", self.stem)
        flow = self._flow(entries.get("flow"))
        if flow is None:
            return ExercisesReading(None, self._problems())
        self.fields.language = flow.language
        about = entries.get("about")
        exercises = Exercises(
            id_,
            flow.id,
            self._text(entries.get("title"), "title", MAXIMUM_TITLE),
            self._cases(entries.get("cases"), flow),
            self._version(entries.get("version"), flow),
            self._text(about, "about") if about else None,
        )
        for problem in check_exercises(flow, exercises, self.unread):
            place = self.document.place(problem.location)
            self._more.append(replace(problem, place=place))
        return ExercisesReading(exercises, self._problems())

    def _problems(self) -> list[Problem]:
        return in_order([*self.document.problems, *self.fields.problems, *self._more])

    def _flow(self, node: Node | None) -> Flow | None:
        name = self.fields.string(node, "flow")
        if name and node is not None and name not in self.flows:
            self.fields.complain(node, f"flow {name!r} names no flow; {_allowed(name, self.flows)}")
        return self.flows.get(name)

    def _version(self, node: Node | None, flow: Flow) -> str | None:
        version = self.fields.string(node, "version")
        if version and version != flow.version:
            reason = f"made with version {version!r} of the flow; this is {flow.version!r}"
            place = self.document.place(("version",))
            self._more.append(Problem(reason, ("version",), "warning", place))
        return version or None

    def _text(self, node: Node | None, what: str, most: int = MAXIMUM_TEXT) -> Text:
        """Return a text within its limit; an empty one where it is missing, which is told."""
        if node is None:
            return Text({self.fields.language: ""}, self.fields.language)
        text = self.fields.text(node, what)
        if any(len(said) > most for said in text.by_language.values()):
            self.fields.complain(node, f"{what} is longer than {most:,} characters")
        return text

    def _cases(self, node: Node | None, flow: Flow) -> dict[str, Case]:
        if node is None:
            return {}
        entries = self.fields.entries(node, "cases")
        if isinstance(node, documents.Mapping) and not entries:
            self.fields.complain(node, "there is no case")
        if len(entries) > MAXIMUM_CASES:
            reason = f"there are {len(entries):,} cases; at most {MAXIMUM_CASES:,} are read"
            self.fields.complain(node, reason)
        known = KnownAnswers([flow])
        return {
            name.value: self._case(name, value, flow, known)
            for name, value in islice(entries.values(), MAXIMUM_CASES)
        }

    def _case(self, name: Scalar, node: Node, flow: Flow, known: KnownAnswers) -> Case:
        if not SLUG.fullmatch(name.value):
            reason = f"{name.value!r} is no slug: an id has a-z, 0-9, '-' and '_'"
            self.fields.complain(name, reason)
        entries = self.fields.known(node, f"case {name.value!r}", CASE_KEYS, name)
        before = len(self.fields.problems)
        answers = self._answers(entries.get("answers"), known)
        outcome = self._outcome(entries.get("outcome"), flow)
        path = self._path(entries.get("path"), known)
        if len(self.fields.problems) > before or not entries.keys() >= TRUTH_KEYS:
            self.unread.add(name.value)
        return Case(
            id=name.value,
            title=self._text(entries.get("title"), "title", MAXIMUM_TITLE),
            level=self.fields.word(entries.get("level"), "level", LEVELS) or LEVELS[0],
            story=self._text(entries.get("story"), "story"),
            answers=answers,
            outcome=outcome,
            path=path,
            explanation=self._text(entries.get("explanation"), "explanation"),
            grounds=self._grounds(entries.get("grounds"), known),
            hints=self._hints(entries.get("hints")),
        )

    def _answers(self, node: Node | None, known: KnownAnswers) -> dict[str, tuple[str, ...]]:
        answers: dict[str, tuple[str, ...]] = {}
        for question, value in self.fields.entries(node, "answers").values() if node else ():
            if question.value not in known.choices:
                self.fields.complain(question, known.unknown_question(question.value))
                continue
            fitting = self._fitting(question.value, value, known)
            if fitting:
                answers[question.value] = fitting
        return answers

    def _fitting(self, question: str, node: Node, known: KnownAnswers) -> tuple[str, ...]:
        what = f"the answer to {question!r}"
        several = node.items if isinstance(node, documents.Sequence) else [node]
        if not several:
            self.fields.complain(node, f"{what} lists no choice")
        found: dict[str, None] = {}
        for each in several:
            # An id may look like YAML's null, and is still an id.
            choice = self.fields.string(each, what)
            if choice and choice not in known.choices[question]:
                self.fields.complain(each, known.unknown_choice(question, choice))
            elif choice in found:
                self.fields.complain(each, f"{what} lists {choice!r} twice")
            elif choice:
                found[choice] = None
        return tuple(found)

    def _outcome(self, node: Node | None, flow: Flow) -> str:
        name = self.fields.string(node, "outcome")
        outcomes = [step.id for step in flow.steps.values() if step.outcome]
        if name and node is not None and name not in outcomes:
            self.fields.complain(node, f"{name!r} names no outcome; {_allowed(name, outcomes)}")
        return name

    def _path(self, node: Node | None, known: KnownAnswers) -> tuple[str, ...]:
        path: list[str] = []
        for each in self.fields.list(node, "path"):
            question = self.fields.string(each, "a question of the path")
            if question and question not in known.choices:
                self.fields.complain(each, known.unknown_question(question))
            elif question:
                path.append(question)
        return tuple(path)

    def _grounds(self, node: Node | None, known: KnownAnswers) -> dict[str, Ground]:
        grounds: dict[str, Ground] = {}
        for question, value in self.fields.entries(node, "grounds").values() if node else ():
            if question.value not in known.choices:
                self.fields.complain(question, known.unknown_question(question.value))
                continue
            what = f"the ground for {question.value!r}"
            entries = self.fields.known(value, what, GROUND_KEYS, question)
            why = entries.get("why")
            grounds[question.value] = Ground(
                self._text(entries.get("words"), "words"), self._text(why, "why") if why else None
            )
        return grounds

    def _hints(self, node: Node | None) -> tuple[Text, ...]:
        hints = [self._text(each, "a hint") for each in self.fields.list(node, "hints")]
        if node is not None and len(hints) > MAXIMUM_HINTS:
            reason = f"there are {len(hints):,} hints; at most {MAXIMUM_HINTS} are read"
            self.fields.complain(node, reason)
        return tuple(hints[:MAXIMUM_HINTS])


def _allowed(name: str, names: Iterable[str]) -> str:
    """Return what a problem tells of the names that there are."""
    known = list(names)
    close = get_close_matches(name, known[:MAXIMUM_COMPARED], n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else f"there is {listed(known) or 'none'}"
