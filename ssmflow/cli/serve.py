"""The command `ssmflow serve`."""

from __future__ import annotations

from pathlib import Path

import click

from ssmflow.cli.options import Unsound, WrongUse, refusals
from ssmflow.formats.library import FLOWS_VARIABLE, flows_path, load_flows


@click.command
@click.argument("flow", required=False, metavar="[FLOW or DIR]", type=click.Path(path_type=Path))
@click.option("--port", default=8866, show_default=True, help="The port; 0 for any that is free.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; 0.0.0.0 for all of this machine.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(flow: Path | None, port: int, host: str, no_browser: bool) -> None:
    """Serve the pages of one flow, or of all flows in a folder, until Ctrl-C.

    At the address that it gives stands the walk, below it the scenarios, at /scenarios.

    \b
    Examples:
      ssmflow serve
      ssmflow serve my-flow.yaml --port 9000
      ssmflow serve flows/ --host 0.0.0.0 --no-browser
    """
    try:
        with refusals():
            flows = load_flows(flow)
    except Unsound as refused:
        reason = "the flow is unsound, so it is not served"
        raise WrongUse(f"{refused.message}\nssmflow: error: {reason}") from None
    from ssmflow.serving import PAGES
    from ssmflow.serving import serve as serve_pages

    with refusals():
        serve_pages(
            PAGES,
            title=" ".join(flows[0].title.in_language(flows[0].language).split()),
            language=flows[0].language,
            host=host,
            port=port,
            open_browser=not no_browser,
            environment={FLOWS_VARIABLE: str(flows_path(flow).absolute())},
        )
