from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from ssmflow.analysis.compare import compare
from ssmflow.analysis.shares import distribution, levers
from ssmflow.flow.model import Flow
from ssmflow.formats.study import load_study
from ssmflow.telling.amounts import rounded, slope
from ssmflow.telling.blocks import Block, Table, lines_of
from ssmflow.telling.comparison_text import comparison_as_markdown, comparison_blocks
from ssmflow.telling.differences_text import step_marks
from ssmflow.telling.shares_text import ends_table, levers_blocks
from ssmflow.telling.teller import Teller
from ssmflow.telling.words import words_for

ROOT = Path(__file__).parents[3]
STUDY = load_study(ROOT / "data" / "flows" / "externe-dienstverlener.yaml")
FLOW = STUDY.flows[0]
PEOPLE = STUDY.personas["externe-dienstverlener"][1]


def variant(name: str) -> Flow:
    return STUDY.variants[name][1]


def table(blocks: list[Block], caption: str) -> Table:
    return next(block for block in blocks if isinstance(block, Table) and block.caption == caption)


@pytest.mark.parametrize("name", sorted(STUDY.variants))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_shipped_variant_can_be_told(name: str, language: str) -> None:
    found = compare(FLOW, variant(name))
    note = comparison_as_markdown(found, PEOPLE, language, words_for(language))
    told = words_for(language)["tell_paths_moved"].format(moved=found.elsewhere, all=found.total)
    assert told in note
    assert not any(mark in note for mark in ("{", "}", "None", "MISSING"))


def test_every_shift_is_told_with_its_count() -> None:
    found = compare(FLOW, variant("other-digital-keys"))
    words = words_for("nl")
    blocks = list(comparison_blocks(found, (), "nl", words))
    rows = table(blocks, words["tell_shifts_table"]).rows
    assert sum(int(str(row[2])) for row in rows) == found.elsewhere


def test_where_a_rule_went_the_table_says_how_it_was_and_how_it_is() -> None:
    found = compare(FLOW, variant("chain"))
    words = words_for("en")
    rows = table(
        list(comparison_blocks(found, (), "en", words)), words["tell_differences_table"]
    ).rows
    row = next(row for row in rows if "Belgian eID" in str(row[0]))
    assert row[1] == "changed"
    assert len(lines_of(row[2])) == 2
    assert len(lines_of(row[3])) == 1
    assert lines_of(row[2])[1].endswith("in all other cases")


def test_each_changed_arrow_is_told_on_its_own_with_whom_it_moves() -> None:
    found = compare(FLOW, variant("direct"))
    words = words_for("nl")
    rows = table(
        list(comparison_blocks(found, PEOPLE, "nl", words)), words["tell_alone_table"]
    ).rows
    assert [str(row[0]).partition("→ ")[2][:4] for row in rows] == ["Mand", "Ja\u00a0†"]
    assert any("BIS-nummer" in line for line in lines_of(rows[0][2]))


def test_a_change_outweighs_a_wording_on_the_map() -> None:
    marks = step_marks(compare(FLOW, variant("no-lokale-beheerder")).differences)
    assert marks["registered-mandaatbeheerder"] == "changed"
    assert marks["has-lokale-beheerder"] == "added"


def test_shares_beside_a_variant_have_a_difference() -> None:
    one, other = distribution(FLOW, {}), distribution(variant("other-digital-keys"), {})
    teller = Teller("nl", words_for("nl"), (FLOW,))
    row = ends_table(one, other, teller, ("Nu", "Straks")).rows[0]
    assert [str(cell).replace("\u00a0", " ") for cell in row[1:]] == [
        "50,0 %",
        "16,7 %",
        "\u221233,3",
    ]


def test_of_two_choices_only_the_lever_that_enlarges_is_told() -> None:
    teller = Teller("en", words_for("en"), (FLOW,))
    found = levers(FLOW, {}, "no-eid")
    blocks = list(levers_blocks(found, "no-eid", Fraction(1, 2), teller))
    rows = table(blocks, words_for("en")["tell_levers_table"]).rows
    assert [str(row[0]).rpartition(" ")[2] for row in rows] == ["No"]
    assert rows[0][-1] == "+1.00"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (Fraction(1, 3), "+0,33"),
        (Fraction(-1, 3), "\u22120,33"),
        (Fraction(1, 1000), "+<\u00a00,01"),
        (Fraction(0), "0,00"),
    ],
)
def test_a_slope_has_its_sign_and_never_reads_as_nothing(number: Fraction, told: str) -> None:
    assert slope(number, "nl") == told


def test_an_average_has_no_needless_digits() -> None:
    assert [rounded(Fraction(n, 3), "nl") for n in (3, 4)] == ["1", "1,33"]
