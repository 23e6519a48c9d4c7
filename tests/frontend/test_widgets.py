"""The widgets, beside JupyterLab's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from in_jupyter import PATIENCE, jupyter, run_all
from playwright.sync_api import Browser, Page, expect
from sample_notebooks import notebook
from served import served
from showcase import SHOWCASE, UNKNOWN
from visits import faults

ARRIVAL = 60_000  # milliseconds
# What a widget looks like, beside its classes, attributes and text.
STYLES = """
  alignItems alignSelf appearance backgroundColor border borderRadius boxShadow boxSizing color
  cursor display flexDirection flexGrow flexShrink flexWrap fontFamily fontSize fontStyle fontWeight
  gap gridTemplateColumns height justifyContent letterSpacing lineHeight margin minHeight minWidth
  opacity outline overflow padding position textAlign textDecoration textOverflow textTransform
  verticalAlign visibility whiteSpace width
"""
LOOK = """(all, styles) => [all, ...all.querySelectorAll("*")].map(element => {
  const computed = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    classes: [...element.classList].sort().join(" "),
    attributes: ["title", "disabled", "tabindex", "type", "hidden"]
      .map(name => name + "=" + element.getAttribute(name)).join(" "),
    text: [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
      .map(node => node.data).join("|"),
    size: [width, height].map(Math.round).join(" x "),
    ...Object.fromEntries(styles.map(name => [name, computed[name]])),
  };
})"""


def look(page: Page) -> list[dict[str, Any]]:
    all_of_it = page.locator(".proef-all")
    return all_of_it.evaluate("(all, styles) => (" + LOOK + ")(all, styles)", STYLES.split())  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def in_lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    home = tmp_path_factory.mktemp("home")
    path = notebook(home / "showcase.ipynb", SHOWCASE)
    # Otherwise JupyterLab asks which kernel it wants.
    named = {"name": "python3", "display_name": "Python 3"}
    path.write_text(json.dumps(json.loads(path.read_text()) | {"metadata": {"kernelspec": named}}))
    with jupyter(home) as address, browser.new_context() as context:
        page = context.new_page()
        run_all(page, f"{address}lab/tree/showcase.ipynb")
        expect(page.locator(".proef-form select")).to_be_visible(timeout=PATIENCE)
        yield page


@pytest.fixture(scope="module")
def served_lean(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = notebook(tmp_path_factory.mktemp("showcase") / "showcase.ipynb", SHOWCASE)
    with served(path) as app, browser.new_context() as context:
        page = context.new_page()
        page.goto(app.url)
        expect(page.locator(".page-ready .proef-form select")).to_be_visible(timeout=ARRIVAL)
        yield page


def test_every_widget_looks_as_in_jupyterlab(in_lab: Page, served_lean: Page) -> None:
    # So that both have the same room.
    for page in (in_lab, served_lean):
        page.locator(".proef-all").evaluate("all => { all.style.width = '40rem'; }")
    there, here = look(in_lab), look(served_lean)
    assert len(there) == len(here)
    differences = [
        f"{one['tag']}.{one['classes']} {name}: {one[name]!r} there, {other[name]!r} here"
        for one, other in zip(there, here, strict=True)
        for name in one
        if one[name] != other[name]
    ]
    assert not differences, "\n".join(differences)


def test_every_widget_has_the_same_role_and_name(in_lab: Page, served_lean: Page) -> None:
    there, here = (page.locator(".proef-all").aria_snapshot() for page in (in_lab, served_lean))
    assert "button" in here
    assert here == there


def press(page: Page) -> None:
    page.get_by_role("button", name="Gewoon", exact=True).click()


def tick(page: Page) -> None:
    page.get_by_label("Vinkje").check()


def choose(page: Page) -> None:
    page.get_by_label("Keuze").select_option("twee")


def write(page: Page) -> None:
    page.get_by_label("Tekst").fill("woorden")
    page.get_by_label("Tekst").press("Tab")


@pytest.mark.parametrize(
    ("act", "heard"),
    [
        (press, "geklikt op Gewoon"),
        (tick, "{'ticked': True}"),
        (choose, "{'chosen': 'twee'}"),
        (write, "getypt: woorden"),
    ],
)
def test_python_hears_the_same(
    in_lab: Page, served_lean: Page, act: Callable[[Page], None], heard: str
) -> None:
    for page in (in_lab, served_lean):
        act(page)
        expect(page.locator(".proef-heard")).to_have_text(heard, timeout=ARRIVAL)


def test_a_widget_that_is_not_known_is_named_and_the_others_work(
    visitor: Page, tmp_path: Path
) -> None:
    with served(notebook(tmp_path / "unknown.ipynb", UNKNOWN)) as app:
        visitor.goto(app.url)
        missing = visitor.locator(".page-ready .page-missing")
        expect(missing).to_have_text(
            "Deze pagina kan dit onderdeel niet tonen: IntSlider.", timeout=ARRIVAL
        )
        assert faults(visitor) == []
        visitor.get_by_role("button", name="Verder").click()
        expect(visitor.get_by_text("Geklikt")).to_be_visible()
