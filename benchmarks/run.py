"""Measures what the engine promises: on generated flows, and on the shipped one.

python -m benchmarks.run
"""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl, urlencode

import yaml

from benchmarks.analyses import analyses
from benchmarks.generate import NAME, Shape, as_yaml, generate
from benchmarks.measure import Figure, as_time, peak_bytes, report, seconds
from ssmflow.flow.address import replay
from ssmflow.flow.model import Flow
from ssmflow.flow.paths import Path as Walked
from ssmflow.flow.paths import count_paths, paths
from ssmflow.flow.walk import Walk
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.shipped import shipped

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)
SECONDS = {1_000: 0.5, 10_000: 6.0}
MANY = 1_000_000
FEW = 1_000
PATHS_A_SECOND = 200_000


def main() -> None:
    """Measure everything, and print one table."""
    with TemporaryDirectory() as folder:
        figures = [
            *reading(Path(folder)),
            real_flow(),
            *replaying(),
            *enumerating(),
            *memory(),
            *following(),
            *analyses(),
        ]
    with_ = f"Python {platform.python_version()}, PyYAML {yaml.__version__}"
    report(figures, f"{with_}, {platform.system()} {platform.machine()}")


def reading(folder: Path) -> Iterator[Figure]:
    """Yield the time to read and check files of growing size, beside YAML's own parser in C."""
    for rules in (False, True):
        per_step: dict[int, tuple[float, float]] = {}
        for steps in SIZES:
            file = folder / f"{NAME}.yaml"
            file.write_text(as_yaml(generate(_shape(steps, rules=rules))), encoding="utf-8")
            kind = "with local rules" if rules else "without rules"
            figure, taken, composed = _reading(
                file, f"read and check {steps:,} steps {kind}", steps
            )
            per_step[steps] = taken / steps, composed / steps
            yield figure
        growth, of_yaml = (
            large / small for large, small in zip(per_step[10_000], per_step[1_000], strict=True)
        )
        yield Figure(
            f"  a step of 10,000 against one of 1,000, {kind}",
            f"{growth:.2f} times",
            yardstick=f"yaml.compose in C: {of_yaml:.2f} times",
            ratio=growth / of_yaml,
        )


def _shape(steps: int, *, rules: bool) -> Shape:
    return Shape(steps, rules=0.3, locality=5) if rules else Shape(steps)


def _reading(file: Path, what: str, steps: int) -> tuple[Figure, float, float]:
    times = 3 if steps <= 5_000 else 2
    if not read_flow(file).sound:
        raise SystemExit(f"the generated flow of {steps} steps is unsound")
    text = file.read_text(encoding="utf-8")
    taken = seconds(partial(read_flow, file), times)
    composed = seconds(lambda: yaml.compose(text, Loader=yaml.CSafeLoader), times)
    allowed = SECONDS.get(steps)
    figure = Figure(
        what,
        as_time(taken),
        f"≤ {allowed:g} s" if allowed else "",
        taken <= allowed if allowed else None,
        f"yaml.compose in C: {as_time(composed)}",
        taken / composed,
    )
    return figure, taken, composed


def real_flow() -> Figure:
    """Return the time to read and check the shipped flow, with its glossary."""
    file = shipped("data") / "flows" / "externe-dienstverlener.yaml"
    glossary = shipped("data") / "glossary.yaml"
    texts = [path.read_text(encoding="utf-8") for path in (file, glossary)]
    taken = seconds(partial(read_flow, file), 10)
    composed = seconds(lambda: [yaml.compose(text, Loader=yaml.CSafeLoader) for text in texts], 10)
    beside = f"yaml.compose in C: {as_time(composed)}"
    what = "read and check the shipped flow and its glossary"
    return Figure(what, as_time(taken), yardstick=beside, ratio=taken / composed)


