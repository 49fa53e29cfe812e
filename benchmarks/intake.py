"""Intake: how fast generated articles go into a store with one and two workers, and again when nothing has changed.

`python -m benchmarks.intake [--articles 20000]`; `make bench` takes the short form. Articles are about 3 KB of reports from
several wars, each different, the same on every run.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORT, FULL = 1_000, 20_000
_SEED, _SIZE = 20_260_301, 3_000
_FIRST = date(2023, 1, 2)

_UNITS = (
    "the 93rd Mechanized Brigade", "Rapid Support Forces fighters", "the army's 11th Division", "M23 rebels", "the Golani Brigade",
    "the 810th Naval Infantry Brigade", "Arakan Army fighters", "the 47th Brigade", "the Tigray Defense Forces",
    "the 4th Armoured Division",
)  # fmt: skip
_PLACES = (
    "Avdiivka", "Wad Madani", "Goma", "Lashio", "Khan Younis", "El Fasher", "Mekelle", "Palmyra", "Bakhmut", "Sake", "Marib", "Kupiansk",
)  # fmt: skip
_DOES = (
    "captured {place} on {day}", "shelled the outskirts of {place} late on {weekday}", "withdrew from positions near {place} on {day}",
    "repelled an assault on {place}", "struck an ammunition depot south of {place} with drones on {day}",
    "moved armoured vehicles towards {place} on {weekday}", "attacked a checkpoint {far} km east of {place}",
)  # fmt: skip
_SAYS = (
    ", the general staff said", ", according to local officials", ", a spokesman told reporters", ", residents said by telephone",
    ", the defence ministry claimed", "",
)  # fmt: skip
_AFTER = (
    "At least {killed} people were killed and {wounded} wounded.",
    "Colonel {name} {surname}, who commands the unit, said the road remained closed.",
    "The claim could not be verified independently.",
    "Aid agencies said that {fled},000 people had fled the area since {month}.",
    "Prices in the market had doubled within a week, and most shops stayed shut.",
    "The governor met representatives of both sides in {place} and called for a truce.",
    "Along the road the fields lay unharvested, and the bridge over the canal could carry no more than one car at a time.",
    "The hospital ran on a generator for {wounded} hours; its director asked for fuel, blood and three surgeons.",
    "A teacher who had stayed with her parents said that the nights were the worst, because nobody knew what the sounds meant.",
    "Officials on both sides accused each other of breaking earlier promises, without saying which.",
    "Analysts pointed to the dry season, to worn equipment and to the length of the supply lines.",
    "The wheat harvest in the region was expected to be a third smaller than in the year before.",
)
_NAMES, _SURNAMES = (
    ("Oleh", "Ahmed", "Jean", "Yosef", "Min", "Tesfay"),
    ("Bondar", "Osman", "Mukwege", "Levi", "Aung", "Gebre"),
)


def article(number: int) -> str:
    """The article of that number: about 3 KB, with a date of its own."""
    chance = random.Random(_SEED + number)
    published = _FIRST + timedelta(days=chance.randrange(1_000))
    text = f"---\ntitle: Report {number} from {chance.choice(_PLACES)}\npublisher: Wire {number % 40}\npublished: {published}\n---\n"
    while len(text) < _SIZE:
        text += _paragraph(chance, published) + "\n\n"
    return text


def _paragraph(chance: random.Random, published: date) -> str:
    day = published - timedelta(days=chance.randrange(1, 9))
    values = {
        "place": chance.choice(_PLACES), "day": f"{day:%-d %B %Y}", "weekday": f"{day:%A}", "month": f"{day:%B}",
        "far": chance.randrange(2, 30), "killed": chance.randrange(2, 40), "wounded": chance.randrange(2, 90),
        "fled": chance.randrange(2, 60), "name": chance.choice(_NAMES), "surname": chance.choice(_SURNAMES),
    }  # fmt: skip
    unit = chance.choice(_UNITS)
    first = f"{unit[0].upper()}{unit[1:]} {chance.choice(_DOES)}{chance.choice(_SAYS)}."
    return " ".join([first, *chance.sample(_AFTER, 5)]).format(**values)


def written(folder: Path, articles: int) -> None:
    """So many articles as files, a thousand to a folder."""
    for number in range(articles):
        path = folder / f"{number // 1_000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number), encoding="utf-8")


def run(articles: Path, store: Path, workers: int) -> dict[str, float]:
    """One ingest in this process: seconds, the children's processor seconds, peak memory in MB."""
    from loaders import Result, ingest, open_store

    report = ingest([articles], open_store(store), workers=workers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": report.seconds,
        "reading": report.reading_seconds,
        "peak": peak,
        "added": report.counts[Result.ADDED],
        "already in": report.counts[Result.ALREADY_IN],
        "events": report.events,
    }


def _apart(articles: Path, store: Path, workers: int) -> dict[str, float]:
    """`run` in a process of its own, so that its peak memory is its own."""
    command = [sys.executable, "-m", "benchmarks.intake", "--run", str(articles), str(store), str(workers)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()
    return {name: float(figure) for name, _, figure in (line.rpartition(" ") for line in lines)}


def measure(articles: int = SHORT) -> dict[str, float]:
    """Articles a second with one and two workers, their ratio, the share of extraction, peak memory, and the second time."""
    with tempfile.TemporaryDirectory() as folder:
        whole, quarter = Path(folder) / "whole", Path(folder) / "quarter"
        written(whole, articles)
        written(quarter, articles // 4)
        one = _apart(whole, Path(folder) / "one", 1)
        two = _apart(whole, Path(folder) / "two", 2)
        again = _apart(whole, Path(folder) / "two", 2)
        small = _apart(quarter, Path(folder) / "small", 2)
    if again["already in"] != articles or one["added"] != articles or two["added"] != articles:
        raise SystemExit("the articles did not all go in once")
    return {
        "articles": articles,
        "events an article": two["events"] / articles,
        "articles a second, 1 worker": articles / one["seconds"],
        "articles a second, 2 workers": articles / two["seconds"],
        "2 workers / 1 worker": one["seconds"] / two["seconds"],
        "share of the workers' time in reading and extraction, 1 worker": one["reading"] / one["seconds"],
        "share of the workers' time in reading and extraction, 2 workers": two["reading"] / two["seconds"] / 2,
        "peak memory of the parent, MB": two["peak"],
        "peak memory of the parent with a quarter of the articles, MB": small["peak"],
        "again, nothing changed: articles a second": articles / again["seconds"],
        "again / the first time": two["seconds"] / again["seconds"],
    }


def lines(figures: dict[str, float]) -> Iterator[str]:
    for name, figure in figures.items():
        yield f"{name} {figure:.3f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=SHORT, help=f"{FULL:,} is the full form")
    options.add_argument("--run", nargs=3, metavar=("ARTICLES", "STORE", "WORKERS"), help="one ingest, for `measure`")
    chosen = options.parse_args()
    articles, store, workers = chosen.run or ("", "", "0")
    figures = run(Path(articles), Path(store), int(workers)) if articles else measure(chosen.articles)
    print("\n".join(lines(figures)))


if __name__ == "__main__":
    main()
