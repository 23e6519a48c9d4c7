"""The page calls recorded only what the store has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from led_session import Trainer
from playwright.sync_api import expect
from practiser import Practiser

# Every state that the page has told, in its order.
REMEMBER = """element => {
  window.told = [];
  const look = () => window.told.push(element.dataset.state);
  const what = { attributes: true, attributeFilter: ["data-state"] };
  new MutationObserver(look).observe(element, what);
}"""


@contextmanager
def nobody_writes(store: Path) -> Iterator[None]:
    """While this lasts the store takes nothing."""
    with closing(sqlite3.connect(store, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        yield


def test_an_answer_that_is_not_kept_yet_is_not_called_so(
    practise: Callable[[str], Practiser], trainer: Trainer, training_folder: Path
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    expect(practiser.case).to_be_visible()
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    told = practiser.page.locator(".ssmflow-recorded")
    told.evaluate(REMEMBER)
    with nobody_writes(training_folder / "training.sqlite"):
        practiser.answer(["Lokale beheerder"])
        expect(practiser.recorded).to_contain_text("Nog niet bewaard")
        # What was done before the answer may have been confirmed meanwhile.
        assert practiser.page.evaluate("told.slice(-2)") == ["moment", "waiting"]
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    led.until_kept("answered")


def test_what_is_no_longer_true_is_not_seen(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    practiser = practise(f"~join={trainer.session('own').code}").join()
    # At once, for the page itself may tell another state a moment later.
    seen = """element => ["recorded", "moment"].map((state) => {
      element.dataset.state = state;
      return getComputedStyle(element).opacity;
    })"""
    assert practiser.page.locator(".ssmflow-recorded").evaluate(seen) == ["1", "0"]
