"""Which visitor speaks which protocol; each is imported only where it is asked for."""

from __future__ import annotations

from importlib import import_module

from benchmarks.serving.crowd.visitor import Visitor

PROTOCOLS = {
    "widgets": "WidgetVisitor",
    "solara": "SolaraVisitor",
    "streamlit": "StreamlitVisitor",
    "panel": "PanelVisitor",
    "nicegui": "NiceGuiVisitor",
    "dash": "DashVisitor",
}


def visitor_class(protocol: str) -> type[Visitor]:
    """Return the class of the visitors that speak a protocol."""
    module = import_module(f"benchmarks.serving.crowd.{protocol}")
    found: type[Visitor] = getattr(module, PROTOCOLS[protocol])
    return found
