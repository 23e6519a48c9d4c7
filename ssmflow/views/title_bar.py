"""What stands above: the flow's title, its languages, and the other flows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling import markdown
from ssmflow.telling.languages import own_name
from ssmflow.views.part import Part
from ssmflow.views.shown import Shown


class TitleBar(Part[Shown]):
    """The flow's title, a switch for its languages, and a quiet chooser where flows are several."""

    _esm = Path(__file__).with_name("title_bar.js")
    # What all parts share rides on the part that comes first.
    _css = Path(__file__).with_name("walk_app.css")
    acts: ClassVar = {"speak": ("speak", ("language",)), "open": ("open_flow", ("flow",))}

    def describe(self, page: Shown) -> dict[str, Any]:
        """Return the title, the languages by their own names, and the flows by their titles."""
        language, words = page.language, page.words
        several = len(page.flow.languages) > 1
        return {
            "title": page.heading,
            "translation": page.translation,
            "languages_label": words["languages"],
            "languages": [
                {"tag": tag, "name": own_name(tag), "current": tag == language}
                for tag in page.flow.languages
                if several
            ],
            "flows_label": words["flows"],
            "flows": [
                {"id": flow.id, "title": markdown.plain(flow.title, language)}
                for flow in page.flows.values()
                if flow is not page.flow
            ],
        }
