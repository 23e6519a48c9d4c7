"""A flow whose texts try to run: they are shown as they stand, and nothing executes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from walker import Walker

WALKS = ["", "q=a", "q=a&tail=a", "q=b"]
SAFE = ("https://", "http://", "mailto:")


def nothing_ran(walker: Walker) -> None:
    page = walker.page
    assert page.evaluate("window.hacked") is None
    assert page.locator("#hacked, .ssmflow img, .ssmflow iframe, .ssmflow script").count() == 0
    handlers = walker.app.locator("*").evaluate_all(
        "all => all.flatMap(e => [...e.attributes].map(a => a.name)).filter(n => /^on/.test(n))"
    )
    assert handlers == []


@pytest.mark.parametrize("answers", WALKS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_runs_wherever_one_goes(chooser: Walker, answers: str, language: str) -> None:
    chooser.go_to(f"{answers}&~flow=hostile&~lang={language}")
    for control in opened(chooser):
        control.click()
    for box in chooser.map.locator("[data-step]").all():
        box.hover()
    nothing_ran(chooser)


def opened(walker: Walker) -> list[Locator]:
    """All that opens on demand, where the hostile flow is shown."""
    found = walker.app.locator("summary:visible, .ssmflow-toggle")
    return [*found.all()]


@pytest.mark.parametrize("answers", WALKS)
def test_every_link_is_a_safe_one(chooser: Walker, answers: str) -> None:
    chooser.go_to(f"{answers}&~flow=hostile")
    links = chooser.app.locator("a[href]").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.target, link.rel])"
    )
    assert [href for href, _, _ in links if not href.startswith(SAFE)] == []
    assert {(target, rel) for _, target, rel in links} <= {("_blank", "noopener noreferrer")}


def test_texts_of_the_step_stand_as_they_are_written(chooser: Walker) -> None:
    chooser.go_to("~flow=hostile")
    expect(chooser.heading).to_have_text(
        "Vraag <script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    )
    note = chooser.page.locator(".ssmflow-note")
    expect(note).to_contain_text('<svg onload="window.hacked=1"></svg>')
    expect(note).to_contain_text('<iframe src="https://elsewhere.example"></iframe>')
    expect(chooser.choices.first).to_have_text("Antwoord <img src=x onerror=window.hacked=1>")
    expect(chooser.page.locator(".ssmflow-term summary")).to_have_text(
        "Begrip <script>window.hacked=1</script>"
    )


def test_titles_stand_as_they_are_written(chooser: Walker) -> None:
    title = "Titel <script>window.hacked=1</script><b id=hacked>vet</b>"
    chooser.go_to("q=b&~flow=hostile")
    expect(chooser.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(chooser.page).to_have_title(
        f"Einde <b id=hacked onmouseover=window.hacked=1>x</b> | {title}"
    )
    chooser.go_to("~flow=french").page.locator(".ssmflow-bar summary").click()
    expect(chooser.page.get_by_role("button", name=title)).to_be_visible()
    nothing_ran(chooser)


def test_trace_and_map_show_the_texts_as_they_are_written(chooser: Walker) -> None:
    chooser.go_to("q=a&tail=a&~flow=hostile")
    expect(chooser.line(2).locator(".ssmflow-asked")).to_have_text(
        "Tweede </script><script>window.hacked=1</script> {text} {state} $& %s"
    )
    expect(chooser.line(2).locator("strong")).to_have_text(
        "</text></svg><script>window.hacked=1</script>"
    )
    expect(chooser.box("tail")).to_have_attribute(
        "aria-label",
        "2. Tweede </script><script>window.hacked=1</script> {text} {state} $& %s (gezet); "
        "ga hiernaar terug",
    )
    chooser.box("tail").hover()
    expect(chooser.caption).to_contain_text("<script>window.hacked=1</script> {text} {state} $& %s")


def test_the_official_links_keep_only_what_is_safe(chooser: Walker) -> None:
    chooser.go_to("q=b&~flow=hostile")
    links = chooser.page.locator(".ssmflow-links a")
    expect(links).to_have_count(1)
    expect(links).to_contain_text("<i id=hacked>Goed</i>")


def test_the_source_line_has_no_link_that_runs(chooser: Walker) -> None:
    chooser.go_to("~flow=hostile")
    line = chooser.page.locator(".ssmflow-source")
    expect(line).to_contain_text("<img src=x onerror=window.hacked=1>, <svg onload=")
    expect(line).to_contain_text("<b id=hacked>1</b>")
    expect(line.locator("a")).to_have_count(0)
