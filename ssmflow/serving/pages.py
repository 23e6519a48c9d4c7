"""The pages that are served: at which address, from which notebook, under which name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ssmflow.errors import ServingError
from ssmflow.formats.shipped import shipped
from ssmflow.serving.words import WORDS

SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*")
TAKEN = frozenset({"api", "page", "voila"})  # where the server has other things


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the notebook that makes it.

    Args:
        slug: Its place below the address at which is served; empty for the first page.
        notebook: The notebook, run anew for each visit.
        names: What it is called in the navigation, in each language of the frame.
        coming: What shows while it loads: the places of a ``walk``, or a plain ``sheet``.
        ahead: How many kernels wait for its visitors at most; as many as elsewhere when None.
    """

    slug: str
    notebook: Path
    names: Mapping[str, str]
    coming: Literal["walk", "sheet"] = "sheet"
    ahead: int | None = None

    @property
    def name(self) -> str:
        """What it is called in logs and figures."""
        return self.slug or self.notebook.stem


PAGES = (
    Page(
        "",
        shipped("notebooks") / "walk.ipynb",
        {"nl": "Doorlopen", "en": "Walk"},
        coming="walk",
    ),
    Page(
        "scenarios",
        shipped("notebooks") / "scenarios.ipynb",
        {"nl": "Scenario's", "en": "Scenarios"},
    ),
    Page(
        "training",
        shipped("notebooks") / "training.ipynb",
        {"nl": "Oefenen", "en": "Practise"},
    ),
    Page(
        "trainer",
        shipped("notebooks") / "trainer.ipynb",
        {"nl": "Lesgever", "en": "Trainer"},
        ahead=1,  # trainers are few
    ),
)


def checked(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, if they can be served together.

    Raises:
        ServingError: A notebook is not there; or the addresses or the names are not what they
            have to be.
    """
    slugs = [page.slug for page in pages]
    if slugs[:1] != [""]:
        raise ServingError("the first page has an empty slug: it stands at the address itself")
    for page in pages:
        if not page.notebook.is_file():
            raise ServingError(f"there is no notebook {page.notebook}")
        if slugs.count(page.slug) > 1:
            raise ServingError(f"two pages have the slug {page.slug!r}")
        if missing := [code for code in WORDS if not page.names.get(code)]:
            raise ServingError(f"page {page.slug!r} has no name in {', '.join(missing)}")
    for slug in slugs[1:]:
        if not SLUG.fullmatch(slug) or slug in TAKEN:
            allowed = f"small letters with hyphens between, and none of {', '.join(sorted(TAKEN))}"
            raise ServingError(f"{slug!r} is no slug of a page: {allowed}")
    return tuple(pages)
