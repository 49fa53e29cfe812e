"""One match of a grammar rule → what it says, or None where the words around it show that it is no time expression."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.finders.date_words import Tokens, vocabulary
from loaders.model import TimeAnchor, TimeExpression, TimeKind

_SHIFTS = {"l": -1, "t": 0, "h": 0, "s": 0, "x": 1}
_LETTERS = {"hour": "TH", "minute": "TM", "day": "D", "week": "W", "fortnight": "W", "weekend": "D", "month": "M"} | {
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
# Counted in days, weeks, months or years by the resolver; the rest is too fine or too vague.
_CLOCK = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?")
# Before a bare year or month: "in 2014", "since May", "of 1789", "(1953)", "between", "from", "and", "-".
_INTRODUCES = frozenset("i\u03b9YFZz&~vt-Eexl")
_PREPOSITIONS = frozenset("i\u03b9YFZz~")


# What a rule says of words that only look like a time: nothing else may read them as one.
NO_TIME = TimeExpression(TimeKind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule's match over the tokens of a sentence."""

    rule: str
    match: re.Match[str]
    tokens: Tokens

    def word(self, group: str) -> str | None:
        index = self._index(group)
        return None if index is None else self.tokens.words[index]

    def _index(self, group: str) -> int | None:
        names = self.match.re.groupindex
        for name in (group, f"{group}2", f"{group}3"):
            if name in names and self.match.start(name) >= 0:
                return self.match.start(name)
        return None

    def value(self, group: str) -> str | None:
        """The lexicon's value of the group's word."""
        word = self.word(group)
        return None if word is None else vocabulary()[word].value

    def number(self, group: str) -> int | None:
        """A group's digits or number word as a number."""
        word = self.word(group)
        if word is None:
            return None
        digits = re.match(r"[0-9]+", word.replace(",", ""))
        if digits:
            return int(digits.group()[:9])
        entry = vocabulary().get(word)
        return int(entry.value) if entry and entry.value.isdigit() else None

    def shift(self) -> int | None:
        """What "last", "this" or "next" says, in units."""
        found = (self.match.groupdict().get("relation") or "").rstrip("s")
        return _SHIFTS[found[-1]] if found else 0 if self.match.groupdict().get("relation") else None

    @property
    def before(self) -> str:
        """Code of the token before the match, or empty."""
        return self.tokens.codes[self.match.start() - 1] if self.match.start() else ""

    @property
    def after(self) -> str:
        return self.tokens.codes[self.match.end() : self.match.end() + 1]

    @property
    def word_before(self) -> str:
        return self.tokens.words[self.match.start() - 1] if self.match.start() else ""

    @property
    def word_after(self) -> str:
        return self.tokens.words[self.match.end()] if self.match.end() < len(self.tokens.words) else ""


def _modifier(reading: Reading) -> str | None:
    return reading.value("modifier") or reading.value("edge")


def calendar(reading: Reading) -> TimeExpression | None:
    """Day, month and year in any order and any of them missing."""
    groups = reading.match.groupdict()
    day, weekday = reading.number("day"), reading.value("weekday")
    if day is not None and not 1 <= day <= 31:
        return None
    if day is not None and reading.number("year") is None and reading.after == "N" and _is_name(reading):
        return NO_TIME
    pointed = groups.get("pointer")
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if pointed else TimeAnchor.NONE,
        unit=reading.value("pointer"),
        shift=0 if pointed else None,
        year=reading.number("year"),
        month=_as_int(reading.value("month")),
        day=day,
        weekday=int(weekday) - 1 if weekday else None,
        part="MO" if reading.word("early_hours") else reading.value("part"),
        modifier=_modifier(reading),
    )


def _is_name(reading: Reading) -> bool:
    """Whether the date is part of a proper name: "14th of October bridge", "the 17 July Street"."""
    return reading.word_after[:1].isupper() or "of" in reading.tokens.words[reading.match.start() : reading.match.end()]


