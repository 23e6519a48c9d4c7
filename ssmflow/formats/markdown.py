"""A flow's Markdown written back as Markdown that nothing around it can misread.

The format's Markdown is paragraphs, emphasis, lists and links (FLOW-FORMAT, "Meaning"). All else
that a Markdown reader would act on, such as headings, fences and HTML, is escaped, so that it is
shown as it stands and a document keeps its own structure whatever a text holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

SCHEMES = ("https://", "http://", "mailto:")
"""What an address must begin with to become a link; `//host` never does."""

PARSER = MarkdownIt("zero").enable(
    [
        "emphasis",
        "list",
        "link",
        "escape",
        "entity",
        "newline",
        "autolink",
        "balance_pairs",
        "fragments_join",
    ]
)
SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
OPENING = re.compile(r"#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|=+(?=\s*$)|\*(?=\s|[\s*]*$)")
NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def blocks(markdown: str) -> str:
    """Return a text with its paragraphs, lists, emphasis and links; empty where it says nothing."""
    return _blocks(SyntaxTreeNode(PARSER.parse(markdown)).children)


def words(markdown: str) -> str:
    """Return a text without its markup, escaped, on one line."""
    inline = [token for token in PARSER.parse(markdown) if token.type == "inline"]
    said = (
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for token in inline
        for child in [*(token.children or []), Token("softbreak", "", 0)]
    )
    return _guard(escape("".join(said)))


def escape(text: str) -> str:
    """Return plain text on one line, so that Markdown shows it as it stands."""
    return SPECIAL.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def link(label: str, url: str) -> str:
    """Return a link; its label and address as text where it is not https, http or mailto.

    Args:
        label: What it says, as Markdown.
        url: Its address.
    """
    if not url.lower().startswith(SCHEMES):
        return f"{label} ({escape(url)})"
    return f"[{label}](<{PARSER.normalizeLink(url)}>)"


def indented(text: str, first: str) -> str:
    """Return blocks as one item of a list.

    Args:
        text: The blocks.
        first: What stands before the first line: the item's mark and a space.
    """
    lines = (f"{' ' * len(first)}{line}" if line else "" for line in text.split("\n"))
    return first + "\n".join(lines)[len(first) :]


def _blocks(nodes: Sequence[SyntaxTreeNode], *, between: str = "\n\n") -> str:
    return between.join(filter(None, map(_block, nodes)))


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "paragraph":
        return _inline(node.children[0].children)
    items = [item.children for item in node.children]
    tight = any(block.type == "paragraph" and block.hidden for item in items for block in item)
    between = "\n" if tight else "\n\n"
    start = int(node.attrs.get("start", 1))
    # Another mark than that of the document's own lists: one that follows stays apart.
    marks = [
        f"{number}) " if node.type == "ordered_list" else "* "
        for number in range(start, start + len(items))
    ]
    said = (_blocks(item, between=between) for item in items)
    return between.join(indented(text, mark) for text, mark in zip(said, marks, strict=True))


def _inline(nodes: Sequence[SyntaxTreeNode]) -> str:
    lines = "".join(map(_span, nodes)).split("\n")
    return "\n".join(filter(None, (_guard(line.strip()) for line in lines)))


def _span(node: SyntaxTreeNode) -> str:
    if node.type == "text":
        said = re.sub(r"\s+", " ", SPECIAL.sub(lambda found: f"\\{found[0]}", node.content))
        after = node.next_sibling
        # An exclamation mark would make an image of a link, and fetch it from another host.
        return f"{said[:-1]}\\!" if said.endswith("!") and after and after.type == "link" else said
    if node.type in ("softbreak", "hardbreak"):
        return "\n" if node.type == "softbreak" else "\\\n"
    said = "".join(map(_span, node.children))
    if node.type == "link":
        return link(said, str(node.attrs["href"]))
    mark = "**" if node.type == "strong" else "*"
    return f"{mark}{said}{mark}"


def _guard(line: str) -> str:
    """Escape what would open a block at the beginning of a line."""
    return NUMBER.sub(r"\1\\\2", line, count=1) if NUMBER.match(line) else _unopened(line)


def _unopened(line: str) -> str:
    return f"\\{line}" if OPENING.match(line) else line
