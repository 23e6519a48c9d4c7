from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow import Flow, load_flow
from ssmflow.views.page import Page

FLOWS = Path(__file__).parents[2] / "flows"


@pytest.fixture(scope="session")
def permit() -> Flow:
    return load_flow(FLOWS / "parking-permit.yaml")


@pytest.fixture(scope="session")
def remembered() -> Flow:
    return load_flow(FLOWS / "remembered-answer.yaml")


@pytest.fixture
def page(permit: Flow) -> Page:
    return Page([permit])
