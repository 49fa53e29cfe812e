"""The gazetteer: names to candidates, other spellings, country dumps."""

import zipfile
from pathlib import Path

import pytest

from loaders.gazetteer import DumpError, Gazetteer, add_country_dump, default
from loaders.gazetteer.curated import BORDERS, COUNTRIES, PLACES, acronyms, border_name, peoples, state_code
from loaders.gazetteer.names import AREAS, FEATURES, area_core
from loaders.gazetteer.press_spelling import shown
from loaders.gazetteer.spelling import key, latin, skeleton, without_article
from loaders.model import PlacePrecision

KEYS = [
    ("Deir ez-Zor", "deir ez zor"),
    ("Siverskʼ", "siversk"),
    ("Diyarbakır", "diyarbakir"),
    ("U.S.", "us"),
    ("Côte d’Ivoire", "cote divoire"),
    ("Сіверськ", "сіверск"),
    ("Łódź", "lodz"),
    ("  Al   Bab ", "al bab"),
]


@pytest.mark.parametrize(("name", "expected"), KEYS)
def test_key(name: str, expected: str) -> None:
    assert key(name) == expected


SAME_SKELETON = [
    ("severodonnetsk", "severodonetsk"),
    ("avdiivka", "avdiyivka"),
    ("al husaybah", "husayba"),
    ("qayyarah", "kayara"),
    ("mykolayiv", "mykolaiv"),
]


@pytest.mark.parametrize(("one", "other"), SAME_SKELETON)
def test_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


SHOWN = [
    ("Slovyansk", ["Слов'янськ", "Славянск"], "uk", "Sloviansk"),
    ("Kostyantynivka", ["Костянтинівка"], "uk", "Kostiantynivka"),
    ("Kryvyy Rih", ["Кривий Ріг"], "uk", "Kryvyi Rih"),
    ("Donetsk", ["Данецк", "Дінецьк"], "uk", "Donetsk"),
    ("Mariupol", ["Маріуполь"], "uk", "Mariupol"),
    ("Al Bāb", ["Bab"], "ar", "al-Bab"),
    ("Ash Shaddādah", [], "ar", "al-Shaddadah"),
    ("Ad Sharqi", [], "ar", "Ad Sharqi"),
    ("Jalālābād", ["Celalabad"], "fa", "Jalalabad"),
    ("Hpākān", [], "my", "Hpakan"),
    ("Arkhangel’sk", [], "ru", "Arkhangelsk"),
    ("Ménaka", [], "fr", "Ménaka"),
    ("Şanlıurfa", [], "tr", "Şanlıurfa"),
]


@pytest.mark.parametrize(("name", "alternatives", "language", "expected"), SHOWN)
def test_shown(name: str, alternatives: list[str], language: str, expected: str) -> None:
    assert shown(name, alternatives, language) == expected


def test_borders_lie_between_their_states() -> None:
    assert border_name("SY", "IQ") == border_name("IQ", "SY") == "Iraq-Syria border"
    assert border_name("SY", "UA") is None
    assert state_code("Sudanese") in ("SD", "SS")
    (border,) = default().candidates("Iraq-Syria border")
    assert (border.precision, border.country) == (PlacePrecision.AREA, None)
    for row in BORDERS.rows():
        assert row.one < row.other
        assert row.radius_km > 0


def test_skeleton_keeps_other_names_apart() -> None:
    assert skeleton("sevsk") != skeleton("seversk")
    assert skeleton("homs") != skeleton("hama")


def test_articles_and_letters() -> None:
    assert without_article("al hillah") == "hillah"
    assert without_article("alma") == "alma"
    assert latin("лиман") == "liman"
    assert area_core("Autonomous Republic of Crimea") == "Crimea"
    assert area_core("Kharkiv Oblast") == "Kharkiv"


FIRST = [
    ("Sudan", "SD", PlacePrecision.COUNTRY),
    ("DR Congo", "CD", PlacePrecision.COUNTRY),
    ("Burma", "MM", PlacePrecision.COUNTRY),
    ("UK", "GB", PlacePrecision.COUNTRY),
    ("Darfur", "SD", PlacePrecision.AREA),
    ("Ninewa", "IQ", PlacePrecision.REGION),
    ("Siversk", "UA", PlacePrecision.SETTLEMENT),
    ("Sevsk", "RU", PlacePrecision.SETTLEMENT),
    ("Robotyne", "UA", PlacePrecision.SETTLEMENT),
    ("Jabalia camp", "PS", PlacePrecision.POINT),
    ("Snake Island", "UA", PlacePrecision.AREA),
]


