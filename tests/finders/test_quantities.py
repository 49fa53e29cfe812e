"""Quantities: losses, captures, launches, distances of many wars, and numbers that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import sentences
from loaders.finders import quantities
from loaders.model import Mention, Quantity


def find(text: str) -> list[Mention[Quantity]]:
    return [mention for sentence in sentences.split(text) for mention in quantities.find(sentence)]


CASES: list[tuple[str, list[tuple[float, str, str | None]]]] = [
    # People, the verb before.
    ("The raid killed 21 militants near Gao.", [(21, "killed", None)]),
    ("The strike killed two and wounded five.", [(2, "killed", None), (5, "wounded", None)]),
    (
        "A blast in Mogadishu, killing at least 12, injured 30 others.",
        [(12, "killed", "at least"), (30, "wounded", None)],
    ),
    ("Gunmen killed a dozen farmers in Benue.", [(12, "killed", None)]),
    ("Shelling killed three civilians and two soldiers.", [(3, "killed", None), (2, "killed", None)]),
    ("The RSF captured 256 prisoners.", [(256, "captured", None)]),
    ("They took 40 more prisoners.", [(40, "captured", None)]),
    ("M23 abducted 130 patients.", [(130, "abducted", None)]),
    ("Police arrested about 70 protesters in Yangon.", [(70, "detained", "about")]),
    ("Hamas freed three hostages.", [(3, "released", None)]),
    ("The attack claimed the lives of 14 people.", [(14, "killed", None)]),
    ("Buses evacuated 1,200 residents from Aleppo.", [(1200, "evacuated", None)]),
    ("Snipers killed four Palestinians in Jenin.", [(4, "killed", None)]),
    # Own losses.
    ("The army lost 14 soldiers near Laukkai.", [(14, "killed", None)]),
    ("Ethiopia admitted losing 30 fighters.", [(30, "killed", None)]),
    ("The army lost three tanks.", [(3, "tanks_lost", None)]),
    ("The firm lost 14 customers.", []),
    # People, the verb after.
    ("At least 12 people were killed and 30 wounded in Goma.", [(12, "killed", "at least"), (30, "wounded", None)]),
    ("Medics counted 97 civilians killed.", [(97, "killed", None)]),
    ("The shelling left three dead and 12 injured.", [(3, "killed", None), (12, "wounded", None)]),
    ("Two men and three women were killed in Rafah.", [(2, "killed", None), (3, "killed", None)]),
    ("More than 1.5 million people have been displaced.", [(1_500_000, "displaced", "more than")]),
    ("Some 9,000 families fled El Fasher.", [(9000, "displaced", "about")]),
    ("Up to 40 fighters surrendered.", [(40, "captured", "up to")]),
    ("Twenty-five soldiers are missing.", [(25, "missing", None)]),
    ("Nearly two hundred villagers were massacred.", [(200, "killed", "nearly")]),
    ("No fewer than 15 policemen died.", [(15, "killed", "at least")]),
    ("One soldier was killed near Jenin.", [(1, "killed", None)]),
    ("There were 14 deaths and 60 injuries.", [(14, "killed", None), (60, "wounded", None)]),
    ("The death toll rose to 40.", [(40, "killed", None)]),
    ("The toll stood at 112, officials said.", [(112, "killed", None)]),
    ("98 militants and 11 rebels were killed.", [(98, "killed", None), (11, "killed", None)]),
    ("A hundred and twenty people died.", [(120, "killed", None)]),
    ("Half a million people have fled.", [(500_000, "displaced", None)]),
    # Who acts is not who suffers.
    ("12 soldiers killed three civilians.", [(12, "soldiers", None), (3, "killed", None)]),
    ("Five gunmen had killed the mayor.", [(5, "fighters", None)]),
    # Things.
    ("Air defence shot down 35 of 40 drones.", [(35, "drones_shot_down", None), (40, "drones", None)]),
    ("Israel intercepted 99 missiles.", [(99, "missiles_shot_down", None)]),
    (
        "Russia launched 140 Shahed drones and 20 to 30 missiles.",
        [(140, "drones", None), (20, "missiles", "at least"), (30, "missiles", "up to")],
    ),
    ("Hezbollah fired about 60 rockets.", [(60, "rockets", "about")]),
    (
        "They destroyed five tanks and three armoured vehicles.",
        [(5, "tanks_destroyed", None), (3, "armoured_vehicles_destroyed", None)],
    ),
    ("Eight helicopters were destroyed at Khartoum airport.", [(8, "helicopters_destroyed", None)]),
    ("Armenia lost 12 tanks.", [(12, "tanks_lost", None)]),
    ("Sappers removed 300 landmines.", [(300, "mines", None)]),
    ("Jets dropped 12 barrel bombs on Daraya.", [(12, "bombs", None)]),
    ("The army seized 11 pickup trucks.", [(11, "vehicles_captured", None)]),
    ("The blast damaged 60 houses.", [(60, "buildings_damaged", None)]),
    # Places, events, measures.
    ("Troops took control of 28 settlements.", [(28, "settlements_captured", None)]),
    ("Three villages were recaptured in Rakhine.", [(3, "settlements_captured", None)]),
    ("There were 112 clashes along the front.", [(112, "clashes", None)]),
    ("The coalition carried out 24 airstrikes.", [(24, "strikes", None)]),
    ("Monitors noted 18 ceasefire violations.", [(18, "violations", None)]),
    ("Fighting raged 15 km northwest of El Fasher.", [(15, "distance_km", None)]),
    ("They advanced 5km.", [(5, "distance_km", None)]),
    ("It lies about 10 miles east of Mosul.", [(16.093, "distance_km", "about")]),
    ("A post 300 metres from the border burned.", [(0.3, "distance_km", None)]),
    ("The rebels seized 1,200 square kilometres.", [(1200, "area_km2", None)]),
    # Ranges.
    ("Between 20 and 30 fighters were killed.", [(20, "killed", "at least"), (30, "killed", "up to")]),
    ("Some 6-10 soldiers were wounded.", [(6, "wounded", "at least"), (10, "wounded", "up to")]),
    # Near-misses.
    ("Dozens of people were killed.", []),
    ("On 12 May 2014 the town fell.", []),
    ("In 2014 protesters took the square.", []),
    ("The 57th Brigade and the T-72 tanks left.", []),
    ("Resolution 2254 was adopted.", []),
    ("They sent $40 million and 500 euros.", []),
    ("Turnout fell by 30 percent, or 30% of soldiers.", []),
    ("A 12-year-old boy died.", []),
    ("The raid began at 10:30.", []),
    ("A 500 kg bomb and 155 mm shells hit it.", []),
    ("S-300 missiles and F-16 jets were used.", []),
    ("Around 10 rebel brigades took part.", []),
    ("He was killed 20 minutes later.", []),
    ("She was 34 and lived in Homs.", []),
    ("It has 10.000 armed men.", []),
    ("Highway 60 was closed near Hebron.", []),
    ("One of the drones fell.", []),
    ("The 2023 attacks changed it.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities(text: str, expected: list[tuple[float, str, str | None]]) -> None:
    assert [(m.value.number, m.value.of, m.value.qualifier) for m in find(text)] == expected


def test_mention_holds_qualifier_and_noun() -> None:
    (mention,) = find("In all, at least 12 Malian soldiers were killed.")
    assert mention.text == "at least 12 Malian soldiers"
    assert mention.rule == "quantities/passive"
    assert [row.split(":")[0] for row in mention.rows] == [
        "quantity_qualifiers.csv",
        "quantity_nouns.csv",
        "quantity_states.csv",
    ]


_PIECES = st.sampled_from(
    [
        "12",
        "1,200",
        "-",
        " ",
        "of",
        "the",
        "killed",
        "were",
        "hundred",
        "and",
        "two",
        "to",
        "soldiers",
        "İ",
        "½",
        "٣",
        "km²",
        ".",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=40).map(" ".join) | st.lists(_PIECES, max_size=40).map("".join))
def test_offsets(text: str) -> None:
    for mention in find(text):
        assert text[mention.span.start : mention.span.end] == mention.text
