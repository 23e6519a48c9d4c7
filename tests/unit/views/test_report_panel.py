from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ssmflow import load_study
from ssmflow.flow.model import Text
from ssmflow.formats.scenario_file import read_scenario_text, scenario_as_yaml
from ssmflow.formats.study import Study
from ssmflow.views.lab.lab import Lab, blank
from ssmflow.views.lab.report import LARGEST_FILE, LONGEST_NOTES, ReportPanel
from ssmflow.views.lab.report_texts import slug_of_title, with_language


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


@pytest.fixture
def lab(study: Study) -> Lab:
    lab = Lab(study)
    lab.open_tab("report")
    return lab


class Sent(ReportPanel):
    """Notes what is given to save, which is sent once."""

    def __init__(self, page: Lab) -> None:
        self.files: list[dict[str, Any]] = []
        super().__init__(page)
        self.observe(self._note, "data")

    def _note(self, change: Any) -> None:
        if "content" in change["new"].get("file", {}):
            self.files.append(change["new"]["file"])


@pytest.fixture
def panel(lab: Lab) -> Sent:
    return Sent(lab)


def send(panel: ReportPanel, act: str, **values: Any) -> None:
    panel._handle_custom_msg({"act": act, **values}, [])


def test_a_new_scenario_is_named_after_its_title(lab: Lab, panel: Sent) -> None:
    send(panel, "title", language="nl", text="  Wie verliest er zonder eID?\n")
    assert lab.scenario.title.in_language("nl") == "Wie verliest er zonder eID?"
    assert lab.scenario.id == "wie-verliest-er-zonder-eid"
    send(panel, "title", language="nl", text="Twee")
    assert lab.scenario.id == "twee"


def test_a_shipped_scenario_with_another_title_is_another_scenario(lab: Lab, panel: Sent) -> None:
    send(panel, "shipped", scenario="eid-lacking")
    send(panel, "notes", language="nl", text="Anders.")
    assert lab.scenario.id == "eid-lacking"
    send(panel, "title", language="nl", text="Tien procent")
    assert lab.scenario.id == "tien-procent"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Één keten", "een-keten"),
        ("a/b\\c..", "a-b-c"),
        ("…", "flow"),
        ("Мандат", "flow"),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_slug_has_small_letters_digits_and_hyphens(title: str, slug: str) -> None:
    assert slug_of_title(title, "flow") == slug


def test_a_title_is_needed_in_some_language(lab: Lab, panel: Sent) -> None:
    send(panel, "title", language="en", text="")
    send(panel, "title", language="nl", text=" ")
    assert lab.notice == lab.words["report_title_needed"]
    assert [*lab.scenario.title.by_language] == ["nl"]


def test_a_text_without_words_in_any_language_is_none() -> None:
    assert with_language(Text({"nl": "a"}, "nl"), "nl", " ", "nl") is None


def test_notes_are_kept_with_their_lines_and_without_what_nobody_sees(
    lab: Lab, panel: Sent
) -> None:
    send(panel, "notes", language="nl", text="een\r\n\r\n- twee\x00\x1b\ud800")
    assert lab.scenario.notes == Text({"nl": "een\n\n- twee"}, "nl")
    assert lab.fragment
    send(panel, "notes", language="nl", text="")
    assert lab.scenario.notes is None


def test_notes_that_are_too_long_are_refused(lab: Lab, panel: Sent) -> None:
    send(panel, "notes", language="nl", text="x" * (LONGEST_NOTES + 1))
    assert lab.scenario.notes is None
    assert str(LONGEST_NOTES) in lab.notice


def test_a_saved_scenario_is_opened_as_it_was(lab: Lab, panel: Sent, study: Study) -> None:
    send(panel, "shipped", scenario="eid-lacking")
    send(panel, "notes", language="nl", text="Mijn notitie.")
    saved = lab.scenario
    send(panel, "save")
    file = panel.files[-1]
    assert (file["use"], file["name"]) == ("save", "eid-lacking.yaml")
    assert panel.data["file"]["number"] == file["number"]
    send(panel, "anew")
    assert lab.scenario == blank(study, lab.flow)
    send(panel, "file", name="eid-lacking.yaml", text=file["content"])
    assert lab.scenario == saved
    lab.undo()
    assert lab.scenario == blank(study, lab.flow)


