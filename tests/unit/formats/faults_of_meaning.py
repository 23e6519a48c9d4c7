"""Faulty flows, each with every problem that is told of it: line, column and message."""

from __future__ import annotations

EXPECTED = {
    "choice-no-slug": [
        "10:7: error: 'Ja' is no slug: an id has a-z, 0-9, '-' and '_'",
    ],
    "cycle-of-three": [
        "22:33: error: a cycle: q → r → s → q",
    ],
    "flow-named-otherwise": [
        ("1:7: error: flow 'iets-anders' must be equal to the file's name, 'flow-named-otherwise'"),
    ],
    "Flow-no-slug": [
        "1:7: error: 'Flow-no-slug' is no slug: a flow has a-z, 0-9 and '-'",
    ],
    "last-rule-with-when": [
        "19:13: error: the last rule has a 'when': where none holds, nothing is next",
    ],
    "misspelled-target": [
        "10:27: error: target 'uitkmst' names no step; did you mean 'uitkomst'?",
    ],
    "one-label-in-one-language": [
        "11:14: error: choices 'ja' and 'neen' have one label, 'Yes'",
    ],
    "one-label-twice": [
        "11:21: error: choices 'ja' and 'neen' have one label, 'Ja'",
    ],
    "rule-after-one-without-when": [
        (
            "18:13: error: this rule has no 'when', so those after it are never asked; it "
            "must be last"
        ),
    ],
    "rule-on-a-later-question": [
        "18:28: error: the rule names 'derde', which can't come before 'tweede'",
    ],
    "rule-on-a-question-of-another-branch": [
        "18:29: error: the rule names 'zijweg', which can't come before 'tweede'",
    ],
    "rule-on-an-outcome": [
        "18:31: error: the rule names 'b', an outcome: it is never answered",
    ],
    "rule-on-its-own-question": [
        "18:29: error: the rule names 'tweede', which can't come before 'tweede'",
    ],
    "rule-on-unknown-choice": [
        "18:29: error: question 'q' has no choice 'misschien'; it has ja, neen",
    ],
    "rule-on-unknown-question": [
        "18:24: error: the rule's question 'z' names no step",
    ],
    "step-no-slug": [
        "12:3: error: 'A!' is no slug: an id has a-z, 0-9, '-' and '_'",
    ],
    "step-that-leads-to-itself": [
        "11:37: error: a cycle: q → q",
    ],
    "unknown-start": [
        "5:8: error: start 'begin' names no step",
    ],
    "unknown-target": [
        "11:41: error: target 'nergens' names no step",
    ],
    "unknown-term": [
        "11:9: error: term 'woonplaats' names nothing: the glossary has domicilie, zone",
    ],
    "unreached-behind-a-rule": [
        "19:13: warning: this rule can never be the one taken, so nothing leads here to 'eiland'",
        "23:3: error: no walk reaches step 'eiland'",
    ],
    "unreached-step": [
        "14:3: error: no walk reaches step 'eiland'",
    ],
}
