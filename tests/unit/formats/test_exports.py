"""What a visitor takes along: the trace as data, and as a document that holds its structure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ssmflow.flow.address import replay
from ssmflow.flow.model import Choice, Flow, Link, Rule, Source, Step, Text
from ssmflow.flow.walk import Walk
from ssmflow.formats.exports import trace_as_data, trace_as_markdown
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.markdown import blocks
from ssmflow.formats.shipped import shipped

FLOWS = Path(__file__).parents[2] / "flows"
PERMIT = load_flow(FLOWS / "parking-permit.yaml")
TO_PERMIT = "resident=ja&zone=a&vehicle=auto"
WORDS = {
    "act": "Je kunt aan de slag",
    "stop": "Deze weg stopt hier",
    "trace_now": "Nu",
    "reconstructed": "gereconstrueerd",
    "reconstructed_meaning": "De bron toont deze pijl niet.",
    "version": "versie {version}",
    "source": "Bron: {publisher}, {title}",
    "no_official_publication": "Dit is geen officiële publicatie.",
}
HOSTILE = [
    "# Kop",
    "Kop\n===",
    "Kop\n---",
    "---",
    "```\nopen",
    "~~~\nopen",
    "    code",
    "<script>alert(1)</script>",
    "<!-- open",
    "<div>\nopen",
    "<details><summary>",
    "- lijst",
    "1. lijst",
    "1) lijst\n2) twee",
    "* lijst\n\n  twee\n\n  - diep",
    "> citaat",
    "een\n\ntwee\n\n# drie",
    "**open",
    "*open",
    "`open",
    "[open",
    "![beeld](https://example.org/x.png)",
    "[slim](javascript:alert(1))",
    "[ja]: https://example.org\n\n[ja]",
    "a | b\n--|--\n1 | 2",
    "achteraan \\",
    "&#10;&#10;# kop",
    "&#60;b&#62;",
    "*&#32;x*",
    "**&#32;**",
    "&#32;",
    "\u2028# kop",
    "]( https://example.org )",
]
PIECES = ["\n", " ", "\t", "woord", "*", "_", "\\", "!", "1."]


def walk(answers: str, flow: Flow = PERMIT) -> Walk:
    return replay(flow, answers).walk


def document(answers: str, flow: Flow = PERMIT, language: str = "nl") -> str:
    return trace_as_markdown(walk(answers, flow), language, WORDS, answers)


def tree(markdown: str) -> SyntaxTreeNode:
    """Parse as a strict reader would: CommonMark with HTML, which a document must not hold."""
    return SyntaxTreeNode(MarkdownIt("commonmark", {"html": True}).parse(markdown))


def outline(markdown: str) -> list[str]:
    return [f"{node.type}{len(node.children)}" if "list" in node.type else node.type
            for node in tree(markdown).children]  # fmt: skip


def said(node: SyntaxTreeNode) -> str:
    """Return the words of a node, as its reader sees them."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    between = "" if node.type in ("inline", "strong", "em", "link") else " "
    return between.join(map(said, node.children))


def hostile(text: str) -> Flow:
    """Return a flow of two questions and an outcome, in which every text is one and the same."""
    words = Text({"nl": text}, "nl")
    choice = Choice("ja", words, (Rule("b"),), basis="reconstructed", why=words)
    steps = {
        "a": Step("a", words, {"ja": choice}),
        "b": Step("b", words, {"ja": replace(choice, rules=(Rule("c"),))}),
        "c": Step(
            "c", words, outcome="act", note=words, links=(Link(words, "https://example.org/> [a"),)
        ),
    }
    source = Source(words, words, "https://example.org/(a b)")
    return Flow("hostile", text, "nl", words, "a", steps, source)


def test_the_data_tells_the_flow_the_trace_and_where_it_stands() -> None:
    found = trace_as_data(walk(f"{TO_PERMIT}"), "nl")
    assert {**found, "trace": [passage["answer"] for passage in found["trace"]]} == {
        "flow": {
            "id": "parking-permit",
            "version": "2",
            "title": "Bewonerskaart",
            "source": {
                "publisher": "Stad Voorbeeld",
                "title": "Folder bewonerskaart",
                "url": "https://example.org/folder",
            },
        },
        "language": "nl",
        "step": "permit",
        "text": "Je kunt een bewonerskaart aanvragen.",
        "outcome": "act",
        "links": [{"label": "Lees hier hoe je dat doet", "url": "https://example.org/aanvragen"}],
        "trace": ["ja", "a", "auto"],
        "unused": {},
    }


@pytest.mark.parametrize("answers", ["", "resident=ja", TO_PERMIT, "resident=neen&zone=b"])
def test_the_data_survives_json_and_gives_the_walk_back(answers: str) -> None:
    data = trace_as_data(walk(answers), "nl")
    back = json.loads(json.dumps(data, ensure_ascii=False))
    assert back == data
    given_answers = {passage["question"]: passage["answer"] for passage in back["trace"]}
    again = Walk(PERMIT, given_answers | back["unused"])
    assert trace_as_data(again, "nl") == data


def test_a_flow_without_a_source_has_none_in_the_data() -> None:
    flow = load_flow(FLOWS / "smallest.yaml")
    assert trace_as_data(walk("", flow), "nl")["flow"]["source"] is None


