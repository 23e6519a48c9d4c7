from __future__ import annotations

import itertools
import re

import pytest

from ssmflow.flow.model import Flow, Step, texts_of
from ssmflow.flow.paths import count_paths, paths
from ssmflow.formats.flow_file import load_flow, read_flow
from ssmflow.formats.glossary_file import glossary_for, read_glossary
from ssmflow.formats.library import flow_files
from ssmflow.formats.shipped import shipped

FILE = shipped("data") / "flows" / "externe-dienstverlener.yaml"

HOW_TO = (
    "https://www.vlaanderen.be/cjm/nl/ik-wil-rechten-en-mandaten-voor-een-externe-"
    "dienstverlener-instellen"
)

SOURCE_PAGES = """
Ik wens rechten toe te kennen of mandaten
te sluiten in naam van de externe
dienstverlener.
Ik ben:
| LOKALE BEHEERDER | MANDAATBEHEERDER
| De externe dienstverlener kan dossiers beheren voor
personen met eID of voor organisaties met ondernemingsnummer
(met name voor economische actoren, dus niet voor lokale besturen)

Ik heb een Belgische eID.
| JA | NEEN

Je kunt geen rechten toekennen
of mandaten afsluiten in naam van een
externe dienstverlener.
| TERUG NAAR
HET BEGIN

Ik ben lokale beheerder van een externe
dienstverlener in het Gebruikersbeheer van
de Vlaamse overheid.
| JA | NEEN

Ik wil een mandaat afsluiten met een
aanvrager.
| JA | NEEN

Je wilt geen mandaat met
een aanvrager afsluiten. Start opnieuw
voor andere mogelijkheden.
| START OPNIEUW

Ik wil mandaatuitvoerder-recht toekennen
aan een collega.
| JA | NEEN

De lokale beheerder van de externe
dienstverlener wil een medewerker van
de externe dienstverlener het recht ‘SSM
Mandaatuitvoerder’ toekennen.
| De mandaatuitvoerder kan in naam van externe dienstverlener
dossiers van aanvragers beheren.
| LEES HIER HOE JE DAT DOET

Ik wil mandaatbeheer-recht toekennen aan
een collega.
| JA | TERUG NAAR
HET BEGIN

De lokale beheerder van de externe
dienstverlener wil een medewerker van
de externe dienstverlener het recht ‘SSM
Mandaatbeheerder’ toekennen.
| De mandaatbeheerder kan mandaten afsluiten in naam van de
externe dienstverlener.
| LEES HIER HOE JE DAT DOET

Ik ben mandaatbeheerder van een externe
dienstverlener in het Gebruikersbeheer van
de Vlaamse overheid.
| JA | NEEN

Vraag aan je lokale beheerder
om je het recht als mandaatbeheerder
toe te kennen.
| TERUG NAAR
HET BEGIN

De mandaatbeheerder sluit in naam
van de externe dienstverlener het door
de aanvrager toegekende mandaat af
via het Self Service Mandatenbeheer (SSM)
voor Vlaamse mandaten.
| LEES HIER HOE JE DAT DOET
"""  # noqa: RUF001 - the source's own quotation marks
"""The source's pages, in its order and line breaks; '|' stands before each button or note."""

EDGES = {
    1: {"lokale-beheerder": [2], "mandaatbeheerder": [2]},
    2: {"ja": [4, 5], "neen": [3]},
    4: {"ja": [7], "neen": [5]},
    5: {"ja": [11], "neen": [6]},
    7: {"ja": [8], "neen": [9]},
    9: {"ja": [10], "terug": []},
    11: {"ja": [13], "neen": [12]},
}
"""Where each page's choices lead, as pages; no page where one restarts."""

OUTCOMES = {3: "stop", 6: "stop", 8: "act", 10: "act", 12: "refer", 13: "act"}


@pytest.fixture(scope="module")
def flow() -> Flow:
    return load_flow(FILE)


def page(flow: Flow, number: int) -> Step:
    return next(step for step in flow.steps.values() if step.page == number)


def words(text: str) -> str:
    return " ".join(text.split())


def test_there_is_one_shipped_flow() -> None:
    assert flow_files(shipped("data") / "flows") == [FILE]


def test_the_reader_finds_no_problem_at_all() -> None:
    assert read_flow(FILE).problems == []


def test_the_pages_stand_in_the_order_of_the_source(flow: Flow) -> None:
    assert [step.page for step in flow.steps.values()] == list(range(1, 14))


def test_there_are_thirteen_steps_and_twenty_buttons(flow: Flow) -> None:
    assert len(flow.steps) == 13
    choices = [choice for step in flow.steps.values() for choice in step.choices.values()]
    restarts = [step for step in flow.steps.values() if step.restart]
    links = [link for step in flow.steps.values() for link in step.links]
    assert (len(choices), len(restarts), len(links)) == (14, 3, 3)
    assert len(choices) + len(restarts) + len(links) == 20


