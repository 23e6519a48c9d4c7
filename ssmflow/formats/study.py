"""A study: flows with all that stands beside them, variants, personas and scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssmflow.errors import Place, Problem, UnsoundFileError
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona, Scenario, Variant
from ssmflow.formats.documents import Mapping as MappingNode
from ssmflow.formats.documents import Scalar, compose, read_document
from ssmflow.formats.flow_file import Reading
from ssmflow.formats.known_answers import KnownAnswers
from ssmflow.formats.library import ENDINGS, flow_files, sound_readings
from ssmflow.formats.personas_file import read_personas_bytes, read_personas_text
from ssmflow.formats.personas_table import table_fits
from ssmflow.formats.scenario_file import read_scenario
from ssmflow.formats.variant_file import read_variant


@dataclass(frozen=True)
class Study:
    """Flows, and what is asked of them.

    Args:
        readings: The sound flows by id, as they were read.
        variants: The variants by id, each with its flow.
        personas: The personas by the name of their file, each with the id of the flow.
        scenarios: The scenarios by id.
    """

    readings: Mapping[str, Reading]
    variants: Mapping[str, tuple[Variant, Flow]] = field(default_factory=dict)
    personas: Mapping[str, tuple[str, tuple[Persona, ...]]] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)

    @property
    def flows(self) -> tuple[Flow, ...]:
        """The flows, in the order of their files."""
        return tuple(reading.flow for reading in self.readings.values() if reading.flow)

    def changed(self, flow: str) -> tuple[Flow, ...]:
        """Return what the variants make of a flow.

        Args:
            flow: Its id.
        """
        return tuple(changed for variant, changed in self.variants.values() if variant.of == flow)


def load_study(path: Path | str | None = None) -> Study:
    """Return the flows of a file or folder with what stands beside them.

    The folders `variants`, `personas` and `scenarios` are looked for beside the flow files, then
    one folder up. What belongs to a flow that isn't loaded is left out.

    Args:
        path: As `load_flows` takes it.

    Raises:
        UnreadableFileError: There is nothing there, or a file is too large or no text.
        UnsoundFileError: Some file has errors; those of all files are carried.
    """
    files = flow_files(Path(path) if path is not None else None)
    problems: list[Problem] = []
    study = _with_variants(Study(sound_readings(files, problems)), files[0], problems)
    study = _with_personas(study, files[0], problems)
    study = _with_scenarios(study, files[0], problems)
    if any(problem.severity == "error" for problem in problems):
        raise UnsoundFileError(str(path or files[0]), dict.fromkeys(problems))
    return study


def files_beside(flow_file: Path, kind: str, endings: Sequence[str] = ENDINGS) -> Iterator[Path]:
    """Yield the files of a kind that stand beside a flow file or one folder up, by name.

    Args:
        flow_file: The flow file.
        kind: The name of their folder.
        endings: How their names end.
    """
    folders = (folder / kind for folder in flow_file.absolute().parents[:2])
    folder = next((folder for folder in folders if folder.is_dir()), None)
    for file in sorted(folder.iterdir()) if folder else ():
        if file.suffix.lower() in endings and file.is_file():
            yield file


def flow_named_in(file: Path, key: str) -> str | None:
    """Return the flow that a file is about; None where it doesn't say, which its reader tells.

    Args:
        file: The file.
        key: The key under which it names its flow.
    """
    return _entry(read_document(file).root, key)


def _entry(root: object, key: str) -> str | None:
    if not isinstance(root, MappingNode) or key not in root.items:
        return None
    _, node = root.items[key]
    return node.value if isinstance(node, Scalar) else None


def _with_variants(study: Study, flow_file: Path, problems: list[Problem]) -> Study:
    variants: dict[str, tuple[Variant, Flow]] = {}
    for file in files_beside(flow_file, "variants"):
        of = flow_named_in(file, "of")
        if of is not None and of not in study.readings:
            continue
        reading = read_variant(file, study.readings)
        problems += reading.problems
        # An unsound one is kept for now: that a scenario names it is no second error.
        if reading.variant and reading.flow:
            variants[reading.variant.id] = (reading.variant, reading.flow)
    return replace(study, variants=variants)


def _with_personas(study: Study, flow_file: Path, problems: list[Problem]) -> Study:
    personas: dict[str, tuple[str, tuple[Persona, ...]]] = {}
    for file in files_beside(flow_file, "personas", (*ENDINGS, ".csv", ".tsv")):
        text = read_personas_bytes(file)
        flow = _flow_of_personas(study, file, text)
        if flow is None:
            continue
        if file.stem in personas:
            reason = f"there are personas named {file.stem!r} already, in another file"
            problems.append(Problem(reason, place=Place(str(file), 1, 1)))
        reading = read_personas_text(text, str(file), flow, others=study.changed(flow.id))
        problems += reading.problems
        personas[file.stem] = (flow.id, reading.people)
    return replace(study, personas=personas)


def _flow_of_personas(study: Study, file: Path, text: str) -> Flow | None:
    """Return the flow that personas answer: a table's is the one that it fits best."""
    if not study.flows:
        return None
    if file.suffix.lower() in ENDINGS:
        named = _entry(compose(text, str(file)).root, "personas")
        found = study.readings.get(named) if named is not None else None
        return study.flows[0] if named is None else found.flow if found else None
    fits = [
        (table_fits(text, KnownAnswers([flow, *study.changed(flow.id)])), flow)
        for flow in study.flows
    ]
    most, best = max(fits, key=lambda fit: fit[0])
    return best if most else None


def _with_scenarios(study: Study, flow_file: Path, problems: list[Problem]) -> Study:
    scenarios: dict[str, Scenario] = {}
    for file in files_beside(flow_file, "scenarios"):
        flow = flow_named_in(file, "flow")
        if flow is not None and flow not in study.readings:
            continue
        reading = read_scenario(file, study)
        problems += reading.problems
        if reading.scenario:
            scenarios[reading.scenario.id] = reading.scenario
    return replace(study, scenarios=scenarios)
