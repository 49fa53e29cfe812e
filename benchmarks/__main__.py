"""`make bench`: prints each table and writes `benchmarks/results/*.json`.

`--only speed` runs one of them; `click` needs Chromium, and the generated store of a million events.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import click, hostile, intake, places, speed, store

RESULTS = Path(__file__).resolve().parent / "results"
TABLES = {
    "speed": speed.measure,
    "places": places.measure,
    "hostile": hostile.measure,
    "store": store.measure,
    "intake": intake.measure,
    "click": click.measure,
}


def show(console: Console, name: str, figures: dict[str, float]) -> None:
    table = Table("measure", "figure", title=name)
    for measure, figure in figures.items():
        table.add_row(measure, f"{figure:,.0f}" if figure >= 1000 else f"{figure:.2f}")
    console.print(table, highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=list(TABLES))
    only = parser.parse_args().only
    console = Console(width=110)
    for name, measure in TABLES.items():
        if only in (None, name):
            figures = measure()
            show(console, name, figures)
            rounded = {key: round(figure, 4) for key, figure in figures.items()}
            (RESULTS / f"{name}.json").write_text(
                json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )


if __name__ == "__main__":
    main()
