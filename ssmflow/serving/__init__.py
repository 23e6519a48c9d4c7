"""How the app is served: Voilà, configured and hardened, with a page template of its own."""

from __future__ import annotations

from ssmflow.serving.launch import serve
from ssmflow.serving.pages import PAGES, Page

__all__ = ["PAGES", "Page", "serve"]
