"""Units of an article: references back, aliases, acronyms, and what stays two units."""

from __future__ import annotations

import pytest

from loaders.finders import units as finder
from loaders.model import Article, Mention, Unit
from loaders.resolve import units
from loaders.sentences import split


def resolved(text: str) -> list[Mention[Unit]]:
    sentences = split(text)
    found = [mention for sentence in sentences for mention in finder.find(sentence)]
    return units.resolve(Article("a", text), sentences, found)


def meant(text: str, written: str) -> list[str]:
    """The names of the units that mentions with this text mean."""
    return [mention.value.name for mention in resolved(text) if mention.text == written]


REFERENCES = [
    ("The 9th Tank Brigade fell back. This unit had held the bridge.", "unit", ["9th Tank Brigade"]),
    ("The 9th Tank Brigade fell back. Drones hit the brigade again.", "brigade", ["9th Tank Brigade"]),
    (
        "The 120th Caspian Fleet Regiment left. He praised the regiment’s work.",
        "regiment",
        ["120th Caspian Fleet Regiment"],
    ),
    ("The Army of the Mountain split. The group lost men.", "group", ["Army of the Mountain"]),
    ("Boko Haram struck. The jihadist group burned a market.", "jihadist group", ["Boko Haram"]),
    ("Hezbollah fired. They hit a house.", "They", ["Hezbollah"]),
    # they go on, whoever is named beside them
    ("Boko Haram struck. They burned a market. They left.", "They", ["Boko Haram", "Boko Haram"]),
    ("Boko Haram struck. They fought the Nigerian army. They left.", "They", ["Boko Haram", "Boko Haram"]),
    ("The FARC met, along with the ELN and UNITA. They left.", "They", ["Revolutionary Armed Forces of Colombia"]),
    ("The FARC met the ELN. They left.", "They", []),
    ("Boko Haram took Bama after the Nigerian army fled. They left.", "They", ["Boko Haram"]),
    ("Ethiopian forces attacked. By 4 May they had taken Adwa.", "they", ["Ethiopian forces"]),
    ("Ethiopian forces met Eritrean forces. By 4 May they had taken Adwa.", "they", []),
    ("Al-Shabaab struck. It said nine had died.", "It", ["Al-Shabaab"]),
    ("Al-Shabaab struck. It is not clear who died.", "It", []),
    ("Residents fled Hezbollah. Later they said it was over.", "they", []),
    # "the fighters" are those of the group named before
    ("The M23 advanced. The fighters burned huts.", "fighters", ["M23"]),
    ("Hamas fired. The army said the militants fled.", "militants", ["Hamas"]),
    ("Hamas and Hezbollah fired. The militants fled.", "militants", ["militants"]),
    ("Hamas fired. The fighters of another group fled.", "fighters", []),
    ("The 9th Tank Brigade fired. The fighters fled.", "fighters", []),
    ("The 9th Tank Brigade met the 7th Infantry Division. The division won.", "division", ["7th Infantry Division"]),
    ("Ukraine’s 140th Brigade left. The 140th was tired.", "140th", ["140th Brigade"]),
    ("The Sudanese army shelled it. The army denied it.", "army", ["Sudanese Armed Forces"]),
    ("The Malian Armed Forces fled. In neighbouring Niger, the army held on.", "army", ["army"]),
    ("The Malian Armed Forces fled. In Mali, the army is weak.", "army", ["Malian Armed Forces"]),
    ("The Malian Armed Forces fled. In Gao, the army held on.", "army", ["Malian Armed Forces"]),
    ("The Free Kivu Front (FKF) rose. The FKF took Sake.", "FKF", ["Free Kivu Front", "Free Kivu Front"]),
    ("Russia moved the 9th Tank Brigade. A day later the Brigade fled.", "Brigade", ["9th Tank Brigade"]),
    ("The Islamic State struck. IS fighters fled.", "IS", ["Islamic State"]),
    ("THE TOWN IS CALM.", "IS", []),
    # near misses: nothing to lead back to, or two
    ("The company said profits rose.", "company", []),
    ("The 9th Tank Brigade fell back. The company sold tanks.", "company", []),
    ("The 9th Tank Brigade met the 11th Tank Brigade. The brigade won.", "brigade", []),
    ("Hezbollah fought Hamas. They lost.", "They", []),
    ("A market burned. They fled.", "They", []),
    ("The group of experts met. The movement of trucks stopped.", "group", []),
    ("The 9th Tank Brigade held out until the 12th of May.", "12th", []),
    ("The ADF seized a village.", "ADF", []),
]