def day_alone(reading: Reading) -> TimeExpression | None:
    """ "on the 5th": only after a word that brings a date and before one that is no noun."""
    series = re.compile("(?:[,&]+k?[o])+[=_nUuN]").match(reading.tokens.codes, reading.match.end())
    if series or reading.before not in _PREPOSITIONS | {"&"} or reading.after not in ("", *",.;)i\u03b9z&FkY"):
        return None
    return calendar(reading)


def _as_int(value: str | None) -> int | None:
    return int(value) if value else None


def month(reading: Reading) -> TimeExpression | None:
    """A month alone. A doubtful name ("May") needs a word before it that brings a date."""
    codes = reading.match.group()
    led = len(codes) > 1
    if codes[-1] == "m" and not led:
        if not _brings_month(reading) and not _is_heading(reading):
            return None
        if len(reading.tokens.words[reading.match.end() - 1]) == 3 and reading.word("month") not in ("May", "MAY"):
            return None
    if not led and reading.after == "=" and reading.before not in _PREPOSITIONS | frozenset("k&Eva"):
        return None
    if reading.before == "\u03bd":
        return None
    if not led and reading.before == "=" and reading.match.start() > 1 and reading.word_before.isalpha():
        return None
    return calendar_with_relation(reading)


def _is_heading(reading: Reading) -> bool:
    """Whether the sentence is nothing but this word, apart from marks."""
    return not reading.tokens.codes.strip("_:.") or reading.tokens.codes.strip("_:.") == reading.match.group()


def _brings_month(reading: Reading) -> bool:
    """Whether the words around a doubtful month show that it is one: "in May", "a March operation", "May-August"."""
    if reading.before in _INTRODUCES and reading.before != "v":
        return True
    if reading.after and re.match(r"[-z&][Mm]", reading.tokens.codes[reading.match.end() : reading.match.end() + 2]):
        return True
    return reading.before in ("k", "a", "\u03c0") and reading.after in ("_", "\u03bd")


def calendar_with_relation(reading: Reading) -> TimeExpression | None:
    shift = reading.shift()
    relation = reading.match.groupdict().get("relation") or ""
    from_text = relation[:1] in ("h", "s") or "s" in relation or bool(shift and reading.match.groupdict().get("the"))
    anchor = TimeAnchor.NONE if shift is None else TimeAnchor.BEFORE if from_text else TimeAnchor.DATELINE
    return TimeExpression(
        TimeKind.DATE,
        anchor,
        shift=shift,
        year=reading.number("year"),
        month=_as_int(reading.value("month")),
        season=reading.value("season"),
        modifier=_modifier(reading),
    )


def year(reading: Reading) -> TimeExpression | None:
    """A bare year, unless the words beside it make it a count, a number in a series or part of a name."""
    codes, start, end = reading.tokens.codes, reading.match.start(), reading.match.end()
    if reading.after == "n" and end - start > 1 and "\u03b9" not in codes[start:end] and int(reading.tokens.words[end - 1]) % 50 == 0:
        return None
    if reading.before in ("#", "$", "€", "£", "@"):
        return None
    if end - start == 1:
        if reading.tokens.touches(start) and (
            reading.before in "./:_" or (reading.before == "-" and start > 1 and codes[start - 2] in "_=")
        ):
            return None
        if reading.tokens.touches(end) and (reading.after in "_=" or (reading.after == "/" and codes[end + 1 : end + 2] not in ("d", "5", "y"))):
            return None
        if reading.after == "n" and (reading.before not in _PREPOSITIONS or int(reading.tokens.words[start]) % 50 == 0):
            return None
        if reading.after == "-" and codes[end + 1 : end + 2] in ("_", "=", "u", "U", "n") and reading.tokens.touches(end):
            return None
        number = int(reading.tokens.words[start])
        if not 1600 <= number <= 2100 and reading.before not in _PREPOSITIONS | {"v", "-", "("}:
            return None
        if reading.before == "&" and start > 1 and codes[start - 2] in "67":
            return None
        plural = reading.after == "_" and reading.word_after.endswith("s") and not reading.word_after.endswith("ss")
        if plural and reading.before in ("~", "_", "&", ",", "z", "=", "") and len(reading.word_after) > 3:
            return None
    return TimeExpression(TimeKind.DATE, year=reading.number("year"), modifier=_modifier(reading))


