"""The threat model: every attack that it names is tested, and every test here has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMED = re.compile(r"`((?:[\w-]+/)*test_\w+\.py)`")
MODEL = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(NAMED.findall(MODEL))))
def test_a_test_that_the_threat_model_names_is_there(name: str) -> None:
    assert (ROOT / name if "/" in name else HERE / name).is_file()


def test_the_threat_model_names_every_test_here() -> None:
    here = {path.name for path in HERE.glob("test_*.py")} - {Path(__file__).name}
    assert here - set(NAMED.findall(MODEL)) == set()
