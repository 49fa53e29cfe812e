"""Claims: who says so, through whom, and what; sentences from many wars, and words that claim nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import sentences
from loaders.finders import claims
from loaders.model import Claim, Mention


def find(text: str) -> list[Mention[Claim]]:
    return [mention for sentence in sentences.split(text) for mention in claims.find(sentence)]


CASES: list[tuple[str, list[tuple[str | None, str, str]]]] = [
    (
        "Shelling killed four in Bor, the governor of Jonglei, John Garang, said.",
        [("John Garang", "official", "say")],
    ),
    ("Shells hit Bor, John Garang, a rebel spokesman, said on Friday.", [("John Garang", "military", "say")]),
    ("They shelled Bor, Juba and Wau, he said.", [(None, "anonymous", "say")]),
    ("Satellite images show that trenches were dug.", [("Satellite images", "observer", "show")]),
    ("Rebels denied the raid, citing a technical fault.", [("Rebels", "military", "deny")]),
    ("The allegedly-built camp near Sake was empty.", []),
    # Subject, verb.
    ("Witnesses said shells hit the market in El Fasher.", [("Witnesses", "observer", "say")]),
    (
        "Ukrainian and Western officials said the strike hit a depot.",
        [("Ukrainian and Western officials", "official", "say")],
    ),
    ("The Islamic State claimed responsibility for the attack.", [("Islamic State", "military", "claim")]),
    ("The Syrian army now claims full control of Aleppo.", [("Syrian army", "military", "claim")]),
    ("U.S. officials reported that the raid killed 21 insurgents.", [("U.S. officials", "official", "report")]),
    ("Rwanda has repeatedly denied backing the M23.", [("Rwanda", "official", "deny")]),
    ("Hamas denied the report.", [("Hamas", "military", "deny")]),
    ("Iran's foreign ministry rejected the allegations.", [("Iran's foreign ministry", "official", "reject")]),
    ("Israel accused Hezbollah of firing rockets at Haifa.", [("Israel", "official", "accuse")]),
    ("An unnamed US official said that forces had crossed.", [("unnamed US official", "official", "say")]),
    ("Local media reported explosions in Isfahan.", [("Local media", "media", "report")]),
    ("The UN says 40 people were killed in Port-au-Prince.", [("UN", "official", "say")]),
    (
        "Prime Minister Abiy Ahmed's office said federal troops had entered Mekelle.",
        [("Prime Minister Abiy Ahmed's office", "official", "say")],
    ),
    (
        "Residents of El Geneina told Human Rights Watch that militia had burned homes.",
        [("Residents of El Geneina", "observer", "tell")],
    ),
    ("ISIL stated to have killed 20 fighters.", [("ISIL", "military", "state")]),
    ("Sudan's RSF said on Telegram its fighters had entered Babanusa.", [("Sudan's RSF", "military", "say")]),
    ("The ministry said on Sunday that the airport was closed.", [("ministry", "official", "say")]),
    ("Officials in Khartoum said that the bridge was open.", [("Officials in Khartoum", "official", "say")]),
    ("On 9 June, the SDF announced that it had captured the dam.", [("SDF", "military", "announce")]),
    ("Kyiv warned that the dam was mined.", [("Kyiv", "official", "warn")]),
    (
        "The Institute for the Study of War assessed that the line had not moved.",
        [("Institute for the Study of War", "observer", "assess")],
    ),
    ("A video posted on Telegram showed that the bridge had collapsed.", [("video", "observer", "show")]),
    ("The junta wrongly claimed that Lashio was quiet.", [("junta", "official", "claim")]),
    # Apposition and relative clause.
    ("Kots, a senior military adviser, had previously said that the town fell.", [("Kots", "military", "say")]),
    (
        "Colonel Avichay Adraee, the IDF's Arabic-language spokesman, wrote that residents must leave.",
        [("Colonel Avichay Adraee", "military", "write")],
    ),
    ("The Kremlin, however, has maintained that its aims are unchanged.", [("Kremlin", "official", "maintain")]),
    (
        "The Syrian Observatory for Human Rights (SOHR) said 12 fighters died.",
        [("Syrian Observatory for Human Rights", "observer", "say")],
    ),
    ("The Foreign Minister, Gideon Saar, said talks went on.", [("Foreign Minister Gideon Saar", "official", "say")]),
    ("A doctor from Khan Younis, Ahmed al-Farra, said 12 bodies had arrived.", [("Ahmed al-Farra", "observer", "say")]),
    ("An official who asked not to be named said the raid had failed.", [("official", "official", "say")]),
    ("People who fled Homs said soldiers had burned houses.", [("People", "observer", "say")]),
    (
        "Tigray's leaders, who had rejected the talks, said they would attend.",
        [("Tigray's leaders", "official", "say")],
    ),
    ("The inquiry's report, which found that the convoy was bombed, was published.", [("inquiry", "observer", "find")]),
    # The claimed part first.
    ("The army seized the town, officials said.", [("officials", "official", "say")]),
    (
        "Five people died, the health ministry in Gaza said on Tuesday.",
        [("health ministry in Gaza", "official", "say")],
    ),
    ("\u201cThey came at dawn,\u201d a resident told Reuters by phone.", [("resident", "observer", "tell")]),
    ("\u201cWe have taken the village,\u201d said Apti Alaudinov.", [("Apti Alaudinov", "official", "say")]),
    (
        "The troops left Lachin, said Colonel Nadav Levi, an army spokesman.",
        [("Colonel Nadav Levi", "military", "say")],
    ),
    (
        "The camp was hit, according to the Syrian Observatory for Human Rights, which monitors the war.",
        [("Syrian Observatory for Human Rights", "observer", "according to")],
    ),
    (
        "According to Médecins Sans Frontières (MSF), 30 patients were brought in.",
        [("Médecins Sans Frontières", "observer", "according to")],
    ),
    (
        "According to Amnesty International's 2017 report, hundreds were held.",
        [("Amnesty International", "observer", "according to")],
    ),
    # Chains.
    (
        "According to a report by TASS, the Kremlin press service confirmed that the call took place.",
        [("Kremlin press service", "official", "confirm")],
    ),
    (
        "Reuters reported, citing two security officials, that the convoy was hit.",
        [("two security officials", "official", "report")],
    ),
    ("State television, quoting the governor, said three people died.", [("governor", "official", "say")]),
    (
        "The BBC reported that Libyan forces claimed they retook part of Sirte.",
        [("Libyan forces", "military", "claim")],
    ),
    # The same subject.
    ("The UN condemned the raid and said that dozens had died.", [("UN", "official", "say")]),
    ("Zelensky rejected the proposal, saying that the troops would stay.", [("Zelensky", "official", "say")]),
    (
        "Armenia said Azerbaijan had shelled villages; Azerbaijan denied it.",
        [("Armenia", "official", "say"), ("Azerbaijan", "official", "deny")],
    ),
    (
        "Hemedti's remarks stressed unity, with the general stating that El Obeid would fall.",
        [("general", "military", "state")],
    ),
    # Nobody is named.
    ("Burkina Faso's army reportedly killed 223 villagers.", [(None, "anonymous", "reportedly")]),
    ("He was allegedly tortured in Insein prison.", [(None, "anonymous", "allegedly")]),
    ("The rebels are believed to have captured the base.", [(None, "anonymous", "believe")]),
    ("Twelve people were reported killed in Goma.", [(None, "anonymous", "report")]),
    ("It was reported that troops had left Kidal.", [(None, "anonymous", "report")]),
    ("Reports of fighting in Zalingei worried the council.", [("Reports", "anonymous", "report")]),
    ("The envoy for Sudan comments on reports of a massacre.", [("reports", "anonymous", "report")]),
    ("Unconfirmed reports said two generals were killed.", [("Unconfirmed reports", "anonymous", "say")]),
    # By whom.
    ("The claim was denied by the army.", [("army", "military", "deny")]),
    ("The bombing, claimed by the PKK, killed five.", [("PKK", "military", "claim")]),
    ("As reported by Radio Dabanga, the RSF shelled the camp.", [("Radio Dabanga", "media", "report")]),
    # Headlines.
    ("Pentagon: two soldiers killed in Jordan", [("Pentagon", "official", "say")]),
    ("Two soldiers killed in Jordan \u2013 Pentagon", [("Pentagon", "official", "say")]),
    # Near-misses.
    ("The bombing claimed the lives of 12 people.", []),
    ("Reservists reported for duty in Haifa.", []),
    ("There were 40 confirmed cases of cholera.", []),
    ("The announced withdrawal did not happen.", []),
    ("That is to say, the war goes on.", []),
    ("The minister said nothing.", []),
    ("According to their results, few voted in Juba.", []),
    ("Iran rejected the ceasefire proposal.", []),
    ("The Pentagon did not confirm the strike.", []),
    ("The convoy was denied access to Darfur.", []),
    ("The United States sent ships.", []),
    ("Russia announced a withdrawal from Kherson.", []),
    ("The insurance claims adjuster left Beirut.", []),
    ("Russia's stated aims did not change.", []),
    ("They reached an agreement in Doha: a truce of ten days.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert [(m.value.source, m.value.source_kind.value, m.value.verb) for m in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("According to a report by TASS, the Kremlin confirmed that the call took place.", "TASS"),
        ("A commander told Al Jazeera that his men had entered Goma.", "Al Jazeera"),
        ("In a statement posted on Telegram, the ministry said its forces had withdrawn.", "Telegram"),
        ("The governor was quoted by Tasnim as saying that the base was hit.", "Tasnim"),
        ("Sources close to the presidency told Jeune Afrique that the general was held.", "Jeune Afrique"),
        ("The army said on Twitter that Kobani was quiet.", "Twitter"),
        ("The army said it had taken the road to Wad Madani.", None),
        ("Reuters said the army had bombed a Telegram office.", None),
    ],
)
def test_via(text: str, via: str | None) -> None:
    (mention,) = find(text)
    assert mention.value.via == via


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The army said on Monday that it had taken Kurmuk.", "it had taken Kurmuk."),
        ("The army has taken Kurmuk, the governor said.", "The army has taken Kurmuk,"),
        ("According to the UN, 20 people drowned.", "20 people drowned."),
        ("Twenty people drowned, according to the UN.", "Twenty people drowned,"),
        ("Israel accused Iran of arming the group.", "arming the group."),
        ("The ship was reportedly hit near Hodeidah.", "hit near Hodeidah."),
        ("The ship was hit near Hodeidah, reportedly.", "The ship was hit near Hodeidah,"),
        ("Ellwood said:", None),
    ],
)
def test_scope(text: str, scope: str | None) -> None:
    (mention,) = find(text)
    found = mention.value.scope
    assert (None if found is None else text[found.start : found.end]) == scope


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had shelled the camp.", "denies"),
        ("Kigali disputed the figures.", "denies"),
        ("Analysts doubted that the truce would hold.", "doubts"),
        ("The army admitted that it had shelled the camp.", "asserts"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [mention.value.stance for mention in find(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "pronoun"), [("He said that Goma had fallen.", "he"), ("Goma has fallen, they claimed.", "they")]
)
def test_pronoun(text: str, pronoun: str) -> None:
    (mention,) = find(text)
    assert (mention.value.source, mention.value.pronoun, mention.rule) == (None, pronoun, "claims/pronoun")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("The Foreign Secretary said:", True),
        ("The envoy said: \u201cThe siege must end.", True),
        ("The envoy said: \u201cThe siege must end.\u201d", False),
        ("The envoy said the siege must end.", False),
    ],
)
def test_opens(text: str, opens: bool) -> None:
    (mention,) = find(text)
    assert mention.value.opens is opens


def test_mention_is_the_attribution() -> None:
    (mention,) = find("According to a report by TASS, the Kremlin press service confirmed that Putin called.")
    assert mention.text == "According to a report by TASS, the Kremlin press service confirmed"
    assert {row.split(":")[0] for row in mention.rows} == {"sources.csv", "reporting_verbs.csv"}


_PIECES = st.sampled_from(
    [
        "said",
        "that",
        ",",
        '"',
        "“",
        "the",
        "army",
        "Kots",
        "according to",
        "(",
        ")",
        "reportedly",
        "he",
        "İ",
        ":",
        "-",
        "and",
        "citing",
        "TASS",
        "of",
        "by",
        "was",
        "reported",
        "claims",
        "who",
        "'s",
        "\n",
        ".",
        "report",
        ";",
    ]
)


@given(st.lists(_PIECES, max_size=40).map(" ".join) | st.lists(_PIECES, max_size=40).map("".join))
def test_offsets(text: str) -> None:
    for mention in find(text):
        assert text[mention.span.start : mention.span.end] == mention.text
        scope = mention.value.scope
        assert scope is None or 0 <= scope.start < scope.end <= len(text)
