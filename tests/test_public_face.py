"""What `import ssmflow` gives, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import ssmflow

ROOT = Path(__file__).parents[1]
EXPORTED = {
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
WIDGET_LIBRARIES = {"IPython", "anywidget", "ipywidgets", "tornado", "traitlets", "voila"}
LOADED = """
import json, sys
sys.path.insert(0, {root!r})
{statements}
print(json.dumps(sorted(sys.modules)))
"""
EVERY_MODULE_OF_FLOW = """
from importlib import import_module
from pkgutil import walk_packages
import ssmflow.errors, ssmflow.flow
for module in walk_packages(ssmflow.flow.__path__, "ssmflow.flow."):
    import_module(module.name)
"""


def modules_loaded(statements: str, *options: str) -> set[str]:
    """Return the names of all modules that a fresh, isolated Python has after these statements."""
    program = LOADED.format(root=str(ROOT), statements=statements)
    told = subprocess.run(
        [sys.executable, "-I", *options, "-c", program], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    return set(json.loads(told.stdout))


def packages_loaded(statements: str, *options: str) -> set[str]:
    return {name.partition(".")[0] for name in modules_loaded(statements, *options)}


def test_the_names_that_are_exported_are_these() -> None:
    assert set(ssmflow.__all__) == {*EXPORTED, "__version__"}
    assert dir(ssmflow) == ssmflow.__all__


@pytest.mark.parametrize(("name", "home"), EXPORTED.items(), ids=EXPORTED)
def test_an_exported_name_is_what_its_module_defines(name: str, home: str) -> None:
    assert getattr(ssmflow, name).__module__ == home
    assert getattr(ssmflow, name).__name__ == name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'ssmflow' has no attribute 'wlak'"):
        _ = ssmflow.wlak


@pytest.mark.parametrize(
    "statements",
    [
        "import ssmflow",
        "import ssmflow.flow",
        "import ssmflow.formats",
        "from ssmflow import Flow, Walk, check, load_flow, load_flows, paths, replay; load_flows()",
    ],
)
def test_reading_and_walking_flows_loads_no_widget_library(statements: str) -> None:
    assert packages_loaded(statements) & WIDGET_LIBRARIES == set()


def test_the_app_does_load_the_widget_libraries() -> None:
    assert {"anywidget", "ipywidgets", "traitlets"} <= packages_loaded(
        "from ssmflow import WalkApp"
    )


def test_what_a_flow_is_needs_no_more_than_the_standard_library() -> None:
    # Without the module site, Python has no installed packages at all.
    loaded = modules_loaded(EVERY_MODULE_OF_FLOW, "-S")
    assert "ssmflow.flow.walk" in loaded
    assert {name for name in loaded if name.startswith("ssmflow.formats")} == set()
    outside = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert outside == {"__main__", "ssmflow"}
