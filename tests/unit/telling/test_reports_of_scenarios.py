from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ssmflow.errors import UnsoundFileError
from ssmflow.flow.model import Text
from ssmflow.flow.study import Scenario
from ssmflow.formats.study import load_study
from ssmflow.telling.report import report_as_html, report_as_markdown

ROOT = Path(__file__).parents[3]
STUDY = load_study(ROOT / "data" / "flows" / "externe-dienstverlener.yaml")
PERMITS = load_study(ROOT / "tests" / "flows" / "parking-permit.yaml")
DAY = date(2026, 11, 24)
VOID = {"meta", "br", "img", "path", "rect"}
HALF_PARK = PERMITS.scenarios["half-park"]


class Outline(HTMLParser):
    """Collects the elements of a page, and sees that each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module", params=sorted(STUDY.scenarios))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return STUDY.scenarios[request.param]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_is_whole_needs_nothing_else_and_runs_nothing(
    scenario: Scenario, language: str
) -> None:
    html = report_as_html(scenario, STUDY, language, DAY)
    page = Outline(html)
    assert page.open == []
    assert page.all("html")[0]["lang"] == language
    assert not any(page.all(tag) for tag in ("script", "link", "img", "iframe", "object"))
    loaded = re.findall(r"@import|url\(|src=|http-equiv|\son\w+=", html)
    assert loaded == []
    assert not any(mark in html for mark in (">None<", "MISSING", "{{", "Undefined"))


def test_every_table_has_a_caption_and_headers_with_a_scope(scenario: Scenario) -> None:
    page = Outline(report_as_html(scenario, STUDY, "nl", DAY))
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert {header.get("scope") for header in page.all("th")} == {"col", "row"}


def test_every_picture_has_a_title_and_a_caption_that_names_its_table(scenario: Scenario) -> None:
    html = report_as_html(scenario, STUDY, "nl", DAY)
    page = Outline(html)
    pictures = [svg for svg in page.all("svg") if svg.get("role") == "img"]
    assert len(pictures) == len(page.all("figcaption")) == 4
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    assert all("tabel" in caption for caption in captions)


def test_it_says_what_it_is_about_and_that_it_is_no_official_publication() -> None:
    html = report_as_html(STUDY.scenarios["eid-lacking"], STUDY, "nl", DAY)
    for told in (
        "<h1>Acht procent heeft geen Belgische eID</h1>",
        "<dd>24 november 2026</dd>",
        'href="https://www.vlaanderen.be/cjm"',
        "Dit is geen officiële publicatie.",
        "De verdelingen zijn aannames, geen metingen.",
        "Denkbeeldig: wat als naast de Belgische eID",
    ):
        assert told in html


def test_it_says_which_part_ends_at_a_dead_end() -> None:
    text = report_as_markdown(STUDY.scenarios["eid-lacking"], STUDY, "en", DAY)
    for told in (
        "Ends here: 42.5%, with the change",
        "Somebody else must act first: 17.3%, with the change",
        "Together at a dead end: 59.8%, with the change 57.1%",
    ):
        assert told in text
    assert "## Reconstructed arrows" in text


def test_a_scenario_of_another_version_says_so() -> None:
    made = replace(HALF_PARK, version="1")
    told = "Dit scenario is gemaakt met versie 1 van de beslisboom. Dit verslag gaat over versie 2."
    assert told in report_as_html(made, PERMITS, "nl", DAY)
    assert "gemaakt met versie" not in report_as_html(HALF_PARK, PERMITS, "nl", DAY)


def test_without_a_variant_and_people_nothing_is_said_of_them() -> None:
    bare = Scenario("bare", "parking-permit", Text({"nl": "Kaal"}, "nl"))
    text = report_as_markdown(bare, PERMITS, "nl", DAY)
    assert "# Kaal\n" in text
    assert "wijziging |" not in text
    assert "## Wie ergens anders eindigt" not in text
    assert "## Bijlage" not in text


def test_the_notes_come_right_after_the_summary_and_all_answers_last() -> None:
    text = report_as_markdown(STUDY.scenarios["eid-lacking"], STUDY, "nl", DAY)
    parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert parts[:3] == ["In het kort", "Notities", "Wat is er gevraagd"]
    assert parts[-1].startswith("Bijlage")


def test_arrows_of_the_change_stand_apart_from_those_of_the_flow() -> None:
    text = report_as_markdown(STUDY.scenarios["eid-lacking"], STUDY, "nl", DAY)
    ours, theirs = text.split("## Gereconstrueerde pijlen")[1].split("### Pijlen uit de wijziging")
    assert "andere digitale sleutel" not in ours
    assert "andere digitale sleutel" in theirs.split("## Bijlage")[0]


def test_what_an_author_wrote_is_never_markup() -> None:
    wild = Text({"nl": "<script>alert(1)</script> & <b>x</b>"}, "nl")
    html = report_as_html(replace(HALF_PARK, title=wild, notes=wild), PERMITS, "nl", DAY)
    assert "<script" not in html
    assert "<b>" not in html
    assert Outline(html).open == []


def test_a_variant_with_errors_is_refused() -> None:
    variant = HALF_PARK.variant
    assert variant is not None
    broken = replace(variant, patch={"steps": {"zone": None}})
    with pytest.raises(UnsoundFileError):
        report_as_html(replace(HALF_PARK, variant=broken), PERMITS, "nl", DAY)
