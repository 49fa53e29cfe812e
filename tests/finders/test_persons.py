"""People in one sentence: names, ranks, roles, and what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders import persons
from loaders.finders.person_terms import FIGURES, RANKS
from loaders.model import Mention, Person
from loaders.sentences import split


def found(text: str) -> list[Mention[Person]]:
    return [mention for sentence in split(text) for mention in persons.find(sentence)]


NAMED = [
    # ranks
    ("Colonel Artyom Velikanov was on the call.", ["Colonel Artyom Velikanov"]),
    ("Lt. Gen. Rafiq Odeh and Maj. Gen. Tal Shomron met.", ["Lt. Gen. Rafiq Odeh", "Maj. Gen. Tal Shomron"]),
    ("It named Staff Brigadier General Hatem Jaber.", ["Staff Brigadier General Hatem Jaber"]),
    ("Captain 1st Rank Oleg Birov drowned.", ["Captain 1st Rank Oleg Birov"]),
    ("lieutenant Sami al-Khouri bailed out.", ["lieutenant Sami al-Khouri"]),
    ("Brigadier Tuzi Mbala held Sake.", ["Brigadier Tuzi Mbala"]),
    ("Praporshchik Denys Holub was wounded.", ["Praporshchik Denys Holub"]),
    ("Sgt. Maria O'Brien drove.", ["Sgt. Maria O'Brien"]),
    ("Gen. J. R. Thornbury Jr. retired.", ["Gen. J. R. Thornbury Jr"]),
    # offices and roles
    ("President Omar Dembele flew to Gao.", ["President Omar Dembele"]),
    ("Iraqi Prime Minister Salim al-Hashemi spoke.", ["Iraqi Prime Minister Salim al-Hashemi"]),
    ("Minister for the Near East Harriet Cole flew out.", ["Minister for the Near East Harriet Cole"]),
    ("US Secretary of State Dean Acheson agreed.", ["US Secretary of State Dean Acheson"]),
    ("the UN Special Envoy Jan van der Meer", ["UN Special Envoy Jan van der Meer"]),
    ("Foreign Minister Al-Rubaie waited.", ["Foreign Minister Al-Rubaie"]),
    ("Secretary Marsh and President Laval met.", ["Secretary Marsh", "President Laval"]),
    ("MR HALE: Thank you.", ["MR HALE"]),
    ("Dr. Amal Haddad treated them.", ["Dr. Amal Haddad"]),
    ("Sheikh Abu Yusuf al-Dimashqi founded it.", ["Sheikh Abu Yusuf al-Dimashqi"]),
    ("Kharkiv Governor Ostap Melnyk said so.", ["Governor Ostap Melnyk"]),
    ("RSF commander Idris Kabashi denied it.", ["commander Idris Kabashi"]),
    ("M23 spokesman Willy Ngoma said so.", ["spokesman Willy Ngoma"]),
    ("IDF spokesman Rear Adm. Daniel Harel said so.", ["spokesman Rear Adm. Daniel Harel"]),
    ("Ayatollah Mohsen Rezvani preached.", ["Ayatollah Mohsen Rezvani"]),
    ("King Carol II fled.", ["King Carol II"]),
    # known given names, surnames of marked languages, particles
    ("Tariq Mansouri crossed the bridge.", ["Tariq Mansouri"]),
    ("They met Ludmila van den Berg in Goma.", ["Ludmila van den Berg"]),
    ("Then Yaroslav Hrytsenko called.", ["Yaroslav Hrytsenko"]),
    ("It blamed Zamira Kuliyeva for it.", ["Zamira Kuliyeva"]),
    ("Letters to Levan Gelashvili were lost.", ["Levan Gelashvili"]),
    ("Abu Hamza al-Iraqi was seen.", ["Abu Hamza al-Iraqi"]),
    ("Jean-Pierre Kalonji left Bukavu.", ["Jean-Pierre Kalonji"]),
    ("A physician, Zahid Ahmed Barwari, counted them.", ["Zahid Ahmed Barwari"]),
    ("Ban Ki-moon left.", ["Ban Ki-moon"]),
    ("Abdul Rahman bin Khalid wrote it.", ["Abdul Rahman bin Khalid"]),
    ('It was Robert "Magyar" Halas of Kyiv.', ['Robert "Magyar" Halas']),
    # apposition
    ("Brusko, a senior Serbian military advisor, had warned of it.", ["Brusko"]),
    ("al-Dulaimi, the leader of the cell, fled.", ["al-Dulaimi"]),
    ("Tiemoko, a former rebel commander, agreed.", ["Tiemoko"]),
    # public figures
    ("Erdogan called Putin.", ["Erdogan", "Putin"]),
    ("Hemedti blamed Burhan.", ["Hemedti", "Burhan"]),
    ("Netanyahu refused.", ["Netanyahu"]),
    # roles alone
    ("The Foreign Secretary met the Iraqi Foreign Minister.", ["Foreign Secretary", "Iraqi Foreign Minister"]),
    # near misses
    ("The Islamic State and Human Rights Watch said so.", []),
    ("Operation Ivan Storm began on Monday in March.", []),
    ("Shells hit Abu Dhabi, Sheikh Maqsoud and Deir al-Zor.", []),
    ("Saddam Hussein Airport was bombed.", []),
    ("It fell to the Ahmed Yassin Brigade.", []),
    ("The General Staff and the General Assembly met.", []),
    ("The Assad regime and Assad's brutal regime fell.", []),
    ("A major Donetsk suburb and a private Kyiv clinic burned.", []),
    ("In Kyiv, the head of the office was out.", []),
    ("Fighting reached Rostov and Kharkov in May.", []),
    ("Cyclone Larry and the frigate Admiral Essen.", []),
    ("Washington Post reporters saw Lake Victoria.", []),
    ("The Boris Nemtsov Foundation was raided.", []),
    ("Camp David and Fort Robert are far.", []),
    ("Jabhat Thuwar al-Raqqa and Liwa Ahfad Mohammad merged.", []),
    ("Ukrainian forces and Russian troops, the army said.", []),
    ("Abu Shouk refugee camp was shelled.", []),
    ("The town of Abu Hishma was fenced.", []),
    ("He hit his head and a general alarm rang.", []),
    ("São Paulo and Tel Aviv are twinned.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_people_named(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in found(text) if mention.rule != persons.SHORT] == expected


VALUES = [
    ("Lt. Gen. Rafiq Odeh met them.", "Rafiq Odeh", "Lieutenant General", None),
    ("Polkovnik Denys Holub met them.", "Denys Holub", "Colonel", None),
    ("Iraqi Prime Minister Salim al-Hashemi spoke.", "Salim al-Hashemi", None, "Iraqi Prime Minister"),
    ("Minister for the Near East Harriet Cole flew.", "Harriet Cole", None, "Minister for the Near East"),
    ("Brusko, a senior Serbian military advisor, left.", "Brusko", None, "senior Serbian military advisor"),
    ("Tariq Mansouri, the governor of Basra Province, left.", "Tariq Mansouri", None, "governor of Basra Province"),
    ("The governor of Basra, Tariq Mansouri, left.", "Tariq Mansouri", None, "governor of Basra"),
    ("IDF spokesman Rear Adm. Daniel Harel said so.", "Daniel Harel", "Rear Admiral", "spokesman"),
    (
        "Colonel Yan Ruda, chief of staff of the 9th Army, left.",
        "Yan Ruda",
        "Colonel",
        "chief of staff of the 9th Army",
    ),
    ("Tariq Mansouri left.", "Tariq Mansouri", None, None),
    ("Dr. Amal Haddad left.", "Amal Haddad", None, None),
]


@pytest.mark.parametrize(("text", "name", "rank", "role"), VALUES)
def test_rank_and_role(text: str, name: str, rank: str | None, role: str | None) -> None:
    person = found(text)[0].value
    assert (person.name, person.rank, person.role) == (name, rank, role)


def test_each_rank_gives_a_name_its_rank() -> None:
    for row in RANKS.rows():
        mentions = found(f"They met {row.term} Artyom Velikanov there.")
        assert [(mention.value.name, mention.value.rank) for mention in mentions] == [("Artyom Velikanov", row.rank)]


def test_public_figures_are_found_by_full_name() -> None:
    for row in FIGURES.rows():
        assert found(f"They met {row.name} there."), row.name


@pytest.mark.parametrize("text", ["Then the colonel left.", "Now the president spoke."])
def test_references_wait_for_their_article(text: str) -> None:
    assert [mention.rule for mention in found(text)] == [persons.SHORT]


PIECES = st.sampled_from(
    """Colonel Lt. Gen. Ivan Petrov al - , ( ) ' " the a commander of Minister for Putin Abu von O'Brien J. K. Jr MR é İ
    \u200f I he said : 57th President -moon""".split()
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(("", " ", "  ", "-")))), st.text(max_size=20))
def test_offsets_are_exact_and_mentions_apart(pieces: list[tuple[str, str]], tail: str) -> None:
    text = "".join(piece + gap for piece, gap in pieces) + tail
    for sentence in split(text):
        end = -1
        for mention in persons.find(sentence):
            assert text[mention.span.start : mention.span.end] == mention.text
            assert mention.span.start >= end
            end = mention.span.end