def half(reading: Reading) -> TimeExpression | None:
    ordinal = reading.number("half")
    which = ordinal if ordinal in (1, 2) else 2
    shift = reading.shift()
    unit = reading.value("unit")
    if unit not in (None, "year", "month"):
        return None
    anchor = TimeAnchor.NONE if unit is None else TimeAnchor.BEFORE if shift is None else TimeAnchor.DATELINE
    return TimeExpression(
        TimeKind.DATE,
        anchor,
        unit=unit,
        shift=(shift or 0) if unit else None,
        year=reading.number("year"),
        month=_as_int(reading.value("month")),
        half=which,
    )


def quarter(reading: Reading) -> TimeExpression | None:
    number = reading.number("quarter")
    if number not in (1, 2, 3, 4) or (reading.value("unit") != "quarter" if reading.rule == "quarter" else reading.word("sign") != "Q"):
        return None
    return TimeExpression(TimeKind.DATE, year=reading.number("year"), quarter=number)


def weekend(reading: Reading) -> TimeExpression | None:
    """ "over the weekend": the one just past, or the one that goes on."""
    if reading.value("unit") != "weekend":
        return None
    return TimeExpression(TimeKind.DATE, TimeAnchor.DATELINE, unit="weekend")


def season(reading: Reading) -> TimeExpression | None:
    """A season. "fall" counts only after "the", "in" or a modifier and not before "of" a place."""
    codes = reading.match.group()
    if "f" in codes and reading.number("year") is None and not reading.match.groupdict().get("pointer"):
        introduced = len(codes) > 1 or reading.before in ("i", "\u03b9", "&", "-")
        if not introduced or reading.after in ("v", "z", "i", "\u03b9", "N") or reading.word("season") == "Fall":
            return None
    if reading.before == "\u03bd":
        return None
    if len(codes) == 1 and reading.before == "=" and reading.word("season") != (reading.word("season") or "").lower():
        if reading.after != "=":
            return None
    return calendar_with_relation(reading)


