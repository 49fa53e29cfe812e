"""Place names in a sentence, from several wars, with what must not be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import sentences
from loaders.finders import coordinates, places
from loaders.gazetteer import default
from loaders.model import PlaceRole, Toponym

NAMES = [
    ("Shelling hit Kharkiv and Chuhuiv overnight.", ["Kharkiv", "Chuhuiv"]),
    ("RSF fighters entered El Fasher in North Darfur.", ["El Fasher", "North Darfur"]),
    ("M23 took Bunagana, near the border with Uganda.", ["Bunagana", "Uganda"]),
    ("Rockets fell on Kiryat Shmona and Metula.", ["Kiryat Shmona", "Metula"]),
    ("Clashes broke out in Deir ez-Zor and al-Hasakah.", ["Deir ez-Zor", "al-Hasakah"]),
    ("Houthi boats left As Salif for the Bab al-Mandab.", ["As Salif", "Bab al-Mandab"]),
    ("The junta bombed Pazigyi in Sagaing Region.", ["Pazigyi", "Sagaing Region"]),
    ("Troops withdrew from Shusha and Lachin.", ["Shusha", "Lachin"]),
    ("Fighting resumed around Mekelle and Axum in Tigray.", ["Mekelle", "Axum", "Tigray"]),
    ("JNIM attacked a post in Ménaka, northern Mali.", ["Ménaka", "Mali"]),
    ("Drones struck Engels airbase in Saratov Oblast.", ["Engels airbase", "Saratov Oblast"]),
    ("They crossed the Euphrates at Qara Qozak.", ["Euphrates", "Qara Qozak"]),
    ("He was taken to the Zamzam camp outside Al Fashir.", ["Zamzam camp", "Al Fashir"]),
    ("A convoy left the Bab al-Hawa crossing.", ["Bab al-Hawa crossing"]),
    ("Raqqa, Ar-Raqqah and al-Raqqa are one town.", ["Raqqa", "Ar-Raqqah", "al-Raqqa"]),
    ("The village of Xandrivka was shelled.", ["Xandrivka"]),
    ("Troops seized an outpost near Kawlinda.", ["Kawlinda"]),
    ("The junta answered with air strikes on Khampatra.", ["Khampatra"]),
    ("Rebels attacked positions near Kaseghela, Matembela and Mathebetila.", ["Kaseghela", "Matembela", "Mathebetila"]),
    ("Rebels fought near Kaseghela, and Matembela said so.", ["Kaseghela"]),
    ("Clashes in Tongogara on Monday left two dead.", ["Tongogara"]),
    ("Benghazi was retaken on Sunday, and Sabha fell to the militia.", ["Benghazi", "Sabha"]),
    ("They held the town of Kafr Zulmat for a day.", ["Kafr Zulmat"]),
    ("Gunmen raided Mirandolo village.", ["Mirandolo village"]),
    ("Fighting went on in Velmogorsk district.", ["Velmogorsk district"]),
    ("Army units reached Lake Chad.", ["Lake Chad"]),
    ("Ships gathered in the Black Sea and the Sea of Azov.", ["Black Sea", "Sea of Azov"]),
    ("Fire crossed the Litani River.", ["Litani River"]),
    ("The Pokrovsk direction saw most of the attacks.", ["Pokrovsk direction"]),
    ("Attacks went on along the Kupiansk axis.", ["Kupiansk axis"]),
    ("Displaced people fled the West Bank and the Gaza Strip.", ["West Bank", "Gaza Strip"]),
    ("The Golan Heights were hit.", ["Golan Heights"]),
    ("Protests spread through North Kivu and Ituri.", ["North Kivu", "Ituri"]),
    ("Cities such as Sloviansk and Kramatorsk were shelled.", ["Sloviansk", "Kramatorsk"]),
    ("The Syrian town of Dabiq fell.", ["Dabiq"]),
    ("He died in Côte d'Ivoire.", ["Côte d'Ivoire"]),
    ("Planes flew over the U.A.E. and the U.K.", ["U.A.E.", "U.K."]),
    ("An officer landed in NSW.", ["NSW"]),
    ("A blast shook Wad Madani in Gezira State.", ["Wad Madani", "Gezira State"]),
    ("An attack on Khmeimim Air Base failed.", ["Khmeimim Air Base"]),
    ("The sign near Северодонецк was gone.", ["Северодонецк"]),
    ("Militants struck Mocímboa da Praia in Cabo Delgado.", ["Mocímboa da Praia", "Cabo Delgado"]),
    ("Kharkiv-Belgorod traffic stopped.", ["Kharkiv", "Belgorod"]),
    ("A car bomb went off at the Pentagon.", ["Pentagon"]),
    ("Government troops retook Palmyra in March 2016.", ["Palmyra"]),
    ("Troops captured Lyman on 1 October 2022.", ["Lyman"]),
    ("Rebels seized Douma and Harasta.", ["Douma", "Harasta"]),
    ("RSF men shelled Mellit.", ["Mellit"]),
    ("Somali troops entered Jowhar at dawn.", ["Jowhar"]),
    ("The siege of Marawi lasted five months.", ["Marawi"]),
    ("They withdrew their last men from Lyman.", ["Lyman"]),
    ("Clashes in Lyman went on.", ["Lyman"]),
    ("Columns were advancing towards Kidal.", ["Kidal"]),
    ("The fall of Nyala came in a day.", ["Nyala"]),
    ("Rebels retook Zandrafa on Monday.", ["Zandrafa"]),
    ("The army shelled Kolmogrivka and Kharkiv.", ["Kolmogrivka", "Kharkiv"]),
    ("The strike came at 4 am Moscow time near Kharkiv.", ["Kharkiv"]),
    ("Jets hit Sanaa time and again.", ["Sanaa"]),
    ("Jets struck inside Syrian territory.", ["Syrian territory"]),
    ("Drones violated Lebanese airspace.", ["Lebanese airspace"]),
    ("Fighting went on near the Syria-Iraq border.", ["Syria-Iraq border"]),
    ("They hid on the Chadian side of the border.", ["Chadian side of the border"]),
    ("The border between Armenia and Azerbaijan was shelled.", ["border between Armenia and Azerbaijan"]),
    ("Blasts shook the Kakhovka dam.", ["Kakhovka dam"]),
    ("Fighters reached Tabqa airbase.", ["Tabqa airbase"]),
    ("The Roseires dam was hit.", ["Roseires dam"]),
]


def found(text: str) -> list[tuple[str, Toponym]]:
    gazetteer = default()
    return [
        (mention.text, mention.value)
        for sentence in sentences.split(text)
        for mention in places.find(sentence, gazetteer)
        if mention.value.support > 0
    ]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text)] == expected


NOT_PLACES = [
    "She lives near Catherine.",
    "The plant stands near Boeingate.",
    "Johnson fell on hard times.",
    "Elements of the Leningrad Military District moved.",
    "The Kantemirovskaya Division regrouped.",
    "The Caspian Flotilla fired missiles.",
    "George Washington crossed the river.",
    "Jack London wrote of it.",
    "The Paris Agreement was signed.",
    "The Washington Post reported losses.",
    "Lord Sidney Kent resigned.",
    "Mr Hamilton declined to comment.",
    "General Jordan Houston spoke.",
    "Reading the report took hours.",
    "Mobile units were deployed.",
    "Nice weather helped the pilots.",
    "In March the army moved.",
    "On Sunday the guns fell silent.",
    "Hamas and Fatah held talks.",
    "The Nusra Front claimed it.",
    "An Assyrian village elder spoke.",
    "The White House said nothing.",
    "The Kremlin denied it.",
    "Ukrainian and Russian troops clashed.",
    "The Sudanese army shelled them.",
    "FAO and HIV experts came.",
    "He paid US$5 million.",
    "The Marburg virus killed two.",
    "The University of Manchester agreed.",
    "as of Wednesday nothing moved.",
    "The Golani Brigade advanced.",
    "He joined the Baghdad Operational Command.",
    "Troops captured Lyman Smith on Monday.",
    "The minister met Jordan in the morning.",
    "Soldiers captured Hassan in March.",
    "Police arrested Florence on Sunday.",
    "The fall of Saddam came in April.",
    "The army entered Parliament.",
    "Rebels raided the Free Idlib Army.",
    "It began at 6 pm Washington time.",
    "Sanaa time is three hours ahead.",
    "The Minsk agreements collapsed.",
    "The Jeddah Declaration was signed.",
    "The Nairobi process stalled.",
    "Turkish border guards and the Turkish coast guard came.",
    "The Kurdistan Regional Government protested.",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_not_places(text: str) -> None:
    assert [name for name, _ in found(text)] == []


ROLES = [
    ("Kyiv said the attack failed.", "Kyiv", PlaceRole.METONYM),
    ("Khartoum rejects the offer.", "Khartoum", PlaceRole.METONYM),
    ("Moscow's demands have not changed.", "Moscow", PlaceRole.METONYM),
    ("Talks between Kigali and Kinshasa failed.", "Kinshasa", PlaceRole.METONYM),
    ("U.S. officials flew in.", "U.S.", PlaceRole.METONYM),
    ("The people of Syria suffer.", "Syria", PlaceRole.METONYM),
    ("Islamic State of Iraq fighters fled.", "Iraq", PlaceRole.METONYM),
    ("The Iran agreement collapsed.", "Iran", PlaceRole.METONYM),
    ("Israel bombarded Khan Yunis.", "Israel", PlaceRole.ACTOR),
    ("Israel bombarded Khan Yunis.", "Khan Yunis", PlaceRole.LOCATION),
    ("Rwanda moved troops to Goma.", "Rwanda", PlaceRole.ACTOR),
    ("Rwanda moved troops to Goma.", "Goma", PlaceRole.DESTINATION),
    ("They withdrew from Aleppo.", "Aleppo", PlaceRole.ORIGIN),
    ("Columns advanced toward Wad Madani.", "Wad Madani", PlaceRole.DESTINATION),
    ("A strike hit Saraqib, Syria.", "Syria", PlaceRole.CONTAINER),
    ("Shells fell near Sderot.", "Sderot", PlaceRole.AREA),
    ("People in Kyiv said so.", "Kyiv", PlaceRole.LOCATION),
    ("They met at the White House.", "White House", PlaceRole.LOCATION),
    ("Jets struck inside Syrian territory.", "Syrian territory", PlaceRole.LOCATION),
    ("Rockets came from Lebanese territory.", "Lebanese territory", PlaceRole.ORIGIN),
    ("They vowed to defend Sudanese soil.", "Sudanese soil", PlaceRole.METONYM),
    ("They left areas near Russian territory.", "Russian territory", PlaceRole.CONTAINER),
    ("Fighting went on in Arsal, near the Syrian border.", "Syrian border", PlaceRole.CONTAINER),
    ("Fighting went on near the Syrian border.", "Syrian border", PlaceRole.LOCATION),
    ("They took Lysychansk in the Donetsk People's Republic (DPR).", "DPR", PlaceRole.CONTAINER),
    ("Sirens sounded in the Kurdistan Region of Iraq (KRI).", "KRI", PlaceRole.CONTAINER),
    ("Sirens sounded in Donetsk (DPR).", "Donetsk", PlaceRole.LOCATION),
    ("He spoke in Erbil, the capital of the Kurdistan Region.", "Kurdistan Region", PlaceRole.CONTAINER),
    ("They hold Jowhar, a town in Middle Shabelle.", "Middle Shabelle", PlaceRole.CONTAINER),
    ("They struck Rubizhne, about 10 km south of Kreminna.", "Kreminna", PlaceRole.CONTAINER),
    ("M23 took Sake, some 25 km west of Goma.", "Goma", PlaceRole.CONTAINER),
    ("M23 took Sake and fought 25 km west of Goma.", "Goma", PlaceRole.AREA),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_roles(text: str, name: str, role: PlaceRole) -> None:
    assert dict(found(text))[name].role is role


RELATIONS = [
    ("Shelling hit a farm 15 km northwest of Avdiivka.", "Avdiivka", ("offset", 15.0, 315.0, None)),
    ("The base lies 20 miles south of Marib.", "Marib", ("offset", 32.18, 180.0, None)),
    ("The camp is 12 kilometres from El Fasher.", "El Fasher", ("offset", 12.0, None, None)),
    ("Fighting south of Goma went on.", "Goma", ("direction", None, 180.0, None)),
    ("A bus burned near Homs.", "Homs", ("near", None, None, None)),
    ("Snipers held the outskirts of Taiz.", "Taiz", ("outskirts", None, None, None)),
    ("A column moved between Bakhmut and Siversk.", "Bakhmut", ("between", None, None, "Siversk")),
    ("A column moved between Bakhmut and Siversk.", "Siversk", ("between", None, None, "Bakhmut")),
    ("Villages in northern Syria were hit.", "Syria", ("part", None, 0.0, None)),
    ("Attacks near Robotyne, Verbove and Orikhiv failed.", "Orikhiv", ("near", None, None, None)),
]


@pytest.mark.parametrize(("text", "name", "expected"), RELATIONS)
def test_relations(text: str, name: str, expected: tuple[str, float | None, float | None, str | None]) -> None:
    value = dict(found(text))[name]
    assert (value.relation, value.distance_km, value.bearing, value.other) == expected


CONTAINERS = [
    (
        "Lyman, a town in the Kramatorsk district of Donetsk Oblast, fell.",
        "Lyman",
        ("Kramatorsk district", "Donetsk Oblast"),
    ),
    ("They shelled Bunagana in Rutshuru territory, North Kivu.", "Bunagana", ("Rutshuru territory", "North Kivu")),
    ("The Syrian town of Dabiq fell.", "Dabiq", ("Syria",)),
    ("Fighting in Ukraine's Kherson region went on.", "Kherson region", ("Ukraine",)),
    ("A market in Al-Bab, Aleppo Governorate, burned.", "Al-Bab", ("Aleppo Governorate",)),
    ("They went to Amman, Beirut and Syria.", "Beirut", ()),
    ("Delegates from Russia, Ukraine and Georgia came.", "Russia", ()),
]


@pytest.mark.parametrize(("text", "name", "within"), CONTAINERS)
def test_containers(text: str, name: str, within: tuple[str, ...]) -> None:
    assert dict(found(text))[name].within == within


COORDINATES = [
    ("at 33°47′N 44°30′E", (33.783333, 44.5)),
    ("at 33°30'21\"S 36°16'11\"W", (-33.505833, -36.269722)),
    ("at 33.783°N 44.500°E", (33.783, 44.5)),
    ("at 48.0159, 37.8028 today", (48.0159, 37.8028)),
    ("at 15.5 N, 32.55 E", None),
    ("at 15.50 N, 32.55 E", (15.5, 32.55)),
    ("grid 38S MB 44 55", None),
    ("losses of 12.50, 13.75 and 14.25 percent", (12.5, 13.75)),
    ("at 95.1234, 37.8028", None),
    ("version 1.2.3.4", None),
]


@pytest.mark.parametrize(("text", "expected"), COORDINATES)
def test_coordinates(text: str, expected: tuple[float, float] | None) -> None:
    found_here = [(lat, lon) for _, _, lat, lon in coordinates.find(sentences.fold(text))]
    assert found_here == ([] if expected is None else [expected])


def test_military_grid() -> None:
    ((_, _, lat, lon),) = coordinates.find("grid 37U CQ 12345 67890 was hit")
    assert (round(lat, 2), round(lon, 2)) == (49.33, 36.42)


WORDS = st.sampled_from(
    "Kyiv Al-Raqqah 5 km north of the , . Mr U.S. village in near — “Homs” é́ ‏ Deir ez-Zor 48.1, 37.2 d'Ivoire \x00 Xyz district and".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_offsets(text: str) -> None:
    gazetteer = default()
    end = 0
    for sentence in sentences.split(text):
        for mention in places.find(sentence, gazetteer):
            assert text[mention.span.start : mention.span.end] == mention.text
            assert end <= mention.span.start < mention.span.end
            end = mention.span.end


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "1",
        "A",
        "A ",
        "1-",
        "Al-",
        "U.S.",
        "near Kyiv, ",
        "3.14, 2.71 ",
        "48.12, 37.22 Kyiv ",
        "the village of ",
        "Syrian border, ",
        "A.A border ",
        "Syria and ",
    ],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    gazetteer = default()
    (sentence,) = sentences.split("x" + piece * (50_000 // len(piece)) + " near Kyiv")[-1:]
    end = 0
    for mention in places.find(sentence, gazetteer):
        assert end <= mention.span.start < mention.span.end
        end = mention.span.end
