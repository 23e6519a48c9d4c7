"""A part of the page of practice that is drawn only on its own screens."""

from __future__ import annotations

from typing import Any, ClassVar

from ssmflow.views.part import Part
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.screens import Screen


class Panel(Part[Practice]):
    """What stands on some screens. A subclass says in `content` what the browser draws there."""

    screens: ClassVar[tuple[Screen, ...]]
    leads: ClassVar[tuple[Screen, ...]] = ()
    """The screens of which it has the heading, where the focus goes; all of its own where empty."""

    def describe(self, page: Practice) -> dict[str, Any]:
        """Return what the browser draws; almost nothing on another screen."""
        moves = page.screens_seen
        if page.screen not in self.screens:
            return {"shown": False, "moves": moves}
        leads = page.screen in (self.leads or self.screens)
        return {"shown": True, "moves": moves, "leads": leads, **self.content(page)}

    def content(self, page: Practice) -> dict[str, Any]:
        """Return what the browser draws on the part's own screens."""
        raise NotImplementedError


def points_told(page: Practice, count: int) -> str:
    """Say how many points."""
    return page.words["training_points_one" if count == 1 else "training_points"].format(
        count=count
    )
