"""What a trainer's page looks like where its size or its place is what matters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from leader import ARRIVAL, Leader
from playwright.sync_api import Browser, Locator, ViewportSize, expect

NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=720)
NEXT_BESIDE = """([first, next]) => new Promise((tell) => {
  const named = (name) => [...document.querySelectorAll(".ssmflow-lead-acts button")]
    .find((each) => each.textContent === name);
  const before = named(first).getBoundingClientRect();
  const look = () => {
    if (!named(next)) return;
    watch.disconnect();
    const { x, y, width, height, right, bottom } = named(next).getBoundingClientRect();
    const found = document.elementFromPoint(x + width / 2, y + height / 2);
    const apart = right < before.x || before.right < x || bottom < before.y || before.bottom < y;
    tell({ apart, found: found.textContent === next });
  };
  const watch = new MutationObserver(look);
  const bar = document.querySelector(".ssmflow-lead-controls");
  watch.observe(bar, { childList: true, subtree: true });
  named(first).click();
})"""


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_two_quick_clicks_never_do_an_act_and_what_comes_after_it(
    leader: Leader, size: ViewportSize
) -> None:
    leader.make(pace="Samen").look("Bord", "Alle casussen")
    leader.page.set_viewport_size(size)
    leader.button("Naar de eerste casus").click()
    acts = ["Open voor iedereen", "Sluit", "Toon het antwoord", "Naar de volgende casus"]
    for first, after in pairwise(acts):
        expect(leader.button(first)).to_be_visible()
        seen = leader.page.evaluate(NEXT_BESIDE, [first, after])
        assert not seen["found"], (first, after)
        assert seen["apart"] or first != "Sluit"
        # A moment later it is there for a pointer as well.
        leader.button(after).click(trial=True)


def test_the_countdown_is_read_from_the_back_of_the_room(leader: Leader) -> None:
    leader.make(pace="Samen").look("Bord", "Alle casussen")
    leader.page.set_viewport_size(WIDE)
    leader.button("Naar de eerste casus").click()
    leader.page.get_by_label("Tijd").select_option("5 minuten")
    leader.button("Open voor iedereen").click()
    clock = leader.page.locator(".ssmflow-lead-clock")
    small = letters(clock)
    leader.button("Groot scherm").click()
    expect(leader.button("Klein scherm")).to_be_visible()
    assert letters(clock) >= max(2 * small, 0.07 * WIDE["height"])


def test_the_page_has_the_margins_of_the_walk(come: Callable[[str], Leader]) -> None:
    leader = come("")
    here = edges(leader.page.locator(".ssmflow-bar"))
    ways = leader.page.locator(".page-pages ul")
    assert edges(ways)[1] == pytest.approx(here[1], abs=1)
    leader.page.goto(leader.url.removesuffix("trainer"))
    walk = leader.page.locator(".ssmflow-bar")
    expect(walk).to_be_visible(timeout=ARRIVAL)
    assert edges(walk) == pytest.approx(here, abs=1)


def test_the_ring_of_the_passphrase_covers_nothing(come: Callable[[str], Leader]) -> None:
    leader = come("")
    field = leader.page.get_by_label("Wachtzin")
    field.focus()
    ring = field.evaluate("""element => {
      const look = getComputedStyle(element);
      const below = element.getBoundingClientRect().bottom;
      return below + parseFloat(look.outlineOffset) + parseFloat(look.outlineWidth);
    }""")
    help_below = leader.page.locator("#ssmflow-passphrase-help").bounding_box()
    assert help_below
    assert ring <= help_below["y"]


def test_on_a_telephone_the_map_begins_at_its_first_step(leader: Leader) -> None:
    leader.page.set_viewport_size(NARROW)
    leader.make().look("Kaart", "Alle casussen")
    left, right = edges(leader.page.locator(".ssmflow-lead-map .ssmflow-box").first)
    assert 0 < (left + right) / 2 < NARROW["width"]


def test_the_map_of_a_report_stands_on_the_screen_whole(
    leader: Leader, browser: Browser, tmp_path: Path
) -> None:
    leader.make().look("Afronden", "Afronden")
    with leader.page.expect_download() as download:
        leader.button("Download als webpagina").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    with browser.new_page(viewport=WIDE) as report:
        report.goto(saved.as_uri())
        assert report.evaluate("""() => {
          const frame = document.querySelector("figure svg").parentElement;
          return frame.scrollWidth <= frame.clientWidth;
        }""")
        left, right = edges(report.locator("figure svg"))
        assert 0 <= left < right <= WIDE["width"]


def edges(element: Locator) -> tuple[float, float]:
    """Where something begins and ends, from the left."""
    box = element.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def letters(element: Locator) -> float:
    """How large the letters of something are, in pixels."""
    size: float = element.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    return size
