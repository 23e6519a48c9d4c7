"""How fast an analyst's questions are answered, on a flow with too many paths to enumerate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.generate import Shape, generate
from benchmarks.measure import Figure, as_time, seconds
from ssmflow.analysis.compare import compare
from ssmflow.analysis.people import stand
from ssmflow.analysis.reverse import dead_ends, ways_to
from ssmflow.analysis.shares import distribution, levers
from ssmflow.flow.model import Flow, Rule
from ssmflow.flow.paths import count_paths
from ssmflow.flow.study import Persona

SHAPES = {
    "deep": Shape(200, rules=0.3, locality=5),
    "wide": Shape(200, depth=20, rules=0.3, locality=5, choices=4),
    "far-reaching": Shape(200, rules=0.03),
}
PATHS = 10**9
ALLOWED = 2.0  # seconds


def analyses() -> Iterator[Figure]:
    """Yield the time of each analysis, beside that of counting the flow's paths."""
    for name, shape in SHAPES.items():
        number = count_paths(generate(shape))
        if number <= PATHS:
            raise SystemExit(f"the {name} flow has only {number:,} paths")
        counted = _fresh(shape, count_paths)
        yield Figure(
            f"count the {number:.1e} paths of the {name} flow of 200 steps", as_time(counted)
        )
        for what, work in WORK.items():
            taken = _fresh(shape, work)
            allowed = f"≤ {ALLOWED:g} s" if what in PROMISED else ""
            met = taken <= ALLOWED if what in PROMISED else None
            beside = f"counting: {as_time(counted)}"
            yield Figure(f"  {what}", as_time(taken), allowed, met, beside, taken / counted)


def _compare_with_itself(flow: Flow) -> object:
    return compare(flow, replace(flow))


def _compare_after_a_near_change(flow: Flow) -> object:
    return compare(flow, _retargeted(flow, 0.1))


def _compare_after_a_far_change(flow: Flow) -> object:
    return compare(flow, _retargeted(flow, 0.33))


def _retargeted(flow: Flow, leap: float) -> Flow:
    """Return the flow with one choice, a third of the way down, that leaps over many questions."""
    questions = [step for step in flow.steps.values() if step.choices]
    step = questions[len(questions) // 3]
    target = questions[int(len(questions) * (1 / 3 + leap))]
    choice = list(step.choices.values())[1]
    choices = {**step.choices, choice.id: replace(choice, rules=(Rule(target.id),))}
    return replace(flow, steps={**flow.steps, step.id: replace(step, choices=choices)})


def _ways_to(outcome: int) -> Callable[[Flow], object]:
    return lambda flow: ways_to(flow, _outcomes(flow)[outcome])


def _outcomes(flow: Flow) -> list[str]:
    return [step.id for step in flow.steps.values() if not step.choices]


def _divide(flow: Flow) -> object:
    return distribution(flow, {})


def _weigh(flow: Flow) -> object:
    return levers(flow, {}, _outcomes(flow)[0])


def _stand(flow: Flow) -> object:
    return stand(flow, Persona("someone", flow.title, {"q0": "c1"}))


WORK: dict[str, Callable[[Flow], object]] = {
    "compare with itself": _compare_with_itself,
    "compare after one choice leaps over a tenth of the questions": _compare_after_a_near_change,
    "compare after one choice leaps over a third of them": _compare_after_a_far_change,
    "the minimal answers to its first outcome": _ways_to(0),
    "the minimal answers to its second outcome": _ways_to(1),
    "the minimal answers to its third outcome": _ways_to(2),
    "every dead end, with its minimal answers, and the idle questions": dead_ends,
    "shares of all outcomes, steps and choices": _divide,
    "what each share weighs for one outcome": _weigh,
    "one persona with a single answer: what is possible, what to ask": _stand,
}
PROMISED = tuple(WORK)[:-1]


def _fresh(shape: Shape, work: Callable[[Flow], object]) -> float:
    """Return the shortest time on flows never seen before: what is known of one is kept."""
    flows = iter([generate(shape) for _ in range(2)])
    return seconds(lambda: work(next(flows)), 2)
