"""Time expressions: which words are one, where they begin and end, and which rule reads them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.dates import find
from loaders.finders.dates.grammar import RULES
from loaders.finders.dates.words import MONTHS, MonthRow, vocabulary
from loaders.model import Sentence, Span, TimeKind
from loaders.sentences import fold, split

# text, [(words, rule)]
CASES: list[tuple[str, list[tuple[str, str]]]] = [
    # full days, all orders
    ("The siege of Mariupol ended on 20 May 2022.", [("20 May 2022", "day-month-year")]),
    ("Rebels entered Goma on January 27, 2025.", [("January 27, 2025", "month-day-year")]),
    ("Khartoum airport fell on the 26th of March 2025.", [("the 26th of March 2025", "day-month-year")]),
    ("Army units left Hama on Thursday, 5 December 2024.", [("Thursday, 5 December 2024", "day-month-year")]),
    ("Sarajevo was shelled on Feb. 5, 1994.", [("Feb. 5, 1994", "month-day-year")]),
    ("The ceasefire of Friday, Nov. 10, 2023 held.", [("Friday, Nov. 10, 2023", "month-day-year")]),
    (
        "Order of 2026-02-26 and report of 2025-12-31T23:59.",
        [("2026-02-26", "iso-date"), ("2025-12-31T23:59", "iso-date")],
    ),
    (
        "Patrol reports: 26.02.2026, 26/02/2026 and 02/26/2026.",
        [
            ("26.02.2026", "numeric-date"),
            ("26/02/2026", "numeric-date"),
            ("02/26/2026", "numeric-date"),
        ],
    ),
    ("Contact at 121530ZMAR22 near the bridge.", [("121530ZMAR22", "date-time-group")]),
    (
        "The town fell on 14 juillet 1989, 5 мая 2022 and 30 Ağustos 1922.",
        [
            ("14 juillet 1989", "day-month-year"),
            ("5 мая 2022", "day-month-year"),
            ("30 Ağustos 1922", "day-month-year"),
        ],
    ),
    ("Grozny was stormed on 31st December 1994.", [("31st December 1994", "day-month-year")]),
    (
        "The 15 September landing surprised them; they came on the 15 September.",
        [("15 September", "day-month-year"), ("the 15 September", "day-month-year")],
    ),
    # a part of the day, then its day
    ("Hezbollah fought before dawn on Wednesday.", [("dawn on Wednesday", "weekday")]),
    ("Late in the evening on 3 May they left Goma.", [("Late in the evening on 3 May", "day-month-year")]),
    ("At dawn the rebels attacked on Friday.", [("Friday", "weekday")]),
    ("They hit a post near 1070 Apartments; in 1070 it was a field.", [("1070", "year")]),
    # parts of a date
    ("Fighting resumed in Feb., the UN said.", [("Feb", "month")]),
    ("Sgt. Jan Kowalski, Gen. August Pinochet and April Jones met Dec Smith at Mar-a-Lago.", []),
    ("On 26 February troops crossed the river.", [("26 February", "day-month-year")]),
    ("By April 9 the capital had fallen.", [("April 9", "month-day-year")]),
    ("The front moved in March and again in May.", [("March", "month"), ("May", "month")]),
    ("Fighting flared in early October 2020 around Shusha.", [("early October 2020", "month-year")]),
    ("By the end of June 1995, the enclave starved.", [("the end of June 1995", "month-year")]),
    ("The truce of mid-November collapsed in late 2020.", [("mid-November", "month"), ("late 2020", "year")]),
    ("In 1973 the canal was crossed; the 1967 borders were gone.", [("1973", "year"), ("1967", "year")]),
    ("On the 9th, the garrison surrendered.", [("the 9th", "day-alone")]),
    ("They withdrew in July of that year.", [("July of that year", "month-year")]),
    ("It began on the 28th of that month.", [("the 28th of that month", "day-pointed")]),
    ("The offensive opened in the first half of 2015.", [("the first half of 2015", "half")]),
    (
        "Losses rose in Q1 2024 and in the third quarter of 2023.",
        [("Q1 2024", "quarter-sign"), ("the third quarter of 2023", "quarter")],
    ),
    ("May-August 1950 was the hardest time.", [("May", "month"), ("August 1950", "month-year")]),
    # ranges and lists
    ("The battle lasted from 3 to 5 March 2022.", [("3", "day-of-range"), ("5 March 2022", "day-month-year")]),
    ("Strikes continued on February 25-26.", [("February 25", "month-day-year"), ("26", "further-day")]),
    (
        "On 14, 15 and 16 August the city was bombed.",
        [("14", "day-of-range"), ("15", "day-of-range"), ("16 August", "day-month-year")],
    ),
    (
        "Between 6 and 15 October 1952 the hill changed hands.",
        [("6", "day-of-range"), ("15 October 1952", "day-month-year")],
    ),
    (
        "The war of 1980-88 and that of 1990-1991 cost a million lives.",
        [("1980", "year"), ("88", "further-year"), ("1990", "year"), ("1991", "year")],
    ),
    ("Between March and May 2022 the north was held.", [("March", "month"), ("May 2022", "month-year")]),
    (
        "Shells fell on October 8, 9 and 10.",
        [("October 8", "month-day-year"), ("9", "further-day"), ("10", "further-day")],
    ),
    ("It raged from April 1992 to February 1996.", [("April 1992", "month-year"), ("February 1996", "month-year")]),
    (
        "Overnight on 11-12 March drones struck Kyiv.",
        [("Overnight", "deictic-day"), ("11", "day-of-range"), ("12 March", "day-month-year")],
    ),
    # weekdays and deictics
    ("Gunmen attacked Bamako on Tuesday evening.", [("Tuesday evening", "weekday")]),
    (
        "The minister resigned last Friday; the king spoke yesterday.",
        [("last Friday", "weekday"), ("yesterday", "deictic-day")],
    ),
    (
        "Troops will arrive next Monday or tomorrow night.",
        [("next Monday", "weekday"), ("tomorrow night", "deictic-day")],
    ),
    ("Drones hit Port Sudan overnight.", [("overnight", "deictic-day")]),
    (
        "Shelling resumed last night and this morning.",
        [("last night", "relative-part"), ("this morning", "relative-part")],
    ),
    ("In the early hours of Sunday a mortar hit the market.", [("early hours of Sunday", "weekday")]),
    (
        "Tigray's capital fell last week, the spokesman said today.",
        [("last week", "relative-unit"), ("today", "deictic-day")],
    ),
    ("Over the weekend the M23 took Sake.", [("the weekend", "weekend")]),
    (
        "Earlier this month and late last year there were raids.",
        [("Earlier this month", "relative-unit"), ("late last year", "relative-unit")],
    ),
    ("He spoke at 10 p.m. Friday.", [("10 p.m. Friday", "clock")]),
    ("Last Saturday, March 16, 2013, Bangui fell.", [("Last Saturday, March 16, 2013", "month-day-year")]),
    ("Sirens at 3.30 pm and 1200 GMT Friday.", [("3.30 pm", "clock"), ("1200 GMT Friday", "clock-hours")]),
    ("The AD36 strain rose 3.30 percent, no less than 31 days.", [("less than 31 days", "duration")]),
    # counted from the text
    ("The next day the bridge was blown.", [("The next day", "relative-unit")]),
    ("Three days later, the pocket was closed.", [("Three days later", "counted")]),
    ("The same day, Huthi forces seized the port.", [("The same day", "relative-unit")]),
    ("Two weeks ago the road was open.", [("Two weeks ago", "counted")]),
    (
        "Later that month, and the previous year, there was famine.",
        [("Later that month", "relative-unit"), ("the previous year", "relative-unit")],
    ),
    ("The day before, the mayor had fled.", [("The day before", "day-beside")]),
    (
        "The night before, and the morning after.",
        [("The night before", "part-beside"), ("the morning after", "part-beside")],
    ),
    ("The night before the vote was calm.", [("night", "part-alone")]),
    (
        "Later in the day, at month's end and by nightfall it was over.",
        [
            ("Later in the day", "unit-part"),
            ("month's end", "unit-end"),
            ("nightfall", "part-alone"),
        ],
    ),
    ("They returned many years later.", [("many years later", "counted")]),
    (
        "Two days after 7 October 2023 the siege began.",
        [("Two days after", "counted"), ("7 October 2023", "day-month-year")],
    ),
    # seasons, decades, centuries
    ("The spring offensive of 2023 failed.", [("spring", "season"), ("2023", "year")]),
    ("In the summer of 2006 Israel bombed Beirut.", [("the summer of 2006", "season")]),
    ("They wintered there in the winter of 2022/23.", [("the winter of 2022/23", "season")]),
    ("Mujahideen fought in the early 1980s and the 1990s.", [("the early 1980s", "decade"), ("the 1990s", "decade")]),
    ("The feud goes back to the 19th century.", [("the 19th century", "century")]),
    ("In the fall of 2021 Bamako hired mercenaries.", [("the fall of 2021", "season")]),
    ("The fort was built in 575 BC.", [("575 BC", "era-year")]),
    # time of day
    ("At 4:30 a.m. local time the first missile landed.", [("4:30 a.m. local time", "clock")]),
    (
        "The raid began at 0430 GMT and ended at about 1500 hours.",
        [("0430 GMT", "clock-hours"), ("1500 hours", "clock-hours")],
    ),
    ("By noon the palace was taken; at 19:15 the radio fell silent.", [("noon", "clock"), ("19:15", "clock")]),
    ("Sirens sounded at 5 pm on Saturday.", [("5 pm", "clock"), ("Saturday", "weekday")]),
    ("They attacked at night and in the evening.", [("night", "part-alone"), ("the evening", "part-alone")]),
    # no days: durations, sets, references
    (
        "The siege lasted for three days, then more than two years.",
        [("three days", "duration"), ("more than two years", "duration")],
    ),
    ("A six-month truce and a 46-day battle followed.", [("six-month", "duration"), ("46-day", "duration")]),
    ("A 42-year-old farmer died.", [("42-year-old", "duration")]),
    (
        "Over the past two years and the first three weeks little changed.",
        [("the past two years", "stretch"), ("the first three weeks", "stretch")],
    ),
    (
        "They were shelled daily, every Friday and twice per month.",
        [("daily", "set"), ("every Friday", "set-every"), ("per month", "set-every")],
    ),
    ("Years-long drought hit Tigray for months.", [("Years-long", "units-long"), ("months", "units-bare")]),
    ("He now commands the brigade; he was recently promoted.", [("now", "reference"), ("recently", "reference")]),
    ("The former colonel is currently in exile.", [("former", "reference"), ("currently", "reference")]),
    (
        "At that time the pass was closed; it had been so in the past.",
        [("that time", "reference-noun"), ("the past", "reference-past")],
    ),
    ("Ramadan began; Christmas Eve 2024 was quiet.", [("Ramadan", "named-day"), ("Christmas Eve 2024", "named-day")]),
    ("Crowds marked the second anniversary of the coup.", [("the second anniversary", "anniversary")]),
    (
        "On May 5 militants attacked Bamako; on 5 July, 2017 police came and in March 2017 rebels agreed.",
        [("May 5", "month-day-year"), ("5 July, 2017", "day-month-year"), ("March 2017", "month-year")],
    ),
    # near misses
    ("In May 20 soldiers died; on 5 July, 2000 soldiers fled.", [("May", "month"), ("5 July", "day-month-year")]),
    ("There were 1850 machine-guns and 1500 rebels; in 2000 homes there was no power.", []),
    ("The rebels may attack; women march for peace.", []),
    ("General May said the March on Rome was over.", []),
    ("The Sun rose over Sat Mountain, and Mar Elias bells rang.", []),
    ("The 2014 Brigade lost 1500 soldiers and 1,975 people fled.", []),
    ("UN resolution 2254 followed resolution 1701.", []),
    ("They held Hill 1971 with a T-1990 tank and Route 1966.", []),
    ("Some 2000 fighters and 1200 Kurds crossed.", []),
    ("The 14th of October bridge and 17 July Street were cut.", []),
    ("The 1st, 2nd and 3rd brigades joined the 5th Corps.", []),
    ("Since the fall of Kabul prices continue to fall.", []),
    ("The Arab Spring, Black September and the October Revolution are names.", []),
    ("Operation Spring Shield and Operation June followed.", []),
    ("The Sunday Telegraph and Daily Sabah reported it.", []),
    ("On October 8, the 11th regiment moved.", [("October 8", "month-day-year")]),
    ("A second attack wounded three; a quarter of the city burned.", []),
    ("Losses were 3-2 in a 12-20 split; ratio 1/3.", []),
    ("The 2,000-strong force held a 1500-metre ridge.", []),
    ("Version 10.10.1999.2 of the list, address 10.1.1.1.", []),
    ("On 99 March and 2026-13-45 nothing happened.", []),
]

# text, [(words, whether it opens a range that the next mention closes)]
RANGES: list[tuple[str, list[tuple[str, bool]]]] = [
    ("The battle lasted from 3 to 5 March 2022.", [("3", True), ("5 March 2022", False)]),
    ("Strikes continued on February 25-26.", [("February 25", True), ("26", False)]),
    ("Between March and May 2022 the north was held.", [("March", True), ("May 2022", False)]),
    ("It raged from April 1992 until February 1996.", [("April 1992", True), ("February 1996", False)]),
    ("They met in March and May 2022.", [("March", False), ("May 2022", False)]),
    ("Shells fell on 3 March, 5 March and 7 March.", [("3 March", False), ("5 March", False), ("7 March", False)]),
]

# text, words, TIMEX3 value
WITHOUT_DAYS: list[tuple[str, str, str]] = [
    ("The siege lasted for three days.", "three days", "P3D"),
    ("The truce held for over a month.", "over a month", "P1M"),
    ("They held out for 36 hours.", "36 hours", "PT36H"),
    ("A fortnight of shelling followed.", "A fortnight", "P2W"),
    ("Several weeks of talks failed.", "Several weeks", "PXW"),
    ("It was a year-long blockade.", "year-long", "P1Y"),
    ("Drones came every night.", "every night", "XXXX-XX-XXTNI"),
    ("Protests were held every Friday.", "every Friday", "XXXX-WXX-5"),
    ("The convoy now waits.", "now", "PRESENT_REF"),
    ("Villages were recently burned.", "recently", "PAST_REF"),
]


def found_in(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.rule.removeprefix("dates/")) for sentence in split(text) for m in find(sentence)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ends_of_ranges(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(m.text, m.value.open_range) for sentence in split(text) for m in find(sentence)] == expected


@pytest.mark.parametrize(("text", "words", "timex"), WITHOUT_DAYS)
def test_what_gives_no_day_keeps_its_value(text: str, words: str, timex: str) -> None:
    (mention,) = (m for sentence in split(text) for m in find(sentence))
    assert (mention.text, mention.value.timex) == (words, timex)
    assert mention.value.kind is not TimeKind.DATE


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} <= {name for _, expected in CASES for _, name in expected}


@pytest.mark.parametrize("row", MONTHS.rows(), ids=lambda row: row.name)
def test_every_month_name_is_read(row: MonthRow) -> None:
    name, month = row.name, row.month
    (mention,) = (m for sentence in split(f"On 3 {name} 1999 the town fell.") for m in find(sentence))
    value = mention.value
    assert (mention.text, value.day, value.month, value.year) == (f"3 {name} 1999", 3, month, 1999)
    assert f"dates_months.csv:{row.line}" in mention.rows


def test_rows_are_cited() -> None:
    (mention,) = (m for sentence in split("Sirens sounded last night.") for m in find(sentence))
    assert [row.split(":")[0] for row in mention.rows] == ["dates_words.csv", "dates_words.csv"]


_MARKS = "0123456789.,-/:'\"()\u2013\u2019"
_WORDS = st.sampled_from([*sorted(vocabulary()), *_MARKS, "1999", "31", "12:30", "Kyiv", "men"])


@given(st.lists(_WORDS | st.text(max_size=4), max_size=40).map(" ".join) | st.text())
def test_spans_hold_their_text_in_order(text: str) -> None:
    sentence = Sentence(0, Span(7, 7 + len(text)), text, fold(text))
    mentions = find(sentence)
    assert all(text[m.span.start - 7 : m.span.end - 7] == m.text for m in mentions)
    assert all(m.text and m.text == m.text.strip() for m in mentions)
    assert all(here.span.end <= there.span.start for here, there in pairwise(mentions))


_PIECES = ["1-1-", "May ", "1990-", "the 3rd and ", "12:30:", "the end of ", "3 May and ", "1/1/"]


@pytest.mark.parametrize("piece", _PIECES)
def test_a_long_sentence_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " on 3 March 2022"
    assert find(Sentence(0, Span(0, len(text)), text, text))[-1].text.endswith("3 March 2022")
