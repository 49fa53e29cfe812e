"""Weapons: systems and kinds of many wars, and words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import sentences
from loaders.finders import weapons
from loaders.finders.weapons import WEAPONS
from loaders.model import Mention, Weapon


def find(text: str) -> list[Mention[Weapon]]:
    return [mention for sentence in sentences.split(text) for mention in weapons.find(sentence)]


CASES = [
    # Systems, alone and with their kind.
    ("Iskander-M ballistic missiles hit the depot.", [("Iskander-M ballistic missiles", "Iskander", "missile")]),
    ("The fleet launched Kalibr cruise missiles.", [("Kalibr cruise missiles", "Kalibr", "missile")]),
    ("Two Shahed-136 drones fell near Odesa.", [("Shahed-136 drones", "Shahed-136", "drone")]),
    ("A Geran-2 was shot down.", [("Geran-2", "Shahed-136", "drone")]),
    ("HIMARS struck the bridge.", [("HIMARS", "HIMARS", "artillery")]),
    ("Grad rockets fell on Stepanakert.", [("Grad rockets", "Grad", "artillery")]),
    ("BM-21 launchers were seen in Tigray.", [("BM-21", "Grad", "artillery")]),
    ("Azerbaijan flew Bayraktar TB2 drones.", [("Bayraktar TB2 drones", "Bayraktar TB2", "drone")]),
    ("A Mohajer-6 crashed near Omdurman.", [("Mohajer-6", "Mohajer-6", "drone")]),
    ("T-72 tanks rolled into Goris.", [("T-72 tanks", "T-72", "armour")]),
    ("A T-90M burned.", [("T-90M", "T-90", "armour")]),
    ("Merkava tanks entered Rafah.", [("Merkava tanks", "Merkava", "armour")]),
    ("An F-16 flew over Beirut.", [("F-16", "F-16", "aircraft")]),
    ("Mig-29 jets took off from Port Sudan.", [("Mig-29 jets", "MiG-29", "aircraft")]),
    ("An Su-25 was lost.", [("Su-25", "Su-25", "aircraft")]),
    ("Fighters carried AK-47 assault rifles.", [("AK-47 assault rifles", "AK-47", "small_arms")]),
    ("He fired an RPG-7 at the convoy.", [("RPG-7", "RPG-7", "small_arms")]),
    ("Hezbollah fired Katyusha rockets.", [("Katyusha rockets", "Katyusha", "artillery")]),
    ("The Houthis fired a Burkan-2 missile.", [("Burkan-2 missile", "Burkan-2", "missile")]),
    ("Iran used Fateh-110 missiles.", [("Fateh-110 missiles", "Fateh-110", "missile")]),
    ("S-300 batteries were moved.", [("S-300", "S-300", "missile")]),
    ("FAB-500 bombs were dropped.", [("FAB-500 bombs", "FAB-500", "other")]),
    ("ATACMS hit the airfield.", [("ATACMS", "ATACMS", "missile")]),
    ("Storm Shadow missiles were used.", [("Storm Shadow missiles", "Storm Shadow", "missile")]),
    ("Wing Loong II drones bombed Mekelle.", [("Wing Loong II drones", "Wing Loong", "drone")]),
    ("Mi-8 helicopters landed at Kavumu.", [("Mi-8 helicopters", "Mi-8", "aircraft")]),
    ("Ukraine lost two Bradleys.", [("Bradleys", "M2 Bradley", "armour")]),
    ("Patriot batteries guard Riyadh.", [("Patriot batteries", "Patriot", "missile")]),
    ("PFM-1 mines litter the fields.", [("PFM-1 mines", "PFM-1", "mine")]),
    # Kinds.
    ("FPV drones chased the car.", [("FPV drones", "FPV drone", "drone")]),
    ("Barrel bombs fell on Aleppo.", [("Barrel bombs", "barrel bomb", "other")]),
    ("IEDs line the road to Gao.", [("IEDs", "improvised explosive device", "mine")]),
    ("A car bomb exploded in Mogadishu.", [("car bomb", "improvised explosive device", "mine")]),
    ("Children stepped on landmines.", [("landmines", "mine", "mine")]),
    ("He stepped on a mine.", [("mine", "mine", "mine")]),
    ("Cluster munitions hit Stepanakert.", [("Cluster munitions", "cluster munition", "other")]),
    ("Sarin was used in Ghouta.", [("Sarin", "sarin", "other")]),
    ("White phosphorus fell on Dheira.", [("White phosphorus", "white phosphorus", "other")]),
    ("Mortar shells hit the camp.", [("Mortar shells", "artillery shell", "artillery")]),
    ("155mm shells ran short.", [("155mm shells", "artillery shell", "artillery")]),
    ("A glide bomb hit Kharkiv.", [("glide bomb", "guided bomb", "other")]),
    ("Warplanes bombed Idlib.", [("Warplanes", "aircraft", "aircraft")]),
    ("An attack helicopter fired on the village.", [("attack helicopter", "helicopter", "aircraft")]),
    (
        "The frigate was hit by a naval drone.",
        [("frigate", "frigate", "other"), ("naval drone", "naval drone", "drone")],
    ),
    (
        "They fired machine guns and RPGs.",
        [("machine guns", "machine gun", "small_arms"), ("RPGs", "rocket-propelled grenade", "small_arms")],
    ),
    ("Technicals raced through El Fasher.", [("Technicals", "technical", "armour")]),
    ("MANPADS were smuggled from Libya.", [("MANPADS", "man-portable air defence system", "missile")]),
    (
        "Armoured personnel carriers blocked Yangon.",
        [("Armoured personnel carriers", "armoured personnel carrier", "armour")],
    ),
    ("Howitzers shelled Myawaddy.", [("Howitzers", "howitzer", "artillery")]),
    ("Anti-tank missiles stopped them.", [("Anti-tank missiles", "anti-tank missile", "missile")]),
    (
        "Iran\u2019s drones \u2014 Shahed\u2011131 models \u2014 fell.",
        [("drones", "drone", "drone"), ("Shahed\u2011131", "Shahed-131", "drone")],
    ),
    # Near-misses.
    ("The water tank burst.", []),
    ("A think tank in London said so.", []),
    ("Fuel tanks burned at the depot.", []),
    ("Coal mines flooded in Donbas.", []),
    ("A gold mine in Ituri collapsed.", []),
    ("A friend of mine left Homs.", []),
    ("The victory was mine.", []),
    ("Israel shells Beirut again.", []),
    ("The report was a bombshell.", []),
    ("General Bradley met Senator Abrams.", []),
    ("Governor Fattah spoke in Erbil.", []),
    ("The 40th Rocket Artillery Brigade moved.", []),
    ("The 4th Tank Division left.", []),
    ("A passenger jet landed in Doha.", []),
    ("Shell company records were found.", []),
    ("A technicality delayed the talks.", []),
    ("Police used water cannon.", []),
    ("The bomb squad arrived.", []),
    ("He droned on about harm.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_weapons(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(m.text, m.value.name, m.value.category.value) for m in find(text)] == expected


def test_cites_the_lexicon() -> None:
    (mention,) = find("Kalibr cruise missiles fell.")
    assert mention.rule == "weapons/system"
    assert len(mention.rows) == 2
    assert all(row.startswith("weapons.csv:") for row in mention.rows)


def test_no_name_twice() -> None:
    names = [name.lower() for row in WEAPONS.rows() for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))


_PIECES = st.sampled_from(
    ["T-72", "tanks", " ", "-", "İ", "Grad", "rockets", "mine", "\u2011", "155mm", "\n", "x", ".", "FPV", "drones"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_offsets(text: str) -> None:
    for mention in find(text):
        assert text[mention.span.start : mention.span.end] == mention.text
