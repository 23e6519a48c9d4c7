"""Faulty flows, each with every problem that is told of it: line, column and message."""

from __future__ import annotations

EXPECTED = {
    "basis-of-no-kind": [
        "10:37: error: basis 'gok' is not one of source, reconstructed",
    ],
    "choice-is-a-text": [
        "10:11: error: choice 'ja' must be a mapping, not the text 'a'",
    ],
    "choices-is-a-list": [
        "10:7: error: choices must be a mapping, not a list",
    ],
    "language-tag-malformed": [
        "3:11: error: 'n_l' is no language tag such as nl, en or fr-BE",
    ],
    "links-is-a-mapping": [
        "12:46: error: links must be a list, not a mapping",
    ],
    "neither-choices-nor-outcome": [
        "13:3: error: question 'b' has no choice",
    ],
    "no-rules": [
        "10:27: error: 'to' has no value: it is a step, or a list of rules",
    ],
    "outcome-of-no-kind": [
        "12:34: error: outcome 'maybe' is not one of act, refer, stop",
    ],
    "page-is-a-word": [
        "9:11: error: page must be a whole number from 1",
    ],
    "page-is-quoted": [
        "9:11: error: page must be a whole number from 1",
    ],
    "page-is-zero": [
        "9:11: error: page must be a whole number from 1",
    ],
    "question-and-outcome": [
        "7:3: error: a step has 'choices' or 'outcome', not both",
    ],
    "question-with-links": [
        "9:12: error: 'links' stands at an outcome; a question has choices",
    ],
    "question-with-restart": [
        "9:14: error: 'restart' stands at an outcome; a question has choices",
    ],
    "question-without-choice": [
        "13:3: error: question 'b' has no choice",
    ],
    "restart-and-target": [
        "10:7: error: choice 'ja' must have one of 'to' and 'restart'",
    ],
    "restart-is-false": [
        "11:38: error: restart must be true, or left out",
    ],
    "restart-is-quoted": [
        "11:38: error: restart must be true, or left out",
    ],
    "rule-is-a-text": [
        "10:28: error: a rule must be a mapping, not the text 'a'",
    ],
    "rule-without-target": [
        "18:13: error: a rule has no 'to'",
    ],
    "source-is-a-text": [
        "6:9: error: source must be a mapping, not the text 'een folder'",
    ],
    "start-is-a-mapping": [
        "5:8: error: start must be a text, not a mapping",
    ],
    "step-has-no-value": [
        "12:5: error: step 'a' must be a mapping, and has no value",
    ],
    "step-is-a-text": [
        "12:6: error: step 'a' must be a mapping, not the text 'Uitkomst a'",
    ],
    "steps-is-a-list": [
        "7:3: error: steps must be a mapping, not a list",
    ],
    "steps-is-empty": [
        "6:8: error: the flow has no steps",
    ],
    "target-is-a-mapping": [
        "10:27: error: to must be a text, not a mapping",
    ],
    "term-is-a-list": [
        "9:13: error: one of the terms must be a text, not a list",
    ],
    "terms-is-a-text": [
        "9:12: error: terms must be a list, not the text 'domicilie'",
    ],
    "text-in-no-language": [
        "8:11: error: text has no value",
    ],
    "text-is-a-list": [
        "8:11: error: text must be a text, or one for each language, not a list",
    ],
    "text-language-malformed": [
        "8:24: error: 'nl!' is no language tag such as nl, en or fr-BE",
    ],
    "version-is-a-list": [
        "2:10: error: version must be a text, not a list",
    ],
    "when-is-a-text": [
        "18:20: error: when must be a mapping, not the text 'q'",
    ],
    "when-lists-nothing": [
        "18:24: error: the rule names no answer to 'q'",
    ],
    "when-maps-to-a-mapping": [
        "18:24: error: answers to 'q' must be a list, not a mapping",
    ],
    "when-names-nothing": [
        "18:20: error: 'when' names no question",
    ],
}