def test_the_document_has_a_passage_for_each_answer_then_the_outcome() -> None:
    assert outline(document(TO_PERMIT)) == [
        "heading",
        "ordered_list3",
        "heading",
        "paragraph",
        "bullet_list1",
        "hr",
        "paragraph",
        "paragraph",
    ]


def test_a_passage_tells_question_answer_and_where_the_source_is_silent_why() -> None:
    passages = tree(document(TO_PERMIT)).children[1].children
    assert [said(passage) for passage in passages] == [
        "Woon je in de stad? Ja",
        "In welke zone woon je? Zone A",
        (
            "Wat voor voertuig heb je? Auto gereconstrueerd: De bron toont deze pijl niet. "
            "De folder toont geen pijl; enkel zone A en B geven kaarten uit."
        ),
    ]


def test_the_outcome_tells_its_kind_its_text_and_its_links() -> None:
    _, _, kind, text, links, *_ = tree(document(TO_PERMIT)).children
    assert (said(kind), said(text)) == (
        "Je kunt aan de slag",
        "Je kunt een bewonerskaart aanvragen.",
    )
    (found,) = [node for node in links.walk() if node.type == "link"]
    assert found.attrs["href"] == "https://example.org/aanvragen"
    assert said(found) == "Lees hier hoe je dat doet"


def test_the_document_ends_with_source_version_and_the_answers() -> None:
    told, address = tree(document(TO_PERMIT)).children[-2:]
    assert said(told) == (
        "Dit is geen officiële publicatie. Bron: Stad Voorbeeld, Folder bewonerskaart, versie 2. "
        "https://example.org/folder"
    )
    assert said(address) == TO_PERMIT


def test_english_gives_english_texts() -> None:
    english = document(TO_PERMIT, language="en")
    assert "Do you live in the city?" in english
    assert "You can apply for a permit." in english
    assert "Woon je" not in english
    assert trace_as_data(walk(TO_PERMIT), "en")["text"] == "You can apply for a permit."


def test_the_shipped_flow_s_words_all_arrive() -> None:
    flow = load_flow(shipped("data") / "flows" / "externe-dienstverlener.yaml")
    for language in ("nl", "en"):
        seen = said(tree(document("role=lokale-beheerder&eid=neen", flow, language)))
        for step in ("role", "eid", "no-eid"):
            assert " ".join(flow.steps[step].text.in_language(language).split()) in seen


def test_at_a_question_in_progress_the_document_says_now() -> None:
    nodes = tree(document("resident=ja")).children
    assert [said(node) for node in nodes[1:4]] == [
        "Woon je in de stad? Ja",
        "Nu",
        "In welke zone woon je?",
    ]


def test_without_answers_there_is_no_list_and_no_address() -> None:
    assert outline(document("")) == [
        *("heading", "heading", "paragraph", "paragraph", "hr", "paragraph")
    ]


def test_a_text_keeps_its_paragraphs_emphasis_lists_and_links() -> None:
    text = (
        "Kies *goed* of **zeer goed**:\n\n- de [folder](https://example.org)\n- *niets*\n\nEinde."
    )
    assert blocks(text) == (
        "Kies *goed* of **zeer goed**:\n\n* de [folder](<https://example.org>)\n* *niets*\n\nEinde."
    )


@pytest.mark.parametrize("text", ["3. april", "#1", "C# of C++", "-5 °C", "R&D", "2 * 3", "a_b_c"])
def test_ordinary_words_are_shown_as_they_stand(text: str) -> None:
    assert said(tree(document("a=ja", hostile(f"Op {text}")))).count(f"Op {text}") >= 3


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_structure_of_the_document(text: str) -> None:
    check_structure(document("a=ja&b=ja", hostile(text)))


# A shared machine is slow at times, and this is about structure.
@settings(deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *PIECES]), max_size=6).map("".join).filter(str.strip))
def test_nor_does_any_mixture_of_them(text: str) -> None:
    check_structure(document("a=ja&b=ja", hostile(text)))


def check_structure(markdown: str) -> None:
    """Hold a document to its outline: what a text holds may add paragraphs and lists, inside."""
    nodes = tree(markdown).children
    assert [node.tag for node in nodes if node.type == "heading"] == ["h1", "h2"]
    assert nodes[0].type == "heading"
    passages = nodes[1]
    assert (passages.type, len(passages.children)) == ("ordered_list", 2)
    assert nodes[2].type == "heading"
    assert said(nodes[2]) == WORDS["act"]
    assert [node.type for node in nodes[-4:]] == ["bullet_list", "hr", "paragraph", "paragraph"]
    assert len(nodes[-4].children) == 1
    assert said(nodes[-1]) == "a=ja&b=ja"
    kinds = {node.type for node in tree(markdown).walk()}
    assert kinds <= {
        *("root", "heading", "paragraph", "inline", "text", "softbreak", "hardbreak", "hr"),
        *("ordered_list", "bullet_list", "list_item", "em", "strong", "link", "code_inline"),
    }
    for node in tree(markdown).walk():
        if node.type == "link":
            assert str(node.attrs["href"]).startswith(("https://", "http://", "mailto:"))
        if node.type == "code_inline":
            assert node.content == "a=ja&b=ja"


def test_the_words_that_these_tests_use_are_those_of_the_interface() -> None:
    file = Path(__file__).parents[3] / "ssmflow" / "telling" / "words" / "nl" / "walk.yaml"
    assert WORDS.keys() <= yaml.safe_load(file.read_text()).keys()
