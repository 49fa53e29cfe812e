"""`extract` as a filter on a pipe: one answer a line, whatever the line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from loaders.__main__ import app

ROOT = Path(__file__).resolve().parent.parent
REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\nIt was calm.\n"


def run(*words: str | Path, input_bytes: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["extract", *map(str, words)], input=input_bytes)


def extracted(*lines: object) -> list[Any]:
    data = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    result = run(input_bytes=data)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]


def test_extract_gives_exact_offsets() -> None:
    text = "“Calm” 🕊 at dawn. " + REPORT
    [record] = extracted({"id": "a", "text": text, "published": "2023-08-29T10:00:00Z", "title": None})
    assert set(record) == {"id", "sentences", "mentions", "events", "flags"}
    assert record["events"]
    for mention in record["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    for event in record["events"]:
        assert text[event["sentence_start"] : event["sentence_end"]] == event["sentence"]


@pytest.mark.parametrize(
    ("line", "article_id", "code"),
    [
        (b"not json\n", None, "bad_json"),
        (b"[1, 2]\n", None, "not_an_object"),
        (b'{"id": "b", "text": "\xff"}\n', None, "bad_encoding"),
        (b"[" * 100_000 + b"\n", None, "bad_json"),
        ({"id": "b"}, "b", "bad_field"),
        ({"text": "x"}, None, "bad_field"),
        ({"id": "b", "text": 5}, "b", "bad_field"),
        ({"id": "b", "text": "x", "title": []}, "b", "bad_field"),
        ({"id": "b", "text": "x", "published": "soon"}, "b", "bad_field"),
        ({"id": "b", "text": "x", "published": 20260226}, "b", "bad_field"),
        ({"id": "b", "text": "x" * 25_000_001}, "b", "too_large"),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(line: object, article_id: str | None, code: str) -> None:
    first, bad, last = extracted({"id": "a", "text": "Calm."}, line, {"id": "c", "text": "Calm."})
    assert (first["id"], last["id"]) == ("a", "c")
    assert (bad["id"], bad["error"]["code"]) == (article_id, code)
    assert bad["error"]["message"]


@pytest.mark.parametrize("text", ["", "\ud800 fell.", "a\x00b", "\u202e\u200b", "\ufeff", " "])
def test_strange_text_is_no_error(text: str) -> None:
    [record] = extracted({"id": "\ud800", "text": text})
    assert record["id"] == "\ud800"
    assert "error" not in record


def test_extract_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": str(n), "text": REPORT * n}) + "\n" for n in range(4)))
    for name in ("first", "second"):
        assert run("--input", tmp_path / "in.jsonl", "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert len((tmp_path / "first").read_bytes().splitlines()) == 4


def test_extract_answers_line_by_line_while_the_pipe_is_open() -> None:
    command = [sys.executable, "-m", "loaders", "extract"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": str(number), "text": REPORT}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_extract_ends_quietly_when_nobody_reads_on() -> None:
    line = json.dumps({"id": "a", "text": REPORT}) + "\n"
    command = f"{sys.executable} -m loaders extract | head -n 1 > {os.devnull}"
    done = subprocess.run(
        command, shell=True, input=(line * 500).encode(), capture_output=True, cwd=ROOT, timeout=120, check=False
    )
    assert done.stderr == b""


def test_extract_and_help_load_no_database() -> None:
    code = (
        "import sys; sys.argv = ['loaders', 'extract', '--input', %r]; import runpy\n"
        "try: runpy.run_module('loaders', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "assert not {'duckdb', 'deltalake', 'pyarrow', 'trafilatura', 'streamlit', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code % os.devnull], check=True, cwd=ROOT)
