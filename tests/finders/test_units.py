"""Units in one sentence: what is named, what is not, and what the parse says."""

from __future__ import annotations

import military_symbol
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import symbols
from loaders.finders import units
from loaders.finders.unit_terms import BRANCHES, ECHELONS, NUMBERED, UNITS
from loaders.model import Mention, Unit
from loaders.sentences import split

REFERENCES = (units.ANAPHORA, units.NUMBER_ALONE)


def found(text: str) -> list[Mention[Unit]]:
    return [mention for sentence in split(text) for mention in units.find(sentence)]


def named(text: str) -> list[Mention[Unit]]:
    return [mention for mention in found(text) if mention.rule not in REFERENCES]


NAMED = [
    # numbers, honorifics, branches
    ("The 9th Separate Guards Motor Rifle Brigade crossed the canal.", ["9th Separate Guards Motor Rifle Brigade"]),
    ("Shells hit the 301st Naval Infantry Regiment overnight.", ["301st Naval Infantry Regiment"]),
    ("Iraqi commanders moved the 16th Division to Nineveh.", ["16th Division"]),
    ("Soldiers of the 18th counter terrorism battalion stormed the house.", ["18th counter terrorism battalion"]),
    ("The Jordanian 40th Armored Brigade stayed in camp.", ["Jordanian 40th Armored Brigade"]),
    ("Fighters met the Ukrainian 140th Separate Marine Battalion.", ["Ukrainian 140th Separate Marine Battalion"]),
    ("III Corps and VII Corps turned north.", ["III Corps", "VII Corps"]),
    ("The Third Army broke out in August.", ["Third Army"]),
    ("Patton's Fourth Armored Division arrived first.", ["Fourth Armored Division"]),
    ("The 21st Infantry Division holds Nyala.", ["21st Infantry Division"]),
    ("FARDC's 34th Military Region lost contact with its posts.", ["FARDC", "34th Military Region"]),
    ("A column of the 99th Light Infantry Division entered Lashio.", ["99th Light Infantry Division"]),
    ("The 6th Marines and the 101st Airborne held the line.", ["6th Marines", "101st Airborne"]),
    ("Task Force 74 and Brigade 300 were alerted.", ["Task Force 74", "Brigade 300"]),
    ("The 12th Battalion Tactical Group was mauled.", ["12th Battalion Tactical Group"]),
    ('The 61st "Stepova" Mechanized Brigade was praised.', ['61st "Stepova" Mechanized Brigade']),
    # proper names
    ("The Caspian Flotilla fired eight missiles.", ["Caspian Flotilla"]),
    ("Givati Brigade soldiers left Khan Younis.", ["Givati Brigade"]),
    ("The Kantemirovskaya division fled.", ["Kantemirovskaya division"]),
    ("Operational Command North denied it.", ["Operational Command North"]),
    ("The Basra Operations Command imposed a curfew.", ["Basra Operations Command"]),
    ("The Sultan Suleiman Shah Brigade looted shops.", ["Sultan Suleiman Shah Brigade"]),
    ("Fighters of the Al-Furqan Brigades claimed the bomb.", ["Al-Furqan Brigades"]),
    ("Lashkar-e-Jhangvi bombed a shrine and fled to Lashkar Gah.", ["Lashkar-e-Jhangvi"]),
    ("Liwa al-Tawhid withdrew and Jabhat al-Asala remained.", ["Liwa al-Tawhid", "Jabhat al-Asala"]),
    ("The Lions of Truth Resistance Movement signed too.", ["Truth Resistance Movement"]),
    ("The Popular Army for Freedom was unknown until then.", ["Popular Army for Freedom"]),
    ("The Front for the Liberation of Darfur split.", ["Front for the Liberation of Darfur"]),
    ("The Army of the Mountain joined the talks.", ["Army of the Mountain"]),
    ("Saray al-Thar Group fired the rockets.", ["Saray al-Thar Group"]),
    ("The Hamada Military Council was formed in May.", ["Hamada Military Council"]),
    # a byname in brackets, self-declared sides, whom forces serve
    ("The 36th (Ulster) Division dug in at Thiepval.", ["36th (Ulster) Division"]),
    ("He met the 3rd (of five) division heads.", []),
    ("Forces loyal to Laurent Gbagbo shelled Abobo.", ["Forces loyal to Laurent Gbagbo"]),
    ("Fighters of the Gaddafi regime left Sirte.", ["Fighters of the Gaddafi regime"]),
    ("Forces of nature shaped the valley.", []),
    ("LNR troops and DPR forces reached Popasna.", ["LNR troops", "DPR forces"]),
    # counted soldiers belong to who sends or loses them
    ("Kenya has sent 400 soldiers to Goma.", ["400 soldiers"]),
    ("Chad, which borders Sudan, deployed 1,200 additional troops.", ["1,200 additional troops"]),
    ("Rebels in Kenya killed 400 soldiers.", ["Rebels"]),
    ("About 400 soldiers marched by.", []),
    # superior formations
    ("Parts of the 71st Motorized Rifle Brigade (9th CAA, CMD) advanced.", ["71st Motorized Rifle Brigade"]),
    ("The 2nd Battalion of the 61st Tank Brigade dug in.", ["2nd Battalion of the 61st Tank Brigade"]),
    (
        "On Monday 1st Battalion, 8th Marines and 3rd Battalion, 1st Marines moved in.",
        ["1st Battalion, 8th Marines", "3rd Battalion, 1st Marines"],
    ),
    ("The 3rd Brigade of the Rapid Support Forces looted it.", ["3rd Brigade of the Rapid Support Forces"]),
    ("2nd Brigade Combat Team, 10th Mountain Division deployed.", ["2nd Brigade Combat Team, 10th Mountain Division"]),
    # shared heads
    ("The 32nd and 34th Mechanized Brigades lost tanks.", ["32nd", "34th Mechanized Brigades"]),
    ("The 7th, 8th and 11th Infantry Divisions surrendered.", ["7th", "8th", "11th Infantry Divisions"]),
    ("Golani and Givati brigades entered Jabalia.", ["Golani", "Givati brigades"]),
    # abbreviations
    ("The 71st MRBde and the 9th CAA were named.", ["71st MRBde", "9th CAA"]),
    ("54th Mech Bde and 3rd AC hold the ridge.", ["54th Mech Bde", "3rd AC"]),
    ("2 Para and 3 Para took the ridge.", ["2 Para", "3 Para"]),
    ("The Scots Guards and the Rashtriya Rifles were named.", ["Scots Guards", "Rashtriya Rifles"]),
    ("He left para 2 of the text to 2 Paraguayans and prison guards.", []),
    ("VDV units and the IDF were compared.", ["VDV", "IDF"]),
    ("The RSF shelled the SAF garrison.", ["RSF", "SAF"]),
    ("SBU officers met GUR officers.", ["SBU", "GUR"]),
    ("HTS, the SDF, the YPG and the PKK.", ["HTS", "SDF", "YPG", "PKK"]),
    ("ISIS, AQI, M23, the TPLF and the LNA.", ["ISIS", "AQI", "M23", "TPLF", "LNA"]),
    # services and groups
    ("Rapid Support Forces fighters took Geneina.", ["Rapid Support Forces"]),
    ("Da’esh fled from Hezbollah and the Peshmerga.", ["Da’esh", "Hezbollah", "Peshmerga"]),
    ("Kata’ib Hezbollah fired at U.S. Marines.", ["Kata’ib Hezbollah", "U.S. Marines"]),
    ("The Congolese army and Wazalendo fighters fell back.", ["Congolese army", "Wazalendo fighters"]),
    ("The Syrian army shelled al Qaeda positions.", ["Syrian army", "al Qaeda"]),
    ("The Royal Jordanian Air Force struck Raqqa.", ["Royal Jordanian Air Force"]),
    ("Myanmar’s Arakan Army took Paletwa.", ["Arakan Army"]),
    ("The Lord's Resistance Army crossed the Uele.", ["Lord's Resistance Army"]),
    # forces without a name
    ("Russian forces shelled Ukrainian troops.", ["Russian forces", "Ukrainian troops"]),
    ("Rebel fighters and pro-government militias clashed.", ["Rebel fighters", "pro-government militias"]),
    ("Iran-backed militias attacked coalition forces.", ["Iran-backed militias", "coalition forces"]),
    ("Kurdish and Yazidi fighters opened a road.", ["Kurdish and Yazidi fighters"]),
    ("Insurgents and gunmen blocked it.", ["Insurgents", "gunmen"]),
    ("Ethiopian federal forces reached Mekelle.", ["Ethiopian federal forces"]),
    ("The Khortytsia Group of Forces fought on.", ["Khortytsia Group of Forces"]),
    ("He lost the Northeastern Command in Lashio.", ["Northeastern Command"]),
    ("Brigade 611 of the Three Brotherhood Alliance left.", ["Brigade 611 of the Three Brotherhood Alliance"]),
    # near misses
    ("Abu Yusuf al-Golani spoke.", []),
    ("The third brigade of fire engines arrived.", []),
    ("A brigade of volunteers cleaned the park.", []),
    ("On March 5 the Washington Post reported it.", []),
    ("Profits of the sales division rose in the second quarter.", []),
    ("The Security Council and the Working Group met.", []),
    ("Three brigades and two battalions are needed.", []),
    ("A Russian military operation needs military aid.", []),
    ("The Salvation Army served soup.", []),
    ("He studied at the Third Medical School.", []),
    ("The Premier Division and Human Rights Watch.", []),
    ("The group of experts and the company of friends.", []),
    ("The eastern front moved in the 3rd quarter.", []),
    ("In 2012 Army days were 12.", []),
    ("The Peace Corps left.", []),
    ("I command you to stop.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_units_named(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in named(text)] == expected


PARSED = [
    ("the 9th Separate Guards Motor Rifle Brigade", "9-mechanized-brigade", "9", "brigade", None),
    ("the 9th Mechanised Brigade", "9-mechanized-brigade", "9", "brigade", None),
    ("the Russian 9th Motorized Rifle Brigade", "ru-9-mechanized-brigade", "9", "brigade", "Russia"),
    ("Ukraine's 9th Motorized Rifle Brigade", "ua-9-mechanized-brigade", "9", "brigade", "Ukraine"),
    ("the Third Army", "3-army", "3", "army", None),
    ("III Corps", "3-corps", "3", "corps", None),
    ("Jordanian 40th Armored Brigade", "jo-40-armour-brigade", "40", "brigade", "Jordan"),
    ("the Golani Brigade", "golani-brigade", None, "brigade", "Israel"),
    ("the Sudanese army", "sudanese-armed-forces", None, "armed forces", "Sudan"),
    ("Daesh", "islamic-state", None, "group", "Islamic State"),
    ("the al-Furqan Brigades", "al-furqan-brigades", None, "brigade", None),
    ("Sudan's army", "sudanese-armed-forces", None, "armed forces", "Sudan"),
    ("Mali's soldiers", "ml-forces", None, "force", "Mali"),
    (
        "the 2nd Luhansk People's Republic Army Corps",
        "luhansk-peoples-republic-2-corps",
        "2",
        "corps",
        "Luhansk People's Republic",
    ),
    ("Malian soldiers", "ml-forces", None, "force", "Mali"),
    ("Malian troops", "ml-forces", None, "force", "Mali"),
    ("the Chadian army", "chad-army", None, "army", "Chad"),
]


@pytest.mark.parametrize(("text", "unit_id", "number", "echelon", "side"), PARSED)
def test_unit_is_parsed(text: str, unit_id: str, number: str | None, echelon: str, side: str | None) -> None:
    unit = named(f"Reports named {text} again.")[0].value
    assert (unit.unit_id, unit.number, unit.echelon, unit.side) == (unit_id, number, echelon, side)


NAMES = [
    ("The 71st MRBde moved.", "71st Motorized Rifle Brigade"),
    ("The Jordanian 40th counter terrorism battalion moved.", "40th Counter Terrorism Battalion"),
    ("The 32nd and 34th Mechanized Brigades moved.", "32nd Mechanized Brigade"),
    ("The Third Army moved.", "3rd Army"),
    ("ISIL moved.", "Islamic State"),
    ("The 7th, 8th and 11th Infantry Divisions moved.", "7th Infantry Division"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_canonical_name(text: str, name: str) -> None:
    assert named(text)[0].value.name == name


PARENTS = [
    ("Parts of the 71st Motorized Rifle Brigade (9th CAA, EMD) advanced.", {"9th Combined Arms Army"}),
    ("The 2nd Battalion of the 61st Tank Brigade dug in.", {"61st Tank Brigade"}),
    ("1st Battalion, 8th Marines moved.", {"8th Marines"}),
    ("The 3rd Brigade of the Rapid Support Forces fled.", {"Rapid Support Forces"}),
    ("Parts of the 71st Tank Brigade (9th Combined Arms Army [CAA], EMD) fled.", {"9th Combined Arms Army"}),
    ("The 57th Brigade and the 60th Brigade fled.", set()),
]


@pytest.mark.parametrize(("text", "parents"), PARENTS)
def test_superior_formations(text: str, parents: set[str]) -> None:
    assert parents <= set(named(text)[0].value.parents)
    assert parents or not named(text)[0].value.parents


@pytest.mark.parametrize("text", ["Rebel fighters fled.", "Russian forces fled.", "Militants fled."])
def test_forces_without_a_name_are_generic(text: str) -> None:
    assert named(text)[0].value.generic


@pytest.mark.parametrize(
    "text", ["This unit fled.", "Later the brigade fled.", "The jihadist group fled.", "The 57th fled."]
)
def test_references_wait_for_their_article(text: str) -> None:
    mention = found(text)[0]
    assert mention.rule in REFERENCES
    assert mention.value.unit_id == ""


def test_every_branch_and_echelon_has_a_symbol_that_renders() -> None:
    for row in BRANCHES.rows():
        code = symbols.code(Unit("x", "x", branch=row.branch, echelon="brigade"))
        assert code is not None
        assert len(code) == 20
        symbol = military_symbol.get_symbol_class_from_sidc(code)
        assert row.symbol == "0000000000" or symbol.entity.id_code == row.symbol[:6]
        assert "<svg" in military_symbol.get_symbol_svg_string_from_sidc(code)
    for echelon in ECHELONS.rows():
        code = symbols.code(Unit("x", "x", branch="Infantry", echelon=echelon.echelon))
        assert code is not None
        assert military_symbol.get_symbol_class_from_sidc(code).entity.names[0] == "infantry"


SYMBOLS = [
    ("the 9th Motor Rifle Brigade", "10011000181211020000"),
    ("the 9th Tank Regiment", "10011000171205000000"),
    ("the 5th Air Assault Battalion", "10011000161211000100"),
    ("the 40th Counter Terrorism Battalion", "10011000161217000000"),
    ("the 8th Naval Infantry Brigade", "10011000181211004600"),
    ("the 65th Airborne Special Forces Brigade", "10011000181217000000"),
]


@pytest.mark.parametrize(("text", "code"), SYMBOLS)
def test_symbol_of_a_parse(text: str, code: str) -> None:
    assert symbols.code(named(f"Reports named {text} again.")[0].value) == code


def test_forces_without_a_name_have_no_symbol() -> None:
    assert symbols.code(named("Russian forces fled.")[0].value) is None


def test_known_names_find_themselves() -> None:
    for row in UNITS.rows():
        mentions = [mention.value.name for mention in found(f"Reports say {row.name} advanced.")]
        assert row.name in mentions, row.name


def test_known_numbers_are_parsed() -> None:
    for row in NUMBERED.rows():
        mentions = named(f"Reports say the {row.name} advanced.")
        assert [mention.text for mention in mentions] == [row.name]


PIECES = st.sampled_from(
    """the 57th 3 Guards Motor Rifle Brigade Brigades of and , ( ) ' " - Russian army RSF Liwa al Corps III Army Group for
    Ukraine's \u200f é İ 1-1 Golani . forces militants Task Force 5th CAA ’s""".split()
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(("", " ", "  ", "-")))), st.text(max_size=20))
def test_offsets_are_exact_and_mentions_apart(pieces: list[tuple[str, str]], tail: str) -> None:
    text = "".join(piece + gap for piece, gap in pieces) + tail
    for sentence in split(text):
        end = -1
        for mention in units.find(sentence):
            assert text[mention.span.start : mention.span.end] == mention.text
            assert mention.span.start >= end
            end = mention.span.end
