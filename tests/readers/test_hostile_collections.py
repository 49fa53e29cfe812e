"""Collections made to do harm: each gives members and refusals within the limits, or is refused whole with its reason."""

from __future__ import annotations

import hashlib
import io
import time
from functools import cache
from itertools import islice

import pytest

from loaders import readers
from loaders.limits import LIMITS
from loaders.readers import Member, ReadError, Refusal
from tests.hostile import archive, delimited, feed, json_lines, spreadsheet, wacz, warc

SETS = {
    "csv": delimited,
    "jsonl": json_lines,
    "xlsx": spreadsheet,
    "feed": feed,
    "zip": archive,
    "warc": warc,
    "wacz": wacz,
}
# Far below the limit of a child process, and far above what a busy machine needs.
SECONDS = 15.0
MANY = 30_000


@cache
def made(name: str) -> tuple[tuple[str, bytes], ...]:
    return tuple(SETS[name].cases())


def opened(data: bytes) -> list[Member | Refusal]:
    """All that the collection gives; an ordinary document gives nothing."""
    form = readers.recognise(data)
    if form.members is None:
        return []
    return list(islice(readers.members(io.BytesIO(data), form), MANY))


@pytest.mark.parametrize("name", SETS)
def test_each_set_is_large_and_the_same_on_every_run(name: str) -> None:
    again = {case: hashlib.sha256(data).digest() for case, data in SETS[name].cases()}
    assert {case: hashlib.sha256(data).digest() for case, data in made(name)} == again
    assert len(made(name)) == len(again) >= 30


@pytest.mark.parametrize("name", SETS)
def test_sound_files_give_all_they_hold(name: str) -> None:
    for case, data in SETS[name].GOOD:
        assert readers.recognise(data).name == name, case
        found = opened(data)
        assert found, case
        assert all(isinstance(member, Member) for member in found), (case, found)


@pytest.mark.parametrize("name", SETS)
def test_nothing_escapes_the_limits(name: str) -> None:
    for case, data in made(name):
        started = time.process_time()
        found: list[Member | Refusal] = []
        try:
            found = opened(data)
        except ReadError as problem:
            found = [Refusal(case, problem.code, str(problem))]
        assert time.process_time() - started < SECONDS, case
        members = [member for member in found if isinstance(member, Member)]
        refused = [member for member in found if isinstance(member, Refusal)]
        assert len(members) + len(refused) == len(found), case
        assert all(len(member.data) <= LIMITS.input_bytes for member in members), case
        assert name != "zip" or len(members) <= LIMITS.members, case
        assert name not in ("zip", "feed") or sum(len(member.data) for member in members) <= LIMITS.expanded_bytes, case
        assert all(
            refusal.code and len(refusal.message) > 20 and len(refusal.message) < 1_000 for refusal in refused
        ), case


@pytest.mark.parametrize("name", SETS)
def test_a_collection_can_be_taken_up_where_it_was_left(name: str) -> None:
    """What follows each `resume` is what followed the member that gave it."""
    for case, data in SETS[name].GOOD:
        form = readers.recognise(data)
        found = opened(data)
        for place, member in enumerate(found):
            if form.resumable and member.resume is not None:
                assert list(readers.members(io.BytesIO(data), form, member.resume)) == found[place + 1 :], case


def test_no_file_of_the_machine_is_read() -> None:
    secret = b"root:"
    for name in ("feed", "xlsx"):
        for case, data in made(name):
            if "external" in case or "included" in case:
                try:
                    found = opened(data)
                except ReadError:
                    continue
                assert not any(isinstance(member, Member) and secret in member.data for member in found), case
