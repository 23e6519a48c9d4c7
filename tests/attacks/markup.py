"""What a browser would make of HTML before any script of ours runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

LINKS = {"href", "src", "action", "formaction", "xlink:href", "srcset", "data", "poster"}
SAFE = ("https://", "http://", "mailto:", "#", "data:image/")
FOREIGN = {"iframe", "object", "embed", "base", "img", "form", "math", "frame", "applet", "video"}


@dataclass
class Markup(HTMLParser):
    """Reads HTML, and notes what could run or lead elsewhere.

    Args:
        html: What is read.
    """

    html: str
    dangers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = ""
        self._is_data = False
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        self._is_data = "json" in given.get("type", "")
        if tag in FOREIGN:
            self.dangers.append(f"<{tag}>")
        if tag == "script" and not self._is_data and not given.get("src", "").startswith("/"):
            self.dangers.append(f"<script {given}>")
        for name, value in given.items():
            if name.startswith("on") or name == "srcdoc":
                self.dangers.append(f"<{tag} {name}>")
            if name in LINKS and not self._leads_somewhere_safe(value):
                self.dangers.append(f"<{tag} {name}={value[:60]}>")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            if self._is_data:
                json.loads(data)
            elif data.strip():
                self.dangers.append("a script in the page")
        elif self._inside == "style":
            if "hacked" in data or "elsewhere.example" in data:
                self.dangers.append("a style of the flow")
        else:
            self.texts.append(data)

    @staticmethod
    def _leads_somewhere_safe(value: str) -> bool:
        return value.startswith(SAFE) or (value.startswith("/") and not value.startswith("//"))

    @property
    def text(self) -> str:
        return " ".join(self.texts)
