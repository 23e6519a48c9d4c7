"""Where a command finds what it is given: a file, or the id of something that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ssmflow.cli.options import WrongUse, refusals
from ssmflow.errors import UnreadableFileError, UnsoundFileError
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Persona, Scenario, Variant
from ssmflow.formats.documents import Mapping as MappingNode
from ssmflow.formats.documents import Scalar, read_document
from ssmflow.formats.flow_file import Reading, read_flow
from ssmflow.formats.library import ENDINGS, flow_files
from ssmflow.formats.personas_file import TABLE_ENDINGS, load_personas
from ssmflow.formats.scenario_file import load_scenario
from ssmflow.formats.study import Study, load_study
from ssmflow.formats.variant_file import load_variant

Kind = Literal["flow", "variant", "personas", "scenario", "exercises"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Found:
    """A flow that was asked for.

    Args:
        flow: The flow; for a variant, what it makes of its flow.
        base: The flow as it was read; for a variant, the one that it changes.
        file: The file of `base`.
        variant: The variant, where one was asked for.
    """

    flow: Flow
    base: Reading
    file: Path
    variant: Variant | None = None

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.variant.title if self.variant else self.flow.title

    @property
    def bases(self) -> Mapping[str, Reading]:
        """The flow as it was read, by its id."""
        return {self.base.flow.id: self.base} if self.base.flow else {}


def kind_of(file: Path) -> Kind:
    """Return what a file holds, as its first key tells; a flow where that tells nothing.

    Raises:
        UnreadableFileError: It is missing, too large, or no text.
    """
    if file.suffix.lower() in TABLE_ENDINGS:
        return "personas"
    root = read_document(file).root
    first = next(iter(root.items), "") if isinstance(root, MappingNode) else ""
    return next((kind for kind in KINDS if kind == first), "flow")


def find_flow(name: str | None, given: Mapping[str, Reading] | None = None) -> Found:
    """Return the flow of a file, a variant's file or an id; without a name, the shipped one.

    Args:
        name: What was given.
        given: Flows that a variant may change beside the known ones, by id.

    Raises:
        WrongUse: There is no such thing, it is unsound, or a folder holds several flows.
    """
    with refusals():
        if name is None or is_file(name):
            return _in_file(None if name is None else Path(name), given or {})
        study = load_study()
        if name in study.readings:
            return _known(study, name)
        if name in study.variants:
            variant, flow = study.variants[name]
            base = _known(study, variant.of)
            return Found(flow, base.base, base.file, variant)
        known = ", ".join([*study.readings, *study.variants])
        reason = f"{name!r} is no file, and no flow or variant that is known; there is {known}"
        raise WrongUse(f"ssmflow: error: {reason}")


def is_file(name: str) -> bool:
    """Tell whether a name is meant for a file: there is one, or it looks like one."""
    path = Path(name)
    try:
        return path.exists() or path.suffix in (*ENDINGS, *TABLE_ENDINGS) or len(path.parts) != 1
    except OSError:  # no system takes the name, which reading it will tell
        return True


def _in_file(path: Path | None, given: Mapping[str, Reading]) -> Found:
    files = flow_files(path)
    if len(files) > 1:
        names = ", ".join(each.name for each in files)
        reason = f"{files[0].parent} holds several flows; name one of {names}"
        raise WrongUse(f"ssmflow: error: {reason}")
    file = files[0]
    if kind_of(file) != "variant":
        return _read(file)
    bases, base_file = bases_of(file, "of", given)
    variant, flow = load_variant(file, bases)
    return Found(flow, bases[variant.of], base_file, variant)


def _read(file: Path) -> Found:
    reading = read_flow(file)
    if reading.flow is None or not reading.sound:
        raise UnsoundFileError(str(file), reading.problems)
    return Found(reading.flow, reading, file)


def _known(study: Study, name: str) -> Found:
    reading = study.readings[name]
    files = [file for file in flow_files() if file.stem == name]
    if reading.flow is None or not files:
        raise WrongUse(f"ssmflow: error: flow {name!r} is not sound")
    return Found(reading.flow, reading, files[0])


def bases_of(
    file: Path, key: str, given: Mapping[str, Reading] | None = None
) -> tuple[Mapping[str, Reading], Path]:
    """Return the flows that a file may be about, and the file of the one that it names.

    That one is looked for among the given flows, beside the file, in the folder `flows` beside its
    folder, one folder up, and last among the known ones.

    Args:
        file: A variant's or a scenario's file.
        key: The key under which it names its flow.
        given: Flows that count before all others.
    """
    root = None if file.suffix.lower() in TABLE_ENDINGS else read_document(file).root
    _, node = root.items.get(key, (None, None)) if isinstance(root, MappingNode) else (None, None)
    name = node.value if isinstance(node, Scalar) else ""
    if given and name in given:
        return given, file
    folder = file.absolute().parent
    for place in (folder, folder.parent / "flows", folder.parent):
        near = place / f"{Path(name).name}.yaml"
        if name and near != file.absolute() and near.is_file():
            return {name: read_flow(near)}, near
    known = flow_files()
    readings = {each.stem: read_flow(each) for each in known}
    return readings, next((each for each in known if each.stem == name), known[0])


def find_scenario(name: str) -> tuple[Scenario, Study] | None:
    """Return the scenario of a file or an id, with its study; None where it is something else.

    Raises:
        WrongUse: It is unsound.
    """
    with refusals():
        if not is_file(name):
            study = load_study()
            found = study.scenarios.get(name)
            return (found, study) if found else None
        path = Path(name)
        if path.is_dir() or kind_of(path) != "scenario":
            return None
        _, file = bases_of(path, "flow")
        study = load_study(file)
        return load_scenario(path, study), study


def find_people(found: Found, file: Path | None, also: Flow | None = None) -> Sequence[Persona]:
    """Return the personas of a file; without one, those that stand beside the flow.

    Args:
        found: The flow that they answer.
        file: The file, YAML or a table.
        also: Another flow that they may answer too.

    Raises:
        WrongUse: The file is missing or unsound.
    """
    base = found.base.flow or found.flow
    with refusals():
        if file is not None:
            others = [flow for flow in (found.flow, also) if flow and flow is not base]
            return load_personas(file, base, others)
        try:
            study = load_study(found.file)
        except UnreadableFileError:
            return ()
        return [
            one for flow, people in study.personas.values() if flow == base.id for one in people
        ]
