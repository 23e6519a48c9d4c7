"""The guide for trainers calls what is on their page by its name, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from ssmflow.telling.words import catalogue

GUIDE = Path(__file__).parents[3] / "docs" / "training.md"
LABEL = re.compile(r"\*([^*]+)\* \(\*([^*]+)\*\)")
LEAST = 20  # labels in the guide


def label(text: str) -> str:
    """Return a label as somebody types it."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def test_labels_in_the_guide_stand_on_the_page_in_both_languages() -> None:
    dutch, english = catalogue("nl"), catalogue("en")
    shown = {(label(english[key]), label(dutch[key])) for key in dutch}
    found = [(first, then) for first, then in LABEL.findall(GUIDE.read_text(encoding="utf-8"))]
    assert len(found) >= LEAST
    unknown = [pair for pair in found if tuple(map(label, pair)) not in shown]
    assert unknown == []
