"""CSV, JSON Lines and XLSX: every row an article with its name, the same bytes each time; a bad row costs itself alone."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import readers
from loaders.readers import Given, Member, ReadError, Refusal


def opened(data: bytes, given: Given | None = None, form: str | None = None) -> list[Member | Refusal]:
    found = readers.format_of(data, form)
    return list(readers.members(io.BytesIO(data), found, 0, given))


def brief(data: bytes, given: Given | None = None, form: str | None = None) -> list[tuple[str, str]]:
    """Name, and text or code, of everything in a table."""
    return [
        (
            found.name,
            readers.read(found.data, found.name, form=found.format).text if isinstance(found, Member) else found.code,
        )
        for found in opened(data, given, form)
    ]


TABLE = 'Title,Body,Link,Published\r\nGoma,"They said ""no"".\nThen left.",https://example.org/1,2026-02-26\r\nLyman,Quiet.,,\r\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(delimiter: str, encoding: str) -> None:
    data = TABLE.replace(",", delimiter).encode(encoding)
    assert readers.recognise(data).name == "csv"
    assert brief(data) == [("line 2", 'They said "no".\nThen left.'), ("line 4", "Quiet.")]
    first = opened(data)[0]
    assert isinstance(first, Member)
    assert not first.kept
    article = readers.read(first.data, "row", form=first.format)
    assert (article.title, article.url, article.published) == ("Goma", "https://example.org/1", date(2026, 2, 26))


def test_an_older_encoding_is_guessed_and_said() -> None:
    rows = "".join(f"Колонна {number};Войска заняли город и двинулись дальше на север.\n" for number in range(20))
    data = f"заголовок;текст\n{rows}".encode("cp1251")
    found = opened(data)
    assert isinstance(found[0], Member)
    article = readers.read(found[0].data, "row", form="record")
    assert article.text == "Войска заняли город и двинулись дальше на север."
    assert "encoding_guessed" in [note.code for note in article.notes]


NOT_TABLES = [
    b"Text, title\nThe convoy reached Goma.\n\nIt left.\n",
    b"text\nThe convoy reached Goma.\n",
    b"Link\nThe convoy reached Goma.\n",
    b"event_id_cnty,event_date,source,notes,latitude,longitude\nX1,2026-01-01,Wire,They fought.,1,2\n",
    b"id,source_article,source_headline,latitude,longitude,event_clarity\n1,a,b,1,2,1\n",
    b"url,latitude,longitude\nhttps://example.org,1,2\n",
    b'{"type":"FeatureCollection","features":[{"properties":{"text":"a"}}]}',
    b'{"a": {"text": "inner"}}',
    b"[1, 2]",
    b'["text"]',
]


@pytest.mark.parametrize("data", NOT_TABLES, ids=range(len(NOT_TABLES)))
def test_what_is_no_table_of_articles_is_not_claimed(data: bytes) -> None:
    assert readers.recognise(data).name not in ("csv", "jsonl")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("a,b,c,d,e,f\ng,Sound.,,\n", [("line 2", "bad_row"), ("line 3", "Sound.")]),
        ('a,"b"x,,\ng,Sound.,https://example.org,\n', [("line 2", "bad_row"), ("line 3", "Sound.")]),
        (
            'a,"never,closed,\nprose, of, four, cells\ng,Sound.,https://example.org/,\n',
            [("line 2", "bad_row"), ("line 4", "Sound.")],
        ),
        ("a,,https://example.org/1,\n", [("line 2", "link_only")]),
        ("a,,,\n\n , ,,\ng,Sound.,,\n", [("line 2", "no_text"), ("line 5", "Sound.")]),
    ],
)
def test_a_bad_row_costs_itself(rows: str, wanted: list[tuple[str, str]]) -> None:
    assert brief(f"title,text,url,published\n{rows}".encode()) == wanted


@pytest.mark.parametrize(
    "data",
    [
        b'{\n  "title": "Goma",\n  "text": "They left."\n}\n',
        b'\n{"title": "Goma",\r\n "text": "They left."}',
        b'\xef\xbb\xbf{\n"text": "They left.", "title": "Goma"}\n\n',
    ],
)
def test_one_object_on_many_lines(data: bytes) -> None:
    assert brief(data) == [("item 1", "They left.")]
    assert brief(data + b'\n{"text": "It rained."}') == [("item 1", "They left."), ("item 2", "It rained.")]
    assert [code for _, code in brief(data + b"{broken")] == ["They left.", "bad_json"]


UNKNOWN = {
    "csv": b'Heading,Wording,Day\nGoma,"They left, then.",1 May\nSake,It rained.,2 May\nLyman,Quiet.,3 May\n',
    "semicolons": "Überzeile;Wortlaut\r\nGoma;Weg.\r\nSake;Regen, Wind.\r\nLyman;Ruhe.\r\n".encode("cp1252"),
    "tabs": b"heading\twording\nGoma\tThey left, then.\nSake\tIt rained.\nLyman\tQuiet.\n",
    "json": b'{"heading": "Goma", "wording": "They left."}\n{"heading": "Sake", "wording": "It rained."}\n',
    "array": b'[{"heading": "Goma",\n"wording": "They left."}]',
    "long": b"heading|wording\n" + b"".join(b"Town %d|%s.\n" % (n, b"They left " * 1000) for n in range(30)),
    "one broken row": b"heading;wording\n" + b"Goma;They left.\n" * 20 + b"Sake;It;rained.\n",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_table_of_unknown_columns_asks_which_holds_the_text(name: str) -> None:
    data = UNKNOWN[name]
    assert readers.recognise(data).name == readers.recognise(io.BytesIO(data)).name == "table"
    with pytest.raises(ReadError) as refused:
        opened(data)
    assert refused.value.code == "not_articles"
    wanted = "Wortlaut" if name == "semicolons" else "Wording" if name == "csv" else "wording"
    assert wanted in str(refused.value)
    assert "--column text=" in str(refused.value)
    first = opened(data, Given(columns=(("text", wanted),)))[0]
    assert isinstance(first, Member)
    assert readers.read(first.data, "row", form="record").text.startswith(("They left", "Weg."))


PROSE = [
    b"Goma, Sake, Minova\nOne, two, three\nFour, five, six\nSeven, eight, nine\nTen, eleven, twelve\n",
    b"The army said, on Monday\nthat it left, and went\nto Goma, its base\nfor now, at least\nand so, on.\n",
    b"Killed: 1,200\nWounded: 3,400\nMissing: 5,600\nHeld: 7,800\nIn all: 18,000\n",
    b"Town;state\nGoma fell; Sake held.\nNobody came.\nThe rest; is silence.\nSo it goes.\n",
    b"Date\tPlace\n1 May\tGoma\n2 May\tSake\nThe list is not whole.\nMore will follow.\n",
    b"Report\n\nTroops entered Goma, Sake and Minova, the army said, on Monday, in the rain.\n",
    b"[Update, 5 pm] Rebels left Goma.\n",
    b"{Update} Rebels left Goma.\n",
    b'"We will not leave," she said.\n"Nor will I," he said.\n"Nor I," a third said.\n"Well," said she.\n',
]


@pytest.mark.parametrize("data", PROSE, ids=range(len(PROSE)))
def test_prose_is_no_table(data: bytes) -> None:
    assert readers.recognise(data).name == "text"


@given(st.lists(st.text(max_size=60), max_size=12).map("\n".join))
def test_any_text_is_recognised_and_a_table_names_its_columns(text: str) -> None:
    data = text.encode()
    if readers.recognise(data).name == "table":
        with pytest.raises(ReadError, match="the columns are"):
            opened(data)


def test_a_cell_that_is_no_address_is_no_link() -> None:
    assert brief(b"url,title,text\nnot a link,Goma,\n") == [("line 2", "no_text")]


def test_a_link_says_its_address() -> None:
    found = opened(b"url,title\nhttps://example.org/1,Goma\n")[0]
    assert isinstance(found, Refusal)
    assert (found.code, found.address) == ("link_only", "https://example.org/1")
    assert "https://example.org/1" in found.message


def test_columns_can_be_named() -> None:
    mapping = Given(columns=(("text", "Wording"), ("title", "text")))
    data = b"text,Wording\nGoma,They left.\n"
    found = opened(data, mapping)[0]
    assert isinstance(found, Member)
    article = readers.read(found.data, "row", form="record")
    assert (article.title, article.text) == ("Goma", "They left.")
    with pytest.raises(ReadError) as refused:
        opened(data, Given(columns=(("text", "Wordings"),)))
    assert refused.value.code == "unknown_column"
    assert brief(b'{"text":"x","Wording":"They left."}', mapping) == [("line 1", "They left.")]
    alone = Given(columns=(("text", "Wording"),))
    assert brief(b'{"Wording":"They left."}\n{"heading":"x"}\n{"x":1,"wording":"It rained."}', alone) == [
        ("line 1", "They left."),
        ("line 2", "unknown_column"),
        ("line 3", "It rained."),
    ]
    with pytest.raises(ReadError) as refused:
        opened(b'{"text":"x","Wording":"They left."}', Given(columns=(("text", "Wordings"),)))
    assert refused.value.code == "unknown_column"
    assert brief(b"number,wording\n1,They left.\n", Given(columns=(("text", "wording"),)), "csv") == [
        ("line 2", "They left.")
    ]


def test_lines_of_json_keep_their_own_bytes() -> None:
    lines = [b'{"text": "They left.",  "x": 1}', b'{"body":"It rained."}']
    found = opened(b"\n\n".join(lines))
    assert [member.data for member in found if isinstance(member, Member)] == lines
    assert [member.name for member in found] == ["line 1", "line 3"]
    assert [member.data for member in opened(b"[" + b" ,\n".join(lines) + b"]") if isinstance(member, Member)] == lines


def test_a_bad_line_is_named() -> None:
    data = b'{"text":"a"}\n{"text":\n[1]\n{"title":"t"}\n{"text":"b"}'
    assert brief(data) == [
        ("line 1", "a"), ("line 2", "bad_json"), ("line 3", "not_an_article"), ("line 4", "no_text"), ("line 5", "b"),
    ]  # fmt: skip


def test_long_objects_are_recognised_by_their_first_keys() -> None:
    assert readers.recognise(b'{"id":1,"text":"' + b"They left. " * 1_000 + b'"}').name == "jsonl"
    assert readers.recognise(b'[ {"html":"' + b"They left. " * 1_000 + b'"}]').name == "jsonl"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Reports"
    for row in (
        ["All reports of the week"],
        [],
        ["Headline", "Full text", "Date", "Link"],
        ["Goma", "They left.\nIt rained.", datetime(2026, 2, 26), "https://example.org/1"],
        [None, None, None, None],
        ["Lyman", None, None, "https://example.org/2"],
        ["Izium", "=1+1", None, None],
        [7, 12.0, "03/04/2026", None],
    ):
        sheet.append(row)
    sheet["B7"].data_type = "s"
    book.create_sheet("Rates").append(["a", "b"])
    book.create_sheet("Empty")
    second = book.create_sheet("Zweites")
    second.append(["Inhalt", "Titel"])
    second.append(["Sie zogen ab.", "Goma"])
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def test_xlsx() -> None:
    data = workbook()
    assert readers.recognise(data).name == "xlsx"
    assert brief(data) == [
        ("sheet 'Reports' row 4", "They left.\nIt rained."),
        ("sheet 'Reports' row 6", "link_only"),
        ("sheet 'Reports' row 7", "=1+1"),
        ("sheet 'Reports' row 8", "12"),
        ("sheet 'Rates'", "not_articles"),
        ("sheet 'Zweites' row 2", "Sie zogen ab."),
    ]
    first = opened(data)[0]
    assert isinstance(first, Member)
    article = readers.read(first.data, "row", form="record")
    assert (article.title, article.published) == ("Goma", date(2026, 2, 26))


@pytest.mark.parametrize(
    "data", [TABLE.encode(), workbook(), b'{"text":"a"}\n{"body":"b"}\n[\n{"text":"c"}'], ids=["csv", "xlsx", "jsonl"]
)
def test_rows_are_the_same_again_and_can_be_taken_up_anywhere(data: bytes) -> None:
    found = opened(data)
    assert found == opened(data)
    form = readers.recognise(data)
    assert form.resumable
    for place, member in enumerate(found):
        if member.resume is not None:
            assert list(readers.members(io.BytesIO(data), form, member.resume)) == found[place + 1 :]


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"), min_size=1).filter(
    str.strip
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_every_cell_comes_out_as_it_went_in(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    found = opened(written.getvalue().encode(), form="csv")
    texts = [readers.read(member.data, "row", form="record").text for member in found if isinstance(member, Member)]
    assert texts == [text for _, text in rows]
