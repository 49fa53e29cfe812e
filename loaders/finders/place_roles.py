"""What a place name does in its sentence: where something happens, where from, where to, or a government that speaks or acts."""

from __future__ import annotations

import re

from loaders.finders.place_cues import Cue, words
from loaders.finders.place_found import IN_A_NAME, Found
from loaders.model import PlacePrecision, PlaceRole

_THE = r"(?:the (?:[a-z-]+ ){0,3}(?:of )?)?"
_ORIGIN = re.compile(rf"\bfrom {_THE}$", re.IGNORECASE)
_DESTINATION = re.compile(rf"\b(?:to|toward|towards|into|onto) {_THE}$", re.IGNORECASE)
_TOWARDS = frozenset(("to", "toward", "towards", "into", "onto"))
_TALKS = re.compile(r"\b([a-z]+)(?: [a-z]+){0,3} (?:between|with|among) (?:the )?$", re.IGNORECASE)
_SUBJECT = re.compile(
    r",? (?:(?:also|then|later|reportedly|repeatedly|has|have|had|itself|officially|recently|still|now|, however,) )*([a-z]+)"
)
_OWNED = re.compile(r"'s? (?:[a-z-]+ )?([a-z]+)")
_BACKED = re.compile(
    r"-(?:led|backed|funded|supplied|made|brokered|allied|aligned|sponsored|mediated|linked|trained|friendly|flagged|born|appointed|installed)\b"
)
_LAST_WORD = re.compile(r"([\w'-]+) $")
_LONGEST_WORD = 30
_OPEN_LEFT = frozenset(
    "that and but while as if because after before when where which said says so although though whether why how what".split()
)
_AREA_FEATURES = frozenset("direction axis front sector salient countryside suburbs outskirts area".split())


def role_of(plain: str, name: Found, left: str, near: frozenset[str], relation: str | None) -> PlaceRole:
    agent = _agent(plain, name, left, near)
    if agent is not None:
        return agent
    if relation is not None and relation != "part":
        return PlaceRole.AREA
    if "from" in near and _ORIGIN.search(left):
        return PlaceRole.ORIGIN
    if not near.isdisjoint(_TOWARDS) and _DESTINATION.search(left):
        return PlaceRole.DESTINATION
    if relation is not None or (name.feature in _AREA_FEATURES):
        return PlaceRole.AREA
    return PlaceRole.LOCATION


def _agent(plain: str, name: Found, left: str, near: frozenset[str]) -> PlaceRole | None:
    """Whether a state or capital stands for its government or people: "Kyiv said", "Moscow's demands", "talks between X and Y"."""
    if name.rule == IN_A_NAME:
        return PlaceRole.METONYM
    if name.feature is not None or not name.entry.candidates:
        return None
    if _TREATY.match(plain, name.end):
        return PlaceRole.METONYM
    best = name.entry.candidates[0].precision
    country = best is PlacePrecision.COUNTRY
    if not country and name.entry.weight < 300_000:
        return None
    if _BACKED.match(plain, name.end) or (country and _PAIRED.match(plain, name.end)):
        return PlaceRole.METONYM
    owned = _OWNED.match(plain, name.end)
    if owned is not None:
        stands = owned.group(1) in words(Cue.ABSTRACT) or owned.group().split()[1] in words(Cue.ABSTRACT)
        return PlaceRole.METONYM if stands else None
    left = left.removesuffix("the ").removesuffix("The ")
    if not near.isdisjoint(words(Cue.TALKS)) and _TALKS.search(left):
        return PlaceRole.METONYM
    if country and "between" in near and _BETWEEN_STATES.search(left) and _AND_STATE.match(plain, name.end):
        return PlaceRole.METONYM
    if (country or best is PlacePrecision.AREA) and _OF_PEOPLE.search(left):
        return PlaceRole.METONYM
    if country and _BODY_NEXT.match(plain, name.end):
        return PlaceRole.ACTOR
    last = _LAST_WORD.search(left, len(left) - _LONGEST_WORD if len(left) > _LONGEST_WORD else 0)
    before = last.group(1).lower() if last else ""
    if country and (before in words(Cue.AGENTIVE) or (_ADJECTIVE.match(plain, name.end) and name.name.isupper())):
        return PlaceRole.METONYM
    following = _SUBJECT.match(plain, name.end)
    if following is None:
        return None
    verb = following.group(1)
    free = not left.strip() or before in _OPEN_LEFT or left.rstrip()[-1:] in (",", ";", ":", '"', "-", "(")
    if not free:
        stands = country and verb in words(Cue.ABSTRACT) and before not in words(Cue.LOCATIVE)
        return PlaceRole.METONYM if stands else None
    if verb in words(Cue.SPEECH):
        return PlaceRole.METONYM
    return PlaceRole.ACTOR if country and verb not in _NO_VERB else None


_TREATY = re.compile(
    r" (?:peace )?(?:agreements?|accords?|protocols?|treaty|convention|process|format|memorandum|declaration|communique)\b",
    re.IGNORECASE,
)
_PAIRED = re.compile(
    r"-(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?)(?! (?:border|frontier|line|crossing|road|highway|axis|direction|pipeline))\b"
)
_BETWEEN_STATES = re.compile(r"\bbetween $", re.IGNORECASE)
_AND_STATE = re.compile(r" and (?:the )?(?:[A-Z][\w.]+)(?: [A-Z]\w+)?(?! border| frontier)\b")
_BODY_NEXT = re.compile(r" [A-Z]")
_THOSE = "people|peoples|residents|citizens|governments?|president|leaders?|officials|representatives|king|regime|ministers?|support"
_FRIENDS = r"(?:our|its|their|his|her|an?|the) (?:[a-z]+ )?(?:ally|allies|backers?|partners?|neighbou?rs?),? (?:like |including |notably )?"
_SENT = "representative|envoy|advis[eo]r|ambassador|secretary|rapporteur|coordinator|inquiry|mission"
_OF_PEOPLE = re.compile(
    rf"\b(?:(?:{_THOSE}|ally|allies) (?:of|for|from) |{_FRIENDS}|(?:{_SENT}) (?:for|to|on) |qaeda in )$", re.IGNORECASE
)
# "U.S. officials", "UK support": an acronym before a noun in small letters is an adjective.
_ADJECTIVE = re.compile(
    r" (?!(?:in|on|at|and|or|to|for|of|by|with|from|as|is|was|where|when|that|which|who|the|a|an|but|after|before|during|since)\b)"
    r"(?!ha[sd]\b|have\b)[a-z]{3,}"
)
_NO_VERB = frozenset(
    """in on at and or to for of by with from as where when which who the a an but after before during since near under until through
    between because while into over against along around among about within without including also alone itself""".split()
)
