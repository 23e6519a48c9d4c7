"""How people join: the code, the link and a QR code, to be read from the back of the room."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import segno

from ssmflow.training.guard import shown_code
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording

PLACE = re.compile(r"/(?:[\w.~-]+/)*trainer/?")
"""Where the page of the trainer is served: beside the one where people join."""
JOIN_KEY = "~join"
HERE = ("localhost", "127.0.0.1", "::1")


class Invitation(Part[Lead]):
    """Shows how people join.

    The browser tells at which address it sees the page, for Python can't know that; what it tells
    is looked at with care, and shown to nobody else.
    """

    _esm = Path(__file__).with_name("invitation.js")
    longest: ClassVar = 300
    acts: ClassVar = {"seen_at": ("seen_at", ("address",))}

    def __init__(self, page: Lead) -> None:
        self._base = ""
        super().__init__(page)

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the code, and the link with its QR code where the page's address is known."""
        if not page.session_id or page.view != "invitation":
            return {"shown": False}
        words, code = page.words, shown_code(page.session["code"])
        joins = bool(self._base) and not page.ended
        link = f"{self._base}training#{JOIN_KEY}={page.session['code']}" if joins else ""
        keys = ("trainer_scan", "trainer_or_go_to", "trainer_type_code", "trainer_no_link")
        shared = ("copy_link", "copied", "copy_by_hand")
        alone = urlsplit(self._base).hostname in HERE
        return {
            "shown": True,
            "heading": words["trainer_view_invitation"],
            "moves": page.moves,
            "words": wording(words, (*keys, *shared)),
            "code": "" if page.ended else code,
            "link": link,
            "address": f"{self._base}training".split("://")[-1] if link else "",
            "qr": _qr(link, words["trainer_qr"].format(code=code)) if link else "",
            "alone": words["trainer_only_here"] if alone and link else "",
            "over": words["trainer_join_over"] if page.ended else "",
            "joined": words["trainer_joined_now"].format(count=page.board("").joined),
        }

    def seen_at(self, address: str) -> None:
        """Take the address at which the browser sees the page."""
        self._base = base_of(address)
        self.refresh()


def base_of(address: str) -> str:
    """Return what stands before `trainer` in an address; empty where it is no address of ours."""
    try:
        parts = urlsplit(address)
        sound = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return ""
    if not sound or not PLACE.fullmatch(parts.path):
        return ""
    folder = parts.path.rstrip("/").removesuffix("trainer")
    return f"{parts.scheme}://{parts.netloc}{folder}"


@lru_cache(maxsize=8)
def _qr(link: str, title: str) -> str:
    """Return a QR code as SVG, with the quiet edge that scanners need."""
    drawn: str = segno.make_qr(link, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, title=title, svgclass="ssmflow-qr"
    )
    return drawn
