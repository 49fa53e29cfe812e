"""The core types. Frozen, slotted, standard library only; unknown is None, never a made-up value.

A *found* type (`TimeExpression`, `Toponym`, ...) is what a finder reads off one sentence; a *resolved* type (`When`, `Place`,
...) is what it means in its article. All offsets count Unicode code points of `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar


class Kind(StrEnum):
    """What a mention names."""

    DATE = "date"
    PLACE = "place"
    UNIT = "unit"
    PERSON = "person"
    WEAPON = "weapon"
    QUANTITY = "quantity"
    CLAIM = "claim"
    ACTION = "action"


class DatePrecision(StrEnum):
    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """How a date is known: written in full, counted from another date, or only from the dateline."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLISHED = "published"


class PlacePrecision(StrEnum):
    POINT = "point"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    AREA = "area"


class EventType(StrEnum):
    BATTLE = "battle"
    ADVANCE = "advance"
    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    STRIKE = "strike"
    SABOTAGE = "sabotage"
    DEPLOYMENT = "deployment"
    COMMAND = "command"
    MEETING = "meeting"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    SUPPORT = "support"
    CIVILIAN_HARM = "civilian_harm"
    DETENTION = "detention"
    HUMANITARIAN = "humanitarian"
    PROTEST = "protest"
    OTHER = "other"


