"""People of an article: who is who, who commands what, and what changed; postings."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.finders import persons as person_finder
from loaders.finders import units as unit_finder
from loaders.model import Article, DateBasis, DatePrecision, Kind, Mention, Person, Posting, Span, When
from loaders.resolve import people, units
from loaders.resolve.postings import postings
from loaders.sentences import split

PUBLISHED = date(2024, 5, 6)


def resolved(text: str) -> list[Mention[Person]]:
    sentences = split(text)
    article = Article("a", text, published=PUBLISHED)
    found = units.resolve(article, sentences, [one for sentence in sentences for one in unit_finder.find(sentence)])
    return people.resolve(
        article, sentences, [one for sentence in sentences for one in person_finder.find(sentence)], found
    )


def posted(text: str, dates: tuple[Mention[When], ...] = ()) -> list[Posting]:
    sentences = split(text)
    article = Article("a", text, published=PUBLISHED)
    found = units.resolve(article, sentences, [one for sentence in sentences for one in unit_finder.find(sentence)])
    return postings(article, sentences, resolved(text), found, dates)


SAME = [
    ("Colonel Artyom Velikanov spoke. Velikanov then left.", "Velikanov", "Artyom Velikanov"),
    ("Colonel Artyom Velikanov spoke. The colonel then left.", "colonel", "Artyom Velikanov"),
    ("President Omar Dembele flew out. Mr Dembele was tired.", "Mr Dembele", "Omar Dembele"),
    ("Foreign Secretary Harriet Cole left. Later the Foreign Secretary spoke.", "Foreign Secretary", "Harriet Cole"),
    ("Tariq Mansouri was born in Basra. He left in May.", "He", "Tariq Mansouri"),
    ("Tariq Mansouri said that he left.", "he", "Tariq Mansouri"),
    ("Harriet Cole said:\n\nI welcome the news.", "I", "Harriet Cole"),
    ("Abu Hamza al-Iraqi led them. Al-Iraqi died.", "Al-Iraqi", "Abu Hamza al-Iraqi"),
    ("Putin called. Vladimir Putin thanked them.", "Putin", "Vladimir Putin"),
    ("Zelenskyy left.", "Zelenskyy", "Volodymyr Zelensky"),
    ("Lt. Gen. R. Odeh spoke. Rafiq Odeh left.", "Lt. Gen. R. Odeh", "Rafiq Odeh"),
    ("President Salim Keita left. On Monday the president returned.", "president", "Salim Keita"),
]


@pytest.mark.parametrize(("text", "written", "name"), SAME)
def test_short_mentions_lead_to_the_full_name(text: str, written: str, name: str) -> None:
    assert [one.value.name for one in resolved(text) if one.text == written] == [name]


APART = [
    ("Colonel Ivan Petrenko met Colonel Oleh Hrytsenko. The colonel left.", "colonel"),
    ("Ivan Petrenko met Oleh Petrenko. Petrenko left.", "Petrenko"),
    ("Ivan Petrenko met Oleh Hrytsenko. Then Tariq Mansouri met Omar Keita, and he left.", "he"),
    ("The Petrenko Foundation was raided. Ivan Petrenko left.", "Petrenko"),
    ("World War I began. Tariq Mansouri said so.", "I"),
    ("The colonel left.", "colonel"),
    ("General Ivan Petrenko dismissed him.", "him"),
]


@pytest.mark.parametrize(("text", "written"), APART)
def test_what_is_in_doubt_is_left_out(text: str, written: str) -> None:
    assert written not in [one.text for one in resolved(text)]


COMMANDS = [
    "Colonel Artyom Velikanov, the commander of the 9th Tank Brigade, spoke.",
    "The commander of the 9th Tank Brigade, Colonel Artyom Velikanov, spoke.",
    "The commander of the 9th Tank Brigade Colonel Artyom Velikanov spoke.",
    "9th Tank Brigade commander Colonel Artyom Velikanov spoke.",
    "Colonel Artyom Velikanov, who commands the 9th Tank Brigade, spoke.",
    "Colonel Artyom Velikanov commanded the 9th Tank Brigade.",
    "The 9th Tank Brigade, led by Colonel Artyom Velikanov, attacked.",
    "The 9th Tank Brigade, commanded by Colonel Artyom Velikanov, attacked.",
    "The 9th Tank Brigade under the command of Colonel Artyom Velikanov attacked.",
    "The 9th Tank Brigade's commander, Colonel Artyom Velikanov, spoke.",
    "The 9th Tank Brigade (Colonel Artyom Velikanov) attacked.",
    "The 9th Tank Brigade (Commander: Colonel Artyom Velikanov) attacked.",
    "Colonel Artyom Velikanov was appointed commander of the 9th Tank Brigade.",
    "Colonel Artyom Velikanov took command of the 9th Tank Brigade.",
    "He appointed Colonel Artyom Velikanov as commander of the 9th Tank Brigade.",
    "Colonel Artyom Velikanov replaced Ivan Petrenko as commander of the 9th Tank Brigade.",
    "Colonel Artyom Velikanov commands the Sudanese army's 9th Tank Brigade.",
    "Colonel Artyom Velikanov, commander of the Russian 9th Tank Brigade (5th CAA), spoke.",
]


@pytest.mark.parametrize("text", COMMANDS)
def test_commander_in_every_usual_order(text: str) -> None:
    person = next(one.value for one in resolved(text) if one.value.name == "Artyom Velikanov")
    assert (person.commands, person.unit, person.rank) == (True, "9th Tank Brigade", "Colonel")


GROUPS = [
    ("RSF commander Idris Kabashi denied it.", "Rapid Support Forces", "commander", True),
    ("M23 spokesman Willy Ngoma denied it.", "M23", "spokesman", False),
    ("Hezbollah leader Samir Odeh spoke.", "Hezbollah", "leader", True),
    ("Idris Kabashi, a senior commander in the RSF, left.", "Rapid Support Forces", "senior commander", True),
    ("Idris Kabashi, deputy commander of the RSF, left.", "Rapid Support Forces", "deputy commander", False),
    ("The leader of the Arakan Army, Twan Zaw, spoke.", "Arakan Army", "leader", True),
    ("Twan Zaw, the M23 president, spoke.", "M23", "president", False),
    (
        "Idris Kabashi, the SAF's assistant commander-in-chief, left.",
        "Sudanese Armed Forces",
        "assistant commander-in-chief",
        False,
    ),
    ("Colonel Idris Kabashi of the 9th Tank Brigade left.", "9th Tank Brigade", None, False),
]


@pytest.mark.parametrize(("text", "unit", "role", "commands"), GROUPS)
def test_posts_in_groups(text: str, unit: str, role: str | None, commands: bool) -> None:
    person = resolved(text)[0].value
    assert (person.unit, person.role, person.commands) == (unit, role, commands)


NO_TIE = [
    "Colonel Artyom Velikanov spoke while the 9th Tank Brigade attacked.",
    "The 9th Tank Brigade attacked. Colonel Artyom Velikanov was on the call.",
    "President Omar Dembele praised the 9th Tank Brigade.",
    "Tariq Mansouri said the RSF had left.",
    "The RSF denied it, Tariq Mansouri said.",
]


@pytest.mark.parametrize("text", NO_TIE)
def test_a_person_near_a_unit_is_not_of_it(text: str) -> None:
    assert [one.value.unit for one in resolved(text)] == [None] * len(resolved(text))


CHANGES = [
    ("Colonel Artyom Velikanov was appointed commander of the 9th Tank Brigade.", "appointed"),
    ("The president appointed Colonel Artyom Velikanov.", "appointed"),
    ("Colonel Artyom Velikanov took command of the 9th Tank Brigade.", "appointed"),
    ("Colonel Artyom Velikanov was relieved of command.", "dismissed"),
    ("Colonel Artyom Velikanov, the commander of the 9th Tank Brigade, was dismissed.", "dismissed"),
    ("Colonel Artyom Velikanov resigned.", "dismissed"),
    ("A drone killed the commander of the 9th Tank Brigade, Colonel Artyom Velikanov.", "killed"),
    ("Colonel Artyom Velikanov was killed near Nyala.", "killed"),
    ("The death of Colonel Artyom Velikanov was confirmed.", "killed"),
    ("Colonel Artyom Velikanov has reportedly been promoted.", "appointed"),
    ("Colonel Ivan Petrenko was replaced by Colonel Artyom Velikanov.", "appointed"),
    ("Chad denied that it had killed Colonel Artyom Velikanov.", None),
    ("Colonel Artyom Velikanov killed two men.", None),
    ("Colonel Artyom Velikanov spoke of the killed.", None),
    ("Colonel Artyom Velikanov was there.", None),
]


@pytest.mark.parametrize(("text", "change"), CHANGES)
def test_changes_of_post(text: str, change: str | None) -> None:
    person = next(one.value for one in resolved(text) if one.value.name == "Artyom Velikanov")
    assert person.change == change


def test_replacement_names_both() -> None:
    text = "Colonel Artyom Velikanov replaced General Ivan Petrenko as commander of the 9th Tank Brigade."
    changes = {one.value.name: one.value.change for one in resolved(text)}
    assert changes == {"Artyom Velikanov": "appointed", "Ivan Petrenko": "dismissed"}


def test_a_later_mention_knows_rank_and_unit() -> None:
    text = "Colonel Artyom Velikanov, commander of the 9th Tank Brigade, left. Velikanov was tired."
    person = resolved(text)[-1].value
    assert (person.rank, person.unit, person.commands) == ("Colonel", "9th Tank Brigade", True)


POSTINGS = [
    ("Colonel Artyom Velikanov, commander of the 9th Tank Brigade, left. Velikanov was tired.", ["commander"]),
    ("M23 spokesman Willy Ngoma denied it.", ["spokesman"]),
    ("Colonel Artyom Velikanov commands the 9th Tank Brigade.", ["commander"]),
    ("Colonel Artyom Velikanov was on the call.", []),
    ("Tariq Mansouri, a commander of rebel fighters, left.", []),
    ("President Omar Dembele praised the 9th Tank Brigade.", []),
]


@pytest.mark.parametrize(("text", "roles"), POSTINGS)
def test_postings(text: str, roles: list[str]) -> None:
    assert [posting.role for posting in posted(text)] == roles


def test_posting_cites_the_sentence_and_its_day() -> None:
    text = "On 1 May 2024 Colonel Artyom Velikanov took command of the 9th Tank Brigade."
    day = date(2024, 5, 1)
    when = When(day, day, DatePrecision.DAY, DateBasis.STATED, "2024-05-01")
    [posting] = posted(text, (Mention(Kind.DATE, Span(3, 13), text[3:13], "test", when),))
    assert (posting.first_cited, posting.last_cited, posting.change) == (day, day, "appointed")
    assert text[posting.sentence.start : posting.sentence.end] == text


def test_posting_falls_back_to_the_day_of_the_article() -> None:
    [posting] = posted("Colonel Artyom Velikanov commands the 9th Tank Brigade.")
    assert (posting.first_cited, posting.last_cited) == (PUBLISHED, PUBLISHED)


def test_spans_are_exact() -> None:
    text = "“Colonel Artyom Velikanov” spoke.\n\nThen Velikanov’s men, he said, left al-Bab with I. Petrenko."
    for mention in resolved(text):
        assert text[mention.span.start : mention.span.end] == mention.text
