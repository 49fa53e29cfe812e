"""What the commands print with: text from articles never controls the terminal, and an error says what to do."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated, NoReturn

import typer

USAGE, FAILED, QUARANTINED = 2, 1, 3

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="The event store: a folder, or s3://bucket/prefix.",
        show_default="$SOURCELINE_STORE, else data/store",
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Day of publication, as 2026-02-26; wins over the article's own."),
]
PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Who published it; wins over the article's own.")
]


def visible(text: str) -> str:
    """The text on one line, with control, format and lone surrogate characters written out: `<U+202E>`."""
    return "".join(
        " "
        if character in "\t\n\r\f\v\u2028\u2029"
        else f"<U+{ord(character):04X}>"
        if _unseen(character)
        else character
        for character in text
    )


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def say(text: str) -> None:
    """One line for whoever reads the command's answer."""
    typer.echo(text)


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Ends the command with a message on standard error."""
    typer.echo(f"Error: {message}", err=True)
    raise typer.Exit(code)


def day(text: str | None, option: str) -> date | None:
    """An ISO date given as an option; ends the command where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{option} is {visible(text)!r}, not a day such as 2026-02-26.", USAGE)
