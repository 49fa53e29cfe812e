"""Classes of sentences that reports of every war hold: whose day, whose words, whose losses, what is taken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loaders.model import Article
from loaders.pipeline import extract
from loaders.record import event_record

PUBLISHED = date(2024, 6, 14)  # a Friday


def events(text: str) -> list[dict[str, Any]]:
    found = extract(Article("test", text, published=PUBLISHED))
    return [event_record(event, found) for event in found.events]


def only(text: str, event_type: str) -> dict[str, Any]:
    (event,) = (event for event in events(text) if event["event_type"] == event_type)
    return event


# text, type, its first day, its precision, whether the day is only that of a statement
DAYS = [
    ("M23 said on Monday it had captured Sake.", "capture", "2024-06-10", "unknown", True),
    ("Hamas said on Monday its men were fighting in Rafah.", "battle", "2024-06-10", "day", True),
    ("Iran said on Monday that Haifa was shelled overnight.", "strike", "2024-06-10", "day", False),
    ("M23 captured Sake on Monday, it said.", "capture", "2024-06-10", "day", False),
    ("M23 said it had captured Sake on Monday.", "capture", "2024-06-10", "day", False),
    ("Troops entered Adwa on Monday as Eritrean soldiers fled Axum.", "withdrawal", "2024-06-10", "day", False),
    ("Burhan vowed to answer Tuesday's drone strike.", "strike", "2024-06-11", "day", False),
    ("Burhan vowed to answer Tuesday's drone strike.", "statement", "2024-06-14", "unknown", False),
    ("Tanks fired overnight on 3 June at Bakhmut.", "strike", "2024-06-03", "day", False),
    ("A strike on a school in Rafah killed nine people.", "strike", "2024-06-14", "unknown", False),
    ("300,000 people have fled Wad Madani since Monday.", "humanitarian", "2024-06-10", "range", False),
]


@pytest.mark.parametrize(("text", "event_type", "first", "precision", "said"), DAYS)
def test_days(text: str, event_type: str, first: str, precision: str, said: bool) -> None:
    event = only(text, event_type)
    assert (event["date_start"], event["date_precision"], "date_of_statement" in event["flags"]) == (
        first,
        precision,
        said,
    )


def test_a_day_of_its_own_goes_before_that_of_the_sentence() -> None:
    found = events("On 3 June jets struck Taiz, after shelling in Ibb two days earlier killed four people.")
    assert [event["date_start"] for event in found] == ["2024-06-03", "2024-06-01"]


def test_what_was_shot_down_was_launched_that_night() -> None:
    found = events("Iran launched 30 drones at Haifa on 3 June and, it was later claimed, Israel shot down 20 of them.")
    assert {event["date_start"] for event in found} == {"2024-06-03"}


# text, type, who says so, kind of source
SPEAKERS: list[tuple[str, str, str | None, str | None]] = [
    ("Omar al-Bashir, who met Salva Kiir in Juba, vowed to retake Heglig.", "statement", "Omar al-Bashir", "official"),
    (
        "The ELN, an offshoot of the clergy, claimed responsibility for it.",
        "statement",
        "National Liberation Army",
        "military",
    ),
    ("In Juba, Salva Kiir vowed to retake Heglig.", "statement", "Salva Kiir", "official"),
    ("The UN Security Council demanded an end to the siege of Gao.", "statement", "UN Security Council", "official"),
    ("The African Union has again called for talks.", "statement", "African Union", "official"),
    ("The juntas backed a truce brokered by Malian forces and vowed to stay.", "statement", None, None),
    ("Later the crowd demanded an end to the siege of Gao.", "statement", None, None),
    ("Shelling hit Goma, health officials said.", "strike", "health officials", "official"),
    ("Shelling hit Goma, medics said.", "strike", "medics", "observer"),
    ("Shelling hit Goma, residents said.", "strike", "residents", "observer"),
]


@pytest.mark.parametrize(("text", "event_type", "source", "kind"), SPEAKERS)
def test_who_says_so(text: str, event_type: str, source: str | None, kind: str | None) -> None:
    event = only(text, event_type)
    assert (event["attribution"], event["attribution_kind"]) == (source, kind)


# text, [(type, places as written)]
TYPES: list[tuple[str, list[tuple[str, list[str]]]]] = [
    # who is taken, wherever, is detained; what is taken is captured
    ("Its pilot was captured near Hpruso.", [("detention", ["Hpruso"])]),
    (
        "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.",
        [("capture", ["Robotyne"])],
    ),
    ("Rebels captured Goma, the governor said.", [("capture", ["Goma"])]),
    ("Junta jets bombed Loikaw, footage showed.", [("strike", ["Loikaw"])]),
    ("General Friedrich Paulus was captured in Stalingrad.", [("detention", ["Stalingrad"])]),
    ("Soldiers captured two FARC commanders in Tibú.", [("detention", ["Tibú"])]),
    ("General Friedrich Paulus saw Stalingrad captured.", [("capture", ["Stalingrad"])]),
    # own losses are a fight; a lost thing is none
    ("The army lost 14 soldiers near Laukkai.", [("battle", ["Laukkai"])]),
    ("The army lost Laukkai.", [("capture", ["Laukkai"])]),
    ("The firm lost 14 clients in Goma.", []),
    # talks far from the war
    (
        "Serb forces shelled Sarajevo, Mostar, Tuzla and Bihać. The parties met in Dayton.",
        [("strike", ["Sarajevo", "Mostar", "Tuzla", "Bihać"]), ("meeting", ["Dayton"])],
    ),
    # travel of a person, with the surname alone
    ("President Paul Kagame spoke. Kagame flew to Luanda.", [("meeting", ["Luanda"])]),
    ("Jets flew to Luanda.", []),
    # a unit at work somewhere is deployed there
    (
        "Elements of the 77th Infantry Division (Central Command) are reportedly operating near Hakha.",
        [("deployment", ["Hakha"])],
    ),
    ("Airlines are operating near Hakha.", []),
    # what an office is held in is no place of the act
    ("General Peter Cirimwami, the governor of North Kivu, was killed near Sake.", [("command", ["Sake"])]),
    # a unit that flees withdraws, people that flee are displaced
    ("Al-Shabaab struck Afgooye. They later fled.", [("strike", ["Afgooye"]), ("withdrawal", [])]),
    ("Families fled Afgooye.", [("humanitarian", ["Afgooye"])]),
    ("Troops expelled M23 from Sake.", [("capture", ["Sake"])]),
    # where a road leads is no place of the act
    ("The Taliban entered Jalalabad, giving them the roads to Pakistan.", [("advance", ["Jalalabad"])]),
    # the bomber is no aircraft; an order is not a change of command
    ("A suicide car bomber killed 15 people at a market in Maiduguri.", [("sabotage", ["Maiduguri"])]),
    ("Milan Martić ordered rocket attacks on Zagreb.", [("strike", ["Zagreb"])]),
    # a killing told after a comma belongs to the fight
    ("Rebels raided a post near Gao, killing senior commander Moussa Traoré.", [("battle", ["Gao"])]),
    # what is joined by "and" has its own place; an answer is another's act; support is no act of its own
    (
        "Gunmen killed 12 people near Jos and took six hostages to Kano.",
        [("civilian_harm", ["Jos"]), ("detention", ["Kano"])],
    ),
    (
        "Hezbollah shelled Metula, and Israel responded with drone strikes.",
        [("strike", ["Metula"]), ("strike", [])],
    ),
    ("The Peshmerga, backed by air strikes, retook Sinjar.", [("capture", ["Sinjar"])]),
    ("The SDF handed Tel Rifaat to the army.", [("withdrawal", ["Tel Rifaat"])]),
    ("He handed Goma a trophy.", []),
    ("Soldiers retook the presidential palace.", [("capture", [])]),
    ("Explosions were heard in Stepanakert.", [("sabotage", ["Stepanakert"])]),
    ("Iran launched a missile and drone attack on Erbil.", [("strike", ["Erbil"])]),
    # one strike with its toll
    ("The coalition launched air strikes on Sanaa, killing about 14 people.", [("strike", ["Sanaa"])]),
    # risky verbs need what they act on
    ("The company moved its office to Goma.", []),
    ("Rebels moved two tanks to Sake.", [("deployment", ["Sake"])]),
    ("A singer died in Goma.", []),
    ("Two soldiers died in an ambush near Mopti.", [("battle", ["Mopti"])]),
    ("Police levelled charges against a man in Goma.", []),
    ("The army disarmed the militia in Nyala.", [("battle", ["Nyala"])]),
    ("The software disarmed critics in Nyala.", []),
    ("The judge suspended the hearing in Goma.", []),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_what_it_is_and_where(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(e["event_type"], [place["text"] for place in e["places"]]) for e in events(text)] == expected


# Each verb that needs something to act on: met, then refused.
NEEDED: list[tuple[str, str | None]] = [
    ("The king received Khalifa Haftar in Rabat.", "meeting"),
    ("The king received gifts in Rabat.", None),
    ("He spoke to General Burhan by phone.", "meeting"),
    ("He spoke to reporters in Juba.", None),
    ("A call between the two leaders lasted an hour.", "meeting"),
    ("A call centre opened in Juba.", None),
    ("Rebels linked up with the FARC near Tibú.", "advance"),
    ("Teams linked up with sponsors.", None),
    ("Government troops beat back an attack near Gao.", "battle"),
    ("Government troops beat back the cold.", None),
    ("Sappers defused a mine near Aden.", "other"),
    ("The speaker defused the row.", None),
    ("Pirates hijacked a tanker off Yemen.", "detention"),
    ("Trolls hijacked the debate.", None),
    ("A helicopter crashed near Kidal.", "other"),
    ("The market crashed in Lagos.", None),
    ("Reinforcements arrived in Gao.", "deployment"),
    ("Spring arrived in Gao.", None),
    ("The navy airlifted troops to Goma.", "deployment"),
    ("The firm airlifted a statue to Goma.", None),
    ("Rebels set up checkpoints near Sake.", "deployment"),
    ("Rebels set up a band.", None),
    ("Gunmen stabbed two farmers near Jos.", "civilian_harm"),
    ("The rise stabbed at profits.", None),
    ("Jordan hosted talks in Amman.", "meeting"),
    ("Jordan hosted the cup final.", None),
    ("The sides exchanged prisoners near Hodeidah.", "agreement"),
    ("The sides exchanged glances.", None),
    ("A drone boat sank a tanker off Hodeidah.", "strike"),
    ("The peso sank in Manila.", None),
    ("Saboteurs derailed a train near Kursk.", "sabotage"),
    ("Delays derailed the plan.", None),
    ("Troops constructed trenches near Rafah.", "deployment"),
    ("Troops constructed a story.", None),
    ("The army transferred detainees to Lashio.", "detention"),
    ("The club transferred a striker to Lagos.", None),
    ("The state relocated villagers from Goma.", "humanitarian"),
    ("The state relocated its capital.", None),
    ("Thousands demonstrated in Khartoum.", "protest"),
    ("He demonstrated a drone in Khartoum.", None),
    ("Militiamen executed 12 prisoners near Bunia.", "civilian_harm"),
    ("Clerks executed a contract in Bunia.", None),
    ("Iran delivered drones to Khartoum.", "support"),
    ("Iran delivered a verdict.", None),
    ("Rebels expelled the ambassador.", "statement"),
    ("The UN suspended food aid to northern Darfur.", "humanitarian"),
    ("The judge suspended the hearing in Goma.", None),
    ("Rebels fought to hold Goma.", "battle"),
    ("Doctors fought to save the wounded in Goma.", None),
    ("Troops crossed into Sudan's Blue Nile state.", "advance"),
    ("The party suffered a defeat in Sunday's elections in Accra.", None),
    ("The army suffered a defeat in Gao.", "battle"),
    ("Firefighters battled a blaze in Lviv.", None),
]


@pytest.mark.parametrize(("text", "event_type"), NEEDED)
def test_what_a_verb_needs(text: str, event_type: str | None) -> None:
    assert [event["event_type"] for event in events(text)] == ([] if event_type is None else [event_type])


# text, type, units as shown
UNITS = [
    ("A bomb hit a market in Quetta. Boko Haram claimed responsibility for the attack.", "strike", ["Boko Haram"]),
    (
        "A drone attack on Erbil killed two. Kata'ib Hezbollah claimed responsibility for the attack.",
        "strike",
        ["Kata'ib Hezbollah"],
    ),
    ("A drone attack on Erbil killed two. The Peshmerga condemned the attack.", "strike", []),
    ("Kenya sent 400 soldiers to Goma.", "deployment", ["400 soldiers"]),
    ("The Karen National Union (KNU) fought near Sake. They left Goma.", "withdrawal", ["Karen National Union"]),
]


@pytest.mark.parametrize(("text", "event_type", "expected"), UNITS)
def test_who_takes_part(text: str, event_type: str, expected: list[str]) -> None:
    assert [unit["text"] for unit in only(text, event_type)["units"]] == expected


def test_a_person_whom_forces_serve_is_a_person_still() -> None:
    event = only("Forces loyal to Laurent Gbagbo shelled Abobo.", "strike")
    assert [person["name"] for person in event["people"]] == ["Laurent Gbagbo"]


def test_a_place_where_somebody_was_is_not_where_the_next_act_was() -> None:
    event = only("Burhan, who met officers in Port Sudan, vowed to answer Tuesday's drone strike.", "strike")
    assert event["places"] == []


def test_a_second_denial_has_its_own_act() -> None:
    found = events("A spokesman claimed that M23 shelled Sake but denied that they had seized it.")
    assert [(event["event_type"], event["status"], event["place"]) for event in found] == [
        ("strike", "occurred", "Sake"),
        ("capture", "denied", "Sake"),
    ]
