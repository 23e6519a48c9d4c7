"""A lab about the parking permit, with three people and a change, for tests of their tab."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ssmflow.flow.model import Text
from ssmflow.flow.study import Persona, Variant
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.study import Study
from ssmflow.views.lab.lab import Lab, with_variant
from ssmflow.views.lab.people import PeoplePanel
from ssmflow.views.part import Part

FLOWS = Path(__file__).parents[2] / "flows"
PEOPLE = (
    Persona("anna", Text({"nl": "Anna", "en": "Anne"}, "nl"), {"resident": "neen"}),
    Persona("bert", Text({"nl": "Bert"}, "nl"), {"resident": "ja", "vehicle": "auto"}),
    Persona("cleo", Text({"nl": "Cleo"}, "nl"), {"resident": "ja", "zone": "a", "vehicle": "auto"}),
)
EVERYONE_PARKS = Variant(
    "everyone-parks",
    "parking-permit",
    Text({"nl": "Iedereen parkeert"}, "nl"),
    {"steps": {"resident": {"choices": {"neen": {"to": "zone"}}}}},
)
UNSOUND = replace(EVERYONE_PARKS, id="unsound", patch={"steps": {"permit": None}})


def lab_of_three() -> Lab:
    study = Study({"parking-permit": read_flow(FLOWS / "parking-permit.yaml")})
    lab = Lab(study)
    lab.edit(replace(lab.scenario, people=PEOPLE))
    return lab


def change(lab: Lab, variant: Variant) -> None:
    lab.edit(with_variant(lab.scenario, variant))


def people_of(lab: Lab, number: int) -> None:
    """Make it this many people, of whom nothing is known."""
    people = [Persona(f"p-{each}", Text({"nl": f"Nr {each}"}, "nl")) for each in range(number)]
    lab.edit(replace(lab.scenario, people=tuple(people)))


def send(part: Part[Any], act: str, **values: Any) -> None:
    """Send what a browser would."""
    part._handle_custom_msg({"act": act, **values}, [])


def who(panel: PeoplePanel) -> list[str]:
    """Return who stands in the table, in its order."""
    return [row["id"] for row in panel.data["table"]["rows"]]


def row_of(panel: PeoplePanel, persona: str) -> Any:
    return next(row for row in panel.data["table"]["rows"] if row["id"] == persona)
