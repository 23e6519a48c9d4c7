"""The tabs of the lab, and above them which scenario is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling import markdown
from ssmflow.telling.languages import direction
from ssmflow.views.lab.lab import TABS, Lab
from ssmflow.views.part import Part


class TabBar(Part[Lab]):
    """One tab for each part of the lab; undo and redo; the message where there is one."""

    _esm = Path(__file__).with_name("tab_bar.js")
    _css = Path(__file__).with_name("lab.css")
    acts: ClassVar = {
        "open": ("open_tab", ("tab",)),
        "undo": ("undo", ()),
        "redo": ("redo", ()),
        "dismiss": ("dismiss", ()),
    }

    def describe(self, page: Lab) -> dict[str, Any]:
        """Return the tabs, which one is open, and what can be undone."""
        words, language = page.words, page.language
        names = {tab: words[f"lab_tab_{tab}"] for tab in TABS}
        title = markdown.plain(page.scenario.title, language)
        return {
            "moves": page.moves,
            "language": language,
            "direction": direction(language),
            "title": f"{names[page.tab]} | {title} | {words['lab_title']}",
            "label": words["lab_tabs"],
            "tabs": [{"id": tab, "name": names[tab]} for tab in TABS],
            "open": page.tab,
            "undo": words["lab_undo"],
            "redo": words["lab_redo"],
            "can_undo": page.can_undo,
            "can_redo": page.can_redo,
            "open_now": _open_now(page),
            "unsound": page.applied is not None and not page.applied.sound,
            "notice": page.notice,
            "dismiss": words["dismiss"],
        }


def _open_now(page: Lab) -> str:
    """Say which flow and which variant everything below is about."""
    words, scenario = page.words, page.scenario
    if not scenario.variant:
        return words["lab_no_variant"].format(flow=markdown.plain(page.flow.title, page.language))
    title = markdown.plain(scenario.variant.title, page.language)
    unsound = page.applied is not None and not page.applied.sound
    return words["lab_unsound_variant" if unsound else "lab_variant"].format(variant=title)
