"""What a visitor takes along from an outcome: a link, a print, the trace as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.formats.exports import trace_as_data, trace_as_markdown
from ssmflow.telling.languages import today_in
from ssmflow.views.page import Page
from ssmflow.views.part import Part


class Keep(Part[Page]):
    """Offers the link, the print and the downloads at an outcome; nothing elsewhere."""

    _esm = Path(__file__).with_name("keep.js")
    _css = Path(__file__).with_name("keep.css")
    acts: ClassVar = {}

    def describe(self, page: Page) -> dict[str, Any]:
        """Return the link's fragment and the files, where the walk stands at an outcome."""
        keys = ("keep", "copy_link", "copied", "copy_by_hand", "print")
        return {
            "words": {key: page.words[key] for key in keys},
            "shown": page.walk.current.outcome is not None,
            "fragment": page.fragment,
            "files": _files(page) if page.walk.current.outcome else [],
        }


def labels(page: Page) -> list[str]:
    """What its buttons say, in their order; none where the walk stands at a question."""
    names = ("copy_link", "print", "download_markdown", "download_json")
    return [page.words[name] for name in names] if page.walk.current.outcome else []


def _files(page: Page) -> list[dict[str, str]]:
    walk, language, words = page.walk, page.language, page.words
    remarks = [page.translation, words["saved"].format(date=today_in(language))]
    markdown = trace_as_markdown(walk, language, words, page.fragment, remarks)
    found = trace_as_data(walk, language) | {"remarks": [each for each in remarks if each]}
    data = json.dumps(found, ensure_ascii=False, indent=2)
    return [
        _file(words["download_markdown"], f"{walk.flow.id}.md", "text/markdown", markdown),
        _file(words["download_json"], f"{walk.flow.id}.json", "application/json", f"{data}\n"),
    ]


def _file(label: str, name: str, kind: str, content: str) -> dict[str, str]:
    return {"label": label, "name": name, "type": f"{kind};charset=utf-8", "content": content}
