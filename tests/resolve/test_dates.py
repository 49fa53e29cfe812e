"""Dates in their article: days, precision, TIMEX3 value, and what they are known by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.dates import find
from loaders.model import Article, Mention, TimeExpression, When
from loaders.resolve.dates import joined, resolve
from loaders.resolve.dates.stretches import shifted, unit_stretch, weekday_near
from loaders.sentences import split

Expected = tuple[str, str | None, str | None, str, str | None]

# published, text, [(words, TIMEX3 value, days, precision, basis)]
CASES: list[tuple[str | None, str, list[Expected]]] = [
    # stated
    (
        None,
        "The siege of Mariupol ended on 20 May 2022.",
        [
            ("20 May 2022", "2022-05-20", "2022-05-20", "day", "stated"),
        ],
    ),
    (
        None,
        "Goma fell on the night of 26 January 2025, Bukavu on the morning of February 14, 2025.",
        [
            ("the night of 26 January 2025", "2025-01-26TNI", "2025-01-26", "day", "stated"),
            ("the morning of February 14, 2025", "2025-02-14TMO", "2025-02-14", "day", "stated"),
        ],
    ),
    (
        None,
        "Hama fell in early December 2024, Aleppo in late November 2024.",
        [
            ("early December 2024", "2024-12", "2024-12-01..2024-12-31", "month", "stated"),
            ("late November 2024", "2024-11", "2024-11-01..2024-11-30", "month", "stated"),
        ],
    ),
    (
        None,
        "The war of 1980-88 was followed by that of 1990-1991.",
        [
            ("1980", "1980", "1980-01-01..1980-12-31", "year", "stated"),
            ("88", "1988", "1988-01-01..1988-12-31", "year", "stated"),
            ("1990", "1990", "1990-01-01..1990-12-31", "year", "stated"),
            ("1991", "1991", "1991-01-01..1991-12-31", "year", "stated"),
        ],
    ),
    (
        None,
        "The enclave was besieged from April 1992 to February 1996.",
        [
            ("April 1992", "1992-04", "1992-04-01..1992-04-30", "month", "stated"),
            ("February 1996", "1996-02", "1996-02-01..1996-02-29", "month", "stated"),
        ],
    ),
    (
        None,
        "The hill changed hands between 6 and 15 October 1952.",
        [
            ("6", "1952-10-06", "1952-10-06", "day", "stated"),
            ("15 October 1952", "1952-10-15", "1952-10-15", "day", "stated"),
        ],
    ),
    (
        None,
        "Israel bombed Beirut in the summer of 2006 and Gaza in the winter of 2008-09.",
        [
            ("the summer of 2006", "2006-SU", "2006-06-01..2006-08-31", "season", "stated"),
            ("the winter of 2008-09", "2008-WI", "2008-12-01..2009-02-28", "season", "stated"),
        ],
    ),
    (
        None,
        "Losses rose in the third quarter of 2023, in Q1 2024 and in the first half of 2015.",
        [
            ("the third quarter of 2023", "2023-Q3", "2023-07-01..2023-09-30", "quarter", "stated"),
            ("Q1 2024", "2024-Q1", "2024-01-01..2024-03-31", "quarter", "stated"),
            ("the first half of 2015", "2015-H1", "2015-01-01..2015-06-30", "range", "stated"),
        ],
    ),
    (
        None,
        "The feud of the 1980s goes back to the 19th century and to 575 BC.",
        [
            ("the 1980s", "198X", "1980-01-01..1989-12-31", "decade", "stated"),
            ("the 19th century", "18XX", "1800-01-01..1899-12-31", "range", "stated"),
            ("575 BC", None, None, "unknown", None),
        ],
    ),
    (
        None,
        "Contact was reported at 121530ZMAR22.",
        [
            ("121530ZMAR22", "2022-03-12T15:30", "2022-03-12", "time", "stated"),
        ],
    ),
    (
        None,
        "At 4:30 a.m. on 24 February 2022 the first missile landed; by noon a bridge was lost.",
        [
            ("4:30 a.m.", "2022-02-24T04:30", "2022-02-24", "time", "stated"),
            ("24 February 2022", "2022-02-24", "2022-02-24", "day", "stated"),
            ("noon", "2022-02-24T12:00", "2022-02-24", "time", "relative"),
        ],
    ),
    (
        None,
        "The treaty expires on 1 January 2099.",
        [
            ("1 January 2099", "2099-01-01", "2099-01-01", "day", "stated"),
        ],
    ),
    (
        None,
        "The treaty of 31 February 2020 is a forgery.",
        [
            ("31 February 2020", None, None, "unknown", None),
        ],
    ),
    (
        None,
        "It lasted from December to February 1937.",
        [
            ("December", "1936-12", "1936-12-01..1936-12-31", "month", "stated"),
            ("February 1937", "1937-02", "1937-02-01..1937-02-28", "month", "stated"),
        ],
    ),
    (
        None,
        "Fighting raged in May and June 1920 and on 12-14 July 1950.",
        [
            ("May", "1920-05", "1920-05-01..1920-05-31", "month", "stated"),
            ("June 1920", "1920-06", "1920-06-01..1920-06-30", "month", "stated"),
            ("12", "1950-07-12", "1950-07-12", "day", "stated"),
            ("14 July 1950", "1950-07-14", "1950-07-14", "day", "stated"),
        ],
    ),
    # news: counted from the dateline
    (
        "2026-03-02",
        "Gunmen attacked Bamako on Tuesday evening and again on Monday.",
        [
            ("Tuesday evening", "2026-02-24TEV", "2026-02-24", "day", "relative"),
            ("Monday", "2026-03-02", "2026-03-02", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "The minister resigned last Friday; the king spoke yesterday.",
        [
            ("last Friday", "2026-02-27", "2026-02-27", "day", "relative"),
            ("yesterday", "2026-03-01", "2026-03-01", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Troops will arrive on Friday, and talks are due tomorrow.",
        [
            ("Friday", "2026-03-06", "2026-03-06", "day", "relative"),
            ("tomorrow", "2026-03-03", "2026-03-03", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "On 26 February troops crossed the river; the bridge had fallen on 5 March.",
        [
            ("26 February", "2026-02-26", "2026-02-26", "day", "relative"),
            ("5 March", "2025-03-05", "2025-03-05", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "The summit will be held on 5 March and in April.",
        [
            ("5 March", "2026-03-05", "2026-03-05", "day", "relative"),
            ("April", "2026-04", "2026-04-01..2026-04-30", "month", "relative"),
        ],
    ),
    (
        "2026-01-05",
        "The truce of December 24 collapsed on January 2.",
        [
            ("December 24", "2025-12-24", "2025-12-24", "day", "relative"),
            ("January 2", "2026-01-02", "2026-01-02", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Port Sudan was hit last week, two weeks ago and in February.",
        [
            ("last week", "2026-W09", "2026-02-23..2026-03-01", "week", "relative"),
            ("two weeks ago", "2026-W08", "2026-02-16..2026-02-22", "week", "relative"),
            ("February", "2026-02", "2026-02-01..2026-02-28", "month", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Raids continued earlier this month, late last year and last night.",
        [
            ("earlier this month", "2026-03", "2026-03-01..2026-03-31", "month", "relative"),
            ("late last year", "2025", "2025-01-01..2025-12-31", "year", "relative"),
            ("last night", "2026-03-01TNI", "2026-03-01", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Over the weekend the M23 took Sake; this weekend it lost it.",
        [
            ("the weekend", "2026-W09-WE", "2026-02-28..2026-03-01", "range", "relative"),
            ("this weekend", "2026-W10-WE", "2026-03-07..2026-03-08", "range", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "He spoke at 10 p.m. Friday.",
        [
            ("10 p.m. Friday", "2026-02-27T22:00", "2026-02-27", "time", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "The town was taken in last October's offensive, before next spring.",
        [
            ("last October", "2025-10", "2025-10-01..2025-10-31", "month", "relative"),
            ("next spring", "2027-SP", "2027-03-01..2027-05-31", "season", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Drones hit Odesa overnight.",
        [
            ("overnight", "2026-03-01TNI", "2026-03-01..2026-03-02", "range", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "Overnight on 25 February drones hit Odesa.",
        [
            ("Overnight", "2026-02-25TNI", "2026-02-25", "day", "relative"),
            ("25 February", "2026-02-25", "2026-02-25", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "In May 2014 the republic was declared. On 11 May a vote was held.",
        [
            ("May 2014", "2014-05", "2014-05-01..2014-05-31", "month", "stated"),
            ("11 May", "2014-05-11", "2014-05-11", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "The same day, the president called the colonel.",
        [
            ("The same day", "2026-03-02", "2026-03-02", "day", "published"),
        ],
    ),
    (
        "2026-03-02",
        "KYIV, Feb. 26 (Agency) - Shells killed two on Tuesday.",
        [
            ("Feb. 26", "2026-02-26", "2026-02-26", "day", "stated"),
            ("Tuesday", "2026-02-24", "2026-02-24", "day", "relative"),
        ],
    ),
    (
        None,
        "GAZA CITY, Oct. 7, 2023 (Agency) - Rockets were fired today; the army said yesterday was calm.",
        [
            ("Oct. 7, 2023", "2023-10-07", "2023-10-07", "day", "stated"),
            ("today", "2023-10-07", "2023-10-07", "day", "relative"),
            ("yesterday", "2023-10-06", "2023-10-06", "day", "relative"),
        ],
    ),
    (
        "2026-03-02",
        "As of 1 March at 18:00 it held; at 5 a.m. on 2 March it fell. At 06:00 rain came. Rebels took Bria on Sunday.",
        [
            ("1 March", "2026-03-01", "2026-03-01", "day", "relative"),
            ("18:00", "2026-03-01T18:00", "2026-03-01", "time", "relative"),
            ("5 a.m.", "2026-03-02T05:00", "2026-03-02", "time", "relative"),
            ("2 March", "2026-03-02", "2026-03-02", "day", "relative"),
            ("06:00", "2026-03-02T06:00", "2026-03-02", "time", "relative"),
            ("Sunday", "2026-03-01", "2026-03-01", "day", "relative"),
        ],
    ),
    (
        "2025-01-28",
        "Goma fell on 27 January 2025, two days after Rwanda's guns opened fire. Overnight, shops were looted.",
        [
            ("27 January 2025", "2025-01-27", "2025-01-27", "day", "stated"),
            ("two days after", "2025-01-27", "2025-01-27", "day", "relative"),
            ("Overnight", "2025-01-27TNI", "2025-01-27..2025-01-28", "range", "relative"),
        ],
    ),
    (
        "2024-02-12",
        "He was dismissed on Thursday and replaced on Friday. He had led the army since 2019, 2020 and 2021, in May 2021 "
        "and in June 2021.",
        [
            ("Thursday", "2024-02-08", "2024-02-08", "day", "relative"),
            ("Friday", "2024-02-09", "2024-02-09", "day", "relative"),
            ("2019", "2019", "2019-01-01..2019-12-31", "year", "stated"),
            ("2020", "2020", "2020-01-01..2020-12-31", "year", "stated"),
            ("2021", "2021", "2021-01-01..2021-12-31", "year", "stated"),
            ("May 2021", "2021-05", "2021-05-01..2021-05-31", "month", "stated"),
            ("June 2021", "2021-06", "2021-06-01..2021-06-30", "month", "stated"),
        ],
    ),
    # stories: counted from the text
    (
        None,
        "Ten days after the siege began, on 12 May 1999, a convoy came. Five days before the truce it left.",
        [
            ("Ten days after", "XXXX-XX-XX", None, "day", None),
            ("12 May 1999", "1999-05-12", "1999-05-12", "day", "stated"),
            ("Five days before", "XXXX-XX-XX", None, "day", None),
        ],
    ),
    (
        None,
        "On 3 May 2014 the army took the town. The next day it lost it. Three days later it returned.",
        [
            ("3 May 2014", "2014-05-03", "2014-05-03", "day", "stated"),
            ("The next day", "2014-05-04", "2014-05-04", "day", "relative"),
            ("Three days later", "2014-05-07", "2014-05-07", "day", "relative"),
        ],
    ),
    (
        None,
        "On 14 June 1982 the garrison gave up. The night before, it had lost a hill.",
        [
            ("14 June 1982", "1982-06-14", "1982-06-14", "day", "stated"),
            ("The night before", "1982-06-13TNI", "1982-06-13", "day", "relative"),
        ],
    ),
    (
        None,
        "Aleppo fell on 29 November 2024. The same day Hama was shelled, and that month Homs fell too.",
        [
            ("29 November 2024", "2024-11-29", "2024-11-29", "day", "stated"),
            ("The same day", "2024-11-29", "2024-11-29", "day", "relative"),
            ("that month", "2024-11", "2024-11-01..2024-11-30", "month", "relative"),
        ],
    ),
    (
        None,
        "The invasion began on 24 February 2022. By 2 March Kherson was lost. In April the north was free.",
        [
            ("24 February 2022", "2022-02-24", "2022-02-24", "day", "stated"),
            ("2 March", "2022-03-02", "2022-03-02", "day", "relative"),
            ("April", "2022-04", "2022-04-01..2022-04-30", "month", "relative"),
        ],
    ),
    (
        None,
        "In June 1950 the war began. Seoul fell on 28 June. By September the south held only Pusan.",
        [
            ("June 1950", "1950-06", "1950-06-01..1950-06-30", "month", "stated"),
            ("28 June", "1950-06-28", "1950-06-28", "day", "relative"),
            ("September", "1950-09", "1950-09-01..1950-09-30", "month", "relative"),
        ],
    ),
    (
        None,
        "On 27 June 2023, two days after the mutiny, he flew to Minsk.",
        [
            ("27 June 2023", "2023-06-27", "2023-06-27", "day", "stated"),
            ("two days after", "2023-06-27", "2023-06-27", "day", "relative"),
        ],
    ),
    (
        None,
        "Two days after 7 October 2023 the blockade was complete.",
        [
            ("Two days after", "2023-10-09", "2023-10-09", "day", "relative"),
            ("7 October 2023", "2023-10-07", "2023-10-07", "day", "stated"),
        ],
    ),
    (
        None,
        "On 30 December 1994 columns moved. On 2 January they were cut off. The following month they withdrew.",
        [
            ("30 December 1994", "1994-12-30", "1994-12-30", "day", "stated"),
            ("2 January", "1995-01-02", "1995-01-02", "day", "relative"),
            ("The following month", "1995-02", "1995-02-01..1995-02-28", "month", "relative"),
        ],
    ),
    (
        None,
        "The ceasefire was signed in March 2015. The previous year a truce had failed. It ended in July of that year.",
        [
            ("March 2015", "2015-03", "2015-03-01..2015-03-31", "month", "stated"),
            ("The previous year", "2014", "2014-01-01..2014-12-31", "year", "relative"),
            ("July of that year", "2014-07", "2014-07-01..2014-07-31", "month", "relative"),
        ],
    ),
    (
        None,
        "On 8 May 2024 the crossing was shut; at the end of the month, on the 28th, camps burned.",
        [
            ("8 May 2024", "2024-05-08", "2024-05-08", "day", "stated"),
            ("the end of the month", "2024-05", "2024-05-01..2024-05-31", "month", "relative"),
            ("the 28th", "2024-05-28", "2024-05-28", "day", "relative"),
        ],
    ),
    (
        None,
        "On 12 April 1999 the train was hit. That afternoon, at 15:20, the bridge fell.",
        [
            ("12 April 1999", "1999-04-12", "1999-04-12", "day", "stated"),
            ("That afternoon", "1999-04-12TAF", "1999-04-12", "day", "relative"),
            ("15:20", "1999-04-12T15:20", "1999-04-12", "time", "relative"),
        ],
    ),
    (
        None,
        "In 1993 the ranger raid failed. It was the worst loss since 1968. On 25 March the last unit left.",
        [
            ("1993", "1993", "1993-01-01..1993-12-31", "year", "stated"),
            ("1968", "1968", "1968-01-01..1968-12-31", "year", "stated"),
            ("25 March", "1993-03-25", "1993-03-25", "day", "relative"),
        ],
    ),
    (
        "2009-12-19",
        "Troops came in 1979, 1980, 1982 and 1984. In March 1985 a new man ruled. On 20 July the pass closed.",
        [
            ("1979", "1979", "1979-01-01..1979-12-31", "year", "stated"),
            ("1980", "1980", "1980-01-01..1980-12-31", "year", "stated"),
            ("1982", "1982", "1982-01-01..1982-12-31", "year", "stated"),
            ("1984", "1984", "1984-01-01..1984-12-31", "year", "stated"),
            ("March 1985", "1985-03", "1985-03-01..1985-03-31", "month", "stated"),
            ("20 July", "1985-07-20", "1985-07-20", "day", "relative"),
        ],
    ),
    (
        None,
        "The convoy was hit on 13 September 2007. He called Thursday's attack a crime, and Friday's a mistake.",
        [
            ("13 September 2007", "2007-09-13", "2007-09-13", "day", "stated"),
            ("Thursday", "2007-09-13", "2007-09-13", "day", "relative"),
            ("Friday", "XXXX-WXX-5", None, "day", None),
        ],
    ),
    # nothing tells
    (
        None,
        "On 26 February troops crossed the river; on Tuesday, last year and today there was fog.",
        [
            ("26 February", "XXXX-02-26", None, "day", None),
            ("Tuesday", "XXXX-WXX-2", None, "day", None),
            ("last year", "XXXX", None, "year", None),
            ("today", "XXXX-XX-XX", None, "day", None),
        ],
    ),
    (
        None,
        "The same day, the president called the colonel.",
        [
            ("The same day", "XXXX-XX-XX", None, "day", None),
        ],
    ),
    (
        None,
        "In March the town fell; the next day it burned. On the 5th, rain fell.",
        [
            ("March", "XXXX-03", None, "month", None),
            ("the next day", "XXXX-XX-XX", None, "day", None),
            ("the 5th", "XXXX-XX-05", None, "day", None),
        ],
    ),
    (
        None,
        "At 19:15 the radio fell silent.",
        [
            ("19:15", "XXXX-XX-XXT19:15", None, "time", None),
        ],
    ),
    (
        None,
        "The siege lasted for three days; they were shelled daily and every Friday.",
        [
            ("three days", "P3D", None, "unknown", None),
            ("daily", "P1D", None, "unknown", None),
            ("every Friday", "XXXX-WXX-5", None, "unknown", None),
        ],
    ),
    (
        None,
        "He now commands the brigade; the former colonel left years later.",
        [
            ("now", "PRESENT_REF", None, "unknown", None),
            ("former", "PAST_REF", None, "unknown", None),
            ("years later", "FUTURE_REF", None, "unknown", None),
        ],
    ),
    # two orders of figures
    (
        None,
        "The raid of 03/04/2025 is disputed.",
        [
            ("03/04/2025", "2025-03-04/2025-04-03", "2025-03-04..2025-04-03", "range", "stated"),
        ],
    ),
    (
        None,
        "The raids of 03/04/2025 and 25/04/2025 are disputed.",
        [
            ("03/04/2025", "2025-04-03", "2025-04-03", "day", "stated"),
            ("25/04/2025", "2025-04-25", "2025-04-25", "day", "stated"),
        ],
    ),
    (
        None,
        "The raids of 03/04/2025 and 04/25/2025 are disputed.",
        [
            ("03/04/2025", "2025-03-04", "2025-03-04", "day", "stated"),
            ("04/25/2025", "2025-04-25", "2025-04-25", "day", "stated"),
        ],
    ),
    (
        "2025-03-20",
        "The raid of 03/04/2025 is disputed.",
        [
            ("03/04/2025", "2025-03-04", "2025-03-04", "day", "stated"),
        ],
    ),
    (
        "2025-03-20",
        "The raid of 13/02/2025 and that of 13.02.2025 are one.",
        [
            ("13/02/2025", "2025-02-13", "2025-02-13", "day", "stated"),
            ("13.02.2025", "2025-02-13", "2025-02-13", "day", "stated"),
        ],
    ),
]

# published, text, [(words, days)] once the ends of ranges are joined
JOINED: list[tuple[str | None, str, list[tuple[str, str]]]] = [
    (None, "The battle lasted from 3 to 5 March 2022.", [("3 to 5 March 2022", "2022-03-03..2022-03-05")]),
    (None, "The war of 1980-88 ended.", [("1980-88", "1980-01-01..1988-12-31")]),
    ("2026-03-02", "Strikes went on from February 25 to 26.", [("February 25 to 26", "2026-02-25..2026-02-26")]),
    (None, "On the night of 11-12 March 2023 it fell.", [("the night of 11-12 March 2023", "2023-03-11..2023-03-12")]),
    (
        None,
        "They met in March and May 2022.",
        [("March", "2022-03-01..2022-03-31"), ("May 2022", "2022-05-01..2022-05-31")],
    ),
    (None, "It lasted from 3 to 5 March.", [("3", ""), ("5 March", "")]),
]


def read(text: str, published: str | None) -> tuple[Article, list[Mention[TimeExpression]], list[Mention[When]]]:
    article = Article("a", text, published=date.fromisoformat(published) if published else None)
    sentences = split(text)
    found = [mention for sentence in sentences for mention in find(sentence)]
    return article, found, resolve(article, sentences, found)


def days(value: When) -> str | None:
    if value.earliest is None or value.earliest == value.latest:
        return None if value.earliest is None else value.earliest.isoformat()
    return f"{value.earliest}..{value.latest}"


# text, the day of its last date
YEARS = [
    # where something began is no turn of the story
    (
        "Troops retook Palmyra on 2 March 2017. IS had held it since May 2015. Victory was announced on 5 March.",
        "2017-03-05",
    ),
    # the month just named says which year
    ("He died on 4 February 2020. He was taken in May 2016 near Gao. A court heard him on 10 May.", "2016-05-10"),
    ("Fighting began on 1 April 2023. The town fell on 3 May.", "2023-05-03"),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_the_year_of_a_story(text: str, expected: str) -> None:
    _, _, resolved = read(text, None)
    assert days(resolved[-1].value) == expected


@pytest.mark.parametrize(("published", "text", "expected"), CASES)
def test_cases(published: str | None, text: str, expected: list[Expected]) -> None:
    _, _, resolved = read(text, published)
    assert [(m.text, m.value.timex, days(m.value), m.value.precision, m.value.basis) for m in resolved] == expected


@pytest.mark.parametrize(("published", "text", "expected"), JOINED)
def test_ranges_join(published: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    mentions = joined(*read(text, published))
    assert [(m.text, days(m.value) or "") for m in mentions] == expected


def test_the_rule_says_what_a_date_was_counted_from() -> None:
    text = "On 3 May 2014 the town fell. The next day it burned, and on Tuesday rain fell."
    assert [m.rule for m in read(text, "2014-05-08")[2]] == [
        "dates/day-month-year",
        "dates/relative-unit+anchor-text",
        "dates/weekday+anchor-dateline",
    ]


_PIECES = st.sampled_from(
    "On 3 May 2014|in March|the next day|three days later|on Tuesday|last week|overnight|1980-88|from 3 to 5 June|"
    "at 4:30 a.m.|two days after|9999 years ago|29 February|in 2000|31 December 9999|1 January 1|12/11/2020|that month|"
    "the end of the year|the 28th|next spring|500 BC|99 decades later|July of that year|the 30th|said|will|. The|, "
    "and".split("|")
)


@given(st.lists(_PIECES, max_size=15).map(" ".join), st.none() | st.dates())
def test_one_out_for_each_in_and_no_days_without_a_reason(text: str, published: date | None) -> None:
    article = Article("a", text, published=published)
    sentences = split(text)
    found = [mention for sentence in sentences for mention in find(sentence)]
    resolved = resolve(article, sentences, found)
    assert [(m.span, m.text) for m in resolved] == [(m.span, m.text) for m in found]
    for mention in resolved:
        value = mention.value
        assert (value.earliest is None) == (value.latest is None) == (value.basis is None)
        assert value.earliest is None or value.latest is None or value.earliest <= value.latest
    for mention in joined(article, found, resolved):
        assert text[mention.span.start : mention.span.end] == mention.text


_UNITS = st.sampled_from(["day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century"])


@given(st.dates(), _UNITS, st.integers(-200_000, 200_000))
def test_a_unit_holds_the_day_it_is_counted_to(day: date, unit: str, count: int) -> None:
    moved = shifted(day, unit, count)
    if moved is None:
        return
    stretch = unit_stretch(moved, unit)
    assert stretch is not None
    assert stretch.first <= stretch.last
    assert unit == "weekend" or stretch.first <= moved <= stretch.last


@given(st.dates(date(1, 1, 15), date(9999, 12, 15)), st.integers(0, 6), st.sampled_from([None, -1, 1]), st.booleans())
def test_a_weekday_is_within_a_week(day: date, weekday: int, shift: int | None, ahead: bool) -> None:
    meant = weekday_near(day, weekday, shift, ahead)
    assert meant is not None
    assert meant.weekday() == weekday
    distance = (meant - day).days
    assert abs(distance) <= 7
    assert distance < 0 if shift == -1 else distance > 0 if shift == 1 else distance >= 0 if ahead else distance <= 0
