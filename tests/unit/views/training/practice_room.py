"""Three cases on the flow of the resident's permit, and who practises them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssmflow import load_flow
from ssmflow.flow.exercise import Case, Exercises, Ground, Level
from ssmflow.flow.model import Text
from ssmflow.formats.training import Training
from ssmflow.views.training.practice import Practice

FLOWS = Path(__file__).parents[3] / "flows"
STORY = "Ann woont al jaren in de stad. Haar huis staat in zone A, haar auto voor de deur."
ANN = {"resident": "ja", "zone": "a", "vehicle": "auto"}
BOB = {"resident": "neen"}
CAS = {"resident": "ja", "zone": "c", "vehicle": "auto"}
"""What fits each case: Ann gets a permit, Bob and Cas don't, for different reasons."""


def text(dutch: str, english: str = "") -> Text:
    return Text({"nl": dutch, "en": english or f"{dutch} (en)"}, "nl")


def case(
    name: str,
    answers: Mapping[str, tuple[str, ...]],
    outcome: str,
    *,
    level: Level = "easy",
    story: str = STORY,
    grounds: Mapping[str, Ground] | None = None,
    hints: int = 0,
) -> Case:
    return Case(
        name,
        text(f"Geval {name}"),
        level,
        text(story),
        answers,
        outcome,
        tuple(answers),
        text(f"Zo zit het met {name}."),
        grounds or {},
        tuple(text(f"Hint {number}") for number in range(1, hints + 1)),
    )


def training() -> Training:
    """Return the flow with its one set."""
    flow = load_flow(FLOWS / "parking-permit.yaml")
    grounds = {
        "resident": Ground(text("woont al jaren in de stad"), text("Het domicilie telt.")),
        "zone": Ground(text("in zone A")),
    }
    ann = {"resident": ("ja",), "zone": ("a", "b"), "vehicle": ("auto",)}
    cas = {question: (choice,) for question, choice in CAS.items()}
    cases = [
        case("ann", ann, "permit", grounds=grounds, hints=2),
        case("bob", {"resident": ("neen",)}, "no-permit", level="medium"),
        case("cas", cas, "no-permit", level="tricky"),
    ]
    found = Exercises("cases", flow.id, text("Drie buren"), {each.id: each for each in cases})
    return Training({flow.id: flow}, {"cases": found})


def practice() -> Practice:
    """Return somebody who has just opened the set, without any session."""
    page = Practice(training())
    page.open_set("cases")
    return page


def walk(page: Practice, answers: Mapping[str, str]) -> None:
    """Answer the questions as they come."""
    for question, choice in answers.items():
        page.answer(question, choice)


def hand_in(page: Practice, answers: Mapping[str, str]) -> None:
    """Answer the questions of the present case, and hand in where that leads."""
    walk(page, answers)
    page.hand_in(page.case_id, page.walk.current.id)


def reloaded(page: Practice) -> Practice:
    """Return the page as it comes back at the same address."""
    other = Practice(training())
    other.arrive(page.fragment)
    return other
