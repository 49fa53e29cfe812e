"""Sentences and short articles → events: the whole chain, from several wars, with texts that must give nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.model import Article, Extraction
from loaders.pipeline import extract
from loaders.record import event_record, extraction_record

PUBLISHED = date(2024, 6, 14)  # a Friday


def run(text: str, published: date | None = PUBLISHED) -> Extraction:
    return extract(Article("test", text, published=published))


def events(text: str, published: date | None = PUBLISHED) -> list[dict[str, Any]]:
    found = run(text, published)
    return [event_record(event, found) for event in found.events]


# text, [(type, status, places as written)]
TOLD: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    ("Ukrainian forces recaptured Kherson on 11 November 2022.", [("capture", "occurred", ["Kherson"])]),
    ("The Rapid Support Forces seized Wad Madani on 18 December 2023.", [("capture", "occurred", ["Wad Madani"])]),
    ("M23 rebels entered Goma on 27 January 2025.", [("advance", "occurred", ["Goma"])]),
    ("Government troops retook Palmyra in March 2016.", [("capture", "occurred", ["Palmyra"])]),
    ("Aleppo fell to the rebels on 29 November 2024.", [("capture", "occurred", ["Aleppo"])]),
    ("Israeli warplanes struck targets near Baalbek overnight.", [("strike", "occurred", ["Baalbek"])]),
    ("Russia launched 88 drones at Odesa, killing three people.", [("strike", "occurred", ["Odesa"])]),
    ("A car bomb exploded in Mogadishu, killing 12 people.", [("sabotage", "occurred", ["Mogadishu"])]),
    ("The army withdrew from Kherson.", [("withdrawal", "occurred", ["Kherson"])]),
    ("Clashes were reported in Omdurman and Bahri.", [("battle", "occurred", ["Omdurman", "Bahri"])]),
    ("Fighting broke out near Sake on Tuesday.", [("battle", "occurred", ["Sake"])]),
    ("Russian forces are advancing towards Pokrovsk.", [("advance", "ongoing", ["Pokrovsk"])]),
    # the narrower of two places first
    (
        "In Rakhine State, the Arakan Army attacked troops near Kyauktaw.",
        [("battle", "occurred", ["Kyauktaw", "Rakhine State"])],
    ),
    ("In Sudan, RSF men attacked El Fasher.", [("battle", "occurred", ["El Fasher", "Sudan"])]),
    ("In Sudan, RSF men attacked Abeche.", [("battle", "occurred", ["Sudan", "Abeche"])]),
    ("British paratroopers entered the old quarter of Basra.", [("advance", "occurred", ["Basra"])]),
    ("M23 rebels entered the outer suburbs of Goma.", [("advance", "occurred", ["Goma"])]),
    ("M23 rebels entered talks about the future of Goma.", [("meeting", "occurred", [])]),
    ("Fighters entered Ras al-Ain and Tell al-Hawa.", [("advance", "occurred", ["Ras al-Ain", "Tell al-Hawa"])]),
    ("An aid convoy was shelled near Tawila.", [("strike", "occurred", ["Tawila"])]),
    ("An aid convoy reached Goma under fire.", [("advance", "occurred", ["Goma"])]),
    (
        "A market was hit by an air strike near Sarmada, west of Aleppo, on Monday night, killing 20 people and wounding 40.",
        [("strike", "occurred", ["Sarmada"])],
    ),
    (
        "Jets bombed Goma on Monday, while men killing cattle fled Beni.",
        [("strike", "occurred", ["Goma"]), ("humanitarian", "occurred", ["Beni"])],
    ),
    # what did not happen, or only nearly
    ("The ministry rejected reports that Avdiivka had fallen.", [("capture", "denied", ["Avdiivka"])]),
    ("The ministry cited reports that Goma had fallen.", [("capture", "occurred", ["Goma"])]),
    ("The attack on Lashkar Gah that had been expected did not come.", [("battle", "denied", ["Lashkar Gah"])]),
    ("The assault on Sirte never took place.", [("battle", "denied", ["Sirte"])]),
    ("The assault on Sirte began, but relief never came.", [("battle", "occurred", ["Sirte"])]),
    ("Ukraine nearly lost Kyiv in February 2022.", [("capture", "hypothetical", ["Kyiv"])]),
    ("Nearly 200 rebels seized Goma.", [("capture", "occurred", ["Goma"])]),
    ("Troops rehearsed a mock assault on Tallinn.", [("battle", "hypothetical", ["Tallinn"])]),
    # a subject parted from its verb
    (
        "The village of Robotyne, liberated in August 2023, was shelled again on Sunday.",
        [("capture", "occurred", ["Robotyne"]), ("strike", "occurred", ["Robotyne"])],
    ),
    ("Boko Haram abducted 276 girls from Chibok.", [("detention", "occurred", ["Chibok"])]),
    ("Soldiers from Goma captured Sake.", [("capture", "occurred", ["Sake"])]),
    # what came of it, in a clause of its own
    ("Wagner men raided Moura in March 2022 in which hundreds of people died.", [("battle", "occurred", ["Moura"])]),
    ("He ordered strikes on Goma, in which 7 soldiers were killed.", [("strike", "occurred", ["Goma"])]),
    (
        "He ordered strikes on Goma, and 7 soldiers were killed in Beni.",
        [("strike", "planned", ["Goma"]), ("battle", "occurred", ["Beni"])],
    ),
    ("Armenia will withdraw its troops from Aghdam.", [("withdrawal", "planned", ["Aghdam"])]),
    ("The capture of Tikrit was announced on 31 March 2015.", [("capture", "occurred", ["Tikrit"])]),
    ("The rebels could attack Hama.", []),
    ("The defence ministry denied that its troops had lost Avdiivka.", [("capture", "denied", ["Avdiivka"])]),
    ("Putin met Lukashenko in Minsk on Thursday.", [("meeting", "occurred", ["Minsk"])]),
    ("General Oleksandr Syrskyi was appointed commander-in-chief on 8 February 2024.", [("command", "occurred", [])]),
    ("The two sides signed a ceasefire agreement in Pretoria.", [("agreement", "occurred", ["Pretoria"])]),
    ("Police detained 40 protesters in Tbilisi.", [("detention", "occurred", ["Tbilisi"])]),
    ("About 10,000 residents were evacuated from Vovchansk.", [("humanitarian", "occurred", ["Vovchansk"])]),
    ("Thousands protested in Idlib against the group.", [("protest", "occurred", ["Idlib"])]),
    ("Poland delivered tanks to Ukraine.", [("support", "occurred", ["Ukraine"])]),
    (
        "The president urged the rebels to lay down arms.",
        [("statement", "occurred", []), ("withdrawal", "planned", [])],
    ),
    # nothing happens here
    ("The strategic implications of the battle are profound.", []),
    ("Kyiv is the capital of Ukraine.", []),
    ("The city hosts a population of two million.", []),
    ("Sanctions relief remains far away.", []),
    ("He took office in a quiet ceremony.", []),
    ("The museum hit record numbers of visitors.", []),
    ("Analysts fear a wider war.", []),
    ("Prices fell in May.", []),
    ("The team attacked down the left wing.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_told(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    found = [(e["event_type"], e["status"], [place["text"] for place in e["places"]]) for e in events(text)]
    assert found == expected


# A class of sentences each, from a war that did not prompt it, with what must not come of it.
READ: list[tuple[str, list[tuple[str, str]]]] = [
    ("ADEN, Dec 27 (Agency) - Warplanes bombed Sanaa airport on Thursday.", [("strike", "occurred")]),
    ("Gunmen killed 10 people and wounded 7 in Bria.", [("civilian_harm", "occurred")]),
    ("Seven people were killed due to artillery fire in Kadugli.", [("strike", "occurred")]),
    ("The army captured four villages from the rebels.", [("capture", "occurred")]),
    ("Rebels tried to storm the base in Menaka.", [("battle", "occurred")]),
    ("Ministers will meet in Geneva on Thursday.", [("meeting", "planned")]),
    ("A fire left 17 dead.", []),
    ("Residents took shelter in a school.", []),
    ("France expelled three diplomats.", [("statement", "occurred")]),
    ("Retreating fighters sang.", []),
    ("The arrest warrant was read out.", []),
    ("The troops met little resistance.", []),
    ("Residents remain without water in Khartoum.", [("humanitarian", "occurred")]),
    ("Two players remain without a contract.", []),
    ("Putin called Erdogan on Monday.", [("meeting", "occurred")]),
    ("Putin called Erdogan a friend.", []),
    ("The recapture of a third of Darfur, including Nyala, took weeks.", [("capture", "occurred")]),
    ("The menu, including Nyala beans, was short.", []),
    ("Since the 2022 invasion, Poland has sent tanks.", [("support", "occurred")]),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_readings(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(event["event_type"], event["status"]) for event in events(text)] == expected


def test_a_dateline_is_no_place_or_day_of_its_event() -> None:
    event = events("ADEN, Dec 27 (Agency) - Warplanes bombed Sanaa airport on Thursday.", date(2024, 12, 27))[0]
    assert event["date_start"] == "2024-12-26"
    assert "Aden" not in [place["name"] for place in event["places"]]


def test_opposites_stay_two() -> None:
    found = events(
        "Militants kidnapped six monks near Jos on Monday. The army said it freed the monks near Jos on Friday."
    )
    assert len(found) == 2


ATTRIBUTED = [
    ("The General Staff said that Russian forces attacked near Kupiansk.", "General Staff", "military", None),
    ("According to the UN, gunmen killed 20 civilians in Bunia.", "UN", "official", None),
    ("Residents reportedly fled Bambari.", None, "anonymous", None),
    ("“We hold Khartoum and shelled Omdurman,” Hemedti said.", "Hemedti", None, None),
]


@pytest.mark.parametrize(("text", "source", "kind", "via"), ATTRIBUTED)
def test_attribution(text: str, source: str | None, kind: str | None, via: str | None) -> None:
    event = events(text)[0]
    assert event["attribution"] == source
    assert event["attribution_via"] == via
    if kind:
        assert event["attribution_kind"] == kind


DATED = [
    ("Rebels captured Hama on 5 December 2024.", ("2024-12-05", "2024-12-05", "stated")),
    ("Rebels took Hama on 3 May 2024, a report published in June 2024 said.", ("2024-05-03", "2024-05-03", "stated")),
    ("Footage released on Monday shows rebels who entered Hama.", ("2024-06-14", "2024-06-14", "published")),
    ("Prisoners were released in Hama on Tuesday.", ("2024-06-11", "2024-06-11", "relative")),
    ("Peacekeepers are to leave Mali by 31 December.", ("2024-12-31", "2024-12-31", "relative")),
    ("Peacekeepers had to leave Mali by 31 December.", ("2023-12-31", "2023-12-31", "relative")),
    (
        "He led the 1st Tank Army from May 2022 and fought in Chechnya in the 1990s.",
        ("1990-01-01", "1999-12-31", "stated"),
    ),
    ("Rebels captured Hama on Tuesday.", ("2024-06-11", "2024-06-11", "relative")),
    ("Rebels captured Hama.", ("2024-06-14", "2024-06-14", "published")),
    ("Rebels will attack Hama.", (None, None, None)),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_dates(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    event = events(text)[0]
    assert (event["date_start"], event["date_end"], event["date_basis"]) == expected
    assert ("undated" in event["flags"]) == (expected[0] is None)
    assert ("date_from_publication" in event["flags"]) == (expected[2] == "published")


def test_without_a_dateline_a_weekday_leads_nowhere() -> None:
    event = events("Rebels captured Hama on Tuesday.", None)[0]
    assert event["date_start"] is None
    assert event["date_as_written"] == "on Tuesday" or event["date_as_written"] == "Tuesday"
    assert "undated" in event["flags"]


def test_a_fact_after_its_article_is_doubted() -> None:
    assert "date_after_publication" in events("Rebels captured Hama on 5 December 2099.")[0]["flags"]


def test_days_of_fighting_end_it_and_date_what_follows() -> None:
    found = events(
        "On 10 November 2005 marines attacked Ramadi. After four days of fighting in Ramadi, they attacked Haditha. "
        "After months of fighting in Tikrit, they attacked Baiji.",
        None,
    )
    dates = {event["place"]: (event["date_start"], event["date_end"]) for event in found}
    assert dates["Ramadi"] == ("2005-11-10", "2005-11-14")
    assert dates["Haditha"] == ("2005-11-14", "2005-11-14")
    assert dates["Baiji"] == (None, None)


def test_a_retold_act_is_one_event_with_several_sentences() -> None:
    found = events("Militants attacked a base near Gao on Monday. The attack lasted two hours. In Paris it rained.")
    assert len(found) == 1
    assert len(found[0]["sentences"]) == 2


def test_two_acts_stay_two() -> None:
    found = events("Troops captured Izium on 10 September 2022. Troops captured Lyman on 1 October 2022.")
    assert [event["place"] for event in found] == ["Izium", "Lyman"] or len(found) == 2


def test_the_city_is_the_one_named_before() -> None:
    found = events("On 5 May, marines surrounded Ramadi. They entered the city four days later.")
    assert [(event["event_type"], event["place_as_written"]) for event in found] == [
        ("advance", "Ramadi"),
        ("advance", "the city"),
    ]
    assert found[0]["place"] == found[1]["place"]


def test_a_quotation_keeps_its_speaker() -> None:
    found = events(
        "Foreign Minister Jane Marsh said:\n“Shelling of Sumy continues.\n“Strikes on Kharkiv killed ten people.”"
    )
    assert {event["attribution"] for event in found if event["event_type"] == "strike"} == {
        "Foreign Minister Jane Marsh"
    }


def test_an_attack_with_drones_is_a_strike_and_on_villagers_is_harm() -> None:
    assert events("The army attacked Sumy with drones.")[0]["event_type"] == "strike"
    assert events("Gunmen attacked villagers near Bambari.")[0]["event_type"] == "civilian_harm"


def test_ids_are_stable_and_differ() -> None:
    text = "Troops captured Izium. Troops shelled Lyman. Troops shelled Lyman with drones on 3 May 2024."
    first, second = run(text), run(text)
    assert extraction_record(first) == extraction_record(second)
    ids = [event.id for event in first.events]
    assert len(ids) == len(set(ids))


PIECES = st.sampled_from(
    """Troops captured Goma on Monday . , ; : “ ” ( ) General Ivanov said that the city near and the 57th Brigade of Kharkiv Oblast
    killed 12 people 1-1-1 2024 yesterday will not \u202e \u200b é \ud83d\ude80 \n\n The attack""".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=80))
def test_offsets_are_exact_everywhere(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = run(text)
    for mention in found.mentions:
        assert text[mention.span.start : mention.span.end] == mention.text
    for event in found.events:
        record = event_record(event, found)
        assert text[record["sentence_start"] : record["sentence_end"]] == record["sentence"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\x00\x00",
        "(" * 5000,
        "1-" * 5000,
        "A" * 20000,
        "\u202e" * 3000,
        "é\u0301" * 3000,
        "\ud800 attack on Goma",
    ],
)
def test_nothing_is_raised(text: str) -> None:
    run(text)