def decade(reading: Reading) -> TimeExpression | None:
    digits = re.sub(r"\D", "", reading.word("decade") or "")
    number = int(digits)
    if len(digits) == 2:
        number += 1900
        if "the" not in [w.lower() for w in reading.tokens.words[reading.match.start() : reading.match.end()]]:
            return None
    return TimeExpression(TimeKind.DATE, decade=number // 10, modifier=_modifier(reading))


def century(reading: Reading) -> TimeExpression | None:
    number = reading.number("century")
    if reading.value("unit") != "century" or number is None or not 1 <= number <= 25:
        return None
    bc = (reading.word("era") or "").startswith("B")
    return TimeExpression(TimeKind.DATE, century=number - 1, modifier=_modifier(reading), before_christ=bc)


def weekday(reading: Reading) -> TimeExpression | None:
    """A weekday in full; a capitalised word before it makes it a name ("Bloody Sunday")."""
    codes = reading.match.group()
    if (reading.before == "k" and reading.after == "=") or reading.before == "\u03bd":
        return None
    if codes[:1] == "W" and reading.before == "=" and reading.match.start() > 1 and reading.after not in (",", "."):
        return None
    value = reading.value("weekday")
    relation = reading.match.groupdict().get("relation") or ""
    anchor = TimeAnchor.BEFORE if relation[:1] in ("h", "s") else TimeAnchor.DATELINE
    if reading.match.groupdict().get("the"):
        anchor = TimeAnchor.BEFORE
    part = "MO" if reading.word("early_hours") else reading.value("part")
    return TimeExpression(
        TimeKind.DATE, anchor, weekday=int(value or 1) - 1, shift=reading.shift(), part=part, modifier=_modifier(reading)
    )


def named_day(reading: Reading) -> TimeExpression | None:
    value = reading.value("named")
    part, number = reading.value("part"), reading.number("year")
    if not value:
        if reading.after == "=" or reading.before in ("=", "\u03bd"):
            return None
        return TimeExpression(TimeKind.REFERENCE, timex=f"{number or 'XXXX'}-XX-XX")
    named_month, day = map(int, value.split("-"))
    return TimeExpression(TimeKind.DATE, year=number, month=named_month, day=day, part=part)


def deictic_day(reading: Reading) -> TimeExpression | None:
    value = reading.value("deictic") or "0"
    part = reading.value("part") or (value[-2:] if value[-1].isalpha() else None)
    if reading.word("deictic") in ("overnight", "Overnight"):
        return TimeExpression(TimeKind.DATE, TimeAnchor.AFTER, unit="day", shift=0, part="NI")
    shift = int(re.match(r"-?[0-9]", value).group())  # type: ignore[union-attr]
    return TimeExpression(TimeKind.DATE, TimeAnchor.DATELINE, unit="day", shift=shift, part=part)


# Counted from the date before it in the text; "last", "this" and "coming" are counted from the dateline.
_FROM_TEXT = frozenset("that same previous preceding following subsequent succeeding ensuing prior next".split())


def relative_unit(reading: Reading) -> TimeExpression | None:
    """ "last week", "the same day", "that month", "earlier this year", "the previous day"."""
    unit, relation = reading.value("unit"), (reading.match.group("relation"))
    word = reading.tokens.words[reading.match.start("relation")].lower()
    the = reading.match.group("the") is not None
    if unit in ("hour", "minute", "quarter", "millennium", "fortnight") or relation[0] == "s" and not the:
        return None
    if word == "this" and unit == "day":
        return TimeExpression(TimeKind.REFERENCE, timex="PRESENT_REF")
    if word in ("past", "coming", "last") and the and reading.match.group("edge") is None or unit in ("decade", "century"):
        return TimeExpression(TimeKind.DURATION, timex=f"P1{_LETTERS[unit or 'day']}")
    from_text = "s" in relation or relation[0] == "h" or (word in _FROM_TEXT and (the or word != "next"))
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if from_text else TimeAnchor.DATELINE,
        unit=unit,
        shift=reading.shift(),
        part=reading.value("part"),
        modifier=_modifier(reading),
    )


def relative_part(reading: Reading) -> TimeExpression | None:
    """ "last night", "this morning", "that afternoon", "the next morning"."""
    relation = reading.match.group("relation")
    word = reading.tokens.words[reading.match.start("relation")].lower()
    from_text = relation[0] in "hs" or (word in _FROM_TEXT and reading.match.group("the") is not None)
    anchor = TimeAnchor.BEFORE if from_text else TimeAnchor.DATELINE
    return TimeExpression(TimeKind.DATE, anchor, unit="day", shift=reading.shift(), part=reading.value("part"))


def unit_part(reading: Reading) -> TimeExpression | None:
    """ "the end of the year", "late in the month", "month's end"."""
    unit = reading.value("unit")
    if unit not in ("day", "week", "month", "year") or (reading.rule == "unit-end" and reading.tokens.words[reading.match.start() + 2] != "s"):
        return None
    return TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit=unit, shift=0, modifier=_modifier(reading))


def part_alone(reading: Reading) -> TimeExpression | None:
    """ "at night", "in the morning", "daytime". A morning or evening without "the" says nothing."""
    part, the = reading.value("part"), reading.match.group("the") is not None
    if not the and reading.word_before.lower() in ("by", "until", "till", "before", "since"):
        return TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit="day", shift=0, part=part)
    if part in ("NI", "DT") and not the and reading.before not in ("a", "_=") and reading.after != "-":
        return TimeExpression(TimeKind.SET, timex=f"XXXX-XX-XXT{part}")
    if not the or reading.before not in _PREPOSITIONS:
        return None
    return TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit="day", shift=0, part=part)


def _duration(reading: Reading) -> str:
    unit = reading.value("unit") or "day"
    letters = _LETTERS[unit]
    count = reading.number("count")
    if count is None:
        count = 1 if reading.match.groupdict().get("count") else None
    if count is not None and unit == "fortnight":
        count *= 2
    if count is not None and unit == "weekend":
        count *= 2
    amount = "X" if count is None else str(count)
    return f"PT{amount}{letters[1]}" if letters[0] == "T" else f"P{amount}{letters}"


