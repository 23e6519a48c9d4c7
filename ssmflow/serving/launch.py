"""Start to serve."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssmflow.errors import ServingError
from ssmflow.serving.address import bind
from ssmflow.serving.application import PageServer
from ssmflow.serving.settings import configuration


def serve(
    notebook: Path,
    *,
    title: str,
    language: str = "nl",
    host: str = "127.0.0.1",
    port: int = 8866,
    open_browser: bool = True,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Serve a notebook as a page, until Ctrl-C or a signal to terminate.

    Once it answers, one line on standard output says so and gives the address.

    Args:
        notebook: The notebook that makes the page.
        title: The title of the page, for the browser's tab and while the app loads.
        language: The language of the page, as a BCP 47 tag.
        host: A name or an address of this machine to listen at.
        port: The port to listen at; 0 for any that is free.
        open_browser: Whether to show the page in a browser.
        environment: What is added to the environment of the kernels, which run the notebook.

    Raises:
        PortTakenError: Something else listens at that address already.
        ServingError: The notebook is not there, or the address cannot be had.
    """
    if not notebook.is_file():
        raise ServingError(f"there is no notebook {notebook}")
    listening = bind(host, port)
    config = configuration(notebook.resolve(), title=title, language=language, host=host, port=port)
    # Jupyter's classes find the log through the one instance of the application.
    server = PageServer.instance(
        config=config, listening=listening, environment=dict(environment or {}), visit=open_browser
    )
    try:
        server.initialize([])
        server.start()
    finally:
        PageServer.clear_instance()
        listening.close()
