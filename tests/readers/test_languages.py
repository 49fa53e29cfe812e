"""Which language a text is told to be in, and what is said about it."""

from __future__ import annotations

import pytest

from loaders.readers import read
from loaders.readers.languages import declared_code, detect, name, readable

ENGLISH = "The garrison left the town before dawn on Friday, the mayor told reporters. Two people were wounded."
RUSSIAN = "Войска покинули город на рассвете, сообщил генерал. Бои продолжались всю ночь до утра."
UKRAINIAN = "Війська залишили місто на світанку, повідомив генерал. Бої тривали всю ніч до ранку."
SPANISH = "Las tropas abandonaron la ciudad al amanecer, dijo el general. Dos personas resultaron heridas en el puente."

TOLD = [
    ("en", ENGLISH),
    ("en", ENGLISH.upper()),
    ("en", "Al-Burhan’s forces entered Wad Madani on Saturday, the army said, and the RSF withdrew towards Rufaa."),
    ("ru", RUSSIAN),
    ("uk", UKRAINIAN),
    ("es", SPANISH),
    (
        "fr",
        "Les troupes ont quitté la ville à l’aube, a déclaré le général. Deux personnes ont été blessées près du pont.",
    ),
    ("de", "Die Truppen verließen die Stadt im Morgengrauen, sagte der General. Zwei Menschen wurden verletzt."),
    ("ar", "غادرت القوات المدينة عند الفجر، قال الجنرال. وأصيب شخصان بالقرب من الجسر."),
    ("my", "စစ်တပ်များသည် မြို့မှ ထွက်ခွာသွားသည်။"),
    ("zh", "部队黎明时分离开了这座城市。"),
    ("am", "ወታደሮቹ ከተማዋን ለቀው ወጡ።"),
    (None, ""),
    (None, "Goma"),
    (None, "M23, FARDC, Sake, Minova, Masisi, Rutshuru, Walikale"),
    (None, "12 34 56 78 90 - 12:30 - 48.5 37.9"),
    (None, f"{RUSSIAN}\n\n{UKRAINIAN}".replace(". ", ".\n\n" + " " * 400)),
]


@pytest.mark.parametrize(("language", "text"), TOLD, ids=range(len(TOLD)))
def test_the_language_is_that_of_the_text(language: str | None, text: str) -> None:
    assert detect(text) == language


def test_english_with_long_foreign_quotations_is_english() -> None:
    text = f"The general said: «{RUSSIAN}» The garrison stayed in the town on Friday, he told reporters, and held the bridge."
    article = read(text.encode(), "report")
    assert (article.language, article.notes) == ("en", ())


def test_what_cannot_be_read_is_kept_and_said() -> None:
    article = read(RUSSIAN.encode(), "report")
    assert (article.text, article.language) == (RUSSIAN, "ru")
    assert [(note.code, note.message) for note in article.notes] == [
        (
            "language_unread",
            "This article is in Russian; events are only read in English text. It is kept and can be read.",
        )
    ]


def test_a_declared_language_is_a_hint_only() -> None:
    article = read(f"---\nlanguage: ru\n---\n{ENGLISH}".encode(), "report")
    assert article.language == "en"
    assert [note.code for note in article.notes] == ["language_differs"]
    assert "Russian" in article.notes[0].message
    assert "English" in article.notes[0].message


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en", "Shells fell.", "en"),
        ("ru", "Shells fell.", None),
        ("ru", "Шли бои.", "ru"),
        ("nonsense", "Shells fell.", None),
    ],
)
def test_a_short_text_is_what_it_declares_where_that_may_be(declared: str, text: str, language: str | None) -> None:
    assert read(f"---\nlanguage: {declared}\n---\n{text}".encode(), "report").language == language


def test_a_text_half_in_another_language_is_told_to_be_mixed() -> None:
    half = "Las tropas abandonaron la ciudad al amanecer, dijo el general. " * 30
    article = read((half + ENGLISH * 14).encode(), "report")
    assert article.language is None
    assert [note.code for note in article.notes] == ["language_mixed"]
    assert "Spanish" in article.notes[0].message


@pytest.mark.parametrize(
    ("declared", "code"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("eng", "en"), ("English", "en"), ("ukr", "uk"), ("zh-Hant", "zh"),
     ("iw", "he"), ("", None), (None, None), ("xx", None), ("klingon", None), ("x" * 10_000, None)],
)  # fmt: skip
def test_declared_languages_become_codes(declared: str | None, code: str | None) -> None:
    assert declared_code(declared) == code


def test_names_and_what_the_finders_read() -> None:
    assert [name(code) for code in ("ru", "uk", "my", "qq")] == ["Russian", "Ukrainian", "Burmese", "qq"]
    assert [readable(code) for code in ("en", None, "ru")] == [True, True, False]
