"""`export`: the chosen events → a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from loaders.commands.terminal import FAILED, USAGE, StoreOption, day, fail, say, visible

_Many = list[str] | None


def export(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the events go; '-' is standard output.")
    ],
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="csv, xlsx, acled, ucdp, geojson, kml, parquet, timemap, brief."
        ),
    ] = "csv",
    store: StoreOption = None,
    unit: Annotated[
        _Many, typer.Option(help="Unit, by its name in the events; may be repeated, as all of these.")
    ] = None,
    place: Annotated[_Many, typer.Option(help="Place.")] = None,
    commander: Annotated[_Many, typer.Option(help="Commander, as 'Rank Name (unit)'.")] = None,
    event_type: Annotated[_Many, typer.Option("--type", help="Event type, such as strike.")] = None,
    status: Annotated[_Many, typer.Option(help="Status, such as occurred.")] = None,
    publisher: Annotated[_Many, typer.Option(help="Publisher.")] = None,
    origin: Annotated[
        _Many, typer.Option(help="The table that states it, such as ACLED; 'extracted' is read off an article.")
    ] = None,
    language: Annotated[_Many, typer.Option(help="Language of the article, such as en.")] = None,
    flag: Annotated[_Many, typer.Option(help="Flag, such as place_conflict.")] = None,
    country: Annotated[_Many, typer.Option(help="Country of the place, by its two letters (ISO 3166-1).")] = None,
    region: Annotated[_Many, typer.Option(help="First-level area of the place.")] = None,
    side: Annotated[_Many, typer.Option(help="Side, state or body that acts.")] = None,
    source: Annotated[_Many, typer.Option(help="Who says so.")] = None,
    source_kind: Annotated[_Many, typer.Option(help="Kind of source, such as official.")] = None,
    precision: Annotated[_Many, typer.Option(help="How well the date is known, such as day.")] = None,
    area: Annotated[_Many, typer.Option(help="H3 cell that holds the place.")] = None,
    within: Annotated[
        _Many,
        typer.Option(
            metavar="DEGREES",
            help="Area that holds the place: west,south,east,north, or the corners of a polygon as longitude,latitude,… .",
        ),
    ] = None,
    excluded: Annotated[
        _Many,
        typer.Option("--not", metavar="NAME=VALUE", help="A value that no event may have, such as type=statement."),
    ] = None,
    article: Annotated[_Many, typer.Option(help="Article id.")] = None,
    event: Annotated[_Many, typer.Option(help="Event id.")] = None,
    since: Annotated[
        int | None, typer.Option(min=0, metavar="COMMIT", help="Only what came in after this entry of the log.")
    ] = None,
    date_from: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    date_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    text: Annotated[str, typer.Option(help="Words in the sentence, the title or the names.")] = "",
    undated: Annotated[str, typer.Option(metavar="any|only|hide", help="Events without a date.")] = "any",
    unlocated: Annotated[str, typer.Option(metavar="any|only|hide", help="Events without a place on the map.")] = "any",
    byte_order_mark: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark, for Excel.")] = False,
) -> None:
    """Write the events that meet all conditions to a file, with the same conditions as the dashboard.

    Beside FILE comes FILE.manifest.json: the conditions, the time, the versions, what is in the file and what is not.
    The shapes of ACLED and UCDP hold only violence told as done, with a date and a place; the manifest counts the rest.

    Example: python -m loaders export --format csv -o strikes.csv --type strike --from 2026-02-01 --to 2026-02-28
    """
    from loaders.conditions import described
    from loaders.exports import FORMATS, Counted, Made, Options, Tally, manifest_of
    from loaders.model import EventType, Status
    from loaders.selection import Filter, Presence, select
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store

    for option, values, known in (
        ("--format", [format_name], list(FORMATS)),
        ("--type", event_type or [], [*EventType]),
        ("--status", status or [], [*Status]),
        ("--undated", [undated], [*Presence]),
        ("--unlocated", [unlocated], [*Presence]),
    ):
        for value in values:
            if value not in known:
                fail(f"{option} is {visible(value)!r}; it is one of {', '.join(known)}.", USAGE)
    chosen = Filter(
        units=tuple(unit or ()),
        places=tuple(place or ()),
        commanders=tuple(commander or ()),
        event_types=tuple(event_type or ()),
        statuses=tuple(status or ()),
        publishers=tuple(publisher or ()),
        origins=tuple(origin or ()),
        languages=tuple(language or ()),
        flags=tuple(flag or ()),
        countries=tuple(country or ()),
        regions=tuple(region or ()),
        sides=tuple(side or ()),
        sources=tuple(source or ()),
        source_kinds=tuple(source_kind or ()),
        date_precisions=tuple(precision or ()),
        areas=tuple(area or ()),
        shapes=tuple(_shape(drawn) for drawn in within or ()),
        excluded=tuple(map(_excluded, excluded or ())),
        articles=tuple(article or ()),
        event_ids=tuple(event or ()),
        since_commit=since,
        date_from=day(date_from, "--from"),
        date_to=day(date_to, "--to"),
        text=text,
        undated=Presence(undated),
        unlocated=Presence(unlocated),
    )
    tally = Tally()
    try:
        snapshot = open_store(store, create=False).snapshot()
        made = Made(FORMATS[format_name], chosen, snapshot.version)
        options = Options(byte_order_mark, described(chosen))
        file = Counted(made.format.write(select(snapshot.cursor(), chosen), options, tally))
        _write(output, file)
        if output != "-":
            name = visible(Path(output).name)
            _write(f"{output}.manifest.json", [manifest_of(made, tally, file, name, datetime.now(UTC))])
    except StoreError as problem:
        fail(str(problem), FAILED)
    except OSError as problem:
        fail(f"{visible(output)} cannot be written: {problem.strerror}. Nothing was written.", FAILED)
    if output != "-":
        say(f"{tally.written:,} events written to {visible(output)}, its manifest beside it.")
        for reason, count in sorted(tally.left_out.items()):
            say(f"{count:,} left out: {visible(reason)}.")


def _shape(drawn: str) -> str:
    """The same text, where it is an area; ends the command for anything else."""
    from loaders.shapes import MOST_CORNERS, shape_of

    if shape_of(drawn) is None:
        fail(
            f"--within is {visible(drawn)!r}; it is four bounds in degrees, west,south,east,north, such as"
            f" 36.9,48.1,38.4,48.9, or three to {MOST_CORNERS} corners as longitude,latitude,longitude,latitude,… .",
            USAGE,
        )
    return drawn


def _excluded(asked: str) -> tuple[str, str]:
    """`type=statement` as the filter's field and value; ends the command for anything else."""
    from loaders.conditions import GEOMETRIC, LISTS

    fields = {parameter: field for field, (parameter, _) in LISTS.items() if field not in GEOMETRIC}
    name, equals, value = asked.partition("=")
    if not equals or not value or name not in fields:
        fail(f"--not is {visible(asked)!r}; it is NAME=VALUE, NAME one of {', '.join(fields)}.", USAGE)
    return fields[name], value


def _write(output: str, pieces: Iterable[bytes]) -> None:
    """The whole file or none: it takes its name only when it is complete."""
    if output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
        os.chmod(name, 0o666 & ~_mask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mask() -> int:
    """The permissions that this user withholds from new files; the system only tells them on setting them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
