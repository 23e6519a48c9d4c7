"""More than one page: each from its own notebook, with the way to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sample_notebooks import RAISES, STEPS, notebook
from served import Served, served
from visits import arrive, faults, fits, go_further

SPEAKS = STEPS.replace(
    'heading.textContent = "Stap " + model.get("step");',
    'heading.textContent = "Stap " + model.get("step");'
    'const detail = { title: "Step", language: model.get("step") ? "en" : "nl" };'
    'document.dispatchEvent(new CustomEvent("ssmflow-step", { detail }));',
)
OTHER = "from IPython.display import HTML\nHTML('<h2>What if</h2>')"
VISITS = re.compile(
    r'^ssmflow_(?:kernels\{state="visited"\}|visits_ended_total\{.*\}) (\S+)$', re.MULTILINE
)
LINK = re.compile(r'<li><a href="([^"]*)"( aria-current="page")?>([^<]*)</a></li>')


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("pages")
    speaks = notebook(folder / "speaks.ipynb", SPEAKS)
    others = {
        "other": notebook(folder / "other.ipynb", OTHER),
        "broken": notebook(folder / "broken.ipynb", RAISES),
    }
    with served(speaks, others=others, title="Stap & proef") as both:
        yield both


def visits(served_pages: Served) -> float:
    """How many there have been; some of them may end while we look."""
    return sum(map(float, VISITS.findall(served_pages.ask("/metrics").text)))


def current(page: Page) -> Locator:
    return page.get_by_role("navigation").locator("[aria-current=page]")


def test_each_page_runs_its_own_notebook(pages: Served) -> None:
    first, other = pages.ask("/"), pages.ask("/other")
    assert (first.status, other.status) == (200, 200)
    assert "What if" not in first.text
    assert "What if" in other.text


def test_each_page_has_the_way_to_all_and_says_which_it_is(pages: Served) -> None:
    assert LINK.findall(pages.ask("/").text) == [
        ("/", ' aria-current="page"', "Pagina "),
        ("/other", "", "Pagina other"),
        ("/broken", "", "Pagina broken"),
    ]
    assert LINK.findall(pages.ask("/other").text)[1] == (
        "/other",
        ' aria-current="page"',
        "Pagina other",
    )


def test_the_first_page_has_the_title_and_another_its_name_before_it(pages: Served) -> None:
    assert "<title>Stap &amp; proef</title>" in pages.ask("/").text
    other = pages.ask("/other").text
    assert "<title>Pagina other: Stap &amp; proef</title>" in other
    assert "<h1>Pagina other</h1>" in other


def test_only_the_walk_keeps_places_for_a_trace_and_a_map(pages: Served) -> None:
    assert "page-coming-map" in pages.ask("/").text
    assert 'class="page-coming-map"' not in pages.ask("/other").text


def test_a_page_alone_has_no_navigation(page_of_steps: Served) -> None:
    assert "<nav" not in page_of_steps.ask("/").text


@pytest.mark.parametrize(
    "path", ["/otherwise", "/other/more", "/other//", "/Other", "/other.ipynb"]
)
def test_an_unknown_page_does_not_exist(pages: Served, path: str) -> None:
    answer = pages.ask(path)
    assert answer.status == 404
    assert "Deze pagina bestaat niet." in answer.text


def test_a_slash_too_many_leads_to_the_page(pages: Served) -> None:
    assert "What if" in pages.ask("/other/").text
    assert pages.ask("/other/", "HEAD").status == 200
    assert pages.ask("/other/", "POST").status in (403, 405)


def test_another_page_is_guarded_as_the_first_is(pages: Served) -> None:
    before = visits(pages)
    other = pages.ask("/other", "HEAD")
    assert other.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Server" not in other.headers
    assert pages.ask("/other", "POST").status in (403, 405)
    assert visits(pages) == before


def test_a_page_that_fails_says_so_and_leads_to_itself(pages: Served) -> None:
    text = pages.ask("/broken").text
    assert "De beslisboom kon niet worden geladen." in text
    assert '<a class="page-action" href="/broken">' in text


def test_a_page_that_fails_leaves_the_others_alone(page: Page, pages: Served) -> None:
    page.goto(f"{pages.url}broken")
    expect(page.get_by_role("alert")).to_contain_text("kon niet worden geladen")
    expect(current(page)).to_have_text("Pagina broken")
    page.get_by_role("link", name="Pagina other").click()
    expect(page.get_by_role("heading", name="What if")).to_be_visible(timeout=20_000)
    expect(current(page)).to_have_text("Pagina other")


def test_trying_again_stays_on_the_page(page: Page, pages: Served) -> None:
    page.goto(f"{pages.url}broken#a=b")
    # The page that failed says the same, and stands there until the next comes.
    with page.expect_navigation():
        page.get_by_role("alert").get_by_role("link", name="Opnieuw proberen").click()
    expect(page.get_by_role("alert")).to_contain_text("kon niet worden geladen")
    assert page.url == f"{pages.url}broken#a=b"


def test_the_links_speak_the_language_of_the_page_and_take_it_along(
    page: Page, pages: Served
) -> None:
    arrive(page, pages.url)
    navigation = page.get_by_role("navigation", name="Pagina's")
    link = navigation.get_by_role("link", name="Pagina other")
    expect(link).to_have_attribute("href", re.compile(r"/other$"))
    go_further(page, 1)
    link = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Page other")
    expect(link).to_have_attribute("href", re.compile(r"/other#~lang=en$"))
    link.click()
    expect(page.get_by_role("heading", name="What if")).to_be_visible(timeout=20_000)
    assert page.url == f"{pages.url}other#~lang=en"


def test_the_navigation_comes_after_the_skip_link_and_is_not_printed(
    page: Page, pages: Served
) -> None:
    arrive(page, pages.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Tab")
    expect(current(page)).to_be_focused()
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_navigation_is_accessible_and_fits(page: Page, pages: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    arrive(page, pages.url)
    assert faults(page) == []
    assert fits(page)
