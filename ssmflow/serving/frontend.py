"""The lean front end of the pages: where its built files are, and whether they are there.

Its sources stand in the folder ``frontend`` of the checkout; they are built when the package is.
Where they could not be, Voilà's own front end serves the same pages, slower.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

BUILT = Path(__file__).parent / "built"
ROUTE = "page/built"
SCRIPT = "app.js"
WIDGETS = "widgets.js"
STYLE = "app.css"

NOT_BUILT = (
    "ssmflow: the pages load slower, with Voilà's own front end, for the lean one was not built. "
    "Building needs the package registries: python frontend/build.py, in the checkout."
)


def is_built() -> bool:
    """Whether the lean front end can serve."""
    return all((BUILT / name).is_file() for name in (SCRIPT, WIDGETS, STYLE))


def front_end(base_url: str) -> dict[str, str] | None:
    """What the page needs of the lean front end.

    Args:
        base_url: The path below which everything is served.

    Returns:
        The addresses of its ``script`` and of the script that makes ``widgets``, which change with
        their content, and its ``style`` itself; None where it was not built.
    """
    if not is_built():
        return None
    return {
        "script": _address(base_url, SCRIPT),
        "widgets": _address(base_url, WIDGETS),
        "style": (BUILT / STYLE).read_text(encoding="utf-8"),
    }


def _address(base_url: str, name: str) -> str:
    version = sha256((BUILT / name).read_bytes()).hexdigest()[:16]
    return f"{base_url.rstrip('/')}/{ROUTE}/{name}?v={version}"
