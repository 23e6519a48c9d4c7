from __future__ import annotations

from pathlib import Path

from ssmflow.serving.frame import frame
from ssmflow.serving.pages import Page

WALK = Page("", Path("walk.ipynb"), {"nl": "Doorlopen", "en": "Walk"}, coming="walk")
OTHER = Page("other", Path("other.ipynb"), {"nl": "Ander", "en": "Other"})


def test_links_stand_below_the_base_path() -> None:
    made = frame(
        OTHER, [WALK, OTHER], title="Proef", language="nl-BE", base_url="/below/", files={}
    )
    assert made["links"] == [
        {"address": "/below/", "name": "Doorlopen", "present": False},
        {"address": "/below/other", "name": "Ander", "present": True},
    ]


def test_a_page_alone_has_no_links() -> None:
    made = frame(WALK, [WALK], title="Proef", language="nl", base_url="/", files={})
    assert made["links"] == []


def test_the_names_stand_in_each_language_for_when_it_is_switched() -> None:
    made = frame(WALK, [WALK, OTHER], title="Proof", language="en", base_url="/", files={})
    assert made["links"][0]["name"] == "Walk"
    assert made["catalogue"]["own"] == "en"
    assert made["catalogue"]["names"] == {"nl": ["Doorlopen", "Ander"], "en": ["Walk", "Other"]}