def counted(reading: Reading) -> TimeExpression | None:
    """ "three days later", "two weeks ago", "a month earlier", "years later"."""
    unit, word = reading.value("unit"), (reading.word("direction") or "").lower()
    has_count = reading.match.group("count") or reading.match.group("vague")
    if not has_count and reading.tokens.codes[reading.match.end() - 2] != "u":
        return None
    if reading.match.group("direction") == "l" and (word != "prior" or not has_count):
        return None
    if word in ("after", "before") and not has_count and (word == "after" or reading.after not in (".", ",", ";", ")", "")):
        return None
    sign = -1 if word in ("ago", "earlier", "before", "previously", "beforehand", "prior") else 1
    count = reading.number("count")
    if count is None and reading.match.group("count"):
        count = 1
    anchor = TimeAnchor.DATELINE if word == "ago" else TimeAnchor.BEFORE
    if word in ("after", "before") and reading.after:
        anchor = TimeAnchor.AFTER if reading.after in "dMmoyWBI9k" else anchor
    if count is None:
        return TimeExpression(TimeKind.REFERENCE, timex="FUTURE_REF" if sign > 0 else "PAST_REF")
    shift = sign * count
    return TimeExpression(TimeKind.DATE, anchor, unit=unit, shift=shift)


def day_beside(reading: Reading) -> TimeExpression | None:
    """ "the day before", "the week after"."""
    unit, before = reading.value("unit"), reading.match.group("direction") == "b"
    if unit not in ("day", "week", "month", "year", "night"):
        return None
    anchor = TimeAnchor.BEFORE if reading.after in (".", ",", ";", ")", "") else TimeAnchor.AFTER
    return TimeExpression(TimeKind.DATE, anchor, unit=unit, shift=-1 if before else 1)


def reference_past(reading: Reading) -> TimeExpression | None:
    """ "in the past", "in future"; not "in the past week", "in the future of"."""
    if reading.match.group("past") and (reading.word("past") or "").lower() != "past":
        return None
    if reading.after not in (".", ",", ";", ")", "", "&", "-"):
        return None
    return TimeExpression(TimeKind.REFERENCE, timex="PAST_REF" if reading.match.group("past") else "FUTURE_REF")


def duration(reading: Reading) -> TimeExpression | None:
    """ "for three days", "a six-month siege", "several hours"."""
    age, unit = reading.word("age"), reading.value("unit")
    text = [word.lower() for word in reading.tokens.words[reading.match.start() : reading.match.end()]]
    if age is not None and age.lower() not in ("long", "old"):
        return None
    if (age is not None and reading.match.group("count") == "a") or unit == "quarter":
        return None
    if reading.match.group("count") in ("C", "d", "5") and reading.before == "." and reading.tokens.touches(reading.match.start()):
        return None
    if text[0] in ("a", "an") and unit in ("weekend", "night", "quarter"):
        return None
    return TimeExpression(TimeKind.DURATION, timex=_duration(reading))


def stretch(reading: Reading) -> TimeExpression | None:
    """ "the past two years", "the first three days", "the coming weeks"."""
    relation, unit = reading.match.group("relation") or "x", reading.value("unit")
    has_count = reading.match.group("count") or reading.match.group("vague")
    plural = reading.match.group()[-1] == "u"
    if not has_count and not plural and (relation == "T" or unit == "quarter"):
        return None
    if not has_count and not plural:
        return TimeExpression(TimeKind.DURATION, timex=f"P1{_LETTERS[unit or 'day']}") if relation == "O" else None
    return TimeExpression(TimeKind.DURATION, timex=_duration(reading))


def units_bare(reading: Reading) -> TimeExpression | None:
    """ "for weeks", "within days"."""
    if reading.word_before.lower() not in ("for", "within") or reading.after == "-":
        return None
    return TimeExpression(TimeKind.DURATION, timex=_duration(reading))


