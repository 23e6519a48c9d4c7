"""Every setting of the server, with the reason for it where that does not speak for itself."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from traitlets.config import Config

TEMPLATE = Path(__file__).parent / "template"
STATIC = TEMPLATE / "static"

STATES = "page/states/"
"""Where the states of widgets are found, below the path of the server."""

LABEXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "; ".join(
            (
                "default-src 'none'",
                "script-src 'self' blob:",  # anywidget imports a widget's script as a blob
                "style-src 'self' 'unsafe-inline'",  # widgets set their layout as inline style
                "connect-src 'self'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "object-src 'none'",
            )
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)

# A socket's path has at most 103 bytes on macOS, 107 on Linux; below the temporary folder stands
# "/voila_" and 8 letters, "/kernel-", a UUID of 36, "-ipc-" and a digit.
SOCKET_PATH_LIMIT = 103
SOCKET_PATH_BELOW_TEMPORARY_FOLDER = 15 + 8 + 36 + 6

MESSAGE_LIMIT = 2_000_000  # bytes

KERNEL_ARGUMENTS = (
    # A history of commands is of no use here, and all kernels would share its one file.
    "--HistoryManager.enabled=False",
)


def configuration(
    notebook: Path,
    *,
    title: str,
    language: str,
    host: str,
    port: int,
    base_url: str = "/",
) -> Config:
    """The configuration of the server and of all that it starts.

    Args:
        notebook: The notebook of the first page; the kernels start in its folder.
        title: The title of what is served.
        language: The language of what is served, as a BCP 47 tag.
        host: The host of the address at which it is served.
        port: The port of that address.
        base_url: The path below which everything is served, with a slash at both ends.
    """
    config = Config()
    config.Voila = _server(notebook, title, language, host, port, base_url)
    config.VoilaConfiguration = _rendering()
    config.VoilaExecutor = Config(timeout=60, startup_timeout=60)  # seconds
    config.VoilaExporter = Config(language_code=language)
    config.MappingKernelManager = _kernels()
    config.KernelManager = Config(transport=kernel_transport(Path(tempfile.gettempdir())))
    # A kernel that died is not started anew: what it knew of its page is gone with it.
    config.KernelRestarter = Config(restart_limit=0, time_to_dead=2.0)
    return config


def _server(
    notebook: Path, title: str, language: str, host: str, port: int, base_url: str
) -> Config:
    return Config(
        notebook_path=str(notebook),
        page_title=title,
        page_language=language,
        ip=host,
        port=port,
        base_url=base_url,
        port_retries=0,
        open_browser=False,  # the application opens it itself, without a temporary file
        log_level=logging.WARNING,
        config_file_paths=[],  # a voila.json that lies about must not undo what stands here
        tornado_settings={
            "static_path": str(STATIC),
            "static_url_prefix": f"{base_url}page/",
            # Milliseconds. Keeps a proxy from closing quiet sockets, and finds those who have gone.
            # The last answer is as old as the interval when the next ping goes out: a timeout that
            # is not longer cuts healthy ones. Tornado takes both for seconds, and says so once.
            "ws_ping_interval": 30_000,
            "ws_ping_timeout": 90_000,
            # Bytes, of one message from a browser: an upload with room to spare. The connection
            # that brings a larger one is closed; the page then makes another.
            "websocket_max_message_size": MESSAGE_LIMIT,
            # The script that says goodbye reads the cookie, so it cannot be HttpOnly.
            "xsrf_cookie_kwargs": {"samesite": "Strict", "expires_days": None},
        },
    )


def _rendering() -> Config:
    return Config(
        # Ours stands in front of this one, which gives the style sheets.
        template="lab",
        theme="light",
        allow_template_override="NO",  # else the address chooses, and a wrong one hangs the page
        allow_theme_override="NO",  # else the address writes into the page
        strip_sources=True,
        show_tracebacks=False,
        file_allowlist=[],
        extension_allowlist=list(LABEXTENSIONS),
        attempt_fix_notebook=True,  # a notebook may name a kernel that is not here
        preheat_kernel=False,
        progressive_rendering=False,
    )


def _kernels() -> Config:
    return Config(allow_tracebacks=False)


def kernel_transport(temporary_folder: Path) -> str:
    """Sockets in the file system where the path fits: nobody else can connect to a kernel."""
    length = len(bytes(temporary_folder)) + SOCKET_PATH_BELOW_TEMPORARY_FOLDER
    fits = length <= SOCKET_PATH_LIMIT
    return "ipc" if fits and sys.platform != "win32" else "tcp"
