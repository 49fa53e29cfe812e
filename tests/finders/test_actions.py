"""Actions: which words are acts, of which type, and whether they are told as done, going on, planned, supposed or denied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.action_words import ACTIONS, LIGHT_VERBS, OBJECTS
from loaders.finders.actions import find
from loaders.needs import NEEDS
from loaders.sentences import split

# text, [(words, type, status)]
CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # done
    ("Russian troops captured the town of Avdiivka.", [("captured", "capture", "occurred")]),
    ("Rebels seized Goma on Monday.", [("seized", "capture", "occurred")]),
    ("The RSF took control of Wad Madani.", [("took control of", "capture", "occurred")]),
    ("The army took full control of the city.", [("took full control of", "capture", "occurred")]),
    ("Artillery shelled the village.", [("shelled", "strike", "occurred")]),
    ("Militants ambushed a patrol near Gao.", [("ambushed", "battle", "occurred")]),
    ("The garrison withdrew from Kherson.", [("withdrew", "withdrawal", "occurred")]),
    ("The president dismissed the defence minister.", [("dismissed", "command", "occurred")]),
    ("Police arrested three men.", [("arrested", "detention", "occurred")]),
    ("Thousands protested in Khartoum.", [("protested", "protest", "occurred")]),
    ("Azerbaijan deployed two brigades to the border.", [("deployed", "deployment", "occurred")]),
    (
        "The two sides signed a ceasefire agreement.",
        [
            ("signed", "agreement", "occurred"),
            ("ceasefire", "agreement", "occurred"),
            ("agreement", "agreement", "occurred"),
        ],
    ),
    # passive
    ("The bridge was bombed at dawn.", [("bombed", "strike", "occurred")]),
    ("Mosul was retaken by the army.", [("retaken", "capture", "occurred")]),
    ("The general was appointed commander of the front.", [("appointed", "command", "occurred")]),
    ("Drones launched by Russia hit the port.", [("launched", "strike", "occurred"), ("hit", "strike", "occurred")]),
    # type by what is acted on
    ("They captured 40 prisoners.", [("captured", "detention", "occurred")]),
    ("Gunmen attacked villagers near Bria.", [("attacked", "civilian_harm", "occurred")]),
    ("The army launched an offensive.", [("launched", "battle", "occurred"), ("offensive", "battle", "occurred")]),
    ("The navy launched cruise missiles.", [("launched", "strike", "occurred")]),
    ("Civilians fled the fighting.", [("fled", "humanitarian", "occurred"), ("fighting", "battle", "occurred")]),
    ("Troops fled their positions.", [("fled", "withdrawal", "occurred")]),
    ("Poland sent tanks and ammunition.", [("sent", "support", "occurred")]),
    # goes on
    ("Fighters are advancing on Bukavu.", [("advancing", "advance", "ongoing")]),
    ("The army continues to shell the suburbs.", [("shell", "strike", "ongoing")]),
    ("Ongoing clashes were reported in Sittwe.", [("clashes", "battle", "ongoing")]),
    ("Troops have been besieging the town.", [("besieging", "battle", "ongoing")]),
    ("The town is being shelled.", [("shelled", "strike", "ongoing")]),
    ("The city is on edge, with rebels reinforcing positions.", [("reinforcing", "deployment", "ongoing")]),
    # planned
    ("The army will withdraw from Kherson.", [("withdraw", "withdrawal", "planned")]),
    ("Russia plans to deploy missiles in Belarus.", [("deploy", "deployment", "planned")]),
    (
        "The sides agreed to exchange prisoners.",
        [("agreed", "agreement", "occurred"), ("exchange prisoners", "agreement", "planned")],
    ),
    ("He vowed to recapture the city.", [("vowed", "statement", "occurred"), ("recapture", "capture", "planned")]),
    ("He ordered troops to withdraw.", [("ordered", "statement", "occurred"), ("withdraw", "withdrawal", "planned")]),
    ("The upcoming talks in Doha matter.", [("talks", "meeting", "planned")]),
    ("The planned offensive near Idlib was delayed.", [("offensive", "battle", "planned")]),
    # supposed
    ("Rebels could attack the capital.", [("attack", "battle", "hypothetical")]),
    (
        "If the army attacks, the truce ends.",
        [("attacks", "battle", "hypothetical"), ("truce", "agreement", "hypothetical")],
    ),
    ("The potential capture of Uvira alarmed Burundi.", [("capture", "capture", "hypothetical")]),
    ("A possible withdrawal from Tillabery was discussed.", [("withdrawal", "withdrawal", "hypothetical")]),
    ("It would not only secure the road.", [("secure", "capture", "hypothetical")]),
    # denied
    ("Troops did not withdraw.", [("withdraw", "withdrawal", "denied")]),
    ("The army failed to capture Tessit.", [("capture", "capture", "denied")]),
    ("A last call averted an attack on Mekelle.", [("call", "meeting", "occurred"), ("attack", "battle", "denied")]),
    ("They have never attacked the convoy.", [("attacked", "battle", "denied")]),
    # nouns and the verbs that carry them
    ("The jets carried out airstrikes on Hodeidah.", [("airstrikes", "strike", "occurred")]),
    ("The envoys held talks in Jeddah.", [("held talks", "meeting", "occurred")]),
    ("The recent capture of Palmyra changed the war.", [("capture", "capture", "occurred")]),
    ("Heavy fighting broke out in Bamako.", [("fighting", "battle", "occurred")]),
    ("An explosion rocked the barracks.", [("explosion", "sabotage", "occurred")]),
    # figures of speech are no acts; the same words of real things are
    ("Zamalek captured the title in Cairo.", []),
    ("Rebels captured the hill.", [("captured", "capture", "occurred")]),
    ("The battle against inflation goes on.", []),
    ("The battle against the rebels goes on.", [("battle", "battle", "occurred")]),
    ("The senator launched attack ads.", []),
    ("A strike by nurses closed the wards.", []),
    ("The doctors' strike went on.", []),
    ("A strike by jets closed the airport.", [("strike", "strike", "occurred")]),
    ("Police levelled charges against the editor.", []),
    ("Jets levelled the barracks.", [("levelled", "strike", "occurred")]),
    # what became of an agreement is not the agreement
    ("The truce in Hodeidah broke down.", [("truce", "other", "occurred")]),
    ("A ceasefire announced on Monday collapsed.", [("ceasefire", "other", "occurred")]),
    (
        "They signed an accord that ended the war.",
        [("signed", "agreement", "occurred"), ("accord", "agreement", "occurred")],
    ),
    (
        "Each side accused the other of breaking the truce.",
        [("accused", "statement", "occurred"), ("truce", "other", "occurred")],
    ),
    # who is driven stands inside the verb
    (
        "Fano pushed the Ethiopian soldiers out of Lalibela.",
        [("pushed the Ethiopian soldiers out of", "capture", "occurred")],
    ),
    ("The forces had pushed on, out of sight.", [("pushed", "advance", "occurred")]),
    ("The junta responded with air strikes.", [("air strikes", "strike", "occurred")]),
    # a noun is not the verb and an adjective is not an act
    ("The captured village lies on a hill.", []),
    ("He is a strike pilot by trade.", [("strike", "strike", "occurred")]),
    ("The March statement was long.", []),
    ("The town hosts a market.", [("hosts", "meeting", "occurred")]),
    ("A nurse took part in the race.", []),
    ("Soldiers of the captured garrison wept.", []),
    ("Two teachers and a baker walked on.", []),
    ("The taking was easy.", []),
    ("He fell ill.", [("fell", "capture", "occurred")]),
    (
        "Sentenced to prison, he appealed.",
        [("Sentenced", "detention", "occurred"), ("appealed", "statement", "occurred")],
    ),
    ("Prices rose and wages stagnated.", []),
    # a name or noun in -ing is no participle
    ("Beijing condemned the raid.", [("condemned", "statement", "occurred"), ("raid", "battle", "occurred")]),
    ("The king visited Goma.", [("visited", "meeting", "occurred")]),
    ("A wing shelled Goma.", [("shelled", "strike", "occurred")]),
    ("He spoke of sheltering displaced families.", []),
]


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (mention.text, mention.value.event_type.value, mention.value.status.value)
        for sentence in split(text)
        for mention in find(sentence)
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@given(
    st.lists(
        st.sampled_from(
            'The army captured took control of attack attacks on will not to be was 7 , . ( " — Łódź’s'.split(" ")
        ),
        max_size=60,
    )
)
def test_offsets_are_exact_and_never_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for sentence in split(text):
        for mention in find(sentence):
            assert text[mention.span.start : mention.span.end] == mention.text
            assert mention.span.start >= end
            end = mention.span.end


def test_every_need_has_a_test() -> None:
    assert {row.needs or "" for row in ACTIONS.rows()} <= set(NEEDS)


def test_every_class_of_object_has_words() -> None:
    classes = {row.class_ for row in OBJECTS.rows()} | {"person", "place"}
    named = {pair.split(":")[0] for row in ACTIONS.rows() for pair in row.objects}
    assert named <= classes


def test_no_verb_stands_twice() -> None:
    lemmas = [(row.part, row.lemma) for row in ACTIONS.rows()]
    assert len(lemmas) == len(set(lemmas))
    light = [row.lemma for row in LIGHT_VERBS.rows()]
    assert len(light) == len(set(light))
