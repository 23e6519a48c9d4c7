from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.errors import ServingError
from ssmflow.serving import PAGES, Page
from ssmflow.serving.pages import checked

NAMES = {"nl": "Proef", "en": "Trial"}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "trial.ipynb"
    path.touch()
    return path


def test_the_walk_the_scenarios_and_both_pages_of_training_are_shipped() -> None:
    assert [(page.slug, page.notebook.name) for page in checked(PAGES)] == [
        ("", "walk.ipynb"),
        ("scenarios", "scenarios.ipynb"),
        ("training", "training.ipynb"),
        ("trainer", "trainer.ipynb"),
    ]


def test_pages_stay_in_the_order_that_is_given(notebook: Path) -> None:
    pages = [Page(slug, notebook, NAMES) for slug in ("", "what-if", "again")]
    assert checked(pages) == tuple(pages)


@pytest.mark.parametrize(
    ("slugs", "message"),
    [
        ([], "the first page has an empty slug"),
        (["one"], "the first page has an empty slug"),
        (["", "one", "one"], "two pages have the slug 'one'"),
        (["", ""], "two pages have the slug ''"),
        (["", "a/b"], "'a/b' is no slug of a page: small letters"),
        (["", "One"], "'One' is no slug of a page: small letters"),
        (["", "api"], "'api' is no slug of a page: small letters"),
    ],
)
def test_addresses_that_cannot_be_are_refused(
    notebook: Path, slugs: list[str], message: str
) -> None:
    with pytest.raises(ServingError, match=message):
        checked([Page(slug, notebook, NAMES) for slug in slugs])


def test_a_page_without_a_name_in_each_language_is_refused(notebook: Path) -> None:
    with pytest.raises(ServingError, match="page '' has no name in en"):
        checked([Page("", notebook, {"nl": "Proef"})])