def test_what_is_wrong_with_a_file_is_told_and_nothing_changes(lab: Lab, panel: Sent) -> None:
    begin = lab.scenario
    send(panel, "file", name="mine.yaml", text="scenario: Mine\nflow: nowhere\n")
    assert lab.scenario is begin
    assert "mine.yaml" in lab.notice
    send(panel, "file", name="", text="  ")
    assert lab.notice == lab.words["report_empty"]
    send(panel, "file", name="", text="x" * (LARGEST_FILE + 1))
    assert lab.notice == lab.words["report_too_large"]


def test_shares_for_what_the_variant_no_longer_has_are_not_saved(
    lab: Lab, panel: Sent, study: Study
) -> None:
    text = scenario_as_yaml(study.scenarios["eid-lacking"])
    stale = read_scenario_text(text, "x", study).scenario
    assert stale
    lab.edit(_with_variant_of(stale, study.scenarios["lost-arrows"]))
    send(panel, "save")
    assert read_scenario_text(panel.files[-1]["content"], "x", study).sound


def _with_variant_of(scenario: Any, other: Any) -> Any:
    return replace(scenario, variant=other.variant)


def test_the_report_bears_the_date_and_the_language_that_were_chosen(panel: Sent) -> None:
    send(panel, "shipped", scenario="eid-lacking")
    send(panel, "day", day="2026-02-03")
    send(panel, "language", language="en")
    send(panel, "make", kind="markdown")
    send(panel, "make", kind="html")
    markdown, html = panel.files
    assert markdown["name"] == "eid-lacking.md"
    assert "3 February 2026" in markdown["content"]
    assert (html["use"], html["name"]) == ("save", "eid-lacking.html")
    assert html["content"].startswith("<!doctype html>")


def test_the_list_says_what_the_report_will_lack(lab: Lab, panel: Sent) -> None:
    lacking = [each["told"] for each in panel.data["holds"] if not each["holds"]]
    keys = ("report_lacks_variant", "report_lacks_notes", "report_lacks_shares")
    assert lacking == [lab.words[key] for key in keys]
    send(panel, "shipped", scenario="eid-lacking")
    assert all(each["holds"] for each in panel.data["holds"])


def test_a_shipped_scenario_needs_no_work_in_its_link(panel: Sent) -> None:
    assert not panel.data["needs_work"]
    send(panel, "shipped", scenario="eid-lacking")
    assert not panel.data["needs_work"]
    send(panel, "notes", language="nl", text="Anders.")
    assert panel.data["needs_work"]


HOSTILE = [
    ("title", {"language": "fr", "text": "x"}),
    ("notes", {"language": "", "text": "x"}),
    ("shipped", {"scenario": "nowhere"}),
    ("shipped", {"scenario": ""}),
    ("day", {"day": "gisteren"}),
    ("language", {"language": "fr"}),
    ("make", {"kind": "exe"}),
    ("make", {}),
]


@pytest.mark.parametrize(("act", "values"), HOSTILE, ids=str)
def test_a_crafted_message_changes_nothing(
    lab: Lab, panel: Sent, act: str, values: dict[str, str]
) -> None:
    begin = (lab.scenario, lab.view, lab.notice)
    send(panel, act, **values)
    assert (lab.scenario, lab.view, lab.notice) == begin
    assert panel.files == []


def test_what_is_typed_in_pauses_is_undone_as_one(lab: Lab, panel: Sent) -> None:
    begin = lab.scenario
    for typed in ("eid", "eid lacking", "eid lacking here"):
        send(panel, "title", language="nl", text=typed)
    assert lab.scenario.id == "eid-lacking-here"
    lab.undo()
    assert lab.scenario == begin
