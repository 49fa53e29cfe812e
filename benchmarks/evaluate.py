"""`make eval`: extraction quality on the development sets, beside the last committed run.

Prints precision / recall / F1 by kind, the change against `results/eval.json`, the gold items gained and lost with their
sentences, and how far confidence can be trusted. The sets and their scorer lie outside the project, in `../shared/gold`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from loaders.sentences import split

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "eval.json"
GOLD = ROOT.parent / "shared" / "gold"
SETS = ("wikiwars_dev", "geovirus_dev", "re3d_dev")
RE3D = (("Person", "person"), ("Location", "place"), ("Temporal", "date"))
BUCKETS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)

Rows = dict[str, dict[str, Any]]


def load_scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the sets."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hits(score: ModuleType, docs: dict[str, list[dict[str, Any]]], rows: dict[str, Rows]) -> dict[str, list[str]]:
    """For each kind the gold items found, as `document:start:end`."""
    found: dict[str, list[str]] = {}

    def keep(
        kind: str, document: dict[str, Any], gold: list[dict[str, Any]], row: dict[str, Any], mention: str
    ) -> None:
        for item, _ in score.pair(gold, score.mentions(row, mention)):
            found.setdefault(kind, []).append(f"{document['id']}:{item['start']}:{item['end']}")

    for document in docs["wikiwars_dev"]:
        keep("wikiwars date", document, document["gold"], rows["wikiwars_dev"][document["id"]], "date")
    for document in docs["geovirus_dev"]:
        keep("geovirus place", document, document["gold"], rows["geovirus_dev"][document["id"]], "place")
    for document in docs["re3d_dev"]:
        for label, mention in RE3D:
            gold = [item for item in document["gold"] if item["type"] == label]
            keep(f"re3d {label}", document, gold, rows["re3d_dev"][document["id"]], mention)
    found["event"] = found_events(score, rows["re3d_dev"])
    return {kind: sorted(items) for kind, items in found.items()}


def found_events(score: ModuleType, rows: Rows) -> list[str]:
    """Gold events with a prediction of a fitting type on one of their sentences."""
    found = []
    for gold in score.read("events_dev.jsonl"):
        events = rows.get(gold["doc"], {}).get("events", [])
        if gold["salience"] and any(fits(gold, event) for event in events):
            start, end = gold["spans"][0]
            found.append(f"{gold['doc']}:{start}:{end}:{gold['type']}")
    return found


def fits(gold: dict[str, Any], event: dict[str, Any]) -> bool:
    """The scorer's rule: a type that can be defended, and most of one of the sentences."""
    start, end = event["sentence_start"], event["sentence_end"]
    return event["event_type"] in (gold["type"], *gold["alt"]) and any(
        min(end, last) - max(start, first) > 0.5 * min(end - start, last - first) for first, last in gold["spans"]
    )


def reliability(score: ModuleType, rows: Rows) -> list[tuple[str, int, float, float]]:
    """Confidence against truth: for each bucket how many events, their mean confidence, the share that is in the gold."""
    ranges = json.loads((GOLD / "ranges_dev.json").read_text(encoding="utf-8"))
    gold: dict[str, list[dict[str, Any]]] = {}
    for item in score.read("events_dev.jsonl"):
        gold.setdefault(item["doc"], []).append(item)
    judged = [
        (event["confidence"], any(fits(item, event) for item in gold[document]))
        for document in gold
        for event in rows.get(document, {}).get("events", [])
        if any(first <= event["sentence_start"] < last for first, last in ranges[document])
    ]
    table = []
    for low, high in pairwise(BUCKETS):
        inside = [(stated, true) for stated, true in judged if low <= stated < high]
        if inside:
            mean = sum(stated for stated, _ in inside) / len(inside)
            table.append(
                (f"{low:.2f} to {min(high, 1.0):.2f}", len(inside), mean, sum(true for _, true in inside) / len(inside))
            )
    return table


def flatten(values: Any, path: str = "") -> dict[str, float]:
    """Nested figures as `set / measure: number`."""
    if isinstance(values, dict):
        return {
            key: number
            for name, inner in values.items()
            for key, number in flatten(inner, f"{path} / {name}" if path else name).items()
        }
    return {path: float(values)} if isinstance(values, (int, float)) else {}


def print_figures(console: Console, result: dict[str, Any], before: dict[str, Any]) -> None:
    old = flatten(before)
    table = Table("measure", "now", "change", title="Extraction quality on the development sets")
    for name, number in flatten(result).items():
        if name.endswith("/ n"):
            continue
        change = number - old[name] if name in old else None
        shown = "" if change is None or abs(change) < 0.0005 else f"{change:+.3f}" if number <= 1 else f"{change:+.0f}"
        table.add_row(name, f"{number:.3f}" if number <= 1 else f"{number:,.0f}", shown)
    console.print(table)


def print_changes(
    console: Console, now: dict[str, list[str]], before: dict[str, list[str]], texts: dict[str, str]
) -> None:
    """The gold items gained and lost since the last committed run, each with its sentence."""
    for kind, items in now.items():
        for sign, changed in (
            ("gained", set(items) - set(before.get(kind, items))),
            ("lost", set(before.get(kind, items)) - set(items)),
        ):
            for key in sorted(changed):
                document, start, end = key.split(":")[:3]
                text = texts[document]
                sentence = next((s.text for s in split(text) if s.span.start <= int(start) < s.span.end), "")
                console.print(
                    f"{sign} {kind}: {text[int(start) : int(end)][:60]!r} in {sentence[:160]!r}",
                    markup=False,
                    highlight=False,
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep this run as the one that the next is compared with")
    parser.add_argument("--misses", type=int, default=0, help="print so many missed and so many extra events")
    arguments = parser.parse_args()
    console = Console(width=110)
    if not (GOLD / "score.py").exists():
        console.print("No development sets beside the project (../shared/gold): nothing to evaluate.")
        return
    score = load_scorer(GOLD)
    docs = {name: score.read(f"{name}.jsonl") for name in SETS}
    runs = {name: score.extract(ROOT, sys.executable, documents) for name, documents in docs.items()}
    rows = {name: run[0] for name, run in runs.items()}
    texts = {document["id"]: document["text"] for documents in docs.values() for document in documents}
    result = {
        "wikiwars_dev dates": score.score_dates(docs["wikiwars_dev"], rows["wikiwars_dev"]),
        "geovirus_dev places": score.score_places(docs["geovirus_dev"], rows["geovirus_dev"]),
        "re3d_dev spans": score.score_spans(docs["re3d_dev"], rows["re3d_dev"]),
        "events_dev events": score.score_events(rows["re3d_dev"], texts, arguments.misses),
    }
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {"figures": {}, "found": {}}
    print_figures(console, result, before["figures"])
    found = hits(score, docs, rows)
    print_changes(console, found, before["found"], texts)
    table = Table("confidence", "events", "mean stated", "share right", title="How far confidence can be trusted")
    for bucket, count, mean, right in reliability(score, rows["re3d_dev"]):
        table.add_row(bucket, str(count), f"{mean:.2f}", f"{right:.2f}")
    console.print(table)
    if arguments.write:
        RESULTS.write_text(json.dumps({"figures": result, "found": found}, indent=1) + "\n", encoding="utf-8")
        console.print(f"written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
