"""Walk people through a government decision tree, and study one.

This is the public face: what a notebook or a program imports. Each name is loaded when it is first
asked for, so that reading and walking flows needs no widget library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssmflow.analysis.compare import compare as compare
    from ssmflow.analysis.compare import each_change_alone as each_change_alone
    from ssmflow.analysis.decide import what_decided as what_decided
    from ssmflow.analysis.differences import differences as differences
    from ssmflow.analysis.people import stand as stand
    from ssmflow.analysis.reverse import dead_ends as dead_ends
    from ssmflow.analysis.reverse import ways_to as ways_to
    from ssmflow.analysis.shares import distribution as distribution
    from ssmflow.analysis.shares import levers as levers
    from ssmflow.analysis.states import possible_ends as possible_ends
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
    from ssmflow.flow.study import Persona as Persona
    from ssmflow.flow.study import Scenario as Scenario
    from ssmflow.flow.study import ShareRule as ShareRule
    from ssmflow.flow.study import Variant as Variant
    from ssmflow.flow.walk import Walk as Walk
    from ssmflow.formats.flow_file import load_flow as load_flow
    from ssmflow.formats.library import load_flows as load_flows
    from ssmflow.formats.study import Study as Study
    from ssmflow.formats.study import load_study as load_study
    from ssmflow.formats.training import Training as Training
    from ssmflow.formats.training import load_training as load_training
    from ssmflow.views.scenario_app import ScenarioApp as ScenarioApp
    from ssmflow.views.trainer_app import TrainerApp as TrainerApp
    from ssmflow.views.training_app import TrainingApp as TrainingApp
    from ssmflow.views.walk_app import WalkApp as WalkApp

__version__ = "0.1.0"

_HOMES = {
    "Flow": "ssmflow.flow.model",
    "Path": "ssmflow.flow.paths",
    "Persona": "ssmflow.flow.study",
    "Place": "ssmflow.errors",
    "Problem": "ssmflow.errors",
    "Scenario": "ssmflow.flow.study",
    "ScenarioApp": "ssmflow.views.scenario_app",
    "ShareRule": "ssmflow.flow.study",
    "SsmflowError": "ssmflow.errors",
    "Study": "ssmflow.formats.study",
    "TrainerApp": "ssmflow.views.trainer_app",
    "Training": "ssmflow.formats.training",
    "TrainingApp": "ssmflow.views.training_app",
    "UnsoundFileError": "ssmflow.errors",
    "Variant": "ssmflow.flow.study",
    "Walk": "ssmflow.flow.walk",
    "WalkApp": "ssmflow.views.walk_app",
    "check": "ssmflow.flow.check",
    "compare": "ssmflow.analysis.compare",
    "count_paths": "ssmflow.flow.paths",
    "dead_ends": "ssmflow.analysis.reverse",
    "differences": "ssmflow.analysis.differences",
    "distribution": "ssmflow.analysis.shares",
    "each_change_alone": "ssmflow.analysis.compare",
    "levers": "ssmflow.analysis.shares",
    "load_flow": "ssmflow.formats.flow_file",
    "load_flows": "ssmflow.formats.library",
    "load_study": "ssmflow.formats.study",
    "load_training": "ssmflow.formats.training",
    "paths": "ssmflow.flow.paths",
    "possible_ends": "ssmflow.analysis.states",
    "replay": "ssmflow.flow.address",
    "stand": "ssmflow.analysis.people",
    "ways_to": "ssmflow.analysis.reverse",
    "what_decided": "ssmflow.analysis.decide",
}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ssmflow' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
