"""Start to serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ssmflow.serving.address import bind
from ssmflow.serving.application import PageServer
from ssmflow.serving.pages import Page, checked
from ssmflow.serving.serving import Serving
from ssmflow.serving.settings import configuration


def serve(
    pages: Sequence[Page],
    *,
    title: str,
    language: str = "nl",
    host: str = "127.0.0.1",
    port: int = 8866,
    open_browser: bool = True,
    base_url: str = "/",
    environment: Mapping[str, str] | None = None,
    serving: Serving | None = None,
) -> None:
    """Serve notebooks as pages, until Ctrl-C or a signal to terminate.

    Once it answers, one line on standard output says so and gives the address.

    Args:
        pages: The pages; the first stands at the address itself, the others below it.
        title: The title of what is served, for the browser's tab and while the app loads.
        language: The language of what is served, as a BCP 47 tag.
        host: A name or an address of this machine to listen at.
        port: The port to listen at; 0 for any that is free.
        open_browser: Whether to show the first page in a browser.
        base_url: The path below which everything is served.
        environment: What is added to the environment of the kernels, which run the
            notebooks.
        serving: How pages are served; in the best way that is possible here when None.

    Raises:
        PortTakenError: Something else listens at that address already.
        ServingError: A notebook is not there, the pages cannot be served together, or the address
            cannot be had.
    """
    pages = checked(pages)
    listening = bind(host, port)
    first = pages[0].notebook.resolve()
    config = configuration(
        first, title=title, language=language, host=host, port=port, base_url=_path(base_url)
    )
    # Jupyter's classes find the log through the one instance of the application.
    server = PageServer.instance(
        config=config,
        pages=pages,
        serving=serving or Serving(),
        listening=listening,
        environment=dict(environment or {}),
        visit=open_browser,
    )
    try:
        server.initialize([])
        server.start()
    finally:
        PageServer.clear_instance()
        listening.close()


def _path(base_url: str) -> str:
    """A path with a slash at both ends."""
    inner = base_url.strip("/")
    return f"/{inner}/" if inner else "/"