def test_there_are_eleven_paths_ten_to_an_outcome_and_one_to_a_restart(flow: Flow) -> None:
    ends = [path.outcome for path in paths(flow)]
    assert len(ends) == count_paths(flow) == 11
    assert ends.count(None) == 1


def test_every_choice_leads_where_it_should(flow: Flow) -> None:
    edges = {
        step.page: {
            choice.id: [flow.steps[rule.to].page for rule in choice.rules]
            for choice in step.choices.values()
        }
        for step in flow.steps.values()
        if step.choices
    }
    assert edges == EDGES


def test_the_role_decides_what_follows_the_eid(flow: Flow) -> None:
    first, last = page(flow, 2).choices["ja"].rules
    assert dict(first.when) == {"role": ("lokale-beheerder",)}
    assert dict(last.when) == {}


def test_every_outcome_is_of_its_kind(flow: Flow) -> None:
    outcomes = {step.page: step.outcome for step in flow.steps.values() if step.outcome}
    assert outcomes == OUTCOMES


def test_exactly_five_choices_are_reconstructed_each_with_its_why(flow: Flow) -> None:
    reconstructed = [
        (step.page, step.id, choice.id)
        for step in flow.steps.values()
        for choice in step.choices.values()
        if choice.basis == "reconstructed"
    ]
    assert reconstructed == [
        (1, "role", "lokale-beheerder"),
        (1, "role", "mandaatbeheerder"),
        (2, "eid", "ja"),
        (4, "registered-lokale-beheerder", "neen"),
        (5, "conclude-mandate", "ja"),
    ]
    for _, step, choice in reconstructed:
        why = flow.steps[step].choices[choice].why
        assert why is not None
        assert set(why.by_language) == {"nl", "en"}


def said(step: Step) -> list[str]:
    """Return what a page says in Dutch: its text, then its buttons and its note in some order."""
    others = [step.note, step.restart, *(link.label for link in step.links)]
    labels = [choice.label for choice in step.choices.values()]
    dutch = [text.in_language("nl") for text in [*labels, *others] if text]
    return [words(step.text.in_language("nl")), *sorted(words(text).lower() for text in dutch)]


def source_pages() -> list[list[str]]:
    pages = [block.split("|") for block in SOURCE_PAGES.strip().split("\n\n")]
    return [[words(text), *sorted(words(other).lower() for other in rest)] for text, *rest in pages]


def test_every_dutch_word_is_the_source_s(flow: Flow) -> None:
    assert [said(page(flow, number)) for number in range(1, 14)] == source_pages()


def test_the_notes_have_the_source_s_capitals_too(flow: Flow) -> None:
    notes = [words(step.note.in_language("nl")) for step in flow.steps.values() if step.note]
    assert len(notes) == 3
    assert all(note in words(SOURCE_PAGES) for note in notes)


def test_labels_are_not_set_in_capitals(flow: Flow) -> None:
    labels = [
        text.in_language("nl") for at, text in texts_of(flow) if at[-1] in ("label", "restart")
    ]
    assert len(labels) == 20
    assert not [label for label in labels if label.isupper()]


def test_every_act_tells_how_by_the_source_s_link(flow: Flow) -> None:
    acts = [step for step in flow.steps.values() if step.outcome == "act"]
    assert [[link.url for link in step.links] for step in acts] == [[HOW_TO]] * 3


def test_the_source_is_named(flow: Flow) -> None:
    assert flow.source is not None
    assert flow.source.publisher.in_language("nl") == "Departement Cultuur, Jeugd en Media"
    assert flow.source.title.in_language("nl") == "Schematisch overzicht: Externe dienstverlener"
    assert flow.source.url == "https://www.vlaanderen.be/cjm"


def test_every_text_is_there_in_dutch_and_in_english(flow: Flow) -> None:
    terms = itertools.chain.from_iterable(
        (term.label, term.meaning) for term in flow.glossary.values()
    )
    for text in [*(text for _, text in texts_of(flow)), *terms]:
        assert set(text.by_language) == {"nl", "en"}
        assert all(words(text.in_language(language)) for language in ("nl", "en"))


def test_every_term_that_is_used_is_there_and_every_entry_is_used(flow: Flow) -> None:
    used = {term for step in flow.steps.values() for term in step.terms}
    terms, problems = read_glossary(glossary_for(FILE), "nl")
    assert problems == []
    assert used == set(terms) == set(flow.glossary)
    assert len(terms) == 10


def test_no_step_names_a_term_twice(flow: Flow) -> None:
    for step in flow.steps.values():
        assert len(set(step.terms)) == len(step.terms)


def test_every_glossary_entry_tells_its_source(flow: Flow) -> None:
    for term in flow.glossary.values():
        assert term.url is not None
        assert re.match(r"https://www\.vlaanderen\.be/", term.url)
