"""Word files: every run that Word shows is in the text, in order, and nothing that it does not show."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.model import Article
from loaders.pipeline import extract
from loaders.readers import read
from loaders.sentences import split
from tests.readers.making_word import NAMESPACES, paragraph, run, word

SAID = "The garrison of Goma left before dawn."
STYLES = (
    f'<w:styles {NAMESPACES}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dcterms:created>2026-02-26T08:00:00Z</dcterms:created></cp:coreProperties>"
)


def text_of(body: str, **parts: str) -> Article:
    return read(word(body, {f"word/{name}.xml": xml for name, xml in parts.items()}), "report")


def table(*rows: list[list[str]]) -> str:
    """Rows of cells, each with its paragraphs."""
    cells = ("".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


SHOWN = [
    ("Two runs.", paragraph(run("Two "), run("runs."))),
    ("Kept  spaces\tand tabs.", f"<w:p>{run('Kept  spaces')}<w:r><w:tab/><w:t>and tabs.</w:t></w:r></w:p>"),
    ("A line\nbroken.", f"<w:p>{run('A line')}<w:r><w:br/><w:t>broken.</w:t></w:r></w:p>"),
    ("An inserted word.", f"<w:p>{run('An ')}<w:ins>{run('inserted ')}</w:ins>{run('word.')}</w:p>"),
    (
        "A moved word.",
        f"<w:p><w:moveTo>{run('A moved ')}</w:moveTo>{run('word.')}<w:moveFrom>{run('gone')}</w:moveFrom></w:p>",
    ),
    ("A  word.", f"<w:p>{run('A ')}<w:del>{run('deleted')}</w:del>{run(' word.')}</w:p>"),
    ("In Goma town.", f"<w:p>{run('In ')}<w:smartTag>{run('Goma')}</w:smartTag>{run(' town.')}</w:p>"),
    ("A link here.", f"<w:p>{run('A ')}<w:hyperlink>{run('link')}</w:hyperlink>{run(' here.')}</w:p>"),
    ("In a control.", f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"),
    ("Sake\t5 dead", table([["Sake"], ["5 dead"]])),
    ("Day\tPlace\n\n3 March\tSake", table([["Day"], ["Place"]], [["3 March"], ["Sake"]])),
    ("Sake\t5 dead", table([["Sake"], [""], ["5 dead"]])),
    ("Alone.\n\nAlone, too.", table([["Alone."]], [["Alone, too."]])),
    ("One.\n\nTwo.\n\nBeside.", table([["One.", "Two."], ["Beside."]])),
    ("Before.\n\nSake\t5 dead\n\nAfter.", paragraph("Before.") + table([["Sake"], ["5 dead"]]) + paragraph("After.")),
    (
        "Outer\n\nSake\t5 dead\n\nBeside",
        f"<w:tbl><w:tr><w:tc>{paragraph('Outer')}{table([['Sake'], ['5 dead']])}</w:tc><w:tc>{paragraph('Beside')}</w:tc></w:tr></w:tbl>",
    ),
    ("Field.", '<w:p><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>' + run("Field.") + "</w:p>"),
    ("north\u2011western", f"<w:p>{run('north')}<w:r><w:noBreakHyphen/><w:t>western</w:t></w:r></w:p>"),
    ("5 km", "<w:p>" + run("5 ") + "<m:oMath><m:r><m:t>km</m:t></m:r></m:oMath></w:p>"),
    (
        "Before.\n\nIn the box.\n\nAfter.",
        f"<w:p>{run('Before.')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
        f"</mc:Choice><mc:Fallback><w:txbxContent>{paragraph('In the box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
        f"</w:r></w:p>{paragraph('After.')}",
    ),
    (
        "The end of a paragraph was deleted.",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        + run("The end of a ")
        + "</w:p>"
        + paragraph("paragraph was deleted."),
    ),
]


@pytest.mark.parametrize(("text", "body"), SHOWN, ids=range(len(SHOWN)))
def test_what_word_shows_is_the_text(text: str, body: str) -> None:
    assert text_of(body).text == text


def test_footnotes_come_at_the_end() -> None:
    footnotes = f"<w:footnotes {NAMESPACES}><w:footnote>{paragraph('He spoke on Friday.')}</w:footnote></w:footnotes>"
    assert text_of(paragraph(SAID), footnotes=footnotes).text == f"{SAID}\n\nHe spoke on Friday."


NOTED = [
    ("tracked_changes", f"<w:p><w:ins>{run(SAID)}</w:ins></w:p>"),
    ("hidden_text", paragraph(SAID) + paragraph(run("secret", "<w:rPr><w:vanish/></w:rPr>"))),
    ("part_left_out", paragraph(SAID) + '<w:altChunk r="x"/>'),
]


@pytest.mark.parametrize(("code", "body"), NOTED)
def test_what_is_accepted_or_left_out_is_said(code: str, body: str) -> None:
    article = text_of(body)
    assert (article.text, [note.code for note in article.notes]) == (SAID, [code])


def test_a_title_in_any_language_of_word_is_the_title() -> None:
    article = text_of(paragraph("Garrison leaves", style="Titel") + paragraph(SAID), styles=STYLES)
    assert (article.title, article.text) == ("Garrison leaves", SAID)


@pytest.mark.parametrize(("stated", "title"), [("Garrison of Goma", "Garrison of Goma"), ("Invoice template", None)])
def test_a_stated_title_counts_where_the_text_bears_it_out(stated: str, title: str | None) -> None:
    article = read(word(paragraph(SAID), {"docProps/core.xml": CORE.format(title=stated)}), "report")
    assert (article.title, article.text) == (title, SAID)


def test_the_date_of_making_is_no_date_of_publication() -> None:
    assert read(word(paragraph(SAID), {"docProps/core.xml": CORE.format(title="")}), "report").published is None


def test_the_document_may_have_another_name() -> None:
    assert read(word(paragraph(SAID), {}, main="word/document2.xml"), "report").text == SAID


def test_a_document_of_many_parts_is_known() -> None:
    pictures = {f"word/media/picture{number}.png": "x" for number in range(300)}
    assert read(word(paragraph(SAID), pictures), "report").reader == "docx"


def test_a_row_is_one_sentence_whose_day_is_that_of_its_act() -> None:
    article = text_of(table([["Date"], ["Event"]], [["3 March 2026"], ["Soldiers shelled the port of Goma."]]))
    assert "3 March 2026\tSoldiers shelled the port of Goma." in [found.text for found in split(article.text)]
    assert [event.when and event.when.earliest for event in extract(article).events] == [date(2026, 3, 3)]
