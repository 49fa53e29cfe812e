"""PDF: paragraphs whole, columns in order, running heads out; scans, locks and ciphers refused with their reason."""

from __future__ import annotations

from functools import cache

import pytest

from loaders.readers import ReadError, read
from loaders.sentences import split
from tests.hostile.pdf_files import cases
from tests.readers.making_pdf import Placed, lines, pdf

WRAPPED = [
    "Troops of the 3rd Mechanised Brigade left the town of Goma before dawn on",
    "26 February 2026, the governor said. Two people were wounded near the",
    "bridge.",
]
FIRST = "Troops of the 3rd Mechanised Brigade left the town of Goma before dawn on 26 February 2026, the governor said."
WHOLE = f"{FIRST} Two people were wounded near the bridge."


def text_of(*pages: list[Placed]) -> str:
    return read(pdf(pages), "report").text


def test_lines_become_sentences() -> None:
    article = read(pdf([lines(WRAPPED)]), "report")
    assert article.text == WHOLE
    assert [sentence.text for sentence in split(article.text)] == [FIRST, "Two people were wounded near the bridge."]
    assert (article.reader, article.language, article.published, article.notes) == ("pdf", "en", None, ())


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_reads_the_same(turned: int) -> None:
    assert read(pdf([lines(WRAPPED)], turned=turned), "report").text == WHOLE


def test_paragraphs_are_parted_by_space_or_by_an_indent() -> None:
    spaced = [*lines(WRAPPED), *lines(WRAPPED, top=700)]
    assert text_of(spaced) == f"{WHOLE}\n\n{WHOLE}"
    full = "The road to the north was open again, the governor of the town said on Friday."
    second = ["A new paragraph is indented on its first line, as it is in books,", "and goes on."]
    indented = [*lines([full]), *lines(second[:1], left=90, top=746), *lines(second[1:], top=732)]
    assert text_of(indented) == f"{full}\n\n{' '.join(second)}"


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        (["The garrison of the town with-", "drew before dawn, the mayor said."], "withdrew before"),
        (
            ["The garrison took the north-", "western road. The north-western road is open."],
            "the north-western road. The",
        ),
        (["They met the governor of Deir ez-", "Zor on Friday, the mayor said."], "Deir ez-Zor on"),
        (["The garrison fired its T-", "72 tanks at the bridge, he said."], "its T-72 tanks"),
    ],
)
def test_words_split_at_the_end_of_a_line_are_put_together(broken: list[str], joined: str) -> None:
    filler = "x" * max(map(len, broken))
    assert joined in text_of(lines([filler, *broken]))


def test_a_guess_at_a_hyphen_is_said() -> None:
    article = read(pdf([lines(["The garrison of the town with-", "drew before dawn, the mayor said."])]), "report")
    assert [note.code for note in article.notes] == ["hyphens_joined"]
    assert "withdrew" in article.notes[0].message


LEFT = [
    "The garrison of Goma left",
    "before dawn on Friday, the",
    "governor said in the town",
    "hall to all reporters who",
]
RIGHT = ["waited there. Two people", "were wounded near the", "bridge, he said, and one", "lorry burned on the road."]
COLUMNS = " ".join([*LEFT, *RIGHT])


def test_columns_are_read_one_after_the_other() -> None:
    assert text_of([*lines(LEFT), *lines(RIGHT, left=320)]) == COLUMNS


def test_columns_written_row_by_row_are_read_one_after_the_other() -> None:
    rows = [cell for pair in zip(lines(LEFT), lines(RIGHT, left=320), strict=True) for cell in pair]
    assert text_of(rows) == COLUMNS


def test_cells_of_a_table_do_not_run_on_into_the_next_row() -> None:
    heads = [(72.0, 700.0, 11.0, "Place"), (200.0, 700.0, 11.0, "Note")]
    row = [
        (72.0, 686.0, 11.0, "Sake"),
        (110.0, 686.0, 11.0, "4"),
        (130.0, 686.0, 11.0, "The bridge was hit by shells twice"),
    ]
    assert text_of([*heads, *row]) == "Place\n\nNote\n\nSake 4 The bridge was hit by shells twice"


def test_running_heads_and_page_numbers_are_left_out_and_said() -> None:
    pages = []
    for number in range(1, 5):
        head = [(72.0, 810.0, 9.0, "The Daily Example"), (290.0, 30.0, 9.0, f"Page {number} of 4")]
        body = f"On page {number} the report goes on about the garrison, which left the town and"
        pages.append([*head, *lines([body, "then the road to the north."], top=700 - number)])
    article = read(pdf(pages), "report")
    assert "Daily Example" not in article.text
    assert "of 4" not in article.text
    assert all(f"On page {number} the report" in article.text for number in range(1, 5))
    assert [note.code for note in article.notes] == ["running_lines_left_out"]
    assert "“The Daily Example”" in article.notes[0].message


