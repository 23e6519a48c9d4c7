"""The question at an outcome: is this what should happen?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling import markdown
from ssmflow.views.part import Part
from ssmflow.views.training.practice import Practice


class HandIn(Part[Practice]):
    """Offers, at an outcome, to hand it in as the answer or to go back."""

    _esm = Path(__file__).with_name("hand_in.js")
    acts: ClassVar = {"hand_in": ("hand_in", ("case", "outcome")), "back": ("back", ("step",))}

    def describe(self, page: Practice) -> dict[str, Any]:
        """Return the outcome that was reached and the two ways, where a case is walked."""
        step, words = page.walk.current, page.words
        if not step.outcome or page.screen != "case":
            return {"shown": False}
        return {
            "shown": True,
            "case": page.case_id,
            "outcome": step.id,
            "question": words["training_what_next"],
            "reached": words["training_reached"],
            "text": markdown.plain(step.text, page.language),
            "hand_in": words["training_hand_in"],
            "back": words["training_not_yet"],
        }
