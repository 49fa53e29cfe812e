"""Lines of a dossier and its address: values with their sentences, trees as cited, links that are checked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard import addresses, dossiers
from dashboard.addresses import Wanted
from dashboard.dossier_queries import Namesake
from dashboard.views import namesakes
from loaders import Store, person_of
from tests.dashboard.articles import PAYLOADS


def event(number: int, units: list[dict[str, Any]], publisher: str = "Nile Wire") -> dict[str, Any]:
    return {
        "event_id": f"e{number}", "article_id": f"a{number}", "publisher": publisher, "published": date(2024, 5, 1),
        "sentence": f"Sentence {number}.", "read": {"units": units},
    }  # fmt: skip


EVENTS = [
    event(1, [{"name": "6th Brigade", "text": "6th Bde", "parents": ["2nd Corps", "4th Army"]}]),
    event(
        2,
        [{"name": "6th Brigade", "text": "6th Bde", "parents": ["2nd Corps"]}, {"name": "Other", "text": "x"}],
        "Desk",
    ),
    event(3, [{"name": "6th Brigade", "text": "the brigade", "parents": ["3rd Corps"]}]),
]


def test_names_as_written_carry_their_counts_and_sentences() -> None:
    pairs = dossiers.mentions(EVENTS, "units", "6th Brigade")
    written = dossiers.tally(pairs, lambda unit: unit["text"])
    assert [(told.value, len(told.events)) for told in written] == [("6th Bde", 2), ("the brigade", 1)]
    line = dossiers.told_line(written[0])
    assert line["note"] == "2 events, 2 articles: Nile Wire, Desk"
    assert line["quotes"][0]["pieces"] == [["Sentence 1.", None]]
    assert line["quotes"][0]["origin"] == "Nile Wire, 1 May 2024"
    assert line["quotes"][0]["go"] == {"page": "timeline", "query": {"event": ["e1"]}}


def test_superiors_are_a_tree_of_what_is_cited() -> None:
    lines = dossiers.tree_lines(dossiers.superiors(dossiers.mentions(EVENTS, "units", "6th Brigade")))
    assert [(line["text"], line["depth"]) for line in lines] == [("2nd Corps", 0), ("4th Army", 1), ("3rd Corps", 0)]
    assert [line["note"].partition(",")[0] for line in lines] == ["2 events", "1 event", "1 event"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Colonel Anton Bely (47th Mechanized Brigade)", "Anton Bely"),
        ("Lieutenant Colonel Denys Prokopenko (Azov Brigade)", "Denys Prokopenko"),
        ("Anton Bely", "Anton Bely"),
        ("General", "General"),
    ],
)
def test_the_person_of_a_label(label: str, name: str) -> None:
    assert person_of(label) == name


def test_every_label_of_a_store_leads_to_its_person(dispatches: Store) -> None:
    rows = dispatches.snapshot().cursor().execute("SELECT event_json, commanders, people FROM events").fetchall()
    import json

    for record, commanders, people in rows:
        read = json.loads(record)
        assert {person_of(label) for label in (*commanders, *people)} == {
            person["name"] for person in (*read["commanders"], *read["people"])
        }


def test_an_address_is_read_as_it_was_written() -> None:
    wanted = Wanted("6th Brigade", date(2024, 5, 1), "corps", "place", side="Sudan")
    assert addresses.read(addresses.write("units", wanted), "units", ()) == (wanted, [])


def test_only_units_are_told_apart_by_side() -> None:
    assert addresses.read({"side": ["Sudan"]}, "people", ())[1] == [
        "The link holds “side”, which this page does not know: it was left out."
    ]


@pytest.mark.parametrize("payload", [*PAYLOADS, "x" * 9_000, "a\0b", "\ud800"])
def test_nonsense_in_an_address_opens_the_page_with_a_notice(payload: str) -> None:
    wanted, notices = addresses.read(
        {"on": [payload], "sort": [payload], "friend": [payload], payload: ["1"]}, "units", {"Sudan"}
    )
    assert wanted == Wanted()
    assert len(notices) == 4


@pytest.mark.parametrize(
    "link", [None, 3, "units", {}, {"page": "http://evil.invalid", "query": {}}, {"page": "units", "query": "x"}]
)
def test_a_link_that_is_none_leads_nowhere(link: object) -> None:
    assert addresses.checked(link) is None


def citation(unit_id: str) -> dict[str, Any]:
    return {"unit_id": unit_id}


RUSSIA = Namesake("Russia", ("ru-6",), 2, None, None)
UKRAINE = Namesake("Ukraine", ("ua-6",), 1, None, None)
UNTOLD = Namesake(None, ("6",), 3, None, None)


@pytest.mark.parametrize(
    ("found", "cited", "expected", "several", "untold"),
    [
        ([RUSSIA, UKRAINE], [], [RUSSIA, UKRAINE], True, 0),
        ([RUSSIA, UNTOLD], ["6", "ru-6"], [RUSSIA, UNTOLD], False, 3),
        ([UNTOLD], [], [UNTOLD], False, 0),
        ([RUSSIA], ["6", "6"], [RUSSIA, Namesake(None, ("6",), 0, None, None)], False, 0),
        ([RUSSIA, UNTOLD], ["7"], [RUSSIA, Namesake(None, ("6", "7"), 3, None, None)], False, 3),
    ],
)
def test_no_citation_of_a_post_is_lost_between_namesakes(
    found: list[Namesake], cited: list[str], expected: list[Namesake], several: bool, untold: int
) -> None:
    borne = namesakes.told(found, [citation(one) for one in cited])
    assert borne == expected
    assert namesakes.several(borne) == several
    assert namesakes.untold(borne) == untold
