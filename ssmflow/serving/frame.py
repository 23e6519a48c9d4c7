"""What the template needs to draw the frame around the app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any
from urllib.parse import quote

from ssmflow.serving.pages import Page
from ssmflow.serving.settings import STATIC
from ssmflow.serving.words import WORDS, frame_language


def address(page: Page, base_url: str) -> str:
    """Where a page is found on this server."""
    return f"{base_url.rstrip('/')}/{page.slug}"


def frame(
    page: Page,
    pages: Sequence[Page],
    *,
    title: str,
    language: str,
    base_url: str,
    files: Mapping[str, str],
    front_end: Mapping[str, str] | None = None,
    state: str | None = None,
    still: str = "",
) -> dict[str, Any]:
    """The frame of one page; plain data, for it is copied.

    Args:
        page: The page.
        pages: All pages that are served.
        title: The title of what is served.
        language: The language of what is served, as a BCP 47 tag.
        base_url: The path below which everything is served.
        files: The addresses of the template's own files, by name.
        front_end: What the page needs of the lean front end; None for Voilà's own.
        state: The address of the state of the page's widgets, where that is known before the page
            is sent; elsewhere the kernel tells it.
        still: The first step as HTML, to be read before any script runs.
    """
    spoken = frame_language(language)
    heading = page.names[spoken] if page.slug else title
    return {
        "title": f"{heading}: {title}" if page.slug else title,
        "heading": heading,
        "coming": page.coming,
        "language": spoken,
        "words": WORDS[spoken],
        "links": _links(page, pages, spoken, base_url),
        "catalogue": {
            "fallback": spoken,
            "own": language,
            "languages": {code: asdict(words) for code, words in WORDS.items()},
            "names": {code: [other.names[code] for other in pages] for code in WORDS},
        },
        "files": dict(files),
        "icon": _icon(),
        "front_end": dict(front_end) if front_end else None,
        "state": state,
        "still": still,
    }


@cache
def _icon() -> str:
    """The icon in the page itself: it is smaller than a request for it."""
    return f"data:image/svg+xml,{quote((STATIC / 'favicon.svg').read_text())}"


def _links(page: Page, pages: Sequence[Page], spoken: str, base_url: str) -> list[dict[str, Any]]:
    """The navigation between the pages; none where there is nowhere else to go."""
    if len(pages) < 2:
        return []
    return [
        {
            "address": address(other, base_url),
            "name": other.names[spoken],
            "present": other.slug == page.slug,
        }
        for other in pages
    ]
