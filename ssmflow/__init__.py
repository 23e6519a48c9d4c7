"""Walk people through a government decision tree, and study one.

This is the public face: what a notebook or a program imports. Each name is loaded when it is first
asked for, so that reading and walking flows needs no widget library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssmflow.errors import Place as Place
    from ssmflow.errors import Problem as Problem
    from ssmflow.errors import SsmflowError as SsmflowError
    from ssmflow.errors import UnsoundFileError as UnsoundFileError
    from ssmflow.flow.address import replay as replay
    from ssmflow.flow.check import check as check
    from ssmflow.flow.model import Flow as Flow
    from ssmflow.flow.paths import Path as Path
    from ssmflow.flow.paths import count_paths as count_paths
    from ssmflow.flow.paths import paths as paths
    from ssmflow.flow.walk import Walk as Walk
    from ssmflow.formats.flow_file import load_flow as load_flow
    from ssmflow.formats.library import load_flows as load_flows
    from ssmflow.formats.study import Study as Study
    from ssmflow.formats.study import load_study as load_study
    from ssmflow.views.scenario_app import ScenarioApp as ScenarioApp
    from ssmflow.views.walk_app import WalkApp as WalkApp

__version__ = "0.1.0"

_HOMES = {
    "Flow": "ssmflow.flow.model",
    "Path": "ssmflow.flow.paths",
    "Place": "ssmflow.errors",
    "Problem": "ssmflow.errors",
    "ScenarioApp": "ssmflow.views.scenario_app",
    "SsmflowError": "ssmflow.errors",
    "Study": "ssmflow.formats.study",
    "UnsoundFileError": "ssmflow.errors",
    "Walk": "ssmflow.flow.walk",
    "WalkApp": "ssmflow.views.walk_app",
    "check": "ssmflow.flow.check",
    "count_paths": "ssmflow.flow.paths",
    "load_flow": "ssmflow.formats.flow_file",
    "load_flows": "ssmflow.formats.library",
    "load_study": "ssmflow.formats.study",
    "paths": "ssmflow.flow.paths",
    "replay": "ssmflow.flow.address",
}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ssmflow' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