@pytest.mark.parametrize(("text", "written", "expected"), REFERENCES)
def test_references_back(text: str, written: str, expected: list[str]) -> None:
    assert meant(text, written) == expected


ONE = [
    "Russia praised the 9th Separate Guards Motor Rifle Brigade. The 9th Mechanized Brigade rested.",
    "The Russian 9th Motor Rifle Brigade attacked. The 9th Motorised Rifle Brigade stopped.",
    "The 9th Guards Tank Regiment attacked. The 9th Tank Regiment stopped.",
    "ISIL struck. Daesh claimed it. The Islamic State denied it.",
    "The RSF struck. Rapid Support Forces fighters fled.",
    "Russian troops moved. Russian forces moved.",
    "The 57th MRBde moved. The 57th Motorized Rifle Brigade moved.",
    "The Jordanian 40th Armored Brigade moved. The 40th Armoured Brigade moved.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_unit_under_several_names(text: str) -> None:
    assert len({mention.value.unit_id for mention in resolved(text)}) == 1


TWO = [
    "The 9th Tank Brigade met the 9th Infantry Brigade.",
    "The Russian 9th Tank Brigade met the Ukrainian 9th Tank Brigade.",
    "The 9th Tank Brigade met the 9th Tank Regiment.",
    "Russian forces met Ukrainian forces.",
    "Al-Qaeda in Iraq met al-Qaeda.",
    "1st Battalion, 8th Marines met 1st Battalion, 6th Marines.",
]


@pytest.mark.parametrize("text", TWO)
def test_two_units_stay_two(text: str) -> None:
    assert len({mention.value.unit_id for mention in resolved(text)}) == 2


SIDES = [
    ("Ukraine lost ground. The 93rd Mechanized Brigade held.", "93rd Mechanized Brigade", "Ukraine"),
    ("Ukraine lost ground. The 57th Motorized Rifle Brigade held.", "57th Motorized Rifle Brigade", None),
    ("Syria lost ground. The 93rd Mechanized Brigade held.", "93rd Mechanized Brigade", None),
    ("Chad’s 12th Regiment moved.", "12th Regiment", "Chad"),
    ("Uganda and Congo fight on. The ADF seized a village.", "ADF", None),
    ("The Allied Democratic Forces fled. The ADF seized a village.", "ADF", "Islamic State"),
]


@pytest.mark.parametrize(("text", "written", "side"), SIDES)
def test_side_needs_evidence_in_the_article(text: str, written: str, side: str | None) -> None:
    assert [mention.value.side for mention in resolved(text) if mention.text == written] in ([side], [])


IDENTIFIERS = [
    ("The Sudanese army's 6th Infantry Division held.", "6th Infantry Division", "sd-6-infantry-division"),
    (
        "Parts of the 36th Motorized Rifle Brigade (EMD) held.",
        "36th Motorized Rifle Brigade",
        "ru-36-mechanized-brigade",
    ),
    ("The 36th Motorized Rifle Brigade held.", "36th Motorized Rifle Brigade", "36-mechanized-brigade"),
    ("The Russian 9th Tank Brigade held.", "Russian 9th Tank Brigade", "ru-9-armour-brigade"),
]


@pytest.mark.parametrize(("text", "written", "unit_id"), IDENTIFIERS)
def test_identifier_holds_the_side_once_known(text: str, written: str, unit_id: str) -> None:
    assert [mention.value.unit_id for mention in resolved(text) if mention.text == written] == [unit_id]


def test_symbols_are_set() -> None:
    assert resolved("The 9th Tank Brigade fled.")[0].value.symbol == "10011000181205000000"


def test_spans_are_exact() -> None:
    text = "The Free Kivu Front (FKF) rose.\n\nThey fled; the FKF’s camp, “the brigade”, the 57th."
    for mention in resolved(text):
        assert text[mention.span.start : mention.span.end] == mention.text
