"""Every conftest.py by its longer name, for mypy alone: else all would be one module."""

from __future__ import annotations

from typing import TYPE_CHECKING

# ruff: noqa: F401
if TYPE_CHECKING:
    import tests.attacks.conftest
    import tests.browser.conftest
    import tests.browser.scenarios.conftest
    import tests.browser.trainer.conftest
    import tests.browser.training.conftest
    import tests.cli.conftest
    import tests.conftest
    import tests.deploy.conftest
    import tests.frontend.conftest
    import tests.serving.conftest
    import tests.sessions.conftest
    import tests.store.conftest
    import tests.unit.analysis.conftest
    import tests.unit.conftest
    import tests.unit.flow.conftest
    import tests.unit.training.conftest
    import tests.unit.views.conftest
    import tests.unit.views.trainer.conftest
    import tests.unit.views.training.conftest