@pytest.mark.parametrize(("name", "country", "precision"), FIRST)
def test_likeliest(name: str, country: str, precision: PlacePrecision) -> None:
    best = default().candidates(name)[0]
    assert (best.country, best.precision) == (country, precision)
    assert -90 <= best.lat <= 90
    assert -180 <= best.lon <= 180


def test_a_spelling_of_geonames_alone_is_the_curated_place() -> None:
    assert default().candidates("Zalinguei")[0].gazetteer_id == default().candidates("Zalingei")[0].gazetteer_id


def test_nothing_for_nonsense() -> None:
    assert default().candidates("Xqzzvort") == ()
    assert default().candidates("") == ()
    assert default().longest("") == ""


def test_longest_ends_at_a_word() -> None:
    assert default().longest("deir ez zor governorate fell") == "deir ez zor governorate"
    assert default().longest("kyivan rus") != "kyiv"


def test_another_spelling_is_not_exact() -> None:
    assert default().entry("Severodonnetsk").exact is False
    assert default().entry("Sloviansk").exact is True


def test_lexicons_hold_sane_values() -> None:
    for row in PLACES.rows():
        assert -90 <= row.lat <= 90, row.name
        assert -180 <= row.lon <= 180, row.name
        assert row.radius_km > 0, row.name
    assert len({row.code for row in COUNTRIES.rows()}) == len(COUNTRIES.rows())
    assert len({row.word for row in FEATURES.rows()}) == len(FEATURES.rows())
    assert peoples()["sudanese"] in ("SD", "SS")
    assert "DPR" in acronyms()


def test_overlaps_name_real_areas() -> None:
    names = {row.name for row in AREAS.rows()}
    for row in PLACES.rows():
        assert names.issuperset(row.overlaps), row.name


ROW = (
    "1\tZulmat\tZulmat\tZoulmat,Зулмат\t{lat}\t36.5\tP\tPPL\tSY\t\t09\t\t\t\t{people}\t\t400\tAsia/Damascus\t2020-01-01"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCELINE_GAZETTEER", str(tmp_path / "user"))
    return tmp_path


def test_added_dump_resolves(folder: Path) -> None:
    (folder / "SY.txt").write_text(ROW.format(lat="35.5", people="210") + "\n", encoding="utf-8")
    assert add_country_dump(folder / "SY.txt") == 1
    for name in ("Zulmat", "Zoulmat", "Зулмат"):
        (best,) = Gazetteer().candidates(name)
        assert (best.gazetteer_id, best.lat, best.country) == ("geonames:1", 35.5, "SY")


def test_added_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", ROW.format(lat="35.5", people="0") + "\n")
    assert add_country_dump(folder / "SY.zip") == 1
    assert Gazetteer().candidates("Zulmat")


BAD = [
    (ROW.format(lat="95.5", people="0"), "SY.txt:1: column 'latitude'"),
    (ROW.format(lat="north", people="0"), "SY.txt:1: column 'latitude'"),
    (ROW.format(lat="nan", people="0"), "SY.txt:1: column 'latitude'"),
    (ROW.format(lat="35.5", people="many"), "SY.txt:1: column 'population'"),
    ("a,b,c", "SY.txt:1: column 'modification date'"),
    ("", "no place in the file"),
]


@pytest.mark.parametrize(("row", "message"), BAD)
def test_bad_dump_names_its_line(folder: Path, row: str, message: str) -> None:
    (folder / "SY.txt").write_text(row + "\n", encoding="utf-8")
    with pytest.raises(DumpError, match=message.replace("'", ".")):
        add_country_dump(folder / "SY.txt")
    assert not (folder / "user" / "SY.txt").exists()


def test_binary_dump(folder: Path) -> None:
    (folder / "SY.txt").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(DumpError, match="not UTF-8"):
        add_country_dump(folder / "SY.txt")
