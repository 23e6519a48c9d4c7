"""A part of the lab that is drawn only while its tab is open."""

from __future__ import annotations

from typing import Any, ClassVar

from ssmflow.errors import TooEntangledError
from ssmflow.views.lab.lab import Lab
from ssmflow.views.part import Part


class Panel(Part[Lab]):
    """One tab of the lab. A subclass says in `content` what the browser draws.

    Acts are methods of the panel itself; they end with `self.lab.edit`, `look` or `tell`.
    """

    tab: ClassVar[str]

    @property
    def lab(self) -> Lab:
        """What the page shows."""
        return self._page

    def describe(self, page: Lab) -> dict[str, Any]:
        """Return what the browser draws; almost nothing while another tab is open."""
        if page.tab != self.tab:
            return {"shown": False}
        heading = page.words[f"lab_tab_{self.tab}"]
        frame = {"shown": True, "heading": heading, "moves": page.moves, "tab": self.tab}
        try:
            return {**frame, "failure": "", **self.content(page)}
        except TooEntangledError as tangle:
            return {**frame, "failure": page.words["lab_entangled"].format(reason=str(tangle))}

    def content(self, page: Lab) -> dict[str, Any]:
        """Return what the browser draws while the tab is open.

        Raises:
            TooEntangledError: The flow is too much for exact answers; the visitor is told.
        """
        raise NotImplementedError
