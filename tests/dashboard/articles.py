"""Small dispatches for the page's tests, each with events that the pipeline is sure to find, and hostile ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from loaders import Given, Received, Store, Verdict, Views, ingest, open_store

DISPATCHES: dict[str, tuple[str, Given]] = {
    "khartoum.txt": (
        "On 26 March 2025, the Sudanese Armed Forces captured Khartoum, according to the army's spokesman.\n\n"
        "The Rapid Support Forces withdrew from Omdurman on 25 March 2025.\n",
        Given(date(2025, 3, 27), "Nile Wire", "Army enters Khartoum", "https://example.org/khartoum"),
    ),
    "homs.txt": (
        "On 7 December 2024, Hayat Tahrir al-Sham fighters attacked Homs. The ministry denied that Homs had been captured.\n\n"
        "The 47th Mechanized Brigade, commanded by Colonel Anton Bely, shelled Kherson on 3 December 2024.\n",
        Given(date(2024, 12, 8), "Levant Desk", "Fighters at Homs"),
    ),
    "undated.txt": ("Troops of the 47th Mechanized Brigade attacked Bakhmut.\n\nTalks were held.\n", Given()),
}

NAMESAKES: dict[str, tuple[str, Given]] = {
    "adwa.txt": (
        "On 3 March 2021, the Ethiopian 25th Division of the Northern Command, commanded by Colonel Tesfaye Bekele, captured Adwa."
        " On 4 March 2021, the 25th Division attacked Goma.\n\n"
        "On 1 July 2021, Colonel Tesfaye Bekele, commander of the Ethiopian 25th Division, was dismissed. Colonel Dawit Alemu took"
        " command of the 25th Division on 3 September 2021.\n",
        Given(date(2021, 9, 4), "Horn Post", "A division changes hands"),
    ),
    "idlib.txt": (
        "The Syrian 25th Division, under Brigadier General Samir Hadi, shelled Idlib on 4 February 2020. The 25th Division captured"
        " Saraqib on 8 February 2020.\n",
        Given(date(2020, 2, 9), "Levant Desk", "Advance on Saraqib"),
    ),
    "nobody.txt": (
        "Major Adam Karim, commander of the 25th Division, visited Kassala on 2 May 2022. The 25th Division shelled Kassala on 3 May"
        " 2022.\n",
        Given(date(2022, 5, 4), "Nile Wire", "A visit"),
    ),
}
"""Units of one name: of two sides, and one whose side is not told; the first leaps, and is without a commander for a while."""

_SPELLED = re.compile(r"⟦U\+([0-9A-F]+)⟧")
"""How the file of payloads writes a character that would not show."""


def _payloads() -> Iterator[str]:
    lines = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
    return (_SPELLED.sub(lambda found: chr(int(found[1], 16)), line) for line in lines)


PAYLOADS = tuple(_payloads())
"""Markup, scripts, links, formulas, templates and turned text, each as somebody might put it into an article."""
FEW = PAYLOADS[:12]


def hostile() -> tuple[str, Given]:
    """An article that carries a few payloads in its title, publisher, address and in the sentence of its event."""
    text = f"On 5 May 2024, the 36th Marine Brigade {' '.join(FEW)} shelled Kherson.\n"
    return text, Given(date(2024, 5, 6), FEW[1], " ".join(FEW), "javascript:window.owned=1")


def hostile_store(folder: Path) -> Store:
    """Every payload as sentence, title, publisher, address, name of a file taken in or refused, unit, and saved view."""
    store = open_store(folder)
    items = [
        Received.of(
            payload,
            f"On {1 + n % 28} May 2024, the 36th Marine Brigade shelled Kherson {payload}\n".encode(),
            Given(date(2024, 6, 1), payload, payload, payload),
        )
        for n, payload in enumerate(PAYLOADS)
    ]
    everything = "On 30 May 2024, the 36th Marine Brigade shelled Odesa.\n\n" + "\n\n".join(PAYLOADS)
    items.append(Received.of("all.txt", everything.encode(), Given(date(2024, 6, 1), "All Desk", "All of them")))
    refused = [Received.of(payload, b"\0" * n, Given()) for n, payload in enumerate(PAYLOADS)]
    assert len(ingest([*items, *refused], store).quarantined) == len(PAYLOADS)
    cursor = store.snapshot().cursor()
    event_id = cursor.execute("SELECT event_id FROM events WHERE publisher = 'All Desk'").fetchall()[0][0]
    for field, value in (("units", list(PAYLOADS)), ("commanders", list(PAYLOADS)), ("place", PAYLOADS[0])):
        store.add_review(event_id, Verdict.CORRECTED, PAYLOADS[0], PAYLOADS[1], field, value)
    views = Views(store)
    for payload in PAYLOADS:
        views.save(payload, urlencode({"q": payload, "unit": payload}), payload)
    return store
