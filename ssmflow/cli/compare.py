"""The command `ssmflow compare`."""

from __future__ import annotations

from pathlib import Path

import click

from ssmflow.analysis.compare import Comparison, compare
from ssmflow.cli.lookup import Found, find_flow, find_people
from ssmflow.cli.options import language_option, personas_option, quiet_pipe, refusals, the_language
from ssmflow.cli.output import print_blocks, print_json
from ssmflow.telling import markdown
from ssmflow.telling.comparison_text import comparison_as_markdown, comparison_blocks
from ssmflow.telling.findings_data import comparison_data, moved_data
from ssmflow.telling.people_text import elsewhere
from ssmflow.telling.words import words_for


@click.command(name="compare")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@personas_option
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs, Markdown for a note.",
)
@click.pass_context
def compare_flows(
    context: click.Context,
    before: str,
    after: str,
    personas: Path | None,
    language: str | None,
    form: str,
) -> None:
    """Say which paths end elsewhere in B than in A, and what differs between them.

    A and B are each a flow file, a variant file, or the id of a known flow or variant. The exit
    code is 1 where any path ends elsewhere, 0 where none does.

    \b
    Examples:
      ssmflow compare externe-dienstverlener chain
      ssmflow compare old.yaml new.yaml --personas people.csv
      ssmflow compare old.yaml my-variant.yaml --format json | jq '.shifts[].count'
      ssmflow compare chain direct --format markdown > note.md
    """
    one = find_flow(before)
    other = find_flow(after, one.bases)
    language = the_language(one.flow, language)
    people = find_people(one, personas, also=other.flow) if personas else ()
    words = words_for(language, one.flow.language)
    with refusals():
        found = compare(one.flow, other.flow)
        moved = elsewhere(found.before, found.after, people)
        with quiet_pipe():
            if form == "json":
                data = comparison_data(found)
                print_json({**data, "people": moved_data(moved)} if personas else data)
            elif form == "markdown":
                names = _names(one, other, language)
                click.echo(comparison_as_markdown(found, people, language, words, names), nl=False)
            else:
                names = _names(one, other, language)
                blocks = comparison_blocks(found, people, language, words, names)
                print_blocks(blocks, language, _title(names, words["tell_comparison_title"]))
    context.exit(_exit_code(found))


def _exit_code(found: Comparison) -> int:
    return 1 if found.elsewhere else 0


def _names(one: Found, other: Found, language: str) -> tuple[str, str]:
    """Return what the two are called; with their ids and versions where that is the same."""
    names = [markdown.plain(found.title, language) for found in (one, other)]
    if names[0] == names[1]:
        names = [
            f"{name} ({each.flow.version})" for name, each in zip(names, (one, other), strict=True)
        ]
    if names[0] == names[1]:
        names = [f"{names[0]} A", f"{names[1]} B"]
    return names[0], names[1]


def _title(names: tuple[str, str], said: str) -> str:
    return said.format(before=names[0], after=names[1])