def replaying() -> Iterator[Figure]:
    """Yield the time to replay 100 answers, and to replay and ask what is still reachable."""
    flow = generate(Shape(1_000, depth=200, rules=0.3, locality=5))
    answers = dict(islice(_long_path(flow, 100).answers.items(), 100))
    text = urlencode(answers)
    if len(replay(flow, text).walk.trace) != 100:
        raise SystemExit("the walk to replay does not pass its 100 answers")
    rounds = 100
    walk = seconds(lambda: [Walk(flow, answers) for _ in range(rounds)]) / rounds
    whole = seconds(lambda: [replay(flow, text) for _ in range(rounds)]) / rounds
    parse = seconds(lambda: [parse_qsl(text) for _ in range(rounds)]) / rounds
    beside = f"parse_qsl: {as_time(parse)}"
    allowed = "≤ 1 ms"
    yield Figure("replay 100 answers", as_time(walk), allowed, walk <= 0.001)
    what = "  and read them from an address"
    yield Figure(what, as_time(whole), allowed, whole <= 0.001, beside, whole / parse)


def _long_path(flow: Flow, answers: int) -> Walked:
    return next(path for path in paths(flow) if len(path.answers) >= answers)


def enumerating() -> Iterator[Figure]:
    """Yield how many paths a second are made, beside the bare making of as long answers."""
    for steps, depth in ((40, 8), (100, 15), (400, 30)):
        flow = generate(Shape(steps, depth=depth))
        count = min(MANY, count_paths(flow))
        mean = sum(len(path.answers) for path in islice(paths(flow), count)) / count
        taken = seconds(partial(_drain_new, flow, count))
        bare = seconds(partial(_drain_combinations, round(mean), count))
        speed = count / taken
        yield Figure(
            f"enumerate {count:,} paths of {mean:.0f} answers, no rules",
            f"{speed:,.0f} a second",
            f"≥ {PATHS_A_SECOND:,} a second",
            speed >= PATHS_A_SECOND,
            f"product and dict: {count / bare:,.0f} a second",
            taken / bare,
        )


def _drain(iterator: Iterator[object], count: int) -> None:
    deque(islice(iterator, count), maxlen=0)


def _combinations(length: int) -> Iterator[dict[str, str]]:
    questions = [f"q{number}" for number in range(length)]
    return (dict(zip(questions, taken, strict=True)) for taken in product("abc", repeat=length))


def _drain_new(flow: Flow, count: int) -> None:
    _drain(paths(flow), count)


def _drain_combinations(length: int, count: int) -> None:
    _drain(_combinations(length), count)


def memory() -> Iterator[Figure]:
    """Yield the peak memory of enumerating few and many paths of one flow."""
    flow = generate(Shape(100, depth=15))
    few, many = (peak_bytes(partial(_drain_new, flow, count)) for count in (FEW, MANY))
    yield Figure(f"peak memory of enumerating {FEW:,} paths", f"{few / 1024:.1f} KiB")
    yield Figure(
        f"peak memory of enumerating {MANY:,} paths",
        f"{many / 1024:.1f} KiB",
        f"that of {FEW:,}",
        many <= 1.1 * few + 1024,
    )


def following() -> Iterator[Figure]:
    """Yield the time to count and to look ahead on a flow with too many paths to enumerate."""
    shape = Shape(200, depth=30, rules=0.3, locality=5)
    number = count_paths(generate(shape))
    if number <= 10**9:
        raise SystemExit(f"the flow to count has only {number:,} paths")
    counted = _fresh(shape, count_paths)
    what = f"count {number:.2e} paths of 200 steps with local rules, exactly"
    yield Figure(what, as_time(counted))
    ahead = _fresh(shape, lambda flow: Walk(flow).reachable)
    yield Figure("  what is reachable from its start", as_time(ahead))


def _fresh(shape: Shape, work: Callable[[Flow], object]) -> float:
    """Return the shortest time on flows never seen before: what is known of one is kept."""
    flows = iter([generate(shape) for _ in range(3)])
    return seconds(lambda: work(next(flows)), 3)


if __name__ == "__main__":
    main()
