"""What free text is looked for in, in memory: a million events are looked through in a tenth of a second."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy
import pyarrow
import pyarrow.compute as compute

if TYPE_CHECKING:
    from loaders.search_query import Query, Term

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.integer[Any]]]
Mask = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

_FEW = 4
"""Where no more than one text in so many is still in question, those are looked through by themselves."""
_PART = 50_000


@dataclass(frozen=True, eq=False)
class Texts:
    """`parts` hold the texts as they were read; `at` says for each row which of them is its own, counted through all parts."""

    parts: tuple[pyarrow.Array, ...]
    at: Numbers

    @classmethod
    def of(cls, parts: Sequence[pyarrow.Array]) -> Texts:
        """The texts of rows in this order."""
        return cls(tuple(parts), numpy.arange(sum(map(len, parts)), dtype=numpy.int32))

    def take(self, rows: Numbers) -> Texts:
        return Texts(self.parts, self.at[rows])

    def joined(self, other: Texts) -> Texts:
        """The rows of both. Texts that no row has any more go once they are as many as those that one has."""
        held = sum(map(len, self.parts))
        both = Texts((*self.parts, *other.parts), numpy.concatenate([self.at, other.at + held]).astype(numpy.int32))
        return both if held + sum(map(len, other.parts)) <= 2 * len(both.at) else Texts.of(list(both.in_order()))

    def in_order(self) -> list[pyarrow.Array]:
        """The texts of the rows, in their order, a part at a time."""
        if not self.parts:
            return []
        whole = pyarrow.chunked_array(self.parts)
        starts = range(0, len(self.at), _PART)
        return [whole.take(pyarrow.array(self.at[start : start + _PART])).combine_chunks() for start in starts]

    def found(self, query: Query) -> Mask:
        """The rows of which any group holds: what `contains(search_text, …)` finds in the store."""
        if not self.parts:
            return numpy.zeros(0, bool)
        found = numpy.concatenate(list(_workers().map(lambda part: _any(part, query), self.parts)))
        mask: Mask = found[self.at]
        return mask


@lru_cache(maxsize=1)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="texts")


def _any(part: pyarrow.Array, query: Query) -> Mask:
    found = numpy.zeros(len(part), bool)
    for group in query:
        found |= _all(part, group)
    return found


def _all(part: pyarrow.Array, group: Sequence[Term]) -> Mask:
    left = numpy.arange(len(part), dtype=numpy.int32)
    # What is rare is asked first: the rest is then looked for in few texts.
    for term in sorted(group, key=_breadth):
        asked = part if len(left) * _FEW > len(part) else part.take(pyarrow.array(left))
        held = _holding(asked, term.spellings)
        if asked is part:
            held = held[left]
        left = left[held if term.wanted else ~held]
    found = numpy.zeros(len(part), bool)
    found[left] = True
    return found


def _breadth(term: Term) -> tuple[bool, int, int]:
    return not term.wanted, len(term.spellings), -min(map(len, term.spellings))


def _holding(part: pyarrow.Array, spellings: Sequence[str]) -> Mask:
    found = numpy.zeros(len(part), bool)
    for spelling in spellings:
        # RE2 finds a plain text several times sooner than Arrow's own search for one.
        holds = compute.match_substring_regex(part, re.escape(spelling))
        found |= numpy.asarray(compute.fill_null(holds, False).to_numpy(zero_copy_only=False), bool)
    return found
