from __future__ import annotations

import sys
from pathlib import Path

import pytest
from traitlets.config import Config

from ssmflow.serving.serving import Serving
from ssmflow.serving.settings import HEADERS, configuration, kernel_transport


@pytest.fixture
def config() -> Config:
    return configuration(
        Path("/n/walk.ipynb"), title="Proef", language="nl", host="127.0.0.1", port=8866
    )


def test_nothing_of_the_page_is_chosen_by_its_address(config: Config) -> None:
    assert config.VoilaConfiguration.allow_template_override == "NO"
    assert config.VoilaConfiguration.allow_theme_override == "NO"


def test_no_file_no_source_and_no_traceback_is_shown(config: Config) -> None:
    assert config.VoilaConfiguration.file_allowlist == []
    assert config.VoilaConfiguration.strip_sources
    assert not config.VoilaConfiguration.show_tracebacks
    assert not config.MappingKernelManager.allow_tracebacks


def test_no_other_port_is_tried(config: Config) -> None:
    assert config.Voila.port_retries == 0


def test_a_quiet_line_is_not_taken_for_a_dead_one(config: Config) -> None:
    settings = config.Voila.tornado_settings
    # The first answer to a ping comes after the first interval, and is awaited until the next.
    assert settings["ws_ping_timeout"] >= 2 * settings["ws_ping_interval"]


def test_a_quiet_visitor_is_sent_away_after_half_an_hour() -> None:
    assert Serving().limits.idle == 30 * 60


def test_the_policy_allows_no_inline_script_no_eval_and_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self' blob:"
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    ("platform", "folder", "transport"),
    [
        ("linux", Path("/short"), "ipc"),
        ("darwin", Path("/var/folders/xx/yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy/T"), "tcp"),
        ("win32", Path("/short"), "tcp"),
    ],
)
def test_kernels_are_reached_by_files_where_their_paths_fit(
    monkeypatch: pytest.MonkeyPatch, platform: str, folder: Path, transport: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert kernel_transport(folder) == transport
