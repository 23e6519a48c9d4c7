from __future__ import annotations

import pytest

from ssmflow.flow.model import Text
from ssmflow.telling import markdown


def text(words: str) -> Text:
    return Text({"nl": words}, "nl")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Een *twee* **drie**", "<p>Een <em>twee</em> <strong>drie</strong></p>"),
        ("Een\n\nTwee", "<p>Een</p>\n<p>Twee</p>"),
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>"),
        ("1. een", "<ol>\n<li>een</li>\n</ol>"),
        ("een & twee &eacute;", "<p>een &amp; twee é</p>"),
    ],
)
def test_paragraphs_emphasis_and_lists_become_html(written: str, shown: str) -> None:
    assert markdown.block(text(written), "nl") == shown


def test_a_link_opens_in_a_new_tab_that_knows_nothing_of_this_one() -> None:
    html = markdown.block(text("[hier](https://example.org)"), "nl")
    assert 'href="https://example.org"' in html
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer"' in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "//example.org/pad",
        "/pad",
        "pad",
        "data:text/html,x",
        "vbscript:x",
        "&#106;avascript:alert(1)",
        "ftp://example.org",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_becomes_a_link(address: str) -> None:
    assert not markdown.is_safe_link(address)
    assert "href" not in markdown.block(text(f"[klik]({address})"), "nl")


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "![beeld](https://example.org/beeld.png)",
        "<https://example.org/<b>>",
        "# Kop",
        "> citaat",
        "`code`",
        "    ingesprongen",
        "| a | b |\n| - | - |",
    ],
)
def test_all_else_is_shown_as_it_stands(written: str) -> None:
    html = markdown.block(text(written), "nl")
    for tag in ("<script", "<img", "<svg", "<h1", "<blockquote", "<code", "<pre", "<table", "<b>"):
        assert tag not in html


def test_raw_html_is_readable_as_text() -> None:
    assert markdown.inline(text("a <b id=x>b</b>"), "nl") == "a &lt;b id=x&gt;b&lt;/b&gt;"
    assert markdown.plain(text("a <b id=x>b</b>"), "nl") == "a <b id=x>b</b>"


def test_the_first_paragraph_is_the_heading_and_the_rest_its_body() -> None:
    both = text("Eerste *regel*\n\nTweede\n\n- punt")
    assert markdown.inline(both, "nl") == "Eerste <em>regel</em>"
    assert markdown.rest(both, "nl").startswith("<p>Tweede</p>")
    assert markdown.rest(text("Alleen een kop"), "nl") == ""


def test_a_text_that_begins_with_a_list_is_all_body() -> None:
    assert markdown.inline(text("- een"), "nl") == ""
    assert "<li>een</li>" in markdown.rest(text("- een"), "nl")


def test_a_plain_text_is_one_line_without_markup() -> None:
    assert markdown.plain(text("Een *twee*\n  drie\n\n- [vier](https://example.org)"), "nl") == (
        "Een twee drie vier"
    )


def test_a_text_that_falls_back_says_in_which_language_it_is() -> None:
    dutch = Text({"nl": "Hallo"}, "nl")
    assert markdown.inline(dutch, "en") == '<span lang="nl">Hallo</span>'
    assert markdown.block(dutch, "en") == '<div lang="nl"><p>Hallo</p></div>'
    assert markdown.inline(Text({"nl": "Hallo", "en": "Hello"}, "nl"), "en") == "Hello"