def units_long(reading: Reading) -> TimeExpression | None:
    if (reading.word("age") or "").lower() != "long":
        return None
    letters = _LETTERS[reading.value("unit") or "day"]
    amount = "X" if reading.match.group("unit") == "u" else "1"
    return TimeExpression(TimeKind.DURATION, timex=f"P{'T' if letters[0] == 'T' else ''}{amount}{letters[-1] if letters[0] == 'T' else letters}")


def repeated(reading: Reading) -> TimeExpression | None:
    """ "daily", "per month", "every Friday", "each night"."""
    if reading.rule == "set":
        word = reading.word("set") or ""
        if word[0].isupper() and reading.after == "=":
            return None
        return TimeExpression(TimeKind.SET, timex=reading.value("set"))
    if reading.value("weekday"):
        return TimeExpression(TimeKind.SET, timex=f"XXXX-WXX-{reading.value('weekday')}")
    if reading.value("part"):
        return TimeExpression(TimeKind.SET, timex=f"XXXX-XX-XXT{reading.value('part')}")
    letters = _LETTERS[reading.value("unit") or "day"]
    return TimeExpression(TimeKind.SET, timex=f"PT1{letters[1]}" if letters[0] == "T" else f"P1{letters}")


def reference(reading: Reading) -> TimeExpression | None:
    """ "now", "currently", "recently", "former": a time that no calendar holds."""
    return TimeExpression(TimeKind.REFERENCE, timex=reading.value("reference"))


def reference_noun(reading: Reading) -> TimeExpression | None:
    """ "at this time", "that period", "the same time". "the time" alone only at the end of its phrase."""
    period = reading.match.group("noun") == "2"
    if reading.match.group()[:1] in "kt" and not period and reading.before not in _PREPOSITIONS:
        return None
    if reading.match.group()[:2] == "k1" and reading.before != "Y":
        return None
    if period and (reading.after == "v" or reading.match.group().startswith("k")):
        return None
    past = reading.match.group("same") or reading.match.group("that")
    return TimeExpression(TimeKind.REFERENCE, timex="PAST_REF" if past else "PRESENT_REF")


def clock(reading: Reading) -> TimeExpression | None:
    """A time of day. A bare number needs "a.m.", "o'clock" or the like."""
    word, code = reading.word("clock") or "", reading.match.group("clock")
    meridiem, mark = reading.value("meridiem"), (reading.word("mark") or "").lower()
    if code in ("d", "C") and not meridiem and mark != "o'clock":
        return None
    if reading.before == "+" and reading.tokens.touches(reading.match.start()):
        return None
    text = vocabulary()[word].value if code in ("C", "K") else word
    found = _CLOCK.match(text)
    if found is None:
        return None
    day = reading.value("weekday")
    return _time(int(found[1]), int(found[2] or 0), meridiem, reading.word("zone"), int(day) - 1 if day else None)


def clock_hours(reading: Reading) -> TimeExpression | None:
    """ "0430 GMT", "at 1500 hours". Plain "1500 hours" is a duration."""
    word, mark = reading.word("clock") or "", (reading.word("mark") or "").lower()
    known = reading.word("zone") or reading.match.group("local") or mark in ("hrs", "h", "hr")
    if not known and not (mark == "hours" and (word[0] == "0" or reading.before in _PREPOSITIONS | {"&"})):
        return None
    if reading.word_before.lower() in ("for", "in", "within") and not reading.word("zone"):
        return None
    return _time(int(word[:2]), int(word[2:]), None, reading.word("zone"))


def _time(hour: int, minute: int, meridiem: str | None, zone: str | None, weekday: int | None = None) -> TimeExpression | None:
    if meridiem is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if meridiem == "PM" else 0)
    if hour > 24 or minute > 59:
        return None
    anchor = TimeAnchor.BEFORE if weekday is None else TimeAnchor.DATELINE
    return TimeExpression(TimeKind.DATE, anchor, weekday=weekday, hour=hour, minute=minute, zone=zone)


def before_christ(reading: Reading) -> TimeExpression | None:
    era = reading.word("era")
    bc = bool(era and era.startswith("B"))
    if bc:
        return TimeExpression(TimeKind.DATE, before_christ=True)
    return TimeExpression(TimeKind.DATE, year=reading.number("digits"))
