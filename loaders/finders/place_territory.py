"""A country by its adjective and its land: "Syrian territory", "Lebanese airspace", "the Iraqi border", "the Syria-Iraq border"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from loaders.finders.place_cues import Cue, words
from loaders.finders.place_found import UPPER, Found
from loaders.gazetteer.curated import border_name, country_name, state_code
from loaders.model import Kind, Mention, PlaceRole, Sentence, Toponym, mention_at

_WORDS = ("territory", "soil", "airspace", "border", "frontier", "coast", "waters")
_NAME = rf"[{UPPER}][\w.]{{1,24}}(?: [{UPPER}][\w.]{{1,24}})?"
_LINE = r"(?:(?:international|land|common|shared|maritime) )?(?:border|frontier)"
_PAIR = re.compile(rf"\b({_NAME})(?:-|/| and )({_NAME}) {_LINE}\b")
_SIDE = re.compile(rf"\b({_NAME}) side of the ({_NAME}) {_LINE}\b")
_BETWEEN = re.compile(rf"\b{_LINE} between (?:the )?({_NAME}) and (?:the )?({_NAME})\b(?!-)")
_WITH = re.compile(rf"\b({_NAME})(?:'s?)? {_LINE} with (?:the )?({_NAME})\b(?!-)")
# Only where the word ends its phrase: not "Turkish coast guard", "the Syrian border town of X".
_ONE = re.compile(
    rf"\b({_NAME}) (?:(?:territorial|coastal|national|sovereign|southern|northern|eastern|western) ){{0,2}}"
    rf"(territory|soil|airspace|side of the (?:border|frontier)|border|frontier|coast(?:line)?|waters)\b"
    r"(?=[.,;:!?)\"']|$| (?:in|on|at|and|or|to|by|from|with|near|for|as|where|after|before|during|since|until|while|when|that|which|who|"
    r"was|is|were|are|has|had|have|but|into|overnight|early|late|yesterday|today|this|last|again|between|along|under|without|amid|for|"
    r"through|across|off|over|will|would|could|may|despite|because)\b)"
)
_EDGES = ("border", "frontier", "coast", "waters", "side")
_ORIGIN = re.compile(r"\bfrom (?:the |its )?$", re.IGNORECASE)
_DESTINATION = re.compile(r"\b(?:to|towards?|into|onto) (?:the )?$", re.IGNORECASE)
# "Arsal, near the Syrian border": the border says where Arsal is.
_SAYS_WHERE = re.compile(
    r",? (?:(?:which is|which lies|is|lies|located|situated|a|an|the|town|village|city|just|right|deep|well) ){0,5}"
    r"(?:in|on|inside|within|near|along|at|close to|across|by|over) (?:the )?"
)
# What a country only owns ("defend Lebanese territory", "recognised Syrian soil as") is no place of an act.
_PLACED = frozenset(
    """in inside on over across through throughout into onto from within near at along off to toward towards around under deep beyond
    violated violating violate violates crossed crossing cross crosses penetrated penetrating breached""".split()
)
_ARTICLES = frozenset("the its of parts part mainland sovereign".split())
_LOOK = 48


def find(sentence: Sentence, found: Sequence[Found]) -> list[Mention[Toponym]]:
    """Such places in one sentence, in order. `found` are the names that the gazetteer knows, in order."""
    plain = sentence.plain
    if not any(map(plain.__contains__, _WORDS)):
        return []
    spans: list[tuple[int, int, str, str | None]] = []
    for pattern in (_SIDE, _PAIR, _BETWEEN, _WITH):
        for match in pattern.finditer(plain):
            one, other = _state(match.group(1)), _state(match.group(2))
            name = border_name(one[0], other[0]) if one and other else None
            if one and other and name:
                start = match.start() if pattern is _BETWEEN else match.start(1) + one[1]
                end = match.end(2) if pattern in (_BETWEEN, _WITH) else match.end()
                spans.append((start, end, name, None))
    for match in _ONE.finditer(plain):
        state = _state(match.group(1))
        name = country_name(state[0]) if state else None
        if state and name:
            edge = "edge" if match.group(2).startswith(_EDGES) else None
            spans.append((match.start(1) + state[1], match.end(), name, edge))
    mentions: list[Mention[Toponym]] = []
    taken = -1
    for start, end, name, relation in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < taken:
            continue
        taken = end
        whole = relation is None and not name.endswith(" border")
        toponym = Toponym(name, role=_role(plain, start, found, whole), support=2, relation=relation)
        mentions.append(mention_at(sentence, Kind.PLACE, start, end, "places/territory", toponym))
    return mentions


def _state(written: str) -> tuple[str, int] | None:
    """Code of the state that one or two words name, and where they begin in it."""
    code = state_code(written)
    if code is not None:
        return code, 0
    _, space, last = written.partition(" ")
    code = state_code(last) if space else None
    return (code, len(written) - len(last)) if code else None


def _role(plain: str, start: int, found: Sequence[Found], whole: bool) -> PlaceRole:
    """`whole`: the land of a state, which one is in or not; what is near it lies elsewhere."""
    at = bisect_left(found, start, key=attrgetter("start"))
    before = found[at - 1] if at else None
    if before is not None and 0 <= start - before.end <= _LOOK and _SAYS_WHERE.fullmatch(plain, before.end, start):
        return PlaceRole.CONTAINER
    left = plain[max(0, start - _LOOK) : start]
    if _ORIGIN.search(left):
        return PlaceRole.ORIGIN
    if _DESTINATION.search(left):
        return PlaceRole.DESTINATION
    if not whole:
        return PlaceRole.LOCATION
    before_it = "".join([word for word in left.lower().split() if word not in _ARTICLES][-1:])
    if before_it == "near":
        return PlaceRole.CONTAINER
    return PlaceRole.LOCATION if _acts_on(before_it) else PlaceRole.METONYM


def _acts_on(word: str) -> bool:
    return word in _PLACED or word in words(Cue.OBJECT) or word in words(Cue.OBJECT_TOO)