SINGLE = [
    [(72.0, 815.0, 8.0, "11/22/26, 5:07 PM"), (290.0, 815.0, 8.0, "Garrison leaves Goma | News")],
    [(72.0, 25.0, 8.0, "https://example.org/2026/02/26/garrison?utm=1"), (500.0, 25.0, 8.0, "1/1")],
    [(72.0, 25.0, 8.0, "www.example.org/a"), (500.0, 25.0, 8.0, "Page 3 of 7")],
    [(72.0, 25.0, 8.0, "Página 3 de 7"), (290.0, 815.0, 8.0, "22.11.2026, 17:07")],
]


@pytest.mark.parametrize("around", SINGLE, ids=range(len(SINGLE)))
def test_what_a_program_prints_around_a_single_page_is_left_out_and_said(around: list[Placed]) -> None:
    article = read(pdf([[*around, *lines(WRAPPED)]], title="Garrison leaves Goma | News"), "report")
    assert article.text == WHOLE
    assert [note.code for note in article.notes] == ["running_lines_left_out"]
    assert all(f"“{text}”" in article.notes[0].message for *_, text in around)


KEPT = [
    "26 February 2026",
    "See https://example.org/map for the map.",
    "Page 3 of 7 was torn.",
    "Dispatch from Goma",
    "17:07",
    "12",
    "2 of 3 bridges were lost",
]


@pytest.mark.parametrize("text", KEPT)
def test_other_lines_at_the_margin_of_a_single_page_are_text(text: str) -> None:
    article = read(pdf([[(72.0, 815.0, 11.0, text), *lines(WRAPPED)]]), "report")
    assert article.text == f"{text}\n\n{WHOLE}"
    assert article.notes == ()


def test_lines_of_that_form_within_the_page_are_text() -> None:
    assert "https://example.org/map" in text_of([*lines(WRAPPED), (72.0, 600.0, 11.0, "https://example.org/map")])


def test_heads_of_left_and_right_pages_are_left_out() -> None:
    pages = []
    for number in range(1, 8):
        head = (72.0, 810.0 - number % 3, 9.0, "The Daily Example" if number % 2 else "Friday, 27 February")
        body = f"On page {number} the report goes on about the garrison, which left the town and"
        pages.append([head, *lines([body, "then the road to the north."], top=700 - number)])
    article = read(pdf(pages), "report")
    assert "Daily Example" not in article.text
    assert "27 February" not in article.text
    assert article.text.count("the report goes on") == 7


def test_a_report_that_begins_its_pages_with_the_same_words_loses_none_of_them() -> None:
    said = ["Soldiers of the {0}th Brigade left the town of Goma before dawn, the", "governor said."]
    pages = [lines([said[0].format(number), *said[1:], *WRAPPED], top=800) for number in range(1, 8)]
    article = read(pdf(pages), "report")
    assert article.text.count("th Brigade left the town of Goma before dawn, the governor said.") == 7
    assert article.notes == ()


def test_rows_of_numbers_near_the_margin_are_no_page_numbers() -> None:
    pages = [
        [*lines([f"Table {number} of the wounded, by town."]), (72.0, 60.0 - 12 * number, 11.0, f"{number}7")]
        for number in range(1, 4)
    ]
    assert all(f"{number}7" in text_of(*pages) for number in range(1, 4))


def test_a_sentence_runs_on_over_the_page() -> None:
    first, second = lines([*WRAPPED[:1]], top=90), lines(WRAPPED[1:])
    foot = [(290.0, 30.0, 9.0, "1")], [(290.0, 30.0, 9.0, "2")]
    assert text_of([*first, *foot[0]], [*second, *foot[1]]) == WHOLE


def test_the_largest_line_is_the_title_and_no_sentence() -> None:
    article = read(
        pdf([[(72, 800, 20, "Garrison leaves Goma"), *lines(WRAPPED)]], title="report_final_v3.docx"), "report"
    )
    assert (article.title, article.text) == ("Garrison leaves Goma", WHOLE)


@pytest.mark.parametrize(("stated", "title"), [("Brigade left Goma", "Brigade left Goma"), ("report_v3.docx", None)])
def test_a_stated_title_counts_where_the_text_bears_it_out(stated: str, title: str | None) -> None:
    article = read(pdf([lines(WRAPPED)], title=stated), "report")
    assert (article.title, article.text, article.published) == (title, WHOLE, None)


def test_a_page_that_is_a_picture_is_said() -> None:
    notes = read(pdf([lines(WRAPPED), []], drawing="0 0 9 9 re f"), "report").notes
    assert [note.code for note in notes] == ["pages_without_text"]
    assert "page 2" in notes[0].message


@cache
def _cases() -> tuple[tuple[str, bytes], ...]:
    return tuple(cases())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("no_text_layer", "scan.pdf"),
        ("encrypted", "locked.pdf"),
        ("garbled", "unmapped.pdf"),
        ("damaged", "header-alone.pdf"),
        ("no_text", "bomb.pdf"),
    ],
)
def test_refused_with_its_reason(code: str, name: str) -> None:
    data = dict(_cases())[name]
    with pytest.raises(ReadError) as refused:
        read(data, "report")
    assert refused.value.code == code
