"""The command line: `python -m loaders COMMAND`."""

from __future__ import annotations

import typer

from loaders.commands import gazetteer, quarantine
from loaders.commands.explain import explain
from loaders.commands.export import export
from loaders.commands.extract import extract
from loaders.commands.ingest import ingest
from loaders.commands.lexicons import lexicons
from loaders.commands.start import start
from loaders.commands.tidy import tidy
from loaders.commands.verify import verify

app = typer.Typer(
    help="Articles on armed conflict → dated events that lead back to their sentences.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (ingest, extract, explain, export, verify, tidy, lexicons, start):
    app.command()(command)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(quarantine.app, name="quarantine")

if __name__ == "__main__":
    app(prog_name="python -m loaders")
