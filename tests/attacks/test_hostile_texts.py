"""A flow whose every text tries to run: in the HTML as it comes, in Chromium, and on paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_flow import SCENARIO, SCRIPT, write
from markup import Markup
from playwright.sync_api import Browser, Page, Request, expect
from served import Served, started

COMMAND = [sys.executable, "-m", "ssmflow"]
MARK = "window.hacked=1"
RUNS = """() => [...document.querySelectorAll("*")].flatMap((each) => [
  ...[...each.attributes].map((at) => at.name).filter((name) => name.startsWith("on")),
  ...(each.matches("iframe, object, embed, base, #hacked, img:not([src^='data:image/'])")
    ? [each.outerHTML] : []),
  ...(each.matches("a[href]") && !/^(https?|mailto|blob):/.test(each.protocol) ? [each.href] : []),
])"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def page_of_hostile(hostile: Path, way: list[str]) -> Iterator[Served]:
    serve = [*COMMAND, "serve", str(hostile), "--port", "0", "--no-browser", *way]
    with started(serve, folder=hostile.parent) as running:
        yield running


@pytest.fixture
def watched(browser: Browser, page_of_hostile: Served) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser, and what must not happen there."""
    wrong: list[str] = []
    ours = (page_of_hostile.url, f"blob:{page_of_hostile.url}", "data:")

    def ask(sent: Request) -> None:
        if not sent.url.startswith(ours):
            wrong.append(sent.url)

    with browser.new_context() as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("popup", lambda other: wrong.append(other.url))
        page.on("request", ask)
        yield page, wrong


def nothing_ran(page: Page, wrong: list[str]) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.evaluate(RUNS) == []
    assert wrong == []


@pytest.mark.parametrize("path", ["/", "/scenarios", "/?x=%3Cscript%3E"])
def test_nothing_could_run_in_the_html_as_it_comes(page_of_hostile: Served, path: str) -> None:
    told = page_of_hostile.ask(path)
    assert told.status == 200
    markup = Markup(told.text)
    assert markup.dangers == []
    assert SCRIPT in markup.text  # the title, as text


def test_the_walk_shows_every_text_as_text(
    watched: tuple[Page, list[str]], page_of_hostile: Served
) -> None:
    page, wrong = watched
    page.goto(page_of_hostile.url)
    heading = page.locator(".ssmflow-text h2")
    expect(heading).to_contain_text(f"question {SCRIPT}", timeout=60_000)
    expect(page.locator(".ssmflow-text summary").first).to_contain_text(f"term {SCRIPT}")
    nothing_ran(page, wrong)
    for control in page.locator("summary:visible").all():
        control.click()
    nothing_ran(page, wrong)
    page.locator("button.ssmflow-choice").first.click()
    expect(heading).to_contain_text(f"end {SCRIPT}", timeout=60_000)
    expect(page.locator(".ssmflow-trace")).to_contain_text(f"choice {SCRIPT}")
    expect(page.locator("button.ssmflow-choice")).to_contain_text(f"restart {SCRIPT}")
    expect(page.locator(".ssmflow-source")).to_contain_text(f"publisher {SCRIPT}")
    assert MARK in page.title()
    for box in page.locator("[data-step]:visible").all():
        box.hover()
    nothing_ran(page, wrong)


def test_every_tab_of_the_scenarios_shows_texts_as_text(
    watched: tuple[Page, list[str]], page_of_hostile: Served
) -> None:
    page, wrong = watched
    page.goto(f"{page_of_hostile.url}scenarios")
    for tab in ("people", "changes", "compare", "questions", "shares", "report"):
        page.evaluate("hash => { location.hash = hash; }", f"~tab={tab}")
        expect(page.locator(".ssmflow-lab")).to_contain_text(MARK, timeout=60_000)
        chosen = page.locator(f"#ssmflow-tab-{tab}")
        expect(chosen).to_have_attribute("aria-selected", "true", timeout=60_000)
        nothing_ran(page, wrong)


def test_a_printed_report_holds_nothing_that_runs(hostile: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "hostile-scenario.yaml"
    scenario.write_text(json.dumps(SCENARIO))
    file = tmp_path / "report.html"
    written = subprocess.run(
        [*COMMAND, "report", str(scenario), "-o", str(file)],
        capture_output=True,
        text=True,
        env={**os.environ, "SSMFLOW_FLOWS": str(hostile)},
    )
    assert written.returncode == 0, written.stderr
    markup = Markup(file.read_text())
    assert markup.dangers == []
    assert SCRIPT in markup.text


def test_the_policy_stops_a_script_in_the_page_and_text_as_code(
    watched: tuple[Page, list[str]], page_of_hostile: Served
) -> None:
    page, _ = watched
    page.goto(page_of_hostile.url)
    expect(page.locator(".ssmflow-text h2")).to_be_visible(timeout=60_000)
    page.evaluate(
        """() => {
          const inline = document.createElement("script");
          inline.textContent = "window.inline = 1";
          const button = document.createElement("button");
          button.setAttribute("onclick", "window.clicked = 1");
          const from_text = document.createElement("script");
          const code = "try { eval('1'); window.evaluated = 1 } catch { window.refused = 1 }";
          from_text.src = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
          document.body.append(inline, button, from_text);
          button.click();
        }"""
    )
    page.wait_for_function("() => window.evaluated || window.refused")
    ran = page.evaluate("[window.inline, window.clicked, window.evaluated]")
    assert ran == [None, None, None]
