"""A few words to write SVG with: elements with numbers and texts, the same bytes each time.

No chart library is used. Of those tried, none draws an accessible bar chart in our look: one dates
its output and carries a script, one takes a second to load, one does not escape what it writes.
The look stands in attributes, so a picture on its own, in a file or on paper, shows it too; rules
of a style sheet outweigh them, as pictures.css does for forced colours.
"""

from __future__ import annotations

import re
from typing import TypeAlias
from xml.etree import ElementTree

Element = ElementTree.Element
Attributes: TypeAlias = dict[str, str | float]

NAMESPACE = "http://www.w3.org/2000/svg"
LETTERS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
# The colours of walk_app.css.
TEXT = "#333332"
ACTION = "#0055cc"
ACCENT = "#ffe615"
ERROR = "#d2373c"
SECONDARY = "#687483"
ACTION_PALE = "#e6eefa"
WHITE = "#ffffff"

# What XML 1.0 has no place for, and the marks that would turn the text beside them round.
_UNFIT = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


def picture(title: str, language: str, **attributes: str | float) -> Element:
    """Start a picture; its title is what somebody who does not see it is told."""
    root = ElementTree.Element(
        "svg", {"xmlns": NAMESPACE, "role": "img", "lang": cleaned(language)}
    )
    _set(root, {"font_family": LETTERS, "font_size": 13, "fill": TEXT, **attributes})
    add(root, "title", title)
    return root


def add(
    parent: Element, tag: str, text: str | None = None, /, **attributes: str | float
) -> Element:
    """Add an element.

    Args:
        parent: What it stands in.
        tag: Its name.
        text: What it says.
        attributes: Its attributes; `class_` is written `class`, and `stroke_width` `stroke-width`.
    """
    element = ElementTree.SubElement(parent, tag)
    element.text = None if text is None else cleaned(text)
    _set(element, attributes)
    return element


def written(root: Element) -> str:
    """Return a picture as text, on one line."""
    return ElementTree.tostring(root, encoding="unicode")


def cleaned(text: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return _UNFIT.sub("", text)


def number(value: float) -> str:
    """Return a measure with at most one digit behind the point, and without a needless one."""
    # Nought is added so that what rounds to -0.0 is written 0.
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _set(element: Element, attributes: Attributes) -> None:
    for name, value in attributes.items():
        shown = cleaned(value) if isinstance(value, str) else number(value)
        element.set(name.rstrip("_").replace("_", "-"), shown)
