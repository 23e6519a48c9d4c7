"""A flow's Markdown as HTML that is safe to show, and as plain text."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import nh3
from markdown_it.token import Token

from ssmflow.flow.model import Text
from ssmflow.formats.markdown import PARSER, SCHEMES

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "br", "span"}


def inline(text: Text, language: str) -> str:
    """Return the first paragraph of a text as HTML, to stand in a heading or a line."""
    return _in_its_language(_split(text.in_language(language))[0], text, language, "span")


def rest(text: Text, language: str) -> str:
    """Return what follows the first paragraph of a text as HTML; empty where nothing does."""
    return _in_its_language(_split(text.in_language(language))[1], text, language, "div")


def block(text: Text, language: str) -> str:
    """Return a whole text as HTML."""
    html = _clean(PARSER.render(text.in_language(language)))
    return _in_its_language(html, text, language, "div")


def plain(text: Text, language: str) -> str:
    """Return a text without its markup, on one line: for a button, a name, a map."""
    return _plain(text.in_language(language))


@lru_cache(maxsize=4096)
def _plain(markdown: str) -> str:
    words = [_words(token) for token in PARSER.parse(markdown) if token.type == "inline"]
    return " ".join(" ".join(words).split())


def _words(token: Token) -> str:
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if child.type in breaks else child.content for child in token.children or [])


@lru_cache(maxsize=4096)
def _split(markdown: str) -> tuple[str, str]:
    tokens = PARSER.parse(markdown)
    if len(tokens) < 3 or tokens[0].type != "paragraph_open":
        return "", _clean(PARSER.renderer.render(tokens, PARSER.options, {}))
    first = PARSER.renderer.render([tokens[1]], PARSER.options, {})
    return _clean(first), _clean(PARSER.renderer.render(tokens[3:], PARSER.options, {}))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_safe_attribute,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    ).strip()


def _safe_attribute(_: str, name: str, value: str) -> str | None:
    return value if name != "href" or is_safe_link(value) else None


def is_safe_link(url: str) -> bool:
    """Tell whether an address may become a link: https, http or mailto, and never `//host`."""
    return url.lower().startswith(SCHEMES)


def _in_its_language(html: str, text: Text, language: str, tag: str) -> str:
    """Mark a text that fell back to another language than the page's."""
    actual = text.language_for(language)
    return (
        html if not html or actual == language else f'<{tag} lang="{escape(actual)}">{html}</{tag}>'
    )
