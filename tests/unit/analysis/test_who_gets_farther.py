from __future__ import annotations

import pytest

from ssmflow.analysis.compare import compare
from ssmflow.analysis.verdict import verdicts
from ssmflow.formats.study import load_study


@pytest.mark.parametrize(
    ("variant", "counts"),
    [
        ("direct", {"farther": 2, "less_far": 0, "as_far": 1, "other": 0}),
        ("other-digital-keys", {"farther": 12, "less_far": 0, "as_far": 4, "other": 2}),
        ("legal-representative", {"farther": 0, "less_far": 0, "as_far": 0, "other": 3}),
        ("no-lokale-beheerder", {"farther": 0, "less_far": 0, "as_far": 4, "other": 0}),
    ],
)
def test_the_kind_of_both_outcomes_tells_who_gets_farther(
    variant: str, counts: dict[str, int]
) -> None:
    study = load_study()
    flow = study.flows[0]
    assert verdicts(compare(flow, study.variants[variant][1])) == counts


def test_what_gets_farther_one_way_gets_less_far_the_other() -> None:
    study = load_study()
    flow, changed = study.flows[0], study.variants["direct"][1]
    assert verdicts(compare(changed, flow)) == {
        "farther": 0,
        "less_far": 2,
        "as_far": 1,
        "other": 0,
    }
