"""What stands below: the source, the version, and that this is no official publication."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.flow.model import Source
from ssmflow.telling import markdown
from ssmflow.telling.languages import today_in
from ssmflow.views.part import Part
from ssmflow.views.shown import Shown


class SourceLine(Part[Shown]):
    """The line that names the source and says that this is no official publication."""

    _esm = Path(__file__).with_name("source_line.js")
    acts: ClassVar = {}

    def describe(self, page: Shown) -> dict[str, Any]:
        """Return that line, with the flow's version, and the date for a print."""
        words, source = page.words, page.flow.source
        return {
            "disclaimer": words["no_official_publication"],
            "source": _source(page, source) if source else "",
            "url": source.url
            if source and source.url and markdown.is_safe_link(source.url)
            else "",
            "version": words["version"].format(version=page.flow.version),
            "printed": words["printed"].format(date=today_in(page.language)),
            "new_tab": words["new_tab"],
        }


def _source(page: Shown, source: Source) -> str:
    publisher = markdown.plain(source.publisher, page.language)
    title = markdown.plain(source.title, page.language)
    return page.words["source"].format(publisher=publisher, title=title)
