"""The steps that a page brings along as HTML, for clicks that come before anything is alive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssmflow import Flow, load_flow
from ssmflow.flow.address import replay
from ssmflow.telling import markdown
from ssmflow.views.page import Page
from ssmflow.views.step import described
from ssmflow.views.still import LONGEST, still

BROUGHT = re.compile(r'<template data-ssmflow-step="([^"]*)"[^>]*>(.*?)</template>', re.DOTALL)
LEADS = re.compile(r'<button[^>]* data-ssmflow-address="([^"]*)">(.*?)</button>')
PERMIT = load_flow(Path(__file__).parents[2] / "flows/parking-permit.yaml")
ALL = 10**9


def brought(html: str) -> Mapping[str, str]:
    """The steps behind the first, by their addresses."""
    return {unescape(address): step for address, step in BROUGHT.findall(html)}


def leads(html: str) -> Mapping[str, str]:
    """Where the buttons of a step lead, by what they say."""
    return {unescape(label): unescape(address) for address, label in LEADS.findall(html)}


def at(address: str) -> Page:
    page = Page([PERMIT])
    page.arrive(address)
    return page


STEPS = brought(still(Page([PERMIT]), ALL))


@given(st.sampled_from(sorted(STEPS)))
def test_each_step_says_what_the_app_says_there(address: str) -> None:
    page = at(address)
    assert not replay(PERMIT, address).ignored
    assert described(page)["heading"] in STEPS[address]
    step = page.walk.current
    for choice in step.choices.values():
        label = markdown.plain(choice.label, page.language)
        further = at(address)
        further.answer(step.id, choice.id)
        assert leads(STEPS[address])[label] == further.fragment


@given(st.sampled_from(sorted(set(STEPS) - {""})))
def test_back_leads_where_it_leads_in_the_app(address: str) -> None:
    page = at(address)
    page.back(page.walk.current.id)
    assert leads(STEPS[address])[page.words["back"]] == page.fragment


def test_every_step_comes_along_where_there_is_room(permit: Flow) -> None:
    met = {at(address).walk.current.id for address in STEPS}
    assert met == set(permit.steps)
    assert set(STEPS) >= {to for step in STEPS.values() for to in leads(step).values()}


def test_the_nearest_steps_come_first_and_the_rest_stays_away(page: Page) -> None:
    some = brought(still(page, 6_000))
    assert 1 < len(some) < len(STEPS)
    assert list(some) == list(STEPS)[: len(some)]
    answers = [address.count("=") for address in some]
    assert answers == sorted(answers)


def test_a_page_without_room_brings_the_present_step_alone(page: Page) -> None:
    html = still(page, 1)
    assert brought(html) == {}
    assert described(page)["heading"] in html


def test_the_present_step_says_at_which_address_it_stands() -> None:
    first = still(at("resident=ja")).partition("<template")[0]
    assert 'data-ssmflow-step="resident=ja"' in first
    assert described(at("resident=ja"))["heading"] in first


def test_what_a_page_brings_along_stays_small(page: Page) -> None:
    steps = brought(still(page)).values()
    assert len(steps) > 1
    assert sum(map(len, steps)) <= LONGEST
