"""The house's import rules, read off the source itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for package in ("loaders", "dashboard") for path in (ROOT / package).rglob("*.py"))

# What each part of `loaders` may import of the house; the first prefix that fits a module decides.
MIDDLE = (
    "loaders.model",
    "loaders.lexicon",
    "loaders.words",
    "loaders.sentences",
    "loaders.phrases",
    "loaders.terms",
    "loaders.sides",
    "loaders.symbols",
    "loaders.gazetteer",
)
PURE_DASHBOARD = (
    "filters",
    "queries",
    "figures",
    "maps",
    "palette",
    "passages",
    "words",
    "facts",
    "marks",
    "glyphs",
    "addresses",
    "affiliation",
    "symbols",
    "dossiers",
    "dossier_queries",
    "tenures",
    "tracks",
    "spots",
)


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "loaders")], ids=module_of)
def test_loaders_know_nothing_of_the_screen(path: Path) -> None:
    for name in imports_of(path):
        assert not any(within(name, screen) for screen in ("streamlit", "plotly", "pydeck", "dashboard")), name


def test_the_model_imports_the_standard_library_only() -> None:
    import sys

    for name in imports_of(ROOT / "loaders" / "model.py"):
        assert name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "loaders" / "finders")], ids=module_of)
def test_finders_stand_alone(path: Path) -> None:
    """A finder may use its own helpers and the layer below, never resolution, events or the store."""
    for name in imports_of(path):
        if within(name, "loaders"):
            assert any(within(name, allowed) for allowed in (*MIDDLE, "loaders.finders")) or name == "loaders", name


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "loaders" / "resolve")], ids=module_of)
def test_resolution_sits_below_events(path: Path) -> None:
    for name in imports_of(path):
        for above in ("events", "occurrences", "checks", "pipeline", "ingest", "store", "readers", "commands"):
            assert not within(name, f"loaders.{above}"), name


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "dashboard")], ids=module_of)
def test_the_dashboard_uses_the_door(path: Path) -> None:
    for name in imports_of(path):
        if within(name, "loaders"):
            assert name == "loaders" or name.count(".") == 1 or within(name, "loaders.model"), name


@pytest.mark.parametrize("name", PURE_DASHBOARD)
def test_pure_parts_of_the_dashboard_do_not_draw(name: str) -> None:
    path = ROOT / "dashboard" / f"{name}.py"
    assert not any(within(found, "streamlit") for found in imports_of(path))
