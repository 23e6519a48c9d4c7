"""How the app is served: Voilà, configured and hardened, with a page template of its own.

Each name is loaded when it is first asked for: the process that kernels are forked from stands in
this package too, and needs nothing of a server.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ssmflow.serving.launch import serve as serve
    from ssmflow.serving.pages import PAGES as PAGES
    from ssmflow.serving.pages import Page as Page

# Jupyter's server imports jsonschema, and that a library which takes three seconds to compile the
# grammar of international addresses. Without it, jsonschema leaves their check out.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)

_HOMES = {
    "PAGES": "ssmflow.serving.pages",
    "Page": "ssmflow.serving.pages",
    "serve": "ssmflow.serving.launch",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ssmflow.serving' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
