"""What a walk leaves behind: its trace as plain data, and as a Markdown document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssmflow.flow.model import Choice, Flow, Rule, Text
from ssmflow.flow.walk import Passage, Walk


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


def trace_as_markdown(walk: Walk, language: str, words: Mapping[str, str], address: str) -> str:
    """Return a walk as a Markdown document.

    Args:
        walk: The walk.
        language: The language of the texts.
        words: The interface's words in that language.
        address: The answers as they stand in a page's address.
    """
    flow, step = walk.flow, walk.current
    lines = [f"# {_line(flow.title, language)}", ""]
    for number, passage in enumerate(walk.trace, start=1):
        lines += _passage(number, passage, language, words)
    heading = words[step.outcome] if step.outcome else words["trace_now"]
    lines += ["", f"## {heading}", "", step.text.in_language(language).strip(), ""]
    if step.note:
        lines += [step.note.in_language(language).strip(), ""]
    lines += [f"- [{_line(link.label, language)}](<{link.url}>)" for link in step.links]
    lines += ["", "---", "", *_provenance(flow, language, words), "", f"`{address}`", ""]
    return "\n".join(lines)


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


def _passage(number: int, passage: Passage, language: str, words: Mapping[str, str]) -> list[str]:
    choice = passage.choice
    indent = " " * len(f"{number}. ")
    lines = [f"{number}. {_line(passage.question.text, language)}"]
    lines.append(f"{indent}**{_line(choice.label, language)}**")
    if choice.basis == "reconstructed":
        lines.append(f"{indent}*{words['reconstructed']}:* {words['reconstructed_meaning']}")
    if choice.why:
        lines.append(f"{indent}{_line(choice.why, language)}")
    return ["\\\n".join(lines)]


def _provenance(flow: Flow, language: str, words: Mapping[str, str]) -> list[str]:
    version = words["version"].format(version=flow.version)
    if flow.source is None:
        return [f"{words['no_official_publication']} {version}."]
    source = words["source"].format(
        publisher=_line(flow.source.publisher, language), title=_line(flow.source.title, language)
    )
    url = f" <{flow.source.url}>" if flow.source.url else ""
    return [f"{words['no_official_publication']} {source}, {version}.{url}"]


def _line(text: Text, language: str) -> str:
    """Return a text on one line, so that a list or a heading around it holds."""
    return " ".join(text.in_language(language).split())
