from __future__ import annotations

import pytest

from ssmflow.views.training.highlight import highlighted


@pytest.mark.parametrize(
    ("html", "words", "marked"),
    [
        ("<p>Ann woont hier.</p>", "woont hier", "<p>Ann <mark>woont hier</mark>.</p>"),
        ("<p>Ann woont\nhier.</p>", "woont  hier", "<p>Ann <mark>woont\nhier</mark>.</p>"),
        ("<p>a &amp; b</p>", "a & b", "<p><mark>a &amp; b</mark></p>"),
        ("<p>a &lt; b</p>", "a < b", "<p><mark>a &lt; b</mark></p>"),
        ("<p>zeg 'ja'</p>", "'ja'", "<p>zeg <mark>'ja'</mark></p>"),
        ('<p><a href="https://p.be">x</a></p>', "p", '<p><a href="https://p.be">x</a></p>'),
        ("<p>niets</p>", "iets anders", "<p>niets</p>"),
        ("<p>a.b</p>", "a.", "<p><mark>a.</mark>b</p>"),
        ("<p>niets</p>", " ", "<p>niets</p>"),
    ],
)
def test_words_are_marked_where_they_stand_in_the_text(html: str, words: str, marked: str) -> None:
    assert highlighted(html, words) == marked
