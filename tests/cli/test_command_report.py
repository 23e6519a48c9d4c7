"""What `ssmflow report` writes, and that the same input gives the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands_run import FLOWS, process, ssmflow

from ssmflow.formats.study import load_study
from ssmflow.telling.report import report_as_html, report_as_markdown

PERMIT = FLOWS / "parking-permit.yaml"
SCENARIO = FLOWS.parent / "scenarios" / "half-park.yaml"
DAY = "2026-11-24"


@pytest.mark.parametrize("scenario", [SCENARIO, "eid-lacking", "lost-arrows"])
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_two_processes_write_the_same_bytes(scenario: str | Path, form: str) -> None:
    arguments = ("report", scenario, "-o", "-", "--format", form, "--date", DAY)
    one, other = (process(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "4242"))
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout


def test_the_files_hold_what_the_library_gives(tmp_path: Path) -> None:
    study = load_study(PERMIT)
    scenario, day = study.scenarios["half-park"], date.fromisoformat(DAY)
    for name, write in (("a.html", report_as_html), ("a.md", report_as_markdown)):
        file = tmp_path / name
        result = ssmflow("report", SCENARIO, "-o", file, "--date", DAY, "--language", "en")
        assert (result.exit_code, result.output) == (0, "")
        assert file.read_text(encoding="utf-8") == write(scenario, study, "en", day)


def test_without_a_date_it_bears_today_s() -> None:
    output = ssmflow("report", SCENARIO, "-o", "-", "--format", "markdown").output
    assert f" {date.today().year}\n" in output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing", "-o", "-"], "'nothing' is no file, and no scenario that is known"),
        ([str(PERMIT), "-o", "-"], f"{PERMIT} is no scenario"),
        ([str(SCENARIO), "-o", "report.pdf"], "report.pdf must end in .html or .md"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], told: str) -> None:
    result = ssmflow("report", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"ssmflow: error: {told}")
    assert len(result.stderr.splitlines()) == 1


def test_a_scenario_that_is_not_there_is_one_line() -> None:
    result = ssmflow("report", "nothing.yaml", "-o", "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "nothing.yaml: error: there is no such file\n"


def test_a_folder_that_is_not_there_is_one_line() -> None:
    result = ssmflow("report", SCENARIO, "-o", "/nowhere/report.html")
    assert result.exit_code == 2
    assert result.stderr == "ssmflow: error: /nowhere/report.html: No such file or directory\n"
