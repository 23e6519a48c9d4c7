"""An outcome's trace as a file: Markdown to read, JSON for a program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from walker import Walker

STOP = "role=mandaatbeheerder&eid=neen"


def downloaded(walker: Walker, label: str) -> Path:
    with walker.page.expect_download() as download:
        walker.page.get_by_role("button", name=label, exact=True).click()
    path = Path(download.value.path())
    assert download.value.suggested_filename.startswith("externe-dienstverlener.")
    return path


@pytest.mark.parametrize(
    ("language", "label", "texts"),
    [
        ("nl", "Download als Markdown", ["Ik heb een Belgische eID.", "Neen", "versie 1"]),
        ("en", "Download as Markdown", ["I have a Belgian eID.", "No", "version 1"]),
    ],
)
def test_the_markdown_holds_trace_outcome_version_and_link(
    walker: Walker, language: str, label: str, texts: list[str]
) -> None:
    written = downloaded(walker.go_to(f"{STOP}&~lang={language}"), label).read_text("utf-8")
    for text in (*texts, STOP, "Departement Cultuur, Jeugd en Media"):
        assert text in written


def test_the_json_holds_the_trace_as_data(walker: Walker) -> None:
    file = downloaded(walker.go_to(STOP), "Download als JSON")
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    assert data["flow"]["id"] == "externe-dienstverlener"
    assert (data["step"], data["outcome"]) == ("no-eid", "stop")
    assert [(line["question"], line["answer"]) for line in data["trace"]] == [
        ("role", "mandaatbeheerder"),
        ("eid", "neen"),
    ]


def test_a_download_leaves_the_visitor_where_they_were(walker: Walker) -> None:
    downloaded(walker.go_to(STOP), "Download als JSON")
    walker.button("Vorige stap").click()
    walker.expect_fragment("role=mandaatbeheerder")
