"""What a walk leaves behind: its trace as plain data, and as a Markdown document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ssmflow.flow.model import Choice, Flow, Link, Rule, Text
from ssmflow.flow.walk import Passage, Walk
from ssmflow.formats import markdown


def trace_as_data(walk: Walk, language: str) -> dict[str, Any]:
    """Return a walk as plain data: its flow, the trace, and where it stands.

    Args:
        walk: The walk.
        language: The language of the texts; each falls back as texts do.
    """
    step = walk.current
    return {
        "flow": _flow(walk.flow, language),
        "language": language,
        "step": step.id,
        "text": step.text.in_language(language),
        "outcome": step.outcome,
        "links": [
            {"label": link.label.in_language(language), "url": link.url} for link in step.links
        ],
        "trace": [passage_as_data(passage, language) for passage in walk.trace],
        "unused": dict(walk.unused),
    }


def passage_as_data(passage: Passage, language: str) -> dict[str, Any]:
    """Return one line of a trace as plain data.

    Its `rule` is what decided: the answers that the rule names, empty where it was the last one,
    and None where the choice always leads to one step.
    """
    question, choice = passage.question, passage.choice
    return {
        "question": question.id,
        "text": question.text.in_language(language),
        "answer": choice.id,
        "label": choice.label.in_language(language),
        "to": passage.rule.to,
        "rule": _decided(choice, passage.rule),
        "basis": choice.basis,
        "why": choice.why.in_language(language) if choice.why else None,
    }


def trace_as_markdown(
    walk: Walk,
    language: str,
    words: Mapping[str, str],
    address: str,
    remarks: Sequence[str] = (),
) -> str:
    """Return a walk as a Markdown document.

    Args:
        walk: The walk.
        language: The language of the texts.
        words: The interface's words in that language.
        address: The answers as they stand in a page's address; left out where it is empty.
        remarks: What else is to be said of the document, such as its date; plain text.
    """
    flow, step = walk.flow, walk.current
    passages = [
        markdown.indented(_passage(passage, language, words), f"{number}. ")
        for number, passage in enumerate(walk.trace, start=1)
    ]
    links = [f"- {_link(link, language)}" for link in step.links]
    parts = [
        f"# {_words(flow.title, language)}",
        *passages,
        f"## {words[step.outcome] if step.outcome else words['trace_now']}",
        _blocks(step.text, language),
        _blocks(step.note, language) if step.note else "",
        "\n".join(links),
        "---",
        _provenance(flow, language, words),
        *map(markdown.escape, remarks),
        f"`{address}`" if address else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _flow(flow: Flow, language: str) -> dict[str, Any]:
    source = flow.source
    return {
        "id": flow.id,
        "version": flow.version,
        "title": flow.title.in_language(language),
        "source": source
        and {
            "publisher": source.publisher.in_language(language),
            "title": source.title.in_language(language),
            "url": source.url,
        },
    }


def _decided(choice: Choice, rule: Rule) -> dict[str, list[str]] | None:
    if not choice.conditional:
        return None
    return {question: list(choices) for question, choices in rule.when.items()}


def _passage(passage: Passage, language: str, words: Mapping[str, str]) -> str:
    """Return a passage as paragraphs: each holds its own, whatever the others say."""
    choice = passage.choice
    parts = [
        _blocks(passage.question.text, language) or passage.question.id,
        f"**{_words(choice.label, language) or choice.id}**",
    ]
    if choice.basis == "reconstructed":
        parts.append(f"*{words['reconstructed']}:* {words['reconstructed_meaning']}")
    if choice.why:
        parts.append(_blocks(choice.why, language))
    return "\n\n".join(filter(None, parts))


def _provenance(flow: Flow, language: str, words: Mapping[str, str]) -> str:
    version = words["version"].format(version=markdown.escape(flow.version))
    source = flow.source
    if source is None:
        return f"{words['no_official_publication']} {version[0].upper()}{version[1:]}."
    named = words["source"].format(
        publisher=_words(source.publisher, language), title=_words(source.title, language)
    )
    url = f" {markdown.link(markdown.escape(source.url), source.url)}" if source.url else ""
    return f"{words['no_official_publication']} {named}, {version}.{url}"


def _link(link: Link, language: str) -> str:
    return markdown.link(_words(link.label, language), link.url)


def _blocks(text: Text, language: str) -> str:
    return markdown.blocks(text.in_language(language))


def _words(text: Text, language: str) -> str:
    return markdown.words(text.in_language(language))
