"""Words marked in a text that is HTML already."""

from __future__ import annotations

import re
from html import escape

TAG = re.compile(r"(<[^>]*>)")


def highlighted(html: str, words: str) -> str:
    """Return HTML with words marked, where they stand between two tags.

    Args:
        html: HTML that was cleaned.
        words: A part of its text; white space counts as one space.
    """
    parts = [re.escape(escape(word, quote=False)) for word in words.split()]
    if not parts:
        return html
    wanted = re.compile(r"\s+".join(parts))
    return "".join(
        piece if piece.startswith("<") else wanted.sub(_marked, piece, count=1)
        for piece in TAG.split(html)
    )


def _marked(found: re.Match[str]) -> str:
    return f"<mark>{found[0]}</mark>"
