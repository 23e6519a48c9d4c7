"""Faulty flows, each with every problem that is told of it: line, column and message."""

from __future__ import annotations

EXPECTED = {
    "blank-label": [
        "10:19: error: label has no value",
    ],
    "empty-language-text": [
        "8:16: error: text, nl, has no value",
    ],
    "empty-title": [
        "4:7: error: title has no value",
    ],
    "missing-label": [
        "10:7: error: choice 'ja' has no 'label'",
    ],
    "missing-link-url": [
        "12:47: error: a link has no 'url'",
    ],
    "missing-source-title": [
        "6:9: error: source has no 'title'",
    ],
    "missing-start": [
        "1:1: error: the flow has no 'start'",
    ],
    "missing-steps": [
        "1:1: error: the flow has no 'steps'",
    ],
    "missing-target": [
        "10:7: error: choice 'ja' must have one of 'to' and 'restart'",
    ],
    "missing-text": [
        "7:3: error: step 'q' has no 'text'",
    ],
    "missing-title": [
        "1:1: error: the flow has no 'title'",
    ],
    "missing-version": [
        "1:1: error: the flow has no 'version'",
    ],
    "misspelled-key": [
        "4:1: error: unknown key 'titel' in the flow; did you mean 'title'?",
    ],
    "misspelled-to": [
        "10:23: error: unknown key 'too' in choice 'ja'; did you mean 'to'?",
    ],
    "unknown-choice-key": [
        (
            "10:30: error: unknown key 'icon' in choice 'ja'; allowed are label, to, "
            "restart, basis, why"
        ),
    ],
    "unknown-flow-key": [
        (
            "6:1: error: unknown key 'owner' in the flow; allowed are flow, version, "
            "language, title, start, steps, source"
        ),
    ],
    "unknown-link-key": [
        "16:46: error: unknown key 'target' in a link; allowed are label, url",
    ],
    "unknown-rule-key": [
        "13:21: error: unknown key 'unless' in a rule; allowed are to, when",
    ],
    "unknown-source-key": [
        "6:34: error: unknown key 'date' in source; allowed are publisher, title, url",
    ],
    "unknown-step-key": [
        (
            "9:5: error: unknown key 'colour' in step 'q'; allowed are text, page, note, "
            "terms, choices, outcome, links, restart"
        ),
    ],
}
