"""The page's address: what stands behind its `#` is the walk."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.views.part import Part
from ssmflow.views.shown import Shown


class Address(Part[Shown]):
    """Writes the walk into the address, and follows the address where a visitor changes it."""

    _esm = Path(__file__).with_name("address.js")
    acts: ClassVar = {
        "arrive": ("arrive", ("fragment",)),
        "follow": ("follow", ("fragment",)),
        "travel": ("travel", ("fragment",)),
    }

    def describe(self, page: Shown) -> dict[str, Any]:
        """Return what stands behind the `#`, how often the visitor has moved, and a fresh number.

        The number makes each answer another, also where an address has led to where it was.
        """
        return {"fragment": page.fragment, "moves": page.moves, "revision": page.revision}