class Status(StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class SourceKind(StrEnum):
    OFFICIAL = "official"
    MILITARY = "military"
    MEDIA = "media"
    OBSERVER = "observer"
    ANONYMOUS = "anonymous"
    AUTHOR = "author"


class WeaponCategory(StrEnum):
    DRONE = "drone"
    MISSILE = "missile"
    ARTILLERY = "artillery"
    AIRCRAFT = "aircraft"
    ARMOUR = "armour"
    MINE = "mine"
    SMALL_ARMS = "small_arms"
    OTHER = "other"


# The type made, compared and hashed most of all: as a tuple it is so in C.
class Span(NamedTuple):
    """A half-open stretch of `Article.text`, in code points."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One received document. `text` is never altered after reading.

    `id` is the SHA-256 of the received bytes (for `extract`, whatever id came in); `reader` names the reader that made it,
    `notes` say what it had to guess or leave out.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    reader: str = "jsonl"
    notes: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `text` is exact; `plain` has the same length with quotes, dashes and spaces folded to ASCII.

    Match on `plain`, quote from `text`: an offset in one is an offset in the other.
    """

    index: int
    span: Span
    text: str
    plain: str


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A stretch of text that names something. `rule` says which rule found it, `rows` which lexicon rows it used."""

    kind: Kind
    span: Span
    text: str
    rule: str
    value: T
    rows: tuple[str, ...] = ()


def mention_at(
    sentence: Sentence, kind: Kind, start: int, end: int, rule: str, value: T, rows: tuple[str, ...] = ()
) -> Mention[T]:
    """A mention at offsets of the sentence, moved to offsets of the article."""
    base = sentence.span.start
    return Mention(kind, Span(base + start, base + end), sentence.text[start:end], rule, value, rows)


# ---- dates ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """First and last possible day. Durations and sets have a `timex` and no days."""

    earliest: date | None
    latest: date | None
    precision: DatePrecision
    basis: DateBasis | None
    timex: str | None


class TimeKind(StrEnum):
    """What a time expression is. Only a `DATE` can be turned into days."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"
    REFERENCE = "reference"


class TimeAnchor(StrEnum):
    """What a time expression is counted from: nothing, the dateline, the date before it in the text, or the one after it."""

    NONE = "none"
    DATELINE = "dateline"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as written: the calendar fields it names and, if relative, what it is counted from.

    `shift` units from the anchor ("two weeks ago": unit "week", shift -2); `weekday` is 0 for Monday; `part` is a TIMEX3 part
    of the day (MO, AF, EV, NI, DT) and `season` a TIMEX3 season (SP, SU, FA, WI); `modifier` is START, MID or END; `timex` is
    the value of what is no date (P3D, PRESENT_REF); `open_range` says that the next expression ends the range begun here;
    `either` holds both readings (day first, month first) of a date such as 03/04/2022.
    """

    kind: TimeKind
    anchor: TimeAnchor = TimeAnchor.NONE
    unit: str | None = None
    shift: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    modifier: str | None = None
    timex: str | None = None
    open_range: bool = False
    either: tuple[date, date] | None = None
    before_christ: bool = False


# ---- places ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """One gazetteer entry that a name may mean. `score` is 0..1 in its article, higher is likelier."""

    name: str
    lat: float
    lon: float
    precision: PlacePrecision
    country: str | None
    admin1: str | None
    gazetteer_id: str
    radius_km: float
    population: int = 0
    score: float = 0.0
    admin2: str | None = None

    def scored(self, score: float) -> Candidate:
        return Candidate(
            self.name,
            self.lat,
            self.lon,
            self.precision,
            self.country,
            self.admin1,
            self.gazetteer_id,
            self.radius_km,
            self.population,
            score,
            self.admin2,
        )


class PlaceRole(StrEnum):
    """What a place name does in its sentence. Only `LOCATION` and `AREA` say where something happened.

    `METONYM` is a government or people ("Kyiv said", "U.S. officials"), `ACTOR` a state that acts ("Israel bombarded Gaza").
    """

    LOCATION = "location"
    AREA = "area"
    ORIGIN = "origin"
    DESTINATION = "destination"
    CONTAINER = "container"
    METONYM = "metonym"
    ACTOR = "actor"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place. `lat` and `lon` are None where nothing tells; `within` is what the text says contains it.

    `conflict` says, in words, where the text and the gazetteer part; `lookalike` where a like-spelled place is nearer.
    """

    name: str
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None
    radius_km: float | None
    admin1: str | None
    country: str | None
    gazetteer_id: str | None
    alternatives: tuple[Candidate, ...] = ()
    role: PlaceRole = PlaceRole.LOCATION
    within: tuple[str, ...] = ()
    conflict: str | None = None
    lookalike: str | None = None
    ambiguous: str | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as one sentence gives it, before anything says which place it is.

    `name` is the name alone ("Kupiansk" of "Kupiansk district"), `feature` the word for its kind, `within` the names that the text
    says contain it, nearest first, each with its own word. `support` is 2 for a name that needs no help, 1 where words around it say
    that it is a place, 0 where only the rest of the article can tell. `relation` is "near", "between", "outskirts", "offset",
    "direction" or "part"; `distance_km` and `bearing` (degrees from north) give an offset from the name, `other` the second end
    of "between". `lat` and `lon` are set for written coordinates alone.
    """

    name: str
    feature: str | None = None
    role: PlaceRole = PlaceRole.LOCATION
    support: int = 1
    within: tuple[str, ...] = ()
    relation: str | None = None
    distance_km: float | None = None
    bearing: float | None = None
    other: str | None = None
    lat: float | None = None
    lon: float | None = None


# ---- units and people -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, formation, armed group or service. `parents` are superior formations named with it."""

    unit_id: str
    name: str
    number: str | None = None
    branch: str | None = None
    echelon: str | None = None
    side: str | None = None
    parents: tuple[str, ...] = ()
    symbol: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `commands` is true where the text says that he or she commands `unit`."""

    person_id: str
    name: str
    rank: str | None = None
    role: str | None = None
    unit_id: str | None = None
    unit: str | None = None
    commands: bool = False
    change: str | None = None


# ---- the rest -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weapon:
    category: WeaponCategory
    name: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """`number` of `of` ("killed", "drones", "distance_km"). `qualifier` is "at least", "about", ... or None."""

    number: float
    of: str
    qualifier: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says so. `scope` is the part of the sentence that is claimed; `stance` is "asserts", "denies" or "doubts".

    `pronoun` stands where the text says only "he" or "they" (`source` is then None until someone knows who is meant);
    `opens` is true where what is said goes on in the next sentences ("The minister said:", an unclosed quotation).
    """

    source: str | None
    source_kind: SourceKind
    via: str | None
    verb: str
    scope: Span | None = None
    stance: str = "asserts"
    pronoun: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A verb or noun that may make an event. `status` is the reading of tense, negation and modality.

    `needs` names what must stand with it before it makes an event; `objects` are the classes of words that it acts on, nearest
    first; `if_person` is the type where it acts on a named person; `governor` is the light verb that a noun depends on ("held
    talks"); `definite` marks a noun that may point back ("the attack").
    """

    event_type: EventType
    lemma: str
    negated: bool
    tense: str
    status: Status = Status.OCCURRED
    noun: bool = False
    passive: bool = False
    needs: str = ""
    objects: tuple[str, ...] = ()
    if_person: EventType | None = None
    governor: str | None = None
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt, in words that an analyst reads. `spans` point at the text that raises it."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What an analyst puts on a timeline or a map, with its evidence.

    `sentences` are indices, the first is the main one; `action` is the mention that made it.
    """

    id: str
    event_type: EventType
    status: Status
    when: When | None
    places: tuple[Mention[Place], ...]
    units: tuple[Mention[Unit], ...]
    commanders: tuple[Mention[Person], ...]
    people: tuple[Mention[Person], ...]
    actors: tuple[str, ...]
    weapons: tuple[Mention[Weapon], ...]
    quantities: tuple[Mention[Quantity], ...]
    claim: Mention[Claim] | None
    action: Mention[Action]
    sentences: tuple[int, ...]
    flags: tuple[Flag, ...] = ()
    confidence: float = 0.5
    confidence_reasons: tuple[str, ...] = ()
    date_mention: Mention[When] | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """Who held which post in which unit; the dates are those on which an article cites it, not its real start and end."""

    person_id: str
    person: str
    unit_id: str
    unit: str
    rank: str | None
    role: str
    change: str | None
    first_cited: date | None
    last_cited: date | None
    article_id: str
    sentence: Span


AnyMention = (
    Mention[When]
    | Mention[Place]
    | Mention[Unit]
    | Mention[Person]
    | Mention[Weapon]
    | Mention[Quantity]
    | Mention[Claim]
    | Mention[Action]
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article gives, in order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[AnyMention, ...]
    events: tuple[Event, ...]
    flags: tuple[Flag, ...] = field(default=())
    postings: tuple[Posting, ...] = field(default=())
