"""The command `ssmflow serve`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from ssmflow.cli.options import Unsound, WrongUse, refusals
from ssmflow.cli.passphrase import DATABASE_VARIABLE, database_of, passphrase_of
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
@click.option(
    "--base-url",
    default="/",
    show_default=True,
    metavar="PATH",
    help="The path below which it is served, behind a proxy.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A name by which a proxy passes visitors on; may be given again.",
)
@click.option(
    "--visitors",
    type=click.IntRange(1),
    help="How many visitors there may be at once.  [default: what the memory bears]",
)
@click.option(
    "--ahead",
    type=click.IntRange(0, 100),
    default=4,
    show_default=True,
    help="How many visitors at once are let in without any wait.",
)
@click.option(
    "--idle-minutes",
    type=click.FloatRange(min=1),
    default=30,
    show_default=True,
    help="How long a visitor may do nothing.",
)
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder in which training sessions are kept.  [default: SSMFLOW_DATA, or your own]",
)
@click.option(
    "--database",
    metavar="URL",
    envvar=DATABASE_VARIABLE,
    help="A PostgreSQL database for training sessions: postgresql://user:password@host/name.",
)
@click.option(
    "--passphrase",
    "ask_passphrase",
    is_flag=True,
    help="Ask for the passphrase by which trainers sign in from now on.",
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with that passphrase; without one, SSMFLOW_PASSPHRASE may hold it.",
)
@click.option(
    "--keep-days",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    help="How long training sessions are kept.",
)
@click.option(
    "--no-fork", is_flag=True, help="Start a new Python for every visitor: slower, and larger."
)
@click.option(
    "--voila-front-end", is_flag=True, help="Use Voilà's own front end: slower, and larger."
)
def serve(
    flow: Path | None,
    port: int,
    host: str,
    no_browser: bool,
    base_url: str,
    names: tuple[str, ...],
    visitors: int | None,
    ahead: int,
    idle_minutes: float,
    data: Path | None,
    database: str | None,
    ask_passphrase: bool,
    passphrase_file: Path | None,
    keep_days: float,
    no_fork: bool,
    voila_front_end: bool,
) -> None:
    """Serve the pages of one flow, or of all flows in a folder, until Ctrl-C.

    At the address that it gives stands the walk; below it the scenarios, at /scenarios, the
    training, at /training, and the trainer's page, at /trainer.

    \b
    Examples:
      ssmflow serve
      ssmflow serve my-flow.yaml --port 9000
      ssmflow serve flows/ --host 0.0.0.0 --no-browser
      ssmflow serve --ahead 30
      ssmflow serve --passphrase
    """
    try:
        with refusals():
            flows = load_flows(flow)
    except Unsound as refused:
        reason = "the flow is unsound, so it is not served"
        raise WrongUse(f"{refused.message}\nssmflow: error: {reason}") from None
    passphrase = passphrase_of(ask_passphrase, passphrase_file)
    from ssmflow.serving import PAGES
    from ssmflow.serving import serve as serve_pages
    from ssmflow.serving.forking import AVAILABLE
    from ssmflow.serving.serving import Serving
    from ssmflow.serving.training import Sessions

    with refusals():
        serve_pages(
            PAGES,
            title=" ".join(flows[0].title.in_language(flows[0].language).split()),
            language=flows[0].language,
            host=host,
            port=port,
            open_browser=not no_browser,
            base_url=base_url,
            environment={FLOWS_VARIABLE: str(flows_path(flow).absolute())},
            serving=Serving(
                fork=AVAILABLE and not no_fork,
                lean=not voila_front_end,
                ahead=ahead,
                visitors=visitors,
                idle=60 * idle_minutes,
                names=names,
                sessions=Sessions(
                    database=database_of(database),
                    folder=data.absolute() if data else None,
                    keep=timedelta(days=keep_days),
                    passphrase=passphrase,
                ),
            ),
        )
