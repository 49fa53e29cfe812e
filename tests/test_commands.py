"""The command line as a user runs it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loaders import lexicon
from loaders.__main__ import app
from loaders.commands.terminal import visible

COMMANDS = (
    "ingest",
    "extract",
    "explain",
    "export",
    "verify",
    "lexicons",
    "gazetteer",
    "gazetteer add",
    "quarantine",
    "quarantine list",
    "quarantine retry",
    "quarantine drop",
    "start",
)
REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\nIt was calm.\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


@pytest.fixture
def store(tmp_path: Path, report: Path) -> Path:
    assert run("ingest", report, "--store", tmp_path / "store", "--publisher", "Wire").exit_code == 0
    return tmp_path / "store"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: python -m loaders {command.split()[0]}" in " ".join(result.output.split())


# ---- ingest ---------------------------------------------------------------------------------------------------------


def test_ingest_says_what_became_of_everything(tmp_path: Path, report: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "far.txt").write_text(f"---\npublished: 2099-01-01\n---\n{REPORT}")
    result = run("ingest", report, tmp_path / "empty.txt", tmp_path / "far.txt", report, "--store", tmp_path / "store")
    assert result.exit_code == 3
    assert "2 articles added, 0 replaced, 1 already in, 1 in quarantine" in result.output
    assert f"quarantined: {tmp_path / 'empty.txt'}: empty: The file is empty." in result.output
    assert "published_implausible: The date of publication 2099-01-01" in result.output


def test_ingest_again_changes_nothing(tmp_path: Path, report: Path, store: Path) -> None:
    result = run("ingest", report, "--store", store)
    assert result.exit_code == 0
    assert result.output.startswith("0 articles added, 0 replaced, 1 already in, 0 in quarantine; 0 events.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["/no/such/file"], "There is no file or folder /no/such/file"),
        (["ftp://example.org/1"], "There is no file or folder ftp://example.org/1"),
        (["--feed", "example.org/rss"], "--feed is 'example.org/rss'"),
        (["--watch", "/no/such/folder"], "--watch is '/no/such/folder', not a folder"),
        (["--watch", ".", "--every", "soon"], "--every is 'soon'"),
        ([".", "--every", "5m"], "--every goes with --feed or --watch"),
        ([".", "--column", "Body"], "--column is 'Body'"),
        ([".", "--published", "yesterday"], "--published is 'yesterday'"),
        ([".", "--workers", "0"], "--workers"),
        ([], "Name files, folders or addresses to read"),
    ],
)
def test_a_wrong_call_changes_nothing(tmp_path: Path, words: list[str], said: str) -> None:
    result = run("ingest", *words, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "store").exists()


def test_the_store_comes_from_the_environment(tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCELINE_STORE", str(tmp_path / "elsewhere"))
    assert run("ingest", report).exit_code == 0
    assert str(tmp_path / "elsewhere") in run("verify").output


# ---- explain --------------------------------------------------------------------------------------------------------


def test_explain_shows_sentences_mentions_rules_and_events(report: Path) -> None:
    result = run("explain", report, "--published", "2023-08-29", "--publisher", "Wire")
    assert result.exit_code == 0
    assert "published: 2023-08-29" in result.output
    assert "[0] 0-" in result.output
    assert "[1] " in result.output
    assert re.search(r"action +“captured” \d+-\d+ +\w+/", result.output)
    assert "=> capture, occurred" in result.output
    assert "\x1b" not in result.output


def test_explain_lets_no_article_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The \x1b[31mred\u202e line [bold]fell[/bold] to troops.\n")
    result = run("explain", path)
    assert "The <U+001B>[31mred<U+202E> line [bold]fell[/bold] to troops." in result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


def test_explain_says_what_to_do_with_many_articles(tmp_path: Path) -> None:
    for name, data in (("t.csv", "title,text\nA,B.\n"), ("u.csv", "a,b\n" + "c,d\n" * 4)):
        (tmp_path / name).write_text(data)
        result = run("explain", tmp_path / name)
        assert (result.exit_code, "one of them in a file of its own" in result.output) == (2, True)


def test_explain_says_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 9)
    result = run("explain", tmp_path / "noise")
    assert result.exit_code == 1
    assert "(binary)" in result.output
    assert run("explain", tmp_path / "none").exit_code == 2
    assert run("explain", tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb", "a b"), ("\x1b[0m", "<U+001B>[0m"), ("\ud800", "<U+D800>"), ("é—“ق", "é—“ق")]
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


# ---- export ---------------------------------------------------------------------------------------------------------


def exported(store: Path, *words: str) -> list[dict[str, str]]:
    result = run("export", "--store", store, "--format", "csv", "-o", "-", *words)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


def test_export_writes_the_filtered_events(tmp_path: Path, store: Path) -> None:
    everything = exported(store)
    assert everything
    assert {row["publisher"] for row in everything} == {"Wire"}
    captures = exported(store, "--type", "capture", "--publisher", "Wire", "--text", "ROBOTYNE")
    assert [row["event_type"] for row in captures] == ["capture"]
    assert exported(store, "--type", "protest") == exported(store, "--publisher", "Other") == []
    assert len(exported(store, "--type", "protest", "--type", "capture")) == 1
    longitude, latitude = (float(captures[0][name]) for name in ("longitude", "latitude"))
    box = f"{longitude - 0.1:.3f},{latitude - 0.1:.3f},{longitude + 0.1:.3f},{latitude + 0.1:.3f}"
    assert captures[0] in exported(store, "--within", box)
    assert exported(store, "--within", "-10,-60,-9,-59") == []
    assert len(exported(store, "--event", captures[0]["event_id"], "--article", captures[0]["article_id"])) == 1


def test_export_replaces_a_file_only_when_all_is_written(tmp_path: Path, store: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    assert run("export", "--store", tmp_path / "none", "-o", target).exit_code == 1
    assert target.read_text() == "old"
    assert run("export", "--store", store, "-o", target, "--bom").exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfevent_id,")
    names = ["out.csv", "out.csv.manifest.json", "report.txt", "store"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert manifest["events"]["in_file"] == len(exported(store))


def test_export_in_a_shape_that_holds_less_counts_the_rest(tmp_path: Path, store: Path) -> None:
    target = tmp_path / "out.csv"
    result = run(
        "export", "--store", store, "--format", "acled", "-o", target, "--type", "protest", "--type", "capture"
    )
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text())
    left_out = manifest["events"]["left_out"]
    assert manifest["events"]["chosen"] == manifest["events"]["in_file"] + sum(left_out.values()) == 1
    assert manifest["filters"] == {"in_words": ["type: protest or capture"], "address": "?type=protest&type=capture"}
    assert all(f"{count} left out: {reason}." in result.output for reason, count in left_out.items())
    assert manifest["made_by"]["version"]
    assert exported(store, "--origin", "ACLED") == exported(store, "--language", "uk") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "docx"], "--format is 'docx'; it is one of csv"),
        (["--type", "party"], "--type is 'party'; it is one of battle"),
        (["--from", "2026"], "--from is '2026', not a day"),
        (["--within", "1,2,3"], "--within is '1,2,3'; it is four bounds in degrees"),
        (["--not", "within=1,2,3,4"], "--not is 'within=1,2,3,4'; it is NAME=VALUE"),
        (["--undated", "maybe"], "--undated is 'maybe'; it is one of any, only, hide"),
    ],
)
def test_a_wrong_export_says_what_is_right(store: Path, words: list[str], said: str) -> None:
    result = run("export", "--store", store, "-o", "-", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_export_into_nowhere_is_said(store: Path) -> None:
    result = run("export", "--store", store, "-o", "/no/such/folder/out.csv")
    assert result.exit_code == 1
    assert "/no/such/folder/out.csv cannot be written" in result.output


# ---- verify, lexicons, gazetteer ------------------------------------------------------------------------------------


def test_verify_names_what_is_wrong(store: Path) -> None:
    sound = run("verify", "--store", store)
    assert sound.exit_code == 0
    assert "is sound: 1 articles" in sound.output
    path = next((store / "objects").glob("*/*"))
    path.write_bytes(b"altered")
    broken = run("verify", "--store", store)
    assert broken.exit_code == 1
    assert f"objects: the bytes of {path.name} were altered" in broken.output
    assert run("verify", "--store", store / "none").exit_code == 1


def test_the_lexicons_are_sound() -> None:
    result = run("lexicons")
    assert result.exit_code == 0, result.output


def test_a_bad_lexicon_is_named_by_file_line_and_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Row:
        line: int
        word: str
        rank: int

    (tmp_path / "words.csv").write_text("word,rank\nalpha,1\nbeta,two\n")
    monkeypatch.setitem(lexicon.Lexicon.declared, "words", lexicon.Lexicon("words", Row, tmp_path))
    result = run("lexicons")
    assert result.exit_code == 1
    assert "words.csv:3: column 'rank'" in result.output


def test_gazetteer_add_refuses_what_is_no_country_dump(tmp_path: Path) -> None:
    (tmp_path / "XX.txt").write_text("not a dump\n")
    result = run("gazetteer", "add", tmp_path / "XX.txt")
    assert result.exit_code == 1
    assert "XX.txt" in result.output
    assert run("gazetteer", "add", tmp_path / "none.zip").exit_code == 2


# ---- start ----------------------------------------------------------------------------------------------------------


def test_start_reads_the_samples_once(tmp_path: Path) -> None:
    first = run("start", "--store", tmp_path)
    assert first.exit_code == 0, first.output
    assert re.search(r"\d\d articles added, 0 replaced, 0 already in, 0 in quarantine", first.output)
    again = run("start", "--store", tmp_path)
    assert re.fullmatch(r"The store .+ holds \d\d articles and [\d,]+ events\.\n", again.output)


def test_start_leaves_a_used_store_alone(store: Path) -> None:
    assert "holds 1 articles" in run("start", "--store", store).output


LOADED = """
import runpy, sys
try:
    runpy.run_module("loaders", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print("modules:", *sys.modules)
"""


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--help"], {"pandas", "pyarrow", "duckdb", "deltalake", "numpy", "lxml.etree", "loaders.readers"}),
        (["start"], {"pandas", "loaders.readers"}),
        (["quarantine", "list"], {"pandas", "loaders.readers"}),
        (["verify"], {"pandas"}),
        (["extract", "--input", os.devnull], {"pandas", "pyarrow", "duckdb", "deltalake"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(store: Path, words: list[str], unwanted: set[str]) -> None:
    """Pandas alone takes longer to load than `verify` takes for a small store."""
    process = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={**os.environ, "SOURCELINE_STORE": str(store)},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    loaded = set(process.stdout.rsplit("modules:", 1)[1].split())
    assert "loaders.commands.start" in loaded
    assert loaded & unwanted == set()
