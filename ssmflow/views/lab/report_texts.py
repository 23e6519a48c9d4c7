"""What somebody types about a scenario: its title and notes, and the id that follows from them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from ssmflow.analysis.shares import fitted
from ssmflow.flow.model import Text
from ssmflow.flow.study import Scenario, Shares
from ssmflow.views.lab.lab import Lab

LONGEST_SLUG = 60
_NOT_SHOWN = ("Cc", "Cs", "Co", "Cn")


def cleaned(text: str) -> str:
    """Return a typed text without what nobody sees: control characters, halves of characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = (each for each in lines if each == "\n" or unicodedata.category(each) not in _NOT_SHOWN)
    return "".join(shown).strip()


def with_language(text: Text | None, language: str, typed: str, own: str) -> Text | None:
    """Return a text with other words in one language; None where no language has any.

    Args:
        text: The text as it was.
        language: The language.
        typed: The words; none takes the language away.
        own: The flow's language.
    """
    found = {**(text.by_language if text else {}), language: typed}
    kept = {tag: words for tag, words in found.items() if words.strip()}
    return Text(kept, own) if kept else None


def slug_of_title(title: str, otherwise: str) -> str:
    """Return a title as a slug: small letters without accents, digits and hyphens.

    Args:
        title: The title.
        otherwise: The slug where nothing is left of it.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return slug[:LONGEST_SLUG].strip("-") or otherwise


def retitled(lab: Lab, title: Text) -> Scenario:
    """Return the scenario with another title.

    Its id follows where that came from the title before, or is one that stands for something
    else: a file that somebody named themselves keeps its name.
    """
    scenario, own = lab.scenario, lab.flow.id
    before = slug_of_title(scenario.title.in_language(lab.flow.language), own)
    # It was made another by a `-2` where a title in the making read as a shipped one's.
    follows = scenario.id in (own, before, f"{before}-2") or scenario.id in lab.study.scenarios
    id_ = slug_of_title(title.in_language(lab.flow.language), own) if follows else scenario.id
    if follows and id_ in lab.study.scenarios and id_ != scenario.id:
        id_ = f"{id_}-2"
    return replace(scenario, title=title, id=id_)


def annotated(scenario: Scenario, notes: Text | None) -> Scenario:
    """Return the scenario with other notes."""
    return replace(scenario, notes=notes)


def tidied(lab: Lab) -> Scenario:
    """Return the scenario as it is saved: without shares for what its flows no longer have."""
    scenario, changed = lab.scenario, lab.changed
    if changed is None:
        return scenario if scenario.variant else replace(scenario, variant_shares={})
    fits = _kept(fitted(changed, scenario.variant_shares))
    return replace(scenario, variant_shares=fits)


def _kept(shares: Shares) -> Shares:
    return {question: rules for question, rules in shares.items() if rules and not rules[-1].when}
