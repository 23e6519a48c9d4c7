from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from ssmflow.flow.model import Text
from ssmflow.telling.blocks import Block, Heading, Listing, Paragraph, Picture, Prose, Table
from ssmflow.telling.blocks_markdown import blocks_as_markdown

WILD = "1. <b>x</b> | [a](http://b) *c* `d` # e"


def rendered(*blocks: Block) -> str:
    html: str = MarkdownIt().enable("table").render(blocks_as_markdown(blocks, "nl"))
    return html


def test_a_table_has_its_caption_its_columns_and_a_row_each() -> None:
    table = Table("Cijfers", ("Wie", "Deel"), (("a", "1"), (("b", "c"), "2")), numbers=(1,))
    assert blocks_as_markdown([table], "nl") == (
        "*Cijfers*\n\n| Wie | Deel |\n| --- | ---: |\n| a | 1 |\n| b; c | 2 |\n"
    )


def test_a_picture_is_left_out_for_its_table_says_the_same() -> None:
    assert blocks_as_markdown([Picture("<svg/>", "Beeld"), Paragraph("Tekst")], "nl") == "Tekst\n"


@pytest.mark.parametrize(
    "block",
    [
        Heading(WILD),
        Paragraph(WILD),
        Paragraph(WILD, "key"),
        Listing((WILD,)),
        Table("", (WILD,), ((WILD,),)),
    ],
)
def test_plain_text_is_never_markup(block: Block) -> None:
    html = rendered(block)
    assert "&lt;b&gt;x&lt;/b&gt; | [a](http://b) *c* `d` # e" in html
    assert not any(tag in html for tag in ("<a", "<em>c", "<code>", "<b>"))


def test_the_markdown_of_an_author_keeps_its_lists_and_links() -> None:
    text = Text({"nl": "Zie [hier](https://example.org).\n\n- een\n- twee"}, "nl")
    html = rendered(Prose(text))
    assert '<a href="https://example.org">hier</a>' in html
    assert html.count("<li>") == 2
