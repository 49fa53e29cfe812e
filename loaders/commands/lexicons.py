"""`lexicons`: whether every vocabulary file is sound, used and documented."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.commands.terminal import FAILED, fail, say, visible


def lexicons() -> None:
    """Check every vocabulary file in data/lexicons; a bad row is named by file, line and column.

    Example: python -m loaders lexicons
    """
    from loaders.lexicon import Lexicon

    found = list(problems())
    for line in found:
        say(visible(line))
    if found:
        fail(f"{len(found)} problems in data/lexicons.", FAILED)
    rows = sum(len(known.rows()) for known in Lexicon.declared.values())
    say(f"{len(Lexicon.declared)} lexicons are sound: {rows} rows.")


def problems() -> Iterator[str]:
    """Each bad row, each file that nothing reads, each that no README explains."""
    import loaders.event_types
    import loaders.pipeline
    import loaders.readers.article_table  # noqa: F401  importing them declares their lexicons
    from loaders.lexicon import FOLDER, Lexicon, LexiconError

    documented = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("README*.md")))
    for name, lexicon in sorted(Lexicon.declared.items()):
        try:
            lexicon.rows()
        except LexiconError as problem:
            yield str(problem)
        except (OSError, UnicodeDecodeError) as problem:
            yield f"{name}.csv: cannot be read: {problem}"
    for path in sorted(FOLDER.glob("*.csv")):
        if path.stem not in Lexicon.declared:
            yield f"{path.name}: no module declares it"
        if path.name not in documented:
            yield f"{path.name}: the README of the folder does not explain it"
