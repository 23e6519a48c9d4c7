"""The tabs of the lab, in their order."""

from __future__ import annotations

from ssmflow.views.lab.panel import Panel

PANELS: tuple[type[Panel], ...] = ()
