"""ZIP, WARC and WACZ: each file and each captured page is a member; what is damaged, altered or unsafe is refused by name."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from loaders import Received, ingest, open_store, readers
from loaders.limits import LIMITS
from loaders.readers import Member, ReadError, Refusal
from loaders.readers.warc_frames import frames
from tests.hostile import archive, spreadsheet, wacz, warc
from tests.hostile.damage import cut
from tests.hostile.warc import PACKED, PAGE, PLAIN, RECORDS, compressed, record, response


def opened(data: bytes) -> list[Member | Refusal]:
    form = readers.recognise(data)
    return list(readers.members(io.BytesIO(data), form))


def brief(data: bytes) -> list[tuple[str, str]]:
    """Name and code of everything in an archive; of a member the code is `in`."""
    return [(found.name, "in" if isinstance(found, Member) else found.code) for found in opened(data)]


def test_every_file_of_a_zip_is_a_member() -> None:
    files = [("a.txt", b"They left."), ("folder/b.html", PAGE), ("inner.zip", archive.SOUND)]
    extra = [
        ("folder/", b""),
        (".DS_Store", b"x"),
        ("__MACOSX/._a.txt", b"x"),
        ("Thumbs.db", b"x"),
        ("folder/.hidden/c.txt", b"x"),
    ]
    found = opened(archive.packed(files + extra))
    assert [(member.name, member.data) for member in found if isinstance(member, Member)] == files
    assert len(found) == len(files)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../a.txt", "unsafe_name"), ("a/../../b.txt", "unsafe_name"), ("/etc/passwd", "unsafe_name"), ("C:\\a.txt", "unsafe_name"),
        ("..\\a.txt", "unsafe_name"), ("", "unsafe_name"), ("a..b/c.txt", "in"), ("...", "in"),
    ],
)  # fmt: skip
def test_names_that_lead_out_are_refused(name: str, code: str) -> None:
    assert brief(archive.packed([(name, b"They left."), ("z.txt", b"It rained.")])) == [(name, code), ("z.txt", "in")]


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ("links", {"not_a_file"}),
        ("encrypted", {"encrypted"}),
        ("unknown-method", {"unknown_compression"}),
        ("wrong-checksum", {"damaged_member"}),
        ("name-twice", {"in", "duplicate_name"}),
        ("overlapping", {"overlapping"}),
        ("bomb", {"in", "too_large"}),
        ("many-bombs", {"in", "too_large"}),
        ("many-members", {"in", "too_many_members"}),
    ],
)
def test_what_is_wrong_is_said_of_each_member(case: str, codes: set[str]) -> None:
    assert {code for _, code in brief(harmful_zips()[case])} == codes


@cache
def harmful_zips() -> dict[str, bytes]:
    return dict(archive.cases())


def test_packed_documents_are_told_apart() -> None:
    assert readers.recognise(spreadsheet.SOUND).name == "xlsx"
    assert readers.recognise(wacz.SOUND).name == "wacz"
    stored = archive.packed([("book.xlsx", spreadsheet.SOUND), ("crawl.wacz", wacz.SOUND)], zipfile.ZIP_STORED)
    assert readers.recognise(stored).name == "zip"
    with pytest.raises(ReadError) as refused:
        opened(archive.packed([("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]))
    assert refused.value.code == "not_read"


def test_a_zip_that_breaks_off_is_refused_whole() -> None:
    with pytest.raises(ReadError) as refused:
        opened(archive.SOUND[:-30])
    assert refused.value.code == "damaged_archive"


PAGES = [("https://example.org/1", PAGE), ("https://example.org/note.txt", b"Shells fell on the town.")]


@pytest.mark.parametrize("data", [data for _, data in warc.GOOD], ids=[name for name, _ in warc.GOOD])
def test_the_pages_of_a_crawl_are_members(data: bytes) -> None:
    found = opened(data)
    assert [(member.name, member.data) for member in found if isinstance(member, Member)] == PAGES
    assert len(found) == len(PAGES)
    first = found[0]
    assert isinstance(first, Member)
    article = readers.read(first.data, first.name, first.given)
    assert (article.url, article.title, article.published) == ("https://example.org/1", "Convoy reaches Goma", None)


HARM = dict(warc.cases())


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("wrong-block-digest", "bad_digest"), ("wrong-payload-digest", "bad_digest"), ("digest-no-base-32", "bad_digest"),
        ("digest-of-unknown-kind", "in"), ("length-too-long", "damaged"), ("length-missing", "damaged"), ("revisit", "revisit"),
        ("cut-by-the-crawler", "cut_by_crawler"), ("segment", "segmented"), ("gzip-content", "in"), ("gzip-content-cut", "damaged"),
        ("gzip-content-bomb", "too_large"), ("gzip-said-not-done", "in"), ("deflate-content", "in"), ("chunked", "in"),
        ("chunked-cut", "damaged"), ("chunked-said-not-done", "in"), ("brotli-content", "unknown_compression"), ("of-no-type", "in"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", ["", "packed-"])
def test_a_bad_record_costs_itself(case: str, code: str, packed: str) -> None:
    found = opened(HARM[packed + case])
    after = found[-1]
    assert isinstance(after, Member)
    assert after.name == "https://example.org/after"
    assert code in [member.code for member in found[:-1] if isinstance(member, Refusal)] or code == "in"
    if code == "in":
        assert [member.data for member in found[:-1] if isinstance(member, Member)] == [PAGE]


def test_what_could_be_fetched_anew_says_where() -> None:
    refusal = opened(HARM["cut-by-the-crawler"])[0]
    assert isinstance(refusal, Refusal)
    assert refusal.address == "https://example.org/x"


@pytest.mark.parametrize("data", [PLAIN, PACKED], ids=["plain", "packed"])
def test_no_file_that_breaks_off_gives_a_page_cut_short(data: bytes) -> None:
    whole = [page for _, page in PAGES]
    for case, short in cut(data, 60):
        if readers.recognise(short).name != "warc":
            continue
        found = opened(short)
        assert all(member.data in whole for member in found if isinstance(member, Member)), case
        complete = sum(isinstance(member, Member) for member in found) == len(whole)
        assert complete or any(isinstance(member, Refusal) for member in found) or _ends_between(short, data), case


def _ends_between(short: bytes, whole: bytes) -> bool:
    """Whether the file ends exactly where a record of the whole file does, blank lines aside."""
    return len(short.rstrip(b"\r\n")) in {
        len(whole[: frame.end].rstrip(b"\r\n")) for frame in frames(io.BytesIO(whole), 0)
    }


def test_an_archive_can_be_read_from_any_record_on() -> None:
    data = compressed(
        *RECORDS, *(response(f"https://example.org/{number}", PAGE + b"%d" % number) for number in range(10, 60))
    )
    found = opened(data)
    assert len(found) == 52
    form = readers.recognise(data)
    for place in (0, 1, 25, 50):
        resume = found[place].resume
        assert resume is not None
        assert list(readers.members(io.BytesIO(data), form, resume)) == found[place + 1 :]


def test_the_texts_that_a_processor_made_of_a_crawl_are_members() -> None:
    texts = record("conversion", "https://example.org/1", "Sie zogen ab – am Freitag.".encode(), "text/plain")
    found = opened(compressed(RECORDS[0], texts))
    assert [(member.name, member.data.decode()) for member in found if isinstance(member, Member)] == [
        ("https://example.org/1", "Sie zogen ab – am Freitag.")
    ]


def test_an_archive_without_pages_says_so() -> None:
    assert brief(compressed(RECORDS[0], RECORDS[3])) == [("the whole archive", "no_articles")]


@pytest.mark.parametrize("data", [data for _, data in wacz.GOOD], ids=[name for name, _ in wacz.GOOD])
def test_the_archives_inside_a_wacz_are_read(data: bytes) -> None:
    found = [(member.name, member.data) for member in opened(data) if isinstance(member, Member)]
    assert found[:2] == PAGES


def test_members_stay_within_the_limits() -> None:
    members = [found for found in opened(HARM["bomb"]) if isinstance(found, Member)]
    assert all(len(member.data) <= LIMITS.input_bytes for member in members)
    assert brief(HARM["bomb"])[0][1] == "too_large"


RUSSIAN = "Гарнизон Гомы покинул город до рассвета 26 февраля 2026 года, сообщил мэр."


@pytest.mark.parametrize(
    ("media", "page", "notes"),
    [
        ("text/html; charset=windows-1251", "<html><body><p>{}</p></body></html>", []),
        ('text/html; Charset="Windows-1251"', "<html><body><p>{}</p></body></html>", []),
        ("text/plain; charset=cp1251", "{}", []),
        # A header goes before what the page says of itself; where they differ, it is said.
        (
            "text/html; charset=windows-1251",
            '<html><meta charset="koi8-r"><body><p>{}</p></body></html>',
            ["encoding_disputed"],
        ),
        ("text/html", '<html><meta charset="windows-1251"><body><p>{}</p></body></html>', []),
    ],
)
def test_the_character_set_that_the_server_named_counts(media: str, page: str, notes: list[str]) -> None:
    data = page.format(RUSSIAN).encode("cp1251")
    found = opened(compressed(response("https://example.org/1", data, media)))
    member = found[0]
    assert isinstance(member, Member)
    article = readers.read(member.data, member.name, member.given)
    assert article.text == RUSSIAN
    assert [note.code for note in article.notes if note.code.startswith("encoding")] == notes


@pytest.mark.parametrize("media", ["text/html; charset=utf-8", "text/html; charset=UTF8", "text/html", "charset=x"])
def test_a_character_set_that_the_bytes_tell_is_not_noted(media: str) -> None:
    found = opened(compressed(response("https://example.org/1", PAGE, media)))
    assert all(member.given.charset is None for member in found if isinstance(member, Member))


def test_the_character_set_goes_with_the_page_into_the_store(tmp_path: Path) -> None:
    data = compressed(response("https://example.org/1", RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251"))
    store = open_store(tmp_path / "store")
    ingest([Received.of("crawl.warc.gz", data)], store)
    rows = store.snapshot().cursor().execute("SELECT text, json_extract_string(given, '$.charset') FROM articles")
    assert rows.fetchall() == [(RUSSIAN, "windows-1251")]
