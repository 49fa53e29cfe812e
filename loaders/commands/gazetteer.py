"""`gazetteer`: places that the user adds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from loaders.commands.terminal import FAILED, USAGE, fail, say, visible

app = typer.Typer(no_args_is_help=True)


@app.callback()
def gazetteer() -> None:
    """Add places to those that the finders know.

    Example: python -m loaders gazetteer add UA.zip
    """


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames country dump, such as UA.zip or SD.txt.")],
) -> None:
    """Add the places of a GeoNames country dump, so that its villages are found too. Nothing is fetched.

    Example: python -m loaders gazetteer add UA.zip
    """
    from loaders.gazetteer import DumpError, add_country_dump

    if not file.is_file():
        fail(f"There is no file {visible(str(file))}.", USAGE)
    try:
        added = add_country_dump(file)
    except DumpError as problem:
        fail(visible(str(problem)), FAILED)
    say(f"{added} places of {visible(file.name)} are known now, to articles that are read from here on.")
