"""From a click on an event to its sentence on the screen, in a real Chromium: median and 95th percentile.

`python -m benchmarks.open_event [--store DIR] [--clicks 20]` starts its own server on a free port, on a new store of the samples
if none is given. Times are taken inside the page,
from the pointer or key going down to the first frame after the sentence of the new event is in the document.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError, sync_playwright

from loaders import ingest, open_store
from tests.browser.server import Server, launch

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "click.json"
_LOST, _REST = 30_000, 1500
# Watches every frame for the reader showing another event than when the pointer or key went down.
_WATCH = """
() => {
  const find = (node) => {
    for (const child of node.querySelectorAll("*")) {
      if (child.classList.contains("reader")) return child
      const inside = child.shadowRoot && find(child.shadowRoot)
      if (inside) return inside
    }
  }
  let reader = null
  const shown = () => {
    if (!reader || !reader.isConnected) reader = find(document)
    return reader && reader.querySelector("mark.main") ? reader.dataset.event : null
  }
  window.measured = []
  let begun = null
  const begin = () => { begun = { at: performance.now(), event: shown() } }
  addEventListener("pointerdown", begin, true)
  addEventListener("keydown", begin, true)
  const watch = () => {
    if (begun && shown() && shown() !== begun.event) {
      const from = begun.at
      begun = null
      requestAnimationFrame(() => window.measured.push(performance.now() - from))
    }
    requestAnimationFrame(watch)
  }
  watch()
}
"""


def timed(page: Page, act: Callable[[], None], times: str, rest: int) -> bool:
    """Do what is measured, wait for the time that it adds to `times`, then `rest` milliseconds for what follows.

    False where none came: the click was lost, and its figure is left out of a median that says how often was measured.
    """
    before = page.evaluate(f"{times}.length")
    with contextlib.suppress(TimeoutError):
        act()
        page.wait_for_function(f"(n) => {times}.length > n", arg=before, timeout=_LOST)
        page.wait_for_timeout(rest)
        return True
    return False


def measure(page: Page, clicks: Iterable[int], steps: Iterable[int]) -> dict[str, list[float]]:
    """Seconds of each click in the table and of each step to the next event, both numbered from 0."""
    table = page.locator(".table tbody tr")
    table.first.wait_for(timeout=60_000)
    page.wait_for_timeout(4000)
    page.evaluate(_WATCH)
    found: dict[str, list[float]] = {}
    for done in clicks:
        timed(page, table.nth(done % 20).click, "window.measured", _REST)
    found["click in the table"] = page.evaluate("window.measured.splice(0)")
    for _ in steps:
        timed(page, lambda: page.keyboard.press("j"), "window.measured", _REST)
    found["next event"] = page.evaluate("window.measured.splice(0)")
    return {name: [time / 1000 for time in times] for name, times in found.items()}


def summary(times: list[float]) -> dict[str, Any]:
    ordered = sorted(times)
    return {
        "median_s": round(statistics.median(ordered), 3),
        "p95_s": round(ordered[max(0, round(0.95 * len(ordered)) - 1)], 3),
        "n": len(ordered),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", type=Path)
    options.add_argument("--clicks", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = chosen.store or Path(folder) / "store"
        if chosen.store is None:
            ingest([ROOT / "seeds"], open_store(store))
        run(store.absolute(), chosen.clicks)


def run(store: Path, clicks: int) -> None:
    """Measures on one store, prints and writes the figures."""
    with Server(store) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.url)
        results = {name: summary(times) for name, times in measure(page, range(clicks), range(clicks)).items()}
        browser.close()
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for name, line in results.items():
        print(f"{name:<22} median {line['median_s']:.3f} s   p95 {line['p95_s']:.3f} s   n {line['n']}")


if __name__ == "__main__":
    main()
