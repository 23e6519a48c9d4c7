from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.formats.library import FLOWS_VARIABLE


@pytest.fixture(autouse=True)
def shipped_flow_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of who runs the tests names another flow."""
    monkeypatch.delenv(FLOWS_VARIABLE, raising=False)


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A flow of 10,000 steps, each question leading to the next or out."""
    questions = 9_998
    lines = [
        f"  q{number}: {{text: Vraag {number}?, choices: {{ja: {{label: Ja, to: q{number + 1}}},"
        f" neen: {{label: Neen, to: out}}}}}}"
        for number in range(questions)
    ]
    lines += [f"  q{questions}: {{text: Einde, outcome: act}}", "  out: {text: Uit, outcome: stop}"]
    head = "flow: chain\nversion: '1'\nlanguage: nl\ntitle: Keten\nstart: q0\nsteps:\n"
    file = tmp_path_factory.mktemp("deep") / "chain.yaml"
    file.write_text(head + "\n".join(lines) + "\n")
    return file
