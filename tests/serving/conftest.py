from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_notebooks import LOADS, RAISES, STEPS, notebook
from served import Served, served

from ssmflow.serving.forking import AVAILABLE

WAYS = {"forked": True, "ordinary": False} if AVAILABLE else {"ordinary": False}
"""Whether kernels are forked: what holds of a page holds in both ways."""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    return notebook(tmp_path / "steps.ipynb", STEPS)


@pytest.fixture(scope="session", params=WAYS.values(), ids=list(WAYS))
def page_of_steps(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The page of steps, in each way that kernels start."""
    path = notebook(tmp_path_factory.mktemp("steps") / "steps.ipynb", STEPS)
    with served(path, title="Stappen & <proef>", how={"fork": request.param}) as page:
        yield page


@pytest.fixture(scope="session")
def page_by_voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page of steps with Voilà's own front end, as where the lean one could not be built."""
    path = notebook(tmp_path_factory.mktemp("steps") / "steps.ipynb", STEPS)
    with served(path, title="Stappen & <proef>", how={"lean": False}) as page:
        yield page


@pytest.fixture(scope="session")
def page_that_fails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = notebook(tmp_path_factory.mktemp("fails") / "fails.ipynb", RAISES)
    with served(path, title="Proef") as page:
        yield page


@pytest.fixture(scope="session")
def page_that_loads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = notebook(tmp_path_factory.mktemp("loads") / "loads.ipynb", LOADS)
    with served(path, title="Proef") as page:
        yield page
