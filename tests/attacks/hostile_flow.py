"""A flow that says something hostile in every place where a flow may say anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCRIPT = "<script>window.hacked=1</script>"
TEXTS = {
    "script": SCRIPT,
    "end of a script": f"</script>{SCRIPT}<!-- <script>",
    "image": "<img src=x onerror=window.hacked=1>",
    "drawing": "<svg onload=window.hacked=1><style>*{display:none}</style></svg>",
    "out of an attribute": "\" onfocus=window.hacked=1 autofocus x=\"' onclick='window.hacked=1",
    "link that runs": "[klik](javascript:window.hacked=1) <javascript:window.hacked=1>",
    "link elsewhere": "[elders](//elsewhere.example) ![beeld](https://elsewhere.example/x.png)",
    "data": "[data](data:text/html;base64,PHNjcmlwdD4=) <iframe src=data:text/html,x></iframe>",
    "template": "{{ 7*7 }}{% include '/etc/passwd' %}{{ config }}${7*7}#{7*7}{0.__class__}%s",
    "turned round": "abc\u202edef\u2066ghi",
    "style": "<style>@import '//elsewhere.example/x.css'</style><base href=//elsewhere.example>",
    "entity": "&lt;script&gt;window.hacked=1&lt;/script&gt; &#60;b id=hacked>",
}


EVERYTHING = " ".join(TEXTS.values())


def flow(text: str = EVERYTHING) -> dict[str, Any]:
    """A sound flow in which every text begins with the name of its place, then says this."""

    def said(place: str) -> str:
        return f"{place} {text}"

    link = "javascript:window.hacked=1"
    source = {"publisher": said("publisher"), "title": said("source"), "url": link}
    links = [
        {"label": said("link"), "url": link},
        {"label": said("link"), "url": "//elsewhere.example"},
    ]
    return {
        "flow": "hostile",
        "version": said("version"),
        "language": "nl",
        "title": said("title"),
        "source": source,
        "start": "q",
        "steps": {
            "q": {
                "text": said("question"),
                "note": said("note"),
                "terms": ["evil"],
                "choices": {
                    "a": {
                        "label": said("choice"),
                        "to": "end",
                        "why": said("why"),
                        "basis": "reconstructed",
                    },
                    "b": {"label": said("other"), "to": "end"},
                },
            },
            "end": {
                "text": said("end"),
                "outcome": "act",
                "links": links,
                "restart": said("restart"),
            },
        },
    }


def glossary(text: str = EVERYTHING) -> dict[str, Any]:
    """The one term of that flow."""
    link = "javascript:window.hacked=1"
    return {"evil": {"label": f"term {text}", "meaning": f"meaning {text}", "url": link}}


SCENARIO = {
    "scenario": "hostile-scenario",
    "flow": "hostile",
    "title": f"scenario {EVERYTHING}",
    "notes": f"notes {EVERYTHING}",
    "shares": {"q": {"a": 92, "b": 8}},
}


def write(folder: Path) -> Path:
    """Write the flow and its glossary: JSON is YAML. Return the flow's file."""
    (folder / "glossary.yaml").write_text(json.dumps(glossary(), indent=1))
    file = folder / "hostile.yaml"
    file.write_text(json.dumps(flow(), indent=1))
    return file
