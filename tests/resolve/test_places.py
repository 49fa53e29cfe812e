"""Which place a name means, in articles on several wars; conflicts, look-alikes, ambiguity, areas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import sentences
from loaders.finders import places as finder
from loaders.gazetteer import default
from loaders.gazetteer.curated import PLACES
from loaders.model import Article, Mention, Place, PlacePrecision, PlaceRole
from loaders.resolve import places
from loaders.resolve.place_checks import flags
from loaders.resolve.place_geography import kilometres, offset


def resolved(text: str) -> list[Mention[Place]]:
    gazetteer = default()
    parts = sentences.split(text)
    found = [mention for sentence in parts for mention in finder.find(sentence, gazetteer)]
    return places.resolve(Article("test", text), parts, found, gazetteer)


def place(text: str, name: str) -> Place:
    return next(mention.value for mention in resolved(text) if mention.text == name)


ONE_PLACE = [
    (
        ["Severodonetsk", "Severodonnetsk", "Sievierodonetsk", "Северодонецк"],
        "Fighting went on in {}, Lysychansk and Kramatorsk in Ukraine.",
    ),
    (["Seversk", "Siversk", "Северск", "Сіверськ"], "Fighting went on in {}, Sloviansk and Kramatorsk in Ukraine."),
    (["Raqqa", "Ar-Raqqah", "al-Raqqa", "Raqqah"], "Fighting went on in the city of {}, Homs and Palmyra in Syria."),
    (["El Fasher", "Al Fashir", "Al-Fashir", "El-Fasher"], "Fighting went on in {}, Nyala and Zalingei in Sudan."),
    (["Kobani", "Kobane", "Ayn al-Arab"], "Fighting went on in {}, Manbij and Aleppo in Syria."),
    (["Wad Madani", "Wad Medani"], "Fighting went on in {}, Sennar and Khartoum in Sudan."),
]


@pytest.mark.parametrize(("spellings", "frame"), ONE_PLACE)
def test_spellings_are_one_place(spellings: list[str], frame: str) -> None:
    values = [place(frame.format(spelling), spelling) for spelling in spellings]
    assert len({value.name for value in values}) == 1
    assert len({value.gazetteer_id for value in values}) == 1
    assert values[0].lat is not None


NAMESAKES = [
    ("Rockets hit Tripoli, Sidon and Beirut in Lebanon.", "Tripoli", "LB"),
    ("Militias fought in Tripoli, Misrata and Benghazi in Libya.", "Tripoli", "LY"),
    ("Troops left Rafah and Khan Yunis in the Gaza Strip.", "Rafah", "PS"),
    ("Protests in Georgia, Alabama and Florida went on.", "Georgia", "US"),
    ("Troops from Georgia, Armenia and Azerbaijan met in Tbilisi.", "Georgia", "GE"),
    ("Shelling hit Kostiantynivka, Kramatorsk and Bakhmut.", "Kostiantynivka", "UA"),
    ("Gunmen raided Palma and Mocímboa da Praia in Cabo Delgado, Mozambique.", "Palma", "MZ"),
    ("A ferry reached Palma and Valencia in Spain.", "Palma", "ES"),
    ("The army shelled Bor, Malakal and Juba in South Sudan.", "Bor", "SS"),
    ("Fighters took Rabia, Sinjar and Zumar in Nineveh Province, Iraq.", "Rabia", "IQ"),
    ("He lives in Buffalo, New York.", "New York", "US"),
    ("Jets bombed Hama, Homs and Idlib in Syria.", "Hama", "SY"),
    ("Drones hit Valencia, Venezuela.", "Valencia", "VE"),
    ("The garrison of Port Stanley surrendered.", "Port Stanley", "FK"),
    ("Talks went on in Bonn, far from Bamako, Gao and Mopti in Mali.", "Bonn", "DE"),
    ("He met the envoy in New York on Tuesday, before the vote.", "New York", "US"),
    ("Talks went on in Kiev, far from Bamako, Gao and Mopti in Mali.", "Kiev", "UA"),
]


@pytest.mark.parametrize(("text", "name", "country"), NAMESAKES)
def test_namesakes(text: str, name: str, country: str) -> None:
    value = place(text, name)
    assert value.country == country
    assert value.lat is not None


LEVELS = [
    ("Shells fell on Kharkiv.", "Kharkiv", PlacePrecision.SETTLEMENT),
    ("Shells fell in Kharkiv Oblast.", "Kharkiv Oblast", PlacePrecision.REGION),
    ("Jets bombed Idlib province.", "Idlib province", PlacePrecision.REGION),
    ("They fought in Bakhmut district.", "Bakhmut district", PlacePrecision.DISTRICT),
    ("They fought in Sudan.", "Sudan", PlacePrecision.COUNTRY),
    ("They fought in Darfur.", "Darfur", PlacePrecision.AREA),
    ("A blast hit Khmeimim Air Base.", "Khmeimim Air Base", PlacePrecision.POINT),
    ("Attacks along the Kupiansk axis went on.", "Kupiansk axis", PlacePrecision.AREA),
    ("Shells fell near Goma.", "Goma", PlacePrecision.AREA),
    ("Seen at 48.0159, 37.8028 today.", "48.0159, 37.8028", PlacePrecision.POINT),
]


@pytest.mark.parametrize(("text", "name", "precision"), LEVELS)
def test_levels(text: str, name: str, precision: PlacePrecision) -> None:
    value = place(text, name)
    assert value.precision is precision
    assert value.radius_km is not None
    assert value.radius_km > 0


NO_PIN = [
    ("Gunmen ambushed a convoy between Boni and Douentza in central Mali.", "Boni"),
    ("Contras attacked the town of Santa Clara in Nicaragua.", "Santa Clara"),
    ("Gunmen ambushed a convoy near Boni. They had left Douentza, Mopti and Gao in Mali.", "Boni"),
]


@pytest.mark.parametrize(("text", "name"), NO_PIN)
def test_another_name_of_a_far_city_gives_no_pin(text: str, name: str) -> None:
    assert [mention.value.lat for mention in resolved(text) if mention.text.startswith(name)] in ([None], [])


CONFLICTS = [
    (
        "The push toward Siversk, a town in the Kupiansk district of Kharkiv Oblast, went on in Ukraine.",
        "Siversk",
        "Kharkiv Oblast",
    ),
    ("They took Lysychansk in the Donetsk People's Republic (DPR).", "Lysychansk", "Donetsk People's Republic"),
    ("They shelled Palmyra, a city in Idlib Governorate, in Syria.", "Palmyra", "Idlib Governorate"),
    ("RSF men entered Nyala, a city in North Darfur.", "Nyala", "North Darfur"),
    ("Gunmen held Bunagana, a town in South Kivu.", "Bunagana", "South Kivu"),
]


@pytest.mark.parametrize(("text", "name", "wrong"), CONFLICTS)
def test_conflict(text: str, name: str, wrong: str) -> None:
    value = place(text, name)
    assert value.conflict is not None
    assert wrong in value.conflict
    assert value.lat is not None
    assert "place_conflict" in {flag.code for flag in flags(resolved(text))}


AGREEMENTS = [
    "They shelled Siversk, a town in Donetsk Oblast.",
    "They took Horlivka in the Donetsk People's Republic.",
    "They shelled Palmyra, a city in Homs Governorate.",
    "RSF men entered Nyala, a city in South Darfur.",
    "Gunmen held Bunagana, a town in North Kivu.",
    "Fighting went on in El Geneina in Darfur.",
    "Shells fell on Avdiivka in Donbas.",
    "He was seen in Kyiv, Ukraine.",
    "The village of Zulmatovka in Kharkiv Oblast was hit.",
]


@pytest.mark.parametrize("text", AGREEMENTS)
def test_no_conflict(text: str) -> None:
    assert [mention.value.conflict for mention in resolved(text) if mention.value.conflict] == []


LOOKALIKES = [
    (
        "Troops took Sevsk. Shelling hit Seversk, Sloviansk and Kramatorsk in Donetsk Oblast, Ukraine.",
        "Sevsk",
        "Siversk",
    ),
    ("Fighters entered Mellet. Fighting went on in El Fasher, Kutum, Mellit and Tawila in Sudan.", "Mellet", "Mellit"),
    ("Fighters entered Mellet. Fighting went on in El Fasher, Kutum, Zamzam and Tawila in Sudan.", "Mellet", "Mellit"),
]


@pytest.mark.parametrize(("text", "name", "near"), LOOKALIKES)
def test_lookalike(text: str, name: str, near: str) -> None:
    value = place(text, name)
    assert value.lookalike is not None
    assert (value.lat, value.lon, value.precision) == (None, None, None)
    assert {candidate.name for candidate in value.alternatives} >= {name, near}
    assert all(0 <= candidate.score <= 1 for candidate in value.alternatives)
    assert "place_lookalike" in {flag.code for flag in flags(resolved(text))}


def test_no_lookalike_where_the_far_place_fits() -> None:
    text = "Drones hit Sevsk, Bryansk and Klintsy in Bryansk Oblast. Shelling hit Seversk in Ukraine."
    assert place(text, "Sevsk").lookalike is None
    assert place(text, "Sevsk").country == "RU"


def test_no_lookalike_without_a_near_one() -> None:
    text = "They met in Charleroi, then in Mellet and Brussels in Belgium, and spoke of El Fasher in Sudan."
    assert place(text, "Mellet").lookalike is None


MISSPELT = [
    ("They shelled the town of Lysichanks, then Rubizhne, Kreminna and Bakhmut.", "Lysichanks", None),
    ("They shelled the town of Kreminnna near Rubizhne, Lysychansk and Bakhmut.", "Kreminnna", "UA"),
    ("They entered the village of Bunaganna near Rutshuru and Goma in Congo.", "Bunaganna", "CD"),
    ("They entered the village of Zalinpei near El Geneina and Nyala in Sudan.", "Zalinpei", "SD"),
    ("They entered the village of Zalinpei, then Lviv and Kyiv in Ukraine.", "Zalinpei", None),
]


@pytest.mark.parametrize(("text", "name", "country"), MISSPELT)
def test_misspelling_needs_support(text: str, name: str, country: str | None) -> None:
    value = place(text, name)
    assert value.country == country
    assert (value.lat is None) == (country is None)


def test_unknown_place_has_no_pin() -> None:
    value = place("They burned the village of Zulmatovka and left Kupiansk.", "Zulmatovka")
    assert (value.name, value.lat, value.gazetteer_id) == ("Zulmatovka", None, None)


BESIDE = [
    ("They burned the village of Zulmatovka, about 20 km south of Kupiansk.", "Zulmatovka", "Kupiansk", 20.0, 5.0),
    ("They burned the village of Zulmata, some 40 km west of Nyala.", "Zulmata", "Nyala", 40.0, 10.0),
    ("They burned the village of Zulmatovka near Kupiansk.", "Zulmatovka", "Kupiansk", 0.0, 11.7),
]


@pytest.mark.parametrize(("text", "name", "point", "distance", "radius"), BESIDE)
def test_unknown_place_lies_where_the_text_says(
    text: str, name: str, point: str, distance: float, radius: float
) -> None:
    value, reference = place(text, name), place(text, point)
    assert None not in (value.lat, value.lon, reference.lat, reference.lon)
    away = kilometres(value.lat or 0, value.lon or 0, reference.lat or 0, reference.lon or 0)
    assert away == pytest.approx(distance, rel=0.02, abs=0.1)
    assert (value.gazetteer_id, value.precision, value.radius_km) == (None, PlacePrecision.AREA, radius)
    assert reference.role is PlaceRole.CONTAINER


SHOWN = [
    ("Shells fell on Slovyansk, Izyum and Avdiyivka.", ["Sloviansk", "Izium", "Avdiivka"]),
    ("Shells fell on Al Bab, Tadif and Deir ez Zor in Syria.", ["al-Bab", "Tadef", "Deir ez-Zor"]),
    ("Shells fell on Herat, Lashkar Gah and Sangin.", ["Herat", "Lashkar Gah", "Sangin"]),
    ("Shells fell on Marawi, Goma and Ségou.", ["Marawi", "Goma", "Ségou"]),
]


@pytest.mark.parametrize(("text", "names"), SHOWN)
def test_shown_names_are_those_of_the_news(text: str, names: list[str]) -> None:
    assert [mention.value.name for mention in resolved(text)][: len(names)] == names


ADMIN1 = [
    ("Shells fell on Bakhmut.", "Bakhmut", "Donetsk Oblast"),
    ("Shells fell on Manbij.", "Manbij", "Aleppo Governorate"),
    ("Shells fell on Goma.", "Goma", "North Kivu"),
    ("Shells fell on Nyala.", "Nyala", "South Darfur"),
    ("Shells fell on Jowhar.", "Jowhar", "Middle Shabelle"),
]


@pytest.mark.parametrize(("text", "name", "admin1"), ADMIN1)
def test_first_level_area(text: str, name: str, admin1: str) -> None:
    assert place(text, name).admin1 == admin1


LANDS = [
    ("Jets struck inside Syrian territory.", "Syrian territory", "Syria", PlacePrecision.COUNTRY),
    ("Ships lay in Yemeni waters.", "Yemeni waters", "Yemen", PlacePrecision.AREA),
    ("They fought along the Syria-Iraq border.", "Syria-Iraq border", "Iraq-Syria border", PlacePrecision.AREA),
    ("They fought along the Sudan-Chad border.", "Sudan-Chad border", "Sudan-Chad border", PlacePrecision.AREA),
]


@pytest.mark.parametrize(("text", "words", "name", "precision"), LANDS)
def test_lands(text: str, words: str, name: str, precision: PlacePrecision) -> None:
    value = place(text, words)
    assert (value.name, value.precision) == (name, precision)
    assert value.radius_km is not None
    assert value.radius_km > 40


FEATURES = [
    ("Blasts shook the Kakhovka dam.", "Kakhovka dam", "Kakhovka Dam", 46.78, 33.37, 5.0),
    ("Blasts shook the Zaporizhzhia nuclear power plant.", "Zaporizhzhia nuclear power plant", None, 47.51, 34.59, 5.0),
    ("Jets hit Sangin airfield.", "Sangin airfield", "Sangin airfield", 32.07, 64.83, 20.0),
    ("Shells hit Kreminna airfield.", "Kreminna airfield", "Kreminna airfield", 49.05, 38.22, 20.0),
]


@pytest.mark.parametrize(("text", "words", "name", "lat", "lon", "radius"), FEATURES)
def test_features(text: str, words: str, name: str | None, lat: float, lon: float, radius: float) -> None:
    value = place(text, words)
    assert name is None or value.name == name
    assert kilometres(value.lat or 0, value.lon or 0, lat, lon) < 10
    assert value.radius_km is not None
    assert value.radius_km <= radius


def test_a_metropolis_is_not_its_small_namesake() -> None:
    text = "He was in Moscow and Washington on Friday."
    assert place(text, "Moscow").country == "RU"
    assert place(text, "Washington").admin1 == "District of Columbia"


def test_far_namesake_gets_no_pin() -> None:
    text = "Jets bombed Homs, Hama, Idlib and the village of Springfield."
    assert place(text, "Springfield").lat is None


AMBIGUOUS = [
    "The village of San Antonio was hit.",
    "A bomb went off in Springfield.",
    "They reached the town of Santa Maria.",
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_ambiguous(text: str) -> None:
    (mention,) = resolved(text)
    assert mention.value.ambiguous is not None
    assert len(mention.value.alternatives) > 0
    assert [flag.code for flag in flags([mention])] == ["place_ambiguous"]


@pytest.mark.parametrize("text", ["A bomb went off in Kyiv.", "A bomb went off in Springfield, Illinois."])
def test_not_ambiguous(text: str) -> None:
    assert resolved(text)[0].value.ambiguous is None


AREAS = [
    ("Shells fell 15 km north of Avdiivka.", "Avdiivka", 15.0),
    ("Shells fell 20 miles west of Marib.", "Marib", 32.2),
    ("The army advanced 3 km east of Wad Madani.", "Wad Madani", 3.0),
]


@pytest.mark.parametrize(("text", "name", "distance"), AREAS)
def test_offset_centre(text: str, name: str, distance: float) -> None:
    value = place(text, name)
    middle = place(f"Shells fell on {name}.", name)
    assert None not in (value.lat, value.lon, middle.lat, middle.lon)
    assert kilometres(value.lat or 0, value.lon or 0, middle.lat or 0, middle.lon or 0) == pytest.approx(
        distance, rel=0.02
    )
    assert value.precision is PlacePrecision.AREA


def test_between_lies_in_the_middle() -> None:
    value = place("A column moved between Bakhmut and Siversk.", "Bakhmut")
    assert value.precision is PlacePrecision.AREA
    assert value.lat == pytest.approx((48.594 + 48.865) / 2, abs=0.01)


def test_people_are_dropped() -> None:
    assert resolved("Qanbar spoke in Baghdad. Masum thanked Maliki in Basra.")[0].text == "Baghdad"


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.1, 500), st.floats(0, 360))
def test_offset_keeps_its_distance(lat: float, lon: float, distance: float, bearing: float) -> None:
    new_lat, new_lon = offset(lat, lon, distance, bearing)
    assert abs(new_lat) <= 90
    assert abs(new_lon) <= 180
    assert kilometres(lat, lon, new_lat, new_lon) == pytest.approx(distance, rel=0.02, abs=0.05)


NAMES = st.sampled_from(
    "Kyiv|Homs|the village of Xyz|Nyala in Darfur|near Goma|Sevsk|Siversk|48.01, 37.80|U.S.|and|Wad Madani district,".split(
        "|"
    )
)


@given(st.lists(NAMES, max_size=15).map(" ".join))
def test_mentions_are_never_moved(text: str) -> None:
    spans = [mention.span for mention in resolved(text)]
    assert spans == sorted(spans)
    for mention in resolved(text):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert (mention.value.lat is None) == (mention.value.lon is None)
        assert (mention.value.lat, mention.value.lon) != (0, 0)


def test_twice_the_same() -> None:
    text = "Fighting in Sevsk, Seversk, Kramatorsk and Tripoli; the village of Xyz near Raqqa."
    assert resolved(text) == resolved(text)


def test_many_names_are_all_resolved() -> None:
    names = [row.name for row in PLACES.rows() if " " not in row.name][:400]
    text = " ".join(f"They fought in {name} and near Alp{number}a." for number, name in enumerate(names))
    assert len(resolved(text)) >= len(names)
